/**
 * A page as the table finder sees it: words, rows and lines in one unit for both axes (the page's height), and rows cut to
 * chunks where the gap is wide or a line runs through. Pure geometry.
 */
import { type Box, enclose } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";
import { groupLines } from "../../document/reading-order.ts";
import { NO_RULES, type Rule, type Rules } from "./rules.ts";

/** A word that stands level, in units of the page's height. */
export interface SheetWord {
  /** Index into the page's words. */
  index: number;
  text: string;
  box: Box;
}

/** Words that stand together on one row. */
export interface Chunk {
  words: SheetWord[];
  box: Box;
}

export interface Row {
  chunks: Chunk[];
  box: Box;
}

export interface Sheet {
  words: SheetWord[];
  rules: Rules;
  /** Height of the common text. */
  text: number;
  /** Page width / height. */
  aspect: number;
}

/** From this many heights of the row on, a gap parts two chunks. */
const WIDE = 0.95;
/** The same between two figures, which stand closer in narrow columns. */
const NARROW = 0.55;

/** Dots that lead from a label to its value, and lines drawn with characters. */
const LEADER = /^[.…·]+$|^_+$|^={3,}$|^[-–—]{4,}$/;
const DASH = /^[-–—]+$/;
/** Dashes on a row that make it a line. */
const DASHES = 12;

const rowKey = (box: Readonly<Box>) => Math.round(100 * (box[1] + box[3]));

function dashedRows({ words }: Page): Set<number> {
  const counts = new Map<number, number>();
  for (const { text, box } of words) if (DASH.test(text)) counts.set(rowKey(box), (counts.get(rowKey(box)) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= DASHES).map(([key]) => key));
}

export function makeSheet(page: Page, rules: Rules = NO_RULES): Sheet {
  const aspect = page.width / page.height;
  const dashes = dashedRows(page);
  const level = page.words.flatMap(({ text, box }, index): SheetWord[] => {
    if (LEADER.test(text) || (DASH.test(text) && dashes.has(rowKey(box)))) return [];
    const [width, height] = [(box[2] - box[0]) * aspect, box[3] - box[1]];
    if (text.length > 2 && height > 2 * width) return [];
    return [{ index, text, box: [box[0] * aspect, box[1], box[2] * aspect, box[3]] }];
  });
  const heights = level.map(({ box }) => box[3] - box[1]).sort((a, b) => a - b);
  const wide = (rule: Rule): Rule => ({ at: rule.at, from: rule.from * aspect, to: rule.to * aspect });
  return {
    words: level,
    rules: {
      horizontal: rules.horizontal.map(wide),
      vertical: rules.vertical.map((rule) => ({ ...rule, at: rule.at * aspect })),
    },
    text: heights[heights.length >> 1] ?? 0.01,
    aspect,
  };
}

export function chunkOf(words: SheetWord[]): Chunk {
  return { words, box: enclose(words.map(({ box }) => box)) };
}

export function rowOf(chunks: Chunk[]): Row {
  return { chunks, box: enclose(chunks.map(({ box }) => box)) };
}

export function chunkText({ words }: Chunk): string {
  return words.map(({ text }) => text).join(" ");
}

/** Words to rows from top to bottom, each cut to chunks. */
export function rowsOf(words: readonly SheetWord[], sheet: Sheet): Row[] {
  const grouped = groupLines(
    words.map(({ box }) => box),
    1,
    { gap: Number.POSITIVE_INFINITY },
  );
  return grouped.lines.map((line) =>
    rowOf(
      cut(
        line.words.map((position) => words[grouped.order[position]]),
        sheet,
      ),
    ),
  );
}

const POINT = /^[•·▪■◦●○❖➢]$/;
/** These only at the start of a row: elsewhere they are values. */
const BULLET = /^[•·▪■◦●○❖\-–*➢§]$|^o$/;
/** The number of a section or of a point. */
const ENUMERATOR = /^(\d+(\.\d+)+\.?|\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}\.)$/i;

function cut(words: readonly SheetWord[], { rules, text }: Sheet): Chunk[] {
  const parts: SheetWord[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const word of words) {
    const [x0, y0, , y1] = word.box;
    const last = parts.at(-1);
    const gap = x0 - right;
    const height = Math.min(1.4 * text, Math.max(text, y1 - y0));
    const before = last?.[last.length - 1].text ?? "";
    // "9, 2021" is one date.
    const figures = isFigure(word.text) && isFigure(before) && !before.endsWith(",");
    const parted = gap > (figures ? NARROW : WIDE) * height || ruleBetween(rules, right, x0, (y0 + y1) / 2);
    // A bullet belongs to what it points out.
    const alone = last?.length === 1 ? last[0].text : "";
    const bullet = gap < 6 * text && (POINT.test(alone) || (parts.length === 1 && BULLET.test(alone)));
    if (last && (!parted || bullet)) last.push(word);
    else parts.push([word]);
    right = last && !parted ? Math.max(right, word.box[2]) : word.box[2];
  }
  const [first, second] = parts;
  const numbered = parts.length === 2 && first.length === 1 && ENUMERATOR.test(first[0].text);
  if (numbered && second.length > 1 && !isFigure(second[0].text)) return [chunkOf([...first, ...second])];
  return parts.map(chunkOf);
}

/** Whether a vertical line stands between two x at height y. */
export function ruleBetween({ vertical }: Rules, left: number, right: number, y: number): boolean {
  const slack = 0.002;
  return vertical.some(({ at, from, to }) => at > left - slack && at < right + slack && from < y && to > y);
}

/** Figures, amounts, shares, and the signs that stand for a missing one. */
export function isFigure(text: string): boolean {
  const plain = text.replace(/\s/g, "");
  // "(n = 469)" tells of a head.
  if (plain.includes("=")) return false;
  if (/^([-–—−.*]+|n\/?a\.?|nil|\(?x\)?)$/i.test(plain)) return true;
  const digits = plain.replace(/\D/g, "").length;
  const letters = plain.replace(/[^\p{L}]/gu, "").length;
  return digits > 0 && letters <= 0.34 * (digits + letters);
}

/** A year, as heads of columns name them. */
export function isYear(text: string): boolean {
  return /^\(?(19|20)\d\d([/–-]\d{1,4})?[*)a-z]?$/.test(text.trim());
}

export const overlapX = (a: Readonly<Box>, b: Readonly<Box>) => Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
