import assert from "node:assert/strict";
import { test } from "node:test";
import { detectionScale, islands, normalise } from "./detect.ts";

test("islands() gives a rectangle around each island, weak and small ones left out", () => {
  const [width, height] = [40, 20];
  const map = new Float32Array(width * height);
  const put = (x0: number, y0: number, x1: number, y1: number, value: number) => {
    for (let y = y0; y < y1; y++) map.fill(value, y * width + x0, y * width + x1);
  };
  put(4, 3, 20, 7, 0.9);
  put(25, 3, 35, 7, 0.4); // above the threshold of pixels, below that of islands
  put(30, 15, 32, 17, 0.9); // four pixels
  const found = islands(map, width, height, { threshold: 0.3, islandThreshold: 0.5 });
  assert.equal(found.length, 1);
  const { quad, score } = found[0];
  assert.ok(Math.abs(score - 0.9) < 1e-5);
  assert.deepEqual(
    [quad.x, quad.y, quad.width, quad.height, quad.angle].map((value) => Math.round(value * 100) / 100 + 0),
    [12, 5, 16, 4, 0],
  );
});

test("detectionScale() brings the longest side to the size asked for, strips less", () => {
  assert.equal(detectionScale(800, 1000, 960), 0.96);
  assert.equal(detectionScale(2480, 3508, 960), 960 / 3508);
  assert.equal(detectionScale(200, 100, 960), 4.8);
  assert.equal(detectionScale(400, 4000, 960), 0.8);
  assert.equal(detectionScale(300, 4000, 960), 1);
  assert.equal(detectionScale(400, 40_000, 960), 4096 / 40_000);
});

test("normalise() gives planes in the order blue, green, red", () => {
  const out = normalise({ width: 1, height: 1, data: Uint8Array.from([255, 0, 0]) });
  assert.ok(out[2] > 2 && out[0] < 0 && out[1] < 0);
});
