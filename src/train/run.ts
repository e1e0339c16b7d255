/**
 * A training run as a person starts it: a definition, a folder, ranks as threads of this process or as processes under MPI, a
 * log line per interval to metrics.jsonl, checkpoints in time, clean stops. RUN/model is a loadable checkpoint at any moment.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { nodeRuntime } from "../engine/runtime-node.ts";
import type { ModelConfig } from "../model/config.ts";
import { peakGflops } from "./benchmark.ts";
import type { CourseOptions } from "./course.ts";
import type { Taught, TaughtDocuments } from "./documents.ts";
import { abortGroup, type Group, type SharedGroupMemory, sharedGroupMemory } from "./group.ts";
import { type RankTask, trainRank } from "./loop.ts";
import { writeDurably } from "./snapshot.ts";
import type { SourceSpec } from "./sources.ts";
import { STREAM, type StreamOptions } from "./stream.ts";
import { TRAINER, type TrainerOptions } from "./trainer.ts";

/** Everything that a run is; plain data, kept as run.json in its folder. */
export interface RunDefinition {
  name: string;
  config: ModelConfig;
  /** Path of tokenizer.json. */
  tokenizer: string;
  /** Folder of a checkpoint to start from, or "random". */
  from: string;
  seed: number;
  /** Threads that train side by side, each on its own batches. */
  workers: number;
  /** The run ends after this many updates ... */
  steps?: number;
  /** ... or minutes of training, whichever comes first. */
  minutes?: number;
  trainer: TrainerOptions;
  /** GFLOP/s of large matrix products on as many threads, for the share of it that training reaches; measured where it is not said. */
  peakGflops?: number;
  stream: StreamOptions;
  sources: SourceSpec[];
  /** Updates between log lines, minutes between snapshots, minutes between evaluations. */
  logEvery: number;
  saveMinutes: number;
  evaluateMinutes: number;
  /** Development documents: pages a kind of synthetic document. */
  evaluatePages: number;
  /** Fine-tuning: measured on documents held back, instead. */
  course?: CourseOptions & { taught: Taught };
}

export const RUN_DEFAULTS: Omit<RunDefinition, "name" | "config" | "tokenizer" | "sources"> = {
  from: "random",
  seed: 1,
  workers: 2,
  trainer: TRAINER,
  stream: STREAM,
  logEvery: 50,
  saveMinutes: 5,
  evaluateMinutes: 20,
  evaluatePages: 120,
};

/** A run cannot be started or go on. */
export class RunError extends TypeError {
  readonly code = "run";
  readonly folder: string;
  constructor(folder: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RunError";
    this.folder = folder;
  }
}

/** A folder's run is not the one that is to go on. */
export class ResumeError extends RangeError {
  readonly code = "resume";
  readonly folder: string;
  /** Fields in which the two differ. */
  readonly fields: readonly string[];
  constructor(folder: string, fields: readonly string[]) {
    super(`${folder} was started with another ${fields.join(", ")}; resume it as it was started`);
    this.name = "ResumeError";
    this.folder = folder;
    this.fields = fields;
  }
}

/** A line of metrics.jsonl, from rank 0. */
export type RankMessage = Record<string, unknown>;

/** What a thread is started with. */
export interface RankSetup {
  task: RankTask;
  memory: SharedGroupMemory;
  rank: number;
  /** [0] becomes 1 when the run shall stop. */
  stop: SharedArrayBuffer;
}

export interface RunOptions {
  /** Go on where the folder's last snapshot stands; without, an existing folder is an error. */
  resume?: boolean;
  signal?: AbortSignal;
  /** What a source of documents draws from, and what a course is measured on. */
  documents?: TaughtDocuments;
  /** What sources of files draw from, as prepareSources has read it. */
  files?: RankTask["files"];
  /** Ranks that are processes, this one among them (mpi.ts). Without, the ranks are threads of this process. */
  group?: Group;
  /** Each log line as it is written to metrics.jsonl. */
  onLine?: (line: Record<string, unknown>) => void;
}

