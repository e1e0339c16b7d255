/**
 * Pre-training as a whole: pages are read, a vocabulary is made where none is given, the cost is estimated, the run is done, and
 * what tells of it is written: run.json, metrics.jsonl, report.md, manifest.json. Under MPI rank 0 does all of this but the
 * training; the run's folder must then be one for all machines.
 */
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { ConfigError, checkConfig, type ModelConfig } from "../model/config.ts";
import { type Estimate, estimate, estimateLines } from "./estimate.ts";
import { type Group, gather } from "./group.ts";
import { type Manifest, readMetrics, writeManifest } from "./manifest.ts";
import { prepareSources } from "./prepare-sources.ts";
import { reportText } from "./pretrain-report.ts";
import type { Pretraining } from "./pretraining.ts";
import { ResumeError, type RunDefinition, RunError, recordedDefinition, run } from "./run.ts";
import { loadSnapshot, writeDurably } from "./snapshot.ts";
import { pageSources, type SourceSpec } from "./sources.ts";
import { trainVocabulary } from "./train-vocabulary.ts";

/** A run whose vocabulary may have to be trained. */
export type PretrainDefinition = Pretraining & { tokenizer?: string };

/** How it goes on and whom it tells. */
export interface PretrainOptions {
  resume?: boolean;
  signal?: AbortSignal;
  /** Ranks that are processes (mpi.ts). */
  group?: Group;
  /** Each line of metrics.jsonl. */
  onLine?: (line: Record<string, unknown>) => void;
  /** What is worth to be kept in sight. */
  onRemark?: (text: string) => void;
  /** What goes on at the moment. */
  onProgress?: (text: string) => void;
}

/** What came of a pre-training. */
export interface PretrainResult {
  folder: string;
  /** False: stopped before its end; it can be resumed. */
  finished: boolean;
  steps: number;
  /** Of training, over all sessions. */
  minutes: number;
  pages: number;
  /** As logged last. */
  losses: Record<string, number>;
  padding: number | null;
  estimate: Estimate;
  manifest: Manifest;
}

/** Fields in which a resumed run may differ from how it was started. */
const FREE: readonly string[] = [
  ...["steps", "minutes", "workers", "peakGflops", "logEvery", "saveMinutes", "evaluateMinutes", "evaluatePages"],
  ...["tokenizer", "trainer.threads", "trainer.device", "trainer.arena", "trainer.accumulate"],
];

/** Paths of the fields in which two definitions differ. */
function differences(a: unknown, b: unknown, at = ""): string[] {
  if (FREE.includes(at) || JSON.stringify(a) === JSON.stringify(b)) return [];
  const both = [a, b].every((one) => typeof one === "object" && one !== null && !Array.isArray(one));
  if (!both) return [at];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) => differences(left[name], right[name], at === "" ? name : `${at}.${name}`));
}

/**
 * The definition to go on with: the recorded one, with what may change taken from `wanted`.
 * @throws ResumeError naming the fields that differ
 */
function resumed(folder: string, wanted: PretrainDefinition): RunDefinition {
  const recorded = recordedDefinition(folder);
  // Sizes of a vocabulary of the run's own are known since it was trained.
  const { vocabularySize, answerVocabulary } = recorded.config;
  const like = { ...wanted, config: { ...wanted.config, vocabularySize, answerVocabulary } };
  // What is not said in JSON is not there.
  const fields = differences(recorded, JSON.parse(JSON.stringify(like)));
  if (fields.length > 0) throw new ResumeError(folder, fields);
  const { steps, minutes } = wanted;
  return { ...recorded, ...like, steps, minutes, tokenizer: recorded.tokenizer };
}

