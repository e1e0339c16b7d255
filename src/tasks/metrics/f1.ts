/** Counts that add up over documents, and the micro-averaged precision, recall and F1 of their sum. */

export interface Counts {
  /** Said and wanted. */
  right: number;
  said: number;
  wanted: number;
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum: Counts = { right: 0, said: 0, wanted: 0 };
  for (const { right, said, wanted } of all) {
    sum.right += right;
    sum.said += said;
    sum.wanted += wanted;
  }
  return sum;
}

/** 0..1; null where nothing was said (for recall: wanted; for F1: neither). */
export const precision = ({ right, said }: Counts): number | null => (said > 0 ? right / said : null);
export const recall = ({ right, wanted }: Counts): number | null => (wanted > 0 ? right / wanted : null);
export const f1 = ({ right, said, wanted }: Counts): number | null =>
  said + wanted > 0 ? (2 * right) / (said + wanted) : null;

/** How many members of two sets of keys are the same. */
export function setCounts(said: ReadonlySet<string>, wanted: ReadonlySet<string>): Counts {
  let right = 0;
  for (const key of said) if (wanted.has(key)) right++;
  return { right, said: said.size, wanted: wanted.size };
}
