import assert from "node:assert/strict";
import { test } from "node:test";
import { latinMarks } from "./marks.ts";

const read = (...texts: string[]) => latinMarks(texts.map((text) => ({ text }))).map(({ text }) => text);
const LATIN = [
  "RECEIPT",
  "Date",
  "of",
  "issue",
  "Total",
  "amount",
  "payable",
  "Thank",
  "you",
  "please",
  "come",
  "again",
];

test("signs of a page in Latin letters are signs again", () => {
  assert.deepEqual(
    read(...LATIN, "家家家*家", "一一", "二二二", "Date：", "（GST）", "一", "12，50").slice(LATIN.length),
    ["*****", "--", "===", "Date:", "(GST)", "-", "12,50"],
  );
});

test("a name beside letters, and pages written in such characters, stay as they are", () => {
  assert.deepEqual(read(...LATIN, "KEDAI水", "ABC").slice(LATIN.length), ["KEDAI水", "ABC"]);
  const chinese = ["一", "木", "货物出门", "恕不退还", "谢谢", "：", "TOTAL"];
  assert.deepEqual(read(...chinese), chinese);
});

test("words keep what else is known of them, and their number of characters", () => {
  const words = [...LATIN, "家米*"].map((text, i) => ({ text, box: i }));
  const marked = latinMarks(words);
  assert.deepEqual(marked.at(-1), { text: "***", box: LATIN.length });
  assert.equal(marked[0], words[0]);
});
