/**
 * The jobs of a server with their life: kept in the store, handed to an executor, followed by whoever waits, forgotten when
 * they are deleted or expire. A job that was not over when the server ended is run again at the next start.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Executor, JobFailure, JobReturned } from "./executor.ts";
import { HttpError } from "./http-error.ts";
import {
  type Fault,
  isOver,
  type JobEvent,
  type JobRecord,
  type JobState,
  type Lane,
  type Progress,
  type Task,
  viewOf,
} from "./job.ts";
import type { JobFilter, JobStore } from "./job-store.ts";

export interface JobRequest {
  verb: string;
  input: Record<string, unknown>;
  lane?: Lane;
  file?: { bytes: Uint8Array; name: string };
  batch?: string;
  /** The caller's key: the same key with the same request is the same job. */
  idempotency?: string;
}

/** What happens to jobs; for logs and metrics. */
export interface JobsObserver {
  over?(
    job: Pick<JobRecord, "id" | "verb" | "state" | "attempts">,
    seconds: number,
    pages: number,
    code?: string,
  ): void;
}

export interface JobsOptions {
  store: JobStore;
  executor: Executor;
  /** Where copies of files are kept. */
  folder: string;
  /** Jobs that may wait. */
  queue: number;
  /** How long results are kept, milliseconds. */
  keep: number;
  observer?: JobsObserver;
}

/** Least time between two events of progress of a job. */
const PROGRESS_MILLISECONDS = 250;
/** More jobs than any server keeps. */
const ALL = 1e9;
const PURGE_MILLISECONDS = 60_000;
/** A job that the server itself ended under this often is not tried again. */
const MOST_STARTS = 3;

export class Jobs {
  readonly #options: JobsOptions;
  readonly #files: string;
  readonly #controllers = new Map<string, AbortController>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #lastProgress = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  readonly #purge: NodeJS.Timeout;
  #closed = false;

