/**
 * What a run will cost, told before it starts: time from the FLOP of its first pool of batches and the measured speed of one of
 * them, memory from the sizes of what its graphs and the optimizer keep. Estimates: a busy machine takes longer.
 */
import { availableParallelism } from "node:os";
import type { Runtime } from "../engine/runtime.ts";
import { loadTokenizerFile } from "../model/checkpoint-files.ts";
import { LexicalCache } from "../model/lexical.ts";
import { countParameters } from "../model/parameters.ts";
import { specialIds } from "../model/vocabulary.ts";
import { measuredUpdate } from "./benchmark.ts";
import { objectiveOf } from "./compiled.ts";
import { costOf } from "./differentiable.ts";
import type { TaughtDocuments } from "./documents.ts";
import type { RunDefinition } from "./run.ts";
import { pageSources, type SourceData } from "./sources.ts";
import { Stream } from "./stream.ts";

/** What a run will take. */
export interface Estimate {
  secondsPerStep: number;
  /** Updates of the whole run, and minutes of training; Infinity where nothing ends it. */
  steps: number;
  minutes: number;
  /** Of all ranks together. */
  megabytes: number;
  parameters: number;
  /** Graphs that the first pool needs. */
  graphs: number;
  /** 1e9 FLOP of matrix products: of an update, all ranks together, and a second of one rank as measured. */
  gflopPerStep: number;
  gflops: number;
}

/** Parameters, gradient, two moments, and the gradient as graphs return it. */
const COPIES = 5;
/** What rank 0 holds besides while it writes a snapshot. */
const SNAPSHOT_COPIES = 4;
/** A loaded graph of some 2,000 nodes, and a thread's own heap of code: resident sizes as measured over 24 graphs of mini. */
const GRAPH_BYTES = 10 * 2 ** 20;
const THREAD_BYTES = 60 * 2 ** 20;

/**
 * @param documents what sources of documents draw from, and `files` what those of files do
 * @param options.processes ranks that are processes (MPI), in place of the definition's threads
 * @throws StreamError, SourceError where the sources have nothing to teach
 */
export async function estimate(
  definition: RunDefinition,
  runtime: Runtime,
  documents?: TaughtDocuments,
  { files, processes = 0 }: { files?: SourceData["files"]; processes?: number } = {},
): Promise<Estimate> {
  const { config, trainer } = definition;
  const ranks = processes || definition.workers;
  const before = process.memoryUsage().rss;
  const tokenizer = loadTokenizerFile(definition.tokenizer);
  const sources = await pageSources(definition.sources, { documents: documents?.train, files });
  const lexical = new LexicalCache(config, tokenizer);
  const stream = new Stream(config, specialIds(tokenizer), lexical, sources, definition.stream, definition.seed, 0);
  const shapes = stream.shapes();
  const pages = Math.max(0, process.memoryUsage().rss - before);

  const costs = new Map<string, { flops: number; bytes: number; times: number; batch: (typeof shapes)[number] }>();
  for (const batch of shapes) {
    const key = JSON.stringify(batch);
    const known = costs.get(key);
    if (known) known.times++;
    else costs.set(key, { ...costOf(objectiveOf(config, batch, trainer.losses)), times: 1, batch });
  }
  const all = [...costs.values()];
  const flops = all.reduce((sum, cost) => sum + (cost.flops * cost.times) / shapes.length, 0);
  const typical = all.reduce((a, b) => (Math.abs(b.flops - flops) < Math.abs(a.flops - flops) ? b : a));
  const { threads, device } = trainer;
  const objective = () => objectiveOf(config, typical.batch, trainer.losses);
  const update = await measuredUpdate({ config, objective, shape: {} }, runtime, { threads, device });
  let seconds = Number.POSITIVE_INFINITY;
  // The first update also sets up the session's memory.
  for (let i = 0; i < 3 && (i < 2 || seconds < 1); i++) {
    const start = performance.now();
    await update.run();
    if (i > 0) seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  await update.dispose();

  const { accumulate } = trainer;
  // Ranks that share cores wait for each other; processes may be on other machines.
  const crowd = processes > 0 ? 1 : Math.max(1, (ranks * threads) / availableParallelism());
  const gflops = typical.flops / 1e9 / seconds;
  const secondsPerStep = ((flops * accumulate) / 1e9 / gflops) * crowd;
  const { minutes = Infinity } = definition;
  const steps = Math.min(definition.steps ?? Infinity, Math.ceil((minutes * 60) / secondsPerStep));
  const { total, heads } = countParameters(config);
  const weights = 4 * (total + heads);
  const largest = Math.max(...all.map(({ bytes }) => bytes));
  const held = pages + COPIES * weights + largest + costs.size * GRAPH_BYTES;
  // Threads are guests of this process, which has just drawn pages itself; processes all begin as this one did.
  const hosts = processes > 0 ? processes * before : process.memoryUsage().rss + ranks * THREAD_BYTES;
  const bytes = hosts + ranks * held + SNAPSHOT_COPIES * weights;
  return {
    secondsPerStep,
    steps,
    minutes: Math.min(minutes, (steps * secondsPerStep) / 60),
    megabytes: bytes / 2 ** 20,
    parameters: total + heads,
    graphs: costs.size,
    gflopPerStep: (flops * accumulate * ranks) / 1e9,
    gflops,
  };
}

/** So many 1e9 FLOP in the unit that fits. */
function work(gigaflop: number): string {
  const units = ["GFLOP", "TFLOP", "PFLOP", "EFLOP"];
  const i = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(gigaflop) / 3)));
  return `${Number((gigaflop / 1000 ** i).toPrecision(3))} ${units[i]}`;
}

const duration = (minutes: number) =>
  minutes < 120 ? `${minutes.toPrecision(3)} minutes` : `${Number((minutes / 60).toPrecision(3))} hours`;

/** The estimate as lines for people; with how long other hardware would take, since the FLOP are known. */
export function estimateLines(estimated: Estimate, ranks: number): string[] {
  const { secondsPerStep, steps, minutes, megabytes, parameters, gflopPerStep, gflops, graphs } = estimated;
  const lines = [
    `${(parameters / 1e6).toPrecision(3)} M parameters; about ${Math.round(megabytes)} MB of memory; ${graphs} graphs`,
    `${secondsPerStep.toPrecision(2)} s an update of ${work(gflopPerStep)} (${ranks} ranks, ${gflops.toPrecision(3)} GFLOP/s each)`,
  ];
  if (!Number.isFinite(steps)) return [...lines, "no end was set: it trains until it is stopped"];
  const gigaflop = steps * gflopPerStep;
  return [
    ...lines,
    `about ${duration(minutes)} for ${steps} updates, ${work(gigaflop)} in all: ${duration(gigaflop / 1000 / 60)} for each TFLOP/s`,
  ];
}
