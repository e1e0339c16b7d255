/**
 * Rows of line items: which are shown, and what taking one away changes. Labels and predictions meet by the number of a row, so
 * that a predicted row keeps its number and is said to be absent; rows that nothing was predicted of move up. Pure.
 */
import type { LabelField, LabelFields } from "../api/types.ts";
import { cellPath, type TableField } from "./fields.ts";

const pathsOf = ({ path, columns }: TableField, row: number): string[] =>
  columns.map((column) => cellPath(path, row, column.path));

/** The numbers of the rows that are shown: not those of which every cell is said to be absent. */
export function shownRows(table: TableField, rows: number, fields: LabelFields): number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  return all.filter((row) => pathsOf(table, row).some((path) => fields[path]?.status !== "absent"));
}

/** The labels without a row. @param predicted how many rows were predicted */
export function withoutRow(
  table: TableField,
  row: number,
  rows: number,
  predicted: number,
  fields: LabelFields,
): Record<string, LabelField | null> {
  const changes: Record<string, LabelField | null> = {};
  if (row < predicted) {
    for (const path of pathsOf(table, row)) changes[path] = { status: "absent", text: null, by: "person" };
    return changes;
  }
  for (let to = row; to < rows; to++) {
    const [here, next] = [pathsOf(table, to), pathsOf(table, to + 1)];
    here.forEach((path, i) => {
      changes[path] = fields[next[i]] ?? null;
    });
  }
  return changes;
}
