import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { cropQuad, partOf, type Quad, quarterTurn, smallestQuad } from "./quad.ts";

const tolerance = { absolute: 1e-4, relative: 0, name: "box" };

function corners({ x, y, width, height, angle }: Quad): number[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [-1, 1].flatMap((a) =>
    [-1, 1].flatMap((b) => {
      const [u, v] = [(a * width) / 2, (b * height) / 2];
      return [x + u * cos - v * sin, y + u * sin + v * cos];
    }),
  );
}

test("smallestQuad() finds a turned rectangle again", () => {
  for (const degrees of [-40, -10, 0, 3, 30, 44]) {
    const quad = { x: 50, y: 40, width: 60, height: 12, angle: (degrees * Math.PI) / 180 };
    const found = smallestQuad([...corners(quad), 50, 40, 51, 41]);
    for (const key of ["x", "y", "width", "height", "angle"] as const) {
      assert.ok(Math.abs(found[key] - quad[key]) < 1e-6, `${degrees} degrees: ${key} is ${found[key]}`);
    }
  }
});

test("smallestQuad() keeps the width within 45 degrees of level", () => {
  const found = smallestQuad(corners({ x: 0, y: 0, width: 60, height: 12, angle: 1.4 }));
  assert.ok(Math.abs(found.angle) <= Math.PI / 4 + 1e-9);
  assert.ok(found.height > found.width);
});

test("smallestQuad() bears points and lines", () => {
  assert.equal(smallestQuad([3, 4]).width, 0);
  const line = smallestQuad([0, 0, 10, 0, 5, 0]);
  assert.ok(line.width * line.height < 1e-9);
});

test("partOf() gives the level box around a part", () => {
  const quad: Quad = { x: 50, y: 20, width: 40, height: 10, angle: 0 };
  assertClose(Float32Array.from(partOf(quad, 0.25, 0.5)), Float32Array.from([40, 15, 50, 25]), tolerance);
  assertClose(Float32Array.from(partOf(quarterTurn(quad), 0, 1)), Float32Array.from(partOf(quad, 0, 1)), tolerance);
});

test("cropQuad() stands the pixels upright", () => {
  // A page whose red is x and whose green is y.
  const [W, H] = [60, 50];
  const data = new Uint8Array(W * H * 3);
  for (let y = 0; y < H; y++) for (let x = 0; x < W; x++) data.set([x * 4, y * 4, 0], (y * W + x) * 3);
  const quad: Quad = { x: 30, y: 25, width: 20, height: 10, angle: 0 };
  const level = cropQuad({ width: W, height: H, data }, quad, 20, 10);
  assert.deepEqual([...level.data.subarray(0, 2)], [20 * 4, 20 * 4]);
  const upended = cropQuad({ width: W, height: H, data }, quarterTurn(quad, 1), 10, 20);
  // Its width runs down the page: from the first column on, green grows along a row and red falls down a column.
  assert.ok(upended.data[1] < upended.data[9 * 3 + 1]);
  assert.ok(upended.data[0] > upended.data[19 * 10 * 3]);
});
