/**
 * Counts of fields as bags of (name, value) pairs: with exactMatch the contract's fieldF1; with equal strings the micro F1 of
 * SROIE's task 3 and DUE's F1.
 */
import type { Counts } from "./f1.ts";

export type FieldPair = readonly [name: string, value: string];

/** Each wanted pair can be met once. */
export function fieldCounts(
  predicted: readonly FieldPair[],
  gold: readonly FieldPair[],
  same: (predicted: string, gold: string) => boolean = (a, b) => a === b,
): Counts {
  const open = [...gold];
  let right = 0;
  for (const [name, value] of predicted) {
    const met = open.findIndex(([wanted, text]) => wanted === name && same(value, text));
    if (met < 0) continue;
    open.splice(met, 1);
    right++;
  }
  return { right, said: predicted.length, wanted: gold.length };
}
