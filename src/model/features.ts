/**
 * Names of the hand-measured features (strings and geometry, no labels) that biases and vectors are learned for. All ours,
 * from the measurements of docs/log.md; none is in the paper.
 */

/** Relations of two words in encoder attention: query word i, key word j. */
export const RELATIONS = [
  "sameLine",
  "above",
  "below",
  "nextLine",
  "previousLine",
  /** the word that comes after me (before me) in my block: on my line without a gap, else first on the line under it */
  "follows",
  "precedes",
] as const;

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
  /** matched words to my left on my line, nearer ones more: which of several keys on a line is mine */
  "left",
  /** matched words above me in my column, nearer rows more */
  "overhead",
] as const;

/** What a word has to do with the word pointed at last. */
export const POINTER_RELATIONS = [
  "next",
  "before",
  "sameLine",
  "later",
  "nextLine",
  "sameColumn",
  "below",
  /** comes after it in its block: an address in a column goes on under itself, not beside */
  "follows",
] as const;

/** What an entity has to do with the one that it may belong to, e.g. a value with its key. */
export const LINK_RELATIONS = [
  /** the key is on a line of the value, to its left or to its right */
  "left",
  "right",
  /** above or below it, sharing a part of its width */
  "above",
  "below",
  /** the nearest of all on that line to the left, the nearest of all above */
  "nearestLeft",
  "nearestAbove",
  /** begins where the value begins */
  "aligned",
  /** comes next before the value in reading order, or anywhere before */
  "previous",
  "earlier",
  /** 1 where they share a column or a line, and falls with the distance across and down */
  "nearAcross",
  "nearDown",
] as const;

/** log value, sign, is-number flags and sines of the digits' places: numbers.ts. */
export const NUMBER_FEATURES = 14;
/** Ranks of a number in its column that have a vector: 0 ... 14 from that end, 15 = farther, 16 = no number. */
export const RANKS = 17;
/** ink rgb, paper rgb, and 1 when they were measured. */
export const COLOUR_FEATURES = 7;
/** all capitals, capitalised, mixed, one character */
export const CASE_FEATURES = 4;
