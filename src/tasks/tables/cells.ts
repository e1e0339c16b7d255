/**
 * The pieces of a table's rows, each with the columns it stands in: chunks cut where a column ends, and spread over the columns
 * that a head spans, by the lines around it or by its own width. Pure geometry.
 */
import type { Box } from "../../document/box.ts";
import type { Columns } from "./columns.ts";
import { type Chunk, chunkOf, isFigure, type Row, type Sheet, type SheetWord } from "./sheet.ts";

/** Text in columns `first` to `last`. */
export interface Piece {
  chunk: Chunk;
  first: number;
  last: number;
}

export function piecesOf(row: Row, columns: Columns, box: Readonly<Box>, sheet: Sheet): Piece[] {
  const chunks = row.chunks.flatMap((chunk) => cutAtColumns(chunk, columns, sheet));
  const pieces = chunks.map((chunk): Piece => {
    const [left, right] = reach(chunk, chunks, box, sheet);
    const within = columnsWithin(left, right, chunk, columns, sheet);
    return { chunk, ...within };
  });
  return merged(pieces.sort((a, b) => a.chunk.box[0] - b.chunk.box[0]));
}

/** Cuts a chunk where a column ends between two of its words, unless it runs on as one text. */
function cutAtColumns(chunk: Chunk, { parts }: Columns, { text }: Sheet): Chunk[] {
  const gaps = chunk.words.slice(1).map((word, i) => word.box[0] - chunk.words[i].box[2]);
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const done: SheetWord[][] = [[]];
  chunk.words.forEach((word, i) => {
    if (i > 0) {
      const before = chunk.words[i - 1];
      const [left, right] = [before.box[2], word.box[0]];
      const part = parts.some((at) => at > left - 0.15 * text && at < right + 0.15 * text);
      const wide = right - left > Math.max(0.42 * text, 1.35 * usual);
      const figures = isFigure(before.text) && isFigure(word.text);
      if (part && (wide || figures || gaps.length === 1)) done.push([]);
    }
    done[done.length - 1].push(word);
  });
  return done.map(chunkOf);
}

/** How far a text's cell goes: to lines that stand on both sides of it, or along the line under it. */
function reach(chunk: Chunk, row: readonly Chunk[], box: Readonly<Box>, { rules, text }: Sheet): [number, number] {
  const [x0, y0, x1, y1] = chunk.box;
  const y = (y0 + y1) / 2;
  const others = row.filter((other) => other !== chunk);
  const blocked = (left: number, right: number) =>
    others.some(({ box: [from, , to] }) => Math.min(to, right) - Math.max(from, left) > 0.2 * text);
  const interior = rules.vertical.some(
    ({ at, from, to }) => at > box[0] + text && at < box[2] - text && to > box[1] && from < box[3],
  );
  const crossing = rules.vertical.filter(({ from, to }) => from < y && to > y).map(({ at }) => at);
  const left = Math.max(box[0] - text, ...crossing.filter((at) => at <= x0 + 0.2 * text));
  const right = Math.min(box[2] + text, ...crossing.filter((at) => at >= x1 - 0.2 * text));
  // A frame around the whole says nothing of its cells.
  const closed = interior && crossing.some((at) => at === left || at === right);
  if (closed && !blocked(left, right)) return [left, right];
  const under = rules.horizontal
    .filter(({ at, from, to }) => {
      const length = to - from;
      const below = at > y && at < y1 + 0.9 * text;
      const partly = length < 0.85 * (box[2] - box[0]);
      return below && partly && from < x0 + 0.3 * text && to > x1 - 0.3 * text && !blocked(from, to);
    })
    .sort((a, b) => a.at - b.at)[0];
  return under ? [under.from, under.to] : [x0, x1];
}

function columnsWithin(
  left: number,
  right: number,
  chunk: Chunk,
  { extents, parts }: Columns,
  { text }: Sheet,
): { first: number; last: number } {
  const held = extents.flatMap(([from, to], i) => {
    const shared = Math.min(to, right) - Math.max(from, left);
    return shared > Math.min(0.5 * (to - from), Math.max(0.6 * text, 0.25 * (to - from))) ? [i] : [];
  });
  if (held.length > 0) return { first: held[0], last: held[held.length - 1] };
  const centre = (chunk.box[0] + chunk.box[2]) / 2;
  const home = parts.filter((at) => at < centre).length;
  return { first: home, last: home };
}

/** Pieces of one row that came to stand in the same columns are one. */
function merged(pieces: readonly Piece[]): Piece[] {
  const done: Piece[] = [];
  for (const piece of pieces) {
    const last = done.at(-1);
    if (last && piece.first <= last.last) {
      last.chunk = chunkOf([...last.chunk.words, ...piece.chunk.words]);
      last.last = Math.max(last.last, piece.last);
    } else done.push({ ...piece });
  }
  return done;
}

/** Whether a horizontal line parts two texts, one above the other: at least as long as most of the narrower one. */
export function lineBetween(upper: Chunk, lower: Chunk, { rules, text }: Sheet): boolean {
  const [narrow, wide] = [upper.box, lower.box].sort((a, b) => a[2] - a[0] - (b[2] - b[0]));
  const [top, bottom] = [upper.box[3] - 0.35 * text, lower.box[1] + 0.35 * text];
  return rules.horizontal.some(({ at, from, to }) => {
    const shared = Math.min(to, narrow[2]) - Math.max(from, narrow[0]);
    const long = to - from > 0.6 * (wide[2] - wide[0]);
    return at > top && at < bottom && long && shared > 0.8 * (narrow[2] - narrow[0]);
  });
}
