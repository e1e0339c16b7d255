import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { all, folderWith, stream, whitePng, wordsOn } from "../../../test/layouts.ts";
import { FormatError, readLabelled } from "../common-format.ts";
import { labelStudio } from "./label-studio.ts";

const SIZE = { original_width: 200, original_height: 100, image_rotation: 0 };
const close = { absolute: 1e-9, relative: 0, name: "box" };

/** A region of the OCR template: three results that share an id. */
function region(id: string, box: number[], label: string | null, text: string | null, more: object = {}): object[] {
  const [x, y, width, height] = box;
  const place = { x, y, width, height, rotation: 0, ...more };
  const shared = { ...SIZE, id, to_name: "image", origin: "manual" };
  return [
    { ...shared, from_name: "bbox", type: "rectangle", value: place },
    ...(label === null
      ? []
      : [{ ...shared, from_name: "label", type: "labels", value: { ...place, labels: [label] } }]),
    ...(text === null
      ? []
      : [{ ...shared, from_name: "transcription", type: "textarea", value: { ...place, text: [text] } }]),
  ];
}
const relation = (from_id: string, to_id: string, direction = "right") => ({
  type: "relation",
  from_id,
  to_id,
  direction,
  labels: [],
});
const task = (id: number, image: string, result: object[], more: object = {}) => ({
  id,
  data: { ocr: image },
  annotations: [{ id: 10 * id, completed_by: 1, was_cancelled: false, ground_truth: false, result }],
  predictions: [],
  ...more,
});

const FORM = [
  ...region("aB1", [10, 10, 20, 10], "question", "Total due"),
  ...region("cD2", [50, 10, 20, 10], "answer", "9.00"),
  ...region("eF3", [10, 50, 30, 10], null, "thank you"),
  relation("aB1", "cD2"),
];

test("labelStudio.read() joins the results of the OCR template", async (t) => {
  const folder = await folderWith(t, {
    "project-1.json": [task(1, "/data/upload/1/0a1b2c3d-form.png", FORM)],
    "images/form.png": await whitePng(200, 100),
  });
  assert.deepEqual(await labelStudio.splits(folder), ["project-1"]);
  const [labelled] = await all(labelStudio.read(folder, "project-1", { images: true }));
  assert.deepEqual(wordsOn(labelled), ["Total", "due", "9.00", "thank", "you"]);
  assert.deepEqual(labelled.entities, [
    { id: "aB1", label: "question", page: 0, words: [0, 1], text: "Total due" },
    { id: "cD2", label: "answer", page: 0, words: [2], text: "9.00" },
  ]);
  assert.deepEqual(labelled.links, [["aB1", "cD2"]]);
  const [page] = labelled.document.pages;
  assert.deepEqual([labelled.id, page.width, page.height, page.image?.width], ["0a1b2c3d-form", 200, 100, 200]);
  assertClose(page.words[2].box, [0.5, 0.1, 0.7, 0.2], close);
});

test("labelStudio.read() takes rectanglelabels, turned rectangles, polygons, links that point left, and what is said of the page", async (t) => {
  const shared = { ...SIZE, to_name: "image", from_name: "label" };
  const results = [
    {
      ...shared,
      id: "r",
      type: "rectanglelabels",
      value: { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: ["stamp"] },
    },
    // 90 degrees around the top left corner: 20 % of 200 pixels are 40, which run down; 10 % of 100 run to the left.
    ...region("t", [50, 10, 20, 10], "side", "up", { rotation: 90 }),
    {
      ...shared,
      id: "p",
      type: "polygonlabels",
      value: {
        points: [
          [70, 70],
          [90, 70],
          [80, 90],
        ],
        polygonlabels: ["logo"],
      },
    }, // prettier-ignore
    relation("t", "r", "left"),
    { id: "c", type: "choices", from_name: "kind", to_name: "image", value: { choices: ["invoice"] } },
    { id: "n", type: "textarea", from_name: "note", to_name: "image", value: { text: ["smudged", "torn"] } },
  ];
  const folder = await folderWith(t, { "a.json": [task(1, "s3://bucket/x.jpg", results)] });
  const [labelled] = await all(labelStudio.read(folder, "a", { images: true }));
  assert.deepEqual(
    labelled.entities.map(({ label, words, text }) => [label, words, text]),
    [
      ["stamp", [], ""],
      ["side", [0], "up"],
      ["logo", [], ""],
    ], // prettier-ignore
  );
  assertClose(labelled.entities[0].box ?? [], [0.1, 0.2, 0.4, 0.6], close);
  assertClose(labelled.document.pages[0].words[0].box, [0.45, 0.1, 0.5, 0.5], close);
  assertClose(labelled.entities[2].box ?? [], [0.7, 0.7, 0.9, 0.9], close);
  assert.deepEqual(labelled.links, [["r", "t"]]);
  assert.deepEqual(labelled.fields, { kind: "invoice", note: "smudged\ntorn" });
});

