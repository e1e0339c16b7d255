/**
 * Fields as questions: a name like "total" or "due_date" is asked for in words, in one fixed way when answering and in many
 * when teaching, so that what was learned does not hang on one wording.
 */
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import { exactMatch } from "./metrics/exact-match.ts";

/** Where wordings are drawn from; the engine's streams fit. */
export interface Draw {
  /** 0 <= x < 1 */
  uniform(): number;
  /** Whole number, 0 <= x < n. */
  below(n: number): number;
}

/** "due_date", "dueDate" -> "due date" */
export function fieldName(field: string): string {
  return field
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_\-.]+/g, " ")
    .trim()
    .toLowerCase();
}

/** Short forms in names of fields that nobody says. "no" and "id" alone are words. */
const SHORT: Readonly<Record<string, string>> = {
  num: "number",
  nr: "number",
  nbr: "number",
  amt: "amount",
  qty: "quantity",
  addr: "address",
  desc: "description",
  tel: "telephone",
  acct: "account",
  acc: "account",
  inv: "invoice",
  ref: "reference",
  cust: "customer",
  dept: "department",
  dob: "date of birth",
  pct: "percent",
  tot: "total",
};

/** The name as it is said in a question: "contract_num" -> "contract number", "invoiceNo" -> "invoice number" */
export function spokenName(field: string): string {
  const words = fieldName(field).split(" ");
  const said = (word: string, i: number) =>
    word === "no" && i > 0 && i === words.length - 1 ? "number" : (SHORT[word] ?? word);
  return words.map(said).join(" ");
}

/** The question by which a field is asked for. */
export function fieldQuestion(field: string): string {
  return `What is the ${spokenName(field)}?`;
}

/** The question by which a cell is asked for: of the column `column`, in the row that `row` names. */
export function cellQuestion(column: string, row: string): string {
  return `What is the ${spokenName(column)} of ${row}?`;
}

/** The question by which a field that is a check box is asked for. */
export function boxQuestion(field: string): string {
  return `Is the box ${fieldName(field)} ticked?`;
}

const WAYS: readonly ((name: string) => string)[] = [
  (name) => `What is the ${name}?`,
  (name) => `what is the ${name}`,
  (name) => name,
  (name) => `${name}?`,
  (name) => `Find the ${name}.`,
  (name) => `Which ${name} is given?`,
  (name) => `Give the ${name} of this document.`,
];

/** The question whether a document is of the class `name`, where `field` says the class: answered by yes or no. */
export function classQuestion(field: string, name: string): string {
  return `Is the ${spokenName(field)} ${name}?`;
}

/** The texts of a labelled field; a column of rows has "" where a row has no such cell. */
export const textsOf = (value: string | readonly string[]): string[] =>
  typeof value === "string" ? [value] : value.filter((text) => text !== "");

/** Whether a field is a yes or no, which is said and not copied. */
export const isYesNo = (value: string | readonly string[]): boolean =>
  typeof value === "string" && /^(yes|no)$/i.test(value.trim());

/**
 * Questions for the labelled fields of a document that stand on its pages, and for those that it does not have (an empty list);
 * the wording by which a user asks half of the time. `asked`: that wording, of fields that are not asked for by their name.
 */
export function fieldQuestions(
  labelled: LabelledDocument,
  random: Draw,
  asked: Readonly<Record<string, string>> = {},
): LabelledQuestion[] {
  return Object.entries(labelled.fields).flatMap(([field, value]): LabelledQuestion[] => {
    const answers = textsOf(value);
    const wording = () => {
      const way = random.uniform() < 0.5 ? null : WAYS[random.below(WAYS.length)];
      return way ? way(spokenName(field)) : (asked[field] ?? WAYS[0](spokenName(field)));
    };
    const id = `${labelled.id}-${field}`;
    if (answers.length === 0) return [{ id, question: wording(), answers, kind: field, evidence: [] }];
    const places = labelled.entities.filter((entity) => entity.label === field && entity.words.length > 0);
    // Of a list each member is pointed at, of one value its first place.
    const first = (text: string) => places.find((entity) => exactMatch(entity.text, text)) ?? [];
    const chosen = answers.length === places.length ? places : answers.length > 1 ? answers.flatMap(first) : places;
    const evidence = chosen.slice(0, answers.length).map(({ page, words }) => ({ page, words }));
    // Yes and no stand on no page.
    if (evidence.length === 0 && isYesNo(value)) {
      return [{ id, question: wording(), answers, kind: field, operation: "yesno", evidence }];
    }
    if (evidence.length === 0) return [];
    return [{ id, question: wording(), answers, kind: field, operation: "copy", evidence }];
  });
}

/** The questions by which the labelled fields of a document are judged: one a field, in the fixed wording. */
export function fieldsAsQuestions(labelled: LabelledDocument): LabelledQuestion[] {
  return Object.entries(labelled.fields).map(([field, value]) => ({
    id: `${labelled.id}-${field}`,
    question: fieldQuestion(field),
    answers: textsOf(value),
    kind: field,
  }));
}
