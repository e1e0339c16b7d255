import assert from "node:assert/strict";
import { test } from "node:test";
import { fakePage } from "../../test/fakes.ts";
import type { Page, Pixels } from "../document/document.ts";
import { randomStream } from "../engine/random.ts";
import { AUGMENT, augmentPage } from "./augment.ts";

const STILL = {
  ...AUGMENT,
  margin: 0,
  jitter: 0,
  colourless: 0,
  grey: 0,
  brightness: 0,
  contrast: 0,
  noise: 0,
  shift: 0,
};

/** A page with a red block on yellow-white paper where its box says it is. */
function pictured(side = 100): { page: Page; block: [number, number, number, number] } {
  const block: [number, number, number, number] = [0.3, 0.4, 0.7, 0.6];
  const data = new Uint8Array(side * side * 3);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side];
    const inside = x > block[0] && x < block[2] && y > block[1] && y < block[3];
    data.set(inside ? [200, 20, 20] : [250, 248, 230], 3 * i);
  }
  const thumbnail: Pixels = { width: side, height: side, data };
  const page = fakePage(1, 12);
  page.words[0].box = block;
  return { page: { ...page, image: { width: side, height: side, thumbnail, read: async () => thumbnail } }, block };
}

/** The box of the pixels that are red against their paper. */
function redBox({ width, height, data }: Pixels): number[] {
  const box = [1, 1, 0, 0];
  for (let i = 0; i < width * height; i++) {
    if (data[3 * i] - data[3 * i + 1] < 60) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    box[0] = Math.min(box[0], x / width);
    box[1] = Math.min(box[1], y / height);
    box[2] = Math.max(box[2], (x + 1) / width);
    box[3] = Math.max(box[3], (y + 1) / height);
  }
  return box;
}

const shown = (page: Page): Pixels => {
  assert.ok(page.image);
  return page.image.thumbnail;
};

test("augmentPage() moves the picture with its boxes", () => {
  const { page } = pictured();
  for (let seed = 0; seed < 20; seed++) {
    const changed = augmentPage(page, randomStream(seed), { ...STILL, margin: 0.15 });
    const red = redBox(shown(changed));
    changed.words[0].box.forEach((edge, i) => {
      assert.ok(Math.abs(edge - red[i]) <= 0.015, `edge ${i} of the box is ${edge}, of the picture ${red[i]}`);
    });
    assert.deepEqual([...shown(changed).data.subarray(0, 3)], [250, 248, 230], "margins are paper");
  }
});

test("augmentPage() leaves the picture as it is when nothing is to change", () => {
  const { page } = pictured();
  assert.deepEqual(shown(augmentPage(page, randomStream(3), STILL)), shown(page));
});

test("augmentPage() changes light, contrast, noise and place of the picture, each a little, and never the caller's page", () => {
  const { page } = pictured();
  const before = structuredClone(shown(page));
  const kinds = { brightness: 0.08, contrast: 0.3, noise: 0.05, shift: 0.02 };
  for (const [name, value] of Object.entries(kinds)) {
    const changed = shown(augmentPage(page, randomStream(5, name), { ...STILL, [name]: value }));
    const differences = changed.data.map((x, i) => Math.abs(x - before.data[i]));
    assert.ok(
      differences.some((x) => x > 0),
      `${name} changes nothing`,
    );
    const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
    assert.ok(mean < 40, `${name} changes pixels by ${mean} on average`);
  }
  assert.deepEqual(shown(page), before);
});

test("augmentPage() makes the picture grey where it makes the words' colours grey", () => {
  const { page } = pictured();
  const changed = augmentPage(page, randomStream(2), { ...STILL, grey: 1 });
  const { data } = shown(changed);
  for (let i = 0; i < data.length; i += 3) assert.ok(data[i] === data[i + 1] && data[i] === data[i + 2]);
  const [r, g, b] = changed.words[1].ink ?? [0, 1, 2];
  assert.ok(r === g && g === b);
});
