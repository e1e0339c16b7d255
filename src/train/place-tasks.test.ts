import assert from "node:assert/strict";
import { test } from "node:test";
import { byteTokenizer, fakePage } from "../../test/fakes.ts";
import * as f from "../engine/functions.ts";
import { input } from "../engine/node.ts";
import { emitOnnx } from "../engine/onnx.ts";
import { randomStream } from "../engine/random.ts";
import { float32 } from "../engine/runtime.ts";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { preset } from "../model/config.ts";
import { pageInputs } from "../model/inputs.ts";
import { LexicalCache } from "../model/lexical.ts";
import { pageUnits } from "../model/units.ts";
import { specialIds } from "../model/vocabulary.ts";
import { CORRUPTION, corrupt } from "./corrupt.ts";
import { gridCell, PLACES, type PlaceOptions, placeFeeds } from "./place-tasks.ts";

const tokenizer = byteTokenizer();
const c = { ...preset("tiny"), vocabularySize: tokenizer.vocabularySize };
const lexical = new LexicalCache(c, tokenizer);
const PAGES = 4;
const UNITS = 200;
const PAIRS = 300;

const spoilt = Array.from({ length: PAGES }, (_, seed) => {
  const page = fakePage(seed, 120);
  const inputs = pageInputs(c, lexical, page, pageUnits(page));
  return corrupt(c, specialIds(tokenizer), lexical, inputs, randomStream(seed), CORRUPTION);
});

function feeds(options: Partial<PlaceOptions> = {}, grid = true) {
  const places = { ...PLACES, pairs: PAIRS, ...options };
  const encoder = { pages: PAGES, words: 0, units: UNITS, question: 0, visual: false };
  const shape = { ...encoder, questions: 1 as const, prompt: 0, answer: 0, pairs: places.pairs * PAGES, grid };
  return placeFeeds(c, shape, spoilt, randomStream(9), places);
}

/** The pairs that carry weight, each as page, two positions and label. */
function pairsOf(options: Partial<PlaceOptions> = {}) {
  const made = feeds(options);
  const [first, second, label] = ["first", "second", "label"].map((name) => made[`line.${name}`].data as Int32Array);
  const weight = made["line.weight"].data as Float32Array;
  return [...weight.entries()].flatMap(([i, value]) =>
    value > 0 ? [{ b: Math.floor(first[i] / UNITS), i: first[i] % UNITS, j: second[i] % UNITS, label: label[i] }] : [],
  );
}

test("placeFeeds() pairs hidden units with others of their page, so many lines apart as the label says", () => {
  const pairs = pairsOf();
  assert.equal(pairs.length, PAGES * PAIRS);
  for (const { b, i, j, label } of pairs) {
    const { page, hidden } = spoilt[b];
    assert.ok(hidden.has(i) && i !== j && j < page.texts.length);
    assert.equal(label, Math.min(2, Math.abs(page.rows[i] - page.rows[j])));
    assert.ok(Math.abs(page.rows[i] - page.rows[j]) <= PLACES.reach);
  }
});

test("placeFeeds() asks the classes of lines as often as it is told", () => {
  for (const lineBalance of [
    [1, 1, 1],
    [4, 1, 1],
    [0, 1, 1],
  ]) {
    const pairs = pairsOf({ lineBalance });
    const total = lineBalance.reduce((a, b) => a + b, 0);
    lineBalance.forEach((wanted, k) => {
      const share = pairs.filter(({ label }) => label === k).length / pairs.length;
      assert.ok(Math.abs(share - wanted / total) < 0.05, `class ${k} is asked in ${share} of the pairs`);
    });
  }
});

test("placeFeeds() asks each hidden unit for its cell; cells weigh alike at a balance of 1", () => {
  const label = feeds()["grid.label"].data as Int32Array;
  const plain = feeds()["grid.weight"].data as Float32Array;
  const even = feeds({ gridBalance: 1 })["grid.weight"].data as Float32Array;
  const places = feeds()["hidden.places"].data as Float32Array;
  const asked = [...places.entries()].flatMap(([i, hidden]) => (hidden ? [i] : []));
  assert.equal(
    asked.length,
    spoilt.reduce((sum, { hidden }) => sum + hidden.size, 0),
  );
  const cells = new Map<number, number>();
  for (const i of asked) {
    const { page } = spoilt[Math.floor(i / UNITS)];
    assert.equal(label[i], gridCell(c, page.boxes[i % UNITS]));
    assert.ok(Math.abs(plain[i] - 1 / asked.length) < 1e-6);
    cells.set(label[i], (cells.get(label[i]) ?? 0) + even[i]);
  }
  for (const weight of cells.values()) assert.ok(Math.abs(weight - 1 / cells.size) < 1e-5);
  assert.ok(Math.abs(even.reduce((a, b) => a + b, 0) - 1) < 1e-5, "padding carries weight");
});

test("gridCell() counts m x n cells row by row, and keeps what lies on the edge", () => {
  const grid = { ...c, gridRows: 2, gridColumns: 5 };
  assert.equal(gridCell(grid, [0, 0, 0.1, 0.1]), 0);
  assert.equal(gridCell(grid, [0.95, 0, 1, 0.1]), 4);
  assert.equal(gridCell(grid, [0.3, 0.6, 0.5, 0.7]), 5 + 2);
  assert.equal(gridCell(grid, [1, 1, 1, 1]), 9);
});

test("placeFeeds() leaves out a task that is switched off", () => {
  assert.deepEqual(Object.keys(feeds({ pairs: 0 })), ["hidden.places", "grid.label", "grid.weight"]);
  const line = ["hidden.places", "line.first", "line.second", "line.label", "line.weight"];
  assert.deepEqual(Object.keys(feeds({}, false)), line);
});

test("a batch without a hidden unit weighs nothing, also where subnormal numbers count as nothing", async () => {
  // A session of the runtime sets the thread so: a division by the smallest number is one by zero then.
  const x = input("x", [1]);
  const y = f.add(x, x);
  const session = await nodeRuntime.load(emitOnnx({ y }), {});
  await session.run({ x: float32([1]) });
  await session.dispose();
  const shown = spoilt.map((one) => ({ ...one, hidden: new Set<number>() }));
  const encoder = { pages: PAGES, words: 0, units: UNITS, question: 0, visual: false };
  const shape = { ...encoder, questions: 1 as const, prompt: 0, answer: 0, pairs: PAIRS, grid: true };
  const made = placeFeeds(c, shape, shown, randomStream(9), PLACES);
  for (const name of ["line.weight", "grid.weight"]) {
    assert.ok(
      (made[name].data as Float32Array).every((weight) => weight === 0),
      name,
    );
  }
});
