/**
 * Lengths of pages to buckets and batches, so that little of what is computed is padding. A bucket is a length that pages are
 * padded to; each gives one shape of the encoder. Pure arithmetic: knows no page.
 */

/** Buckets are multiples of this: odd lengths waste the matrix kernels' width. */
const STEP = 8;

/**
 * At most `count` buckets up to `longest` (the last of them), such that pages of the given lengths have the least padding in
 * all: exact, by dynamic programming over multiples of 8.
 */
export function chooseBuckets(lengths: readonly number[], count: number, longest: number): number[] {
  const candidates = Array.from({ length: Math.ceil(longest / STEP) }, (_, i) => Math.min(longest, (i + 1) * STEP));
  /** Pages no longer than each candidate. */
  const within = candidates.map((limit) => lengths.filter((length) => length <= limit).length);
  const last = candidates.length - 1;
  /** cost[k][j]: padded positions of all pages up to candidate j when it is the last of k + 1 buckets. */
  const cost: number[][] = [candidates.map((limit, j) => limit * within[j])];
  const from: number[][] = [candidates.map(() => -1)];
  for (let k = 1; k < Math.min(count, candidates.length); k++) {
    cost.push([...cost[k - 1]]);
    from.push(candidates.map(() => -1));
    for (let j = 1; j <= last; j++) {
      for (let i = 0; i < j; i++) {
        const sum = cost[k - 1][i] + candidates[j] * (within[j] - within[i]);
        if (sum < cost[k][j]) {
          cost[k][j] = sum;
          from[k][j] = i;
        }
      }
    }
  }
  const chosen: number[] = [];
  for (let k = cost.length - 1, j = last; j >= 0; k--) {
    chosen.unshift(candidates[j]);
    // A cost that one bucket fewer reaches as well was copied from there, with where it came from.
    while (k > 0 && cost[k - 1][j] === cost[k][j]) k--;
    j = k > 0 ? from[k][j] : -1;
  }
  return chosen;
}

/** Items of one batch, each at most `bucket` long. */
export interface Cut<T> {
  bucket: number;
  items: T[];
  /** Share of the items that are in no batch before it: how often it is worth to be used, 0..1. */
  share: number;
}

/** More pages in one batch are rarely at hand that are so short, and each would be asked too little. */
const MOST_PAGES = 16;

/** Items that a batch of `bucket` holds: as many as fit into `budget` positions, from 1 to 16. */
export function batchSize(bucket: number, budget: number): number {
  return Math.max(1, Math.min(MOST_PAGES, Math.floor(budget / bucket)));
}

/**
 * Cuts items into full batches of one bucket each, shortest first, items in the order given. What is left over of a bucket is
 * filled up with items of it that come a second time; where that would be half of a batch, it goes into the next larger bucket.
 * Items longer than the last bucket are left out.
 */
export function cutBatches<T>(
  items: readonly T[],
  lengthOf: (item: T) => number,
  buckets: readonly number[],
  budget: number,
): Cut<T>[] {
  const filled = buckets.map((): T[] => []);
  for (const item of items) {
    const length = lengthOf(item);
    if (length > 0) filled[buckets.findIndex((limit) => length <= limit)]?.push(item);
  }
  const cuts: Cut<T>[] = [];
  filled.forEach((own, i) => {
    const size = batchSize(buckets[i], budget);
    const longer = filled.slice(i + 1).some((others) => others.length > 0);
    if (own.length < size / 2 && longer) filled[i + 1].unshift(...own);
    else {
      for (let start = 0; start < own.length; start += size) {
        const fresh = own.slice(start, start + size);
        const again = own.slice(0, Math.min(start, size - fresh.length));
        cuts.push({ bucket: buckets[i], items: [...fresh, ...again], share: fresh.length / size });
      }
    }
  });
  return cuts;
}

/** `count` batches of `cuts`, as often as their shares say, evenly from the first to the last; `offset` 0..1 moves all. */
export function spread<T>(cuts: readonly Cut<T>[], count: number, offset: number): Cut<T>[] {
  const total = cuts.reduce((sum, { share }) => sum + share, 0);
  let at = 0;
  let end = cuts[0].share;
  return Array.from({ length: count }, (_, i) => {
    while (end <= ((i + offset) * total) / count && at < cuts.length - 1) end += cuts[++at].share;
    return cuts[at];
  });
}
