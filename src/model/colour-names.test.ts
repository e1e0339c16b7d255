import assert from "node:assert/strict";
import { test } from "node:test";
import { COLOUR_NAME_FEATURES, writeColourNames, writeColourTokens } from "./colour-names.ts";
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

test("the position pointed at suggests its colours at the places of their tokens; without measured colours nothing", () => {
  const ids = { colour: { red: 18, white: 16 } } as never;
  const colours = new Float32Array(14);
  colours.set([...scaled(...COLOUR_VALUES.red, ...COLOUR_VALUES.white), 1], 7);
  const into = new Float32Array(3 * 64);
  writeColourTokens({ colours } as never, 0, ids, 64, into, 0);
  assert.ok(into.every((value) => value === 0));
  writeColourTokens({ colours } as never, 1, ids, 64, into, 0);
  const most = [0, 1, 2].map((side) =>
    into.subarray(side * 64, (side + 1) * 64).indexOf(Math.max(...into.subarray(side * 64, (side + 1) * 64))),
  );
  assert.deepEqual(most, [18, 18, 16]);
});
