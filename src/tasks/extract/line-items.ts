/**
 * Lists of objects out of tables: which table holds them, which column is which property (by its head, else by where the model's
 * answer to the property's question stands), and each row as answers. Pure; tables are found by tables.ts.
 */
import { type Answer, absentAnswer } from "../answer.ts";
import { fieldName } from "../fields.ts";
import type { Table, TableCell } from "../tables.ts";
import type { RowsPlan, ValuePlan } from "./plan.ts";
import { fitAnswer } from "./values.ts";

/** Words that heads of columns use for each other. */
const ALIKE: readonly (readonly string[])[] = [
  [
    "description",
    "item",
    "items",
    "product",
    "article",
    "name",
    "service",
    "details",
    "particulars",
    "goods",
    "desc",
    "program",
  ],
  ["quantity", "qty", "count", "units", "hours", "pcs", "spots"],
  ["price", "rate", "cost"],
  ["amount", "total", "sum", "value", "extension"],
  ["number", "no", "nr", "num", "code", "sku", "id", "pos"],
  ["date", "day"],
  ["tax", "vat", "gst"],
  ["channel", "ch", "station"],
];

const wordsOf = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));

const CLASSES = ALIKE.map((words) => new Set(words.flatMap(wordsOf)));
const classOf = (word: string) => CLASSES.findIndex((words) => words.has(word));

/** How well a head names a property, 0..1: same words count whole, words for the same thing a bit less. */
export function headMatch(head: string, plan: Pick<ValuePlan, "name" | "description">): number {
  // Figures and sentences are no heads.
  const said = /\d|:$/.test(head) ? [] : wordsOf(head);
  if (said.length > LONGEST_HEAD) return 0;
  const score = (wanted: readonly string[]) => {
    if (said.length === 0 || wanted.length === 0) return 0;
    const found = wanted.map((word) => {
      if (said.includes(word)) return 1;
      const own = classOf(word);
      return own >= 0 && said.some((other) => classOf(other) === own) ? 0.8 : 0;
    });
    const hit = found.reduce<number>((sum, one) => sum + one, 0);
    return (2 * hit) / (said.length + wanted.length);
  };
  return Math.max(score(wordsOf(fieldName(plan.name))), 0.9 * score(wordsOf(plan.description ?? "")));
}

/** Words of a head. */
const LONGEST_HEAD = 6;
/** Least match of a head. */
const LIKELY = 0.4;
/** A column that the model pointed at: more than no head, less than a head that says it. */
const POINTED = 0.45;
/** A column that the model is sure of, as one is that was taught it: more than a head that says it by half. */
const SURELY = 0.6;
const SURE = 0.8;

/** Rows of sums that follow the items. */
const SUMS =
  /^\W*(sub\s*-?\s*total|grand total|total|net|tax|vat|gst|sst|balance|amount due|summe|gesamt|discount|rounding|change|cash)\b/i;

interface Columns {
  table: Table;
  /** Row where the items begin. */
  first: number;
  /** Column of the table by property; -1: none. */
  of: number[];
  /** How many columns have a head that names them, or the model's sure word. */
  named: number;
  score: number;
}

/** The texts above the columns that rows of a table are, and where the items begin. */
interface Heads {
  heads: string[];
  first: number;
}

function headsIn({ rows, columns }: Table, from: number, to: number): Heads {
  const heads = new Array<string>(columns).fill("");
  for (const row of rows.slice(from, to)) {
    for (const { column, columnSpan, text } of row) {
      for (let i = column; i < column + columnSpan; i++) heads[i] = `${heads[i]} ${text}`.trim();
    }
  }
  return { heads, first: to };
}

/** The rows that may be the head: those marked as head together, or any one, since other lines may stand above the list. */
function candidates(table: Table): Heads[] {
  const marked = table.rows.findIndex((row) => row.some(({ header, text }) => !header && text !== ""));
  const single = table.rows.map((_, row) => headsIn(table, row, row + 1));
  return marked > 1 ? [headsIn(table, 0, marked), ...single] : single;
}

function holds(cell: TableCell, table: Table, answer: Answer): boolean {
  return answer.evidence.some(
    ({ page, words }) => page === table.page && words.some((word) => cell.words.includes(word)),
  );
}

