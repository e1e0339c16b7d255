import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sharedOrSkip } from "../../test/shared.ts";
import { readLabelled } from "../data/common-format.ts";
import type { Box } from "../document/box.ts";
import type { Page, Pixels, Word } from "../document/document.ts";
import { tableSetCounts } from "./metrics/adjacency-f1.ts";
import { f1 } from "./metrics/f1.ts";
import { findTables, type Table, tableTexts } from "./tables.ts";

const SIDE = 1000;

/** A page of texts at places in thousandths: letters are 8 wide, words 12 high. */
function pageOf(texts: readonly [x: number, y: number, text: string][]): Page {
  const words: Word[] = [];
  const lines = texts.map(([x, y, text], line) => {
    let left = x;
    const indices = text.split(" ").map((part) => {
      const box: Box = [left / SIDE, y / SIDE, (left + 8 * part.length) / SIDE, (y + 12) / SIDE];
      left += 8 * part.length + 5;
      return words.push({ text: part, box, line, confidence: null, origin: "given" }) - 1;
    });
    return { box: [x / SIDE, y / SIDE, left / SIDE, (y + 12) / SIDE] as Box, words: indices };
  });
  return { number: 0, width: SIDE, height: SIDE, unit: "px", rotation: 0, words, lines };
}

/** White pixels with black lines: [x0, y0, x1, y1]. */
function pixelsOf(lines: readonly [number, number, number, number][]): Pixels {
  const data = new Uint8Array(SIDE * SIDE * 3).fill(255);
  for (const [x0, y0, x1, y1] of lines) {
    for (let y = y0; y <= y1; y++) data.fill(0, (y * SIDE + x0) * 3, (y * SIDE + x1 + 1) * 3);
  }
  return { width: SIDE, height: SIDE, data };
}

const PROSE: [number, number, string][] = [0, 1, 2, 3].map((i) => [
  100,
  100 + 18 * i,
  "running text that goes on from margin to margin and is no table of any kind at all",
]);

test("findTables() finds aligned columns below running text, with heads of two lines", () => {
  const page = pageOf([
    ...PROSE,
    [400, 250, "net"],
    [100, 266, "country"],
    [400, 266, "price"],
    [600, 266, "share"],
    [100, 290, "Italy"],
    [400, 290, "12.50"],
    [600, 290, "3 %"],
    [100, 310, "United Kingdom"],
    [400, 310, "7.10"],
    [600, 310, "14 %"],
    [100, 330, "Spain"],
    [600, 330, "9 %"],
    [100, 400, "These lines are text again and they end the table that stands above them"],
  ]);
  const [table, ...others] = findTables(page);
  assert.deepEqual(others, []);
  assert.deepEqual(tableTexts(table), [
    ["country", "net price", "share"],
    ["Italy", "12.50", "3 %"],
    ["United Kingdom", "7.10", "14 %"],
    ["Spain", "", "9 %"],
  ]);
  assert.deepEqual(
    table.rows[0].map(({ header }) => header),
    [true, true, true],
  );
  assert.equal(table.rows[3][1].words.length, 0);
});

test("findTables() gives a head the columns that it spans", () => {
  const page = pageOf([
    [430, 100, "men"],
    [100, 120, "age"],
    [350, 120, "2009"],
    [500, 120, "2010"],
    [100, 140, "young"],
    [350, 140, "11.5"],
    [500, 140, "12.5"],
    [100, 160, "old"],
    [350, 160, "13.5"],
    [500, 160, "14.5"],
  ]);
  const [table] = findTables(page, { pixels: pixelsOf([[345, 115, 540, 116]]), within: [0, 0, 1, 1] });
  const men = table.rows.flat().find(({ text }) => text === "men");
  assert.deepEqual([men?.row, men?.column, men?.columnSpan], [0, 1, 2]);
  assert.deepEqual(tableTexts(table).slice(1), [
    ["age", "2009", "2010"],
    ["young", "11.5", "12.5"],
    ["old", "13.5", "14.5"],
  ]);
});

test("findTables() takes the texts between lines as one cell, however many lines they have", () => {
  const page = pageOf([
    [110, 110, "task"],
    [310, 110, "who does it"],
    [110, 140, "washing"],
    [310, 140, "all children"],
    [310, 156, "of the house"],
    [110, 190, "cooking for"],
    [310, 190, "nobody"],
    [110, 206, "the guests"],
  ]);
  const across = [100, 130, 180, 230].map((y): [number, number, number, number] => [100, y, 500, y + 1]);
  const down = [100, 300, 500].map((x): [number, number, number, number] => [x, 100, x + 1, 230]);
  const [table] = findTables(page, { pixels: pixelsOf([...across, ...down]) });
  assert.deepEqual(tableTexts(table), [
    ["task", "who does it"],
    ["washing", "all children of the house"],
    ["cooking for the guests", "nobody"],
  ]);
});