test("labelStudio.read() goes by ground truth, passes over cancelled annotations, and takes only words from predictions", async (t) => {
  const other = region("z", [10, 10, 20, 10], "wrong", "x");
  const annotation = (result: object[], more: object) => ({ id: 1, was_cancelled: false, result, ...more });
  const folder = await folderWith(t, {
    "a.json": [
      task(1, "a.png", [], { annotations: [annotation(other, {}), annotation(FORM, { ground_truth: true })] }),
      task(2, "b.png", [], { annotations: [annotation(other, { was_cancelled: true }), annotation(FORM, {})] }),
      task(3, "c.png", [], { annotations: [], predictions: [{ model_version: "ocr", score: 0.9, result: FORM }] }),
    ],
  });
  const [a, b, c] = await all(labelStudio.read(folder, "a"));
  assert.deepEqual([a.entities.length, b.entities.length], [2, 2]);
  assert.deepEqual([c.entities, c.links, wordsOn(c).length], [[], [], 5]);
});

test("labelStudio.read() reads tasks of several pages", async (t) => {
  const second = region("q", [10, 10, 20, 10], "total", "9.00").map((result) => ({ ...result, item_index: 1 }));
  const pages = ["/data/local-files/?d=scans%2Fp1.png", "/data/local-files/?d=scans%2Fp2.png"];
  const folder = await folderWith(t, {
    "a.json": [{ ...task(7, "", [...FORM, ...second]), data: { title: "two.pdf", pages } }],
    "scans/p1.png": await whitePng(200, 100),
    "scans/p2.png": await whitePng(100, 50),
  });
  const [labelled] = await all(labelStudio.read(folder, "a", { images: true }));
  assert.deepEqual(
    labelled.document.pages.map(({ number, image }) => [number, image?.width]),
    [
      [0, 200],
      [1, 100],
    ],
  ); // prettier-ignore
  assert.deepEqual(labelled.entities[2], { id: "q", label: "total", page: 1, words: [0], text: "9.00" });
});

test("labelStudio.write() and read() keep words, entities, links, fields and questions", async (t) => {
  const png = await whitePng(200, 100);
  const words = [
    { text: "Total", box: [20, 10, 40, 20], line: 0 },
    { text: "due", box: [45, 10, 60, 20], line: 0 },
    { text: "9.00", box: [100, 10, 140, 20], line: 0 },
    { text: "9.00", box: [100, 40, 140, 50], line: 1 },
  ];
  const page = { image: "a.png", width: 200, height: 100, words };
  const entities = [
    { id: "k", label: "question", words: [0, 1], text: "Total due" },
    // Around the word between them, which is no part of it.
    { id: "v", label: "answer & sum", words: [3], text: "9.00" },
  ];
  const one = {
    id: "one/a",
    pages: [page],
    entities,
    links: [["k", "v"]],
    fields: { total: "9.00" },
    questions: [{ id: "q", question: "How much?", answers: ["9.00"], evidence: [{ page: 0, words: [3] }] }],
  };
  const two = {
    id: "two",
    pages: [page, { ...page, width: 400 }],
    entities: [{ id: "x", label: "question", page: 1, words: [0], text: "Total" }],
  };
  const from = await folderWith(t, { "train.jsonl": `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`, "a.png": png });
  const first = await all(readLabelled(from, "train", { images: true }));
  const to = await folderWith(t);
  assert.equal(await labelStudio.write?.(to, "train", stream(first)), 2);
  const again = await all(labelStudio.read(to, "train", { images: true }));
  for (const [i, labelled] of again.entries()) {
    const { split: _, ...was } = first[i];
    const { split: __, ...is } = labelled;
    const bare = (pages: typeof was.document.pages) => pages.map(({ image: ___, ...rest }) => rest);
    assert.deepEqual({ ...is, document: bare(is.document.pages) }, { ...was, document: bare(was.document.pages) });
    assert.ok(labelled.document.pages.every(({ image }) => image?.width === 200));
  }
  assert.match(
    await readFile(join(to, "label-config.xml"), "utf8"),
    /valueList="\$pages"[\s\S]*<Label value="answer &amp; sum"\/>/,
  );
});

test("labelStudio.read() names the result that is wrong", async (t) => {
  const fails = async (tasks: unknown, field: string) => {
    const folder = await folderWith(t, { "a.json": tasks });
    await assert.rejects(
      all(labelStudio.read(folder, "a")),
      (error) => error instanceof FormatError && error.field === field,
    );
  };
  const [rectangle] = region("a", [10, 10, 20, 10], null, null) as { value: object }[];
  const at = "[0].annotations[0].result[0]";
  await fails({ tasks: [] }, "");
  // JSON-MIN
  await fails([{ id: 1, ocr: "a.png", label: [] }], "[0]");
  await fails([task(1, "a.png", [{ ...rectangle, image_rotation: 90 }])], `${at}.image_rotation`);
  await fails(
    [task(1, "a.png", [{ ...rectangle, value: { ...rectangle.value, width: "wide" } }])],
    `${at}.value.width`,
  );
  await fails([task(1, "a.png", region("a", [150, 10, 20, 10], "x", "far"))], at);
  await fails([task(1, "a.png", [{ type: "relation", from_id: "a" }])], `${at}.to_id`);
  await assert.rejects(labelStudio.splits(await folderWith(t)), FormatError);
});
