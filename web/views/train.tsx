/** Training: whether there are labels enough, a run with its curves, and the models that came of it. */

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { get, messageOf, post } from "../api/client.ts";
import type { Comparison, Model, Run } from "../api/types.ts";
import { Heads } from "../parts/heads.tsx";
import { Icon } from "../parts/icon.tsx";
import { Plot } from "../parts/plot.tsx";
import { Failed, Loading, Meter, Notice } from "../parts/states.tsx";
import { announce } from "../state/activity.ts";
import { fieldsOf } from "../state/fields.ts";
import { useLoad } from "../state/load.ts";
import { percent } from "../state/review.ts";
import { hashOf } from "../state/route.ts";
import { changes, getRuns, info, reloadWorkspace } from "../state/workspace.ts";

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
  if (loaded.state === "loading") return <Loading what="runs and models" />;
  if (loaded.state === "failed") return <Failed what="Training" message={loaded.message} onRetry={reload} />;
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
      {problem.value && <Notice tone="bad">{problem}</Notice>}
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

type Act = (path: string, body: unknown, said: string) => Promise<void>;

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
    <div class="stack" role="group" aria-label="Newest run">
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
          <Plot label="Loss and score over minutes" {...data} />
        </>
      ) : (
        live && <p class="quiet">The curve begins after the first steps.</p>
      )}
    </div>
  );
}

function meanOf({ scores }: Model): number | null {
  const all = Object.values(scores ?? {});
  const n = all.reduce((sum, one) => sum + one.n, 0);
  return n === 0 ? null : all.reduce((sum, one) => sum + one.exactMatch * one.n, 0) / n;
}

function Models({ models, act }: { models: Model[]; act: Act }) {
  const active = models.find((model) => model.active);
  const newest = models[0];
  const pair = useSignal<{ old: string; new: string }>({ old: active?.id ?? "", new: newest?.id ?? "" });
  const found = useSignal<Comparison | string | null>(null);
  const compare = async () => {
    found.value = null;
    try {
      found.value = await get<Comparison>(
        `/v1/workspace/compare?old=${encodeURIComponent(pair.value.old)}&new=${encodeURIComponent(pair.value.new)}`,
      );
    } catch (error) {
      found.value = messageOf(error);
    }
  };
  const nameOf = (model: Model) => model.name ?? model.id;
  return (
    <section class="card">
      <h2>Models</h2>
      {models.length === 0 && <p class="quiet">There is no model yet. The first run makes one.</p>}
      <ul class="models">
        {models.map((model) => (
          <li key={model.id}>
            <span class="grow">
              <strong>{nameOf(model)}</strong>
              <small>
                {model.documents} documents ·{" "}
                {meanOf(model) === null
                  ? "not tried on held-back ones"
                  : `${percent(meanOf(model))} right on held-back ones`}
              </small>
            </span>
            {model.active ? (
              <span class="badge reviewed">
                <Icon name="check" size={14} /> in use
              </span>
            ) : (
              <button
                type="button"
                class="small"
                onClick={() =>
                  void act(
                    `/v1/workspace/models/${encodeURIComponent(model.id)}/activate`,
                    {},
                    `${nameOf(model)} is in use`,
                  )
                }
              >
                {model === newest ? "Use it now" : "Roll back to it"}
              </button>
            )}
            <a
              class="button small"
              href={`/v1/workspace/models/${encodeURIComponent(model.id)}/download`}
              download
              aria-label={`Download ${nameOf(model)}`}
            >
              <Icon name="download" size={15} />
            </a>
          </li>
        ))}
      </ul>
      {models.length > 1 && (
        <div class="row compare">
          {(["old", "new"] as const).map((side) => (
            <label key={side} class="inline">
              {side === "old" ? "Compare" : "with"}{" "}
              <select
                value={pair.value[side]}
                onChange={(event) => {
                  pair.value = { ...pair.value, [side]: event.currentTarget.value };
                }}
              >
                {models.map((model) => (
                  <option key={model.id} value={model.id}>
                    {nameOf(model)}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <button type="button" onClick={() => void compare()}>
            Compare
          </button>
        </div>
      )}
      {typeof found.value === "string" && <Notice tone="bad">{found}</Notice>}
      {found.value !== null && typeof found.value !== "string" && <Compared {...found.value} />}
    </section>
  );
}

function Compared({ fields, documents }: Comparison) {
  return (
    <div class="grid-scroll" tabIndex={0} role="group" aria-label="Comparison, scrolls">
      <table>
        <caption>Share right on held-back documents</caption>
        <Heads names={["Field", "Old", "New", "Change", "Labels"]} />
        <tbody>
          {Object.entries(fields).map(([field, { old, new: now, n }]) => {
            const by = (now ?? 0) - (old ?? 0);
            return (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{percent(old)}</td>
                <td>{percent(now)}</td>
                <td>{by > 0 ? "▲ better" : by < 0 ? "▼ worse" : "= same"}</td>
                <td>{n}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <table>
        <caption>Values that differ</caption>
        <Heads names={["Document", "Field", "Label", "Old", "New"]} />
        <tbody>
          {documents
            .filter((one) => one.old !== one.new)
            .slice(0, 200)
            .map((one) => (
              <tr key={`${one.id} ${one.field}`}>
                <th scope="row">
                  <a href={hashOf({ view: "document", id: one.id, page: 0, field: one.field })}>{one.name}</a>
                </th>
                <td>{one.field}</td>
                <td dir="auto">{one.label ?? "absent"}</td>
                <td dir="auto">{one.old ?? "absent"}</td>
                <td dir="auto">{one.new ?? "absent"}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
