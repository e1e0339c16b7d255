/** The keyboard map, where each command can be given another key. */
import { type Signal, useSignal } from "@preact/signals";
import { assignFieldKey, fieldKeys, resetFieldKeys } from "../state/field-keys.ts";
import { fieldsOf, titleOf } from "../state/fields.ts";
import { assignKey, commands, keyOf, resetKeys, shownKey } from "../state/keys.ts";
import { info } from "../state/workspace.ts";
import { Dialog } from "./dialog.tsx";

export function KeyMap({ onClose }: { onClose: () => void }) {
  const waiting = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const singles = fieldsOf(info.value?.schema.schema ?? {}).flatMap((field) =>
    field.kind === "leaf" ? [field.path] : [],
  );
  const ofFields = fieldKeys(singles);
  const take = (event: KeyboardEvent) => {
    if (waiting.value === null || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    problem.value = null;
    if (event.key !== "Escape") {
      const [kind, name] = split(waiting.value);
      if (kind === "field") problem.value = assignFieldKey(name, keyOf(event));
      else assignKey(name, keyOf(event));
    }
    waiting.value = null;
  };
  return (
    <Dialog
      title="Keyboard"
      onClose={onClose}
      wide
      actions={
        <button
          type="button"
          onClick={() => {
            resetKeys();
            resetFieldKeys();
          }}
        >
          Back to the usual keys
        </button>
      }
    >
      <p class="quiet">Choose a command or a field to give it another key.</p>
      {problem.value && (
        <p class="bad-text" role="alert">
          {problem}
        </p>
      )}
      <div class="keys">
        {(["Fields", "Page", "Documents", "Everywhere"] as const).map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            {commands.value
              .filter((command) => command.group === group)
              .map(({ id, label, keys }) => (
                <Row key={id} id={`command ${id}`} label={label} keys={keys} waiting={waiting} onKey={take} />
              ))}
          </section>
        ))}
        {singles.length > 0 && (
          <section>
            <h3>Your fields</h3>
            {singles.map((path) => (
              <Row
                key={path}
                id={`field ${path}`}
                label={titleOf(path)}
                keys={[ofFields.get(path) ?? []].flat()}
                waiting={waiting}
                onKey={take}
              />
            ))}
          </section>
        )}
      </div>
    </Dialog>
  );
}

/** "field due_date" -> ["field", "due_date"] */
const split = (id: string): [string, string] => [id.slice(0, id.indexOf(" ")), id.slice(id.indexOf(" ") + 1)];

function Row({
  id,
  label,
  keys,
  waiting,
  onKey,
}: {
  id: string;
  label: string;
  keys: readonly string[];
  waiting: Signal<string | null>;
  onKey: (event: KeyboardEvent) => void;
}) {
  return (
    <button
      type="button"
      class="key-row"
      onClick={() => {
        waiting.value = id;
      }}
      onKeyDown={onKey}
    >
      <span>{label}</span>
      <span>
        {waiting.value === id ? "press a key…" : keys.map((key) => <kbd key={key}>{shownKey(key).join(" ")}</kbd>)}
      </span>
    </button>
  );
}
