/**
 * Fine-tuning as a whole: prepared documents, a run (or several with other few labels), the model that came of it asked about
 * documents that it was neither taught nor chosen by, and the files that tell of it: finetune.json, metrics.jsonl, report.md,
 * manifest.json. Opens no documents.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { LabelledDocument } from "../document/labelled.ts";
import type { Device } from "../engine/runtime.ts";
import { nodeRuntime } from "../engine/runtime-node.ts";
import type { Calibration } from "../model/checkpoint.ts";
import { writeChecksums } from "../model/checkpoint-files.ts";
import { calibrationFor, type Outcome, outcomesOf } from "../tasks/calibration.ts";
import { DocFormer } from "../tasks/docformer.ts";
import type { JudgedDocument } from "../tasks/judge.ts";
import { addCounts, type Counts, f1 } from "../tasks/metrics/f1.ts";
import { type Evaluation, score } from "../tasks/score.ts";
import type { Taught } from "./documents.ts";
import { type Estimate, estimate, estimateLines } from "./estimate.ts";
import { reportText } from "./finetune-report.ts";
import { type DataRecord, readMetrics, writeManifest } from "./manifest.ts";
import { askedPart, judgeLinks, judgePart, taughtPart } from "./measure.ts";
import { type Prepared, portable, prepare, type See } from "./prepare.ts";
import type { Recipe } from "./recipe.ts";
import { RunError, run } from "./run.ts";
import { loadSnapshot, writeDurably } from "./snapshot.ts";
import type { Supervision } from "./supervise.ts";
import { startFrom, tune } from "./tune.ts";

/** What a fine-tuning is asked to do; kept as finetune.json in its folder, from which it resumes. */
export interface FinetuneRequest {
  recipe: Recipe;
  /** Where the documents come from. */
  data: { folder: string; format: string; words: "given" | "ocr"; ocr?: string };
  /** Folder of a checkpoint, also a Hugging Face T5's, or "random": then of a preset. */
  from: string;
  preset?: string;
  minutes?: number;
  steps?: number;
  /** So many documents, drawn by the seed. */
  limit?: number;
  /** So many runs, each with a seed and a draw of its own. */
  repeats: number;
  seed: number;
  workers: number;
  /** Where batches are computed, and questions of the report. Default "cpu". */
  device?: Device;
  /** Threads inside one operator. Default 1. */
  threads?: number;
  /** Updates between log lines. Default 20. */
  logEvery?: number;
  /** ISO 8601: when its first session began. */
  started: string;
}

/** What is learned from and reported on. */
export interface FinetuneData {
  /** Documents to learn from, as given; a part is held back to choose by. */
  train: readonly LabelledDocument[];
  /** Puts documents to learn from on the words that the model is to see; those reported on are already. */
  see?: See;
  /** Documents to report on, and the split that they are; empty where there are none. */
  report: readonly LabelledDocument[];
  reportSplit: string | null;
  records: DataRecord[];
  /** Documents whose score is followed while it trains, where the others are too few to hold some back. Nothing is chosen by them. */
  watched?: readonly LabelledDocument[];
  /** They are the user's own: none is left out for what it holds. */
  own?: boolean;
}

/** How it goes on and whom it tells. */
export interface FinetuneOptions {
  resume?: boolean;
  signal?: AbortSignal;
  /** Each line of metrics.jsonl. */
  onLine?: (line: Record<string, unknown>) => void;
  /** What is worth to be kept in sight. */
  onRemark?: (text: string) => void;
  /** What goes on at the moment. */
  onProgress?: (text: string) => void;
  /** The caller calibrates the model. Otherwise its confidence is learned from what was held back, or stays the starting checkpoint's. */
  uncalibrated?: boolean;
}

/** One run of a fine-tuning and how its model does. */
export interface TunedRun {
  folder: string;
  seed: number;
  steps: number;
  minutes: number;
  documents: number;
  heldBack: number;
  supervision: Supervision;
  /** Best score on what was held back; null where nothing was. */
  development: number | null;
  /** On the documents that are reported on; null without them. */
  report: Reported | null;
}

/** Scores on the documents that are reported on. */
export interface Reported {
  documents: number;
  metrics: Evaluation["metrics"];
  /** Of links between labelled entities. */
  goldLinkF1: number | null;
}

/** What came of a fine-tuning; result.json of its folder. */
export interface FinetuneResult {
  recipe: string;
  from: string;
  estimate: Estimate | null;
  reportSplit: string | null;
  runs: TunedRun[];
  /** Of each score of the report over the runs; the deviation is null for one run. */
  spread: Record<string, { mean: number; deviation: number | null; least: number; most: number }>;
}

