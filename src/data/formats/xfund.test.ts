import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { all, folderWith, stream, whitePng, wordsOn } from "../../../test/layouts.ts";
import { FormatError } from "../common-format.ts";
import { xfund } from "./xfund.ts";

const DOCUMENT = {
  id: "zh_train_0",
  uid: "0ac15750a098682aa02b51555f7c49ff",
  document: [
    {
      box: [20, 10, 60, 20],
      text: "汇款",
      label: "question",
      words: [
        { box: [20, 10, 40, 20], text: "汇" },
        { box: [40, 10, 60, 20], text: "款" },
      ], // prettier-ignore
      linking: [[0, 2]],
      id: 0,
    },
    { box: [100, 10, 160, 20], text: "4 May", label: "answer", linking: [[0, 2]], id: 2 },
    {
      box: [20, 60, 60, 70],
      text: "end",
      label: "other",
      words: [{ box: [20, 60, 60, 70], text: "end" }],
      linking: [],
      id: 5,
    },
  ],
  img: { fname: "zh_train_0.png", width: 200, height: 100 },
};
const file = (...documents: unknown[]) => ({ lang: "zh", version: "0.1", split: "train", documents });

test("xfund.read() reads words, entities and links, and cuts pieces without words", async (t) => {
  const folder = await folderWith(t, {
    "zh.train.json": file(DOCUMENT),
    "zh.train/zh_train_0.png": await whitePng(200, 100),
  });
  assert.deepEqual(await xfund.splits(folder), ["zh.train"]);
  const [labelled] = await all(xfund.read(folder, "zh.train", { images: true }));
  assert.deepEqual(wordsOn(labelled), ["汇", "款", "4", "May", "end"]);
  assert.deepEqual(
    labelled.entities.map(({ id, label, words }) => [id, label, words]),
    [
      [0, "question", [0, 1]],
      [2, "answer", [2, 3]],
      [5, "other", [4]],
    ], // prettier-ignore
  );
  assert.deepEqual([labelled.id, labelled.links], ["zh_train_0", [[0, 2]]]);
  assertClose(labelled.document.pages[0].words[1].box, [0.2, 0.1, 0.3, 0.2], {
    absolute: 1e-9,
    relative: 0,
    name: "box",
  });
  assert.equal(labelled.document.pages[0].image?.height, 100);
});

test("xfund.write() and read() keep words, entities and links", async (t) => {
  const from = await folderWith(t, {
    "zh.train.json": file(DOCUMENT),
    "zh.train/zh_train_0.png": await whitePng(200, 100),
  });
  const first = await all(xfund.read(from, "zh.train", { images: true }));
  const to = await folderWith(t);
  assert.equal(await xfund.write?.(to, "own", stream(first)), 1);
  const [again] = await all(xfund.read(to, "own", { images: true }));
  assert.deepEqual(wordsOn(again), wordsOn(first[0]));
  const boxes = (labelled: (typeof first)[0]) => labelled.document.pages[0].words.flatMap(({ box }) => box);
  assertClose(boxes(again), boxes(first[0]), { absolute: 0.51 / 100, relative: 0, name: "boxes to a pixel" });
  assert.deepEqual(
    again.entities.map(({ label, words, text }) => [label, words, text]),
    first[0].entities.map(({ label, words, text }) => [label, words, text]),
  );
  assert.deepEqual(again.links, [[0, 1]]);
});

test("xfund.read() names the field that is wrong", async (t) => {
  const fails = async (change: object, field: string) => {
    const folder = await folderWith(t, { "a.json": file(DOCUMENT, { ...DOCUMENT, ...change }) });
    await assert.rejects(
      all(xfund.read(folder, "a")),
      (error) => error instanceof FormatError && error.field === field,
    );
  };
  const [piece] = DOCUMENT.document;
  await fails({ img: { fname: "x.png", width: 0, height: 1 } }, "documents[1].img.width");
  await fails({ document: [{ ...piece, box: [1, 2, 3] }] }, "documents[1].document[0].box");
  await fails(
    { document: [{ ...piece, words: [{ box: [900, 10, 950, 20], text: "far" }] }] },
    "documents[1].document[0].words[0].box",
  );
  await fails({ document: [{ ...piece, linking: [[0]] }] }, "documents[1].document[0].linking[0]");
  await assert.rejects(xfund.splits(await folderWith(t)), FormatError);
});
