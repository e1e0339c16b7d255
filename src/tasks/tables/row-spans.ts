/**
 * Cells that run over several rows of a ruled table: where a line parts two rows in some columns, a column that it leaves out
 * has one cell in both. Pure geometry.
 */
import { type Box, enclose } from "../../document/box.ts";
import type { Columns } from "./columns.ts";
import type { GridCell } from "./grid.ts";
import { isFigure, type Sheet } from "./sheet.ts";

/** Joins and extends the cells of the rows from `from` on; cells of one column alone. */
export function spanRows(cells: readonly GridCell[], from: number, columns: Columns, sheet: Sheet): GridCell[] {
  const rows = 1 + Math.max(-1, ...cells.map(({ bottom }) => bottom));
  const boxes = Array.from({ length: rows }, (_, row) =>
    enclose(cells.filter(({ top }) => top === row).flatMap(({ words }) => words.map(({ box }) => box))),
  );
  const middles = columns.extents.map(([left, right]) => (left + right) / 2);
  const parted = boxes.slice(1).map((below, row) => partedAt(boxes[row], below, middles, sheet));
  const kept = [...cells];
  for (const cell of cells) {
    if (cell.top < from || cell.first !== cell.last || !kept.includes(cell)) continue;
    const column = cell.first;
    for (let row = cell.bottom; row < rows - 1; row++) {
      const line = parted[row];
      // Labels of groups stand in the first columns; a line under one cell alone is an underline.
      const open = line.indexOf(true);
      if (column >= open || line.filter(Boolean).length < 0.5 * line.length) break;
      const other = kept.find(({ top, first, last }) => top === row + 1 && first <= column && last >= column);
      if (other && (other.first !== other.last || other.bottom !== other.top || isFigures(other))) break;
      if (other) {
        cell.words = [...cell.words, ...other.words];
        kept.splice(kept.indexOf(other), 1);
      }
      cell.bottom = row + 1;
    }
  }
  return kept;
}

const isFigures = ({ words }: GridCell) => words.every(({ text }) => isFigure(text));

/** For each column, whether a line runs between two rows at its middle. */
function partedAt(
  above: Readonly<Box>,
  below: Readonly<Box>,
  middles: readonly number[],
  { rules, text }: Sheet,
): boolean[] {
  const [top, bottom] = [above[3] - 0.6 * text, below[1] + 0.6 * text];
  const lines = rules.horizontal.filter(({ at }) => at > Math.min(top, bottom) && at < Math.max(top, bottom));
  return middles.map((x) => lines.some(({ from, to }) => from < x && to > x));
}
