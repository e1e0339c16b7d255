/** Training: whether there are labels enough, a run with its curves, and the models that came of it. */

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { get, messageOf, post } from "../api/client.ts";
import type { Model, Run } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { Plot } from "../parts/plot.tsx";
import { Failed, Loading, Meter, Notice } from "../parts/states.tsx";
import { announce } from "../state/activity.ts";
import { fieldsOf } from "../state/fields.ts";
import { useLoad } from "../state/load.ts";
import { changes, getRuns, info, reloadWorkspace } from "../state/workspace.ts";
import { Models } from "./models.tsx";

/** Labels a field from which training is worth while, and from which it goes well. */
const NEEDED = 5;
const GOOD = 20;

export function TrainView() {
  const minutes = useSignal(10);
  const problem = useSignal<string | null>(null);
  const { loaded, reload } = useLoad(
    async (signal) => {
      const [runs, models] = await Promise.all([getRuns(signal), get<Model[]>("/v1/workspace/models", { signal })]);
      const newest = runs[0] ? await get<Run>(`/v1/workspace/runs/${runs[0].id}`, { signal }) : null;
      return { newest, models };
    },
    [changes.run.value, changes.model.value],
  );
  const running =
    loaded.state === "ready" && (loaded.value.newest?.state === "running" || loaded.value.newest?.state === "queued");
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(reload, 2000);
    return () => clearInterval(timer);
  }, [running]);
  const told = useRef<HTMLDivElement>(null);
  // What failed may have been begun far below.
  useEffect(() => {
    if (problem.value) told.current?.scrollIntoView({ block: "center" });
  }, [problem.value]);
  const act = async (path: string, body: unknown, said: string) => {
    problem.value = null;
    try {
      await post(path, body);
      announce(said);
      await reloadWorkspace();
      reload();
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
  if (loaded.state === "loading") return <Loading whole what="runs and models" />;
  if (loaded.state === "failed") return <Failed whole what="Training" message={loaded.message} onRetry={reload} />;
  const { newest, models } = loaded.value;
  const samples = info.value?.samples ?? newest?.samples ?? {};
  const wanted = info.value
    ? fieldsOf(info.value.schema.schema).flatMap((field) =>
        field.kind === "table" ? field.columns.map(({ path }) => `${field.path}.${path}`) : [field.path],
      )
    : [];
  return (
    <div class="view narrow">
      <header class="view-head">
        <div>
          <h1>Train</h1>
          <p class="quiet">Your labels make a model of your own, on this machine.</p>
        </div>
      </header>
      {problem.value && (
        <div ref={told}>
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      <div class="cards">
        <section class="card">
          <h2>Labels</h2>
          {wanted.length === 0 && (
            <p class="quiet">
              No fields are chosen. <a href="#/schema">Choose fields</a> first.
            </p>
          )}
          <ul class="samples">
            {wanted.map((field) => {
              const n = samples[field] ?? samples[field.replace(/\.([^.]+)$/, "[].$1")] ?? samples[`${field}[]`] ?? 0;
              const words =
                n < NEEDED ? `${n} of ${NEEDED} needed` : n < GOOD ? `${n}, enough; ${GOOD} are better` : `${n}, good`;
              return (
                <li key={field}>
                  <span class="grow">{field}</span>
                  <small>
                    <Icon name={n < NEEDED ? "doubt" : "check"} size={14} /> {words}
                  </small>
                  <Meter label={`Labels of ${field}`} tone={n < NEEDED ? "warn" : "good"} value={n / GOOD} />
                </li>
              );
            })}
          </ul>
        </section>
        <section class="card">
          <h2>{running ? "Training" : "New run"}</h2>
          {newest && <RunState run={newest} act={act} />}
          {!running && (
            <>
              <label>
                <span>
                  Minutes: <b>{minutes.value}</b>
                </span>
                <input
                  type="range"
                  min="1"
                  max="60"
                  value={minutes}
                  onInput={(event) => {
                    minutes.value = Number(event.currentTarget.value);
                  }}
                />
              </label>
              <button
                type="button"
                class="primary"
                onClick={() => void act("/v1/workspace/runs", { minutes: minutes.value }, "Training begins")}
              >
                <Icon name="play" size={16} /> Train for {minutes.value} minutes
              </button>
            </>
          )}
        </section>
      </div>
      <Models models={models} act={act} />
    </div>
  );
}

/** Sends a wish to the server, says that it was done, and shows what has become of it. */
export type Act = (path: string, body: unknown, said: string) => Promise<void>;

function RunState({ run, act }: { run: Run; act: Act }) {
  const live = run.state === "running" || run.state === "queued";
  const left = run.minutesLeft;
  // The plot is drawn anew when there are new points, not at each look.
  const data = useMemo(() => {
    const points = run.curve ?? [];
    return {
      x: points.map(({ minutes }) => minutes),
      lines: [
        { label: "loss", values: points.map(({ loss }) => loss ?? null), colour: "--accent", scale: "left" as const },
        {
          label: "right on held-back documents",
          values: points.map(({ score }) => score ?? null),
          colour: "--good",
          scale: "right" as const,
          dash: true,
        },
      ],
    };
  }, [run.id, run.curve?.length]);
  const error = typeof run.error === "string" ? run.error : run.error?.message;
  return (
    <section class="stack" aria-label="Newest run">
      <div class="row">
        <span class={`badge ${run.state}`}>{run.state}</span>
        <span class="grow" />
        {live && left !== null && <small>{left < 1 ? "less than a minute" : `${Math.ceil(left)} minutes`} left</small>}
        {live && (
          <button
            type="button"
            class="small"
            onClick={() => void act(`/v1/workspace/runs/${run.id}/stop`, {}, "The run stops")}
          >
            <Icon name="stop" size={14} /> Stop
          </button>
        )}
        {(run.state === "stopped" || run.state === "failed") && (
          <button
            type="button"
            class="small"
            onClick={() => void act(`/v1/workspace/runs/${run.id}/resume`, {}, "The run goes on")}
          >
            <Icon name="play" size={14} /> Resume
          </button>
        )}
      </div>
      {live && <Meter label="Time of the run" value={left === null ? null : 1 - left / run.minutes} />}
      {error && <p class="bad-text">{error}</p>}
      {data.x.length > 1 ? (
        <>
          <p class="legend">
            <span class="solid">loss</span> <span class="dashed">share right on held-back documents</span>
          </p>
          <Plot label="Loss and score over minutes" xLabel="minutes" {...data} />
        </>
      ) : (
        live && <p class="quiet">The curve begins after the first steps.</p>
      )}
    </section>
  );
}
