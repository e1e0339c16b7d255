/**
 * Names of the hand-measured features (strings and geometry, no labels) that biases and vectors are learned for. All ours,
 * from the measurements of docs/log.md; none is in the paper.
 */

/** Relations of two words in encoder attention: query word i, key word j. */
export const RELATIONS = ["sameLine", "above", "below", "nextLine", "previousLine"] as const;

/** What a word has to do with the question's words. */
export const MATCH_FEATURES = [
  /** best similarity of this word with a word of the question */
  "word",
  /** similarities of the words on my line, each counted less the more words of the page it matches */
  "line",
  /** the same over words above me in my column */
  "column",
  /** the same over the words of the line before mine */
  "previousLine",
  /** line * column */
  "cell",
  /** nothing on my line matches */
  "unmatchedLine",
  /** my column is matched and I contain the letter (or word) that the question quotes */
  "quoted",
  /** such a word is on my line */
  "quotedLine",
  /** my column is matched and my number is above, below, equal to the question's number */
  "above",
  "below",
  "equal",
  /** such a word is on my line */
  "aboveLine",
  "belowLine",
  "equalLine",
] as const;

/** What a word has to do with the word pointed at last. */
export const POINTER_RELATIONS = ["next", "before", "sameLine", "later", "nextLine", "sameColumn", "below"] as const;

/** log value, sign, is-number flags and sines of the digits' places: numbers.ts. */
export const NUMBER_FEATURES = 14;
/** Ranks of a number in its column that have a vector: 0 ... 14 from that end, 15 = farther, 16 = no number. */
export const RANKS = 17;
/** ink rgb, paper rgb, and 1 when they were measured. */
export const COLOUR_FEATURES = 7;
/** all capitals, capitalised, mixed, one character */
export const CASE_FEATURES = 4;
