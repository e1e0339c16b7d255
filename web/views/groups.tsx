/** Documents of one layout: whoever has looked at some may accept what is sure in all of a group together. */
import { useSignal } from "@preact/signals";
import { get, messageOf, post } from "../api/client.ts";
import type { DocumentEntry, DocumentGroup } from "../api/types.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Thumb } from "../parts/thumb.tsx";
import { announce } from "../state/activity.ts";
import { useLoad } from "../state/load.ts";
import { percent } from "../state/review.ts";
import { trust } from "../state/trust.ts";
import { reloadDocuments, reloadWorkspace } from "../state/workspace.ts";

const many = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

export function Groups({
  list,
  chosen,
  onChoose,
}: {
  list: readonly DocumentEntry[];
  /** Ids of the group that alone is shown; null: all are. */
  chosen: readonly string[] | null;
  onChoose: (documents: readonly string[] | null) => void;
}) {
  const asked = useSignal<DocumentGroup | null>(null);
  const problem = useSignal<string | null>(null);
  const states = list.map(({ id, status, labelVersion }) => `${id}${status}${labelVersion}`).join();
  const from = trust.value;
  const { loaded, reload } = useLoad(
    (signal) => get<DocumentGroup[]>(`/v1/workspace/groups?from=${from}`, { signal }),
    [states, from],
  );
  if (loaded.state !== "ready" || loaded.value.length === 0) return null;
  const accept = async ({ documents }: DocumentGroup) => {
    asked.value = null;
    problem.value = null;
    try {
      const done = await post<{ fields: number; documents: number }>("/v1/workspace/accept", { documents, from });
      announce(`${many(done.fields, "field")} of ${many(done.documents, "document")} accepted`);
    } catch (error) {
      problem.value = messageOf(error);
    }
    void reloadDocuments();
    void reloadWorkspace();
    reload();
  };
  return (
    <section class="groups" aria-label="Documents alike">
      {problem.value && <p class="bad-text">{problem}</p>}
      <ul class="row">
        {loaded.value.slice(0, 6).map((group) => {
          const { documents, reviewed, sure } = group;
          const shown = chosen !== null && chosen[0] === documents[0];
          return (
            <li key={documents[0]} class="group">
              <Thumb id={documents[0]} />
              <span class="grow">
                <strong>{documents.length} alike</strong>
                <small>{reviewed} reviewed</small>
              </span>
              <button
                type="button"
                class="small"
                aria-pressed={shown}
                aria-label={`Show the ${documents.length} documents alike only`}
                onClick={() => onChoose(shown ? null : documents)}
              >
                Show
              </button>
              {sure.fields > 0 && (
                <button
                  type="button"
                  class="small"
                  onClick={() => {
                    asked.value = group;
                  }}
                >
                  <Icon name="double" size={15} /> Accept {sure.fields} sure
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {asked.value && (
        <Dialog
          title={`Accept ${many(asked.value.sure.fields, "field")} of ${many(asked.value.sure.documents, "document")}?`}
          onClose={() => {
            asked.value = null;
          }}
          actions={
            <>
              <button
                type="button"
                onClick={() => {
                  asked.value = null;
                }}
              >
                Not now
              </button>
              <button type="button" class="primary" onClick={() => void accept(asked.value as DocumentGroup)}>
                Accept them
              </button>
            </>
          }
        >
          <p>
            What the model is at least {percent(from)} sure of becomes the label of fields that nobody has labelled.
            Doubtful fields stay to be looked at, and each label can be changed in its document.
          </p>
        </Dialog>
      )}
    </section>
  );
}
