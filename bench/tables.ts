/**
 * Tables found on the pages of ICDAR 2013's table competition, against its labels: F1 of adjacent cells, complete (tables are
 * found and understood) and with the tables' places given; micro over all pairs, and as the mean of documents.
 *
 *   node --import tsx bench/tables.ts [--split dev|train] [--lines none] [--words ocr] [--draw FOLDER] [--ids a,b] [--worst 10]
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readLabelled } from "../src/data/common-format.ts";
import { type Box, fromPixels } from "../src/document/box.ts";
import { COLOURS, type DrawnBox, drawBoxes } from "../src/read/draw.ts";
import { readDocument } from "../src/read/read-document.ts";
import { type PlacedCell, tableSetCounts } from "../src/tasks/metrics/adjacency-f1.ts";
import { addCounts, type Counts, f1, precision, recall } from "../src/tasks/metrics/f1.ts";
import { findTables, type Table } from "../src/tasks/tables.ts";

const { values } = parseArgs({
  options: {
    split: { type: "string", default: "dev" },
    words: { type: "string", default: "given" },
    lines: { type: "string", default: "used" },
    draw: { type: "string" },
    ids: { type: "string" },
    worst: { type: "string", default: "10" },
  },
});

interface GoldTable {
  page: number;
  box: Box;
  cells: { row: number; col: number; row_end: number; col_end: number; text: string }[];
}

const DATA = join(import.meta.dirname, "..", "..", "shared", "data", "icdar2013-tables");
const gold = new Map<string, { tables: GoldTable[]; pages: { width: number; height: number }[] }>();
for (const line of readFileSync(join(DATA, `${values.split}.jsonl`), "utf8").split("\n")) {
  if (line === "") continue;
  const { id, tables, pages } = JSON.parse(line);
  gold.set(id, { tables, pages });
}

const placed = (table: Table): PlacedCell[] =>
  table.rows.flat().map(({ row, column, rowSpan, columnSpan, text }) => ({
    row,
    column,
    rowEnd: row + rowSpan - 1,
    columnEnd: column + columnSpan - 1,
    text,
  }));
const wanted = ({ cells }: GoldTable): PlacedCell[] =>
  cells.map(({ row, col, row_end, col_end, text }) => ({
    row,
    column: col,
    rowEnd: row_end,
    columnEnd: col_end,
    text,
  }));

const complete: Counts[] = [];
const placeGiven: Counts[] = [];
const pages: { name: string; complete: Counts; given: Counts; found: number; gold: number }[] = [];
let milliseconds = 0;
const ids = values.ids ? new Set(values.ids.split(",")) : undefined;
for await (const { id, document } of readLabelled(DATA, values.split, { images: true, ids })) {
  const labels = gold.get(id)!;
  const [ofComplete, ofGiven]: [Counts[], Counts[]] = [[], []];
  for (const [number, given] of document.pages.entries()) {
    const read = values.words === "ocr" ? await readDocument(given.image!.file!) : null;
    const page = read?.document.pages[0] ?? given;
    const tables = labels.tables.filter((table) => table.page === number);
    const pixels = values.lines === "none" ? undefined : await page.image!.read();
    const start = performance.now();
    const found = findTables(page, { pixels });
    milliseconds += performance.now() - start;
    const within = tables.flatMap(({ box }) =>
      findTables(page, { pixels, within: fromPixels(box, labels.pages[number]) }),
    );
    ofComplete.push(tableSetCounts(found.map(placed), tables.map(wanted)));
    ofGiven.push(tableSetCounts(within.map(placed), tables.map(wanted)));
    pages.push({
      name: `${id}-${number}`,
      complete: ofComplete.at(-1)!,
      given: ofGiven.at(-1)!,
      found: found.length,
      gold: tables.length,
    });
    if (values.draw) {
      mkdirSync(values.draw, { recursive: true });
      const boxes = [
        ...tables.map(
          ({ box }): DrawnBox => ({ box: fromPixels(box, labels.pages[number]), colour: "#000000", fill: 0 }),
        ),
        ...found.flatMap((table) =>
          table.rows.flat().flatMap(({ row, column, rowSpan, columnSpan, box, text }): DrawnBox[] => {
            if (text === "") return [];
            const span = rowSpan > 1 || columnSpan > 1 ? ` ${rowSpan}x${columnSpan}` : "";
            return [{ box, colour: COLOURS[(row * 3 + column) % COLOURS.length], caption: `${row},${column}${span}` }];
          }),
        ),
      ];
      const image = await drawBoxes(await page.image!.read(), boxes);
      writeFileSync(join(values.draw, `${id}-${number}.png`), image);
    }
  }
  complete.push(addCounts(ofComplete));
  placeGiven.push(addCounts(ofGiven));
}

const percent = (share: number | null) => (share === null ? "-" : (100 * share).toFixed(1));
const mean = (all: readonly Counts[]) => all.reduce((sum, counts) => sum + (f1(counts) ?? 0), 0) / all.length;
const line = (name: string, all: readonly Counts[]) => {
  const sum = addCounts(all);
  const parts = [precision(sum), recall(sum), f1(sum), mean(all)].map(percent);
  return `${name}: precision ${parts[0]} recall ${parts[1]} F1 ${parts[2]}; mean F1 of ${all.length} documents ${parts[3]}`;
};
console.log(line("complete", complete));
console.log(line("place given", placeGiven));
console.log(`${pages.length} pages, ${(milliseconds / pages.length).toFixed(0)} ms a page`);
const loss = ({ said, wanted: all, right }: Counts) => said + all - 2 * right;
for (const page of pages.sort((a, b) => loss(b.complete) - loss(a.complete)).slice(0, Number(values.worst))) {
  const { name, complete: whole, given: known, found, gold: there } = page;
  console.log(
    `${name}: ${percent(f1(whole))} complete, ${percent(f1(known))} given; tables ${found} of ${there}; right ${whole.right}, said ${whole.said}, wanted ${whole.wanted}`,
  );
}
