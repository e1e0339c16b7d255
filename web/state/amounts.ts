/** Sums of line items, live. Pure; amounts are read as the extractor reads them. */
import { parseMoney, parseNumber } from "../../src/document/values.ts";
import type { Field, Leaf, TableField } from "./fields.ts";
import { cellPath } from "./fields.ts";

/** The amount that a text says; null where it says none. */
export const amountOf = (text: string | null | undefined): number | null =>
  text ? (parseMoney(text)?.amount ?? parseNumber(text)) : null;

/** The text of a path, as labelled or predicted; null where there is none. */
export type TextAt = (path: string) => string | null;

const near = (a: number, b: number) => Math.abs(a - b) < 0.005 + 1e-9 * Math.abs(b);
const isAmount = ({ type }: Leaf) => type === "money" || type === "number";
const TOTAL = /total|amount|sum|gross|net|due/i;
const ROW = /total|amount|sum|price/i;

export interface SumCheck {
  column: Leaf;
  sum: number;
  /** Rows whose amount could not be read. */
  unread: number;
  /** The field it was compared with, and what that says. */
  against: { title: string; path: string; amount: number } | null;
  ok: boolean;
}

/** The column that adds up: the last one that is money and called so, else the last one of money. */
export function amountColumn(table: TableField): Leaf | null {
  const money = table.columns.filter(isAmount).filter(({ path }) => !/quantity|qty|count|rate|unit/i.test(path));
  return (
    money.findLast(({ path }) => /total|amount|sum/i.test(path)) ??
    money.findLast(({ path, type }) => type === "money" || ROW.test(path)) ??
    null
  );
}

/** The sum of a table's amounts beside the totals of the document; null where nothing can be added. */
export function checkSum(table: TableField, rows: number, fields: readonly Field[], at: TextAt): SumCheck | null {
  const column = amountColumn(table);
  if (!column || rows === 0) return null;
  const texts = Array.from({ length: rows }, (_, row) => at(cellPath(table.path, row, column.path)));
  const amounts = texts.map(amountOf);
  if (amounts.every((amount) => amount === null)) return null;
  const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  const unread = amounts.filter((amount, row) => amount === null && texts[row] !== null).length;
  const totals = fields.flatMap((field) => {
    if (field.kind !== "leaf" || !isAmount(field) || !TOTAL.test(field.path)) return [];
    const amount = amountOf(at(field.path));
    return amount === null ? [] : [{ title: field.title, path: field.path, amount }];
  });
  const met = totals.find(({ amount }) => near(amount, sum));
  // Of several totals the net one is what line items add up to.
  const against = met ?? totals.find(({ path }) => /sub|net/i.test(path)) ?? totals[0] ?? null;
  return { column, sum, unread, against, ok: met !== undefined };
}

const NET = /net|sub_?total|before_?tax|excl/i;
const TAX = /tax|vat|mwst|gst/i;

/** A net amount and a total that say the same, where no field says that there is no tax. */
export function sameAsNet(
  fields: readonly Field[],
  at: TextAt,
  isAbsent: (path: string) => boolean,
): { net: Leaf; total: Leaf; amount: number } | null {
  const amounts = fields.flatMap((field) => {
    const amount = field.kind === "leaf" && isAmount(field) ? amountOf(at(field.path)) : null;
    return field.kind === "leaf" && amount !== null ? [{ field, amount }] : [];
  });
  const untaxed = fields.some(({ kind, path }) => {
    if (kind !== "leaf" || !TAX.test(path) || NET.test(path)) return false;
    return isAbsent(path) || amountOf(at(path)) === 0;
  });
  if (untaxed) return null;
  for (const { field: net, amount } of amounts.filter(({ field }) => NET.test(field.path))) {
    const total = amounts.find(
      (one) => !NET.test(one.field.path) && TOTAL.test(one.field.path) && near(one.amount, amount),
    );
    if (total) return { net, total: total.field, amount };
  }
  return null;
}

export const printAmount = (amount: number): string =>
  amount.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
