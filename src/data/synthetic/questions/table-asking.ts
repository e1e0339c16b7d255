/** What all questions about a table share: the table with its runs and names, how columns are called, extremes, printed numbers. */
import { parseDate, parseNumber } from "../../../document/values.ts";
import type { Column, TableFact } from "../facts.ts";
import type { Page } from "../page.ts";
import type { Quiz } from "../quiz.ts";
import type { Random } from "../random.ts";
import type { Span } from "../sheet.ts";

export const NUMERIC = new Set<Column["type"]>(["number", "money", "percent", "year"]);

export const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.,%]+/gu, " ")
    .trim();

export const same = (a: string, b: string) => plain(a) === plain(b);

/** A table with what questions need of it. */
export interface Asking {
  page: Page;
  quiz: Quiz;
  table: TableFact;
  random: Random;
  /** Cell (row, column) as one run. */
  run: (i: number, j: number) => Span;
  key: (i: number) => Span;
  name: (i: number) => string;
  count: number;
  /** Columns besides the key that can be named. */
  columns: number[];
  /** Whole-table questions make sense: one table of its noun on the page. */
  whole: boolean;
}

/** A name for column `j` as a person would write it. */
export function columnName({ table, random }: Asking, j: number): string {
  const { names, header } = table.columns[j];
  if (names.length === 0) return header;
  const dice = random.next();
  if (dice < 0.42 || names.length === 1)
    return header !== "" && names[0] === header.toLowerCase() && random.chance(0.45) ? header : names[0];
  return random.pick(names.slice(1));
}

/** Verb phrases of a categorical column with value `v`, or none. */
export function phrases(column: Column, v: string): { vs?: string; vp?: string } {
  return column.verbs ? { vs: `${column.verbs[0]} ${v}`, vp: `${column.verbs[1]} ${v}` } : {};
}

export function slots(asking: Asking, j?: number): Record<string, string | undefined> {
  const { table } = asking;
  return { n: table.noun, ns: table.nouns, c: j === undefined ? undefined : columnName(asking, j) };
}

export const HIGH: Partial<Record<Column["type"], string[]>> = {
  number: ["highest", "highest", "largest", "greatest", "biggest", "maximum", "top"],
  money: ["highest", "largest", "greatest", "biggest", "maximum", "top"],
  percent: ["highest", "largest", "greatest", "maximum"],
  year: ["latest", "most recent", "latest"],
  date: ["latest", "most recent", "latest"],
};

export const LOW: Partial<Record<Column["type"], string[]>> = {
  number: ["lowest", "lowest", "smallest", "minimum", "least"],
  money: ["lowest", "smallest", "minimum", "least"],
  percent: ["lowest", "smallest", "minimum"],
  year: ["earliest", "earliest", "oldest"],
  date: ["earliest", "earliest", "oldest"],
};

/** The row with the largest (or smallest) number of column `j`, unless several have it. */
export function extreme(asking: Asking, j: number, high: boolean): number | undefined {
  const { table, count } = asking;
  let best = 0;
  for (let i = 0; i < count; i++) {
    const value = table.values[i][j];
    if (value === null) return undefined;
    if (high ? value > table.values[best][j]! : value < table.values[best][j]!) best = i;
  }
  for (let i = 0; i < count; i++) if (i !== best && table.values[i][j] === table.values[best][j]) return undefined;
  return best;
}

/** Decimals with which a number is printed. */
export function decimals(text: string, mark: string): number {
  const at = text.lastIndexOf(mark);
  if (at < 0) return 0;
  const rest = text.slice(at + 1).match(/^\d+/)?.[0].length ?? 0;
  return rest <= 2 ? rest : 0;
}

/** Accepted ways of writing `value`, the page's own first. */
export function written(asking: Asking, value: number, places: number): string[] {
  const { world } = asking.page;
  return [...new Set([world.number(value, places), value.toFixed(places)])];
}

/** Whether the cell's text alone gives its number: what is reckoned must be readable by any parser. */
export function readable({ table }: Asking, i: number, j: number): boolean {
  const value = table.values[i][j];
  if (value !== null && table.columns[j].type === "date") {
    return Number(parseDate(table.rows[i][j])?.iso.replaceAll("-", "")) === value;
  }
  const read = parseNumber(table.rows[i][j]);
  return value !== null && read !== null && Math.abs(read - value) < 0.006;
}
