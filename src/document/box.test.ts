import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertClose } from "../../test/close.ts";
import { area, type Box, clampBox, enclose, fromPixels, intersect, overlap, toPdfPoints, toPixels } from "./box.ts";

const seed = 17;
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const box: fc.Arbitrary<Box> = fc
  .tuple(fraction, fraction, fraction, fraction)
  .map(([a, b, c, d]): Box => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);
const size = fc.record({ width: fc.integer({ min: 1, max: 20_000 }), height: fc.integer({ min: 1, max: 20_000 }) });

test("enclose() is the smallest box around all, and of none a point", () => {
  assert.deepEqual(enclose([]), [0, 0, 0, 0]);
  const boxes = fc.array(box, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(boxes, (list) => {
      const whole = enclose(list);
      for (const one of list) assert.deepEqual(enclose([whole, one]), whole);
      for (let i = 0; i < 4; i++) assert.ok(list.some((one) => one[i] === whole[i]));
    }),
    { seed },
  );
});

test("intersect() lies in both, overlap() is symmetric, 0 apart and 1 with itself", () => {
  fc.assert(
    fc.property(box, box, (a, b) => {
      const both = intersect(a, b);
      assert.ok(both[0] <= both[2] && both[1] <= both[3]);
      assert.ok(area(both) <= Math.min(area(a), area(b)));
      assert.equal(overlap(a, b), overlap(b, a));
      assert.ok(overlap(a, b) >= 0 && overlap(a, b) <= 1 + 1e-12);
      if (a[2] < b[0] || a[3] < b[1]) assert.equal(overlap(a, b), 0);
      if (area(a) > 0) assert.equal(overlap(a, a), 1);
    }),
    { seed },
  );
});

test("clampBox() always gives a box of the page, and leaves those as they are", () => {
  const wild = fc.tuple(fc.double(), fc.double(), fc.double(), fc.double());
  fc.assert(
    fc.property(wild, (numbers) => {
      const [x0, y0, x1, y1] = clampBox(numbers);
      assert.ok(0 <= x0 && x0 <= x1 && x1 <= 1 && 0 <= y0 && y0 <= y1 && y1 <= 1);
    }),
    { seed },
  );
  fc.assert(
    fc.property(box, (b) => assert.deepEqual(clampBox(b), b)),
    { seed },
  );
});

test("fromPixels() undoes toPixels()", () => {
  fc.assert(
    fc.property(box, size, (b, page) => {
      assertClose(fromPixels(toPixels(b, page), page), b, { absolute: 1e-12, relative: 0, name: "box" });
    }),
    { seed },
  );
});

test("toPdfPoints() finds the corner that a turned page shows at its top left", () => {
  // A page of 600 x 800 points as stored; the displayed one is turned clockwise by /Rotate.
  const corner: Box = [0, 0, 0.1, 0.05];
  assert.deepEqual(toPdfPoints(corner, { width: 600, height: 800 }), [0, 760, 60, 800]);
  const turned = { width: 800, height: 600 };
  assert.deepEqual(toPdfPoints(corner, { ...turned, rotation: 90 }), [0, 0, 30, 80]);
  assert.deepEqual(toPdfPoints(corner, { width: 600, height: 800, rotation: 180 }), [540, 0, 600, 40]);
  assert.deepEqual(toPdfPoints(corner, { ...turned, rotation: 270 }), [570, 720, 600, 800]);
});

test("toPdfPoints() keeps size and stays on the page whatever the rotation", () => {
  const rotation = fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const);
  fc.assert(
    fc.property(box, size, rotation, (b, page, turn) => {
      const [x0, y0, x1, y1] = toPdfPoints(b, { ...page, rotation: turn });
      const sideways = turn === 90 || turn === 270;
      const [W, H] = sideways ? [page.height, page.width] : [page.width, page.height];
      const slack = 1e-9 * Math.max(W, H);
      assert.ok(x0 >= -slack && x1 <= W + slack && y0 >= -slack && y1 <= H + slack);
      const [width, height] = sideways ? [y1 - y0, x1 - x0] : [x1 - x0, y1 - y0];
      const shown = toPixels(b, page);
      assertClose([width, height], [shown[2] - shown[0], shown[3] - shown[1]], {
        absolute: slack,
        relative: 0,
        name: "size",
      });
    }),
    { seed },
  );
});
