import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import type { Box } from "../../document/box.ts";
import { textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { cornersOf, type Outline } from "../segment.ts";
import { confidenceOf, type RecognisedPage, type RecognisedWord, tableFrom, toPage } from "./recognised.ts";

const word = (text: string, box: Box, line?: number): RecognisedWord => ({
  text,
  outline: cornersOf(box),
  confidence: 0.5,
  at: `words "${text}"`,
  ...(line === undefined ? {} : { line }),
});

const page = (words: RecognisedWord[], more: Partial<RecognisedPage> = {}): RecognisedPage => ({
  at: "pages[0]",
  extent: { width: 200, height: 100 },
  size: { width: 200, height: 100, unit: "px" },
  words,
  ...more,
});

const near = (actual: readonly number[], expected: readonly number[]) =>
  assertClose(actual, expected, { absolute: 1e-9, relative: 0, name: "box" });

test("toPage() keeps the service's lines and order, and drops empty words", () => {
  const { page: made, places } = toPage(
    page([word("b", [50, 10, 60, 20], 7), word(" ", [0, 0, 1, 1], 7), word("a", [10, 10, 20, 20], 2)]),
    3,
  );
  assert.deepEqual(
    made.lines.map(({ words }) => textOf(made, words)),
    ["b", "a"],
  );
  assert.deepEqual(places, [0, -1, 1]);
  assert.deepEqual([made.number, made.width, made.height, made.unit, made.rotation], [3, 200, 100, "px", 0]);
  near(made.words[0].box, [0.25, 0.1, 0.3, 0.2]);
  assert.deepEqual([made.words[0].confidence, made.words[0].origin, made.words[1].line], [0.5, "ocr", 1]);
});

test("toPage() groups words by geometry where no lines are known", () => {
  const { page: made, places } = toPage(
    page([word("low", [10, 60, 30, 70]), word("two", [40, 11, 60, 20]), word("one", [10, 10, 30, 20])]),
    0,
  );
  assert.deepEqual(
    made.lines.map(({ words }) => textOf(made, words)),
    ["one two", "low"],
  );
  assert.deepEqual(places, [2, 1, 0]);
});

test("toPage() puts what no line claims into the line beside it, or into one of its own", () => {
  const { page: made } = toPage(
    page([
      word("Yes", [30, 10, 50, 20], 0),
      word("No", [30, 40, 50, 50], 1),
      word("☐", [18, 11, 26, 19]),
      word("☒", [18, 70, 26, 78]),
      word("☐", [180, 41, 188, 49]),
    ]),
    0,
  );
  assert.deepEqual(
    made.lines.map(({ words }) => textOf(made, words)),
    ["☐ Yes", "No", "☐", "☒"],
  );
});

/** `outline` on the page turned clockwise by so many quarters: what a scanner makes of a sheet that lies on its side. */
function turned(outline: Outline, quarters: number, width: number, height: number): Outline {
  if (quarters === 0) return outline;
  return turned(
    outline.map(([x, y]) => [height - y, x] as const),
    quarters - 1,
    height,
    width,
  );
}

test("toPage() stands pages upright, whichever way they lie", () => {
  const words = [word("First line", [20, 10, 90, 20], 0), word("Second", [20, 30, 70, 40], 1)];
  const upright = toPage(page(words), 0).page;
  for (let quarters = 1; quarters < 4; quarters++) {
    const [width, height] = quarters % 2 === 1 ? [100, 200] : [200, 100];
    const lying = words.map((w) => ({ ...w, outline: turned(w.outline, quarters, 200, 100) }));
    const { page: made } = toPage(page(lying, { extent: { width, height }, size: { width, height, unit: "px" } }), 0);
    assert.deepEqual([made.width, made.height], [200, 100]);
    assert.equal(made.rotation, (4 - quarters) * 90);
    for (const [i, w] of made.words.entries()) near(w.box, upright.words[i].box);
    // Outlines that all start at the top left look level: then the service's own angle decides.
    const level = lying.map((w) => ({ ...w, outline: cornersOf(boxAround(w.outline)) }));
    const hinted = toPage(
      page(level, { extent: { width, height }, size: { width, height, unit: "px" }, turned: 90 * quarters + 1.5 }),
      0,
    ).page;
    assert.equal(hinted.rotation, (4 - quarters) * 90);
    for (const [i, w] of hinted.words.entries()) near(w.box, upright.words[i].box);
  }
});

function boxAround(outline: Outline): Box {
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

test("toPage() does not turn a page for some upended text in its margin", () => {
  const up: RecognisedWord = { ...word("margin", [2, 20, 8, 90], 9), angle: -90 };
  const { page: made } = toPage(page([word("A long and level line", [20, 10, 190, 20], 0), up]), 0);
  assert.equal(made.rotation, 0);
  near(made.words[1].box, [0.01, 0.2, 0.04, 0.9]);
});

test("toPage() guesses the shape of a page that is known in fractions alone", () => {
  const known = { extent: { width: 1, height: 1 }, size: null };
  const few = toPage(page([word("Total", [0.1, 0.1, 0.2, 0.12], 0)], known), 0).page;
  assert.deepEqual([few.width, few.height, few.unit], [773, 1000, "px"]);
  // Letters of the usual shape, 0.55 wide by high, on a landscape page of 1.4 : 1.
  const letters = Array.from({ length: 12 }, (_, i) =>
    word("letters", [0.1, 0.05 * i, 0.1 + (7 * 0.55 * 0.02) / 1.4, 0.05 * i + 0.02], i),
  );
  assert.ok(Math.abs(toPage(page(letters, known), 0).page.width - 1400) <= 1);
});

test("toPage() names the word that cannot be placed", () => {
  const fails = (recognised: RecognisedPage, path: string, message: RegExp) =>
    assert.throws(
      () => toPage(recognised, 0),
      (error) => error instanceof DocumentError && error.path === path && message.test(error.message),
    );
  fails(
    page([word("ok", [0, 0, 9, 9]), word("far", [300, 10, 320, 20])]),
    'words "far"',
    /"far" lies outside of the page of 200 x 100/,
  );
  fails(page([word("nan", [0, Number.NaN, 9, 9])]), 'words "nan"', /"nan" has no place/);
  fails(page([{ ...word("none", [0, 0, 1, 1]), outline: [] }]), 'words "none"', /"none" has no place/);
  fails(page([], { extent: { width: 0, height: 9 } }), "pages[0].width", /above 0/);
  // A word that hangs over the edge is cut.
  near(toPage(page([word("edge", [190, 90, 206, 103])]), 0).page.words[0].box, [0.95, 0.9, 1, 1]);
});

test("confidenceOf() gives 0..1 or null", () => {
  assert.deepEqual(
    [99.5, "42", 0, 100.00001, 101, -1, "", "high", null, undefined, Number.NaN].map((v) => confidenceOf(v, 100)),
    [0.995, 0.42, 0, 1, null, null, null, null, null, null, null],
  );
});

test("tableFrom() takes cells in any order and several header rows", () => {
  const cell = (row: number, column: number, text: string, header = false) => ({ row, column, text, header });
  assert.deepEqual(tableFrom([cell(1, 1, "2"), cell(0, 0, "a"), cell(1, 0, "1"), cell(0, 1, "b")]), {
    header: ["a", "b"],
    rows: [["1", "2"]],
  });
  assert.deepEqual(
    tableFrom([cell(0, 1, "2024", true), cell(1, 1, "sold", true), cell(2, 0, "x"), cell(1, 0, "item", true)]),
    {
      header: ["item", "2024 sold"],
      rows: [["x", ""]],
    },
  );
});
