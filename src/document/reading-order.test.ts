import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Box } from "./box.ts";
import { groupLines } from "./reading-order.ts";

const seed = 23;

/** Words of a grid of rows and columns, each a little off its place. */
const grid = fc
  .record({
    rows: fc.integer({ min: 1, max: 8 }),
    columns: fc.integer({ min: 1, max: 6 }),
    jitter: fc.array(fc.double({ min: -0.15, max: 0.15, noNaN: true }), { minLength: 48, maxLength: 48 }),
  })
  .map(({ rows, columns, jitter }) =>
    Array.from({ length: rows * columns }, (_, i): Box => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const y = 0.1 + 0.1 * row + 0.02 * jitter[i];
      return [0.05 + 0.15 * column, y, 0.15 + 0.15 * column, y + 0.02];
    }).map((box, i) => ({ box, row: Math.floor(i / columns) })),
  );

test("groupLines() gives rows from top to bottom and words from left to right, in whatever order they come", () => {
  const shuffled = grid.chain((words) =>
    fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }),
  );
  fc.assert(
    fc.property(shuffled, (words) => {
      const { order, line, lines } = groupLines(
        words.map(({ box }) => box),
        1,
        { gap: Infinity },
      );
      const read = order.map((i) => words[i]);
      const sorted = [...words].sort((a, b) => a.row - b.row || a.box[0] - b.box[0]);
      assert.deepEqual(read, sorted);
      assert.equal(lines.length, new Set(words.map(({ row }) => row)).size);
      assert.deepEqual(
        line,
        words.map(({ row }) => row),
      );
    }),
    { seed },
  );
});

test("groupLines() loses and doubles nothing, whatever the boxes", () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const boxes = fc.array(
    fc
      .tuple(fraction, fraction, fraction, fraction)
      .map(([a, b, c, d]): Box => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(boxes, fc.constantFrom(0.5, 1, 2), fc.constantFrom(0.5, 2.5, Infinity), (list, aspect, gap) => {
      const { order, line, lines } = groupLines(list, aspect, { gap });
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        list.map((_, i) => i),
      );
      assert.deepEqual(
        lines.flatMap(({ words }) => words),
        order.map((_, i) => i),
      );
      lines.forEach(({ words }, l) => {
        for (const word of words) assert.equal(line[order[word]], l);
      });
    }),
    { seed },
  );
});

test("groupLines() cuts a row where the gap is wide", () => {
  const boxes: Box[] = [
    [0.1, 0.1, 0.2, 0.12],
    [0.21, 0.1, 0.3, 0.12],
    [0.7, 0.1, 0.8, 0.12],
  ];
  assert.deepEqual(
    groupLines(boxes).lines.map(({ words }) => words),
    [[0, 1], [2]],
  );
  assert.equal(groupLines(boxes, 1, { gap: Infinity }).lines.length, 1);
  // On a narrow page the same fractions are a narrower gap.
  assert.equal(groupLines(boxes, 0.1).lines.length, 1);
});

test("groupLines() keeps boxes that stand one above the other apart, however much they overlap", () => {
  const boxes: Box[] = [
    [0.1, 0.1, 0.5, 0.14],
    [0.15, 0.118, 0.45, 0.158],
    [0.6, 0.1, 0.8, 0.14],
  ];
  assert.deepEqual(groupLines(boxes, 1, { gap: Infinity }).line, [0, 1, 0]);
});
