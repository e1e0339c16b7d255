/**
 * A page cut to the pieces that a form consists of: labels that end in a colon, the texts behind them, and texts that stand by
 * themselves; and what stands to the right of and below each. Pure geometry and punctuation.
 */
import { type Box, enclose } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";
import { isFigure, makeSheet, rowsOf, type Sheet, type SheetWord } from "../tables/sheet.ts";

export interface Piece {
  /** In the sheet's unit: the page's height. */
  box: Box;
  /** Indices of words on the page. */
  words: number[];
  text: string;
  /** Number of its row. */
  row: number;
  /** Ends in a colon. */
  label: boolean;
}

export interface Form {
  sheet: Sheet;
  pieces: Piece[];
  neighbours: ReadonlyMap<Piece, { right: Piece | null; below: Piece | null }>;
}

/** How far below a piece its neighbour may stand, in heights of text. */
const BELOW = 2.2;

/** Longest label, in words. */
const LABEL_WORDS = 9;
const TICK = /^[☐☒☑□]$/u;

/** `taken`: words that are no part of it. */
export function formOf(page: Page, taken: ReadonlySet<number> = new Set()): Form {
  const sheet = makeSheet(page);
  const words = sheet.words.filter(({ text, index }) => !TICK.test(text) && !taken.has(index));
  const pieces = rowsOf(words, sheet).flatMap(({ chunks }, row) =>
    chunks.flatMap((chunk) =>
      cutAtColons(chunk.words).map(({ words: own, label }): Piece => {
        return {
          box: enclose(own.map(({ box }) => box)),
          words: own.map(({ index }) => index),
          text: own.map(({ text }) => text).join(" "),
          row,
          label,
        };
      }),
    ),
  );
  return { sheet, pieces, neighbours: neighboursOf(pieces, sheet) };
}

const endsInColon = ({ text }: SheetWord) => /[:：]$/.test(text) && !/^\d{1,2}:$/.test(text);

/** "Name: Ann Date: May 3" -> "Name:", "Ann", "Date:", "May 3". */
function cutAtColons(words: readonly SheetWord[]): { words: SheetWord[]; label: boolean }[] {
  const parts: { words: SheetWord[]; label: boolean }[] = [];
  let start = 0;
  words.forEach((word, i) => {
    if (!endsInColon(word)) return;
    // Before a second label stands the value of the first: the widest gap parts them.
    const from = parts.length === 0 ? start : labelStart(words, start, i);
    if (from > start) parts.push({ words: words.slice(start, from), label: false });
    const own = words.slice(from, i + 1);
    const label = own.length <= LABEL_WORDS && own.some(({ text }) => /\p{L}/u.test(text));
    parts.push({ words: own, label });
    start = i + 1;
  });
  const rest = words.slice(start);
  const amount = parts.length === 0 ? amountStart(rest) : null;
  if (amount !== null) parts.push({ words: rest.slice(0, amount), label: false });
  if (start < words.length) parts.push({ words: rest.slice(amount ?? 0), label: false });
  return parts;
}

/** Where "Amount due  $2,348.50" is cut: before a last word of figures that stands off; null: nowhere. */
function amountStart(words: readonly SheetWord[]): number | null {
  const last = words.length - 1;
  if (last < 1 || !/^\D{0,3}\d[\d.,]*[.,]\d\d\D{0,2}$/.test(words[last].text)) return null;
  if (words.slice(0, last).some(({ text }) => isFigure(text))) return null;
  const gaps = words.slice(1).map((word, i) => word.box[0] - words[i].box[2]);
  const own = gaps.pop() ?? 0;
  const usual = Math.max(0, ...gaps);
  const height = words[last].box[3] - words[last].box[1];
  return own > Math.max(0.5 * height, 1.5 * usual) ? last : null;
}

function labelStart(words: readonly SheetWord[], start: number, end: number): number {
  let [best, widest] = [Math.max(start, end - 1), Number.NEGATIVE_INFINITY];
  for (let i = Math.max(start + 1, end - 3); i <= end; i++) {
    if (/^[:：]$/.test(words[i].text)) continue;
    const gap = words[i].box[0] - words[i - 1].box[2];
    if (gap > widest) [best, widest] = [i, gap];
  }
  return best;
}

/** A short text of letters, no larger than the rest: what a label without a colon looks like. */
export function mayBeLabel({ text, words, box }: Piece, sheet: Sheet): boolean {
  if (box[3] - box[1] > 1.5 * sheet.text) return false;
  if (words.length > 6 || text.length < 2 || isFigure(text)) return false;
  const letters = text.replace(/[^\p{L}]/gu, "").length;
  return letters >= 2 && letters >= 0.6 * text.replace(/\s/g, "").length && /^[\p{Lu}#(]/u.test(text);
}

/** The next piece on the row, within so many heights of text. */
export function rightOf(piece: Piece, { neighbours, sheet }: Form, reach = 25): Piece | null {
  const right = neighbours.get(piece)?.right;
  return right && right.box[0] - piece.box[2] < reach * sheet.text ? right : null;
}

/** The nearest piece below that shares a column with `piece`, within so many heights of text, at most 2.2. */
export function below(piece: Piece, { neighbours, sheet }: Form, reach = BELOW): Piece | null {
  const under = neighbours.get(piece)?.below;
  return under && under.box[1] - piece.box[3] <= reach * sheet.text ? under : null;
}

/** Found once a page: each is asked for many times. */
function neighboursOf(pieces: readonly Piece[], { text }: Sheet): Form["neighbours"] {
  return new Map(
    pieces.map((piece) => {
      let [right, under]: (Piece | null)[] = [null, null];
      for (const other of pieces) {
        if (other === piece) continue;
        if (other.row === piece.row) {
          const after = other.box[0] >= piece.box[2] - 0.3 * text;
          if (after && (!right || other.box[0] < right.box[0])) right = other;
          continue;
        }
        const gap = other.box[1] - piece.box[3];
        if (other.row < piece.row || gap < -0.5 * text || gap > BELOW * text) continue;
        const shared = Math.min(other.box[2], piece.box[2]) - Math.max(other.box[0], piece.box[0]);
        const aligned = Math.abs(other.box[0] - piece.box[0]) < 0.8 * text;
        const narrow = Math.min(other.box[2] - other.box[0], piece.box[2] - piece.box[0]);
        if (!aligned && shared < 0.3 * narrow) continue;
        if (!under || other.box[1] < under.box[1] - 0.3 * text) under = other;
      }
      return [piece, { right, below: under }];
    }),
  );
}

/** The lines that go on with `value` below it: same left edge, close, no label among them or to their left. */
export function continued(value: Piece, key: Piece, form: Form, taken: ReadonlySet<Piece>): Piece[] {
  const { pieces, sheet } = form;
  const found: Piece[] = [];
  let last = value;
  for (;;) {
    const next = below(last, form, 0.95);
    if (!next || next.label || taken.has(next) || next === key || found.length > 5) return found;
    if (Math.abs(next.box[0] - value.box[0]) > 0.8 * sheet.text) return found;
    const [left, end] = [Math.min(key.box[0], value.box[0]) - 0.5 * sheet.text, next.box[0]];
    const beside = pieces.some(
      (other) => other.row === next.row && other !== next && other.box[0] >= left && other.box[0] < end,
    );
    // Beside a column of its own kind a text may go on; else what has a neighbour is a row of a form.
    const neighbour = rightOf(next, form, 12);
    if (beside || (neighbour !== null && rightOf(value, form, 12) === null)) return found;
    found.push(next);
    last = next;
  }
}
