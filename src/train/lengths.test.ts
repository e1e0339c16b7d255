import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { batchSize, chooseBuckets, cutBatches, spread } from "./lengths.ts";

const SEEDED = { seed: 11, numRuns: 60 };
const padded = (lengths: readonly number[], buckets: readonly number[]) =>
  lengths.reduce((sum, length) => sum + (buckets.find((limit) => limit >= length) ?? Number.NaN), 0);

/** The least padding by trying all choices of at most `count` buckets. */
function leastPadding(lengths: readonly number[], count: number, longest: number): number {
  const candidates = Array.from({ length: longest / 8 - 1 }, (_, i) => 8 * (i + 1));
  let best = Number.POSITIVE_INFINITY;
  const choose = (from: number, chosen: number[]) => {
    best = Math.min(best, padded(lengths, [...chosen, longest]));
    if (chosen.length < count - 1) {
      for (let i = from; i < candidates.length; i++) choose(i + 1, [...chosen, candidates[i]]);
    }
  };
  choose(0, []);
  return best;
}

test("chooseBuckets() pads no more than the best of all choices, and ends with the longest length", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 4 }), (list, count) => {
      const buckets = chooseBuckets(list, count, 80);
      assert.ok(buckets.length <= count && buckets.at(-1) === 80, buckets.join(" "));
      assert.deepEqual(
        buckets,
        [...new Set(buckets)].sort((a, b) => a - b),
      );
      assert.equal(padded(list, buckets), leastPadding(list, count, 80));
    }),
    SEEDED,
  );
});

const lists = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 200 });
const BUCKETS = [16, 40, 64, 100];
const BUDGET = 160;

test("cutBatches() puts every item once into a batch that it fits, and all batches of a bucket but a lone one are full", () => {
  fc.assert(
    fc.property(lists, (list) => {
      const items = list.map((length, id) => ({ length, id }));
      const cuts = cutBatches(items, ({ length }) => length, BUCKETS, BUDGET);
      const size = (bucket: number) => batchSize(bucket, BUDGET);
      assert.equal(new Set(cuts.flatMap((cut) => cut.items)).size, items.length);
      const fresh = cuts.reduce((sum, { share, bucket }) => sum + share * size(bucket), 0);
      assert.ok(Math.abs(fresh - items.length) < 1e-6, `${fresh} of ${items.length} items are fresh`);
      for (const { bucket, items: inside } of cuts) {
        assert.ok(inside.every(({ length }) => length <= bucket));
        assert.equal(new Set(inside).size, inside.length, "an item comes twice into one batch");
        const alone = cuts.filter((cut) => cut.bucket === bucket).length === 1;
        assert.ok(inside.length === size(bucket) || (alone && inside.length < size(bucket)));
      }
    }),
    SEEDED,
  );
});

test("cutBatches() leaves out what is longer than the last bucket", () => {
  assert.deepEqual(
    cutBatches([5, 90, 0], (length) => length, [16, 64], 64),
    [{ bucket: 16, items: [5], share: 0.25 }],
  );
});

test("spread() takes batches as often as their shares say, in order", () => {
  fc.assert(
    fc.property(
      lists,
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (list, count, offset) => {
        const cuts = cutBatches(list, (length) => length, BUCKETS, BUDGET);
        const total = cuts.reduce((sum, { share }) => sum + share, 0);
        const taken = spread(cuts, count, offset);
        assert.equal(taken.length, count);
        assert.deepEqual(
          taken.map((cut) => cuts.indexOf(cut)),
          taken.map((cut) => cuts.indexOf(cut)).sort((a, b) => a - b),
        );
        for (const cut of cuts) {
          const times = taken.filter((one) => one === cut).length;
          assert.ok(
            Math.abs(times - (cut.share / total) * count) <= 1 + 1e-9,
            `a share of ${cut.share} came ${times} times`,
          );
        }
      },
    ),
    SEEDED,
  );
});
