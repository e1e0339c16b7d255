/**
 * The state of decoding: one row per sequence (and beam), its cached keys and values, and the choice of each next item,
 * greedily or by beam. Runs nothing itself: generate.ts feeds the step graph from here and gives the results back.
 */
import { float32, int32, type Tensor } from "../engine/runtime.ts";
import { type Feeds, MASKED, placeIndices } from "./batch.ts";
import { bucketMatrix } from "./buckets.ts";
import { COLOUR_SIDES, writeColourTokens } from "./colour-names.ts";
import type { ModelConfig } from "./config.ts";
import type { EncoderShape } from "./encoder.ts";
import { POINTER_RELATIONS } from "./features.ts";
import type { PageInputs, QuestionInputs } from "./inputs.ts";
import { writePointerRelations } from "./relations.ts";
import type { SpecialIds } from "./vocabulary.ts";

export interface GeneratedItem {
  /** Position of the page, or -1 for a token. */
  position: number;
  token: number;
  probability: number;
}

export interface Generated {
  /** Without the end token. */
  items: GeneratedItem[];
  /** Natural logarithm of the product of all probabilities, the end's included. */
  logProbability: number;
  /** Probability of each position to belong to the marked set, where an operation marks one. */
  marks: Float32Array | null;
}

/** Encoded pages as numbers, ready to be asked. */
export interface EncodedPages {
  pages: readonly PageInputs[];
  shape: EncoderShape;
  /** Outputs of the encode graph. */
  values: Record<string, Tensor>;
}

interface Row {
  question: QuestionInputs | null;
  page: number;
  items: GeneratedItem[];
  logProbability: number;
  marks: Float32Array | null;
  ended: boolean;
  /** Position pointed at last, -1 for none. */
  last: number;
}

/** Decoding of all questions of a batch of encoded pages. */
export class Search {
  readonly rows: Row[];
  readonly capacity: number;
  readonly #c: ModelConfig;
  readonly #ids: SpecialIds;
  readonly #encoded: EncodedPages;
  readonly #counts: number[];
  readonly #beams: number;
  readonly #K: number;
  readonly #forbidden: Uint8Array;
  readonly #setTokens: Set<number>;
  #prompt = 0;
  #step = 0;
  #promptLengths: number[] = [];
  #cache: Record<string, Float32Array> = {};

  constructor(
    c: ModelConfig,
    ids: SpecialIds,
    encoded: EncodedPages,
    questions: readonly (readonly QuestionInputs[])[],
    K: number,
    beams: number,
    limit: number,
  ) {
    this.#c = c;
    this.#ids = ids;
    this.#encoded = encoded;
    this.#K = K;
    this.#beams = beams;
    this.capacity = limit + 1;
    this.#counts = questions.map((list) => list.length);
    this.rows = Array.from({ length: encoded.shape.pages * K }, (_, r) => {
      const page = Math.floor(r / K);
      const question = questions[page]?.[Math.floor((r % K) / beams)] ?? null;
      return { question, page, items: [], logProbability: 0, marks: null, ended: question === null, last: -1 };
    });
    this.#forbidden = new Uint8Array(c.answerVocabulary);
    for (const id of [ids.pad, ids.start, ids.unknown]) if (id !== ids.end) this.#forbidden[id] = 1;
    const { operation } = ids;
    const sets = [operation["<count>"], operation["<sum>"], operation["<count-is>"], operation["<sum-is>"]];
    this.#setTokens = new Set(sets.filter((id) => id !== undefined));
  }

  get done(): boolean {
    return this.#step >= this.capacity || this.rows.every((row) => row.ended);
  }

  /** Takes the prompt's keys and values into the cache. */
  startCache(prompt: number, lengths: number[], values: Record<string, Tensor> | null): void {
    this.#prompt = prompt;
    this.#promptLengths = lengths;
    const { heads, headWidth, decoderLayers } = this.#c;
    const past = prompt + this.capacity;
    for (let layer = 0; layer < decoderLayers; layer++) {
      for (const name of ["k", "v"]) {
        const cache = new Float32Array(this.rows.length * heads * past * headWidth);
        const source = values?.[`own.${layer}.${name}`].data as Float32Array | undefined;
        if (source) {
          const run = prompt * headWidth;
          for (let i = 0; i < this.rows.length * heads; i++) {
            cache.set(source.subarray(i * run, (i + 1) * run), i * past * headWidth);
          }
        }
        this.#cache[`past.${layer}.${name}`] = cache;
      }
    }
  }