/** Each property's column under one head, the best matches first; no column serves two. */
function columnsUnder(table: Table, { heads, first }: Heads, plans: readonly ValuePlan[], pointed: readonly Answer[]) {
  const votes = plans.flatMap((plan, p) =>
    heads.map((head, column) => {
      const body = table.rows.slice(first).flatMap((row) => row.filter((cell) => cell.column === column));
      const there = body.some((cell) => holds(cell, table, pointed[p]));
      const sure = there && (pointed[p].confidence ?? 0) >= SURE;
      const match = headMatch(head, plan);
      return { p, column, named: match >= LIKELY || sure, score: Math.max(match, sure ? SURELY : there ? POINTED : 0) };
    }),
  );
  const of = plans.map(() => -1);
  let [score, named] = [0, 0];
  for (const vote of votes.sort((a, b) => b.score - a.score)) {
    if (vote.score < LIKELY || of[vote.p] >= 0 || of.includes(vote.column)) continue;
    of[vote.p] = vote.column;
    score += vote.score;
    if (vote.named) named++;
  }
  return { table, first, of, named, score };
}

/** Under the head that names the properties best. */
function columnsOf(table: Table, plans: readonly ValuePlan[], pointed: readonly Answer[]): Columns {
  return candidates(table)
    .map((heads) => columnsUnder(table, heads, plans, pointed))
    .reduce((best, one) => (one.score > best.score ? one : best));
}

function cellAnswer(table: Table, cells: readonly TableCell[]): Answer {
  const filled = cells.filter(({ text }) => text !== "");
  if (filled.length === 0) return absentAnswer();
  const text = filled.map((cell) => cell.text).join(" ");
  const evidence = filled.map(({ box, words }) => ({ page: table.page, box, words: [...words] }));
  return { ...absentAnswer(), status: "ok", text, value: text, evidence };
}

/** The items of one table: rows with two values and half of the columns that are there, up to the sums; text runs on over rows. */
function itemsOf({ table, first, of }: Columns, plans: readonly ValuePlan[]): Answer[][] {
  const items: Answer[][] = [];
  const used = of.filter((column) => column >= 0).length;
  for (const row of table.rows.slice(first)) {
    const lead = row.find(({ text }) => text !== "")?.text ?? "";
    const answers = of.map((column) =>
      column < 0
        ? absentAnswer()
        : cellAnswer(
            table,
            row.filter((cell) => cell.column === column),
          ),
    );
    const given = answers.filter(({ text }) => text !== null).length;
    if (given === 0) continue;
    if (items.length > 0 && SUMS.test(lead)) break;
    const before = items.at(-1);
    const only = answers.findIndex(({ text }) => text !== null);
    if (before && given === 1 && used > 2 && plans[only].kind === "string" && before[only].text !== null) {
      // A description that runs on over the next line.
      const [head, tail] = [before[only], answers[only]];
      const text = `${head.text} ${tail.text}`;
      before[only] = { ...head, text, value: text, evidence: [...head.evidence, ...tail.evidence] };
    } else if (given >= Math.max(Math.min(2, used), used / 2)) items.push(answers);
  }
  return items;
}

/** Whether the cells of each column are what its property wants: most of those that are filled. */
function fits(items: readonly Answer[][], plans: readonly ValuePlan[]): boolean {
  return plans.every((plan, i) => {
    const filled = items.map((answers) => answers[i]).filter(({ text }) => text !== null);
    return 2 * filled.filter((answer) => fitAnswer(plan, answer).unfit === undefined).length >= filled.length;
  });
}

/**
 * The items of the table whose heads name the properties best (or that the model is sure of), at least two of them; of tables on
 * other pages with the same columns, too (a list that goes on). None where its cells are not what the properties want.
 */
export function lineItems(plan: RowsPlan, tables: readonly Table[], pointed: readonly Answer[]): Answer[][] {
  const least = Math.min(2, plan.columns.length);
  const found = tables
    .map((table) => columnsOf(table, plan.columns, pointed))
    .filter(({ named }) => named >= least)
    .map((columns) => ({ ...columns, items: itemsOf(columns, plan.columns) }))
    .filter(({ items }) => items.length > 0 && fits(items, plan.columns))
    .sort((a, b) => b.score - a.score);
  const [best] = found;
  if (!best) return [];
  const like = (other: Columns) => other.of.join() === best.of.join() && other.score >= 0.9 * best.score;
  const parts = found.filter((one) => one === best || (one.table.page !== best.table.page && like(one)));
  return parts.sort((a, b) => a.table.page - b.table.page).flatMap(({ items }) => items);
}
