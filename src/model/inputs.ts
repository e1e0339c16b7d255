/**
 * Numbers in: a page (or one window of it) and a question as what the encoder and decoder take, before they are put into
 * batches. Everything is a function of fractions and strings: a page scaled gives the same inputs.
 */
import type { Box } from "../document/box.ts";
import type { Page, Pixels } from "../document/document.ts";
import { parseCount, parseNumber } from "../document/values.ts";
import type { ModelConfig } from "./config.ts";
import { COLOUR_FEATURES } from "./features.ts";
import type { LexicalCache, LexicalEntry } from "./lexical.ts";
import { type MatchPage, matchPage, matchQuestion, type QuestionMatches } from "./matches.ts";
import { columnRanks } from "./numbers.ts";
import { pageUnits, questionWords, quoted, type Unit } from "./units.ts";

/** One text at one position: a word (with its entry) or a token (with its id, which stands for the word's entry). */
export interface PositionText {
  entry: LexicalEntry;
  /** Token id; -1 where positions are words. */
  id: number;
}

export interface PageInputs {
  /** The units in reading order, and the unit of each position. */
  units: Unit[];
  unitOf: Int32Array;
  texts: PositionText[];
  /** Positions of each word of the page. */
  positionsOf: Map<number, number[]>;
  boxes: Box[];
  rows: Int32Array;
  rankTop: Int32Array;
  rankBottom: Int32Array;
  /** [N, COLOUR_FEATURES] */
  colours: Float32Array;
  match: MatchPage | null;
  /** [visualTokens, patches of a cell, 12], -1..1; null without an image. */
  patches: Float32Array | null;
}

export interface QuestionInputs {
  words: string[];
  texts: PositionText[];
  /** Index of the word of each position. */
  wordOf: Int32Array;
  quote: string | null;
  threshold: number;
}

/** Texts at positions: words as they are, tokens one position a piece. */
function positionTexts(
  c: ModelConfig,
  lexical: LexicalCache,
  words: readonly string[],
): { texts: PositionText[]; of: Int32Array } {
  const texts: PositionText[] = [];
  const of: number[] = [];
  words.forEach((word, i) => {
    const entry = lexical.get(word);
    for (const id of c.positions === "words" ? [-1] : entry.ids) {
      texts.push({ entry, id });
      of.push(i);
    }
  });
  return { texts, of: Int32Array.from(of) };
}

/** Inputs of some units of a page, in reading order; `thumbnail` feeds the visual branch. */
export function pageInputs(
  c: ModelConfig,
  lexical: LexicalCache,
  page: Page,
  units: Unit[],
  thumbnail: Pixels | null = page.image?.thumbnail ?? null,
): PageInputs {
  const { texts, of } = positionTexts(
    c,
    lexical,
    units.map((unit) => unit.text),
  );
  const positionsOf = new Map<number, number[]>();
  of.forEach((unit, position) => {
    const list = positionsOf.get(units[unit].word);
    if (list) list.push(position);
    else positionsOf.set(units[unit].word, [position]);
  });
  const boxes = Array.from(of, (unit) => units[unit].box);
  const rows = Int32Array.from(of, (unit) => units[unit].row);
  const ranks = c.numbers
    ? columnRanks(
        texts.map((text) => text.entry.magnitude),
        boxes,
      )
    : null;
  const colours = new Float32Array(texts.length * COLOUR_FEATURES);
  if (c.colours) {
    of.forEach((unit, i) => {
      const { ink, paper } = page.words[units[unit].word];
      if (!ink || !paper) return;
      [...ink, ...paper].forEach((value, j) => {
        colours[i * COLOUR_FEATURES + j] = value / 127.5 - 1;
      });
      colours[i * COLOUR_FEATURES + 6] = 1;
    });
  }
  return {
    units,
    unitOf: of,
    texts,
    positionsOf,
    boxes,
    rows,
    rankTop: ranks?.top ?? new Int32Array(0),
    rankBottom: ranks?.bottom ?? new Int32Array(0),
    colours,
    match: c.matches
      ? matchPage(
          texts.map((text) => text.entry.text),
          boxes,
          rows,
          Float64Array.from(texts, (text) => text.entry.magnitude.value),
          (text) => lexical.get(text).grams,
        )
      : null,
    patches: c.visualTokens > 0 && thumbnail ? visualPatches(c, thumbnail) : null,
  };
}

