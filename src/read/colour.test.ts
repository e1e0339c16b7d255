import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels, Rgb } from "../document/document.ts";
import { measureColours } from "./colour.ts";

function strokes(paper: Rgb, ink: Rgb): Pixels {
  const [width, height] = [100, 40];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const on = y > 12 && y < 28 && x > 20 && x < 80 && x % 8 < 3;
      data.set(on ? ink : paper, (y * width + x) * 3);
    }
  }
  return { width, height, data };
}

test("measureColours() tells ink from paper, dark on light and light on dark", () => {
  const pairs: [Rgb, Rgb][] = [
    [
      [255, 255, 255],
      [0, 0, 0],
    ],
    [
      [20, 20, 80],
      [250, 240, 200],
    ],
    [
      [255, 230, 0],
      [200, 0, 30],
    ],
  ];
  for (const [paper, ink] of pairs) {
    const found = measureColours(strokes(paper, ink), [0.2, 0.3, 0.8, 0.72]);
    assert.deepEqual(found, { ink, paper });
  }
});

test("measureColours() of nothing is null", () => {
  assert.equal(measureColours(strokes([255, 255, 255], [0, 0, 0]), [1, 1, 1, 1]), null);
});
