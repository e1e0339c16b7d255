import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, type LooseWord, slopeOf } from "./layout.ts";

function word(text: string, x: number, y: number, angle?: number): LooseWord {
  const box: LooseWord["box"] = [x, y, x + 0.08, y + 0.02];
  return { text, box, confidence: null, origin: "ocr", ...(angle === undefined ? {} : { angle }) };
}

const texts = ({ words, lines }: ReturnType<typeof arrange>) =>
  lines.map((line) => line.words.map((i) => words[i].text).join(" "));

test("arrange() puts words in rows from top to bottom", () => {
  const given = [word("d", 0.2, 0.5), word("b", 0.2, 0.1), word("a", 0.1, 0.101), word("c", 0.1, 0.5)];
  const result = arrange(given, 1);
  assert.deepEqual(texts(result), ["a b", "c d"]);
  assert.deepEqual(
    result.words.map(({ line }) => line),
    [0, 0, 1, 1],
  );
  assert.ok(result.words.every((w) => !("angle" in w)));
});

test("arrange() follows the slope of a skewed page", () => {
  const slope = 4;
  const given: LooseWord[] = [];
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 8; column++) {
      const x = 0.05 + column * 0.1;
      given.push(word(`${row}${column}`, x, 0.2 + row * 0.04 + x * Math.tan((slope * Math.PI) / 180), slope));
    }
  }
  assert.ok(Math.abs(slopeOf(given) - slope) < 1e-9);
  assert.deepEqual(
    texts(arrange(given, 1)),
    [0, 1, 2, 3].map((row) => [0, 1, 2, 3, 4, 5, 6, 7].map((column) => `${row}${column}`).join(" ")),
  );
});

test("arrange() gives words that run up the page lines of their own", () => {
  const up = (text: string, y: number): LooseWord => ({ ...word(text, 0.02, y, -90), box: [0.02, y, 0.04, y + 0.08] });
  const result = arrange([word("level", 0.3, 0.3), up("first", 0.4), up("second", 0.3)], 1);
  assert.deepEqual(texts(result).sort(), ["first second", "level"]);
});

test("arrange() drops empty words and cuts boxes to the page", () => {
  const result = arrange([word("", 0.1, 0.1), word("edge", 0.95, 0.1)], 1);
  assert.equal(result.words.length, 1);
  assert.equal(result.words[0].box[2], 1);
});
