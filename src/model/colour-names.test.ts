import assert from "node:assert/strict";
import { test } from "node:test";
import { COLOUR_NAME_FEATURES, writeColourNames } from "./colour-names.ts";
import { COLOUR_VALUES, COLOURS } from "./vocabulary.ts";

const scaled = (...levels: readonly number[]) => levels.map((level) => level / 127.5 - 1);
function namesOf(ink: readonly number[], paper: readonly number[]) {
  const features = new Float32Array(COLOUR_NAME_FEATURES);
  writeColourNames(scaled(...ink, ...paper), features, 0);
  const n = COLOURS.length;
  return [0, 1, 2].map((i) => {
    const part = [...features.subarray(i * n, (i + 1) * n)];
    assert.ok(Math.abs(part.reduce((a, b) => a + b, 0) - 1) < 1e-5);
    return COLOURS[part.indexOf(Math.max(...part))];
  });
}

test("each colour is nearest to its own name, as ink and as paper", () => {
  for (const name of COLOURS) {
    assert.equal(namesOf(COLOUR_VALUES[name], COLOUR_VALUES.white)[0], name);
    assert.equal(namesOf(COLOUR_VALUES.black, COLOUR_VALUES[name])[2], name);
  }
});

test("strokes watered down by white paper keep their name where the paper is taken out", () => {
  for (const name of ["black", "red", "green", "blue"] as const) {
    const thin = COLOUR_VALUES[name].map((value) => value * 0.5 + 250 * 0.5);
    assert.equal(namesOf(thin, [250, 250, 250])[1], name);
  }
});

test("ink of the paper's own colour stays as it is", () => {
  assert.deepEqual(namesOf([200, 30, 35], [200, 30, 35]), ["red", "red", "red"]);
});
