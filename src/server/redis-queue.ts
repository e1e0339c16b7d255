/**
 * Jobs on a Redis, through BullMQ: for the server an executor that waits for answers, for a worker the side that takes jobs
 * from it; the wrapper of bullmq and ioredis, which are optional. Files and results travel through Redis as keys of their own,
 * so that workers need neither the server's disk nor its address. Who dies loses nothing: a job of a dead worker goes to
 * another, a server that comes back finds what was answered meanwhile.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import { isProcessAlive } from "../workspace/processes.ts";
import {
  cancelledFailure,
  type Executed,
  type ExecuteHooks,
  type Executor,
  JobFailure,
  JobReturned,
} from "./executor.ts";
import type { Answering, Fault, Progress, Task } from "./job.ts";
import type { Log } from "./log.ts";

/** The queue cannot be used. */
export class QueueError extends Error {
  readonly code = "queue";
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "QueueError";
  }
}

const CANCELS = "docformer:cancel";
const fileKey = (id: string) => `docformer:file:${id}`;
const resultKey = (id: string) => `docformer:result:${id}`;
/** What nobody fetches is forgotten after a week. */
const KEPT_SECONDS = 7 * 24 * 3600;
/** A worker that says nothing so long has lost its jobs. */
const LOCK_MILLISECONDS = 6000;
const STALLED_MILLISECONDS = 3000;
/** A job whose workers died this often is not tried again. */
const MOST_STALLS = 5;
/** For faults of the queue; those of documents are answers. */
const RETRIES = { attempts: 5, backoff: { type: "fixed", delay: 1000 } };
/** How the reason of a job begins that no worker would answer. */
const REFUSED = "refused: ";
/** How often jobs are looked after whose event may have been missed. */
const SWEEP_MILLISECONDS = 10_000;
const CONNECT_MILLISECONDS = 10_000;
const CLOSE_MILLISECONDS = 2000;

/** What a worker is handed. */
interface QueuedTask extends Omit<Task, "file"> {
  file: { name: string; sha256: string } | null;
}

type Told = { kind: "start" } | { kind: "progress"; progress: Progress } | { kind: "log"; line: object };
type Outcome = { result: string; pages: number } | { fault: Fault };

async function load() {
  try {
    return { bullmq: await import("bullmq"), ioredis: await import("ioredis") };
  } catch (cause) {
    throw new QueueError("a queue needs two more packages: npm install bullmq ioredis", { cause });
  }
}

/** A further connection to the same Redis; the first one tells of outages. */
function another(redis: Redis): Redis {
  const more = redis.duplicate();
  more.on("error", () => {});
  return more;
}

/** @throws QueueError when nothing answers in time */
async function connect(url: string, Client: typeof Redis, log: Log): Promise<Redis> {
  const redis = new Client(url, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(2000, 100 * times) });
  let told = false;
  redis.on("error", (error: NodeJS.ErrnoException) => {
    // Once an outage, not once an attempt.
    if (!told) log.warn({ code: error.code }, "the queue cannot be reached");
    told = true;
  });
  redis.on("ready", () => {
    told = false;
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new QueueError("the queue does not answer: is Redis there?")),
        CONNECT_MILLISECONDS,
      );
    });
    await Promise.race([redis.ping(), late]);
    return redis;
  } catch (error) {
    redis.disconnect();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `work` as long as it is worth it. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}

interface Pending {
  task: Task;
  hooks: ExecuteHooks;
  resolve: (executed: Executed) => void;
  reject: (error: Error) => void;
  attempts: number;
  started: boolean;
}

/** Which queue of a Redis, and what its tasks are to be answered by. */
export interface QueueOptions {
  url: string;
  /** Servers and workers meet by it. */
  name: string;
  /** Asked when a task is put in. Default: whatever a worker has. */
  answering?: (task: Task) => Promise<Answering>;
}

/** The code of what a worker refuses, since it would answer otherwise than the server: another one may have what is wanted. */
export const OTHER_MODEL = "other-model";

