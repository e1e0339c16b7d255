import assert from "node:assert/strict";
import { test } from "node:test";
import { FormatError } from "../common-format.ts";
import { type BoxForm, type BoxUnit, type GivenPage, givenPage, placed } from "./given-page.ts";

const word = (text: string, box: unknown, line?: number) => ({
  text,
  box,
  at: `words.${text}`,
  ...(line === undefined ? {} : { line }),
});

/** One place in every unit and form: [0.1, 0.2, 0.3, 0.25] of a page of 8 x 4 inches. */
const SAME: readonly [BoxUnit, BoxForm, unknown, GivenPage["size"]][] = [
  ["pixels", "corners", [80, 80, 240, 100], { width: 800, height: 400 }],
  ["pixels", "corners", [240, 100, 80, 80], { width: 800, height: 400 }],
  ["pixels", "size", [80, 80, 160, 20], { width: 800, height: 400 }],
  ["pixels", "polygon", [80, 80, 240, 80, 240, 100, 80, 100], { width: 800, height: 400 }],
  [
    "pixels",
    "polygon",
    [
      [80, 100],
      [240, 100],
      [240, 80],
      [80, 80],
    ],
    { width: 800, height: 400 },
  ],
  ["points", "corners", [57.6, 57.6, 172.8, 72], { width: 576, height: 288 }],
  ["inches", "size", [0.8, 0.8, 1.6, 0.2], { width: 8, height: 4 }],
  ["percent", "size", [10, 20, 20, 5], { width: 800, height: 400 }],
  ["fractions", "corners", [0.1, 0.2, 0.3, 0.25], { width: 800, height: 400 }],
  ["fractions", "polygon", [0.1, 0.2, 0.3, 0.2, 0.3, 0.25], null],
  ["thousandths", "corners", [100, 200, 300, 250], { width: 800, height: 400 }],
];

test("givenPage() makes the same box of every unit and form", () => {
  for (const [unit, form, box, size] of SAME) {
    const { page, places } = givenPage({ words: [word("a", box)], unit, form, size }, "f.json");
    assert.deepEqual(places, [0]);
    page.words[0].box.forEach((edge, i) => {
      assert.ok(Math.abs(edge - [0.1, 0.2, 0.3, 0.25][i]) < 1e-12, `${unit} ${form}: ${page.words[0].box}`);
    });
    assert.equal(page.words[0].origin, "given");
    if (size) assert.ok(Math.abs(page.width / page.height - 2) < 1e-12);
  }
});

test("givenPage() gives pages in points for points and inches, in pixels for all else", () => {
  const of = (unit: BoxUnit, size: { width: number; height: number }) => {
    const { width, height, unit: own } = givenPage({ words: [], unit, form: "corners", size }, "f").page;
    return [width, height, own];
  };
  assert.deepEqual(of("inches", { width: 8.5, height: 11 }), [612, 792, "pt"]);
  assert.deepEqual(of("points", { width: 612, height: 792 }), [612, 792, "pt"]);
  assert.deepEqual(of("percent", { width: 640, height: 480 }), [640, 480, "px"]);
});

test("givenPage() keeps given lines, finds them by geometry otherwise, and tells where each word went", () => {
  const words = (named: boolean) =>
    (
      [
        ["right", [0.5, 0.1, 0.6, 0.12], 7],
        ["  ", [0.5, 0.3, 0.6, 0.32], 9],
        ["left", [0.3, 0.1, 0.48, 0.12], 8],
        ["below", [0.3, 0.5, 0.4, 0.52], 7],
      ] as const
    ).map(([text, box, line]) => word(text, box, named ? line : undefined));
  const by = (named: boolean) => {
    const { page, places } = givenPage({ words: words(named), unit: "fractions", form: "corners", size: null }, "f");
    const lines = page.lines.map((line) => line.words.map((w) => page.words[w].text).join(" "));
    return { lines, places };
  };
  assert.deepEqual(by(true), { lines: ["right below", "left"], places: [0, -1, 2, 1] });
  assert.deepEqual(by(false), { lines: ["left right", "below"], places: [1, -1, 0, 2] });
  assert.deepEqual(placed([0, 1, 3], by(false).places), [1, 2]);
});

test("givenPage() leaves pages whose text runs sideways as their image is", () => {
  const upwards = Array.from({ length: 12 }, (_, i) => {
    const [x, y] = [100 + 30 * i, 300];
    return word(`w${i}`, [x, y, x, y - 100, x + 20, y - 100, x + 20, y]);
  });
  const { page } = givenPage(
    { words: upwards, unit: "pixels", form: "polygon", size: { width: 800, height: 400 } },
    "f",
  );
  assert.deepEqual([page.width, page.height, page.rotation], [800, 400, 0]);
  assert.deepEqual(page.words[0].box, [100 / 800, 200 / 400, 120 / 800, 300 / 400]);
});

test("givenPage() names the word whose box cannot be normalised, with file, line and field", () => {
  const size = { width: 800, height: 400 };
  const cases: [unknown, BoxUnit, BoxForm, GivenPage["size"], RegExp][] = [
    [[1, 2, 3], "pixels", "corners", size, /"odd" has no box \[x0, y0, x1, y1\]: \[1,2,3\]/],
    [[1, 2, 3, null], "pixels", "corners", size, /"odd" has no box/],
    [undefined, "pixels", "size", size, /"odd" has no box \[x, y, width, height\]/],
    [[1, 2, 3, 4], "pixels", "polygon", size, /"odd" has no box three points or more/],
    [[[1, 2, 3]], "pixels", "polygon", size, /"odd" has no box/],
    [["1", 2, 3, 4], "pixels", "corners", size, /"odd" has no box/],
    [[900, 10, 990, 20], "pixels", "corners", size, /"odd" lies outside of the page of 800 x 400/],
    [[10, 20, 30, 40], "fractions", "corners", size, /"odd" lies outside of the page of 1 x 1/],
    [[10, 20, 30, 40], "pixels", "corners", null, /need the size of the page/],
  ];
  for (const [box, unit, form, known, message] of cases) {
    const words = [word("fine", form === "polygon" ? [0, 0, 1, 0, 1, 1] : [0, 0, 1, 1]), word("odd", box)];
    assert.throws(
      () => givenPage({ words, unit, form, size: known }, "f.json", 3),
      (error) => {
        assert.ok(error instanceof FormatError);
        assert.deepEqual([error.file, error.line], ["f.json", 3]);
        if (known) assert.equal(error.field, "words.odd");
        assert.match(error.message, message);
        return true;
      },
    );
  }
});