test("findTables() gives a label its rows where lines part the other columns alone", () => {
  const page = pageOf([
    [110, 106, "illness"],
    [310, 106, "unit"],
    [510, 106, "cases"],
    [110, 136, "chronic"],
    [110, 166, "fatigue"],
    [310, 136, "count"],
    [510, 136, "48"],
    [310, 166, "share"],
    [510, 166, "9.7%"],
    [110, 196, "asthma"],
    [310, 196, "count"],
    [510, 196, "12"],
    [310, 226, "share"],
    [510, 226, "2.4%"],
  ]);
  const across = [100, 130, 190, 250].map((y): [number, number, number, number] => [100, y, 600, y + 1]);
  const partly = [160, 220].map((y): [number, number, number, number] => [300, y, 600, y + 1]);
  const down = [100, 300, 500, 600].map((x): [number, number, number, number] => [x, 100, x + 1, 250]);
  const [table] = findTables(page, { pixels: pixelsOf([...across, ...partly, ...down]) });
  const labels = table.rows.flat().filter(({ column, row }) => column === 0 && row > 0);
  assert.deepEqual(
    labels.map(({ text, row, rowSpan }) => [text, row, rowSpan]),
    [
      ["chronic fatigue", 1, 2],
      ["asthma", 3, 2],
    ],
  );
});

test("findTables() leaves captions and notes outside, and parts tables where the heads begin anew", () => {
  const rows = (y: number, from: number): [number, number, string][] => [
    [100, y, "Year"],
    [300, y, "boats"],
    [500, y, "crew"],
    ...[1, 2, 3, 4].flatMap((i): [number, number, string][] => [
      [100, y + 20 * i, String(from + i)],
      [300, y + 20 * i, `${i}.5`],
      [500, y + 20 * i, `${i}00`],
    ]),
  ];
  const page = pageOf([
    [100, 80, "Table 4."],
    [300, 80, "Boats and their crew"],
    ...rows(100, 1990),
    ...rows(220, 2010),
    [100, 320, "Source:"],
    [300, 320, "harbour office"],
  ]);
  const tables = findTables(page).map(tableTexts);
  assert.equal(tables.length, 2);
  assert.deepEqual(
    tables.map((rows) => [rows.length, rows[0][0], rows[1][0]]),
    [
      [5, "Year", "1991"],
      [5, "Year", "2011"],
    ],
  );
});

test("findTables() finds nothing in running text, in lists, and on an empty page", () => {
  assert.deepEqual(findTables(pageOf(PROSE)), []);
  const list = [0, 1, 2, 3].map((i): [number, number, string][] => [
    [100, 100 + 30 * i, "•"],
    [140, 100 + 30 * i, "a point that is made"],
  ]);
  assert.deepEqual(findTables(pageOf(list.flat())), []);
  assert.deepEqual(findTables(pageOf([])), []);
});

const placed = (table: Table) =>
  table.rows.flat().map(({ row, column, rowSpan, columnSpan, text }) => ({
    row,
    column,
    rowEnd: row + rowSpan - 1,
    columnEnd: column + columnSpan - 1,
    text,
  }));

test("findTables() understands tables of real reports", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const folder = join(shared, "data", "icdar2013-tables");
  const wanted = new Map<string, number>([
    ["icdar13-us-005", 0.99],
    ["icdar13-eu-001", 0.95],
    ["icdar13-us-038", 0.99],
  ]);
  const lines = readFileSync(join(folder, "train.jsonl"), "utf8").split("\n").filter(Boolean);
  const labels = new Map(lines.map((line) => JSON.parse(line)).map((entry) => [entry.id, entry.tables]));
  for await (const { id, document } of readLabelled(folder, "train", { images: true, ids: new Set(wanted.keys()) })) {
    const [page] = document.pages;
    const found = findTables(page, { pixels: await page.image!.read() });
    const gold = labels
      .get(id)
      .filter((table: { page: number }) => table.page === 0)
      .map(({ cells }: { cells: Record<string, number & string>[] }) =>
        cells.map(({ row, col, row_end, col_end, text }) => ({
          row,
          column: col,
          rowEnd: row_end,
          columnEnd: col_end,
          text,
        })),
      );
    const score = f1(tableSetCounts(found.map(placed), gold)) ?? 0;
    assert.ok(score >= wanted.get(id)!, `${id}: ${score}`);
  }
});
