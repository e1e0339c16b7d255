/**
 * An endless, repeatable stream of batches: pages are drawn in pools, sorted into buckets by length and cut into batches of
 * one shape each. A pool is a function of (seed, rank, number), so a run resumes at {pool, index} without any saved data. All
 * ranks visit shapes in the same order, so that they take equally long for a step.
 */
import type { Page } from "../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import { type Random, randomStream } from "../engine/random.ts";
import { float32, int32 } from "../engine/runtime.ts";
import { BatchWords, encoderFeeds, type Feeds, lexiconFeeds, matchFeeds, promptFeeds } from "../model/batch.ts";
import type { ModelConfig } from "../model/config.ts";
import {
  type PageInputs,
  type PositionText,
  pageInputs,
  pageWindows,
  type QuestionInputs,
  questionInputs,
} from "../model/inputs.ts";
import type { LexicalCache } from "../model/lexical.ts";
import { questionTarget, type Target } from "../model/targets.ts";
import { type Sequence, teacherFeeds } from "../model/teacher.ts";
import type { SpecialIds } from "../model/vocabulary.ts";
import { AUGMENT, type AugmentOptions, augmentPage } from "./augment.ts";
import { CORRUPTION, type CorruptionOptions, corrupt, specialText } from "./corrupt.ts";
import type { BatchShape, PretrainShape } from "./objectives.ts";

/** Where pages come from. `draw` must depend on `random` alone. */
export interface PageSource {
  name: string;
  weight: number;
  draw(random: Random): LabelledDocument;
}

/** Questions of one batch have at most these lengths. */
export interface QuestionGroup {
  /** Questions of a batch, shared out evenly to its pages: a long page, encoded at the price of many short ones, is asked more. */
  questions: number;
  prompt: number;
  answer: number;
  /** Share of the batches. */
  weight: number;
}

export interface StreamOptions {
  /** Page positions of a batch. */
  budget: number;
  /** Longest page of each bucket, rising; the last is the window. */
  buckets: readonly number[];
  groups: readonly QuestionGroup[];
  /** Pages of a pool, batches cut from it, and how often each page is visited with other questions. */
  poolPages: number;
  poolBatches: number;
  visits: number;
  /** Share of batches that pre-train (denoising, token-to-line, token-to-grid). */
  pretrain: number;
  /** Pairs of token-to-line a page. */
  pairs: number;
  /** Share of the batches that show the page image, where the pages have one. */
  visual: number;
  /** Relative frequency of question kinds; 1 unless named. */
  kinds: Readonly<Record<string, number>>;
  augment: AugmentOptions;
  corruption: CorruptionOptions;
}

export const STREAM: StreamOptions = {
  budget: 640,
  buckets: [64, 128, 224, 512],
  groups: [
    { questions: 48, prompt: 14, answer: 7, weight: 0.8 },
    { questions: 20, prompt: 32, answer: 40, weight: 0.2 },
  ],
  poolPages: 320,
  poolBatches: 96,
  visits: 2,
  pretrain: 0.12,
  pairs: 32,
  visual: 0.25,
  kinds: {},
  augment: AUGMENT,
  corruption: CORRUPTION,
};

/** Of a page in one batch: few pages offer more of one group's length. */
const MOST_QUESTIONS = 24;

export interface PreparedBatch {
  kind: "ask" | "pretrain";
  shape: BatchShape | PretrainShape;
  feeds: Feeds;
  pages: number;
  questions: number;
  /** Page positions that are not padding. */
  positions: number;
}

interface PoolPage {
  inputs: PageInputs;
  questions: LabelledQuestion[];
  index: number;
}

interface PlannedBatch {
  bucket: number;
  pages: PoolPage[];
}

export interface Cursor {
  pool: number;
  index: number;
}

const roundUp = (value: number, to: number) => Math.ceil(value / to) * to;

export class Stream {
  readonly #c: ModelConfig;
  readonly #ids: SpecialIds;
  readonly #lexical: LexicalCache;
  readonly #sources: readonly PageSource[];
  readonly #options: StreamOptions;
  readonly #seed: number;
  readonly #rank: number;
  #cursor: Cursor;
  #planned: { pool: number; batches: PlannedBatch[] } | null = null;

