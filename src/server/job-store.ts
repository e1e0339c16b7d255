/**
 * Jobs and their events in an embedded database; the wrapper of libsql. One server a folder: the database is locked as long as
 * it is open. Knows nothing of how jobs are run.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import type { Fault, JobEvent, JobRecord, JobState, Progress } from "./job.ts";

/** The folder of the jobs cannot be used. */
export class StoreError extends Error {
  readonly code = "store";
  readonly folder: string;
  constructor(folder: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.folder = folder;
  }
}

const VERSION = 1;

const TABLES = `
  CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, verb TEXT NOT NULL, lane TEXT NOT NULL, state TEXT NOT NULL, input TEXT NOT NULL, file TEXT,
    batch TEXT, attempts INTEGER NOT NULL, progress TEXT, result TEXT, error TEXT, created INTEGER NOT NULL,
    finished INTEGER, idempotency TEXT UNIQUE, fingerprint TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state, created);
  CREATE INDEX IF NOT EXISTS jobs_batch ON jobs (batch);
  CREATE TABLE IF NOT EXISTS events (
    job TEXT NOT NULL, id INTEGER NOT NULL, event TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (job, id)
  );
`;

type Row = Record<string, string | number | null>;

const parsed = <T>(text: string | number | null): T | null =>
  text === null ? null : (JSON.parse(text as string) as T);

function recordOf(row: Row): JobRecord {
  return {
    ...(row as unknown as JobRecord),
    input: JSON.parse(row.input as string),
    file: parsed(row.file),
    progress: parsed(row.progress),
    error: parsed(row.error),
  };
}

export interface JobFilter {
  batch?: string;
  state?: JobState;
  limit: number;
}

/**
 * An exclusive transaction on an empty database that lasts as long as the server does; the system ends it with the process.
 * (The jobs' own database cannot be locked so: its prepared statements would hold the lock until they are collected.)
 */
function lockFolder(folder: string): { release: () => void } {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new Database(join(folder, "lock.db"));
    lock.exec("BEGIN EXCLUSIVE");
    return {
      release: () => {
        lock.exec("ROLLBACK");
        lock.close();
      },
    };
  } catch (error) {
    const busy = (error as { code?: unknown }).code === "SQLITE_BUSY";
    const what = busy ? "another server uses it: give one of them another --data" : (error as Error).message;
    throw new StoreError(folder, `jobs cannot be kept in ${folder}: ${what}`, { cause: error });
  }
}

export type JobStore = ReturnType<typeof openJobStore>;

