/**
 * Where the words of a recognised line stand in its image. The recogniser's time steps say roughly where each character is; the
 * ink between them says where words end, also where the recogniser saw no blank. Pure: path and line image in, shares of the
 * line image out.
 */
import type { Pixels } from "../../document/document.ts";
import type { CtcCharacter } from "./ctc.ts";

export interface PlacedWord {
  text: string;
  /** Shares of the line image's width and height. */
  from: number;
  to: number;
  top: number;
  bottom: number;
  /** Centre of each character (UTF-16 unit), share of the width. */
  centres: number[];
  confidence: number;
}

export interface PlaceOptions {
  /** Without a blank from the recogniser, words part at gaps of this many image heights. */
  gap: number;
  /** ... that are also this many times the line's usual gap between characters. */
  gapRatio: number;
  /** Share of the height taken off above and below: the detector's lines are taller than their words. */
  trim: number;
  /** Added left and right of a word's ink, in image heights. */
  pad: number;
}

export const PLACE: PlaceOptions = { gap: 0.27, gapRatio: 2, trim: 0.15, pad: 0.04 };

interface Run {
  from: number;
  to: number;
}

/** Which columns of a line image hold ink; rules under or over the text do not count. */
export function inkColumns(image: Pixels): Uint8Array {
  const { width, height, data } = image;
  const grey = new Uint8Array(width * height);
  const histogram = new Uint32Array(256);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = (data[3 * i] * 77 + data[3 * i + 1] * 150 + data[3 * i + 2] * 29) >> 8;
    histogram[grey[i]]++;
  }
  const threshold = otsu(histogram, grey.length);
  let dark = 0;
  for (let level = 0; level <= threshold; level++) dark += histogram[level];
  // Ink is what there is less of.
  const inkIsDark = dark * 2 <= grey.length;
  const isInk = (i: number) => grey[i] <= threshold === inkIsDark;
  const usable = new Uint8Array(height).fill(1);
  for (let y = 0; y < height; y++) {
    let [run, longest] = [0, 0];
    for (let x = 0; x < width; x++) {
      if (isInk(y * width + x)) {
        run++;
        if (run > longest) longest = run;
      } else run = 0;
    }
    // A rule: ink without a break over several characters.
    if (longest > 2.5 * height) usable[y] = 0;
  }
  const columns = new Uint8Array(width);
  const margin = Math.round(height * 0.08);
  for (let x = 0; x < width; x++) {
    let count = 0;
    for (let y = margin; y < height - margin; y++) if (usable[y] && isInk(y * width + x)) count++;
    columns[x] = count >= 2 ? 1 : 0;
  }
  return columns;
}

/** Otsu's threshold: the level that separates two classes best. */
export function otsu(histogram: Uint32Array, total: number): number {
  let sum = 0;
  for (let level = 0; level < 256; level++) sum += level * histogram[level];
  let [count, low, best, threshold] = [0, 0, -1, 127];
  for (let level = 0; level < 255; level++) {
    count += histogram[level];
    if (count === 0) continue;
    if (count === total) break;
    low += level * histogram[level];
    const difference = low / count - (sum - low) / (total - count);
    const between = count * (total - count) * difference * difference;
    if (between > best) {
      best = between;
      threshold = level;
    }
  }
  return threshold;
}

/** The widest stretch without ink in [from, to). */
function widestGap(columns: Uint8Array, from: number, to: number): Run {
  let best: Run = { from, to: from };
  let start = -1;
  const end = Math.min(columns.length, to);
  for (let x = Math.max(0, from); x <= end; x++) {
    if (x < end && columns[x] === 0) {
      if (start < 0) start = x;
    } else if (start >= 0) {
      if (x - start > best.to - best.from) best = { from: start, to: x };
      start = -1;
    }
  }
  return best;
}

