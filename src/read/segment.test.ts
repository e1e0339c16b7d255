import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box } from "../document/box.ts";
import { boxOf, cornersAlong, cornersOf, cutSegment, directionOf } from "./segment.ts";

const box: Box = [10, 20, 110, 40];

test("directionOf() tells which way the text runs", () => {
  assert.deepEqual(
    [0, 90, 180, -90].map((angle) => Math.round(directionOf(cornersAlong(box, angle)))),
    [0, 90, 180, -90],
  );
  assert.equal(
    Math.round(
      directionOf([
        [0, 0],
        [10, 1],
        [9, 11],
        [-1, 10],
      ]),
    ),
    6,
  ); // prettier-ignore
  assert.equal(
    directionOf([
      [0, 0],
      [5, 5],
      [0, 9],
    ]),
    0,
  );
});

test("cutSegment() shares an outline out by letters, along the writing", () => {
  const level = cutSegment("  abcd  abcd ", cornersOf(box));
  assert.deepEqual(
    level.map(({ text }) => text),
    ["abcd", "abcd"],
  );
  const [a, b] = level.map(({ outline }) => boxOf(outline));
  assert.equal(a[0], 10);
  assert.ok(Math.abs(b[2] - 110) < 1e-9);
  assert.ok(Math.abs(a[2] - a[0] - (b[2] - b[0])) < 1e-9);
  assert.ok(b[0] > a[2] && b[0] - a[2] < 0.2 * (a[2] - a[0]));
  // Upwards the first word is the lower one; backwards it is the right one.
  const [low, high] = cutSegment("one two", cornersAlong([0, 0, 10, 100], -90)).map(({ outline }) => boxOf(outline));
  assert.ok(low[1] > high[3] && low[3] === 100 && high[1] === 0);
  const [right, left] = cutSegment("one two", cornersAlong(box, 180)).map(({ outline }) => boxOf(outline));
  assert.ok(right[0] > left[2]);
});

test("cutSegment() gives narrow letters less room", () => {
  const [narrow, wide] = cutSegment("illi mwmw", cornersOf(box)).map(({ outline }) => boxOf(outline));
  assert.ok(narrow[2] - narrow[0] < 0.6 * (wide[2] - wide[0]));
});

test("cutSegment() keeps the outline of a single word, and gives none for blanks", () => {
  const outline = cornersOf(box);
  assert.equal(cutSegment("word", outline)[0].outline, outline);
  assert.deepEqual(cutSegment(" \n", outline), []);
  assert.equal(
    cutSegment("a b", [
      [0, 0],
      [10, 0],
      [5, 9],
    ]).length,
    2,
  );
});
