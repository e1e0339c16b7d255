/**
 * The rows of a table: lines of text, merged where a cell runs over several, heads brought to levels. Makes the cells of a
 * region. Pure geometry and a little typography.
 */
import { enclose } from "../../document/box.ts";
import { lineBetween, type Piece, piecesOf } from "./cells.ts";
import { columnsOf } from "./columns.ts";
import type { Region } from "./regions.ts";
import { spanRows } from "./row-spans.ts";
import { chunkOf, chunkText, isFigure, isYear, rowsOf, type Sheet, type SheetWord } from "./sheet.ts";

/** A cell in rows `top` to `bottom` and columns `first` to `last`. */
export interface GridCell {
  top: number;
  bottom: number;
  first: number;
  last: number;
  words: SheetWord[];
}

export interface Grid {
  rows: number;
  columns: number;
  /** Rows that are heads. */
  heads: number;
  cells: GridCell[];
}

/** A cell in the making: pieces below each other. */
interface Stack {
  pieces: Piece[];
  first: number;
  last: number;
  /** Lines of text. */
  lines: number[];
}

/** Lines of one text stand no farther apart than this many heights, from top to top. */
const TIGHT = 1.75;
/** The same between lines that would part cells. */
const LOOSE = 2.6;
/** Lines that may be heads. */
const MOST_HEADS = 7;

export function gridOf(region: Region, sheet: Sheet): Grid | null {
  const rows = rowsOf(region.words, sheet);
  const columns = columnsOf(rows, region.box, sheet);
  if (columns.extents.length < 2) return null;
  const lines = withoutTitles(
    rows.map((row) => piecesOf(row, columns, region.box, sheet)),
    columns.extents.length,
  );
  const heads = headLines(lines, region, sheet);
  const headCells = levelled(stacked(lines.slice(0, heads), region.ruled ? LOOSE : TIGHT, sheet), sheet);
  const headRows = headCells.reduce((most, { bottom }) => Math.max(most, bottom + 1), 0);
  const groups = bodyGroups(lines, heads, sheet);
  const cells = [...headCells];
  groups.forEach((group, i) => {
    const row = headRows + i;
    const stacks: { first: number; last: number; words: SheetWord[] }[] = [];
    for (const line of group) {
      for (const { chunk, first, last } of lines[line]) {
        const home = stacks.find((stack) => stack.first <= last && first <= stack.last);
        if (home) {
          home.words.push(...chunk.words);
          home.first = Math.min(home.first, first);
          home.last = Math.max(home.last, last);
        } else stacks.push({ first, last, words: [...chunk.words] });
      }
    }
    stacks.sort((a, b) => a.first - b.first);
    cells.push(...stacks.map((stack) => ({ ...stack, top: row, bottom: row })));
  });
  const spanned = region.ruled ? spanRows(cells, headRows, columns, sheet) : cells;
  return { rows: headRows + groups.length, columns: columns.extents.length, heads: headRows, cells: spanned };
}

/** Lines at the top and bottom that run over all columns by themselves are a title and notes inside of the frame. */
function withoutTitles(lines: readonly Piece[][], columns: number): Piece[][] {
  const spans = (line: readonly Piece[]) => line.length === 1 && line[0].last - line[0].first === columns - 1;
  let [start, end] = [0, lines.length];
  while (start < end - 2 && spans(lines[start])) start++;
  while (end > start + 2 && spans(lines[end - 1])) end--;
  return lines.slice(start, end);
}

/** A line of data: figures that are no years beside its first column. */
function isData(line: readonly Piece[]): boolean {
  const rest = line.filter(({ first }) => first > 0).map(({ chunk }) => chunkText(chunk));
  const figures = rest.filter((text) => isFigure(text) && !isYear(text));
  return figures.length > 0 && figures.length >= 0.5 * rest.length;
}

