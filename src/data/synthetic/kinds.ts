/**
 * Every kind of question: the pools it is asked from, its operation, and the rule by which its evidence is put together.
 * One table, so that reports, tests and the generator agree.
 */
import type { Operation } from "../../document/labelled.ts";

export interface Kind {
  pools: string[];
  /** Undefined: the answer is "not on this page". */
  operation?: Operation;
  /** What its evidence holds, in order. */
  evidence: string;
}

const VALUE = "one run: all words of the value, line after line";
const CELL = "one run: the words of the cell";
const KEY = "one run: the words of the row's name";
const DECIDED = "the deciding cell, then the row's name";
const EACH = "one run a row, from top to bottom: the words of its name; none when there are none";

export const KINDS: Record<string, Kind> = {
  "key-beside": { pools: ["field"], operation: "copy", evidence: VALUE },
  "key-below": { pools: ["field"], operation: "copy", evidence: VALUE },
  "key-far": { pools: ["field"], operation: "copy", evidence: VALUE },
  "multi-line": { pools: ["address-of"], operation: "copy", evidence: VALUE },
  party: { pools: ["name-of"], operation: "copy", evidence: VALUE },
  unlabelled: { pools: ["field"], operation: "copy", evidence: VALUE },
  title: { pools: ["title"], operation: "copy", evidence: VALUE },
  company: { pools: ["company"], operation: "copy", evidence: VALUE },
  address: { pools: ["address"], operation: "copy", evidence: VALUE },
  "document-date": { pools: ["document-date"], operation: "copy", evidence: VALUE },
  total: { pools: ["total"], operation: "copy", evidence: VALUE },
  prose: { pools: ["prose"], operation: "copy", evidence: VALUE },
  "item-price": { pools: ["item-price"], operation: "copy", evidence: CELL },
  "item-quantity": { pools: ["item-quantity"], operation: "copy", evidence: CELL },
  cell: { pools: ["cell"], operation: "copy", evidence: CELL },
  reverse: { pools: ["reverse"], operation: "copy", evidence: KEY },
  "row-first": { pools: ["row-first"], operation: "copy", evidence: KEY },
  "row-last": { pools: ["row-first"], operation: "copy", evidence: KEY },
  "row-nth": { pools: ["row-first"], operation: "copy", evidence: KEY },
  "row-after": { pools: ["row-after"], operation: "copy", evidence: KEY },
  "row-before": { pools: ["row-after"], operation: "copy", evidence: KEY },
  "largest-row": { pools: ["largest-row"], operation: "compare", evidence: DECIDED },
  "smallest-row": { pools: ["largest-row"], operation: "compare", evidence: DECIDED },
  "largest-value": { pools: ["largest-value"], operation: "compare", evidence: "the deciding cell, twice" },
  "smallest-value": { pools: ["largest-value"], operation: "compare", evidence: "the deciding cell, twice" },
  "count-rows": { pools: ["count-rows"], operation: "count", evidence: EACH },
  "count-equal": { pools: ["count-equal"], operation: "count", evidence: EACH },
  "count-not": { pools: ["count-not"], operation: "count", evidence: EACH },
  "count-more": { pools: ["count-more"], operation: "count", evidence: EACH },
  "count-less": { pools: ["count-more"], operation: "count", evidence: EACH },
  "count-containing": { pools: ["count-containing"], operation: "count", evidence: EACH },
  "rows-where": { pools: ["rows-where"], operation: "copy", evidence: EACH },
  "rows-where-not": { pools: ["rows-where-not"], operation: "copy", evidence: EACH },
  "row-with-letter": { pools: ["row-with-letter"], operation: "compare", evidence: DECIDED },
  "row-without-letter": { pools: ["row-without-letter"], operation: "compare", evidence: DECIDED },
  "starts-with": { pools: ["starts-with"], operation: "compare", evidence: DECIDED },
  "ends-with": { pools: ["ends-with"], operation: "compare", evidence: DECIDED },
  sum: { pools: ["sum"], operation: "sum", evidence: "one run a number added, from top to bottom" },
  "sum-where": { pools: ["sum-where"], operation: "sum", evidence: "one run a number added, from top to bottom" },
  "totals-row": { pools: ["totals-row"], operation: "copy", evidence: "one run: the printed total" },
  difference: {
    pools: ["difference"],
    operation: "difference",
    evidence: "minuend, subtrahend; the minuend is the larger",
  },
  "compare-rows": { pools: ["compare"], operation: "compare", evidence: DECIDED },
  "yes-equal": { pools: ["yes-equal"], operation: "yesno", evidence: "the row's name, then the cell" },
  "yes-greater": {
    pools: ["yes-greater"],
    operation: "yesno",
    evidence: "check greater: the number that is said to be the larger, then the other one",
  },
  "yes-count": { pools: ["yes-count"], operation: "yesno", evidence: "check count-is: one run a row, its name" },
  "yes-superlative": {
    pools: ["yes-superlative"],
    operation: "yesno",
    evidence: "the row's name that truly has it, then its cell",
  },
  "is-there": { pools: ["is-there"], operation: "yesno", evidence: "yes: the value; no: none" },
  "spatial-right": { pools: ["spatial"], operation: "copy", evidence: VALUE },
  "spatial-left": { pools: ["spatial"], operation: "copy", evidence: VALUE },
  "spatial-above": { pools: ["spatial"], operation: "copy", evidence: VALUE },
  "spatial-below": { pools: ["spatial"], operation: "copy", evidence: VALUE },
  corner: { pools: ["corner"], operation: "copy", evidence: VALUE },
  "under-heading": { pools: ["under-heading"], operation: "copy", evidence: VALUE },
  ticked: { pools: ["ticked"], operation: "copy", evidence: "one run a ticked option, its words" },
  "is-ticked": {
    pools: ["is-ticked"],
    operation: "yesno",
    evidence: "the option's mark where it is a word, and the option's words",
  },
  "word-colour": { pools: ["word-colour"], operation: "colour", evidence: "the word" },
  "paper-colour": { pools: ["paper-colour"], operation: "colour", evidence: "the word" },
  "coloured-word": { pools: ["coloured-word"], operation: "copy", evidence: VALUE },
  "written-on": { pools: ["written-on"], operation: "copy", evidence: VALUE },
  "absent-field": { pools: ["field", "name-of", "address-of"], evidence: "none" },
  "absent-empty": { pools: ["field"], evidence: "none: the key is printed, its place is empty" },
  "absent-cell": { pools: ["cell"], evidence: "none" },
  "absent-row": { pools: ["reverse"], evidence: "none" },
  "absent-word": { pools: ["spatial", "word-colour"], evidence: "none" },
};