/** The windows of a page: runs of units of at most `window` positions; neighbours share about `overlap` positions. */
export function pageWindows(c: ModelConfig, lexical: LexicalCache, page: Page): Unit[][] {
  const units = pageUnits(page);
  const cost = units.map((unit) => (c.positions === "words" ? 1 : lexical.get(unit.text).ids.length));
  const windows: Unit[][] = [];
  let start = 0;
  while (start < units.length) {
    let end = start;
    for (let size = 0; end < units.length && (end === start || size + cost[end] <= c.window); end++) size += cost[end];
    windows.push(units.slice(start, end));
    if (end === units.length) break;
    let next = end;
    for (let size = 0; next > start + 1 && size + cost[next - 1] <= c.overlap; next--) size += cost[next - 1];
    start = next;
  }
  return windows;
}

export function questionInputs(c: ModelConfig, lexical: LexicalCache, question: string): QuestionInputs {
  const words = questionWords(question);
  const { texts, of } = positionTexts(c, lexical, words);
  const figures = words.filter((word) => /\d/.test(word)).map((word) => parseNumber(word));
  const spelled = words.filter((word) => !/\d/.test(word)).map((word) => parseCount(word));
  const threshold = [...spelled, ...figures].filter((number) => number !== null).at(-1);
  return { words, texts, wordOf: of, quote: quoted(question), threshold: threshold ?? Number.NaN };
}

/** Matches of a question with a page, by positions. [2, Q, N] and [MATCH_FEATURES, N] */
export function questionMatches(lexical: LexicalCache, question: QuestionInputs, page: MatchPage): QuestionMatches {
  const gramsOf = (text: string) => lexical.get(text).grams;
  const matches = matchQuestion(question.words, question.quote, question.threshold, page, gramsOf);
  if (question.texts.length === question.words.length) return matches;
  const n = page.count;
  const rows = question.texts.length;
  const words = new Float32Array(2 * rows * n);
  question.wordOf.forEach((word, q) => {
    for (const kind of [0, 1]) {
      const from = (kind * question.words.length + word) * n;
      words.set(matches.words.subarray(from, from + n), (kind * rows + q) * n);
    }
  });
  return { words, features: matches.features };
}

/** The thumbnail as 2 x 2 patches of the model's square image, sorted by cell. [cells, patches of a cell, 12], -1..1 */
export function visualPatches(c: ModelConfig, thumbnail: Pixels): Float32Array {
  const size = c.visualSize;
  const square = resample(thumbnail, size);
  const half = size / 2;
  const columns = c.visualTokens / c.visualRows;
  const cellHeight = half / c.visualRows;
  const cellWidth = half / columns;
  const out = new Float32Array(half * half * 12);
  let at = 0;
  for (let cell = 0; cell < c.visualTokens; cell++) {
    const top = Math.floor(cell / columns) * cellHeight;
    const left = (cell % columns) * cellWidth;
    for (let y = top; y < top + cellHeight; y++) {
      for (let x = left; x < left + cellWidth; x++) {
        for (let dy = 0; dy < 2; dy++) {
          for (let dx = 0; dx < 2; dx++) {
            const from = ((2 * y + dy) * size + 2 * x + dx) * 3;
            for (let channel = 0; channel < 3; channel++) out[at++] = square[from + channel] / 127.5 - 1;
          }
        }
      }
    }
  }
  return out;
}

/** Area average of the image on a square of `size` pixels; smaller images are repeated. */
function resample({ width, height, data }: Pixels, size: number): Float32Array {
  const out = new Float32Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    const y0 = Math.floor((y * height) / size);
    const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * height) / size));
    for (let x = 0; x < size; x++) {
      const x0 = Math.floor((x * width) / size);
      const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * width) / size));
      const total = [0, 0, 0];
      for (let v = y0; v < y1; v++) {
        for (let u = x0; u < x1; u++) {
          const from = (v * width + u) * 3;
          total[0] += data[from];
          total[1] += data[from + 1];
          total[2] += data[from + 2];
        }
      }
      const count = (y1 - y0) * (x1 - x0);
      for (let channel = 0; channel < 3; channel++) out[(y * size + x) * 3 + channel] = total[channel] / count;
    }
  }
  return out;
}
