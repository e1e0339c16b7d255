import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { all, folderWith, wordsOn } from "../../../test/layouts.ts";
import { FormatError } from "../common-format.ts";
import { huggingFace } from "./hugging-face.ts";
import { openParquet } from "./parquet.ts";

/** Files that the data sets' own writer wrote, once: test/golden/parquet/write.py. */
const at = (...names: string[]) => join(import.meta.dirname, "..", "..", "..", "test", "golden", "parquet", ...names);
const close = { absolute: 1e-9, relative: 0, name: "box" };

test("huggingFace.read() reads CORD v2's rows with their words, and Donut's without", async () => {
  assert.deepEqual(await huggingFace.splits(at("cord")), ["train"]);
  const [receipt, letter] = await all(huggingFace.read(at("cord"), "train", { images: true }));
  assert.deepEqual(wordsOn(receipt), ["TEA", "2.50", "TOTAL", "2.50"]);
  assert.deepEqual(
    receipt.entities.map(({ label, text }) => [label, text]),
    [
      ["menu.nm", "TEA"],
      ["menu.price", "2.50"],
      ["total.total_price", "TOTAL 2.50"],
    ], // prettier-ignore
  );
  assertClose(receipt.document.pages[0].words[0].box, [0.1, 10 / 60, 0.3, 0.3], close);
  const pixels = await receipt.document.pages[0].image!.read();
  assert.deepEqual([pixels.width, pixels.height], [100, 60]);
  assert.deepEqual([...pixels.data.subarray(3 * (12 * 100 + 12), 3 * (12 * 100 + 12) + 3)], [0, 0, 0]);
  assert.deepEqual(
    [letter.id, letter.fields, wordsOn(letter)],
    ["train-1", { class: "letter", cc: ["Ann", "Ben"] }, []],
  );
});

test("huggingFace.read() reads DocVQA's rows, with words in pixels where they are there", async () => {
  const [region, signed] = await all(huggingFace.read(at("docvqa"), "validation"));
  assert.deepEqual(region.questions, [
    { id: "49153", question: "What is the region?", answers: ["7", "seven"], kind: "question" },
  ]);
  assert.deepEqual([signed.id, signed.questions[0].answers, signed.document.pages[0].width], ["49154", [], 100]);
  assert.equal(region.document.pages[0].image, undefined);
  await assert.rejects(
    all(huggingFace.read(at("docvqa-pixels"), "train")),
    (error) =>
      error instanceof FormatError &&
      error.line === 1 &&
      error.field === "bounding_boxes[1]" &&
      /"7" lies outside/.test(error.message),
  );
});

test("huggingFace.read() reads FUNSD's words, thousandths and tags", async () => {
  const [date, form] = await all(huggingFace.read(at("funsd"), "train"));
  assert.deepEqual(wordsOn(date), ["Date", ":", "May", "4", "x"]);
  assert.deepEqual(date.entities, [
    { id: 0, label: "QUESTION", page: 0, words: [0, 1], text: "Date :" },
    { id: 1, label: "ANSWER", page: 0, words: [2, 3], text: "May 4" },
  ]);
  assertClose(date.document.pages[0].words[0].box, [0.1, 0.1, 0.18, 0.12], close);
  assert.deepEqual([form.document.pages[0].width, form.document.pages[0].height], [60, 100]);
  // An I without a B begins an entity, as seqeval has it.
  assert.deepEqual(form.entities, [{ id: 0, label: "HEADER", page: 0, words: [0], text: "FORM" }]);
});

test("huggingFace.read() names classes of documents, limits and chooses", async () => {
  const [picture] = await all(huggingFace.read(at("classes"), "test"));
  assert.deepEqual(picture.fields, { label: "form" });
  assert.equal((await all(huggingFace.read(at("funsd"), "train", { limit: 1 }))).length, 1);
  assert.deepEqual(
    (await all(huggingFace.read(at("funsd"), "train", { ids: new Set(["1"]) }))).map(({ id }) => id),
    ["1"],
  );
});

test("openParquet() gives columns, classes and bytes", async () => {
  const file = await openParquet(at("funsd", "data", "train-00000-of-00001-4d2a.parquet"));
  assert.deepEqual(file.columns, ["id", "tokens", "bboxes", "ner_tags", "image"]);
  assert.deepEqual(file.classes.get("ner_tags")?.slice(0, 3), ["O", "B-HEADER", "I-HEADER"]);
  for await (const { image, ner_tags } of file.rows(["image", "ner_tags"])) {
    assert.ok((image as { bytes: unknown }).bytes instanceof Uint8Array);
    assert.ok((ner_tags as unknown[]).every((tag) => typeof tag === "number"));
  }
});

test("huggingFace names files that it cannot read", async (t) => {
  const folder = await folderWith(t, { "train.parquet": "PAR1 no parquet at all" });
  await assert.rejects(
    all(huggingFace.read(folder, "train")),
    (error) => error instanceof FormatError && error.file.endsWith("train.parquet"),
  );
  await assert.rejects(
    all(huggingFace.read(folder, "dev")),
    (error) => error instanceof FormatError && /there are train/.test(error.message),
  );
  await assert.rejects(huggingFace.splits(await folderWith(t)), FormatError);
});
