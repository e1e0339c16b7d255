import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { all, folderWith, stream, whitePng, wordsOn } from "../../../test/layouts.ts";
import { FormatError } from "../common-format.ts";
import { donut } from "./donut.ts";

const line = (file_name: string, truth: object) =>
  `${JSON.stringify({ file_name, ground_truth: JSON.stringify(truth) })}\n`;

const TREE = {
  menu: [
    { nm: "TEA", price: "2.50" },
    { nm: "CAKE", price: "3.00" },
  ],
  total: { total_price: "5.50", changeprice: "" },
  shop: "Ann's",
};

test("donut.read() reads trees, classes and questions of images without words", async (t) => {
  const asked = {
    gt_parses: [
      { question: "Which shop?", answer: "Ann's" },
      { question: "Which shop?", answer: "Anns" },
      { question: "Who signed?" },
    ],
  };
  const folder = await folderWith(t, {
    "train/metadata.jsonl": line("a.png", { gt_parse: TREE }) + line("b.png", { gt_parse: { class: "letter" } }),
    "validation/metadata.jsonl": line("c.png", asked),
    "train/a.png": await whitePng(200, 100),
    "train/b.png": await whitePng(50, 60),
    "validation/c.png": await whitePng(30, 40),
  });
  assert.deepEqual(await donut.splits(folder), ["train", "validation"]);
  const [a, b] = await all(donut.read(folder, "train", { images: true }));
  assert.deepEqual(a.fields, {
    "menu.nm": ["TEA", "CAKE"],
    "menu.price": ["2.50", "3.00"],
    "total.total_price": "5.50",
    shop: "Ann's",
  });
  assert.deepEqual(
    [a.id, wordsOn(a), a.document.pages[0].width, a.document.pages[0].image?.height],
    ["a", [], 200, 100],
  );
  assert.deepEqual([b.fields, b.document.pages[0].height], [{ class: "letter" }, 60]);
  const [c] = await all(donut.read(folder, "validation"));
  assert.deepEqual(c.questions, [
    { id: "c-0", question: "Which shop?", answers: ["Ann's", "Anns"], kind: "question" },
    { id: "c-1", question: "Who signed?", answers: [], kind: "question" },
  ]);
});

test("donut.write() and read() keep fields or questions", async (t) => {
  const folder = await folderWith(t, {
    "metadata.jsonl":
      line("a.png", { gt_parse: TREE }) + line("b.png", { gt_parses: [{ question: "Who?", answer: "Ann" }] }),
    "a.png": await whitePng(20, 10),
    "b.png": await whitePng(20, 10),
  });
  const first = await all(donut.read(folder, "train", { images: true }));
  const to = await folderWith(t);
  assert.equal(await donut.write?.(to, "test", stream(first)), 2);
  const again = await all(donut.read(to, "test"));
  assert.deepEqual(
    again.map(({ id, fields, questions }) => ({ id, fields, questions })),
    first.map(({ id, fields, questions }) => ({ id, fields, questions })),
  );
  const [written] = (await readFile(join(to, "test", "metadata.jsonl"), "utf8")).split("\n");
  const { menu, total, shop } = JSON.parse(JSON.parse(written).ground_truth).gt_parse;
  assert.deepEqual([menu, total, shop], [TREE.menu, { total_price: "5.50" }, "Ann's"]);
  const bare = { ...first[0], fields: {} };
  await assert.rejects(async () => donut.write?.(to, "bare", stream([bare])), FormatError);
});

test("donut.read() names file, line and field of what is wrong", async (t) => {
  const fails = async (content: string, field: string) => {
    const folder = await folderWith(t, { "metadata.jsonl": `\n${content}`, "a.png": await whitePng(9, 9) });
    await assert.rejects(
      all(donut.read(folder, "train")),
      (error) => error instanceof FormatError && error.line <= 2 && error.field === field,
    );
  };
  await fails('{"file_name":"a.png"}', "ground_truth");
  await fails('{"file_name":"a.png","ground_truth":"{"}', "ground_truth");
  await fails(line("a.png", { other: 1 }), "ground_truth");
  await fails(line("a.png", { gt_parses: [{ answer: "x" }] }), "gt_parses[0].question");
  await fails(line("gone.png", { gt_parse: {} }), "file_name");
  await assert.rejects(donut.splits(await folderWith(t)), FormatError);
});
