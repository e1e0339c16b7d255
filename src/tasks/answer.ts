/**
 * The Answer that every task gives (contract), and how the model's items become one: evidence first, then the operation on it
 * (the grammar of model/targets.ts). Pure: no model is run here.
 */
import { type Box, enclose } from "../document/box.ts";
import type { Page } from "../document/document.ts";
import type { Operation } from "../document/labelled.ts";
import { parseDate, parseMoney, parseNumber } from "../document/values.ts";
import type { PageInputs, QuestionInputs } from "../model/inputs.ts";
import type { Generated, GeneratedItem } from "../model/search.ts";
import { CURRENCY, joinUnits, type Unit } from "../model/units.ts";
import { COLOURS, type SpecialIds, type Tokenizer } from "../model/vocabulary.ts";

/** Words of a page that an answer rests on. */
export interface Evidence {
  /** Index from 0. */
  page: number;
  box: Box;
  /** Indices of words on that page. */
  words: number[];
}

/** Another answer that was considered. */
export interface Alternative {
  text: string | null;
  confidence: number | null;
}

/** A typed value: text, number, ISO date (as text), yes or no; null where there is none. */
export type AnswerValue = string | number | boolean | null;

/**
 * What every task answers with: text, typed value, confidence and the evidence on the page. An absent answer has status "absent",
 * null as text and value, and no evidence.
 */
export interface Answer {
  /** As a person writes it: verbatim from the page for copies; "4", "white", "yes" for the rest; null when absent. */
  text: string | null;
  /** Typed: number, ISO date, boolean or the text itself. */
  value: AnswerValue;
  operation: Operation;
  /** 0..1, or null where it cannot be known. */
  confidence: number | null;
  /** Whether `confidence` was calibrated on development data. */
  calibrated: boolean;
  /** `low`: below the model's threshold of trust. */
  status: "ok" | "low" | "absent";
  /** The operands, always. */
  evidence: Evidence[];
  alternatives: Alternative[];
  /** Money and dates: the page does not settle which value is meant. */
  ambiguous?: boolean;
  /** Money: ISO code or sign as printed. */
  currency?: string | null;
}

export function absentAnswer(confidence: number | null = null): Answer {
  return {
    text: null,
    value: null,
    operation: "copy",
    confidence,
    calibrated: false,
    status: "absent",
    evidence: [],
    alternatives: [],
  };
}

/** Typed value of a printed text: number or money, date, else the text. */
export function typedValue(text: string): Pick<Answer, "value" | "ambiguous" | "currency"> {
  const date = parseDate(text);
  if (date) return { value: date.iso, ambiguous: date.ambiguous };
  const money = parseMoney(text);
  if (money?.currency) return { value: money.amount, currency: money.currency, ambiguous: money.ambiguous };
  const number = parseNumber(text);
  // Long digit runs and leading zeros are names of things, not amounts.
  if (number !== null && !/^0\d|\d{10}/.test(text)) return { value: number };
  return { value: text };
}

/** The probability from which a unit counts as marked. */
const MARKED = 0.5;

/** A number as the page prints its operands: with as many decimals as the most exact of them. */
function printNumber(value: number, operands: readonly string[]): string {
  const decimals = Math.max(0, ...operands.map((text) => /[.,](\d{1,3})\D*$/.exec(text)?.[1].length ?? 0));
  return value.toFixed(decimals === 3 ? 0 : decimals);
}

