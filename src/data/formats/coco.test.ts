import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { all, folderWith, stream, whitePng, wordsOn } from "../../../test/layouts.ts";
import { FormatError, fromLine, toLine } from "../common-format.ts";
import { coco } from "./coco.ts";

const annotation = (id: number, category_id: number, bbox: number[], more: object = {}) => {
  const [x, y, w, h] = bbox;
  return {
    id,
    image_id: 1,
    category_id,
    bbox,
    area: w * h,
    iscrowd: 0,
    segmentation: [[x, y, x + w, y, x + w, y + h, x, y + h]],
    ...more,
  };
};
const FILE = {
  info: { description: "made for this test" },
  images: [
    { id: 1, file_name: "a.png", width: 200, height: 100 },
    { id: 2, file_name: "b.png", width: 50, height: 50 },
  ], // prettier-ignore
  annotations: [
    annotation(1, 1, [10, 5, 100, 20]),
    annotation(2, 2, [20, 10, 60, 10], { text: "Shop Ltd" }),
    annotation(3, 3, [150, 60, 40, 30]),
    annotation(4, 2, [20, 60, 60, 10], { attributes: { transcription: "Total" } }),
  ],
  categories: [
    { id: 1, name: "header" },
    { id: 2, name: "text" },
    { id: 3, name: "logo", supercategory: "" },
  ], // prettier-ignore
};

test("coco.read() reads texts as words, and gives other regions the words below them or their place", async (t) => {
  const folder = await folderWith(t, {
    "annotations/instances_train.json": FILE,
    "images/a.png": await whitePng(200, 100),
    "b.png": await whitePng(50, 50),
  });
  assert.deepEqual(await coco.splits(folder), ["train"]);
  const [a, b] = await all(coco.read(folder, "train", { images: true }));
  assert.deepEqual([a.id, b.id, wordsOn(a), wordsOn(b)], ["a", "b", ["Shop", "Ltd", "Total"], []]);
  assert.deepEqual(a.entities, [
    { id: 1, label: "header", page: 0, words: [0, 1], text: "Shop Ltd" },
    { id: 2, label: "text", page: 0, words: [0, 1], text: "Shop Ltd" },
    { id: 3, label: "logo", page: 0, words: [], text: "", box: [0.75, 0.6, 0.95, 0.9] },
    { id: 4, label: "text", page: 0, words: [2], text: "Total" },
  ]);
  assert.deepEqual([a.document.pages[0].image?.width, b.document.pages[0].image?.width], [200, 50]);
  // The common format keeps places of labels without words.
  const back = fromLine(toLine(a));
  assert.deepEqual(back.entities, a.entities);
});

test("coco.read() takes annotations of plain text for words alone", async (t) => {
  const texts = [annotation(1, 1, [20, 10, 60, 10], { utf8_string: "STOP", legibility: "legible" })];
  const folder = await folderWith(t, {
    "valid/_annotations.coco.json": { ...FILE, annotations: texts, categories: [{ id: 1, name: "text" }] },
    "valid/a.png": await whitePng(200, 100),
  });
  assert.deepEqual(await coco.splits(folder), ["valid"]);
  const [a] = await all(coco.read(folder, "valid", { limit: 1, images: true }));
  assert.deepEqual([wordsOn(a), a.entities, a.document.pages[0].image?.width], [["STOP"], [], 200]);
});

test("coco.write() and read() keep entities", async (t) => {
  const from = await folderWith(t, {
    "train.json": FILE,
    "a.png": await whitePng(200, 100),
    "b.png": await whitePng(50, 50),
  });
  const first = await all(coco.read(from, "train", { images: true }));
  const to = await folderWith(t);
  assert.equal(await coco.write?.(to, "own", stream(first)), 2);
  const again = await all(coco.read(to, "own"));
  assert.deepEqual(
    again.map(({ id }) => id),
    ["a", "b"],
  );
  assert.deepEqual(
    again[0].entities.map(({ label, text, box }) => [label, text, box]),
    first[0].entities.map(({ label, text, box }) => [label, text, box]),
  );
  const { annotations } = JSON.parse(await readFile(join(to, "own.json"), "utf8"));
  assert.deepEqual(annotations[2].bbox, [150, 60, 40, 30]);
});

test("coco.read() names the annotation that is wrong", async (t) => {
  const fails = async (change: object, field: string) => {
    const folder = await folderWith(t, { "train.json": { ...FILE, ...change } });
    await assert.rejects(
      all(coco.read(folder, "train")),
      (error) => error instanceof FormatError && error.field === field,
    );
  };
  await fails({ annotations: [annotation(1, 9, [0, 0, 1, 1])] }, "annotations[0].category_id");
  await fails({ annotations: [annotation(1, 1, [0, 0, 1])] }, "annotations[0].bbox");
  await fails({ annotations: [annotation(1, 1, [900, 0, 9, 9], { text: "far" })] }, "annotations[0].bbox");
  await fails({ images: [{ id: 1, file_name: "a.png", width: "200", height: 100 }] }, "images[0].width");
  await fails({ categories: undefined }, "categories");
  await assert.rejects(coco.splits(await folderWith(t)), FormatError);
});
