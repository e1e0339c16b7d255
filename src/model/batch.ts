/**
 * Pages and questions as the tensors that the graphs are fed with, padded to a shape. Names are those of the inputs in
 * embeddings.ts, encoder.ts, decoder.ts and output.ts. Padding positions get the mask -1e9, so they change nothing.
 */
import { type Box, enclose } from "../document/box.ts";
import { float32, int32, type Tensor } from "../engine/runtime.ts";
import { bucketMatrix, writeRotation } from "./buckets.ts";
import { COLOUR_NAME_FEATURES, writeColourNames } from "./colour-names.ts";
import type { ModelConfig } from "./config.ts";
import type { DecoderShape } from "./decoder.ts";
import { type EncoderShape, encoderLength } from "./encoder.ts";
import { CASE_FEATURES, COLOUR_FEATURES, MATCH_FEATURES, NUMBER_FEATURES, RANKS, RELATIONS } from "./features.ts";
import type { PageInputs, PositionText, QuestionInputs } from "./inputs.ts";
import { questionMatches } from "./inputs.ts";
import type { LexicalCache, LexicalEntry } from "./lexical.ts";
import { COORDINATES } from "./parameters.ts";
import { writeRelations } from "./relations.ts";

export type Feeds = Record<string, Tensor>;
export const MASKED = -1e9;

/** The distinct words of a batch, numbered as they come. */
export class BatchWords {
  readonly entries: LexicalEntry[] = [];
  readonly #index = new Map<string, number>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
    // Index 0 is what padding points at.
    this.entries.push(EMPTY);
  }

  get size(): number {
    return this.entries.length;
  }

  /** The text's index in the lexicon: its number (words) or its token id. @throws BatchError when the batch is full. */
  index({ entry, id }: PositionText): number {
    if (id >= 0) return id;
    const known = this.#index.get(entry.text);
    if (known !== undefined) return known;
    if (this.entries.length >= this.#capacity) {
      throw new BatchError(`a batch for ${this.#capacity} distinct words got one more: "${entry.text}"`);
    }
    this.#index.set(entry.text, this.entries.length);
    return this.entries.push(entry) - 1;
  }
}

const EMPTY: LexicalEntry = {
  text: "",
  ids: [],
  pieces: [],
  magnitude: { value: Number.NaN, date: false },
  numbers: new Float32Array(NUMBER_FEATURES),
  letterCase: new Float32Array(CASE_FEATURES),
  grams: new Map(),
};

/** A batch does not fit the shape it is meant for. */
export class BatchError extends RangeError {
  readonly code = "batch";
  constructor(message: string) {
    super(message);
    this.name = "BatchError";
  }
}

/** Feeds of the lexicon: after all other feeds, when every word has its number. */
export function lexiconFeeds(c: ModelConfig, words: BatchWords, count: number): Feeds {
  if (c.positions === "tokens") return {};
  const P = c.piecesPerWord;
  const pieces = int32([count, P]);
  const weights = float32([count, P]);
  const numbers = float32([count, NUMBER_FEATURES]);
  const letterCase = float32([count, CASE_FEATURES]);
  words.entries.forEach((entry, i) => {
    entry.pieces.forEach((piece, j) => {
      pieces.data[i * P + j] = piece;
      weights.data[i * P + j] = 1 / Math.sqrt(entry.pieces.length);
    });
    (numbers.data as Float32Array).set(entry.numbers, i * NUMBER_FEATURES);
    (letterCase.data as Float32Array).set(entry.letterCase, i * CASE_FEATURES);
  });
  const feeds: Feeds = { "words.pieces": pieces, "words.weights": weights };
  if (c.numbers) feeds["words.numbers"] = numbers;
  if (c.caseFold) feeds["words.case"] = letterCase;
  return feeds;
}

/** Bins of the six coordinates of a box, in the order of COORDINATES. */
export function coordinateBins(c: ModelConfig, box: Readonly<Box>): number[] {
  const [x0, y0, x1, y1] = box;
  const bin = (value: number) => Math.max(0, Math.min(c.spatialBins - 1, Math.floor(value * c.spatialBins)));
  return [x0, y0, x1, y1, (x1 - x0) * c.widthScale, (y1 - y0) * c.heightScale].map(bin);
}

/** The box of a visual token's cell. */
export function cellBox(c: ModelConfig, cell: number): Box {
  const columns = c.visualTokens / c.visualRows;
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  return [column / columns, row / c.visualRows, (column + 1) / columns, (row + 1) / c.visualRows];
}

const bucketCache = new Map<string, Int32Array<ArrayBuffer>>();

