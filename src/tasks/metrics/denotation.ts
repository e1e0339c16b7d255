/**
 * WikiTableQuestions' denotation accuracy (official evaluator 1.0.2): an answer is a set of values, each a number, a date or a
 * text; it is right when it has as many values as the gold set and every gold value matches one of them. Gold values are read
 * from their raw text, as DUE's scorer does; the official script takes numbers and dates of its CoreNLP-tagged files instead.
 */

/** How the items of a list are joined in an answer's text (contract). */
export const LIST_MARK = " | ";

interface Value {
  /** Equal keys are one member of the set. */
  key: string;
  /** The text, normalised. */
  text: string;
  amount: number | null;
  date: string | null;
}

/** The official normalisation: no diacritics, plain quotes and dashes, no trailing citations and remarks, lower case. */
export function normalizeDenotation(raw: string): string {
  let text = raw
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[‘’´`]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/[‐‑‒–—−]/gu, "-");
  for (let before: string | null = null; before !== text; ) {
    before = text;
    text = text.trim().replace(/((?<!^)\[[^\]]*\]|\[\d+\]|[•♦†‡*#+])*$/u, "");
    text = text.trim().replace(/(?<!^)( \([^)]*\))*$/u, "");
    text = text.trim().replace(/^"([^"]*)"$/u, "$1");
  }
  if (text.endsWith(".")) text = text.slice(0, -1);
  return text.replace(/\s+/gu, " ").toLowerCase().trim();
}

function amountOf(text: string): number | null {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) return null;
  const amount = Number(text);
  if (!Number.isFinite(amount)) return null;
  // The official script cuts towards zero here, also what lies just below a whole number.
  return Math.abs(amount - Math.round(amount)) < 1e-6 ? Math.trunc(amount) : amount;
}

/** "yyyy-mm-dd" with "xx" for what is not known; a year alone is a number. */
function dateOf(text: string): { year: number; month: number; day: number } | null {
  const parts = text.toLowerCase().split("-");
  if (parts.length !== 3) return null;
  const [year, month, day] = parts.map((part, i) => {
    if (part === "xx" || (i === 0 && part === "xxxx")) return -1;
    return /^\s*[+]?\d+\s*$/.test(part) ? Number(part) : Number.NaN;
  });
  if (Number.isNaN(year + month + day) || (year === -1 && month === -1 && day === -1)) return null;
  if ((month !== -1 && (month < 1 || month > 12)) || (day !== -1 && (day < 1 || day > 31))) return null;
  return { year, month, day };
}

function readValue(raw: string): Value {
  const text = normalizeDenotation(raw);
  const date = dateOf(raw);
  const onlyYear = date !== null && date.month === -1 && date.day === -1;
  const amount = amountOf(raw) ?? (onlyYear ? date.year : null);
  if (amount !== null) return { key: `number ${amount}`, text, amount, date: null };
  if (date) {
    const key = `date ${date.year} ${date.month} ${date.day}`;
    return { key, text, amount: null, date: key };
  }
  return { key: `text ${text}`, text, amount: null, date: null };
}

const setOf = (items: readonly string[]) => [
  ...new Map(items.map(readValue).map((value) => [value.key, value])).values(),
];

function matches(a: Value, b: Value): boolean {
  if (a.text === b.text) return true;
  if (a.amount !== null && b.amount !== null) return Math.abs(a.amount - b.amount) < 1e-6;
  return a.date !== null && a.date === b.date;
}

/** Whether the items of an answer denote the gold items. */
export function sameDenotation(predicted: readonly string[], gold: readonly string[]): boolean {
  const [said, wanted] = [setOf(predicted), setOf(gold)];
  return said.length === wanted.length && wanted.every((value) => said.some((other) => matches(value, other)));
}

/** The items of an answer's text; none where there is no answer. */
export function itemsOf(text: string | null): string[] {
  return text === null ? [] : text.split(LIST_MARK);
}
