import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sharedOrSkip } from "../../test/shared.ts";
import { readLabelled } from "../data/common-format.ts";
import { type Box, enclose } from "../document/box.ts";
import { entitiesOf, type PlacedWord, placedWords, tagCount, tagsOf } from "./entities.ts";
import { pageUnits } from "./units.ts";

/** A word at a column and row of a grid. */
const at = (word: number, row: number, column: number): PlacedWord => {
  const [x, y] = [0.1 + 0.1 * column, 0.1 + 0.02 * row];
  return { word, row, box: [x, y, x + 0.09, y + 0.015] as Box };
};

/** Two columns, each holding an entity of two lines, and a word of neither. */
const columns = [
  at(0, 0, 0),
  at(1, 0, 1),
  at(2, 0, 4),
  at(3, 0, 5),
  at(4, 1, 0),
  at(5, 1, 4),
  at(6, 1, 5),
  at(7, 2, 2),
];

test("tagsOf() begins, continues and stays inside", () => {
  const tags = tagsOf(columns, [
    { label: 0, words: [0, 1, 4] },
    { label: 1, words: [2, 3, 5, 6] },
  ]);
  assert.deepEqual([...tags], [1, 3, 4, 6, 2, 5, 6, 0]);
  assert.equal(tagCount(2), 7);
});

test("entitiesOf() joins the lines of entities that stand side by side", () => {
  const [left, right] = [
    { label: 0, words: [0, 1, 4] },
    { label: 0, words: [2, 3, 5, 6] },
  ];
  const found = entitiesOf(columns, tagsOf(columns, [left, right]));
  assert.deepEqual(
    found.map(({ label, words }) => ({ label, words })),
    [left, right],
  );
  assert.deepEqual(found[1].boxes, [
    enclose([columns[2].box, columns[3].box]),
    enclose([columns[5].box, columns[6].box]),
  ]);
});

test("entitiesOf() reads what is inside of nothing, or continues nothing, as an entity", () => {
  const found = entitiesOf(columns, [3, 3, 0, 5, 0, 0, 0, 3]);
  assert.deepEqual(
    found.map(({ label, words }) => [label, ...words]),
    [
      [0, 0, 1, 7],
      [1, 3],
    ],
  );
});

test("entitiesOf() gives every tagged word to one entity of its label, whatever the tags", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(tagCount(3) - 1), { minLength: 8, maxLength: 8 }), (tags) => {
      const found = entitiesOf(columns, tags);
      const owner = new Map(found.flatMap(({ label, words }) => words.map((word) => [word, label] as const)));
      assert.equal(found.flatMap(({ words }) => words).length, owner.size);
      columns.forEach(({ word }, i) => {
        assert.equal(owner.get(word), tags[i] === 0 ? undefined : Math.floor((tags[i] - 1) / 3));
      });
    }),
    { seed: 7 },
  );
});

test("tags of FUNSD's entities read back as the entities", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const labels = ["answer", "header", "question"];
  let [wanted, right] = [0, 0];
  for await (const { document, entities } of readLabelled(`${shared}/data/funsd`, "train")) {
    const [page] = document.pages;
    const order = placedWords(pageUnits(page), page);
    const gold = entities
      .filter(({ label, words }) => labels.includes(label) && words.length > 0)
      .map(({ label, words }) => ({ label: labels.indexOf(label), words }));
    const key = ({ label, words }: { label: number; words: number[] }) =>
      [label, ...[...words].sort((a, b) => a - b)].join();
    const keys = new Set(gold.map(key));
    wanted += keys.size;
    right += entitiesOf(order, tagsOf(order, gold)).filter((entity) => keys.has(key(entity))).length;
  }
  // 96 % would stand together in reading order.
  assert.ok(right / wanted > 0.995, `${right} of ${wanted} entities`);
});