/** Starts rank.ts in a thread; from TypeScript sources through tsx, which a thread does not inherit. */
function startThread(setup: RankSetup): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./rank.js", import.meta.url), { workerData: setup });
  const [tsx, entry] = [import.meta.resolve("tsx/esm/api"), new URL("./rank.ts", import.meta.url).href];
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); })`;
  return new Worker(start, { eval: true, workerData: setup });
}

/** What is so short is not worth measuring a peak for. */
const SHORT = { steps: 100, minutes: 1 };

/**
 * The peak that a run is measured by, half a second's work: of the threads of all its ranks, on a device of that alone. Ranks
 * that are processes may be anywhere, so each counts as this one.
 */
async function peakOf({ steps, minutes, trainer, workers }: RunDefinition, group?: Group): Promise<number | undefined> {
  if ((steps ?? Infinity) < SHORT.steps || (minutes ?? Infinity) < SHORT.minutes) return undefined;
  const { threads, device = "cpu" } = trainer;
  const all = device === "cpu" && !group ? Math.min(availableParallelism(), threads * workers) : threads;
  return (group?.size ?? 1) * (await peakGflops(nodeRuntime, { threads: all, device }, 3));
}

/** Runs `definition` in `folder` to its end, or until the signal. @throws RunError, DivergedError, StreamError */
export async function run(definition: RunDefinition, folder: string, options: RunOptions = {}): Promise<void> {
  const { group, signal } = options;
  const task: RankTask = { definition, folder, documents: options.documents, files: options.files };
  if (group && group.rank > 0) {
    await trainRank(task, group, { stopped: () => signal?.aborted ?? false, onLine: () => {} });
    return;
  }
  const recorded = join(folder, "run.json");
  if (existsSync(recorded) && !options.resume) {
    throw new RunError(folder, `${folder} already holds a run; resume it or choose another folder`);
  }
  mkdirSync(folder, { recursive: true });
  if (!existsSync(recorded)) writeDurably(recorded, `${JSON.stringify(definition, null, 2)}\n`);
  // Not recorded: a run may go on elsewhere.
  task.definition = { ...definition, peakGflops: definition.peakGflops ?? (await peakOf(definition, group)) };
  const metrics = join(folder, "metrics.jsonl");
  const onLine = (line: Record<string, unknown>) => {
    appendFileSync(metrics, `${JSON.stringify(line)}\n`);
    options.onLine?.(line);
  };
  if (group) await trainRank(task, group, { stopped: () => signal?.aborted ?? false, onLine });
  else await runThreads(task, signal, onLine);
}

/** The ranks as threads of this process. */
async function runThreads(
  task: RankTask,
  signal: AbortSignal | undefined,
  onLine: (line: Record<string, unknown>) => void,
): Promise<void> {
  const { workers } = task.definition;
  const memory = sharedGroupMemory(workers, 1 << 20);
  const stop = new SharedArrayBuffer(4);
  const onAbort = () => Atomics.store(new Int32Array(stop), 0, 1);
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  const ranks = Array.from({ length: workers }, (_, rank) => {
    const worker = startThread({ task, memory, rank, stop });
    return new Promise<void>((resolve, reject) => {
      worker.on("message", (line: RankMessage) => onLine(line));
      worker.on("error", (error) => {
        abortGroup(memory);
        reject(error);
      });
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else {
          abortGroup(memory);
          reject(new RunError(task.folder, `rank ${rank} of the run ended with code ${code}`));
        }
      });
    });
  });
  const results = await Promise.allSettled(ranks);
  signal?.removeEventListener("abort", onAbort);
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  // The rank that failed first has the reason; the others were only aborted.
  const failure = failures.find((error) => error?.code !== "aborted" && error?.name !== "GroupAborted") ?? failures[0];
  if (failure) throw failure;
}

/** The definition that a folder was started with. @throws RunError */
export function recordedDefinition(folder: string): RunDefinition {
  const path = join(folder, "run.json");
  if (!existsSync(path)) throw new RunError(folder, `${folder} holds no run (run.json is missing)`);
  return JSON.parse(readFileSync(path, "utf8"));
}
