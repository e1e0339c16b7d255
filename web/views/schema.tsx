/** The fields that are wanted, as a form. Renames are remembered, so that labels follow; two people's changes are shown. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError, get, messageOf, putVersion } from "../api/client.ts";
import type { FieldSchema, VersionedSchema } from "../api/types.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { Failed, Loading, Notice } from "../parts/states.tsx";
import { titleOf } from "../state/fields.ts";
import { useLoad } from "../state/load.ts";
import { type Draft, draftsOf, problemsOf, schemaOf, TEMPLATES, TYPES } from "../state/schema-draft.ts";
import { reloadWorkspace } from "../state/workspace.ts";

export function SchemaView() {
  const { loaded, reload } = useLoad((signal) => get<{ schema: VersionedSchema }>("/v1/workspace", { signal }), []);
  if (loaded.state === "loading") return <Loading whole what="the fields" />;
  if (loaded.state === "failed") return <Failed whole what="The fields" message={loaded.message} onRetry={reload} />;
  return <Form key={loaded.value.schema.version} {...loaded.value.schema} reload={reload} />;
}

function Form({ version, schema, reload }: VersionedSchema & { reload: () => void }) {
  const drafts = useSignal<Draft[]>([]);
  const base = useSignal(version);
  const told = useSignal<{ tone: "good" | "bad"; text: string } | null>(null);
  const conflict = useSignal<VersionedSchema | null>(null);
  useEffect(() => {
    drafts.value = draftsOf(schema);
  }, []);
  const made = schemaOf(schema, drafts.value);
  const dirty = JSON.stringify(made) !== JSON.stringify(schemaOf(schema, draftsOf(schema)));
  const problems = problemsOf(drafts.value);
  const save = async () => {
    told.value = null;
    try {
      await putVersion("/v1/workspace/schema", base.value, { schema: made });
      await reloadWorkspace();
      told.value = { tone: "good", text: "Saved. New documents are read for these fields." };
      reload();
    } catch (error) {
      const current =
        error instanceof ApiError && error.status === 409
          ? (error.body as { current?: VersionedSchema }).current
          : undefined;
      if (current) conflict.value = current;
      else told.value = { tone: "bad", text: messageOf(error) };
    }
  };
  return (
    <div class="view narrow">
      <header class="view-head">
        <div>
          <h1>Fields</h1>
          <p class="quiet">What you want to know of each document. Version {base.value}.</p>
        </div>
        <div class="row">
          <button
            type="button"
            disabled={!dirty}
            onClick={() => {
              drafts.value = draftsOf(schema);
            }}
          >
            Undo changes
          </button>
          <button type="button" class="primary" disabled={!dirty || problems.length > 0} onClick={() => void save()}>
            {dirty ? "Save" : "Saved"}
          </button>
        </div>
      </header>
      {told.value && <Notice tone={told.value.tone}>{told.value.text}</Notice>}
      {problems.map((problem) => (
        <Notice key={problem} tone="warn">
          {problem}
        </Notice>
      ))}
      {drafts.value.length === 0 && (
        <section class="card">
          <h2>Start from</h2>
          <div class="row">
            {Object.entries(TEMPLATES).map(([name, template]) => (
              <button
                key={name}
                type="button"
                onClick={() => {
                  drafts.value = draftsOf(template as FieldSchema);
                }}
              >
                {name}
              </button>
            ))}
          </div>
        </section>
      )}
      <Drafts
        drafts={drafts.value}
        onChange={(next) => {
          drafts.value = next;
        }}
        nested={false}
      />
      <details>
        <summary>As JSON Schema</summary>
        <Scroll class="code" label="The JSON Schema">
          <pre>{JSON.stringify(made, null, 2)}</pre>
        </Scroll>
      </details>
      {conflict.value && (
        <Dialog
          title="Somebody else changed the fields"
          onClose={() => {
            conflict.value = null;
          }}
          actions={
            <>
              <button
                type="button"
                onClick={() => {
                  conflict.value = null;
                  reload();
                }}
              >
                Take theirs
              </button>
              <button
                type="button"
                class="primary"
                onClick={() => {
                  base.value = (conflict.value as VersionedSchema).version;
                  conflict.value = null;
                  void save();
                }}
              >
                Keep mine
              </button>
            </>
          }
        >
          <p>
            Version {conflict.value.version} was saved meanwhile. Its fields:{" "}
            {draftsOf(conflict.value.schema)
              .map(({ name }) => name)
              .join(", ")}
            .
          </p>
          <p>Yours: {drafts.value.map(({ name }) => name).join(", ")}.</p>
        </Dialog>
      )}
    </div>
  );
}

function Drafts({
  drafts,
  onChange,
  nested,
}: {
  drafts: readonly Draft[];
  onChange: (drafts: Draft[]) => void;
  nested: boolean;
}) {
  const set = (at: number, change: Partial<Draft>) =>
    onChange(drafts.map((one, i) => (i === at ? { ...one, ...change } : one)));
  const move = (at: number, by: number) => {
    const next = [...drafts];
    const [one] = next.splice(at, 1);
    next.splice(at + by, 0, one);
    onChange(next);
  };
  const what = nested ? "column" : "field";
  return (
    <>
      <ol class="drafts">
        {drafts.map((draft, i) => (
          <li key={draft.key} class="card draft">
            <div class="draft-row">
              <label>
                Name <input value={draft.name} onInput={(event) => set(i, { name: event.currentTarget.value })} />
              </label>
              <label>
                Type{" "}
                <select
                  value={draft.type}
                  onChange={(event) => set(i, { type: event.currentTarget.value as Draft["type"] })}
                >
                  {Object.entries(TYPES)
                    .filter(([type]) => !nested || !["list", "items", "group"].includes(type))
                    .map(([type, title]) => (
                      <option key={type} value={type}>
                        {title}
                      </option>
                    ))}
                </select>
              </label>
              <div class="row draft-ends">
                <button
                  type="button"
                  class="plain"
                  aria-label={`Move ${draft.name} up`}
                  disabled={i === 0}
                  onClick={() => move(i, -1)}
                >
                  <Icon name="up" />
                </button>
                <button
                  type="button"
                  class="plain"
                  aria-label={`Move ${draft.name} down`}
                  disabled={i === drafts.length - 1}
                  onClick={() => move(i, 1)}
                >
                  <Icon name="down" />
                </button>
                <button
                  type="button"
                  class="plain"
                  aria-label={`Remove ${draft.name}`}
                  onClick={() => onChange(drafts.filter((_, at) => at !== i))}
                >
                  <Icon name="trash" />
                </button>
              </div>
            </div>
            {draft.type !== "items" && draft.type !== "group" && (
              <label>
                Question, if its name does not say it{" "}
                <input
                  value={draft.description}
                  placeholder={`What is the ${titleOf(draft.name) || "…"}?`}
                  onInput={(event) => set(i, { description: event.currentTarget.value })}
                />
              </label>
            )}
            {draft.type === "enum" && (
              <>
                <label>
                  Choices, with commas between{" "}
                  <input value={draft.choices} onInput={(event) => set(i, { choices: event.currentTarget.value })} />
                </label>
                <label class="inline">
                  <input
                    type="checkbox"
                    checked={draft.always}
                    onChange={(event) => set(i, { always: event.currentTarget.checked })}
                  />{" "}
                  Every document is one of them, also where no word says which
                </label>
              </>
            )}
            {(draft.type === "items" || draft.type === "group") && (
              <div class="nested">
                <h2>{draft.type === "items" ? "Columns" : "Fields of the group"}</h2>
                <Drafts nested drafts={draft.children} onChange={(children) => set(i, { children })} />
              </div>
            )}
          </li>
        ))}
      </ol>
      <button
        type="button"
        onClick={() =>
          onChange([
            ...drafts,
            {
              key: crypto.randomUUID(),
              name: "",
              was: null,
              type: "text",
              description: "",
              choices: "",
              always: false,
              children: [],
              rest: {},
            },
          ])
        }
      >
        <Icon name="plus" /> Add a {what}
      </button>
    </>
  );
}
