/**
 * Ruling lines of a page image: long, thin strokes that are darker than what lies on both sides of them, so that lines on
 * shaded ground count and edges of shading do not. Pure pixels; what the lines separate is for others to say.
 */
import type { Box } from "../../document/box.ts";
import type { Pixels } from "../../document/document.ts";

/** A straight line along one axis, in fractions of the page. */
export interface Rule {
  /** y of a horizontal line, x of a vertical one. */
  at: number;
  from: number;
  to: number;
}

export interface Rules {
  horizontal: Rule[];
  vertical: Rule[];
}

export const NO_RULES: Rules = { horizontal: [], vertical: [] };

/** How much darker than its sides a line is, of 255. */
const CONTRAST = 26;
/** Lines may be as thick as this share of the page's longest side. */
const THICKEST = 0.005;
/** Least lengths, as shares of the page's longest side: letters have horizontal strokes that are shorter. */
const SHORTEST = { horizontal: 0.018, vertical: 0.012 };
/** Share of a stroke that may lie in words before it is taken for a part of letters. */
const IN_WORDS = 0.5;
/** Vertical strokes of so many heights of text are lines. */
const HIGH = 3;
/** Share of a word's height at its top and bottom where lines may run: underlines. */
const INSET = 0.1;

/** Pixels that may be missing in a line. */
const GAP = 3;

interface Stroke {
  at: number;
  from: number;
  to: number;
  thick: number;
}

/** Lines of a page; `words` are the boxes of its words, whose letters are no lines. */
export function findRules(pixels: Pixels, words: readonly Readonly<Box>[]): Rules {
  const { width, height, data } = pixels;
  const grey = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < grey.length; i++, j += 3) grey[i] = (data[j] + 2 * data[j + 1] + data[j + 2]) >> 2;
  const longest = Math.max(width, height);
  const thick = Math.max(3, Math.round(THICKEST * longest));
  const across = strokes(grey, height, width, width, 1, thick, SHORTEST.horizontal * longest);
  const down = strokes(grey, width, height, 1, width, thick, SHORTEST.vertical * longest);
  const horizontal = across.map(({ at, from, to }) => ({ at: at / height, from: from / width, to: to / width }));
  const vertical = down.map(({ at, from, to }) => ({ at: at / width, from: from / height, to: to / height }));
  const flat = words.map(([x0, y0, x1, y1]): Box => [y0 + INSET * (y1 - y0), x0, y1 - INSET * (y1 - y0), x1]);
  const isLine = (boxes: readonly Readonly<Box>[]) => (rule: Rule) =>
    inWords(rule, boxes) < IN_WORDS * (rule.to - rule.from);
  // No letter is as high as several lines: words of OCR reach over the lines beside them.
  const heights = words.map(([, y0, , y1]) => y1 - y0).sort((a, b) => a - b);
  const high = HIGH * (heights[heights.length >> 1] ?? 1);
  const isUpright = isLine(words);
  return {
    horizontal: horizontal.filter(isLine(flat)),
    vertical: vertical.filter((rule) => rule.to - rule.from > high || isUpright(rule)),
  };
}

/** Strokes along one axis: `lines` rows of `length` pixels, `step` from one to the next along a row, `next` between rows. */
function strokes(
  grey: Uint8Array,
  lines: number,
  length: number,
  next: number,
  step: number,
  thick: number,
  shortest: number,
): Stroke[] {
  const done: Stroke[] = [];
  let open: Stroke[] = [];
  for (let line = thick; line < lines - thick; line++) {
    const still: Stroke[] = [];
    for (const run of runsOf(grey, line * next, length, step, thick * next, shortest)) {
      const known = open.find((stroke) => stroke.from < run.to + thick && run.from < stroke.to + thick);
      if (!known) still.push({ at: line, from: run.from, to: run.to, thick: 1 });
      else {
        known.from = Math.min(known.from, run.from);
        known.to = Math.max(known.to, run.to);
        known.thick = line - known.at + 1;
        if (!still.includes(known)) still.push(known);
      }
    }
    done.push(...open.filter((stroke) => !still.includes(stroke)));
    open = still;
  }
  done.push(...open);
  return done
    .filter((stroke) => stroke.thick <= 1.5 * thick)
    .map((stroke) => ({ ...stroke, at: stroke.at + stroke.thick / 2 }));
}

/** Stretches of one row that are darker than both sides; crossings, where the sides are dark, too, do not end them. */
function runsOf(
  grey: Uint8Array,
  start: number,
  length: number,
  step: number,
  side: number,
  shortest: number,
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = -1;
  let last = -1;
  const close = () => {
    if (from >= 0 && last - from + 1 >= shortest) found.push({ from, to: last + 1 });
    from = -1;
  };
  for (let i = 0, p = start; i < length; i++, p += step) {
    const limit = grey[p] + CONTRAST;
    if (grey[p - side] < limit || grey[p + side] < limit) continue;
    if (from >= 0 && i - last > GAP && !darkBetween(grey, start, last, i, step)) close();
    if (from < 0) from = i;
    last = i;
  }
  close();
  return found;
}

/** Whether the pixels between two places of a row are ink all along: a crossing. */
function darkBetween(grey: Uint8Array, start: number, from: number, to: number, step: number): boolean {
  if (to - from > 14) return false;
  const limit = grey[start + from * step] + CONTRAST;
  for (let i = from + 1; i < to; i++) if (grey[start + i * step] > limit) return false;
  return true;
}

/** Length of a line that lies in boxes: [across from, along from, across to, along to]. */
function inWords({ at, from, to }: Rule, boxes: readonly Readonly<Box>[]): number {
  let sum = 0;
  for (const [a0, b0, a1, b1] of boxes) {
    if (at > a0 && at < a1) sum += Math.max(0, Math.min(to, b1) - Math.max(from, b0));
  }
  return sum;
}
