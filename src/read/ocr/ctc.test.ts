import assert from "node:assert/strict";
import { test } from "node:test";
import { bestPath } from "./ctc.ts";

/** Probabilities of a path given as class numbers, one row, the rest of each step shared out. */
function steps(path: readonly number[], classes: number): Float32Array {
  const out = new Float32Array(path.length * classes).fill(0.1 / (classes - 1));
  path.forEach((best, t) => {
    out[t * classes + best] = 0.9;
  });
  return out;
}

test("bestPath() joins repeats, parts them at blanks and gives their steps", () => {
  const path = bestPath(steps([0, 1, 1, 0, 1, 2, 0], 4), 0, 7, 4, ["a", "b"]);
  assert.deepEqual(
    path.map(({ text, from, to }) => [text, from, to]),
    [
      ["a", 1, 2],
      ["a", 4, 4],
      ["b", 5, 5],
    ],
  );
  assert.ok(path.every(({ probability }) => Math.abs(probability - 0.9) < 1e-6));
});

test("bestPath() takes the class behind the alphabet for a blank between words", () => {
  const path = bestPath(steps([1, 3, 2], 4), 0, 3, 4, ["a", "b"]);
  assert.equal(path.map(({ text }) => text).join(""), "a b");
});

test("bestPath() reads the row asked for", () => {
  const batch = new Float32Array([...steps([1, 1], 3), ...steps([2, 0], 3)]);
  assert.deepEqual(
    [0, 1].map((row) =>
      bestPath(batch, row, 2, 3, ["a", "b"])
        .map(({ text }) => text)
        .join(""),
    ),
    ["a", "b"],
  );
});
