/**
 * A recipe, a checkpoint and prepared documents as the definition of a run: which weights it starts from, how fast it learns,
 * and batches in which the data's questions and answers have room.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LabelledDocument } from "../document/labelled.ts";
import { randomStream } from "../engine/random.ts";
import type { Device } from "../engine/runtime.ts";
import { readConfig } from "../model/checkpoint.ts";
import { loadTokenizerFile } from "../model/checkpoint-files.ts";
import { ConfigError, checkConfig, type ModelConfig, preset } from "../model/config.ts";
import { pageInputs, pageWindows, questionInputs } from "../model/inputs.ts";
import { LexicalCache } from "../model/lexical.ts";
import { questionTarget } from "../model/targets.ts";
import { specialIds } from "../model/vocabulary.ts";
import { defaultModelFolder } from "../tasks/load.ts";
import { COURSE } from "./course.ts";
import { documentPages } from "./documents.ts";
import type { Prepared } from "./prepare.ts";
import type { Recipe } from "./recipe.ts";
import { RUN_DEFAULTS, type RunDefinition } from "./run.ts";
import type { SourceSpec } from "./sources.ts";
import { type QuestionGroup, STREAM } from "./stream.ts";
import { TRAINER } from "./trainer.ts";

/** Peak rate for T5's shapes, whose weights are large: that of DUE's T5 baselines (paper.md, section 1.5). */
const T5_RATE = 2e-4;

export interface Start {
  /** Folder of a checkpoint, also a Hugging Face T5's, or "random". */
  from: string;
  config: ModelConfig;
  /** Path of tokenizer.json. */
  tokenizer: string;
}

/**
 * What a run starts from: a checkpoint of ours, a T5 directory (which becomes the paper's model around it), or random weights
 * of a preset with the vocabulary of the shipped checkpoint.
 * @throws ConfigError
 */
export function startFrom(from: string, presetName = "mini"): Start {
  if (from === "random") {
    const tokenizer = join(defaultModelFolder(), "tokenizer.json");
    const { vocabularySize } = loadTokenizerFile(tokenizer);
    const config = preset(presetName);
    const answerVocabulary = Math.min(config.answerVocabulary, vocabularySize);
    return { from, config: checkConfig({ ...config, vocabularySize, answerVocabulary }), tokenizer };
  }
  for (const name of ["config.json", "tokenizer.json"]) {
    if (!existsSync(join(from, name))) {
      throw new ConfigError("from", `${from} lacks ${name}; a checkpoint's folder, a T5's, or "random" is wanted`);
    }
  }
  const config = readConfig(readFileSync(join(from, "config.json"), "utf8"));
  return { from, config, tokenizer: join(from, "tokenizer.json") };
}

export interface TuneOptions {
  minutes?: number;
  steps?: number;
  seed: number;
  workers: number;
  device?: Device;
  threads?: number;
  /** Updates between log lines. Default 20. */
  logEvery?: number;
}

/** The definition of the run that teaches `prepared` by `recipe`. */
export function tune(recipe: Recipe, start: Start, prepared: Prepared, options: TuneOptions): RunDefinition {
  const { learns } = recipe;
  const config: ModelConfig = { ...start.config };
  // Heads of other labels would mean nothing here.
  delete config.entityLabels;
  if (prepared.labels.length > 0) config.entityLabels = prepared.labels;
  const { taught } = prepared;
  delete config.classes;
  if (learns.classes && taught.classes.length > 0) config.classes = { field: learns.classes, labels: taught.classes };
  const asks = Boolean(learns.questions || learns.fields || learns.statements || learns.classes);
  const peak = config.initialization === "t5" ? T5_RATE : start.from === "random" ? recipe.scratchRate : recipe.rate;
  const synthetic: SourceSpec = {
    source: "synthetic",
    weight: recipe.synthetic,
    ...(recipe.syntheticKinds ? { kinds: recipe.syntheticKinds as never } : {}),
    damaged: 0.5,
    pictured: recipe.pictured,
  };
  // Weights made by chance mean nothing between two ends.
  const startsKnowing = start.from !== "random" && config.initialization !== "t5" && prepared.labels.length === 0;
  const own: SourceSpec = { source: "documents", weight: 1 - recipe.synthetic, taught, damaged: recipe.damaged };
  return {
    ...RUN_DEFAULTS,
    name: recipe.name,
    config: checkConfig(config),
    tokenizer: start.tokenizer,
    from: start.from,
    seed: options.seed,
    workers: options.workers,
    ...(options.steps === undefined ? {} : { steps: options.steps }),
    ...(options.minutes === undefined && options.steps !== undefined
      ? {}
      : { minutes: options.minutes ?? recipe.minutes }),
    trainer: {
      ...TRAINER,
      schedule: { peak, warmUp: 40, decay: 0.6, floor: 0.02 },
      ...(options.device ? { device: options.device } : {}),
      ...(options.threads ? { threads: options.threads } : {}),
    },
    stream: {
      ...STREAM,
      budget: recipe.budget,
      buckets: BUCKETS,
      groups: asks ? groupsFor(config, start.tokenizer, prepared, recipe.budget) : STREAM.groups,
      poolPages: 64,
      poolBatches: 24,
      pretrain: 0,
      label: learns.entities ? (asks ? 0.5 : 1) : 0,
      links: learns.entities?.links ?? false,
      visual: recipe.pictured,
    },
    sources: recipe.synthetic > 0 ? [own, synthetic] : [own],
    logEvery: options.logEvery ?? 20,
    evaluatePages: 0,
    course: {
      ...COURSE,
      stages: stagesOf(options.minutes),
      share: startsKnowing ? SHARE : 1,
      chooses: prepared.chooses,
      taught,
    },
  };
}

