/** Which words belong to which: pairs as a list, drawn as arrows on the page. */
import type { Relations } from "../api/types.ts";
import { Empty, Notice, Working } from "../parts/states.tsx";
import { announce } from "../state/activity.ts";
import type { Session } from "../state/session.ts";
import { useVerb } from "../state/verb.ts";

export function RelationsPanel({ session }: { session: Session }) {
  const { running, progress, problem, run, cancel } = useVerb<Relations>("relate", session.open.id, (value) => {
    session.relations.value = value;
    announce(`${value.links.length} relations`);
  });
  const found = session.relations.value;
  const byId = new Map(found?.entities.map((entity) => [entity.id, entity]));
  if (running) return <Working what="Looking for what belongs together" progress={progress} onCancel={cancel} />;
  return (
    <div class="stack">
      {problem && <Notice tone="bad">{problem}</Notice>}
      {!found ? (
        <Empty icon="link" title="What belongs together?">
          <p>Keys and their values, drawn as arrows on the page.</p>
          <button type="button" class="primary" onClick={() => void run()}>
            Find relations
          </button>
        </Empty>
      ) : (
        <>
          <p class="quiet">
            {found.entities.length} pieces, {found.links.length} relations
          </p>
          <ul class="answers">
            {found.links.map(([from, to]) => (
              <li
                key={`${from}-${to}`}
                class={session.lit.value === `entity-${from}` || session.lit.value === `entity-${to}` ? "lit" : ""}
              >
                <button
                  type="button"
                  class="pair"
                  onMouseEnter={() => {
                    session.lit.value = `entity-${to}`;
                  }}
                  onClick={() => session.show(`entity-${to}`)}
                >
                  <small dir="auto">{byId.get(from)?.text}</small>
                  <strong dir="auto">{byId.get(to)?.text}</strong>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
