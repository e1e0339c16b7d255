/** What a job is: its states, its progress, its events, and how it looks to whoever asked for it. Nothing here runs one. */

/** Where a job stands. */
export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

/** Jobs of one lane wait for each other only: training has a child process of its own. */
export type Lane = "verbs" | "train";

/** How far a job is. */
export interface Progress {
  done: number;
  total: number;
  message: string;
}

/** Why a job failed, as its caller sees it. */
export interface Fault {
  code: string;
  message: string;
  file: string | null;
}

/** The file of a job: a copy of the server's own. */
export interface JobFile {
  path: string;
  /** What the caller calls it; for messages alone. */
  name: string;
  sha256: string;
}

/** By what a task is to be answered, where whoever runs it might have something else. */
export interface Answering {
  /** `id` in the workspace; null: not the workspace's. `sha256` over all files of its checkpoint. */
  model: { id: string | null; sha256: string };
  /** Corrected words that its document has at least; null: it is none of the workspace. */
  corrections: number | null;
}

/** What is handed to whoever runs a job: plain data. */
export interface Task {
  id: string;
  verb: string;
  lane: Lane;
  input: Record<string, unknown>;
  file: JobFile | null;
  /** How often it was started so far. */
  attempts: number;
  /** Said by servers whose jobs go through a queue. */
  answering?: Answering;
}

/** A job as the store keeps it: times in milliseconds since 1970, `result` as the text of its JSON. */
export interface JobRecord extends Task {
  state: JobState;
  batch: string | null;
  progress: Progress | null;
  result: string | null;
  error: Fault | null;
  created: number;
  finished: number | null;
  /** The caller's key for "the same request again", and what was asked with it. */
  idempotency: string | null;
  fingerprint: string;
}

/** Something that happened to a job. */
export interface JobEvent {
  /** Rises by one within a job. */
  id: number;
  event: "state" | "progress" | "log" | "done";
  data: unknown;
}

/** A job as HTTP shows it. */
export interface JobView {
  id: string;
  verb: string;
  state: JobState;
  file: string | null;
  batch: string | null;
  attempts: number;
  progress: Progress | null;
  result?: unknown;
  error?: Fault;
  /** ISO 8601. */
  created: string;
  finished: string | null;
}

export function isOver(state: JobState): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}

/** The view of a job. @param withResult lists leave results out */
export function viewOf(record: JobRecord, withResult = true): JobView {
  const { id, verb, state, file, batch, attempts, progress, result, error, created, finished } = record;
  return {
    id,
    verb,
    state,
    file: file?.name ?? null,
    batch,
    attempts,
    progress,
    ...(withResult && result !== null ? { result: JSON.parse(result) } : {}),
    ...(error ? { error } : {}),
    created: new Date(created).toISOString(),
    finished: finished === null ? null : new Date(finished).toISOString(),
  };
}
