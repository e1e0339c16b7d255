import assert from "node:assert/strict";
import { test } from "node:test";
import { adjacencies, adjacencyCounts, type PlacedCell, tableSetCounts } from "./adjacency-f1.ts";

const cell = (row: number, column: number, text: string, rowEnd = row, columnEnd = column): PlacedCell => ({
  row,
  column,
  rowEnd,
  columnEnd,
  text,
});

const square = [cell(0, 0, "a"), cell(0, 1, "b"), cell(1, 0, "c"), cell(1, 1, "d")];

test("adjacencies() pairs each cell with its neighbours to the right and below", () => {
  assert.deepEqual(adjacencies(square).sort(), ["A > B", "A v C", "B v D", "C > D"]);
});

test("adjacencies() looks over empty cells and gives a cell that spans all its neighbours, each once", () => {
  const cells = [cell(0, 0, "head", 0, 2), cell(1, 0, "x"), cell(1, 1, " "), cell(1, 2, "z"), cell(2, 1, "m")];
  assert.deepEqual(adjacencies(cells).sort(), ["HEAD v M", "HEAD v X", "HEAD v Z", "X > Z"]);
  const tall = [cell(0, 0, "t", 1, 0), cell(0, 1, "u"), cell(1, 1, "v"), cell(2, 0, "w", 2, 1)];
  assert.deepEqual(adjacencies(tall).sort(), ["T > U", "T > V", "T v W", "U v V", "V v W"]);
});

test("adjacencies() compares texts without blanks and case, signs alike", () => {
  assert.deepEqual(adjacencies([cell(0, 0, "Per cent"), cell(0, 1, "3–4 €")]), ["PERCENT > 3_4_"]);
});

test("adjacencyCounts() meets each gold pair once", () => {
  assert.deepEqual(adjacencyCounts(square, square), { right: 4, said: 4, wanted: 4 });
  const row = [cell(0, 0, "0"), cell(0, 1, "0"), cell(0, 2, "0")];
  assert.deepEqual(adjacencyCounts(row, row.slice(0, 2)), { right: 1, said: 2, wanted: 1 });
});

test("tableSetCounts() counts tables made up and missed, and compares each gold table with its best", () => {
  const other = [cell(0, 0, "p"), cell(0, 1, "q")];
  assert.deepEqual(tableSetCounts([other, square], [square]), { right: 4, said: 5, wanted: 4 });
  assert.deepEqual(tableSetCounts([square], [square, other]), { right: 4, said: 4, wanted: 5 });
  // Halves of a table: the better one counts, the other was made up.
  const halves = [square.slice(0, 2), square.slice(2)];
  assert.deepEqual(tableSetCounts(halves, [square]), { right: 1, said: 2, wanted: 4 });
});
