/** The documents: added by choosing, dropping or pasting; the most doubtful first. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { call, messageOf } from "../api/client.ts";
import type { DocumentEntry, DocumentStatus } from "../api/types.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Empty, Failed, Loading, Meter } from "../parts/states.tsx";
import { Thumb } from "../parts/thumb.tsx";
import { announce, isAbort } from "../state/activity.ts";
import { forgetOrder } from "../state/neighbours.ts";
import { hashOf } from "../state/route.ts";
import { addFiles, documents, hasModel, info, predictAll, reloadDocuments } from "../state/workspace.ts";
import { Groups } from "./groups.tsx";

const STATUS: Record<DocumentStatus, { icon: IconName; words: string }> = {
  waiting: { icon: "open", words: "waiting to be read" },
  unreadable: { icon: "warn", words: "could not be read" },
  read: { icon: "open", words: "to label" },
  predicted: { icon: "doubt", words: "to review" },
  reviewed: { icon: "check", words: "reviewed" },
};
const FILTERS = ["all", "to review", "reviewed", "problems"] as const;
const FORMATS = ["docformer", "csv", "label-studio", "funsd", "donut", "due"];

const fits = ({ status }: DocumentEntry, filter: (typeof FILTERS)[number]) =>
  filter === "all" ||
  (filter === "reviewed" && status === "reviewed") ||
  (filter === "problems" && status === "unreadable") ||
  (filter === "to review" && status !== "reviewed" && status !== "unreadable");

const pagesOf = ({ pages }: DocumentEntry) =>
  pages === null ? "not read yet" : `${pages} ${pages === 1 ? "page" : "pages"}`;

export function DocumentsView() {
  const filter = useSignal<(typeof FILTERS)[number]>("all");
  const search = useSignal("");
  const over = useSignal(false);
  const group = useSignal<readonly string[] | null>(null);
  const erase = useSignal<DocumentEntry | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(forgetOrder, []);
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) void addFiles(files);
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, []);
  const loaded = documents.value;
  const list = loaded.state === "ready" ? loaded.value : [];
  const shown = list.filter(
    (entry) =>
      fits(entry, filter.value) &&
      entry.name.toLowerCase().includes(search.value.toLowerCase()) &&
      (group.value?.includes(entry.id) ?? true),
  );
  const first = list.find((entry) => fits(entry, "to review"));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a shortcut of the button that chooses them.
    <div
      class={`view ${over.value ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        void addFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <header class="view-head">
        <div>
          <h1>Documents</h1>
          <p class="quiet">
            {info.value ? `${info.value.documents.reviewed} of ${info.value.documents.total} reviewed` : " "}
          </p>
        </div>
        <div class="row">
          {first && (
            <a class="button" href={hashOf({ view: "document", id: first.id, page: 0, field: null })}>
              Review the most doubtful
            </a>
          )}
          {hasModel.value && list.length > 0 && (
            <button
              type="button"
              onClick={() => predictAll().catch((error) => isAbort(error) || announce(messageOf(error)))}
            >
              Predict all
            </button>
          )}
          <button type="button" class="primary" onClick={() => chooser.current?.click()}>
            <Icon name="upload" /> Add documents
          </button>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label="Files"
            accept="image/*,application/pdf,.pdf,.tif,.tiff,.json,.xml,.hocr"
            onChange={(event) => {
              void addFiles([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
        </div>
      </header>
      {loaded.state === "loading" && <Loading what="documents" />}
      {loaded.state === "failed" && (
        <Failed what="The documents" message={loaded.message} onRetry={() => void reloadDocuments()} />
      )}
      {loaded.state === "ready" && list.length === 0 && (
        <Empty icon="upload" title="Drop your first documents here">
          <p>PDFs, scans and photos. They are read on this machine and never leave it.</p>
          <button type="button" class="primary" onClick={() => chooser.current?.click()}>
            Choose files
          </button>
          <ol class="steps">
            <li>Add five documents of one kind</li>
            <li>Say which fields you want</li>
            <li>Label them by clicking words</li>
            <li>Train, and use your own model</li>
          </ol>
        </Empty>
      )}
      {list.length > 0 && (
        <>
          <div class="row filters">
            {FILTERS.map((name) => (
              <button
                key={name}
                type="button"
                class="chip"
                aria-pressed={filter.value === name}
                onClick={() => {
                  filter.value = name;
                }}
              >
                {name} <b>{list.filter((entry) => fits(entry, name)).length}</b>
              </button>
            ))}
            <input
              type="search"
              class="grow"
              aria-label="Search by name"
              placeholder="Search by name"
              value={search}
              onInput={(event) => {
                search.value = event.currentTarget.value;
              }}
            />
            <label class="inline">
              Export{" "}
              <select
                aria-label="Export as"
                value=""
                onChange={(event) => {
                  if (event.currentTarget.value)
                    location.assign(`/v1/workspace/export?format=${event.currentTarget.value}`);
                  event.currentTarget.value = "";
                }}
              >
                <option value="">choose…</option>
                {FORMATS.map((format) => (
                  <option key={format}>{format}</option>
                ))}
              </select>
            </label>
          </div>
          <Groups
            list={list}
            chosen={group.value}
            onChoose={(documents) => {
              group.value = documents;
            }}
          />
          {shown.length === 0 && <p class="quiet">No document fits this filter.</p>}
          <ul class="documents">
            {shown.map((entry) => (
              <li key={entry.id}>
                <a href={hashOf({ view: "document", id: entry.id, page: 0, field: null })}>
                  <Thumb id={entry.pages ? entry.id : null} />
                  <span class="grow">
                    <strong dir="auto">{entry.name}</strong>
                    <small>{entry.problem ?? pagesOf(entry)}</small>
                  </span>
                  {entry.doubt !== null && entry.status !== "reviewed" && (
                    <span class="doubt">
                      <small>doubt {Math.round(entry.doubt * 100)}%</small>
                      <Meter tone="warn" label={`Doubt of ${entry.name}`} value={entry.doubt} />
                    </span>
                  )}
                  <span class={`badge ${entry.status}`}>
                    <Icon name={STATUS[entry.status].icon} size={15} /> {STATUS[entry.status].words}
                  </span>
                </a>
                <button
                  type="button"
                  class="plain"
                  aria-label={`Erase ${entry.name}`}
                  onClick={() => {
                    erase.value = entry;
                  }}
                >
                  <Icon name="trash" />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {erase.value && (
        <Dialog
          title={`Erase ${erase.value.name}?`}
          onClose={() => {
            erase.value = null;
          }}
          actions={
            <>
              <button
                type="button"
                onClick={() => {
                  erase.value = null;
                }}
              >
                Keep it
              </button>
              <button
                type="button"
                class="danger"
                onClick={() => {
                  const { id, name } = erase.value as DocumentEntry;
                  erase.value = null;
                  call("DELETE", `/v1/workspace/documents/${id}`)
                    .then(
                      () => announce(`${name} erased`),
                      (error) => announce(messageOf(error)),
                    )
                    .finally(() => void reloadDocuments());
                }}
              >
                Erase
              </button>
            </>
          }
        >
          <p>The document, its labels and its predictions are removed. This cannot be undone.</p>
        </Dialog>
      )}
    </div>
  );
}
