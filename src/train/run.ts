/**
 * A training run as a person starts it: a definition, a folder, ranks as threads of this process, a log line per interval to
 * the terminal and to metrics.jsonl, checkpoints in time, clean stops. RUN/model is a loadable checkpoint at any moment.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ModelConfig } from "../model/config.ts";
import type { KindCounts } from "../tasks/evaluate.ts";
import { abortGroup, type SharedGroupMemory, sharedGroupMemory } from "./group.ts";
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
  /** GFLOP/s of a large matrix product on this machine, for the share of it that training reaches. */
  peakGflops?: number;
  stream: StreamOptions;
  sources: SourceSpec[];
  /** Updates between log lines, minutes between snapshots, minutes between evaluations. */
  logEvery: number;
  saveMinutes: number;
  evaluateMinutes: number;
  /** Development documents: pages a kind of synthetic document. */
  evaluatePages: number;
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

export interface RankMessage {
  type: "log" | "evaluation" | "done" | "progress";
  rank: number;
  line?: Record<string, unknown>;
  byKind?: Record<string, KindCounts>;
  step?: number;
}

export interface RankSetup {
  definition: RunDefinition;
  folder: string;
  memory: SharedGroupMemory;
  rank: number;
  /** [0] becomes 1 when the run shall stop. */
  stop: SharedArrayBuffer;
}

export interface RunOptions {
  /** Go on where the folder's last snapshot stands; without, an existing folder is an error. */
  resume?: boolean;
  signal?: AbortSignal;
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

/** Runs `definition` in `folder` to its end, or until the signal, and returns the last log line. @throws RunError */
export async function run(definition: RunDefinition, folder: string, options: RunOptions = {}): Promise<void> {
  const recorded = join(folder, "run.json");
  if (existsSync(recorded) && !options.resume) {
    throw new RunError(folder, `${folder} already holds a run; resume it or choose another folder`);
  }
  mkdirSync(folder, { recursive: true });
  if (!existsSync(recorded)) writeDurably(recorded, `${JSON.stringify(definition, null, 2)}\n`);
  const metrics = join(folder, "metrics.jsonl");
  const write = (line: Record<string, unknown>) => {
    appendFileSync(metrics, `${JSON.stringify(line)}\n`);
    options.onLine?.(line);
  };

  const memory = sharedGroupMemory(definition.workers, 1 << 20);
  const stop = new SharedArrayBuffer(4);
  const onAbort = () => Atomics.store(new Int32Array(stop), 0, 1);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  if (options.signal?.aborted) onAbort();

  /** Counts of all ranks for one evaluation, by step. */
  const pending = new Map<number, Record<string, KindCounts>[]>();
  const evaluated = (step: number, byKind: Record<string, KindCounts>) => {
    const list = [...(pending.get(step) ?? []), byKind];
    pending.set(step, list);
    if (list.length < definition.workers) return;
    pending.delete(step);
    const sum: Record<string, KindCounts> = {};
    for (const part of list) {
      for (const [kind, counts] of Object.entries(part)) {
        sum[kind] ??= { questions: 0, exact: 0, evidenced: 0, evidenceHit: 0 };
        for (const key of Object.keys(counts) as (keyof KindCounts)[]) sum[kind][key] += counts[key];
      }
    }
    write(evaluationLine(step, sum));
  };

  const ranks = Array.from({ length: definition.workers }, (_, rank) => {
    const setup: RankSetup = { definition, folder, memory, rank, stop };
    const worker = startThread(setup);
    return new Promise<void>((resolve, reject) => {
      worker.on("message", (message: RankMessage) => {
        if (message.line) write(message.line);
        if (message.byKind) evaluated(message.step ?? 0, message.byKind);
      });
      worker.on("error", (error) => {
        abortGroup(memory);
        reject(error);
      });
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else {
          abortGroup(memory);
          reject(new RunError(folder, `rank ${rank} of the run ended with code ${code}`));
        }
      });
    });
  });
  const results = await Promise.allSettled(ranks);
  options.signal?.removeEventListener("abort", onAbort);
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  // The rank that failed first has the reason; the others were only aborted.
  const failure = failures.find((error) => error?.code !== "aborted" && error?.name !== "GroupAborted") ?? failures[0];
  if (failure) throw failure;
}

/** Shares of right answers, in percent with one decimal, by kind ("kind*": ways of asking held out of training). */
function evaluationLine(step: number, byKind: Record<string, KindCounts>): Record<string, unknown> {
  const share = (counts: KindCounts[], right: keyof KindCounts, of: keyof KindCounts) => {
    const total = counts.reduce((n, c) => n + c[of], 0);
    return total > 0 ? Math.round((1000 * counts.reduce((n, c) => n + c[right], 0)) / total) / 10 : null;
  };
  const all = Object.entries(byKind);
  const seen = all.filter(([kind]) => !kind.endsWith("*")).map(([, counts]) => counts);
  const heldOut = all.filter(([kind]) => kind.endsWith("*")).map(([, counts]) => counts);
  return {
    type: "evaluation",
    step,
    questions: all.reduce((n, [, counts]) => n + counts.questions, 0),
    exactMatch: share(seen, "exact", "questions"),
    heldOutExactMatch: share(heldOut, "exact", "questions"),
    evidenceHit: share(seen, "evidenceHit", "evidenced"),
    byKind: Object.fromEntries(
      all
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([kind, counts]) => [kind, [share([counts], "exact", "questions"), counts.questions]]),
    ),
  };
}

/** The definition that a folder was started with. @throws RunError */
export function recordedDefinition(folder: string): RunDefinition {
  const path = join(folder, "run.json");
  if (!existsSync(path)) throw new RunError(folder, `${folder} holds no run (run.json is missing)`);
  return JSON.parse(readFileSync(path, "utf8"));
}
