/**
 * How well tables were understood: F1 over the pairs of cells that stand next to each other, the measure of the ICDAR 2013
 * table competition (Goebel et al. 2012, after Hurst's proto-links). A pair is two texts and a direction; empty cells are
 * looked over, so that a cell's neighbour is the next one with text; a cell that spans has several.
 */
import { addCounts, type Counts } from "./f1.ts";

/** A cell, rows and columns from 0; `rowEnd` and `columnEnd` are the last ones it covers. */
export interface PlacedCell {
  row: number;
  column: number;
  rowEnd: number;
  columnEnd: number;
  text: string;
}

/** As the competition compares texts: no blanks, no case, signs alike. */
function normal(text: string): string {
  return text
    .replace(/\s+/gu, "")
    .replace(/[^\p{L}\p{N}]/gu, "_")
    .toUpperCase();
}

/** The pairs of one table, each "text > text" to the right or "text v text" below, as often as they occur. */
export function adjacencies(cells: readonly PlacedCell[]): string[] {
  const filled = cells.filter(({ text }) => normal(text) !== "");
  const at = new Map<string, PlacedCell>();
  let [rows, columns] = [0, 0];
  for (const cell of filled) {
    for (let row = cell.row; row <= cell.rowEnd; row++) {
      for (let column = cell.column; column <= cell.columnEnd; column++) at.set(`${row},${column}`, cell);
    }
    rows = Math.max(rows, cell.rowEnd + 1);
    columns = Math.max(columns, cell.columnEnd + 1);
  }
  const pairs: string[] = [];
  for (const cell of filled) {
    const right = new Set<PlacedCell>();
    for (let row = cell.row; row <= cell.rowEnd; row++) {
      for (let column = cell.columnEnd + 1; column < columns; column++) {
        const next = at.get(`${row},${column}`);
        if (!next) continue;
        right.add(next);
        break;
      }
    }
    const below = new Set<PlacedCell>();
    for (let column = cell.column; column <= cell.columnEnd; column++) {
      for (let row = cell.rowEnd + 1; row < rows; row++) {
        const next = at.get(`${row},${column}`);
        if (!next) continue;
        below.add(next);
        break;
      }
    }
    for (const next of right) pairs.push(`${normal(cell.text)} > ${normal(next.text)}`);
    for (const next of below) pairs.push(`${normal(cell.text)} v ${normal(next.text)}`);
  }
  return pairs;
}

/** Pairs of a predicted and of a gold table; each gold pair is met once. */
export function adjacencyCounts(predicted: readonly PlacedCell[], gold: readonly PlacedCell[]): Counts {
  return bagCounts(adjacencies(predicted), adjacencies(gold));
}

function bagCounts(said: readonly string[], wanted: readonly string[]): Counts {
  const open = new Map<string, number>();
  for (const pair of wanted) open.set(pair, (open.get(pair) ?? 0) + 1);
  let right = 0;
  for (const pair of said) {
    const left = open.get(pair) ?? 0;
    if (left === 0) continue;
    open.set(pair, left - 1);
    right++;
  }
  return { right, said: said.length, wanted: wanted.length };
}

/**
 * Counts of all tables of one page: each gold table is compared with the predicted table that shares most pairs with it, each
 * used once; tables that were made up count as said, tables that were missed as wanted.
 */
export function tableSetCounts(
  predicted: readonly (readonly PlacedCell[])[],
  gold: readonly (readonly PlacedCell[])[],
): Counts {
  const [said, wanted] = [predicted.map(adjacencies), gold.map(adjacencies)];
  const pairs = said.flatMap((mine, i) => wanted.map((theirs, j) => ({ i, j, counts: bagCounts(mine, theirs) })));
  pairs.sort((a, b) => b.counts.right - a.counts.right);
  const [used, met] = [new Set<number>(), new Set<number>()];
  const all: Counts[] = [];
  for (const { i, j, counts } of pairs) {
    if (counts.right === 0 || used.has(i) || met.has(j)) continue;
    used.add(i);
    met.add(j);
    all.push(counts);
  }
  said.forEach((mine, i) => {
    if (!used.has(i)) all.push({ right: 0, said: mine.length, wanted: 0 });
  });
  wanted.forEach((theirs, j) => {
    if (!met.has(j)) all.push({ right: 0, said: 0, wanted: theirs.length });
  });
  return addCounts(all);
}