const FILE = "finetune.json";

/** The request that a folder was started with. @throws RunError */
export function recordedRequest(folder: string): FinetuneRequest & { sha256: string } {
  const path = join(folder, FILE);
  if (!existsSync(path)) throw new RunError(folder, `${folder} holds no fine-tuning (${FILE} is missing)`);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** @throws RunError where the folder holds a run already and is not resumed, or its data have changed */
export async function finetune(
  request: FinetuneRequest,
  data: FinetuneData,
  folder: string,
  options: FinetuneOptions = {},
): Promise<FinetuneResult> {
  const { recipe, repeats, seed } = request;
  if (existsSync(join(folder, FILE)) && !options.resume) {
    throw new RunError(folder, `${folder} already holds a run; resume it or choose another folder`);
  }
  const start = startFrom(request.from, request.preset);
  const parts: Prepared[] = [];
  for (let i = 0; i < repeats; i++) {
    parts.push(
      await prepare(recipe, data.train, {
        limit: request.limit,
        seed: seed + i,
        see: data.see,
        watched: data.watched,
        own: data.own,
      }),
    );
  }
  const sha256 = parts.map((part) => part.sha256).join(" ");
  if (options.resume && recordedRequest(folder).sha256 !== sha256) {
    throw new RunError(folder, `${folder} was started with other documents: put them back, or choose another folder`);
  }
  for (const part of parts) checkTaught(recipe, part, folder);
  mkdirSync(folder, { recursive: true });
  writeDurably(join(folder, FILE), `${JSON.stringify({ ...request, sha256 }, null, 2)}\n`);

  const result: FinetuneResult = {
    recipe: recipe.name,
    from: request.from,
    estimate: null,
    reportSplit: data.reportSplit,
    runs: [],
    spread: {},
  };
  for (let i = 0; i < repeats; i++) {
    const prepared = parts[i];
    const own = repeats > 1 ? join(folder, `repeat-${i + 1}`) : folder;
    const definition = tune(recipe, start, prepared, { ...request, seed: seed + i });
    const documents = {
      train: portable(prepared.documents.train),
      development: portable(prepared.documents.development),
    };
    if (i === 0) {
      result.estimate = await estimate(definition, nodeRuntime, documents);
      for (const line of estimateLines(result.estimate, request.workers)) options.onRemark?.(`estimated: ${line}`);
      if (repeats > 1) options.onRemark?.(`${repeats} runs, one after the other`);
      options.onRemark?.(supervisionText(prepared));
      if (repeats > 1) link(folder);
    }
    await run(definition, own, {
      resume: options.resume && existsSync(join(own, "run.json")),
      signal: options.signal,
      documents,
      onLine: options.onLine,
    });
    const counters = loadSnapshot(own, definition.config)?.counters;
    const lines = await readMetrics(own);
    const scores = lines.flatMap(({ type, score }) =>
      type === "development" && score !== null ? [Number(score)] : [],
    );
    await writeManifest(own, {
      name: recipe.name,
      verb: "finetune",
      started: request.started,
      finished: !options.signal?.aborted,
      configuration: definition,
      seeds: { run: seed + i },
      data: data.records,
      counts: {
        ...counters,
        documents: documents.train.length,
        heldBack: prepared.chooses ? documents.development.length : 0,
      },
    });
    options.signal?.throwIfAborted();
    if (!options.uncalibrated) await calibrateModel(own, request, prepared, options);
    result.runs.push({
      folder: own,
      seed: seed + i,
      steps: counters?.steps ?? 0,
      minutes: Math.round((counters?.seconds ?? 0) / 0.6) / 100,
      documents: documents.train.length,
      heldBack: prepared.chooses ? documents.development.length : 0,
      supervision: prepared.supervision,
      development: prepared.chooses && scores.length > 0 ? Math.max(...scores) : null,
      report: data.report.length > 0 ? await report(own, request, prepared.taught, data.report, options) : null,
    });
    result.spread = spreadOf(result.runs);
    const curves = await Promise.all(result.runs.map((one) => readMetrics(one.folder)));
    writeDurably(join(folder, "report.md"), reportText(request, result, curves));
    writeDurably(join(folder, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
  }
  return result;
}

function checkTaught(recipe: Recipe, { documents, labels, supervision, taught }: Prepared, folder: string): void {
  const { questions, fields, statements, classes, entities } = recipe.learns;
  if (documents.train.length === 0) throw new RunError(folder, "the data hold no document with words to learn from");
  if (entities && labels.length === 0) {
    throw new RunError(folder, `the recipe ${recipe.name} teaches entities, and no document of the data has any`);
  }
  if (classes && taught.classes.length === 0) {
    throw new RunError(
      folder,
      `the recipe ${recipe.name} teaches the field "${classes}", and no document of the data has it`,
    );
  }
  const asked = questions || fields || statements || classes;
  if (asked && !classes && supervision.questions === 0) {
    const kinds = Object.entries({ questions, fields, statements }).flatMap(([name, on]) => (on ? [name] : []));
    throw new RunError(
      folder,
      `the recipe ${recipe.name} teaches ${kinds.join(", ")}, and of the data's none can be taught (${supervision.skipped} stand nowhere on their page)`,
    );
  }
}

/** RUN/model of several runs is that of the first: none is chosen by what is reported. */
function link(folder: string): void {
  mkdirSync(join(folder, "repeat-1", "model"), { recursive: true });
  rmSync(join(folder, "model"), { force: true });
  symlinkSync(join("repeat-1", "model"), join(folder, "model"), "junction");
}

/** Gives the model of a run its confidence, and says where from. */
async function calibrateModel(
  run: string,
  request: FinetuneRequest,
  { documents, chooses, taught }: Prepared,
  { signal, onRemark }: FinetuneOptions,
): Promise<void> {
  const folder = join(run, "model");
  const file = join(folder, "calibration.json");
  rmSync(file, { force: true });
  writeChecksums(folder);
  const outcomes: Outcome[] = [];
  if (chooses) {
    const model = await DocFormer.load({ model: folder, device: request.device, threads: request.threads });
    try {
      for (const labelled of documents.development) {
        signal?.throwIfAborted();
        const { questions } = await judgePart(model, askedPart(labelled, taught), {
          signal,
          asked: taught.learns.asked,
        });
        outcomes.push(...outcomesOf(questions, labelled.document));
      }
    } finally {
      await model.dispose();
    }
  }
  const parent = join(request.from, "calibration.json");
  const known: Calibration | null = existsSync(parent) ? JSON.parse(readFileSync(parent, "utf8")) : null;
  const { calibration, whose } = calibrationFor(outcomes, known, request.recipe.name);
  if (calibration) writeDurably(file, `${JSON.stringify(calibration)}\n`);
  writeChecksums(folder);
  const texts = {
    own: `confidence is calibrated on ${outcomes.length} answers about documents held back`,
    parent: "confidence is calibrated as the starting checkpoint's was",
    none: "confidence is not calibrated: too little was held back",
  };
  onRemark?.(texts[whose]);
}

async function report(
  folder: string,
  { recipe, device, threads }: FinetuneRequest,
  taught: Taught,
  documents: readonly LabelledDocument[],
  { signal, onProgress }: FinetuneOptions,
): Promise<Reported> {
  const model = await DocFormer.load({ model: join(folder, "model"), device, threads });
  const judged: JudgedDocument[] = [];
  const links: Counts[] = [];
  const some = documents.slice(0, recipe.judged);
  try {
    for (const labelled of some) {
      signal?.throwIfAborted();
      const part = taughtPart(labelled, taught);
      judged.push(await judgePart(model, part, { signal }));
      const counts = await judgeLinks(model, part, { signal });
      if (counts) links.push(counts);
      onProgress?.(`reporting: ${judged.length} of ${some.length} documents`);
    }
  } finally {
    await model.dispose();
  }
  return {
    documents: some.length,
    metrics: score(judged).metrics,
    goldLinkF1: links.length > 0 ? f1(addCounts(links)) : null,
  };
}

/** Means and deviations of what is reported, over the runs. */
function spreadOf(runs: readonly TunedRun[]): FinetuneResult["spread"] {
  const rows = runs.flatMap(({ report }) => (report ? [{ ...report.metrics, goldLinkF1: report.goldLinkF1 }] : []));
  const spread: FinetuneResult["spread"] = {};
  for (const name of Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[]) {
    const values = rows.flatMap((row) => row[name] ?? []);
    if (values.length < rows.length) continue;
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null;
    spread[name] = { mean, deviation, least: Math.min(...values), most: Math.max(...values) };
  }
  return spread;
}

function supervisionText({ documents, chooses, supervision, labels }: Prepared): string {
  const { questions, matched, skipped } = supervision;
  const asked =
    questions > 0 ? `, ${questions} questions (${matched} with evidence found by text, ${skipped} skipped)` : "";
  const named = labels.length > 0 ? `, entities ${labels.join(", ")}` : "";
  const kept = chooses ? `${documents.development.length} held back` : "0 held back";
  return `${documents.train.length} documents to learn from, ${kept}${asked}${named}`;
}
