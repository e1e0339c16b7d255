import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { labelledOf } from "./entries.ts";
import { linkingOf, linksOf, piecesOf, type Region, regionPage, wordsWithin } from "./regions.ts";

const size = { width: 200, height: 100 };
const region = (id: number, text: string, box: number[], label: string | null): Region => ({
  id,
  text,
  box,
  label,
  at: `[${id}]`,
});
const corners = { unit: "pixels", form: "corners", size } as const;

test("regionPage() cuts texts to words, and gives labels their words", () => {
  const { page, entities } = regionPage(
    {
      ...corners,
      regions: [region(4, "Total 9.00", [20, 30, 120, 40], "total"), region(7, "Shop", [20, 10, 60, 20], null)],
    },
    "f",
  );
  assert.deepEqual(
    page.words.map(({ text }) => text),
    ["Shop", "Total", "9.00"],
  );
  assert.deepEqual(entities, [{ id: 4, label: "total", page: 0, words: [1, 2], text: "Total 9.00" }]);
  assertClose(page.words[0].box, [0.1, 0.1, 0.3, 0.2], { absolute: 1e-9, relative: 0, name: "box" });
});

test("regionPage() gives a region without a text the words below it, else keeps its place", () => {
  const { entities } = regionPage(
    {
      ...corners,
      regions: [
        region(1, "", [0, 0, 100, 25], "head"),
        region(2, "Shop Ltd", [20, 10, 80, 20], null),
        region(3, "", [0, 60, 100, 90], "logo"),
      ],
    },
    "f",
  );
  assert.deepEqual(entities, [
    { id: 1, label: "head", page: 0, words: [0, 1], text: "Shop Ltd" },
    { id: 3, label: "logo", page: 0, words: [], text: "", box: [0, 0.6, 0.5, 0.9] },
  ]);
});

test("regionPage() takes every unit, and names the region whose place cannot be normalised", () => {
  const units = [
    ["percent", [10, 10, 30, 20]],
    ["thousandths", [100, 100, 300, 200]],
    ["fractions", [0.1, 0.1, 0.3, 0.2]],
    ["points", [20, 10, 60, 20]],
    ["inches", [20, 10, 60, 20]],
  ] as const;
  for (const [unit, box] of units) {
    const { entities, page } = regionPage(
      { regions: [region(1, "", [...box], "x"), region(2, "word", [...box], null)], unit, form: "corners", size },
      "f",
    );
    assertClose(page.words[0].box, [0.1, 0.1, 0.3, 0.2], { absolute: 1e-9, relative: 0, name: unit });
    assert.deepEqual(entities[0].words, [0]);
  }
  const fails = (box: unknown, field: string) =>
    assert.throws(
      () => regionPage({ ...corners, regions: [{ ...region(5, "lost", [], "x"), box }] }, "f", 3),
      (error) =>
        error instanceof FormatError && error.field === field && error.line === 3 && /"lost"/.test(error.message),
    );
  fails([1, 2, 3], "[5]");
  fails(null, "[5]");
  fails([500, 500, 600, 600], "[5]");
});

test("wordsWithin() picks the words that make up a text", () => {
  const { page } = regionPage({ ...corners, regions: [region(1, "a b a c", [0, 10, 100, 20], null)] }, "f");
  assert.deepEqual(wordsWithin(page, [0, 0, 1, 1]), [0, 1, 2, 3]);
  assert.deepEqual(wordsWithin(page, [0, 0, 1, 1], "a c"), [0, 3]);
  assert.deepEqual(wordsWithin(page, [0, 0, 1, 1], "a\na"), [0, 2]);
  assert.deepEqual(wordsWithin(page, [0, 0, 1, 1], "a z"), [0, 1, 2, 3]);
  assert.deepEqual(wordsWithin(page, [0, 0.5, 1, 1], "a"), []);
});

test("piecesOf() gives entities, then the rest of each line run by run", () => {
  const { page } = regionPage(
    { ...corners, regions: [region(1, "a b c d", [0, 10, 100, 20], null), region(2, "e", [0, 50, 9, 60], null)] },
    "f",
  );
  const labels: Partial<LabelledDocument> = {
    entities: [
      { id: "x", label: "mid", page: 0, words: [1], text: "b" },
      { id: "y", label: "logo", page: 0, words: [], text: "", box: [0, 0, 0.5, 0.5] },
      { id: "z", label: "gone", page: 0, words: [], text: "never placed" },
    ],
  };
  const pieces = piecesOf(labelledOf("d", "s", "t", [page], labels), page);
  assert.deepEqual(
    pieces.map(({ entity, text, words }) => [entity?.label ?? null, text, words]),
    [
      ["mid", "b", [1]],
      ["logo", "", []],
      [null, "a", [0]],
      [null, "c d", [2, 3]],
      [null, "e", [4]],
    ],
  );
  assertClose(pieces[1].box, [0, 0, 100, 50], { absolute: 1e-9, relative: 0, name: "box" });
});

test("linksOf() and linkingOf() know pairs that stand at both ends", () => {
  const entities = [10, 11, 12].map((id) => ({ id, label: "x", page: 0, words: [], text: "" }));
  const check = new Check((field, message) => {
    throw new FormatError("f", 0, field, message);
  });
  const lists = [
    { linking: [[10, 11]], at: "a" },
    {
      linking: [
        [10, 11],
        [11, 12],
      ],
      at: "b",
    }, // prettier-ignore
    { linking: [[12, 99]], at: "c" },
    { linking: undefined, at: "d" },
  ];
  const links = linksOf(check, lists, entities);
  assert.deepEqual(links, [
    [10, 11],
    [11, 12],
  ]); // prettier-ignore
  const labelled = labelledOf("d", "s", "t", [], { entities, links });
  assert.deepEqual(
    entities.map((entity) => linkingOf(labelled, entity)),
    [
      [[0, 1]],
      [
        [0, 1],
        [1, 2],
      ],
      [[1, 2]],
    ],
  ); // prettier-ignore
  assert.deepEqual(linkingOf(labelled, null), []);
  assert.throws(
    () => linksOf(check, [{ linking: [[1]], at: "e" }], entities),
    (error) => error instanceof FormatError && error.field === "e[0]",
  );
});
