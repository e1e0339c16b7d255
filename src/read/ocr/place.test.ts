import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels } from "../../document/document.ts";
import type { CtcCharacter } from "./ctc.ts";
import { inkColumns, otsu, placeWords } from "./place.ts";

/** A line image, 48 high, with black bars at the columns given, on white (or the reverse). */
function bars(width: number, columns: readonly (readonly [number, number])[], dark = true): Pixels {
  const data = new Uint8Array(width * 48 * 3).fill(dark ? 255 : 0);
  for (const [from, to] of columns) {
    for (let y = 10; y < 38; y++) data.fill(dark ? 0 : 255, (y * width + from) * 3, (y * width + to) * 3);
  }
  return { width, height: 48, data };
}

const at = (text: string, step: number): CtcCharacter => ({ text, from: step, to: step, probability: 0.9 });

test("otsu() parts two levels", () => {
  const histogram = new Uint32Array(256);
  histogram[20] = 50;
  histogram[200] = 400;
  const level = otsu(histogram, 450);
  assert.ok(level >= 20 && level < 200);
});

test("inkColumns() sees ink on either ground and no rules", () => {
  for (const dark of [true, false]) {
    const columns = inkColumns(bars(200, [[20, 26]], dark));
    assert.deepEqual([columns[10], columns[23], columns[30]], [0, 1, 0]);
  }
  const ruled = bars(200, [[20, 26]]);
  for (const y of [40, 41]) ruled.data.fill(0, y * 200 * 3, (y + 1) * 200 * 3);
  assert.equal(inkColumns(ruled)[100], 0);
});

test("placeWords() ends words at blanks and puts their boxes around the ink", () => {
  const image = bars(320, [
    [40, 50],
    [63, 73],
    [160, 170],
  ]);
  // 40 steps over 320 columns: 8 columns a step.
  const words = placeWords([at("a", 5), at("b", 8), at(" ", 13), at("c", 20)], 40, image);
  assert.deepEqual(
    words.map(({ text }) => text),
    ["ab", "c"],
  );
  assert.ok(Math.abs(words[0].from * 320 - 40) < 4 && Math.abs(words[0].to * 320 - 73) < 4);
  assert.ok(Math.abs(words[1].from * 320 - 160) < 4 && Math.abs(words[1].to * 320 - 170) < 6);
  assert.equal(words[0].centres.length, 2);
});

test("placeWords() parts what the recogniser glued where the gap is wide", () => {
  const image = bars(400, [
    [40, 50],
    [54, 64],
    [68, 78],
    [140, 150],
    [154, 164],
    [168, 178],
  ]);
  const path = ["a", "b", "c", "d", "e", "f"].map((text, i) => at(text, [5, 7, 9, 18, 19, 21][i]));
  assert.deepEqual(
    placeWords(path, 50, image).map(({ text }) => text),
    ["abc", "def"],
  );
});

test("placeWords() of an empty path is empty", () => {
  assert.deepEqual(placeWords([], 10, bars(100, [])), []);
});
