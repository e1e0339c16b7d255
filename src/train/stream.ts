/**
 * An endless, repeatable stream of batches as feeds. Which pages make a batch is pool.ts; here they get their questions,
 * labels or tasks and become tensors. A run resumes at {pool, index} without any saved data.
 */
import { type Random, randomStream } from "../engine/random.ts";
import { float32, int32 } from "../engine/runtime.ts";
import { BatchWords, encoderFeeds, type Feeds, lexiconFeeds, matchFeeds, promptFeeds } from "../model/batch.ts";
import type { ModelConfig } from "../model/config.ts";
import type { EncoderShape } from "../model/encoder.ts";
import { type PageInputs, type PositionText, type QuestionInputs, questionInputs } from "../model/inputs.ts";
import type { LexicalCache } from "../model/lexical.ts";
import { questionTarget, type Target } from "../model/targets.ts";
import { type Sequence, teacherFeeds } from "../model/teacher.ts";
import type { SpecialIds } from "../model/vocabulary.ts";
import type { AugmentOptions } from "./augment.ts";
import { CORRUPTION, type Corrupted, type CorruptionOptions, specialText } from "./corrupt.ts";
import { labelFeeds } from "./label-batch.ts";
import { batchSize } from "./lengths.ts";
import type { BatchShape, LabelShape, PretrainShape } from "./objectives.ts";
import { PLACES, type PlaceOptions, placeFeeds } from "./place-tasks.ts";
import { type BatchKind, type PageSource, type PlannedBatch, type PoolPage, Pools } from "./pool.ts";

/** Questions of one batch have at most these lengths. */
export interface QuestionGroup {
  /** Questions of a batch, shared out evenly to its pages: a long page, encoded at the price of many short ones, is asked more. */
  questions: number;
  prompt: number;
  answer: number;
  /** Share of the batches. */
  weight: number;
}

/** How pages become batches. */
export interface StreamOptions {
  /** Page positions of a batch. */
  budget: number;
  /**
   * Lengths that pages are padded to, rising, the last the window; or how many: they are then chosen by a sample of the pages
   * so that padding is least. Each is a shape, and each shape a graph a kind of batch.
   */
  buckets: number | readonly number[];
  /** Share of a page that may be cut off, at its start or its end, where it then fits into the bucket below. */
  crop: number;
  groups: readonly QuestionGroup[];
  /** Pages of a pool, and the batches that are made of it: pages come again with other questions. */
  poolPages: number;
  poolBatches: number;
  /** Share of batches that pre-train (denoising, token-to-line, token-to-grid). */
  pretrain: number;
  /** Share of batches that label entities, where the configuration names labels; and whether they link them, too. */
  label: number;
  links: boolean;
  /** Share of the batches that show the page image, where the pages have one. */
  visual: number;
  /** Relative frequency of question kinds; 1 unless named. */
  kinds: Readonly<Record<string, number>>;
  augment: Partial<AugmentOptions>;
  corruption: CorruptionOptions;
  places?: Partial<PlaceOptions>;
}

export const STREAM: StreamOptions = {
  budget: 640,
  buckets: 12,
  crop: 0.06,
  groups: [
    { questions: 48, prompt: 14, answer: 7, weight: 0.8 },
    { questions: 20, prompt: 32, answer: 40, weight: 0.2 },
  ],
  poolPages: 320,
  poolBatches: 96,
  pretrain: 0.12,
  label: 0,
  links: false,
  visual: 0.25,
  kinds: {},
  augment: {},
  corruption: CORRUPTION,
  places: {},
};

/** Of a page in one batch: few pages offer more of one group's length. */
const MOST_QUESTIONS = 24;

