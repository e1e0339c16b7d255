/**
 * An answer's text as the value that a field wants: number, money, ISO date, yes or no, one of a list. What does not fit is said
 * with what is allowed. Pure.
 */
import type { Document } from "../../document/document.ts";
import { type PrintedDate, parseCount, parseDate, parseMoney, parseNumber } from "../../document/values.ts";
import type { Answer, AnswerValue } from "../answer.ts";
import { fieldName } from "../fields.ts";
import { exactMatch } from "../metrics/exact-match.ts";
import type { ValuePlan } from "./plan.ts";

export type DateOrder = "day" | "month";

export type Fitted = { answer: Answer; unfit?: undefined } | { unfit: string };

/** One number in a text that holds more: "Total 4.32". */
const NUMBER_WITHIN = /[-(]?\d[\d.,'’]*\d\)?|\d/g;

/** Whether the document's figures put day or month first: what dates of one reading only say; undefined where they do not. */
export function dateOrder(document: Document): DateOrder | undefined {
  const seen = new Set<DateOrder>();
  for (const { words } of document.pages) {
    for (const { text } of words) {
      const match = /(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})(?!\d)/.exec(text);
      if (!match) continue;
      const [first, second] = [Number(match[1]), Number(match[2])];
      if (first > 12 && first <= 31 && second >= 1 && second <= 12) seen.add("day");
      if (second > 12 && second <= 31 && first >= 1 && first <= 12) seen.add("month");
    }
  }
  return seen.size === 1 ? [...seen][0] : undefined;
}

function numberIn(text: string): number | null {
  const direct = parseNumber(text);
  if (direct !== null) return direct;
  const parts = text.match(NUMBER_WITHIN) ?? [];
  return parts.length === 1 ? parseNumber(parts[0]) : null;
}

function moneyIn(text: string): { amount: number; currency: string | null; ambiguous?: boolean } | null {
  const direct = parseMoney(text);
  if (direct) return direct;
  const amount = numberIn(text);
  return amount === null ? null : { amount, currency: null };
}

/** The last day of a period: "due to", "valid until". */
const LAST = /\b(to|end|until|till|through|last|expiry|expires?)\b/;

/** The day that a text prints; of a period ("03/27/20 - 03/31/20") the end that the field's name asks for. */
function dateIn(text: string, { name, description }: ValuePlan, order: DateOrder | undefined): PrintedDate | null {
  const how = order ? { order } : {};
  const direct = parseDate(text, how);
  if (direct) return direct;
  const ends = text.split(/\s[-–—]+\s|\s(?:to|until|through|bis|au)\s/i).map((end) => parseDate(end, how));
  if (ends.length !== 2) return null;
  return LAST.test(`${fieldName(name)} ${description ?? ""}`.toLowerCase()) ? ends[1] : ends[0];
}

const YES = /^(yes|y|true|x|☒|☑|✓|✔|on|checked|ticked|ja|oui|s[ií])$/i;
const NO = /^(no|n|false|☐|off|unchecked|nein|non|none|-)$/i;

/** The allowed value that `text` says: the same letters and digits, else the only one that it holds as whole words. */
export function allowedValue(text: string, allowed: readonly unknown[]): unknown {
  const same = allowed.find((one) => exactMatch(String(one), text));
  if (same !== undefined) return same;
  const plain = (value: unknown) =>
    ` ${String(value)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()} `;
  const held = allowed.filter((one) => plain(text).includes(plain(one)));
  return held.length === 1 ? held[0] : undefined;
}

/**
 * `answer` with the value that `plan` wants. `order`: how the document writes its dates, which settles 03/04/2026.
 */
export function fitAnswer(plan: ValuePlan, answer: Answer, order?: DateOrder): Fitted {
  const { text } = answer;
  if (text === null) return { answer };
  const { ambiguous: _, currency: __, ...rest } = answer;
  const fit = (value: AnswerValue, more: Pick<Answer, "ambiguous" | "currency"> = {}): Fitted => ({
    answer: { ...rest, value, ...more },
  });
  switch (plan.kind) {
    case "string":
      return fit(text);
    case "number": {
      const value = typeof answer.value === "number" && answer.operation !== "copy" ? answer.value : numberIn(text);
      return value === null ? { unfit: "a number is wanted" } : fit(value);
    }
    case "integer": {
      const value = numberIn(text) ?? parseCount(text);
      return value === null || !Number.isInteger(value) ? { unfit: "a whole number is wanted" } : fit(value);
    }
    case "money": {
      const money = moneyIn(text);
      if (!money) return { unfit: "an amount is wanted" };
      const { amount, currency, ambiguous } = money;
      return fit(amount, { currency, ...(ambiguous ? { ambiguous } : {}) });
    }
    case "date": {
      const date = dateIn(text, plan, order);
      if (!date) return { unfit: "a date is wanted" };
      const { iso, ambiguous } = date;
      return fit(iso, ambiguous && !order ? { ambiguous } : {});
    }
    case "boolean": {
      if (typeof answer.value === "boolean") return fit(answer.value);
      if (YES.test(text.trim())) return fit(true);
      return NO.test(text.trim()) ? fit(false) : { unfit: "yes or no is wanted" };
    }
    case "enum": {
      const value = allowedValue(text, plan.allowed);
      const wanted = plan.allowed.map((one) => JSON.stringify(one)).join(", ");
      return value === undefined ? { unfit: `one of ${wanted} is wanted` } : fit(value as AnswerValue);
    }
  }
}

/** The members of a list that one answer says; each with its own evidence where there is one for each. */
export function membersOf(answer: Answer): Answer[] {
  if (answer.text === null) return [];
  const texts = answer.text.split(" | ");
  const placed = answer.evidence.length === texts.length;
  return texts.map((text, i) => ({
    ...answer,
    text,
    value: text,
    evidence: placed ? [answer.evidence[i]] : answer.evidence,
    alternatives: [],
  }));
}