/** From `centre` outwards to the last ink before a stretch of `blank` columns without any, at most `reach` columns away. */
function edge(columns: Uint8Array, centre: number, direction: 1 | -1, blank: number, reach: number): number {
  let last = centre;
  let empty = 0;
  for (let step = 0; step <= reach; step++) {
    const x = centre + direction * step;
    if (x < 0 || x >= columns.length) break;
    if (columns[x]) {
      last = x;
      empty = 0;
    } else if (++empty >= blank && step > 0.3 * reach) break;
  }
  return direction === 1 ? last + 1 : last;
}

interface Glyph {
  text: string;
  probability: number;
  /** Centre in columns. */
  at: number;
}

const BLANK = /^\s*$/;

/**
 * Cuts a line's path into words and places them.
 * @param steps time steps that the line image covers.
 */
export function placeWords(
  path: readonly CtcCharacter[],
  steps: number,
  image: Pixels,
  options: PlaceOptions = PLACE,
): PlacedWord[] {
  const { gap, gapRatio, trim, pad } = options;
  const { width, height } = image;
  const columns = inkColumns(image);
  const groups: Glyph[][] = [[]];
  for (const character of path) {
    if (BLANK.test(character.text)) groups.push([]);
    else {
      const at = Math.min(
        width - 1,
        Math.max(0, Math.round((((character.from + character.to + 1) / 2) * width) / steps)),
      );
      groups[groups.length - 1].push({ text: character.text, probability: character.probability, at });
    }
  }
  const filled = groups.filter((group) => group.length > 0);
  const inner = filled.flatMap((group) =>
    group.slice(1).map((glyph, i) => {
      const run = widestGap(columns, group[i].at, glyph.at);
      return { gap: run.to - run.from, pitch: glyph.at - group[i].at };
    }),
  );
  const usual = percentile(
    inner.map((pair) => pair.gap),
    0.5,
  );
  const pitch =
    inner.length > 0
      ? percentile(
          inner.map((pair) => pair.pitch),
          0.5,
        )
      : 0.45 * height;
  const limit = Math.max(gap * height, gapRatio * usual);
  const words: Glyph[][] = [];
  for (const group of filled) {
    let current = [group[0]];
    for (let i = 1; i < group.length; i++) {
      const run = widestGap(columns, group[i - 1].at, group[i].at);
      if (run.to - run.from > limit) {
        words.push(current);
        current = [];
      }
      current.push(group[i]);
    }
    words.push(current);
  }
  return words.map((word, i) => {
    const [first, last] = [word[0].at, word[word.length - 1].at];
    const reach = Math.round(1.3 * pitch);
    const blank = Math.max(3, Math.round(0.35 * pitch));
    let from = edge(columns, first, -1, blank, reach);
    let to = edge(columns, last, 1, blank, reach);
    if (i > 0) {
      const before = words[i - 1][words[i - 1].length - 1].at;
      const run = widestGap(columns, before, first);
      from =
        run.to - run.from >= 2 ? Math.max(run.to, first - reach) : Math.max((before + first) / 2, first - 0.55 * pitch);
    }
    if (i + 1 < words.length) {
      const next = words[i + 1][0].at;
      const run = widestGap(columns, last, next);
      to = run.to - run.from >= 2 ? Math.min(run.from, last + reach) : Math.min((last + next) / 2, last + 0.55 * pitch);
    }
    // Faint print may show no ink: never less than the characters' own places.
    from = Math.max(0, Math.min(from, first - 0.25 * pitch) - pad * height);
    to = Math.min(width, Math.max(to, last + 0.25 * pitch) + pad * height);
    return {
      text: word.map((glyph) => glyph.text).join(""),
      from: from / width,
      to: to / width,
      top: trim,
      bottom: 1 - trim,
      centres: word.flatMap((glyph) => new Array<number>(glyph.text.length).fill(glyph.at / width)),
      confidence: word.reduce((sum, glyph) => sum + glyph.probability, 0) / word.length,
    };
  });
}

function percentile(values: number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