/** A measurement takes seconds: one of less than two minutes of training is measured less often. */
const stagesOf = (minutes = Number.POSITIVE_INFINITY): number =>
  Math.max(2, Math.min(COURSE.stages, Math.ceil(4 * minutes)));

/** How far a fine-tuned checkpoint goes from where it started; measured on receipts of shops never seen (docs/log.md, 2026-11-29). */
const SHARE = 0.6;
/** Lengths that pages are padded to. Each is a graph that is compiled once a run. */
const BUCKETS = 3;
/** Pages that the lengths of questions and answers are measured on. */
const SAMPLE = 300;
/** Longest prompt and answer that batches make room for. */
const LONGEST = { prompt: 64, answer: 64 };
/** What synthetic questions need at least. */
const SHORTEST = { prompt: 12, answer: 6 };

/** One group of questions where they are alike, and another for the long tail of lengths. */
export function groupsFor(
  c: ModelConfig,
  tokenizerFile: string,
  prepared: Pick<Prepared, "documents" | "taught">,
  budget: number,
): QuestionGroup[] {
  const tokenizer = loadTokenizerFile(tokenizerFile);
  const [lexical, ids] = [new LexicalCache(c, tokenizer), specialIds(tokenizer)];
  const source = documentPages(prepared.documents.train, prepared.taught, 1, (one: LabelledDocument) => one);
  const random = randomStream(1, "lengths");
  const lengths: { prompt: number; answer: number }[] = [];
  let positions = 0;
  for (let i = 0; i < SAMPLE; i++) {
    const { document, questions } = source.draw(random);
    const [units] = pageWindows(c, lexical, document.pages[0]);
    if (!units) continue;
    const page = pageInputs(c, lexical, document.pages[0], units);
    positions += page.texts.length;
    for (const question of questions) {
      const target = questionTarget(c, ids, lexical, question, page, 0);
      if (!target) continue;
      const prompt = questionInputs(c, lexical, question.question).texts.length;
      lengths.push({ prompt, answer: target.items.length + 1 });
    }
  }
  const at = (name: "prompt" | "answer", share: number) => {
    const sorted = lengths.map((one) => one[name]).sort((a, b) => a - b);
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? SHORTEST[name];
    return Math.min(LONGEST[name], Math.max(SHORTEST[name], Math.ceil(value / 2) * 2));
  };
  const most = { prompt: at("prompt", 0.8), answer: at("answer", 0.8) };
  const all = { prompt: at("prompt", 0.99), answer: at("answer", 0.99) };
  const perPage = lengths.length / SAMPLE;
  const pages = Math.max(1, budget / Math.max(1, positions / SAMPLE));
  const questions = Math.round(Math.min(48, Math.max(8, perPage * pages)));
  if (all.prompt * all.answer <= 2 * most.prompt * most.answer) return [{ questions, ...all, weight: 1 }];
  return [
    { questions, ...most, weight: 0.7 },
    { questions: Math.ceil(questions / 2), ...all, weight: 0.3 },
  ];
}
