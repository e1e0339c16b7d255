/** The workspace and its documents, kept fresh by the server's events. */
import { computed, signal } from "@preact/signals";
import { epoch, get, listen, messageOf, post, type Stream, upload } from "../api/client.ts";
import type { DocumentEntry, Run, Uploaded, WorkspaceInfo } from "../api/types.ts";
import { announce, changeActivity, isAbort, startActivity, trackJob, trackJobs } from "./activity.ts";
import type { Loadable } from "./load.ts";

export const workspace = signal<Loadable<WorkspaceInfo>>({ state: "loading" });
export const documents = signal<Loadable<DocumentEntry[]>>({ state: "loading" });
/** Counts up when the server says that something changed, a kind each. */
export const changes = { document: signal(0), schema: signal(0), model: signal(0), run: signal(0) };
/** The document that changed last, here or elsewhere. */
export const touched = signal<{ id: string | null; count: number }>({ id: null, count: 0 });

export const info = computed(() => (workspace.value.state === "ready" ? workspace.value.value : null));
export const entries = computed(() => (documents.value.state === "ready" ? documents.value.value : []));
export const hasModel = computed(() => info.value?.model != null);

async function reload<T>(into: { value: Loadable<T> }, path: string): Promise<void> {
  try {
    into.value = { state: "ready", value: await get<T>(path) };
  } catch (error) {
    if (into.value.state !== "ready") into.value = { state: "failed", message: messageOf(error) };
  }
}

export const reloadWorkspace = () => reload(workspace, "/v1/workspace");
export const reloadDocuments = () => reload(documents, "/v1/workspace/documents");

let planned: ReturnType<typeof setTimeout> | null = null;
/** Many changes in a moment are one reload. */
function reloadSoon(): void {
  if (planned !== null) return;
  planned = setTimeout(() => {
    planned = null;
    void reloadWorkspace();
    void reloadDocuments();
  }, 150);
}

const idOf = (data: unknown): string | null =>
  typeof data === "object" && data !== null && "document" in data && typeof data.document === "string"
    ? data.document
    : null;

export function startWorkspace(): void {
  epoch.subscribe(() => {
    void reloadWorkspace();
    void reloadDocuments();
  });
  const on = (kind: keyof typeof changes) => (data: unknown) => {
    changes[kind].value++;
    if (kind === "document") touched.value = { id: idOf(data), count: touched.value.count + 1 };
    reloadSoon();
  };
  const handlers = {
    document: on("document"),
    schema: on("schema"),
    model: on("model"),
    run: on("run"),
  };
  let stream: Stream | null = null;
  // A window that nobody sees holds no connection: a browser has six for all of them together.
  const attend = () => {
    if (document.visibilityState === "hidden") {
      stream?.close();
      stream = null;
    } else if (stream === null) {
      stream = listen("/v1/workspace/events", handlers);
    }
  };
  document.addEventListener("visibilitychange", () => {
    const away = stream === null;
    attend();
    // What happened meanwhile was not told.
    if (away && stream !== null) epoch.value++;
  });
  attend();
}

/** Uploads files and follows their reading. Problems are shown among the activities. */
export async function addFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const controller = new AbortController();
  const title = files.length === 1 ? `Upload ${files[0].name}` : `Upload ${files.length} files`;
  const key = startActivity(title, () => controller.abort());
  try {
    const sent = await upload<Uploaded[]>(
      "/v1/workspace/documents",
      files,
      (share) => changeActivity(key, { progress: { done: Math.round(share * 100), total: 100, message: "sending" } }),
      controller.signal,
    );
    const twice = sent.filter(({ duplicate }) => duplicate);
    const told = twice.length > 0 ? `already here: ${twice.map(({ name }) => name).join(", ")}` : null;
    changeActivity(key, { state: "done", progress: null, problem: told });
    announce(`${sent.length - twice.length} documents added`);
    const jobs = sent.flatMap(({ job, name }) => (job ? [{ id: job, name }] : []));
    if (jobs.length === 1) trackJob(jobs[0].id, `Read ${jobs[0].name}`).catch(() => reloadSoon());
    else if (jobs.length > 1) trackJobs(jobs, `Read ${jobs.length} documents`);
  } catch (error) {
    changeActivity(key, isAbort(error) ? { state: "cancelled" } : { state: "failed", problem: messageOf(error) });
  }
  reloadSoon();
}

/** @param password opens a document that was not read for want of it */
export async function predictDocument(id: string, name: string, password?: string): Promise<void> {
  const { id: job } = await post<{ id: string }>(`/v1/workspace/documents/${id}/predict`, { password });
  await trackJob(job, `Predict ${name}`);
  reloadSoon();
}

export async function predictAll(): Promise<void> {
  const { id: job } = await post<{ id: string }>("/v1/workspace/predict");
  await trackJob(job, "Predict all documents that are not reviewed");
  reloadSoon();
}

/** Runs, newest first. */
export const getRuns = (signal?: AbortSignal) => get<Run[]>("/v1/workspace/runs", { signal });

export const pageImage = (id: string, page: number, width: number) =>
  `/v1/workspace/documents/${encodeURIComponent(id)}/pages/${page}?width=${width}`;
