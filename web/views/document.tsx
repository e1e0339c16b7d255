/** One document: its page on the left, fields, questions and relations on the right, each lighting up the other. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { get } from "../api/client.ts";
import type { OpenDocument, VersionedSchema } from "../api/types.ts";
import { step } from "../app.tsx";
import { Icon } from "../parts/icon.tsx";
import { Failed, Loading } from "../parts/states.tsx";
import { announce, isAbort } from "../state/activity.ts";
import { useCommands } from "../state/keys.ts";
import { useLoad } from "../state/load.ts";
import { fetchedAhead } from "../state/neighbours.ts";
import { go, route } from "../state/route.ts";
import { look, PANELS, panel, Session } from "../state/session.ts";
import { changes, info, predictDocument, touched } from "../state/workspace.ts";
import { AskPanel } from "./ask-panel.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { FieldsPanel } from "./fields-panel.tsx";
import { PageViewer } from "./page-viewer.tsx";
import { RelationsPanel } from "./relations-panel.tsx";
import { TablesPanel } from "./tables-panel.tsx";
import { Unread } from "./unread.tsx";

const SAVE_WORDS = {
  saved: "Saved",
  waiting: "Saving…",
  saving: "Saving…",
  offline: "Offline, will retry",
  conflict: "Conflict",
  refused: "Not saved",
};

export function DocumentView({ id }: { id: string }) {
  const ahead = fetchedAhead(id);
  const { loaded, reload } = useLoad(
    async (signal) => ({
      open: await get<OpenDocument>(`/v1/workspace/documents/${encodeURIComponent(id)}`, { signal }),
      schema: (await get<{ schema: VersionedSchema }>("/v1/workspace", { signal })).schema,
    }),
    [id, changes.schema.value],
    ahead && info.value && { open: ahead, schema: info.value.schema },
  );
  if (loaded.state === "loading") return <Loading whole what="the document" />;
  if (loaded.state === "failed") return <Failed whole what="The document" message={loaded.message} onRetry={reload} />;
  const { open, schema } = loaded.value;
  // Another schema, or words where there were none, is another work; all else goes on where it is.
  return <Opened key={`${schema.version} ${open.document !== null}`} open={open} schema={schema} reload={reload} />;
}

function Opened({ open, schema, reload }: { open: OpenDocument; schema: VersionedSchema; reload: () => void }) {
  const here = route.value;
  const session = useMemo(() => new Session(open, schema, here.view === "document" ? here.page : 0), []);
  const predicting = useSignal(false);
  const later = useSignal(false);
  useEffect(() => {
    const field = here.view === "document" ? here.field : null;
    if (field) session.activate(field);
    else session.goOn();
    return () => session.editor.close();
  }, [session]);
  useEffect(() => session.refresh(open), [open]);
  const { id: changed, count } = touched.value;
  useEffect(() => {
    if (changed === open.id) reload();
  }, [count]);
  const [page, active] = [session.page.value, session.active.value];
  useEffect(() => {
    if (route.value.view === "document" && route.value.id === open.id)
      go({ view: "document", id: open.id, page, field: active }, true);
  }, [page, active]);
  const turn = (by: number) => {
    session.page.value = Math.min(Math.max(0, session.page.value + by), Math.max(0, session.pages.length - 1));
  };
  const predict = async () => {
    predicting.value = true;
    try {
      await session.editor.save();
      await predictDocument(open.id, open.name);
      reload();
    } catch (error) {
      if (!isAbort(error)) announce("The prediction failed");
    } finally {
      predicting.value = false;
    }
  };
  useCommands({
    "page.next": () => turn(1),
    "page.previous": () => turn(-1),
    "document.predict": () => void predict(),
    "page.hide": () => {
      session.hidden.value = !session.hidden.value;
    },
    "page.words": () => {
      look.words.value = !look.words.value;
    },
    "page.lines": () => {
      look.lines.value = !look.lines.value;
    },
    undo: () => session.undo(),
    redo: () => session.redo(),
    "document.submit": () => {
      session.acceptAll(false);
      if (!step(1)) announce("This was the last document");
    },
    ask: () => {
      panel.value = "ask";
      setTimeout(() => document.getElementById("ask")?.focus());
    },
    leave: () => {
      session.tool.value = "words";
      session.lit.value = null;
    },
  });
  const save = session.editor.state.value;
  const peaceful = session.editor.conflicts.value.length === 0;
  useEffect(() => {
    later.value = false;
  }, [peaceful]);
  if (session.pages.length === 0) return <Unread open={open} reload={reload} />;
  return (
    <div class="workbench">
      <header class="bar">
        <a class="plain" href="#/" aria-label="All documents">
          <Icon name="left" />
        </a>
        <h1 dir="auto" class="grow">
          {open.name}
        </h1>
        <span class={`save ${save}`} role="status">
          <Icon
            name={save === "saved" ? "check" : save === "saving" || save === "waiting" ? "open" : "warn"}
            size={15}
          />{" "}
          {SAVE_WORDS[save]}
        </span>
        {save === "conflict" && (
          <button
            type="button"
            class="small"
            onClick={() => {
              later.value = false;
            }}
          >
            Decide
          </button>
        )}
        <span class="break" />
        <button
          type="button"
          class="plain"
          aria-label="Undo"
          disabled={!session.editor.canUndo.value}
          onClick={() => session.undo()}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="plain"
          aria-label="Redo"
          disabled={!session.editor.canRedo.value}
          onClick={() => session.redo()}
        >
          <Icon name="redo" />
        </button>
        <button type="button" onClick={() => void predict()} disabled={predicting.value}>
          <Icon name="spark" /> Predict
        </button>
        <ExportMenu id={open.id} />
        <button type="button" class="plain" aria-label="Previous document" onClick={() => step(-1)}>
          <Icon name="up" />
        </button>
        <button type="button" class="plain" aria-label="Next document" onClick={() => step(1)}>
          <Icon name="down" />
        </button>
      </header>
      {session.editor.problem.value && save === "refused" && (
        <p class="bad-text" role="alert">
          {session.editor.problem}
        </p>
      )}
      <div class="split">
        <PageViewer session={session} turn={turn} />
        <section class="panel" aria-label="Answers">
          <div class="tabs" role="tablist" aria-label="Panels">
            {PANELS.map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`tab-${name}`}
                aria-selected={panel.value === name}
                aria-controls="panel"
                onClick={() => {
                  panel.value = name;
                }}
              >
                {name[0].toUpperCase() + name.slice(1)}
                {name === "fields" && session.left.value > 0 ? ` (${session.left.value})` : ""}
              </button>
            ))}
          </div>
          <div id="panel" role="tabpanel" aria-labelledby={`tab-${panel.value}`}>
            {panel.value === "fields" && <FieldsPanel session={session} />}
            {panel.value === "ask" && <AskPanel session={session} />}
            {panel.value === "relations" && <RelationsPanel session={session} />}
            {panel.value === "tables" && <TablesPanel session={session} />}
          </div>
        </section>
      </div>
      {session.editor.conflicts.value.length > 0 && !later.value && (
        <ConflictDialog
          editor={session.editor}
          onClose={() => {
            later.value = true;
          }}
        />
      )}
    </div>
  );
}