/** The vocabulary of a run: given, or trained on its pages into the run's folder. */
async function withVocabulary(
  definition: PretrainDefinition,
  folder: string,
  sources: () => ReturnType<typeof pageSources>,
  { onRemark, onProgress }: PretrainOptions,
): Promise<RunDefinition> {
  const { tokenizer } = definition;
  if (tokenizer !== undefined) return { ...definition, tokenizer };
  const { config, seed } = definition;
  const json = trainVocabulary(await sources(), config.vocabularySize, seed, {
    lowercase: config.caseFold,
    onProgress,
  });
  const path = join(folder, "tokenizer.json");
  writeFileSync(path, json);
  const entries = (JSON.parse(json) as { model: { vocab: unknown[] } }).model.vocab.length;
  onRemark?.(`vocabulary of ${entries} entries, trained on the pages: ${path}`);
  return { ...definition, config: sized(config), tokenizer: path };
}

/** Rows beyond the vocabulary stay unused, as in T5: the shape is the preset's. */
function sized(config: ModelConfig): ModelConfig {
  return checkConfig({ ...config, answerVocabulary: Math.min(config.answerVocabulary, config.vocabularySize) });
}

/**
 * Pre-trains in `folder` to the end of the run, or until the signal; null on ranks other than 0.
 * @throws RunError where the folder holds a run and is not resumed, ResumeError where that was started otherwise; StreamError,
 * SourceError, DivergedError
 */
export async function pretrain(
  definition: PretrainDefinition,
  folder: string,
  options: PretrainOptions = {},
): Promise<PretrainResult | null> {
  const { signal, group, onLine, onRemark } = options;
  if (group && group.rank > 0) {
    const [given] = gather<Given | null>(group, null);
    const { files } = await prepareSources((given as Given).definition.sources, { signal });
    await run((given as Given).definition, folder, { signal, group, files });
    return null;
  }
  const before = existsSync(join(folder, "run.json"));
  if (before && !options.resume) {
    throw new RunError(folder, `${folder} already holds a run; --resume goes on with it, or choose another folder`);
  }
  mkdirSync(folder, { recursive: true });
  const start = before ? resumed(folder, definition) : definition;
  if (start.sources.some(({ source }) => source === "documents")) {
    throw new ConfigError(
      "sources",
      "documents in memory are for fine-tuning; pre-training takes synthetic, labelled and files",
    );
  }
  const prepared = await prepareSources(start.sources, options);
  const { files } = prepared;
  for (const problem of prepared.problems) onRemark?.(`data: ${problem}`);
  const sources = () => pageSources(start.sources as SourceSpec[], { files });
  const whole = await withVocabulary(start, folder, sources, options);
  const ranks = group?.size ?? whole.workers;
  const estimated = await estimate(whole, nodeRuntime, undefined, { files, processes: group?.size });
  for (const line of estimateLines(estimated, ranks)) onRemark?.(`estimated: ${line}`);
  if (group) gather<Given | null>(group, { definition: whole });
  await run(whole, folder, { resume: before, signal, group, files, onLine });

  const counters = loadSnapshot(folder, whole.config)?.counters;
  const steps = counters?.steps ?? 0;
  const minutes = (counters?.seconds ?? 0) / 60;
  const metrics = await readMetrics(folder);
  const last = metrics.filter(({ type }) => type === "step").at(-1);
  const finished = steps >= (whole.steps ?? Infinity) || minutes >= (whole.minutes ?? Infinity);
  const manifest = await writeManifest(folder, {
    name: whole.name,
    verb: "pretrain",
    // Written once, when the run was started.
    started: statSync(join(folder, "run.json")).mtime.toISOString(),
    finished,
    configuration: whole,
    seeds: { run: whole.seed },
    data: prepared.records,
    counts: { ...counters, ranks, accumulate: whole.trainer.accumulate },
  });
  const result: PretrainResult = {
    folder,
    finished,
    steps,
    minutes: Math.round(100 * minutes) / 100,
    pages: counters?.pages ?? 0,
    losses: (last?.losses ?? {}) as Record<string, number>,
    padding: typeof last?.padding === "number" ? last.padding : null,
    estimate: estimated,
    manifest,
  };
  writeDurably(join(folder, "report.md"), reportText(whole, result, metrics));
  return result;
}

/** What rank 0 tells the others. */
interface Given {
  definition: RunDefinition;
}