/** Positions count from the first unit; visual tokens lie before it, whether they are in the shape or not, the question before them. */
function encoderBuckets(c: ModelConfig, shape: EncoderShape): Int32Array<ArrayBuffer> {
  const key = JSON.stringify([
    shape.question,
    shape.units,
    shape.visual,
    c.relativeBuckets,
    c.relativeDistance,
    c.visualTokens,
  ]);
  let matrix = bucketCache.get(key);
  if (!matrix) {
    const run = (count: number, first: number) => Array.from({ length: count }, (_, i) => first + i);
    const places = [
      ...run(shape.question, -c.visualTokens - shape.question),
      ...(shape.visual ? run(c.visualTokens, -c.visualTokens) : []),
      ...run(shape.units, 0),
    ];
    matrix = bucketMatrix(places, places, true, c.relativeBuckets, c.relativeDistance);
    bucketCache.set(key, matrix);
  }
  return matrix;
}

/**
 * Feeds of the encoder for `pages` (at most shape.pages); `questions` where they are part of its input; `hiddenPlaces` are
 * positions, per page, whose coordinates, rotation and relations are withheld.
 */
export function encoderFeeds(
  c: ModelConfig,
  shape: EncoderShape,
  pages: readonly PageInputs[],
  words: BatchWords,
  questions: readonly (QuestionInputs | null)[] = [],
  hiddenPlaces: readonly ReadonlySet<number>[] = [],
): Feeds {
  const { pages: B, units: N, question: Q } = shape;
  const S = encoderLength(c, shape);
  const first = S - N;
  const visual = shape.visual && c.visualTokens > 0;
  const text = int32([B, N]);
  const mask = float32([B, S]);
  (mask.data as Float32Array).fill(MASKED);
  const unitsMask = float32([B, 1, N]);
  (unitsMask.data as Float32Array).fill(MASKED);
  const feeds: Feeds = { "units.text": text, "encoder.mask": mask };
  if (c.pointer || c.marks) feeds["units.mask"] = unitsMask;
  const bins = COORDINATES.map(() => int32([B, N]));
  if (c.spatial) {
    COORDINATES.forEach((name, i) => {
      feeds[`units.${name}`] = bins[i];
    });
  }
  const cosine = float32([B, S, c.headWidth]);
  const sine = float32([B, S, c.headWidth]);
  if (c.rotary) {
    (cosine.data as Float32Array).fill(1);
    feeds["encoder.cosine"] = cosine;
    feeds["encoder.sine"] = sine;
  }
  const relations = c.relations ? float32([B, RELATIONS.length, N * N]) : null;
  if (relations) feeds["units.relations"] = relations;
  const ranks = [int32([B, N]), int32([B, N])];
  const numbers = float32([B, N, NUMBER_FEATURES]);
  if (c.numbers) {
    for (const rank of ranks) (rank.data as Int32Array).fill(RANKS - 1);
    feeds["units.rankTop"] = ranks[0];
    feeds["units.rankBottom"] = ranks[1];
    if (c.positions === "tokens") feeds["units.numbers"] = numbers;
  }
  const colours = float32([B, N, COLOUR_FEATURES]);
  if (c.colours) feeds["units.colours"] = colours;
  const names = float32([B, N, COLOUR_NAME_FEATURES]);
  if (c.colourNames) feeds["units.colourNames"] = names;
  const patches = visual ? float32([B, c.visualTokens, ((c.visualSize / 2) ** 2 / c.visualTokens) | 0, 12]) : null;
  if (c.relativeBuckets > 0) feeds["encoder.buckets"] = int32([S, S], encoderBuckets(c, shape));
  if (patches) {
    feeds["visual.patches"] = patches;
    if (c.spatial) {
      COORDINATES.forEach((name, i) => {
        const values = Array.from({ length: c.visualTokens }, (_, cell) => coordinateBins(c, cellBox(c, cell))[i]);
        feeds[`cells.${name}`] = int32([c.visualTokens], Int32Array.from(values));
      });
    }
  }
  const questionText = int32([B, Q]);
  if (Q > 0) feeds["question.text"] = questionText;

  pages.forEach((page, b) => {
    const n = page.texts.length;
    if (n > N) throw new BatchError(`a batch for ${N} positions a page got a page of ${n}`);
    const question = questions[b];
    if (Q > 0 && question) {
      const length = Math.min(Q, question.texts.length);
      for (let i = 0; i < length; i++) {
        const at = Q - length + i;
        questionText.data[b * Q + at] = words.index(question.texts[i]);
        mask.data[b * S + at] = 0;
      }
    }
    const boxes: Box[] = [];
    for (let i = 0; i < n; i++) {
      const at = b * N + i;
      const box = page.boxes[i];
      const hidden = hiddenPlaces[b]?.has(i) ?? false;
      boxes.push(hidden ? [0, 0, 0, 0] : box);
      text.data[at] = words.index(page.texts[i]);
      mask.data[b * S + first + i] = 0;
      unitsMask.data[at] = 0;
      if (c.spatial && !hidden) {
        coordinateBins(c, box).forEach((value, j) => {
          bins[j].data[at] = value;
        });
      }
      if (c.rotary && !hidden) {
        writeRotation(
          box,
          c.headWidth,
          cosine.data as Float32Array,
          sine.data as Float32Array,
          (b * S + first + i) * c.headWidth,
        );
      }
      if (c.numbers && !hidden) {
        ranks[0].data[at] = page.rankTop[i];
        ranks[1].data[at] = page.rankBottom[i];
        if (c.positions === "tokens") {
          (numbers.data as Float32Array).set(page.texts[i].entry.numbers, at * NUMBER_FEATURES);
        }
      }
      if (c.colours) {
        const measured = page.colours.subarray(i * COLOUR_FEATURES, (i + 1) * COLOUR_FEATURES);
        (colours.data as Float32Array).set(measured, at * COLOUR_FEATURES);
        if (c.colourNames && measured[COLOUR_FEATURES - 1] > 0) {
          writeColourNames(measured, names.data as Float32Array, at * COLOUR_NAME_FEATURES);
        }
      }
    }
    if (relations) {
      const data = relations.data as Float32Array;
      const start = b * RELATIONS.length * N * N;
      writeRelations({ boxes, rows: page.rows }, N, data, start);
      for (const i of hiddenPlaces[b] ?? []) {
        for (let r = 0; r < RELATIONS.length; r++) {
          const plane = start + r * N * N;
          data.fill(0, plane + i * N, plane + (i + 1) * N);
          for (let j = 0; j < n; j++) data[plane + j * N + i] = 0;
        }
      }
    }
    if (patches && page.patches) {
      (patches.data as Float32Array).set(page.patches, b * page.patches.length);
      for (let cell = 0; cell < c.visualTokens; cell++) mask.data[b * S + Q + cell] = 0;
    }
    if (c.rotary && visual) {
      for (let cell = 0; cell < c.visualTokens; cell++) {
        const at = (b * S + Q + cell) * c.headWidth;
        writeRotation(cellBox(c, cell), c.headWidth, cosine.data as Float32Array, sine.data as Float32Array, at);
      }
    }
  });
  return feeds;
}

