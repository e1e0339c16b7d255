/** From which confidence on a value may pass without a look: what that saves, and what it costs. */

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { get } from "../api/client.ts";
import type { ThresholdRow } from "../api/types.ts";
import { Heads } from "../parts/heads.tsx";
import { Plot } from "../parts/plot.tsx";
import { Empty, Failed, Loading } from "../parts/states.tsx";
import { useLoad } from "../state/load.ts";
import { percent } from "../state/review.ts";
import { trust } from "../state/trust.ts";
import { changes } from "../state/workspace.ts";

/** Seconds that a look at one field takes. */
const LOOK = 20;
/** Fewer values say little about shares of some per cent. */
const FEW = 100;

const acceptedOf = ({ accepted, fields }: ThresholdRow) => Math.round(accepted * fields);
const wrongOf = (row: ThresholdRow) => Math.round(row.wrong * row.accepted * row.fields);

export function TrustView() {
  const { loaded, reload } = useLoad(
    (signal) => get<ThresholdRow[]>("/v1/workspace/thresholds", { signal }),
    [changes.model.value],
  );
  if (loaded.state === "loading") return <Loading whole what="what is known of confidence" />;
  if (loaded.state === "failed")
    return <Failed whole what="The thresholds" message={loaded.message} onRetry={reload} />;
  const rows = loaded.value.toSorted((a, b) => a.threshold - b.threshold);
  if (rows.length === 0 || rows.every(({ fields }) => fields === 0)) {
    return (
      <Empty whole icon="trust" title="Nothing to compare yet">
        <p>
          Review some documents that a model predicted. What it got right then tells how far its confidence can be
          trusted.
        </p>
        <a class="button primary" href="#/">
          Go to the documents
        </a>
      </Empty>
    );
  }
  return <Trust rows={rows} />;
}

function Trust({ rows }: { rows: ThresholdRow[] }) {
  const at = useSignal(
    Math.max(
      0,
      rows.findIndex(({ threshold }) => threshold >= trust.value),
    ),
  );
  const month = useSignal(1000);
  const row = rows[Math.min(at.value, rows.length - 1)];
  const plot = useMemo(
    () => ({
      x: rows.map(({ threshold }) => threshold),
      lines: [
        { label: "accepted", values: rows.map(({ accepted }) => accepted), colour: "--accent" },
        // Of no value none is wrong, and none is right.
        {
          label: "wrong",
          values: rows.map((one) => (acceptedOf(one) > 0 ? one.wrong : null)),
          colour: "--bad",
          dash: true,
        },
      ],
    }),
    [rows],
  );
  // Values between two neighbouring thresholds: how sure they were, and how often right.
  const bands = rows.flatMap((one, i) => {
    const n = one.accepted * one.fields;
    const next = rows[i + 1] ?? { ...one, threshold: 1, accepted: 0, wrong: 0 };
    const inside = n - next.accepted * next.fields;
    if (inside < 0.5) return [];
    const wrong = one.wrong * n - next.wrong * next.accepted * next.fields;
    return [
      {
        from: one.threshold,
        to: next.threshold,
        n: Math.round(inside),
        right: Math.min(1, Math.max(0, 1 - wrong / inside)),
      },
    ];
  });
  return (
    <div class="view narrow">
      <header class="view-head">
        <div>
          <h1>Trust</h1>
          <p class="quiet">
            Measured on {row.fields} values that people reviewed.
            {row.fields < FEW && " That is few: one mistake more or less moves every share."}
          </p>
        </div>
      </header>
      <section class="card">
        <label>
          <span>
            Accept without a look from <b>{percent(row.threshold)}</b> confidence on
          </span>
          <input
            type="range"
            min="0"
            max={rows.length - 1}
            value={at}
            aria-valuetext={percent(row.threshold)}
            onInput={(event) => {
              at.value = Number(event.currentTarget.value);
              trust.value = rows[at.value].threshold;
            }}
          />
        </label>
        <p class="quiet">What reaches it is called sure, and is accepted together where you ask for that.</p>
        <div class="figures" aria-live="polite">
          <div>
            <b>{percent(row.accepted)}</b>
            <span>
              accepted automatically ({acceptedOf(row)} of {row.fields})
            </span>
          </div>
          <div>
            <b>{acceptedOf(row) === 0 ? "–" : `${(row.wrong * 100).toFixed(1)}%`}</b>
            <span>
              of those expected wrong ({wrongOf(row)} of {acceptedOf(row)} here)
            </span>
          </div>
          <div>
            <b>{Math.round((month.value * (1 - row.accepted) * LOOK) / 60)}</b>
            <span>minutes of review a month, {LOOK} seconds a value</span>
          </div>
        </div>
        <label class="inline">
          Values a month{" "}
          <input
            type="number"
            min="0"
            value={month}
            onInput={(event) => {
              month.value = Math.max(0, Number(event.currentTarget.value));
            }}
          />
        </label>
        <p class="legend">
          <span class="solid">accepted</span> <span class="dashed bad">wrong</span>
        </p>
        <Plot label="Share accepted and share wrong by threshold" xLabel="least confidence" shares {...plot} />
      </section>
      <div class="cards">
        <section class="card">
          <table>
            <caption>By threshold</caption>
            <Heads names={["From", "Accepted", "Wrong", "Values"]} />
            <tbody>
              {rows.map((one) => (
                <tr
                  key={one.threshold}
                  class={one === row ? "chosen" : ""}
                  aria-current={one === row ? "true" : undefined}
                >
                  <th scope="row">{percent(one.threshold)}</th>
                  <td>{percent(one.accepted)}</td>
                  <td>{acceptedOf(one) === 0 ? "–" : `${(one.wrong * 100).toFixed(1)}%`}</td>
                  <td>{acceptedOf(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section class="card">
          <table>
            <caption>Reliability: said and found</caption>
            <Heads names={["Confidence", "Right", "Values"]} />
            <tbody>
              {bands.map((one) => (
                <tr key={one.from}>
                  <th scope="row">
                    {percent(one.from)}–{percent(one.to)}
                  </th>
                  <td>{percent(one.right)}</td>
                  <td>{one.n}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}