  /** Takes up the jobs that were not over. */
  constructor(options: JobsOptions) {
    this.#options = options;
    this.#files = join(options.folder, "files");
    mkdirSync(this.#files, { recursive: true, mode: 0o700 });
    this.#purge = setInterval(() => this.purge(), PURGE_MILLISECONDS);
    this.#purge.unref();
    const { store } = options;
    for (const file of readdirSync(this.#files)) if (!store.get(file)) rmSync(join(this.#files, file), { force: true });
    for (const job of store.unfinished()) {
      if (job.attempts >= MOST_STARTS) {
        this.#end(job, "failed", { error: faultOf(job, "crashed", "the server ended under it again and again") });
        continue;
      }
      if (store.requeue(job.id, job.attempts)) this.#tell(job.id, "state", { state: "queued" });
      this.#run(job);
    }
    this.purge();
  }

  /**
   * Takes a job on. The same idempotency key with the same request gives the job that there is.
   * @throws HttpError 503 when too many wait or the server stops, 422 when the key was used for something else
   */
  async submit(request: JobRequest): Promise<JobRecord> {
    const { verb, input, lane = "verbs", file = null, batch = null, idempotency = null } = request;
    const sha256 = file && createHash("sha256").update(file.bytes).digest("hex");
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([verb, input, sha256]))
      .digest("hex");
    const same = idempotency === null ? null : this.#options.store.withIdempotency(idempotency);
    if (same) return sameRequest(same, fingerprint);
    this.admit();
    const id = randomUUID();
    const path = join(this.#files, id);
    // Only the owner of the server may read what was sent.
    if (file) await writeFile(path, file.bytes, { mode: 0o600 });
    // While the file was written the same request may have come again, and others may have filled the queue.
    let taken = false;
    try {
      const again = idempotency === null ? null : this.#options.store.withIdempotency(idempotency);
      if (again) return sameRequest(again, fingerprint);
      this.admit();
      taken = true;
    } finally {
      if (!taken) rmSync(path, { force: true });
    }
    this.#options.store.insert({
      id,
      verb,
      lane,
      input,
      file: file && { path, name: file.name, sha256: sha256! },
      batch,
      created: Date.now(),
      idempotency,
      fingerprint,
    });
    this.#tell(id, "state", { state: "queued" });
    const job = this.#options.store.get(id)!;
    this.#run(job);
    return job;
  }

  /** @throws HttpError 503 when no more jobs are taken on */
  admit(): void {
    if (this.#closed) throw new HttpError(503, "stopping", "the server is stopping", { retryAfter: 10 });
    const { queued, waitSeconds } = this.#options.executor.status();
    const { queue } = this.#options;
    if (queued < queue) return;
    throw new HttpError(503, "queue-full", `${queued} jobs are waiting, which is all that may`, {
      retryAfter: Math.min(600, Math.max(1, waitSeconds / 4)),
    });
  }

  get(id: string): JobRecord | null {
    return this.#options.store.get(id);
  }

  list(filter: JobFilter): JobRecord[] {
    return this.#options.store.list(filter);
  }

  /** Ends a job that is not over; false when it is, or is not there. */
  cancel(id: string): boolean {
    const job = this.get(id);
    if (!job || isOver(job.state)) return false;
    this.#end(job, "cancelled", {});
    this.#controllers.get(id)?.abort();
    return true;
  }

  /** Forgets a job that is over, with its file and its result. */
  remove(id: string): void {
    const job = this.get(id);
    if (!job) return;
    this.#options.store.remove(id);
    rmSync(join(this.#files, id), { force: true });
    this.#wake(id);
  }

  /** Ends and forgets all jobs about a file, with what they answered. */
  forgetFile(sha256: string): void {
    for (const { id, file } of this.list({ limit: ALL })) {
      if (file?.sha256 !== sha256) continue;
      this.cancel(id);
      this.remove(id);
    }
  }

  /** The job when it is over; null when it was removed meanwhile. @throws the signal's reason */
  async wait(id: string, signal: AbortSignal): Promise<JobRecord | null> {
    for (;;) {
      signal.throwIfAborted();
      const job = this.get(id);
      if (!job || isOver(job.state)) return job;
      if (this.#closed && !this.#controllers.has(id)) return job;
      await this.#changed(id, signal);
    }
  }

  eventsAfter(id: string, last: number): JobEvent[] {
    return this.#options.store.eventsAfter(id, last);
  }

  /** The events of a job after `last`, as they come, until it is over. @throws the signal's reason */
  async *follow(id: string, last: number, signal: AbortSignal): AsyncGenerator<JobEvent> {
    let seen = last;
    for (;;) {
      signal.throwIfAborted();
      const events = this.eventsAfter(id, seen);
      for (const event of events) {
        seen = event.id;
        yield event;
      }
      // More may have come while the reader took those.
      if (events.length > 0) continue;
      const job = this.get(id);
      if (!job || isOver(job.state) || (this.#closed && !this.#controllers.has(id))) return;
      await this.#changed(id, signal);
    }
  }

  /** Forgets what has expired. */
  purge(): void {
    for (const id of this.#options.store.finishedBefore(Date.now() - this.#options.keep)) this.remove(id);
  }

  /** Takes no more jobs; those that run have `milliseconds` to end, the others stay for the next start. */
  async close(milliseconds: number): Promise<void> {
    this.#closed = true;
    clearInterval(this.#purge);
    await this.#options.executor.close(milliseconds);
    await Promise.all(this.#running);
    for (const id of [...this.#listeners.keys()]) this.#wake(id);
    this.#options.store.close();
  }

  #run(task: Task): void {
    const running = this.#execute(task).finally(() => {
      this.#running.delete(running);
      this.#controllers.delete(task.id);
      this.#lastProgress.delete(task.id);
      this.#wake(task.id);
    });
    this.#running.add(running);
  }

  async #execute(task: Task): Promise<void> {
    const { store, executor } = this.#options;
    const { id } = task;
    const controller = new AbortController();
    this.#controllers.set(id, controller);
    if (task.file && !existsSync(task.file.path)) {
      return this.#end(task, "failed", { error: faultOf(task, "not-found", "the copy of its file is gone") });
    }
    let started = performance.now();
    let attempts = task.attempts;
    try {
      const { result, pages } = await executor.execute(
        task,
        {
          onStart: (count) => {
            started = performance.now();
            attempts = count;
            if (store.start(id, count)) this.#tell(id, "state", { state: "running", attempts: count });
          },
          onProgress: (progress) => this.#progress(id, progress),
          onLog: (line) => this.#tell(id, "log", line),
        },
        controller.signal,
      );
      this.#end({ ...task, attempts }, "done", { result }, performance.now() - started, pages);
    } catch (error) {
      if (error instanceof JobReturned) {
        // Stopping the server is no failure of the job.
        if (store.requeue(id, Math.max(0, attempts - 1))) this.#tell(id, "state", { state: "queued" });
        return;
      }
      const fault =
        error instanceof JobFailure ? error.fault : faultOf(task, "internal", "the server failed; its log says why");
      const state = fault.code === "cancelled" ? "cancelled" : "failed";
      this.#end({ ...task, attempts }, state, { error: fault }, performance.now() - started);
    }
  }

  #progress(id: string, progress: Progress): void {
    const now = performance.now();
    if (now - (this.#lastProgress.get(id) ?? -PROGRESS_MILLISECONDS) < PROGRESS_MILLISECONDS) return;
    this.#lastProgress.set(id, now);
    if (this.#options.store.progress(id, progress)) this.#tell(id, "progress", progress);
  }

  /** Ends a job once; what comes later is dropped. */
  #end(task: Task, state: JobState, outcome: { result?: string; error?: Fault }, milliseconds = 0, pages = 0): void {
    const { store, observer } = this.#options;
    if (!store.finish(task.id, state, outcome)) return;
    this.#tell(task.id, "state", { state });
    this.#tell(task.id, "done", viewOf(store.get(task.id)!, false));
    rmSync(join(this.#files, task.id), { force: true });
    observer?.over?.({ ...task, state }, milliseconds / 1000, pages, outcome.error?.code);
  }

  #tell(id: string, event: JobEvent["event"], data: unknown): void {
    if (this.get(id)) this.#options.store.addEvent(id, event, data);
    this.#wake(id);
  }

  #wake(id: string): void {
    for (const listener of [...(this.#listeners.get(id) ?? [])]) listener();
  }

  /** Resolves at the next change of a job. */
  #changed(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const listeners = this.#listeners.get(id) ?? new Set();
      this.#listeners.set(id, listeners);
      const end = () => {
        listeners.delete(listener);
        if (listeners.size === 0) this.#listeners.delete(id);
        signal.removeEventListener("abort", onAbort);
      };
      const listener = () => {
        end();
        resolve();
      };
      const onAbort = () => {
        end();
        reject(signal.reason);
      };
      listeners.add(listener);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}

function faultOf({ file }: Pick<Task, "file">, code: string, message: string): Fault {
  return { code, message, file: file?.name ?? null };
}

function sameRequest(job: JobRecord, fingerprint: string): JobRecord {
  if (job.fingerprint === fingerprint) return job;
  throw new HttpError(422, "idempotency", "this Idempotency-Key was used for another request");
}
