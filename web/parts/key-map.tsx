/** The keyboard map, where each command can be given another key. */
import { useSignal } from "@preact/signals";
import { assignKey, commands, keyOf, resetKeys, shownKey } from "../state/keys.ts";
import { Dialog } from "./dialog.tsx";

export function KeyMap({ onClose }: { onClose: () => void }) {
  const waiting = useSignal<string | null>(null);
  const take = (event: KeyboardEvent) => {
    if (waiting.value === null || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Escape") assignKey(waiting.value, keyOf(event));
    waiting.value = null;
  };
  return (
    <Dialog
      title="Keyboard"
      onClose={onClose}
      wide
      actions={
        <button type="button" onClick={resetKeys}>
          Back to the usual keys
        </button>
      }
    >
      <p class="quiet">
        Fields have keys of their own: 1 to 9, shown beside them. Choose a command to give it another key.
      </p>
      <div class="keys">
        {(["Fields", "Page", "Documents", "Everywhere"] as const).map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            {commands.value
              .filter((command) => command.group === group)
              .map(({ id, label, keys }) => (
                <button
                  key={id}
                  type="button"
                  class="key-row"
                  onClick={() => {
                    waiting.value = id;
                  }}
                  onKeyDown={take}
                >
                  <span>{label}</span>
                  <span>
                    {waiting.value === id
                      ? "press a key…"
                      : keys.map((key) => <kbd key={key}>{shownKey(key).join(" ")}</kbd>)}
                  </span>
                </button>
              ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