/** The server's side. @throws QueueError */
export async function createQueueExecutor({ url, name, answering }: QueueOptions, log: Log): Promise<Executor> {
  const { bullmq, ioredis } = await load();
  const redis = await connect(url, ioredis.Redis, log);
  const queue: Queue = new bullmq.Queue(name, { connection: redis });
  const listening = another(redis);
  const events: QueueEvents = new bullmq.QueueEvents(name, { connection: listening });
  queue.on("error", () => {});
  events.on("error", () => {});
  await events.waitUntilReady();
  const pending = new Map<string, Pending>();
  let closed = false;
  let lonely = false;

  /** Takes the answer of a job whose worker is done with it. */
  async function collect(id: string): Promise<void> {
    const one = pending.get(id);
    if (!one) return;
    const text = await redis.get(resultKey(id));
    if (pending.get(id) !== one || text === null) return;
    pending.delete(id);
    const outcome = JSON.parse(text) as Outcome;
    if ("fault" in outcome) one.reject(new JobFailure(outcome.fault));
    else one.resolve(outcome);
    // Not before the answer is kept where it was awaited: should the server die now, it finds it again.
    setImmediate(() => void forget(id));
  }

  async function forget(id: string): Promise<void> {
    try {
      await redis.del(fileKey(id), resultKey(id));
      await queue.remove(id);
    } catch {
      // A worker still holds it, or Redis is away: it expires.
    }
  }

  async function add({ task, reject }: Pending): Promise<void> {
    const { file, ...rest } = task;
    let said: Answering | undefined;
    try {
      said = await answering?.(task);
    } catch {
      pending.delete(task.id);
      const message = "the model that the server answers by cannot be read";
      return reject(new JobFailure({ code: OTHER_MODEL, message, file: file?.name ?? null }));
    }
    const queued: QueuedTask = { ...rest, answering: said, file: file && { name: file.name, sha256: file.sha256 } };
    if (file) await redis.set(fileKey(task.id), await readFile(file.path), "EX", KEPT_SECONDS, "NX");
    const kept = { age: KEPT_SECONDS };
    // The same id again is the same job: a server that comes back finds its own.
    await queue.add(task.verb, queued, { ...RETRIES, jobId: task.id, removeOnComplete: kept, removeOnFail: kept });
  }

  /** Looks after one job: whether it is there, done, or given up. */
  async function check(id: string): Promise<void> {
    const one = pending.get(id);
    if (!one || closed) return;
    const state = await queue.getJobState(id);
    if (state === "completed") {
      // Its result has expired with everything else of it: once more.
      if ((await redis.exists(resultKey(id))) === 0) await queue.remove(id);
      else return collect(id);
    }
    if (state === "failed") return giveUp(id, (await queue.getJob(id))?.failedReason);
    if (state === "unknown" || state === "completed") await add(one);
  }

  function giveUp(id: string, reason = ""): void {
    const one = pending.get(id);
    if (!one) return;
    pending.delete(id);
    const file = one.task.file?.name ?? null;
    const [code, message] = reason.startsWith(REFUSED)
      ? [OTHER_MODEL, reason.slice(REFUSED.length)]
      : ["crashed", "the workers that had it ended again and again"];
    one.reject(new JobFailure({ code, message, file }));
    setImmediate(() => void forget(id));
  }

  const quietly = (work: Promise<unknown>) =>
    work.catch((error) => log.warn({ code: error?.code, name: error?.name }, "the queue failed; it is tried again"));

  events.on("completed", ({ jobId }) => void quietly(collect(jobId)));
  events.on("failed", ({ jobId, failedReason }) => giveUp(jobId, failedReason));
  events.on("progress", ({ jobId, data }) => {
    const one = pending.get(jobId);
    if (!one) return;
    const told = data as unknown as Told;
    if (told.kind === "start") {
      one.started = true;
      one.hooks.onStart(++one.attempts);
    } else if (told.kind === "progress") one.hooks.onProgress(told.progress);
    else one.hooks.onLog(told.line);
  });

  /** Jobs would wait without a word where all workers have another model or workspace. */
  async function lookForWorkers(): Promise<void> {
    const alone = pending.size > 0 && (await queue.getWorkersCount()) === 0;
    if (alone && !lonely) {
      log.warn({ queue: name }, "no worker takes jobs: docformer worker wants the server's --workspace or --model");
    }
    lonely = alone;
  }

  const sweep = setInterval(() => {
    for (const id of pending.keys()) void quietly(check(id));
    void quietly(lookForWorkers());
  }, SWEEP_MILLISECONDS);

  return {
    execute(task, hooks, signal) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new JobReturned());
        if (signal.aborted) return reject(cancelledFailure(task));
        const one: Pending = { task, hooks, resolve, reject, attempts: task.attempts, started: false };
        pending.set(task.id, one);
        const onAbort = () => {
          if (!pending.delete(task.id)) return;
          reject(cancelledFailure(task));
          void quietly(Promise.all([redis.publish(CANCELS, task.id), forget(task.id)]));
        };
        signal.addEventListener("abort", onAbort, { once: true });
        void quietly(add(one).then(() => check(task.id)));
      });
    },
    status() {
      const running = [...pending.values()].filter(({ started }) => started).length;
      const queued = pending.size - running;
      return { queued, running, processes: [], waitSeconds: queued };
    },
    /** Jobs stay where they are; the next server asks for them again. */
    async close() {
      closed = true;
      clearInterval(sweep);
      for (const { reject } of pending.values()) reject(new JobReturned());
      pending.clear();
      // Without Redis neither would end.
      await within(CLOSE_MILLISECONDS, Promise.all([events.close(), queue.close()]));
      for (const connection of [listening, redis]) connection.disconnect();
    },
  };
}

