import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument, fakePage } from "../../test/fakes.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { kinOf, kinSizes } from "./kin.ts";

/** A receipt: the shop's letterhead, then goods of its own. */
function receipt(id: string, shop: string, goods: string): LabelledDocument {
  const texts = `${shop} ${goods}`.split(" ");
  const page = fakePage(1, texts.length);
  page.words = page.words.map((word, i) => ({ ...word, text: texts[i] }));
  return { id, document: fakeDocument([page]), questions: [], fields: {}, entities: [], links: [], statements: [] };
}

const SHOPS = [
  "Alder Hardware Wharf Street Northtown",
  "Bramble Bakery Mill Lane Southport",
  "Cedar Motors Dock Road Eastham",
];
const GOODS = ["nails 2.10", "bread 1.00 rolls", "oil 9.00 filter", "paint 4.40 brush", "milk 2.00", "tyres 80.00"];
const receipts = GOODS.flatMap((goods, i) => SHOPS.map((shop, j) => receipt(`r${i}-${j}`, shop, goods)));
const others = ["one", "two", "three", "four"].map((word, i) =>
  receipt(`o${i}`, `${word}apple ${word}berry ${word}cherry ${word}date ${word}elder`, "x"),
);

test("kinOf() puts the documents of one sender together, others each alone", () => {
  const all = [...receipts, ...others];
  const groups = kinOf(all);
  for (const [i, a] of all.entries())
    for (const [j, b] of all.entries()) {
      const same = i === j || (a.id[0] === "r" && b.id[0] === "r" && a.id.split("-")[1] === b.id.split("-")[1]);
      assert.equal(groups[i] === groups[j], same, `${a.id} ${b.id}`);
    }
  assert.deepEqual(kinSizes(all), [...receipts.map(() => GOODS.length), ...others.map(() => 1)]);
});

test("kinOf() finds the same groups in any order", () => {
  const all = [...receipts, ...others];
  const turned = [...all].reverse();
  const pairs = (documents: LabelledDocument[]) => {
    const groups = kinOf(documents);
    return documents
      .flatMap((a, i) => documents.flatMap((b, j) => (groups[i] === groups[j] ? [`${a.id} ${b.id}`] : [])))
      .sort();
  };
  assert.deepEqual(pairs(turned), pairs(all));
});

test("documents with hardly a word are of nobody's hand, and none are no error", () => {
  assert.deepEqual(kinOf([receipt("a", "Total", "1"), receipt("b", "Total", "2")]), [0, 1]);
  assert.deepEqual(kinOf([]), []);
});
