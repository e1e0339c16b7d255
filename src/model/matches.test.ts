import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { unicode } from "../../test/unicode.ts";
import type { Box } from "../document/box.ts";
import { MATCH_FEATURES } from "./features.ts";
import { grams, matchPage, matchQuestion } from "./matches.ts";

/** name / price over two rows: "Item Price", "Tea 4.50", "Coffee 9.00". */
const texts = ["Item", "Price", "Tea", "4.50", "Coffee", "9.00"];
const boxes = texts.map((_, i): Box => {
  const [column, row] = [i % 2, Math.floor(i / 2)];
  return [0.1 + 0.5 * column, 0.1 + 0.1 * row, 0.3 + 0.5 * column, 0.12 + 0.1 * row];
});
const rows = Int32Array.from([0, 0, 1, 1, 2, 2]);
const numbers = Float64Array.from([NaN, NaN, NaN, 4.5, NaN, 9]);
const page = matchPage(texts, boxes, rows, numbers);

const featuresOf = (words: string[], quote: string | null = null, threshold = NaN) => {
  const { features, words: pairs } = matchQuestion(words, quote, threshold, page);
  const row = (name: (typeof MATCH_FEATURES)[number]) => {
    const at = MATCH_FEATURES.indexOf(name) * texts.length;
    return Array.from(features.subarray(at, at + texts.length));
  };
  return { row, pairs };
};

test("grams() is a unit vector that knows neither case nor punctuation", () => {
  fc.assert(
    fc.property(unicode(12), (text) => {
      let norm = 0;
      for (const weight of grams(text).values()) norm += weight * weight;
      assert.ok(grams(text).size === 0 || Math.abs(norm - 1) < 1e-9);
    }),
    { seed: 41 },
  );
  assert.deepEqual(grams("Total:"), grams("total"));
  assert.notDeepEqual(grams(":"), grams("-"));
});

test("matchPage() knows what stands above a unit in its column", () => {
  assert.deepEqual(
    page.above.map(({ units }) => Array.from(units)),
    [[], [], [0], [1], [2, 0], [3, 1]],
  );
  assert.deepEqual(Array.from(page.above[5].fades), [0.6, 0.36]);
  assert.deepEqual(page.rowUnits, [
    [0, 1],
    [2, 3],
    [4, 5],
  ]);
});

test("matchQuestion() finds equal and similar words", () => {
  const { pairs } = featuresOf(["price", "Coffees"]);
  const n = texts.length;
  const exact = (q: number) => Array.from(pairs.subarray(q * n, (q + 1) * n));
  const similar = (q: number) => Array.from(pairs.subarray((2 + q) * n, (3 + q) * n));
  assert.deepEqual(exact(0), [0, 1, 0, 0, 0, 0]);
  assert.deepEqual(exact(1), [0, 0, 0, 0, 0, 0]);
  assert.ok(similar(0)[1] > 0.999);
  assert.ok(similar(1)[4] > 0.5 && similar(1)[2] < 0.2);
});

test("matchQuestion() lights up the cell where row and column meet", () => {
  const { row } = featuresOf(["What", "is", "the", "price", "of", "tea"]);
  const cell = row("cell");
  assert.equal(cell.indexOf(Math.max(...cell)), 3);
  assert.ok(row("line")[3] > 0.9 && row("column")[3] > 0.9 && row("column")[2] === 0);
  assert.deepEqual(row("unmatchedLine"), [0, 0, 0, 0, 1, 1]);
});

test("matchQuestion() compares numbers with the question's and looks for what it quotes", () => {
  const { row } = featuresOf(["price", "above", "5"], "f", 5);
  assert.ok(row("above")[5] > 0 && row("above")[3] === 0 && row("above")[0] === 0);
  assert.ok(row("below")[3] > 0 && row("below")[5] === 0);
  assert.deepEqual(
    row("equal").map((value) => value > 0),
    [false, false, false, false, false, false],
  );
  assert.ok(row("quoted")[4] > 0 && row("quoted")[2] === 0);
  assert.ok(row("quotedLine")[5] > 0 && row("quotedLine")[3] === 0);
});

test("matchQuestion() of words that only ask gives nothing", () => {
  const { row } = featuresOf(["What", "is", "the"]);
  assert.ok(row("word").every((value) => value === 0));
});

test("matchQuestion() tells which of several keys on a line a value belongs to, and which row of a column is near", () => {
  const line = ["Pine:", "Oak", "Hall", "Lamp:", "7"];
  const apart = matchPage(
    line,
    line.map((_, i): Box => [0.1 * i, 0.1, 0.1 * i + 0.08, 0.12]),
    new Int32Array(5),
    new Float64Array(5).fill(Number.NaN),
  );
  const { features } = matchQuestion(["pine"], null, Number.NaN, apart);
  const left = Array.from(
    features.subarray(MATCH_FEATURES.indexOf("left") * 5, MATCH_FEATURES.indexOf("left") * 5 + 5),
  );
  assert.deepEqual(
    left.map((value) => Number(value.toFixed(4))),
    [0, 0.6, 0.36, 0.216, 0.1296],
  );
  const { row } = featuresOf(["Price"]);
  assert.deepEqual(
    row("overhead").map((value) => Number(value.toFixed(4))),
    [0, 0, 0, 0.6, 0, 0.36],
  );
});