/** What the items say, on one window of one page. */
export function readAnswer(
  generated: Generated,
  ids: SpecialIds,
  tokenizer: Tokenizer,
  page: Page,
  inputs: PageInputs,
  question: QuestionInputs,
): Answer {
  const { operation: op, colour } = ids;
  const groups: GeneratedItem[][] = [[]];
  let compare = false;
  let last: number | null = null;
  const spelled: number[] = [];
  for (const item of generated.items) {
    if (item.position >= 0) groups[groups.length - 1].push(item);
    else if (item.token === op["<sep>"] || item.token === op["<compare>"]) {
      compare ||= item.token === op["<compare>"];
      groups.push([]);
    } else if (Object.values(op).includes(item.token) || Object.values(colour).includes(item.token)) last = item.token;
    else spelled.push(item.token);
  }
  const filled = groups.filter((group) => group.length > 0);
  const answer: Answer = { ...absentAnswer(Math.exp(generated.logProbability)), status: "ok" };
  const runs = filled.map((group) =>
    closed(
      page,
      inputs,
      group.map((item) => item.position),
    ),
  );
  answer.evidence = runs.map((run) => evidenceOf(page, inputs, run));
  const textOf = (run: readonly number[]) =>
    joinUnits(unique(run.map((position) => inputs.units[inputs.unitOf[position]])));

  const marked = generated.marks
    ? markedRuns(generated.marks, inputs, last === op["<sum>"] || last === op["<sum-is>"])
    : null;
  if (marked) {
    answer.confidence = Math.exp(generated.logProbability + marksLog(generated.marks as Float32Array));
    answer.evidence = marked.map((run) => evidenceOf(page, inputs, run));
  }
  const operands = (marked ?? runs).map(textOf);
  const set = (operation: Operation, text: string, value: AnswerValue): Answer => ({
    ...answer,
    operation,
    text,
    value,
  });
  const total = () => operands.reduce((sum, text) => sum + (parseNumber(text) ?? parseMoney(text)?.amount ?? 0), 0);
  const yes = (truth: boolean) => set("yesno", truth ? "yes" : "no", truth);
  const numberAt = (i: number) => parseNumber(operands[i] ?? "") ?? parseMoney(operands[i] ?? "")?.amount ?? Number.NaN;

  if (last !== null) {
    const name = COLOURS.find((candidate) => colour[candidate] === last);
    if (name) return set("colour", name, name);
    switch (last) {
      case op["<absent>"]:
        return absentAnswer(answer.confidence);
      case op["<yes>"]:
        return yes(true);
      case op["<no>"]:
        return yes(false);
      case op["<greater>"]:
        return yes(numberAt(0) > numberAt(1));
      case op["<count>"]:
        return set("count", String(operands.length), operands.length);
      case op["<count-is>"]:
        return yes(operands.length === question.threshold);
      case op["<sum-is>"]:
        return yes(Math.abs(total() - question.threshold) < 1e-6 * Math.max(1, Math.abs(total())));
      case op["<sum>"]:
        return set("sum", printNumber(total(), operands), Number(printNumber(total(), operands)));
      case op["<difference>"]: {
        const text = printNumber(Math.abs(numberAt(0) - numberAt(1)), operands);
        return Number.isNaN(Number(text)) ? absentAnswer(answer.confidence) : set("difference", text, Number(text));
      }
    }
  }
  if (spelled.length > 0 && runs.length === 0) {
    const text = tokenizer.decode(spelled);
    return { ...answer, ...typedValue(text), operation: "generate", text };
  }
  if (runs.length === 0) return absentAnswer(answer.confidence);
  const copied = (run: readonly number[]) => currencyBefore(inputs, run[0]) + textOf(run);
  const text = compare ? copied(runs[runs.length - 1]) : (marked ?? runs).map(copied).join(" | ");
  return { ...answer, ...typedValue(text), operation: compare ? "compare" : "copy", text };
}

/** Two units follow each other on a row with no more than the height of a letter between them. */
function touch(page: Page, a: Unit, b: Unit): boolean {
  const height = Math.max(a.box[3] - a.box[1], b.box[3] - b.box[1]) * (page.height / page.width);
  return a.row === b.row && Math.abs(b.box[0] - a.box[2]) < height;
}

/** A run in which one word of a phrase was left out, with that word: "ENTERPRISE (SETIA / ALAM)" is not read without "(SETIA". */
function closed(page: Page, inputs: PageInputs, run: readonly number[]): number[] {
  const unitAt = (position: number) => inputs.units[inputs.unitOf[position]];
  return run.flatMap((position, i) => {
    const next = run[i + 1] ?? position;
    const between = Array.from({ length: Math.max(0, next - position - 1) }, (_, n) => position + 1 + n);
    if (between.length === 0 || new Set(between.map((one) => unitAt(one).word)).size > 1) return [position];
    const [first, last] = [unitAt(between[0]), unitAt(between[between.length - 1])];
    const stands = touch(page, unitAt(position), first) || touch(page, last, unitAt(next));
    return stands ? [position, ...between] : [position];
  });
}

/** An amount is copied as it is printed: the currency sign of its own word, where it begins behind it ("RM4.00", "$4.32"). */
function currencyBefore(inputs: PageInputs, position: number): string {
  const unit = inputs.units[inputs.unitOf[position]];
  const before = inputs.units.find(({ word, end }) => word === unit.word && end === unit.start);
  return before && CURRENCY.test(before.text + unit.text) ? before.text : "";
}

/** Marked positions; neighbours on one row are one number where `whole` numbers were marked. */
function markedRuns(marks: Float32Array, inputs: PageInputs, whole: boolean): number[][] {
  const runs: number[][] = [];
  marks.forEach((probability, position) => {
    if (probability <= MARKED) return;
    const run = runs.at(-1);
    if (whole && run?.at(-1) === position - 1 && inputs.rows[position] === inputs.rows[position - 1])
      run.push(position);
    else runs.push([position]);
  });
  return runs;
}

function unique<T>(items: readonly T[]): T[] {
  return items.filter((item, i) => item !== items[i - 1]);
}

/** log of the probability that every unit is marked or not as it is; long pages are not punished for their sure units. */
function marksLog(marks: Float32Array): number {
  let log = 0;
  for (const p of marks) log += Math.log(Math.max(p, 1 - p, 1e-6));
  return log;
}

function evidenceOf(page: Page, inputs: PageInputs, positions: readonly number[]): Evidence {
  const units = positions.map((position) => inputs.units[inputs.unitOf[position]]);
  return {
    page: page.number,
    box: enclose(units.map((unit) => unit.box)),
    words: unique(units.map((unit) => unit.word)),
  };
}
