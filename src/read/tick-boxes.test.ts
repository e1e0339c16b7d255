import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels } from "../document/document.ts";
import { withTickBoxes } from "./merge.ts";
import { findTickBoxes } from "./tick-boxes.ts";

function paper(width: number, height: number): Pixels {
  return { width, height, data: new Uint8Array(width * height * 3).fill(255) };
}

function ink(page: Pixels, x0: number, y0: number, x1: number, y1: number): void {
  for (let y = y0; y < y1; y++) page.data.fill(0, (y * page.width + x0) * 3, (y * page.width + x1) * 3);
}

function frame(page: Pixels, x: number, y: number, side: number, stroke = 2): void {
  ink(page, x, y, x + side, y + stroke);
  ink(page, x, y + side - stroke, x + side, y + side);
  ink(page, x, y, x + stroke, y + side);
  ink(page, x + side - stroke, y, x + side, y + side);
}

test("findTickBoxes() finds empty and ticked boxes", () => {
  const page = paper(400, 300);
  frame(page, 50, 60, 24);
  frame(page, 50, 140, 24);
  for (let i = 4; i < 20; i++) {
    ink(page, 50 + i, 140 + i, 53 + i, 142 + i);
    ink(page, 73 - i, 140 + i, 76 - i, 142 + i);
  }
  const found = findTickBoxes(page, { textHeight: 20 });
  assert.deepEqual(found.map(({ checked }) => checked).sort(), [false, true]);
  const empty = found.find(({ checked }) => !checked)!;
  assert.ok(Math.abs(empty.box[0] * 400 - 50) <= 2 && Math.abs(empty.box[3] * 300 - 84) <= 2);
});

test("findTickBoxes() leaves table cells, large frames and rules alone", () => {
  const table = paper(400, 300);
  for (let i = 0; i <= 6; i++) {
    ink(table, 50, 50 + 24 * i, 194, 52 + 24 * i);
    ink(table, 50 + 24 * i, 50, 52 + 24 * i, 196);
  }
  frame(table, 250, 100, 120);
  ink(table, 220, 40, 380, 42);
  assert.deepEqual(findTickBoxes(table, { textHeight: 20 }), []);
});

test("withTickBoxes() replaces what OCR made of a box", () => {
  const box = (x0: number, x1: number): [number, number, number, number] => [x0, 0.1, x1, 0.14];
  const words = [
    { text: "□Yes", box: box(0.1, 0.2), confidence: 0.9, origin: "ocr" as const },
    { text: "No", box: box(0.3, 0.34), confidence: 0.9, origin: "ocr" as const },
  ];
  const merged = withTickBoxes(words, [{ box: [0.1, 0.105, 0.122, 0.135], checked: true }]);
  assert.deepEqual(merged.map(({ text }) => text).sort(), ["No", "Yes", "☒"].sort());
  // A frame inside of a word of letters is a letter.
  const letter = withTickBoxes(words, [{ box: [0.305, 0.105, 0.318, 0.135], checked: false }]);
  assert.deepEqual(letter, words);
});