/** How many lines are heads: up to the first line of data, or to a line drawn under a few of them where there are no figures. */
function headLines(lines: readonly (readonly Piece[])[], region: Region, sheet: Sheet): number {
  let data = lines.findIndex(isData);
  if (data > MOST_HEADS) data = -1;
  const width = region.box[2] - region.box[0];
  const spans = (i: number) => {
    const [above, below] = [chunksOf(lines[i - 1]), chunksOf(lines[i])];
    const [top, bottom] = [enclose(above)[3] - 0.4 * sheet.text, enclose(below)[1] + 0.4 * sheet.text];
    const covered = sheet.rules.horizontal
      .filter(({ at }) => at > top && at < bottom)
      .reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, region.box[2]) - Math.max(from, region.box[0])), 0);
    return covered > 0.7 * width;
  };
  const limit = data < 0 ? Math.min(MOST_HEADS, lines.length - 1) : data;
  // A line of the whole width ends the heads; headings of groups below it are body.
  for (let i = limit; i >= 1; i--) {
    if (lines[i - 1].length >= 2 && spans(i)) {
      const first = data < 0 ? firstSpan(limit, spans) : i;
      return first;
    }
  }
  if (data < 0) return 1;
  // Without lines, headings of one piece in the first column right above the data are no heads.
  let heads = data;
  while (heads > 1 && lines[heads - 1].length === 1 && lines[heads - 1][0].first === 0) heads--;
  return heads;
}

function firstSpan(limit: number, spans: (i: number) => boolean): number {
  for (let i = 1; i <= limit; i++) if (spans(i)) return i;
  return 1;
}

const chunksOf = (line: readonly Piece[]) => line.map(({ chunk }) => chunk.box);

/** Pieces of head lines merged down each column. */
function stacked(lines: readonly (readonly Piece[])[], tight: number, sheet: Sheet): Stack[] {
  const stacks: Stack[] = [];
  lines.forEach((line, i) => {
    for (const piece of line) {
      const { chunk, first, last } = piece;
      const home = stacks
        .filter((stack) => stack.first <= last && first <= stack.last)
        .sort((a, b) => b.lines[b.lines.length - 1] - a.lines[a.lines.length - 1])[0];
      const above = home?.pieces.at(-1);
      const same = home && home.first === first && home.last === last;
      const near =
        above && chunk.box[1] - above.chunk.box[1] < tight * Math.max(sheet.text, chunk.box[3] - chunk.box[1]);
      if (home && above && same && near && !lineBetween(above.chunk, chunk, sheet)) {
        home.pieces.push(piece);
        home.lines.push(i);
      } else stacks.push({ pieces: [piece], first, last, lines: [i] });
    }
  });
  return stacks;
}

/** Head cells as rows: what stands above another is a level higher; the rest stands on the lowest level. */
function levelled(stacks: readonly Stack[], sheet: Sheet): GridCell[] {
  const boxes = stacks.map((stack) => enclose(stack.pieces.map(({ chunk }) => chunk.box)));
  const height = (i: number, depth = 0): number => {
    if (depth > stacks.length) return 0;
    let most = 0;
    stacks.forEach((other, j) => {
      const below = j !== i && other.first <= stacks[i].last && stacks[i].first <= other.last;
      if (below && other.lines[0] > stacks[i].lines[stacks[i].lines.length - 1]) {
        most = Math.max(most, 1 + height(j, depth + 1));
      }
    });
    return most;
  };
  const heights = stacks.map((_, i) => height(i));
  const levels = Math.max(0, ...heights) + 1;
  // Extents of the levels, by the cells that stand below or above others.
  const firm = stacks.map((stack, i) => {
    const over = stacks.some((other, j) => j !== i && other.first <= stack.last && stack.first <= other.last);
    return levels === 1 || over;
  });
  const tops = Array.from({ length: levels }, (_, level) => {
    const own = boxes.filter((_, i) => firm[i] && heights[i] === levels - 1 - level);
    return enclose(own);
  });
  return stacks.map((stack, i) => {
    let [top, bottom] = [levels - 1 - heights[i], levels - 1 - heights[i]];
    if (!firm[i]) {
      const held = tops.flatMap((level, row) => {
        const shared = Math.min(level[3], boxes[i][3]) - Math.max(level[1], boxes[i][1]);
        return shared > 0.4 * sheet.text ? [row] : [];
      });
      if (held.length > 0) [top, bottom] = [held[0], held[held.length - 1]];
    }
    const words = stack.pieces.flatMap(({ chunk }) => chunk.words);
    return { top, bottom, first: stack.first, last: stack.last, words };
  });
}

