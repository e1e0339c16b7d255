/**
 * Group-ANLS, DUE's measure of tables of results (Papers with Code): rows of named values, in any order. Predicted and gold rows
 * are paired so that their F1s add up to most; then values count over all pairs. Two values of one name are the same from a
 * similarity of one half on; where either is a number they must be equal. Upper and lower case count (DUE's `-i` folds first).
 */
import { assign } from "./assignment.ts";
import { levenshtein } from "./levenshtein.ts";

export interface GroupValue {
  name: string;
  text: string;
  /** Other ways to write it. */
  variants?: readonly string[];
}

/** Unlike Counts, hits are counted from both sides: likeness does not carry over from one pair of texts to the next. */
export interface GroupCounts {
  rightSaid: number;
  said: number;
  rightWanted: number;
  wanted: number;
}

const THRESHOLD = 0.5;
/** What Python's float() reads. */
const NUMBER = /^[+-]?((\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?|inf(inity)?|nan)$/i;
const isNumber = (text: string) => NUMBER.test(text.trim());

function likeness(a: string, b: string): number {
  if (isNumber(a) || isNumber(b)) return Number(a === b);
  const longest = Math.max(Array.from(a).length, Array.from(b).length);
  return longest === 0 ? 1 : 1 - levenshtein(a, b) / longest;
}

function alike(a: GroupValue, b: GroupValue, threshold: number): boolean {
  if (a.name !== b.name) return false;
  const near = (text: string, others: readonly string[]) => others.some((one) => likeness(text, one) >= threshold);
  return near(b.text, [a.text]) || near(a.text, b.variants ?? []) || near(b.text, a.variants ?? []);
}

/** How many of `values` find one of `others`, each of which is found once. */
function met(values: readonly GroupValue[], others: readonly GroupValue[], threshold: number): number {
  const open = [...others];
  let count = 0;
  for (const value of values) {
    const at = open.findIndex((one) => alike(one, value, threshold));
    if (at < 0) continue;
    open.splice(at, 1);
    count++;
  }
  return count;
}

const countsOf = (said: readonly GroupValue[], wanted: readonly GroupValue[], threshold: number): GroupCounts => ({
  rightSaid: met(said, wanted, threshold),
  said: said.length,
  rightWanted: met(wanted, said, threshold),
  wanted: wanted.length,
});

/** F1 of counts, 0 where nothing is right. */
export function groupF1({ rightSaid, said, rightWanted, wanted }: GroupCounts): number {
  const precision = said > 0 ? rightSaid / said : 0;
  const recall = wanted > 0 ? rightWanted / wanted : 0;
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
}

/**
 * Counts of one document.
 * @param by pairs rows by their values of this name alone, and these must be equal (DUE's `GROUP-ANLS@name`)
 */
export function groupCounts(
  predicted: readonly (readonly GroupValue[])[],
  gold: readonly (readonly GroupValue[])[],
  by?: string,
): GroupCounts {
  const most = Math.max(predicted.length, gold.length);
  const [said, wanted] = [predicted, gold].map((rows) => Array.from({ length: most }, (_, i) => rows[i] ?? []));
  const own = (row: readonly GroupValue[]) => (by === undefined ? row : row.filter(({ name }) => name === by));
  const threshold = by === undefined ? THRESHOLD : 1;
  const pairs = assign(said.map((a) => wanted.map((b) => 1 - groupF1(countsOf(own(a), own(b), threshold)))));
  return addGroupCounts(said.map((row, i) => countsOf(row, wanted[pairs[i]], THRESHOLD)));
}

export function addGroupCounts(all: readonly GroupCounts[]): GroupCounts {
  const sum: GroupCounts = { rightSaid: 0, said: 0, rightWanted: 0, wanted: 0 };
  for (const counts of all) for (const key of Object.keys(sum) as (keyof GroupCounts)[]) sum[key] += counts[key];
  return sum;
}
