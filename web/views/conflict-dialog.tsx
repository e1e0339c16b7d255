/** Two people labelled the same field: both values side by side, one is chosen a field. */
import { useSignal } from "@preact/signals";
import type { LabelField } from "../api/types.ts";
import { Dialog } from "../parts/dialog.tsx";
import { spokenPath } from "../state/fields.ts";
import type { LabelEditor } from "../state/label-editor.ts";

const words = (field: LabelField | null) =>
  field === null ? "no label" : field.status === "absent" ? "not in this document" : (field.text ?? "");

/** Closing it decides nothing: both values stay until one is chosen. */
export function ConflictDialog({ editor, onClose }: { editor: LabelEditor; onClose: () => void }) {
  const choice = useSignal<Record<string, "mine" | "theirs">>({});
  return (
    <Dialog
      title="Somebody else labelled this document"
      onClose={onClose}
      actions={
        <>
          <button type="button" onClick={onClose}>
            Decide later
          </button>
          <button type="button" class="primary" onClick={() => editor.resolve(choice.value)}>
            Save as chosen
          </button>
        </>
      }
    >
      <p>Fields that only one of you changed were merged. For these, choose which value holds:</p>
      {editor.conflicts.value.map(({ path, mine, theirs }) => (
        <fieldset key={path}>
          <legend>{spokenPath(path)}</legend>
          {(["mine", "theirs"] as const).map((side) => (
            <label key={side} class="inline">
              <input
                type="radio"
                name={path}
                checked={(choice.value[path] ?? "mine") === side}
                onChange={() => {
                  choice.value = { ...choice.value, [path]: side };
                }}
              />
              {side}: <b dir="auto">{words(side === "mine" ? mine : theirs)}</b>
            </label>
          ))}
        </fieldset>
      ))}
    </Dialog>
  );
}
