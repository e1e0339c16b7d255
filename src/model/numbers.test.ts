import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Box } from "../document/box.ts";
import { NUMBER_FEATURES, RANKS } from "./features.ts";
import { columnRanks, magnitude, numberFeatures } from "./numbers.ts";

test("magnitude() reads numbers and dates, and tells them apart", () => {
  assert.deepEqual(magnitude("4.32"), { value: 4.32, date: false });
  assert.deepEqual(magnitude("1,234.50"), { value: 1234.5, date: false });
  const [first, second] = [magnitude("12 March 2018"), magnitude("13 March 2018")];
  assert.ok(first.date && second.date);
  assert.equal(second.value - first.value, 1);
  assert.ok(Number.isNaN(magnitude("Total").value));
});

test("numberFeatures() are finite and bounded, and zero for words", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 16 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x.toFixed(2)),
  );
  fc.assert(
    fc.property(text, (printed) => {
      const features = numberFeatures(printed, magnitude(printed));
      assert.equal(features.length, NUMBER_FEATURES);
      assert.ok(features.every((value) => Number.isFinite(value)));
      if (!/\d/.test(printed)) assert.ok(features.every((value) => value === 0));
    }),
    { seed: 43 },
  );
  const [price, share, time] = ["4.32", "12%", "10:45"].map((t) => numberFeatures(t, magnitude(t)));
  assert.deepEqual([price[3], share[4], time[6]], [1, 1, 1]);
  assert.deepEqual([price[4], share[3], price[6]], [0, 0, 0]);
});

test("columnRanks() counts what is larger and smaller in the column", () => {
  const none = RANKS - 1;
  const column = (x: number, y: number): Box => [x, y, x + 0.1, y + 0.02];
  const printed = ["Price", "3.00", "9.00", "5.00", "9.00", "7.00"];
  // The last stands in another column.
  const boxes = printed.map((_, i) => column(i === 5 ? 0.7 : 0.1, 0.1 * i));
  const { top, bottom } = columnRanks(printed.map(magnitude), boxes);
  assert.deepEqual(Array.from(top), [none, 3, 0, 2, 0, 0]);
  assert.deepEqual(Array.from(bottom), [none, 0, 2, 1, 2, 0]);
});

test("columnRanks() never reaches the rank of no number", () => {
  const boxes = Array.from({ length: 40 }, (_, i): Box => [0.1, i / 50, 0.2, (i + 0.5) / 50]);
  const { top, bottom } = columnRanks(
    boxes.map((_, i) => ({ value: i, date: false })),
    boxes,
  );
  assert.equal(Math.max(...top, ...bottom), RANKS - 2);
});
