/**
 * The tables of a page as rows and cells, by geometry alone: where words stand below each other, where no text stands between,
 * and where lines run when the page's pixels are given. No model, no language; runs in a browser.
 */
import { type Box, enclose } from "../document/box.ts";
import { type Document, type Page, type Pixels, textOf } from "../document/document.ts";
import type { AskProgress } from "./docformer.ts";
import { type Grid, gridOf } from "./tables/grid.ts";
import { findRegions, type Region } from "./tables/regions.ts";
import { findRules, NO_RULES } from "./tables/rules.ts";
import { makeSheet, type Sheet } from "./tables/sheet.ts";

/** A cell with its place in the table and its words on the page. */
export interface TableCell {
  /** From 0, of its first row and column. */
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  /** Its words joined by blanks; "" where nothing stands. */
  text: string;
  /** Around its words; without words, all zero. */
  box: Box;
  /** Indices of words on the page. */
  words: number[];
  /** A head of columns. */
  header: boolean;
}

/** A table of one page. */
export interface Table {
  /** Index of the page, from 0. */
  page: number;
  box: Box;
  columns: number;
  /** Rows from the top; a cell stands in the row where it begins, and each place is covered by one cell. */
  rows: TableCell[][];
}

/** What is known of the page beside its words. */
export interface TableOptions {
  /** The page as an image: its lines are used. */
  pixels?: Pixels;
  /** Only this part of the page, which is taken to be one table. */
  within?: Box;
}

/**
 * The tables of a page, from top to bottom.
 * @example
 * const [page] = document.pages;
 * const [, items] = findTables(page, { pixels: await page.image?.read() });
 * items.rows[0].map((cell) => cell.text) // ["Description", "Quantity", "Unit price", "Amount"]
 */
export function findTables(page: Page, options: TableOptions = {}): Table[] {
  const { pixels, within } = options;
  const rules = pixels
    ? findRules(
        pixels,
        page.words.map(({ box }) => box),
      )
    : NO_RULES;
  const sheet = makeSheet(page, rules);
  const regions = within ? [marked(sheet, within)] : findRegions(sheet);
  return regions.flatMap((region) => {
    const grid = gridOf(region, sheet);
    if (!grid || grid.rows < 2) return [];
    // Four texts in a square are a picture's labels more often than a table; a place that was given is one.
    return within || grid.rows * grid.columns > 4 ? [tableOf(page, grid)] : [];
  });
}

/**
 * The tables of all pages of a document; page images are decoded one after the other.
 * @throws the signal's reason when aborted
 * @example
 * const tables = await documentTables(document);
 * tables[1].columns // 4
 */
export async function documentTables(
  document: Document,
  options: { signal?: AbortSignal; onProgress?: (progress: AskProgress) => void } = {},
): Promise<Table[]> {
  const tables: Table[] = [];
  let done = 0;
  for (const page of document.pages) {
    options.signal?.throwIfAborted();
    tables.push(...findTables(page, page.image ? { pixels: await page.image.read() } : {}));
    done++;
    options.onProgress?.({ page: page.number, window: 0, done, total: document.pages.length });
  }
  return tables;
}

function marked(sheet: Sheet, [x0, y0, x1, y1]: Box): Region {
  const box: Box = [x0 * sheet.aspect, y0, x1 * sheet.aspect, y1];
  const words = sheet.words.filter(({ box: [left, top, right, bottom] }) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return x > box[0] && x < box[2] && y > box[1] && y < box[3];
  });
  const ruled = sheet.rules.vertical.some(
    ({ at, from, to }) => at > box[0] + sheet.text && at < box[2] - sheet.text && from < box[3] && to > box[1],
  );
  return { words, box, ruled };
}

/** Cells with their words in reading order, and empty ones where no cell stands. */
function tableOf(page: Page, grid: Grid): Table {
  const taken = Array.from({ length: grid.rows }, () => new Array<boolean>(grid.columns).fill(false));
  const cells = grid.cells.map(({ top, bottom, first, last, words }): TableCell => {
    for (let row = top; row <= bottom; row++)
      for (let column = first; column <= last; column++) taken[row][column] = true;
    const indices = words.map(({ index }) => index);
    return {
      row: top,
      column: first,
      rowSpan: bottom - top + 1,
      columnSpan: last - first + 1,
      text: textOf(page, indices),
      box: enclose(indices.map((index) => page.words[index].box)),
      words: indices,
      header: top < grid.heads,
    };
  });
  const rows = Array.from({ length: grid.rows }, (_, row) => cells.filter((cell) => cell.row === row));
  taken.forEach((places, row) => {
    places.forEach((place, column) => {
      if (place) return;
      const empty = { rowSpan: 1, columnSpan: 1, text: "", words: [], header: row < grid.heads };
      rows[row].push({ row, column, ...empty, box: [0, 0, 0, 0] });
    });
  });
  for (const row of rows) row.sort((a, b) => a.column - b.column);
  return { page: page.number, box: enclose(cells.map(({ box }) => box)), columns: grid.columns, rows };
}

/**
 * A table as a grid of texts: a cell's text stands at its first row and column, the other places that it spans are "".
 * @example
 * const [, items] = await documentTables(document);
 * tableTexts(items)[1] // ["Oak bookcase, six shelves", "4", "385.00", "1,540.00"]
 */
export function tableTexts(table: Table): string[][] {
  const texts = table.rows.map(() => new Array<string>(table.columns).fill(""));
  for (const cell of table.rows.flat()) texts[cell.row][cell.column] = cell.text;
  return texts;
}
