import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box } from "../../document/box.ts";
import type { Pixels } from "../../document/document.ts";
import { findRules } from "./rules.ts";

const SIDE = 1000;

function paper(grey = 255): Pixels {
  return { width: SIDE, height: SIDE, data: new Uint8Array(3 * SIDE * SIDE).fill(grey) };
}

function fill({ data }: Pixels, [x0, y0, x1, y1]: Box, grey: number): void {
  for (let y = y0; y < y1; y++) data.fill(grey, 3 * (y * SIDE + x0), 3 * (y * SIDE + x1));
}

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 0.004, `${a} is not near ${b}`);

test("findRules() finds lines that cross, also on shaded ground, and not the edge of the shading", () => {
  const page = paper();
  fill(page, [100, 100, 900, 300], 190);
  fill(page, [100, 200, 900, 202], 60);
  fill(page, [500, 120, 502, 400], 60);
  const { horizontal, vertical } = findRules(page, []);
  assert.deepEqual([horizontal.length, vertical.length], [1, 1]);
  near(horizontal[0].at, 0.201);
  near(horizontal[0].from, 0.1);
  near(horizontal[0].to, 0.9);
  near(vertical[0].at, 0.501);
  near(vertical[0].to, 0.4);
});

test("findRules() takes strokes of letters for no lines, but underlines", () => {
  const page = paper();
  fill(page, [100, 505, 160, 507], 0);
  fill(page, [300, 495, 302, 515], 0);
  fill(page, [600, 519, 700, 521], 0);
  const words: Box[] = [
    [0.1, 0.495, 0.17, 0.515],
    [0.29, 0.49, 0.33, 0.52],
    [0.6, 0.5, 0.7, 0.521],
  ];
  const { horizontal, vertical } = findRules(page, words);
  assert.deepEqual([horizontal.length, vertical.length], [1, 0]);
  near(horizontal[0].from, 0.6);
});

test("findRules() knows neither short strokes nor filled areas", () => {
  const page = paper();
  fill(page, [100, 100, 112, 102], 0);
  fill(page, [200, 200, 400, 240], 0);
  assert.deepEqual(findRules(page, []), { horizontal: [], vertical: [] });
});
