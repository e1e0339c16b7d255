/**
 * A document with what people (or a generator) say is true of it: the one form in which labels are kept, trained on,
 * evaluated and served. The file form (JSON lines, whole pixels) is data/common-format.ts.
 */
import type { Box } from "./box.ts";
import type { Document } from "./document.ts";

/** How an answer follows from its evidence (contract: Answer.operation). */
export type Operation = "copy" | "count" | "sum" | "difference" | "compare" | "yesno" | "colour" | "generate";

/** A run of words on one page that proves (part of) an answer. */
export interface LabelledEvidence {
  /** Index from 0. */
  page: number;
  /** Indices into that page's words, in reading order. */
  words: number[];
}

/** A question with the answers that people (or a generator) accept, and the words that prove them. */
export interface LabelledQuestion {
  id: string;
  question: string;
  /** Accepted answers; empty: the document does not say. */
  answers: string[];
  /** What the question asks for, e.g. "key-beside", "cell", "count-rows": the unit of reports. */
  kind: string;
  /** Identifies the way of asking. */
  template?: string;
  /** The way of asking is held out of training. */
  heldOut?: boolean;
  operation?: Operation;
  /**
   * The operands, in the order in which a reader would point at them.
   * copy: one run per item of the answer. count, sum: one run per thing counted or added. difference: minuend, subtrahend.
   * compare: the value that decided, then last the words that are the answer (the same run twice when the value is asked).
   * yesno: what settles it. colour: the word. Absent answers: none.
   */
  evidence?: LabelledEvidence[];
  /**
   * Settles a yes/no by arithmetic on the evidence instead of by the model:
   * "greater" = yes if the first run's number is above the second's; "count-is" = yes if the number of runs is the
   * number that the question states; "sum-is" likewise for their sum.
   */
  check?: "greater" | "count-is" | "sum-is";
}

/** Words that are something: a key, a value, a field of a form. */
export interface LabelledEntity {
  id: string | number;
  label: string;
  page: number;
  words: number[];
  text: string;
  /** Where it stands, for labels whose words are not known (COCO): only beside an empty `words`. */
  box?: Box;
}

/** A sentence that the document bears out or not. */
export interface LabelledStatement {
  text: string;
  /** Absent: it is asked, and not known. */
  label?: "entailed" | "refuted";
}

/** The table that a document is: heads and rows of texts. */
export interface LabelledTable {
  header: string[];
  rows: string[][];
  title?: string;
  context?: string;
}

/** A document with its labels: a line of the common format, a sample of training, a case of evaluation. */
export interface LabelledDocument {
  id: string;
  source?: string;
  split?: string;
  document: Document;
  questions: LabelledQuestion[];
  fields: Record<string, string | string[]>;
  entities: LabelledEntity[];
  /** Pairs of entity ids, from key to value. */
  links: [string | number, string | number][];
  statements: LabelledStatement[];
  table?: LabelledTable;
  /** What is asked for without labels being given (contract.md). */
  wanted?: { fields?: string[]; entities?: string[]; links?: boolean };
}
