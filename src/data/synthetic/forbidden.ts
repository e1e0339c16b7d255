/**
 * Names that no training page may hold: what the five scenes of the announcement show (examples/scenes). Kept in this one file;
 * every source of training pages calls assertNotForbidden.
 */
import type { LabelledDocument } from "../../document/labelled.ts";

/** Whole words, any case. */
const WORDS = ["kusk", "kkya", "kdam", "wnax", "wnax-fm", "kvht"];

/** Parts of the page's text, any case; blanks as single blanks. */
const PHRASES = ["roman catholic diocese of cleveland", "diocese of cleveland"];

/** A page of training holds what it must not. */
export class ForbiddenError extends Error {
  readonly document: string;
  readonly found: string;
  constructor(document: string, found: string) {
    super(
      `document ${document} holds "${found}", which is kept for the demonstration scenes; leave it out of training`,
    );
    this.name = "ForbiddenError";
    this.document = document;
    this.found = found;
  }
}

const WORD_SET = new Set(WORDS);

/** The forbidden name in `text`, or undefined. */
export function forbiddenIn(text: string): string | undefined {
  const plain = text.toLowerCase().replace(/\s+/g, " ");
  for (const word of plain.split(/[^a-z0-9-]+/)) if (WORD_SET.has(word)) return word;
  return PHRASES.find((phrase) => plain.includes(phrase));
}

/** The first forbidden name in words, questions, answers or table of `labelled`, or undefined. */
export function findForbidden(labelled: LabelledDocument): string | undefined {
  for (const page of labelled.document.pages) {
    const found = forbiddenIn(page.words.map((word) => word.text).join(" "));
    if (found) return found;
    if (/^synthetic-scene/.test(labelled.source ?? "") && page.words.some((word) => /^police$/i.test(word.text)))
      return "police";
  }
  for (const question of labelled.questions) {
    const found = forbiddenIn(`${question.question} ${question.answers.join(" ")}`);
    if (found) return found;
  }
  for (const row of labelled.table?.rows ?? []) {
    const found = forbiddenIn(row.join(" "));
    if (found) return found;
  }
  return undefined;
}

/** Throws ForbiddenError if `labelled` holds a forbidden name. */
export function assertNotForbidden(labelled: LabelledDocument): void {
  const found = findForbidden(labelled);
  if (found !== undefined) throw new ForbiddenError(labelled.id, found);
}
