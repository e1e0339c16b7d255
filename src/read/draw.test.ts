import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box } from "../document/box.ts";
import type { Pixels } from "../document/document.ts";
import { drawBoxes } from "./draw.ts";
import { openImage } from "./image.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { sniff } from "./sniff.ts";

const SIDE = 1000;

/** A white page with black stripes, as print looks from afar, above and below y = 0.5. */
function printed(above: boolean, below: boolean): Pixels {
  const data = new Uint8Array(SIDE * SIDE * 3).fill(255);
  const stripe = (from: number, to: number) => {
    for (let y = from; y < to; y++) {
      if (y % 8 < 4) data.fill(0, y * SIDE * 3, (y + 1) * SIDE * 3);
    }
  };
  if (above) stripe(440, 495);
  if (below) stripe(525, 580);
  return { width: SIDE, height: SIDE, data };
}

async function drawn(page: Pixels): Promise<(x: number, y: number) => number[]> {
  const png = await drawBoxes(page, [{ box: [0.4, 0.5, 0.45, 0.52], colour: "#ff0000", caption: "x" }]);
  const file = await openImage(png, sniff(png), DEFAULT_LIMITS, "drawn.png");
  const { width, height, data } = (await (await file.page(0)).decode()).pixels;
  assert.deepEqual([width, height], [SIDE, SIDE]);
  return (x, y) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

/** Rows of the flag's left edge that are plain red, above and below the box. */
const reds = (at: (x: number, y: number) => number[], x: number, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => at(x, from + i)).filter(([r, g, b]) => r > 250 && g < 5 && b < 5).length;

test("drawBoxes() puts a caption where it hides no print", async () => {
  const free = await drawn(printed(false, false));
  assert.ok(reds(free, 400, 470, 498) > 10, "above where all is free");
  const under = await drawn(printed(true, false));
  assert.equal(reds(under, 400, 470, 498), 0);
  assert.ok(reds(under, 400, 523, 560) > 10, "below where print stands above");
  const beside = await drawn(printed(true, true));
  assert.equal(reds(beside, 400, 470, 498) + reds(beside, 400, 526, 560), 0);
  assert.ok(reds(beside, 455, 500, 520) > 5, "to the right where print stands above and below");
});

test("drawBoxes() draws an arrow from the side of one box to the side of the other", async () => {
  const boxes = [{ box: [0.1, 0.5, 0.2, 0.52] as Box }, { box: [0.6, 0.5, 0.7, 0.52] as Box }];
  const arrows = [{ from: boxes[0].box, to: boxes[1].box, colour: "#ff0000" }];
  const shown = boxes.map((box) => ({ ...box, colour: "#0000ff" }));
  const png = await drawBoxes(printed(false, false), shown, { arrows });
  const file = await openImage(png, sniff(png), DEFAULT_LIMITS, "drawn.png");
  const { data } = (await (await file.page(0)).decode()).pixels;
  const red = (x: number, y: number) => {
    const [r, g, b] = data.subarray((y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3);
    return r > 200 && g < 90 && b < 90;
  };
  assert.ok(red(400, 510), "the line between them");
  assert.ok(!red(150, 510) && !red(650, 510), "not over the boxes");
  // The head is wider than the line, at its end alone.
  assert.ok(red(592, 512) && !red(400, 514));
});