  constructor(
    c: ModelConfig,
    ids: SpecialIds,
    lexical: LexicalCache,
    sources: readonly PageSource[],
    options: StreamOptions,
    seed: number,
    rank: number,
    cursor: Cursor = { pool: 0, index: 0 },
  ) {
    this.#c = c;
    this.#ids = ids;
    this.#lexical = lexical;
    this.#sources = sources;
    this.#options = options;
    this.#seed = seed;
    this.#rank = rank;
    this.#cursor = { ...cursor };
  }

  /** Where `next()` will continue. */
  get cursor(): Cursor {
    return { ...this.#cursor };
  }

  next(): PreparedBatch {
    const { pool, index } = this.#cursor;
    if (this.#planned?.pool !== pool) this.#planned = { pool, batches: this.#plan(pool) };
    const planned = this.#planned.batches[index];
    this.#cursor = index + 1 < this.#planned.batches.length ? { pool, index: index + 1 } : { pool: pool + 1, index: 0 };
    // What all ranks share decides on the shape, what is this rank's own on the content.
    const shared = randomStream(this.#seed, `shape ${pool} ${index}`);
    const own = randomStream(this.#seed, `batch ${this.#rank} ${pool} ${index}`);
    const pretrain = shared.uniform() < this.#options.pretrain;
    const visual = shared.uniform() < this.#options.visual;
    const group = choose(this.#options.groups, shared);
    return pretrain ? this.#pretrain(planned, visual, own) : this.#ask(planned, group, visual, own);
  }

  /** Draws a pool and cuts it into batches, in an order that all ranks share. */
  #plan(pool: number): PlannedBatch[] {
    const { buckets, budget, poolPages, poolBatches, visits, augment } = this.#options;
    const random = randomStream(this.#seed, `pool ${this.#rank} ${pool}`);
    const filled: PoolPage[][] = buckets.map(() => []);
    for (let i = 0; i < poolPages; i++) {
      const labelled = choose(this.#sources, random).draw(random);
      if (labelled.document.pages.length === 0) continue;
      const index = random.below(labelled.document.pages.length);
      const page: Page = augmentPage(labelled.document.pages[index], random, augment);
      const windows = pageWindows(this.#c, this.#lexical, page);
      if (windows.length === 0) continue;
      const inputs = pageInputs(this.#c, this.#lexical, page, windows[random.below(windows.length)]);
      const bucket = buckets.findIndex((limit) => inputs.texts.length <= limit);
      if (bucket >= 0) filled[bucket].push({ inputs, questions: labelled.questions, index });
    }
    const batches: PlannedBatch[] = [];
    filled.forEach((pages, i) => {
      const size = Math.max(1, Math.floor(budget / buckets[i]));
      random.shuffle(pages);
      while (pages.length >= size || (pages.length > 0 && i === buckets.length - 1)) {
        batches.push({ bucket: buckets[i], pages: pages.splice(0, size) });
      }
      // What does not fill a batch fits into the next larger bucket.
      filled[i + 1]?.push(...pages);
    });
    const all = Array.from({ length: visits }, () => batches).flat();
    all.sort((a, b) => a.bucket - b.bucket);
    const picked = Array.from({ length: poolBatches }, (_, i) => all[Math.floor((i * all.length) / poolBatches)]);
    return randomStream(this.#seed, `order ${pool}`).shuffle(picked);
  }

  /** Distinct words that a batch of a bucket has room for. */
  #capacity(bucket: number, pages: number): number {
    return this.#c.positions === "words" ? roundUp(0.7 * bucket * pages + 24 * pages + 64, 64) : 0;
  }

  #ask({ bucket, pages }: PlannedBatch, group: QuestionGroup, visual: boolean, random: Random): PreparedBatch {
    const c = this.#c;
    const inEncoder = c.question === "encoder";
    const size = Math.max(1, Math.floor(this.#options.budget / bucket));
    const shape: BatchShape = {
      pages: size,
      words: this.#capacity(bucket, size),
      units: bucket,
      question: inEncoder ? group.prompt : 0,
      visual: visual && c.visualTokens > 0 && pages.some((page) => page.inputs.patches !== null),
      questions: inEncoder ? 1 : Math.min(MOST_QUESTIONS, Math.ceil(group.questions / size)),
      prompt: inEncoder ? 0 : group.prompt,
      answer: group.answer,
    };
    const chosen: { page: PoolPage; picks: { question: QuestionInputs; target: Target }[] }[] = [];
    const known = new Set<string>();
    for (const page of pages) {
      const picks = this.#pick(page, group, shape.questions, random);
      const texts = new Set<string>();
      const note = (list: readonly PositionText[]) => {
        for (const { entry, id } of list) if (id < 0 && !known.has(entry.text)) texts.add(entry.text);
      };
      note(page.inputs.texts);
      for (const pick of picks) note(pick.question.texts);
      if (c.positions === "words" && known.size + texts.size + 1 > shape.words) continue;
      for (const text of texts) known.add(text);
      if (picks.length > 0) chosen.push({ page, picks });
    }
    const inputs = chosen.map(({ page }) => (shape.visual ? page.inputs : { ...page.inputs, patches: null }));
    const questions = chosen.map(({ picks }) => picks.map((pick) => pick.question));
    const sequences: Sequence[][] = chosen.map(({ picks }) =>
      picks.map(({ question, target }) => ({ target, promptLength: Math.min(group.prompt, question.texts.length) })),
    );
    const words = new BatchWords(Math.max(shape.words, 1));
    const feeds: Feeds = {
      ...encoderFeeds(c, shape, inputs, words, inEncoder ? questions.map(([question]) => question) : []),
      ...promptFeeds(shape, questions, words),
      ...matchFeeds(c, shape, this.#lexical, inputs, questions),
      ...teacherFeeds(c, this.#ids, shape, inputs, sequences, words),
    };
    Object.assign(feeds, lexiconFeeds(c, words, shape.words));
    return {
      kind: "ask",
      shape,
      feeds,
      pages: chosen.length,
      questions: questions.flat().length,
      positions: inputs.reduce((total, page) => total + page.texts.length, 0),
    };
  }

  /** Questions of a page that fit the group, rare kinds and long answers preferred as the options say. */
  #pick(page: PoolPage, group: QuestionGroup, count: number, random: Random) {
    const { groups, kinds } = this.#options;
    const smaller = groups[groups.indexOf(group) - 1];
    const picks: { question: QuestionInputs; target: Target; key: number }[] = [];
    const order = page.questions
      .map((question) => ({ question, key: -Math.log(1 - random.uniform()) / (kinds[question.kind] ?? 1) }))
      .sort((a, b) => a.key - b.key);
    for (const { question: labelled, key } of order) {
      // Twice as many candidates as are needed, then those that need this group's room come first.
      if (picks.length >= 2 * count) break;
      const target = questionTarget(this.#c, this.#ids, this.#lexical, labelled, page.inputs, page.index);
      if (!target || target.items.length + 1 > group.answer) continue;
      const question = questionInputs(this.#c, this.#lexical, labelled.question);
      if (question.texts.length > group.prompt || question.texts.length === 0) continue;
      const fits = smaller && question.texts.length <= smaller.prompt && target.items.length + 1 <= smaller.answer;
      picks.push({ question, target, key: fits ? key + 1000 : key });
    }
    return picks.sort((a, b) => a.key - b.key).slice(0, count);
  }

  #pretrain({ bucket, pages }: PlannedBatch, visual: boolean, random: Random): PreparedBatch {
    const c = this.#c;
    const { pairs, corruption, budget } = this.#options;
    const size = Math.max(1, Math.floor(budget / bucket));
    const spoilt = pages.map((page) => corrupt(c, this.#ids, this.#lexical, page.inputs, random, corruption));
    const prompt = c.question === "decoder" && this.#ids.denoise !== undefined ? 1 : 0;
    const shape: PretrainShape = {
      pages: size,
      words: this.#capacity(bucket, size),
      units: bucket,
      question: 0,
      visual: visual && c.visualTokens > 0 && pages.some((page) => page.inputs.patches !== null),
      questions: 1,
      prompt,
      answer: corruption.limit + 1,
      pairs: pairs * size,
      grid: true,
    };
    const kept: typeof spoilt = [];
    const known = new Set<string>();
    for (const item of spoilt) {
      const texts = new Set(
        item.page.texts.filter(({ entry, id }) => id < 0 && !known.has(entry.text)).map(({ entry }) => entry.text),
      );
      if (c.positions === "words" && known.size + texts.size + 2 > shape.words) continue;
      for (const text of texts) known.add(text);
      kept.push(item);
    }
    const inputs = kept.map(({ page }) => (shape.visual ? page : { ...page, patches: null }));
    const hidden = kept.map((item) => item.hidden);
    const words = new BatchWords(Math.max(shape.words, 1));
    const task: QuestionInputs = {
      words: [],
      texts: prompt > 0 && this.#ids.denoise !== undefined ? [specialText(c, this.#ids.denoise)] : [],
      wordOf: new Int32Array(prompt),
      quote: null,
      threshold: Number.NaN,
    };
    const sequences: Sequence[][] = kept.map(({ target }) => [
      {
        target: { items: target.map((token) => ({ position: -1, token, anySame: false })), marks: null },
        promptLength: prompt,
      },
    ]);
    const questions = kept.map(() => [task]);
    const feeds: Feeds = {
      ...encoderFeeds(c, shape, inputs, words, [], hidden),
      ...promptFeeds(shape, questions, words),
      ...matchFeeds(c, shape, this.#lexical, inputs, []),
      ...teacherFeeds({ ...c, pointer: false }, this.#ids, shape, inputs, sequences, words),
    };
    // The decoder is built for pointing, and points nowhere here.
    const R = size;
    feeds["answer.pointed"] = float32([R, shape.answer, 1]);
    feeds["answer.words"] = int32([R, shape.answer]);
    feeds["answer.units"] = int32([R, shape.answer]);
    Object.assign(feeds, lexiconFeeds(c, words, shape.words), headFeeds(c, shape, inputs, hidden, random));
    return {
      kind: "pretrain",
      shape,
      feeds,
      pages: kept.length,
      questions: 0,
      positions: inputs.reduce((total, page) => total + page.texts.length, 0),
    };
  }
}

/** Feeds of token-to-line and token-to-grid: units with hidden places are asked about. */
function headFeeds(
  c: ModelConfig,
  shape: PretrainShape,
  pages: readonly PageInputs[],
  hidden: readonly ReadonlySet<number>[],
  random: Random,
): Feeds {
  const { pages: B, units: N, pairs } = shape;
  const places = float32([B, N, 1]);
  const first = int32([pairs]);
  const second = int32([pairs]);
  const label = int32([pairs]);
  const weight = float32([pairs, 1]);
  const gridLabel = int32([B * N]);
  const gridWeight = float32([B * N, 1]);
  let pair = 0;
  let cells = 0;
  pages.forEach((page, b) => {
    const n = page.texts.length;
    for (const i of hidden[b]) {
      places.data[b * N + i] = 1;
      const [x0, y0, x1, y1] = page.boxes[i];
      const column = Math.min(c.gridColumns - 1, Math.max(0, Math.floor(((x0 + x1) / 2) * c.gridColumns)));
      const row = Math.min(c.gridRows - 1, Math.max(0, Math.floor(((y0 + y1) / 2) * c.gridRows)));
      gridLabel.data[b * N + i] = row * c.gridColumns + column;
      gridWeight.data[b * N + i] = 1;
      cells++;
    }
    const asked = [...hidden[b]];
    for (let k = 0; k < pairs / B && asked.length > 0 && n > 1; k++) {
      const i = asked[random.below(asked.length)];
      // Near pairs, so that the three classes are about equally frequent.
      const reach = random.uniform() < 0.5 ? 4 : 24;
      const j = Math.max(0, Math.min(n - 1, i + 1 + random.below(2 * reach) - reach));
      first.data[pair] = b * N + i;
      second.data[pair] = b * N + j;
      label.data[pair] = Math.min(c.lineClasses - 1, Math.abs(page.rows[i] - page.rows[j]));
      weight.data[pair] = 1;
      pair++;
    }
  });
  for (let i = 0; i < pair; i++) weight.data[i] = 1 / pair;
  for (let i = 0; i < gridWeight.data.length; i++) (gridWeight.data as Float32Array)[i] /= Math.max(1, cells);
  return {
    "hidden.places": places,
    "line.first": first,
    "line.second": second,
    "line.label": label,
    "line.weight": weight,
    "grid.label": gridLabel,
    "grid.weight": gridWeight,
  };
}

/** One of `items`, by their weights. */
function choose<T extends { weight: number }>(items: readonly T[], random: Random): T {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  let at = random.uniform() * total;
  for (const item of items) {
    at -= item.weight;
    if (at < 0) return item;
  }
  return items[items.length - 1];
}
