import assert from "node:assert/strict";
import { test } from "node:test";
import type { Document, Word } from "../document/document.ts";
import { tickFields } from "./tick-fields.ts";

/** Rows of texts and boxes: a blank is 6 wide, "~" a wide gap, a letter 8. */
function documentOf(rows: readonly string[]): Document {
  const words: Word[] = [];
  rows.forEach((row, line) => {
    let x = 50;
    for (const part of row.split(" ")) {
      if (part === "~") {
        x += 120;
        continue;
      }
      const width = 8 * [...part].length + 4;
      const box = [x, 100 + 30 * line, x + width, 114 + 30 * line].map((value) => value / 1000);
      words.push({ text: part, box: box as Word["box"], line, confidence: null, origin: "given" });
      x += width + 6;
    }
  });
  const lines = rows.map((_, line) => ({
    box: [0.05, 0.1 + 0.03 * line, 1, 0.114 + 0.03 * line] as Word["box"],
    words: words.flatMap((word, i) => (word.line === line ? [i] : [])),
  }));
  const page = { number: 0, width: 1000, height: 1000, unit: "px" as const, rotation: 0 as const, words, lines };
  return { version: 1, source: { name: "", mime: "", sha256: "" }, pages: [page] };
}

const fields = (...rows: string[]) =>
  tickFields(documentOf(rows)).map(({ group, label, value }) => [group, label, value]);

test("tickFields() takes the text behind each box, and what stands before the first as their group", () => {
  assert.deepEqual(fields("☒ Sent by mail", "☐ Fetched"), [
    [null, "Sent by mail", true],
    [null, "Fetched", false],
  ]);
  assert.deepEqual(fields("Is it paid? ☐ Yes ☑ No"), [
    ["Is it paid?", "Yes", false],
    ["Is it paid?", "No", true],
  ]);
});

test("tickFields() takes the text before boxes where a row ends with one", () => {
  assert.deepEqual(fields("Yes ☐ No ☒"), [
    [null, "Yes", false],
    [null, "No", true],
  ]);
});

test("tickFields() names the question before the labels, or the one right above the row", () => {
  assert.deepEqual(fields("Any gifts? ~ Yes □ No ☒"), [
    ["Any gifts?", "Yes", false],
    ["Any gifts?", "No", true],
  ]);
  assert.deepEqual(fields("Is it signed by both?", "☒ Yes ☐ No", "☐ Fetched"), [
    ["Is it signed by both?", "Yes", true],
    ["Is it signed by both?", "No", false],
    [null, "Fetched", false],
  ]);
});

test("tickFields() does not reach over wide gaps, and says which words it took", () => {
  assert.deepEqual(fields("☐ Left ~ ☒ Right ~ far"), [
    [null, "Left", false],
    [null, "Right", true],
  ]);
  assert.deepEqual(fields("☐ ~ far"), [[null, "", false]]);
  const [field] = tickFields(documentOf(["plain text", "☒ A b"]));
  assert.deepEqual([field.page, field.words], [0, [2, 3, 4]]);
  assert.ok(field.box[2] - field.box[0] < 0.02);
});