/** Lines of the body as rows: each by itself, or with the lines that continue it. */
function bodyGroups(lines: readonly Piece[][], heads: number, sheet: Sheet): number[][] {
  const body = Array.from({ length: lines.length - heads }, (_, i) => heads + i);
  if (body.length === 0) return [];
  const bands: number[][] = [];
  for (const line of body) {
    const last = bands.at(-1);
    if (last && !parted(lines[last[last.length - 1]], lines[line], sheet)) last.push(line);
    else bands.push([line]);
  }
  const ruled = bands.length >= 3 && bands.length > 0.3 * body.length;
  return bands.flatMap((band) => {
    if (band.length === 1) return [band];
    if (ruled && isOneRow(band, lines)) return [band];
    return continued(band, lines, sheet);
  });
}

/** A line is drawn between two lines of text, under most of what stands in the same columns. */
function parted(upper: readonly Piece[], lower: readonly Piece[], sheet: Sheet): boolean {
  const top = Math.min(...upper.map(({ chunk }) => chunk.box[3])) - 0.4 * sheet.text;
  const bottom = Math.max(...lower.map(({ chunk }) => chunk.box[1])) + 0.4 * sheet.text;
  const box = enclose([...chunksOf(upper), ...chunksOf(lower)]);
  const covered = sheet.rules.horizontal
    .filter(({ at }) => at > top && at < bottom)
    .map(({ from, to }) => Math.max(0, Math.min(to, box[2]) - Math.max(from, box[0])))
    .reduce((sum, length) => sum + length, 0);
  return covered > 0.6 * (box[2] - box[0]);
}

/** Texts of several lines beside each other: no column has figures on two lines, and not every line fills every column. */
function isOneRow(band: readonly number[], lines: readonly Piece[][]): boolean {
  const figures = new Map<number, number>();
  let filled = 0;
  const columns = new Set<number>();
  for (const line of band) {
    for (const { chunk, first } of lines[line]) {
      columns.add(first);
      filled++;
      if (isFigure(chunkText(chunk))) figures.set(first, (figures.get(first) ?? 0) + 1);
    }
  }
  if ([...figures.values()].some((count) => count > 1)) return false;
  return columns.size === 1 || filled < columns.size * band.length;
}

/** Lines that continue the one above: nothing in the first column, or a label that goes on in small letters. */
function continued(band: readonly number[], lines: readonly Piece[][], sheet: Sheet): number[][] {
  const groups: number[][] = [];
  for (const line of band) {
    const group = groups.at(-1);
    const before = group && lines[group[group.length - 1]];
    if (group && before && continues(before, lines[line], sheet)) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

function continues(before: readonly Piece[], line: readonly Piece[], sheet: Sheet): boolean {
  const [upper, lower] = [enclose(chunksOf(before)), enclose(chunksOf(line))];
  // Lines of a label above and below the middle of the values beside it.
  if (lower[1] < upper[3] - 0.25 * sheet.text) return true;
  if (lower[1] - upper[1] > TIGHT * sheet.text) return false;
  if (line.some(({ chunk }) => isFigure(chunkText(chunk)))) return false;
  const label = line.find(({ first }) => first === 0);
  if (!label)
    return line.every((piece) => before.some(({ first, last }) => first === piece.first && last === piece.last));
  const above = before.find(({ first }) => first === 0);
  return above !== undefined && /^[\p{Ll}(&]/u.test(chunkText(label.chunk)) && line.length <= before.length;
}

/** The box of a cell, in the sheet's unit. */
export function cellBox({ words }: GridCell) {
  return chunkOf(words).box;
}
