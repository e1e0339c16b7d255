/**
 * What no training page may hold: names, call signs and addresses of the demonstration scenes (examples/scenes), and two cells
 * of one row of theirs side by side. Kept in this one file; every source of training pages asks findForbidden.
 * test/scenes.test.ts holds it against what the scenes show.
 */
import type { LabelledDocument } from "../../document/labelled.ts";

/** Words of a text as they are compared: small letters, without punctuation round them and without a dollar sign. */
function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, ""))
    .filter((word) => word !== "");
}

/** Alone or several words in a row, any case, whatever punctuation stands round a word. */
const NAMES = [
  // The shipping label.
  ...["Tarn & Osier Press", "310 Millrace Quay", "Hollinbrook", "TO-58213"],
  ...["Odalys Brannock", "4178 Larkspur Hollow Road", "Larkspur Hollow", "Duneberry"],
  ...["Alderpoint Reading Room", "92 Coopers Wharf", "Coopers Wharf", "Port Ellery"],
  // The store receipt.
  ...["Pemberwick", "27 Saltbox Lane", "Saltbox Lane", "Wexcombe", "(330) 555-0186"],
  // The radio stations.
  ...["KUSK", "KKYA", "KDAM", "WNAX", "WNAX-FM", "KVHT"],
  ...["Lantern Public Radio", "Big Sandbar Country", "The Spillway", "Prairie Anvil", "Heartline 107"],
  // The schools.
  ...["Diocese of Cleveland", "Saint Odile Academy", "Brookhollin", "Wexley Park", "Tessaly", "Our Lady of the Locks"],
  ...["Canal Ferrin", "Lockmoor", "Granger Weir", "Saint Brannoc", "Ostermill", "Archbishop Tallow", "Vermeil Heights"],
  ...["Oxley Bay", "Ridge and Rudder"],
];

/** Each common on its own; two of one row within a few words of each other are the scene's. */
const ROWS = [
  ["whole milk", "2.19"],
  ["rye rolls", "0.89"],
  ["gala apples", "1.00"],
  ["subtotal", "4.08"],
  ["state tax", "0.24"],
  ["total", "4.32"],
  ["cash", "5.02"],
  ["change", "0.70"],
  ["88.9", "public radio"],
  ["92.7", "country"],
  ["95.5", "adult hits"],
  ["103.3", "classic country"],
  ["107.1", "adult contemporary"],
];

/** Words between the ends of two cells that still count as side by side. */
const REACH = 8;

interface Term {
  text: string;
  words: string[];
  /** Index into ROWS, or -1 for a name. */
  row: number;
}

/** Terms by their first word. */
const TERMS = new Map<string, Term[]>();
for (const [row, cells] of [NAMES, ...ROWS].entries()) {
  for (const text of cells) {
    const words = plainWords(text);
    const known = TERMS.get(words[0]);
    const term = { text: text.toLowerCase(), words, row: row - 1 };
    if (known) known.push(term);
    else TERMS.set(words[0], [term]);
  }
}

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

/** The forbidden name, or pair of cells, in `text`, or undefined. */
export function forbiddenIn(text: string): string | undefined {
  const words = plainWords(text);
  const seen = new Map<number, { term: Term; end: number }>();
  for (let i = 0; i < words.length; i++) {
    for (const term of TERMS.get(words[i]) ?? []) {
      if (!term.words.every((word, k) => words[i + k] === word)) continue;
      if (term.row < 0) return term.text;
      const before = seen.get(term.row);
      if (before && before.term !== term && i - before.end <= REACH) return `${before.term.text} ... ${term.text}`;
      seen.set(term.row, { term, end: i + term.words.length });
    }
  }
  return undefined;
}

/** The first forbidden name or pair in words, questions, answers or table of `labelled`, or undefined. */
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
