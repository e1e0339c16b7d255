import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { all, folderWith, stream, whitePng, wordsOn } from "../../../test/layouts.ts";
import { FormatError } from "../common-format.ts";
import { ppocrlabel } from "./ppocrlabel.ts";

const points = (x0: number, y0: number, x1: number, y1: number) => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
]; // prettier-ignore

/** As PPOCRLabel writes it in KIE mode: paths begin with the folder's own name. */
const LABEL = [
  { transcription: "TOTAL", points: points(20, 10, 60, 20), difficult: false, key_cls: "question" },
  { transcription: "RM 9.00", points: points(100, 10, 160, 20), difficult: false, key_cls: "answer" },
  { transcription: "thank you", points: points(20, 40, 100, 50), difficult: false, key_cls: "None" },
  { transcription: "###", points: points(0, 0, 5, 5), difficult: true, key_cls: "None" },
];

test("ppocrlabel.read() reads Label.txt beside fileState.txt and rec_gt.txt", async (t) => {
  const folder = await folderWith(t, {
    "a.png": await whitePng(200, 100),
    "fileState.txt": "x/a.png\t1\n",
    "rec_gt.txt": "crop_img/a_crop_0.jpg\tTOTAL\n",
  });
  const file = join(folder, "Label.txt");
  const { writeFile } = await import("node:fs/promises");
  await writeFile(file, `${basename(folder)}/a.png\t${JSON.stringify(LABEL)}\n`);
  assert.deepEqual(await ppocrlabel.splits(folder), ["Label"]);
  const [labelled] = await all(ppocrlabel.read(folder, "Label", { images: true }));
  assert.equal(labelled.id, "a");
  assert.deepEqual(wordsOn(labelled), ["TOTAL", "RM", "9.00", "thank", "you"]);
  assert.deepEqual(labelled.entities, [
    { id: 0, label: "question", page: 0, words: [0], text: "TOTAL" },
    { id: 1, label: "answer", page: 0, words: [1, 2], text: "RM 9.00" },
  ]);
  const [page] = labelled.document.pages;
  assert.deepEqual([page.width, page.height, page.image?.width], [200, 100, 200]);
  assertClose(page.words[0].box, [0.1, 0.1, 0.3, 0.2], { absolute: 1e-9, relative: 0, name: "box" });
});

test("ppocrlabel.read() reads PaddleOCR's lists with labels, ids and links, and names of numbered classes", async (t) => {
  const pieces = [
    { transcription: "Date", label: "question", points: points(20, 10, 60, 20), id: 3, linking: [[3, 8]] },
    { transcription: "May 4", label: "answer", points: points(100, 10, 160, 20), id: 8, linking: [[3, 8]] },
  ];
  const numbered = [{ label: 1, transcription: "SAFEWAY", points: points(20, 10, 60, 20) }];
  const folder = await folderWith(t, {
    "imgs/a.png": await whitePng(200, 100),
    "class_list.txt": "0 Ignore\n1 Store_name_value\t\n",
    "train.txt": `imgs/a.png\t${JSON.stringify(pieces)}\n\nimgs/a.png\t${JSON.stringify(numbered)}\n`,
  });
  const [linked, classed] = await all(ppocrlabel.read(folder, "train"));
  assert.deepEqual(linked.links, [[3, 8]]);
  assert.deepEqual(
    linked.entities.map(({ id, label, text }) => [id, label, text]),
    [
      [3, "question", "Date"],
      [8, "answer", "May 4"],
    ],
  ); // prettier-ignore
  assert.equal(classed.entities[0].label, "Store_name_value");
});

test("ppocrlabel.write() and read() keep words, entities and links", async (t) => {
  const from = await folderWith(t, {
    "a.png": await whitePng(200, 100),
    "train.txt": `a.png\t${JSON.stringify(LABEL.slice(0, 3).map((piece, id) => ({ ...piece, id, linking: id < 2 ? [[0, 1]] : [] })))}\n`,
  });
  const first = await all(ppocrlabel.read(from, "train", { images: true }));
  const to = await folderWith(t);
  assert.equal(await ppocrlabel.write?.(to, "Label", stream(first)), 1);
  assert.match(
    await readFile(join(to, "Label.txt"), "utf8"),
    new RegExp(`^${basename(to)}/a\\.png\\t\\[\\{"transcription":"TOTAL","points":\\[\\[20,10\\]`),
  );
  const [again] = await all(ppocrlabel.read(to, "Label"));
  assert.deepEqual(
    [again.entities, again.links, wordsOn(again)],
    [first[0].entities, first[0].links, wordsOn(first[0])],
  );
});

test("ppocrlabel.read() names file, line and piece of what is wrong", async (t) => {
  const fails = async (line: string, field: string) => {
    const folder = await folderWith(t, { "a.png": await whitePng(200, 100), "train.txt": `a.png\t[]\n${line}\n` });
    await assert.rejects(
      all(ppocrlabel.read(folder, "train")),
      (error) =>
        error instanceof FormatError && error.line === 2 && error.field === field && error.file.endsWith("train.txt"),
    );
  };
  await fails("a.png", "");
  await fails("a.png\t[{", "");
  await fails("b.png\t[]", "");
  await fails('a.png\t[{"points":[]}]', "[0].transcription");
  await fails('a.png\t[{"transcription":"x","points":[[1,2]]}]', "[0]");
  await fails('a.png\t[{"transcription":"x","points":[[900,900],[950,900],[950,950],[900,950]]}]', "[0]");
  await assert.rejects(ppocrlabel.splits(await folderWith(t, { "notes.txt": "none" })), FormatError);
});