/** Opens or makes the store in `folder`. @throws StoreError when another server holds it or it is of another version */
export function openJobStore(folder: string) {
  const lock = lockFolder(folder);
  const database = new Database(join(folder, "jobs.db"));
  database.pragma("journal_mode = WAL");
  // What is deleted is overwritten.
  database.pragma("secure_delete = ON");
  // A commit survives the process at once, and a loss of power up to the last few.
  database.pragma("synchronous = NORMAL");
  const [{ user_version: version }] = database.pragma("user_version") as { user_version: number }[];
  if (version !== 0 && version !== VERSION) {
    database.close();
    lock.release();
    throw new StoreError(
      folder,
      `the jobs in ${folder} are of version ${version}; ${VERSION} is read here: use another --data`,
    );
  }
  database.exec(TABLES);
  database.pragma(`user_version = ${VERSION}`);

  const run = (text: string) => {
    const statement = database.prepare(text);
    return (...values: unknown[]) => statement.run(...values).changes;
  };
  const first = (text: string) => {
    const statement = database.prepare(text);
    return (...values: unknown[]) => statement.get(...values) as Row | undefined;
  };
  const insert = run(
    "INSERT INTO jobs (id, verb, lane, state, input, file, batch, attempts, created, idempotency, fingerprint) VALUES (?, ?, ?, 'queued', ?, ?, ?, 0, ?, ?, ?)",
  );
  const byId = first("SELECT * FROM jobs WHERE id = ?");
  const byIdempotency = first("SELECT * FROM jobs WHERE idempotency = ?");
  const start = run("UPDATE jobs SET state = 'running', attempts = ? WHERE id = ? AND state IN ('queued', 'running')");
  const requeue = run(
    "UPDATE jobs SET state = 'queued', attempts = ?, progress = NULL WHERE id = ? AND state = 'running'",
  );
  const finish = run(
    "UPDATE jobs SET state = ?, result = ?, error = ?, finished = ?, input = '{}' WHERE id = ? AND state IN ('queued', 'running')",
  );
  const progress = run("UPDATE jobs SET progress = ? WHERE id = ? AND state = 'running'");
  const remove = run("DELETE FROM jobs WHERE id = ?");
  const removeEvents = run("DELETE FROM events WHERE job = ?");
  const nextEvent = first("SELECT coalesce(max(id), 0) + 1 AS id FROM events WHERE job = ?");
  const addEvent = run("INSERT INTO events VALUES (?, ?, ?, ?)");
  const eventsAfter = database.prepare("SELECT id, event, data FROM events WHERE job = ? AND id > ? ORDER BY id");
  const list = database.prepare(
    "SELECT id, verb, lane, state, '{}' AS input, file, batch, attempts, progress, NULL AS result, error, created, finished, idempotency, fingerprint FROM jobs WHERE (?1 IS NULL OR batch = ?1) AND (?2 IS NULL OR state = ?2) ORDER BY created DESC, rowid DESC LIMIT ?3",
  );
  const open = database.prepare("SELECT * FROM jobs WHERE state IN ('queued', 'running') ORDER BY created, rowid");
  const expired = database.prepare("SELECT id FROM jobs WHERE finished IS NOT NULL AND finished < ?");

  return {
    insert(job: Omit<JobRecord, "state" | "attempts" | "progress" | "result" | "error" | "finished">): void {
      const { id, verb, lane, input, file, batch, created, idempotency, fingerprint } = job;
      const fileText = file && JSON.stringify(file);
      insert(id, verb, lane, JSON.stringify(input), fileText, batch, created, idempotency, fingerprint);
    },
    get(id: string): JobRecord | null {
      const row = byId(id);
      return row ? recordOf(row) : null;
    },
    withIdempotency(key: string): JobRecord | null {
      const row = byIdempotency(key);
      return row ? recordOf(row) : null;
    },
    /** Newest first, without inputs and results. */
    list({ batch, state, limit }: JobFilter): JobRecord[] {
      return (list.all(batch ?? null, state ?? null, limit) as Row[]).map(recordOf);
    },
    /** Jobs that are not over, oldest first. */
    unfinished(): JobRecord[] {
      return (open.all() as Row[]).map(recordOf);
    },
    start: (id: string, attempts: number): boolean => start(attempts, id) > 0,
    requeue: (id: string, attempts: number): boolean => requeue(attempts, id) > 0,
    progress: (id: string, value: Progress): boolean => progress(JSON.stringify(value), id) > 0,
    /** Ends a job once: false when it was over. Its input, which may hold a password, is forgotten. */
    finish(id: string, state: JobState, outcome: { result?: string; error?: Fault }): boolean {
      const error = outcome.error ? JSON.stringify(outcome.error) : null;
      return finish(state, outcome.result ?? null, error, Date.now(), id) > 0;
    },
    remove(id: string): void {
      removeEvents(id);
      remove(id);
    },
    addEvent(job: string, event: JobEvent["event"], data: unknown): JobEvent {
      const id = nextEvent(job)!.id as number;
      addEvent(job, id, event, JSON.stringify(data));
      return { id, event, data };
    },
    eventsAfter(job: string, id: number): JobEvent[] {
      return (eventsAfter.all(job, id) as Row[]).map((row) => ({
        id: row.id as number,
        event: row.event as JobEvent["event"],
        data: JSON.parse(row.data as string),
      }));
    },
    finishedBefore(time: number): string[] {
      return (expired.all(time) as Row[]).map((row) => row.id as string);
    },
    close(): void {
      database.close();
      lock.release();
    },
  };
}
