/**
 * What the question's words have to do with the page's units: similarity of strings (character 2- and 3-grams), and from it
 * "a matched word is on my line / above me in my column". Strings and geometry only, no labels. Ours, not the paper's.
 */
import type { Box } from "../document/box.ts";
import { MATCH_FEATURES } from "./features.ts";

/** Below this cosine two words have nothing to do with each other. */
const FLOOR = 0.35;
const LIMIT = 3;
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
  /** Units of each row. */
  rowUnits: number[][];
  /** For each unit, the units above it that overlap it in x. */
  above: number[][];
  /** Value of each unit as a number; NaN where it is none. */
  numbers: Float64Array;
  lower: string[];
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
  const above = boxes.map((box, unit) => {
    const list: number[] = [];
    for (let other = 0; other < boxes.length; other++) {
      if (rows[other] < rows[unit] && Math.min(boxes[other][2], box[2]) > Math.max(boxes[other][0], box[0]))
        list.push(other);
    }
    return list;
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
  };
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
  const similarity = new Float32Array(n);
  words.forEach((word, q) => {
    similarity.fill(0);
    for (const [gram, weight] of gramsOf(word)) {
      for (const hit of page.index.get(gram) ?? []) similarity[hit.unit] += weight * hit.weight;
    }
    const plain = plainOf(word);
    let close = 0;
    for (let unit = 0; unit < n; unit++) {
      const s = Math.max(0, (Math.min(1, similarity[unit]) - FLOOR) / (1 - FLOOR));
      similarity[unit] = s;
      if (s > 0.6) close++;
      if (plain === page.plain[unit]) exactAndSimilar[q * n + unit] = 1;
      exactAndSimilar[(words.length + q) * n + unit] = s;
    }
    if (ASKING.has(plain)) return;
    const rarity = Math.max(0.2, 1 / Math.max(1, close));
    for (let unit = 0; unit < n; unit++) {
      best[unit] = Math.max(best[unit], similarity[unit]);
      counted[unit] = Math.max(counted[unit], similarity[unit] * rarity);
    }
  });

  const features = new Float32Array(MATCH_FEATURES.length * n);
  const put = (name: (typeof MATCH_FEATURES)[number], unit: number, value: number) => {
    features[MATCH_FEATURES.indexOf(name) * n + unit] = value;
  };
  const rowSums = (values: Float32Array) =>
    page.rowUnits.map((units) => units.reduce((total, unit) => total + values[unit], 0));
  const rowTotals = rowSums(counted);
  const column = new Float32Array(n);
  for (let unit = 0; unit < n; unit++) {
    const line = Math.min(LIMIT, rowTotals[page.rows[unit]]);
    let total = 0;
    for (const other of page.above[unit]) total += counted[other];
    column[unit] = Math.min(LIMIT, total);
    put("word", unit, best[unit]);
    put("line", unit, line);
    put("column", unit, column[unit]);
    put("previousLine", unit, Math.min(LIMIT, rowTotals[page.rows[unit] - 1] ?? 0));
    put("cell", unit, line * column[unit]);
    put("unmatchedLine", unit, line < 0.3 ? 1 : 0);
  }
  const flagged = (
    name: "quoted" | "above" | "below" | "equal",
    lineName: "quotedLine" | "aboveLine" | "belowLine" | "equalLine",
    hit: (unit: number) => boolean,
  ) => {
    const values = new Float32Array(n);
    for (let unit = 0; unit < n; unit++) if (hit(unit)) values[unit] = Math.max(0.25, Math.min(1, column[unit]));
    const totals = rowSums(values);
    for (let unit = 0; unit < n; unit++) {
      put(name, unit, values[unit]);
      put(lineName, unit, Math.min(LIMIT, totals[page.rows[unit]]));
    }
  };
  if (quote) flagged("quoted", "quotedLine", (unit) => page.lower[unit].includes(quote));
  if (!Number.isNaN(threshold)) {
    flagged("above", "aboveLine", (unit) => page.numbers[unit] > threshold);
    flagged("below", "belowLine", (unit) => page.numbers[unit] < threshold);
    flagged("equal", "equalLine", (unit) => page.numbers[unit] === threshold);
  }
  return { words: exactAndSimilar, features };
}
