import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box } from "../document/box.ts";
import { POINTER_RELATIONS, RELATIONS } from "./features.ts";
import { successors, writePointerRelations, writeRelations } from "./relations.ts";

/** Two addresses side by side, two words a line; a footer far below. */
const lines: [number, number][] = [
  [0.1, 0.2],
  [0.5, 0.2],
  [0.1, 0.22],
  [0.5, 0.22],
  [0.1, 0.6],
];
const boxes = lines.flatMap(([x, y]): Box[] => [
  [x, y, x + 0.05, y + 0.015],
  [x + 0.06, y, x + 0.1, y + 0.015],
]);
const rows = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);

test("successors() go on under a block, not beside it, and end with the block", () => {
  assert.deepEqual([...successors({ boxes, rows })], [1, 4, 3, 6, 5, -1, 7, -1, 9, -1]);
});

test("writeRelations() writes follows and precedes as each other's transpose, one successor at most", () => {
  const n = boxes.length;
  const out = new Float32Array(RELATIONS.length * n * n);
  writeRelations({ boxes, rows }, n, out, 0);
  const plane = (name: (typeof RELATIONS)[number]) =>
    out.subarray(RELATIONS.indexOf(name) * n * n, (RELATIONS.indexOf(name) + 1) * n * n);
  for (let i = 0; i < n; i++) {
    assert.ok(
      plane("follows")
        .subarray(i * n, (i + 1) * n)
        .reduce((a, b) => a + b, 0) <= 1,
    );
    for (let j = 0; j < n; j++) assert.equal(plane("follows")[i * n + j], plane("precedes")[j * n + i]);
  }
  assert.equal(plane("sameLine")[0 * n + 3], 1);
});

test("writePointerRelations() tells the word that goes on", () => {
  const n = boxes.length;
  const out = new Float32Array(POINTER_RELATIONS.length * n);
  writePointerRelations({ boxes, rows }, 1, n, out, 0);
  const row = (name: (typeof POINTER_RELATIONS)[number]) =>
    [...out.subarray(POINTER_RELATIONS.indexOf(name) * n, (POINTER_RELATIONS.indexOf(name) + 1) * n)].flatMap((v, i) =>
      v ? [i] : [],
    );
  assert.deepEqual(row("follows"), [4]);
  assert.deepEqual(row("next"), [2]);
  assert.deepEqual(row("nextLine"), [4, 5, 6, 7]);
});
