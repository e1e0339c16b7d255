/** Which words belong to which: pairs as a list, drawn as arrows on the page. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { messageOf, post } from "../api/client.ts";
import type { Relations } from "../api/types.ts";
import { Empty, Notice } from "../parts/states.tsx";
import type { Session } from "../state/session.ts";

export function RelationsPanel({ session }: { session: Session }) {
  const problem = useSignal<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  const running = useSignal(false);
  const find = async () => {
    controller.current = new AbortController();
    running.value = true;
    problem.value = null;
    try {
      session.relations.value = await post<Relations>(
        "/v1/relate",
        { document: session.open.id },
        { signal: controller.current.signal },
      );
    } catch (error) {
      problem.value = controller.current.signal.aborted ? null : messageOf(error);
    }
    running.value = false;
  };
  const found = session.relations.value;
  const byId = new Map(found?.entities.map((entity) => [entity.id, entity]));
  if (running.value)
    return (
      <div class="state" role="status">
        <span class="spinner" aria-hidden="true" />
        <p>Looking for what belongs together…</p>
        <button type="button" onClick={() => controller.current?.abort()}>
          Cancel
        </button>
      </div>
    );
  return (
    <div class="stack">
      {problem.value && <Notice tone="bad">{problem}</Notice>}
      {!found ? (
        <Empty icon="link" title="What belongs together?">
          <p>Keys and their values, drawn as arrows on the page.</p>
          <button type="button" class="primary" onClick={() => void find()}>
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