  feeds(): Feeds {
    const c = this.#c;
    const R = this.rows.length;
    const N = this.#encoded.shape.units;
    const past = this.#prompt + this.capacity;
    const feeds: Feeds = {};
    for (const [name, data] of Object.entries(this.#cache)) {
      feeds[name] = float32([R, c.heads, past, c.headWidth], data as Float32Array<ArrayBuffer>);
    }
    const tokens = int32([R, 1]);
    const pointed = float32([R, 1, 1]);
    const units = int32([R, 1]);
    const mask = float32([R, 1, past + 1]);
    const relations = float32([this.#encoded.shape.pages, this.#K, POINTER_RELATIONS.length, N]);
    const colours = c.colourNames && c.pointer ? float32([R, COLOUR_SIDES, c.answerVocabulary]) : null;
    (mask.data as Float32Array).fill(MASKED);
    this.rows.forEach((row, r) => {
      const item = row.items.at(-1);
      tokens.data[r] = item ? Math.max(0, item.token) : this.#ids.start;
      if (item && item.position >= 0) {
        pointed.data[r] = 1;
        units.data[r] = row.page * N + item.position;
      }
      const start = this.#prompt - Math.min(this.#prompt, this.#promptLengths[r] ?? 0);
      for (let j = start; j < this.#prompt + this.#step; j++) mask.data[r * (past + 1) + j] = 0;
      mask.data[r * (past + 1) + past] = 0;
      if (row.last >= 0) {
        const page = this.#encoded.pages[row.page];
        const offset = r * POINTER_RELATIONS.length * N;
        writePointerRelations(page, row.last, N, relations.data as Float32Array, offset);
        if (colours) {
          const from = r * COLOUR_SIDES * c.answerVocabulary;
          writeColourTokens(page, row.last, this.#ids, c.answerVocabulary, colours.data as Float32Array, from);
        }
      }
    });
    feeds["answer.tokens"] = tokens;
    feeds["answer.pointed"] = pointed;
    feeds["answer.units"] = units;
    feeds["answer.words"] = units;
    feeds["decoder.mask"] = mask;
    feeds["pointer.relations"] = relations;
    if (colours) feeds["answer.colours"] = colours;
    feeds["decoder.places"] = int32([1], placeIndices(c, 0, 1, this.#step));
    if (c.decoderPositions === "relative") feeds["decoder.buckets"] = int32([1, past + 1], this.#buckets(past));
    return feeds;
  }

  /** Buckets of this step's query: cached columns are positions 0 ..., the last column is the query itself. */
  #buckets(past: number): Int32Array<ArrayBuffer> {
    const at = this.#prompt + this.#step;
    const keys = Array.from({ length: past + 1 }, (_, i) => (i < past ? i : at));
    return bucketMatrix([at], keys, false, this.#c.relativeBuckets, this.#c.relativeDistance);
  }

  /** Appends the step's keys and values, then chooses the next item of each row. */
  advance(values: Record<string, Tensor>): void {
    const { heads, headWidth, decoderLayers } = this.#c;
    const past = this.#prompt + this.capacity;
    for (let layer = 0; layer < decoderLayers; layer++) {
      for (const name of ["k", "v"]) {
        const fresh = values[`own.${layer}.${name}`].data as Float32Array;
        const cache = this.#cache[`past.${layer}.${name}`];
        for (let i = 0; i < this.rows.length * heads; i++) {
          const to = (i * past + this.#prompt + this.#step) * headWidth;
          cache.set(fresh.subarray(i * headWidth, (i + 1) * headWidth), to);
        }
      }
    }
    const scores = values.scores.data as Float32Array;
    const width = scores.length / this.rows.length;
    this.rows.forEach((row, r) => {
      const last = row.items.at(-1)?.token ?? -1;
      if (!row.ended && values.marks && this.#setTokens.has(last)) {
        const N = this.#encoded.shape.units;
        const count = this.#encoded.pages[row.page].texts.length;
        const logits = (values.marks.data as Float32Array).subarray(r * N, r * N + count);
        row.marks = logits.map((x) => 1 / (1 + Math.exp(-x)));
      }
    });
    if (this.#beams === 1) for (const [r, row] of this.rows.entries()) this.#extend(row, scores, r * width, width);
    else this.#beam(scores, width);
    this.#step++;
  }

  /** log-probabilities of the allowed continuations of one row. */
  #logProbabilities(row: Row, scores: Float32Array, from: number, width: number): Float64Array {
    const G = this.#c.answerVocabulary;
    const count = this.#c.pointer ? this.#encoded.pages[row.page].texts.length : 0;
    const out = new Float64Array(width).fill(-Infinity);
    let largest = -Infinity;
    for (let i = 0; i < G + count; i++)
      if (i >= G || !this.#forbidden[i]) largest = Math.max(largest, scores[from + i]);
    let total = 0;
    for (let i = 0; i < G + count; i++) {
      if (i < G && this.#forbidden[i]) continue;
      out[i] = scores[from + i] - largest;
      total += Math.exp(out[i]);
    }
    const log = Math.log(total);
    for (let i = 0; i < G + count; i++) out[i] -= log;
    return out;
  }

  #item(row: Row, choice: number, log: number): GeneratedItem {
    const position = choice - this.#c.answerVocabulary;
    if (position < 0) return { position: -1, token: choice, probability: Math.exp(log) };
    return { position, token: this.#encoded.pages[row.page].texts[position].id, probability: Math.exp(log) };
  }

  #append(row: Row, choice: number, log: number): void {
    row.logProbability += log;
    if (choice === this.#ids.end) {
      row.ended = true;
      return;
    }
    const item = this.#item(row, choice, log);
    row.items = [...row.items, item];
    if (item.position >= 0) row.last = item.position;
  }

  #extend(row: Row, scores: Float32Array, from: number, width: number): void {
    if (row.ended) return;
    const logs = this.#logProbabilities(row, scores, from, width);
    let best = 0;
    for (let i = 1; i < width; i++) if (logs[i] > logs[best]) best = i;
    this.#append(row, best, logs[best]);
  }

  /** One step of beam search: the best continuations of each question's beams, ended ones kept as they are. */
  #beam(scores: Float32Array, width: number): void {
    const beams = this.#beams;
    const source = this.rows.map((_, r) => r);
    for (let start = 0; start < this.rows.length; start += beams) {
      const group = this.rows.slice(start, start + beams);
      if (group.every((row) => row.ended)) continue;
      const candidates: { row: number; choice: number; log: number; total: number }[] = [];
      group.forEach((row, i) => {
        // All beams are equal at first: only one may speak.
        if (this.#step === 0 && i > 0) return;
        if (row.ended) candidates.push({ row: i, choice: -1, log: 0, total: row.logProbability });
        else {
          const logs = this.#logProbabilities(row, scores, (start + i) * width, width);
          const best = [...logs.keys()].sort((a, b) => logs[b] - logs[a]).slice(0, beams);
          for (const choice of best) {
            if (logs[choice] === -Infinity) continue;
            candidates.push({ row: i, choice, log: logs[choice], total: row.logProbability + logs[choice] });
          }
        }
      });
      candidates.sort((a, b) => b.total - a.total);
      const chosen = candidates.slice(0, beams);
      const next = chosen.map(({ row, choice, log }) => {
        const copy: Row = { ...group[row] };
        if (choice >= 0) this.#append(copy, choice, log);
        return copy;
      });
      for (let i = 0; i < beams; i++) {
        // Fewer continuations than beams: the rest can no longer win.
        this.rows[start + i] = next[i] ?? { ...group[i], ended: true, logProbability: -Infinity };
        source[start + i] = start + (chosen[i]?.row ?? i);
      }
    }
    this.#reorder(source);
  }

  #reorder(source: readonly number[]): void {
    if (source.every((from, to) => from === to)) return;
    for (const [name, data] of Object.entries(this.#cache)) {
      const run = data.length / this.rows.length;
      const next = new Float32Array(data.length);
      source.forEach((from, to) => {
        next.set(data.subarray(from * run, (from + 1) * run), to * run);
      });
      this.#cache[name] = next;
    }
  }

  /** The best beam of each question, page by page. */
  results(): Generated[][] {
    return this.#counts.map((count, page) =>
      Array.from({ length: count }, (_, k) => {
        const start = page * this.#K + k * this.#beams;
        const group = this.rows.slice(start, start + this.#beams);
        const { items, logProbability, marks } = group.reduce((a, b) => (b.logProbability > a.logProbability ? b : a));
        return { items, logProbability, marks };
      }),
    );
  }
}
