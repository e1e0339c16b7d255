/** The models that came of runs: which one answers, what each is worth, and the way back. */
import type { Model } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { percent } from "../state/review.ts";
import { Compare } from "./compare.tsx";
import type { Act } from "./train.tsx";

function meanOf({ scores }: Model): number | null {
  const all = Object.values(scores ?? {});
  const n = all.reduce((sum, one) => sum + one.n, 0);
  return n === 0 ? null : all.reduce((sum, one) => sum + one.exactMatch * one.n, 0) / n;
}

export function Models({ models, act }: { models: Model[]; act: Act }) {
  const active = models.findIndex((model) => model.active);
  return (
    <section class="card">
      <h2>Models</h2>
      {models.length === 0 && <p class="quiet">There is no model yet. The first run makes one.</p>}
      <ul class="models">
        {models.map((model, at) => (
          <li key={model.id}>
            <span class="grow">
              <strong>{model.id}</strong>
              <small>
                {model.parent === null
                  ? model.remark
                  : `from ${model.parent}, ${model.documents} documents · ${
                      meanOf(model) === null
                        ? "not tried on held-back ones"
                        : `${percent(meanOf(model))} right on held-back ones`
                    }`}
              </small>
              {model.parent !== null && <small>{model.remark}</small>}
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
                  void act(`/v1/workspace/models/${encodeURIComponent(model.id)}/activate`, {}, `${model.id} is in use`)
                }
              >
                {at < active ? "Use it now" : "Roll back to it"}
              </button>
            )}
            <a
              class="button small"
              href={`/v1/workspace/models/${encodeURIComponent(model.id)}/download`}
              download
              aria-label={`Download ${model.id}`}
            >
              <Icon name="download" size={15} />
            </a>
          </li>
        ))}
      </ul>
      {models.length > 1 && <Compare models={models} />}
    </section>
  );
}
