import assert from "node:assert/strict";
import { test } from "node:test";
import type { Document, Word } from "../document/document.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import type { DocFormer } from "./docformer.ts";
import { keyQuestion } from "./relate/pairs.ts";
import { keyValues, relate } from "./relate.ts";

/** Texts at places in thousandths; letters are 8 wide. */
function documentOf(texts: readonly [x: number, y: number, text: string][]): Document {
  const words: Word[] = [];
  const lines = texts.map(([x, y, text], line) => {
    let left = x;
    const indices = text.split(" ").map((part) => {
      const box = [left, y, left + 8 * part.length, y + 12].map((value) => value / 1000) as Word["box"];
      left += 8 * part.length + 5;
      return words.push({ text: part, box, line, confidence: null, origin: "given" }) - 1;
    });
    return { box: [x / 1000, y / 1000, left / 1000, (y + 12) / 1000] as Word["box"], words: indices };
  });
  const page = { number: 0, width: 1000, height: 1000, unit: "px" as const, rotation: 0 as const, words, lines };
  return { version: 1, source: { name: "", mime: "", sha256: "" }, pages: [page] };
}

/** A model without heads that points at these words for these questions, with 0.9. */
const modelOf = (points: Record<string, string>, asked: string[] = []) =>
  ({
    config: {},
    ask: async (document: Document, questions: string[]) =>
      questions.map((question): Answer => {
        asked.push(question);
        const wanted = points[question];
        if (!wanted) return absentAnswer(0.9);
        const [page] = document.pages;
        const words = page.words.flatMap(({ text }, i) => (wanted.split(" ").includes(text) ? [i] : []));
        const evidence = [{ page: 0, box: [0, 0, 1, 1] as Word["box"], words }];
        return { ...absentAnswer(0.9), status: "ok", text: wanted, value: wanted, evidence };
      }),
  }) as unknown as DocFormer;

const ORDER: [number, number, string][] = [
  [100, 100, "Sold to:"],
  [500, 100, "Ship to:"],
  [100, 116, "Ann Bee"],
  [500, 116, "Cy Dee"],
  [100, 132, "12 High Street"],
  [500, 132, "9 Low Road"],
  [100, 200, "Order no: 77-A Date: May 3"],
  [706, 300, "2021"],
  [600, 300, "Since: May 9,"],
  [100, 300, "Remarks:"],
];

test("relate() finds values beside and below labels, of several lines, and labels left empty", async () => {
  const asked: string[] = [];
  const found = await relate(modelOf({ "What is the date?": "May 3" }, asked), documentOf(ORDER));
  assert.deepEqual(keyValues(found), [
    ["Sold to:", "Ann Bee 12 High Street"],
    ["Ship to:", "Cy Dee 9 Low Road"],
    ["Order no:", "77-A"],
    ["Date:", "May 3"],
    ["Since:", "May 9, 2021"],
  ]);
  assert.ok(asked.includes("What is the ship to?"));
  const empty = found.entities.filter(({ text }) => text === "Remarks:");
  assert.deepEqual(
    empty.map(({ label, boxes }) => [label, boxes.length]),
    [["question", 1]],
  );
  const address = found.entities.find(({ text }) => text.startsWith("Ann"));
  assert.deepEqual([address?.label, address?.boxes.length, address?.confidence], ["answer", 2, null]);
  assert.equal(found.entities.find(({ text }) => text === "May 3")?.confidence, 0.9);
});

test("relate() believes the model where place and colon say little", async () => {
  const texts: [number, number, string][] = [
    [100, 100, "Name"],
    [300, 100, "Ann"],
    [100, 200, "Total:"],
    [600, 400, "4.32"],
  ];
  const lost = await relate(modelOf({}), documentOf(texts));
  assert.deepEqual(keyValues(lost), []);
  const points = { "What is the name?": "Ann", "What is the total?": "4.32" };
  assert.deepEqual(keyValues(await relate(modelOf(points), documentOf(texts))), [
    ["Name", "Ann"],
    ["Total:", "4.32"],
  ]);
});

test("relate() adds ticked boxes", async () => {
  const { ticks, entities } = await relate(modelOf({}), documentOf([[100, 100, "☒ paid"]]));
  assert.deepEqual([ticks.map(({ label, value }) => [label, value]), entities], [[["paid", true]], []]);
});

test("keyQuestion() asks for the label without its signs", () => {
  assert.equal(keyQuestion("• Due Date :"), "What is the due date?");
  assert.equal(keyQuestion("INVOICE NO.:"), "What is the invoice no?");
});