/** Feeds of the prompts: [B * K] questions, padded on the left so that all answers start at one place. */
export function promptFeeds(
  shape: DecoderShape & EncoderShape,
  questions: readonly (readonly (QuestionInputs | null)[])[],
  words: BatchWords,
): Feeds {
  const { pages: B, questions: K, prompt } = shape;
  if (prompt === 0) return {};
  const text = int32([B * K, prompt]);
  questions.forEach((list, b) => {
    list.forEach((question, k) => {
      if (!question) return;
      const texts = question.texts.slice(0, prompt);
      texts.forEach((item, i) => {
        text.data[(b * K + k) * prompt + prompt - texts.length + i] = words.index(item);
      });
    });
  });
  return { "question.text": text };
}

/** Feeds of matches: of prompt words (or encoder question positions), and features for answers. */
export function matchFeeds(
  c: ModelConfig,
  shape: DecoderShape & EncoderShape,
  lexical: LexicalCache,
  pages: readonly PageInputs[],
  questions: readonly (readonly (QuestionInputs | null)[])[],
): Feeds {
  if (!c.matches) return {};
  const { pages: B, units: N, questions: K } = shape;
  const rows = shape.question > 0 ? shape.question : shape.prompt;
  const wordMatches = float32([B, 2, K * rows * N]);
  const features = float32([B, K, MATCH_FEATURES.length, N]);
  pages.forEach((page, b) => {
    (questions[b] ?? []).forEach((question, k) => {
      if (!question || !page.match) return;
      const matches = questionMatches(lexical, question, page.match);
      const n = page.texts.length;
      const length = Math.min(rows, question.texts.length);
      for (const kind of [0, 1]) {
        for (let q = 0; q < length; q++) {
          const row = k * rows + rows - length + q;
          const from = (kind * question.texts.length + q) * n;
          const at = ((b * 2 + kind) * K * rows + row) * N;
          (wordMatches.data as Float32Array).set(matches.words.subarray(from, from + n), at);
        }
      }
      for (let feature = 0; feature < MATCH_FEATURES.length; feature++) {
        const at = ((b * K + k) * MATCH_FEATURES.length + feature) * N;
        (features.data as Float32Array).set(matches.features.subarray(feature * n, feature * n + n), at);
      }
    });
  });
  const feeds: Feeds = { "matches.features": features };
  if (rows > 0) feeds["matches.words"] = wordMatches;
  return feeds;
}

/** Place of each decoder position, counted from the start of the answer at the middle of the table. */
export function placeIndices(c: ModelConfig, prompt: number, answer: number, first = 0): Int32Array<ArrayBuffer> {
  const middle = Math.floor(c.decoderPlaces / 2);
  return Int32Array.from({ length: prompt + answer }, (_, i) =>
    Math.max(0, Math.min(c.decoderPlaces - 1, middle + first + i - prompt)),
  );
}

/** The box around several positions: what a masked span keeps. */
export function spanBox(page: PageInputs, positions: readonly number[]): Box {
  return enclose(positions.map((position) => page.boxes[position]));
}