export interface PreparedBatch {
  kind: BatchKind;
  shape: BatchShape | PretrainShape | LabelShape;
  feeds: Feeds;
  pages: number;
  questions: number;
  /** Page positions that are not padding. */
  positions: number;
  /** Positions of the encoder that are not padding, and all that it computes: question, visual tokens and units. */
  filled: number;
  room: number;
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
  readonly #options: StreamOptions;
  readonly #seed: number;
  readonly #rank: number;
  readonly #pools: Pools;
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
    this.#options = options;
    this.#seed = seed;
    this.#rank = rank;
    this.#pools = new Pools(c, ids, lexical, sources, options, seed, rank);
    this.#cursor = { ...cursor };
  }

  /** Where `next()` will continue. */
  get cursor(): Cursor {
    return { ...this.#cursor };
  }

  /** Lengths that pages are padded to. */
  get buckets(): readonly number[] {
    return this.#pools.buckets;
  }

  #pool(): PlannedBatch[] {
    const { pool } = this.#cursor;
    if (this.#planned?.pool !== pool) this.#planned = { pool, batches: this.#pools.plan(pool) };
    return this.#planned.batches;
  }

  /** Kind and shape of each batch of the pool at the cursor: what the run will be busy with. @throws StreamError */
  shapes(): Pick<PreparedBatch, "kind" | "shape">[] {
    return this.#pool().map((planned) => ({ kind: planned.kind, shape: this.#shape(planned) }));
  }

  /** @throws StreamError where the sources give nothing that a batch can be made of */
  next(): PreparedBatch {
    const batches = this.#pool();
    const { pool, index } = this.#cursor;
    this.#cursor = index + 1 < batches.length ? { pool, index: index + 1 } : { pool: pool + 1, index: 0 };
    const planned = batches[index];
    const random = randomStream(this.#seed, `batch ${this.#rank} ${pool} ${index}`);
    const made =
      planned.kind === "pretrain"
        ? this.#pretrain(planned.pages, this.#shape(planned) as PretrainShape, random)
        : planned.kind === "label"
          ? this.#label(planned.pages, this.#shape(planned) as LabelShape)
          : this.#ask(planned.pages, planned.group, this.#shape(planned) as BatchShape, random);
    const mask = made.feeds["encoder.mask"].data as Float32Array;
    const filled = mask.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
    return { kind: planned.kind, ...made, filled, room: mask.length };
  }

  #shape({ kind, bucket, group, visual }: PlannedBatch): PreparedBatch["shape"] {
    const { budget, corruption, links } = this.#options;
    const pages = batchSize(bucket, budget);
    const inEncoder = this.#c.question === "encoder";
    const encoder: EncoderShape = { pages, words: this.#capacity(bucket, pages), units: bucket, question: 0, visual };
    // More entities than half of the positions are rare.
    if (kind === "label") return { ...encoder, entities: links ? roundUp(bucket / 2, 16) : 0 };
    if (kind === "pretrain") {
      const { pairs, grid } = this.#places;
      return {
        ...encoder,
        questions: 1,
        prompt: !inEncoder && this.#ids.denoise !== undefined ? 1 : 0,
        answer: corruption.density > 0 ? corruption.limit + 1 : 0,
        pairs: corruption.hidden > 0 ? pairs * pages : 0,
        grid: corruption.hidden > 0 && grid,
      };
    }
    return {
      ...encoder,
      question: inEncoder ? group.prompt : 0,
      questions: inEncoder ? 1 : Math.min(MOST_QUESTIONS, Math.ceil(group.questions / pages)),
      prompt: inEncoder ? 0 : group.prompt,
      answer: group.answer,
    };
  }

  get #places(): PlaceOptions {
    return { ...PLACES, ...this.#options.places };
  }

  /** Distinct words that a batch of a bucket has room for. */
  #capacity(bucket: number, pages: number): number {
    return this.#c.positions === "words" ? roundUp(0.7 * bucket * pages + 24 * pages + 64, 64) : 0;
  }

  /** Those of `items` whose distinct words have room together. */
  #fitting<T>(items: readonly T[], room: number, textsOf: (item: T) => readonly PositionText[]): T[] {
    if (this.#c.positions === "tokens") return [...items];
    const known = new Set<string>();
    return items.filter((item) => {
      const fresh = new Set<string>();
      for (const { entry } of textsOf(item)) if (!known.has(entry.text)) fresh.add(entry.text);
      if (known.size + fresh.size > room) return false;
      for (const text of fresh) known.add(text);
      return true;
    });
  }

  #label(pages: readonly PoolPage[], shape: LabelShape): Made {
    const c = this.#c;
    const labelled = pages.flatMap(({ inputs, labels }) => (labels ? [{ inputs, labels }] : []));
    const kept = this.#fitting(labelled, shape.words - 1, ({ inputs }) => inputs.texts);
    const inputs = kept.map((page) => shown(page.inputs, shape));
    const words = new BatchWords(Math.max(shape.words, 1));
    const feeds = encoderFeeds(c, shape, inputs, words);
    Object.assign(
      feeds,
      lexiconFeeds(c, words, shape.words),
      labelFeeds(
        shape,
        kept.map((page) => page.labels),
      ),
    );
    return { shape, feeds, pages: kept.length, questions: 0, positions: positionsOf(inputs) };
  }

  #ask(pages: readonly PoolPage[], group: QuestionGroup, shape: BatchShape, random: Random): Made {
    const c = this.#c;
    const asked = pages.map((page) => ({ page, picks: this.#pick(page, group, shape.questions, random) }));
    const chosen = this.#fitting(asked, shape.words - 1, ({ page, picks }) => [
      ...page.inputs.texts,
      ...picks.flatMap(({ question }) => question.texts),
    ]).filter(({ picks }) => picks.length > 0);
    const inputs = chosen.map(({ page }) => shown(page.inputs, shape));
    const questions = chosen.map(({ picks }) => picks.map((pick) => pick.question));
    const sequences: Sequence[][] = chosen.map(({ picks }) =>
      picks.map(({ question, target }) => ({ target, promptLength: Math.min(group.prompt, question.texts.length) })),
    );
    const words = new BatchWords(Math.max(shape.words, 1));
    const feeds: Feeds = {
      ...encoderFeeds(c, shape, inputs, words, shape.question > 0 ? questions.map(([question]) => question) : []),
      ...promptFeeds(shape, questions, words),
      ...matchFeeds(c, shape, this.#lexical, inputs, questions),
      ...teacherFeeds(c, this.#ids, shape, inputs, sequences, words),
    };
    Object.assign(feeds, lexiconFeeds(c, words, shape.words));
    return {
      shape,
      feeds,
      pages: chosen.length,
      questions: questions.flat().length,
      positions: positionsOf(inputs),
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

  #pretrain(pages: readonly Corrupted[], shape: PretrainShape, random: Random): Made {
    const c = this.#c;
    const kept = this.#fitting(pages, shape.words - 2, ({ page }) => page.texts);
    const inputs = kept.map(({ page }) => shown(page, shape));
    const hidden = kept.map((item) => item.hidden);
    const words = new BatchWords(Math.max(shape.words, 1));
    const feeds: Feeds = {
      ...encoderFeeds(c, shape, inputs, words, [], hidden),
      ...matchFeeds(c, shape, this.#lexical, inputs, []),
    };
    if (shape.answer > 0) Object.assign(feeds, this.#denoising(kept, shape, inputs, words));
    Object.assign(feeds, lexiconFeeds(c, words, shape.words), placeFeeds(c, shape, kept, random, this.#places));
    return { shape, feeds, pages: kept.length, questions: 0, positions: positionsOf(inputs) };
  }

  /** Feeds of the decoder that says what the sentinels stand for. */
  #denoising(
    kept: readonly Corrupted[],
    shape: PretrainShape,
    inputs: readonly PageInputs[],
    words: BatchWords,
  ): Feeds {
    const c = this.#c;
    const { prompt, answer, pages: R } = shape;
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
    return {
      ...promptFeeds(shape, questions, words),
      ...teacherFeeds({ ...c, pointer: false }, this.#ids, shape, inputs, sequences, words),
      // The decoder is built for pointing, and points nowhere here.
      "answer.pointed": float32([R, answer, 1]),
      "answer.words": int32([R, answer]),
      "answer.units": int32([R, answer]),
    };
  }
}

type Made = Omit<PreparedBatch, "kind" | "filled" | "room">;

/** The page without its picture, unless the batch shows it. */
const shown = (page: PageInputs, { visual }: EncoderShape): PageInputs => (visual ? page : { ...page, patches: null });

const positionsOf = (pages: readonly PageInputs[]) => pages.reduce((total, page) => total + page.texts.length, 0);