export interface QueueWorker {
  /** Finishes what runs; what does not end in time goes to others. */
  close(milliseconds: number): Promise<void>;
}

/** Names of the folders of this machine's workers: a process's id follows. */
const FOLDERS = `docformer-worker-${hostname()}-`;

/** Removes what workers of this machine that were killed have left: copies of documents. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDERS)) continue;
    const id = Number(name.slice(FOLDERS.length).split("-")[0]);
    if (Number.isInteger(id) && !isProcessAlive(id)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/**
 * The worker's side: takes jobs and has `executor` run them.
 * @param together how many are taken at the same time
 * @throws QueueError
 */
export async function startQueueWorker(
  { url, name }: QueueOptions,
  executor: Executor,
  together: number,
  log: Log,
): Promise<QueueWorker> {
  const { bullmq, ioredis } = await load();
  const redis = await connect(url, ioredis.Redis, log);
  const [subscriber, taking] = [another(redis), another(redis)];
  const running = new Map<string, AbortController>();
  await subscriber.subscribe(CANCELS);
  subscriber.on("message", (_: string, id: string) => running.get(id)?.abort());
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `${FOLDERS}${process.pid}-`));

  async function work(queued: QueuedTask, tell: (told: Told) => void): Promise<Outcome> {
    const controller = new AbortController();
    running.set(queued.id, controller);
    const path = join(folder, queued.id);
    const hooks: ExecuteHooks = {
      onStart: () => tell({ kind: "start" }),
      onProgress: (progress) => tell({ kind: "progress", progress }),
      onLog: (line) => tell({ kind: "log", line }),
    };
    try {
      if (queued.file) {
        const bytes = await redis.getBuffer(fileKey(queued.id));
        if (!bytes) return { fault: { code: "not-found", message: "its file has expired", file: queued.file.name } };
        await writeFile(path, bytes, { mode: 0o600 });
      }
      const task: Task = { ...queued, file: queued.file && { ...queued.file, path } };
      return await executor.execute(task, hooks, controller.signal);
    } catch (error) {
      if (error instanceof JobFailure) return { fault: error.fault };
      throw error;
    } finally {
      running.delete(queued.id);
      await rm(path, { force: true });
    }
  }

  const worker = new bullmq.Worker<QueuedTask>(
    name,
    async (job, token) => {
      const outcome = await work(job.data, (told) => void job.updateProgress(told).catch(() => {})).catch(
        async (error) => {
          if (!(error instanceof JobReturned)) throw error;
          await job.moveToWait(token);
          throw new bullmq.WaitingError();
        },
      );
      if ("fault" in outcome && outcome.fault.code === OTHER_MODEL) {
        log.warn(
          { job: job.data.id, code: OTHER_MODEL },
          "a job was refused: it goes to another worker, if there is one",
        );
        throw new QueueError(`${REFUSED}${outcome.fault.message}`);
      }
      // Before the job is done for all, so that whoever hears of it finds the answer.
      await redis.set(resultKey(job.data.id), JSON.stringify(outcome), "EX", KEPT_SECONDS);
      log.info(
        { job: job.data.id, verb: job.data.verb, code: "fault" in outcome ? outcome.fault.code : undefined },
        "job",
      );
    },
    {
      connection: taking,
      concurrency: together,
      lockDuration: LOCK_MILLISECONDS,
      stalledInterval: STALLED_MILLISECONDS,
      maxStalledCount: MOST_STALLS,
    },
  );
  worker.on("error", () => {});
  worker.on("stalled", (id: string) => log.warn({ job: id }, "the worker of a job is gone: it goes to another"));
  await worker.waitUntilReady();
  return {
    async close(milliseconds) {
      const closed = worker.close();
      await within(milliseconds, closed);
      await executor.close(0);
      await within(CLOSE_MILLISECONDS, closed);
      for (const connection of [subscriber, taking, redis]) connection.disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
