/**
 * What the question's words have to do with the page's units: similarity of strings (character 2- and 3-grams), and from it
 * "a matched word is on my line / above me in my column". Strings and geometry only, no labels. Ours, not the paper's.
 */
import type { Box } from "../document/box.ts";
import { MATCH_FEATURES } from "./features.ts";

/** Below this cosine two words have nothing to do with each other. */
const FLOOR = 0.35;
const LIMIT = 3;
/** What a match counts less with each word further to the left, with each row of the column further up. */
const FADE = 0.6;
/** Words that ask, and say nothing about what is asked for. */
const ASKING = new Set(
  "a an the of is are was were be been what which who whom whose how many much does do did for on in and or that this these those there it its has have had with as please tell me give show find".split(
    " ",
  ),
);

/** Unit vector of a word's character 2- and 3-grams, lower case, punctuation stripped (unless the word is nothing else). */
export function grams(text: string): Map<string, number> {
  const lower = text.toLowerCase();
  const stripped = lower.replace(/[^\p{L}\p{N}]+/gu, "") || lower;
  const padded = `^${stripped}$`;
  const counts = new Map<string, number>();
  for (let n = 2; n <= 3; n++) {
    for (let i = 0; i + n <= padded.length; i++) {
      const gram = padded.slice(i, i + n);
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  let norm = 0;
  for (const count of counts.values()) norm += count * count;
  for (const [gram, count] of counts) counts.set(gram, count / Math.sqrt(norm));
  return counts;
}

/** The page's side of matching, made once a page. */
export interface MatchPage {
  count: number;
  /** Lower case, punctuation stripped. */
  plain: string[];
  /** gram -> units that hold it and with what weight. */
  index: Map<string, { unit: number; weight: number }[]>;
  rows: Int32Array;
  /** Units of each row, from left to right. */
  rowUnits: number[][];
  /** The units above each unit that overlap it in x, nearest row first, and what a match there counts with distance. */
  above: { units: Int32Array; fades: Float64Array }[];
  /** Value of each unit as a number; NaN where it is none. */
  numbers: Float64Array;
  lower: string[];
  /** Matches of words that were asked for: the questions of a page share most of theirs. */
  known: Map<string, WordMatch>;
}

/** One word against all units of a page. */
interface WordMatch {
  /** 1 where the texts are equal but for case and punctuation. */
  exact: Float32Array;
  similar: Float32Array;
  /** Units that are very similar. */
  close: number;
}

const plainOf = (text: string) => {
  const lower = text.toLowerCase();
  return lower.replace(/[^\p{L}\p{N}]+/gu, "") || lower;
};

export function matchPage(
  texts: readonly string[],
  boxes: readonly Readonly<Box>[],
  rows: Int32Array,
  numbers: Float64Array,
  gramsOf: (text: string) => Map<string, number> = grams,
): MatchPage {
  const index: MatchPage["index"] = new Map();
  texts.forEach((text, unit) => {
    for (const [gram, weight] of gramsOf(text)) {
      const list = index.get(gram);
      if (list) list.push({ unit, weight });
      else index.set(gram, [{ unit, weight }]);
    }
  });
  const rowUnits: number[][] = [];
  rows.forEach((row, unit) => {
    while (rowUnits.length <= row) rowUnits.push([]);
    rowUnits[row].push(unit);
  });
  for (const units of rowUnits) units.sort((a, b) => boxes[a][0] - boxes[b][0]);
  const above = boxes.map(([x0, , x1], unit) => {
    const units: number[] = [];
    const fades: number[] = [];
    let fade = 1;
    for (let row = x1 > x0 ? rows[unit] - 1 : -1; row >= 0; row--) {
      let found = false;
      for (const other of rowUnits[row]) {
        // They stand from left to right: none of the rest overlaps.
        if (boxes[other][0] >= x1) break;
        if (boxes[other][2] <= Math.max(boxes[other][0], x0)) continue;
        if (!found) fade *= FADE;
        found = true;
        units.push(other);
        fades.push(fade);
      }
    }
    return { units: Int32Array.from(units), fades: Float64Array.from(fades) };
  });
  return {
    count: texts.length,
    plain: texts.map(plainOf),
    index,
    rows,
    rowUnits,
    above,
    numbers,
    lower: texts.map((text) => text.toLowerCase()),
    known: new Map(),
  };
}

function matchWord(word: string, plain: string, page: MatchPage, wordGrams: ReadonlyMap<string, number>): WordMatch {
  const known = page.known.get(word);
  if (known) return known;
  const n = page.count;
  const exact = new Float32Array(n);
  const similar = new Float32Array(n);
  for (const [gram, weight] of wordGrams) {
    for (const hit of page.index.get(gram) ?? []) similar[hit.unit] += weight * hit.weight;
  }
  let close = 0;
  for (let unit = 0; unit < n; unit++) {
    const s = Math.max(0, (Math.min(1, similar[unit]) - FLOOR) / (1 - FLOOR));
    similar[unit] = s;
    if (s > 0.6) close++;
    if (plain === page.plain[unit]) exact[unit] = 1;
  }
  const match = { exact, similar, close };
  page.known.set(word, match);
  return match;
}

export interface QuestionMatches {
  /** exact then similar: [2, Q, N] */
  words: Float32Array;
  /** [MATCH_FEATURES, N] */
  features: Float32Array;
}

/**
 * Matches of a question's words with the units of a page.
 * @param quote what the question quotes, lower case, or null; @param threshold the number it states, or NaN.
 */
export function matchQuestion(
  words: readonly string[],
  quote: string | null,
  threshold: number,
  page: MatchPage,
  gramsOf: (text: string) => Map<string, number> = grams,
): QuestionMatches {
  const n = page.count;
  const exactAndSimilar = new Float32Array(2 * words.length * n);
  const best = new Float32Array(n);
  const counted = new Float32Array(n);
  words.forEach((word, q) => {
    const plain = plainOf(word);
    const { exact, similar, close } = matchWord(word, plain, page, gramsOf(word));
    exactAndSimilar.set(exact, q * n);
    exactAndSimilar.set(similar, (words.length + q) * n);
    if (ASKING.has(plain)) return;
    const rarity = Math.max(0.2, 1 / Math.max(1, close));
    for (let unit = 0; unit < n; unit++) {
      best[unit] = Math.max(best[unit], similar[unit]);
      counted[unit] = Math.max(counted[unit], similar[unit] * rarity);
    }
  });

  const features = new Float32Array(MATCH_FEATURES.length * n);
  /** The row of one feature. */
  const row = (name: (typeof MATCH_FEATURES)[number]) => {
    const start = MATCH_FEATURES.indexOf(name) * n;
    return features.subarray(start, start + n);
  };
  const rowSums = (values: Float32Array) =>
    page.rowUnits.map((units) => {
      let total = 0;
      for (const unit of units) total += values[unit];
      return total;
    });
  const rowTotals = rowSums(counted);
  const [line, column, cell] = [row("line"), row("column"), row("cell")];
  const [overhead, previousLine, unmatchedLine, left] = [
    row("overhead"),
    row("previousLine"),
    row("unmatchedLine"),
    row("left"),
  ];
  row("word").set(best);
  for (let unit = 0; unit < n; unit++) {
    const onLine = Math.min(LIMIT, rowTotals[page.rows[unit]]);
    const { units, fades } = page.above[unit];
    let total = 0;
    let faded = 0;
    for (let i = 0; i < units.length; i++) {
      const value = counted[units[i]];
      total += value;
      faded += fades[i] * value;
    }
    column[unit] = Math.min(LIMIT, total);
    overhead[unit] = Math.min(LIMIT, faded);
    line[unit] = onLine;
    previousLine[unit] = Math.min(LIMIT, rowTotals[page.rows[unit] - 1] ?? 0);
    cell[unit] = onLine * column[unit];
    unmatchedLine[unit] = onLine < 0.3 ? 1 : 0;
  }
  for (const units of page.rowUnits) {
    let sum = 0;
    for (const unit of units) {
      left[unit] = Math.min(LIMIT, sum);
      sum = FADE * (sum + counted[unit]);
    }
  }
  const flagged = (
    name: "quoted" | "above" | "below" | "equal",
    lineName: "quotedLine" | "aboveLine" | "belowLine" | "equalLine",
    hit: (unit: number) => boolean,
  ) => {
    const values = row(name);
    for (let unit = 0; unit < n; unit++) if (hit(unit)) values[unit] = Math.max(0.25, Math.min(1, column[unit]));
    const totals = rowSums(values);
    const lines = row(lineName);
    for (let unit = 0; unit < n; unit++) lines[unit] = Math.min(LIMIT, totals[page.rows[unit]]);
  };
  if (quote) flagged("quoted", "quotedLine", (unit) => page.lower[unit].includes(quote));
  if (!Number.isNaN(threshold)) {
    flagged("above", "aboveLine", (unit) => page.numbers[unit] > threshold);
    flagged("below", "belowLine", (unit) => page.numbers[unit] < threshold);
    flagged("equal", "equalLine", (unit) => page.numbers[unit] === threshold);
  }
  return { words: exactAndSimilar, features };
}
