import assert from "node:assert/strict";
import { test } from "node:test";
import { createCanvas, cssFont, glyphOf, plainText, registerFonts } from "./canvas.ts";
import { drawScene } from "./draw.ts";
import { canWrite, FONTS } from "./fonts.ts";
import { PAGE_KINDS } from "./layouts/layouts.ts";
import { scan } from "./scan.ts";
import type { Scene } from "./scene.ts";
import { synthesize } from "./synthesize.ts";
import { thumbnail } from "./thumbnail.ts";

test("registerFonts() registers every font, and widths are sums of advances", () => {
  registerFonts();
  const context = createCanvas(8, 8).getContext("2d");
  plainText(context);
  for (const { id } of FONTS) {
    context.font = cssFont(id, 100);
    for (const text of ["AVATAR", "fiffle", "To:", "4.32"]) {
      let sum = 0;
      for (const character of text) sum += glyphOf(id, character).advance * 100;
      assert.ok(Math.abs(context.measureText(text).width - sum) < 0.6, `${id} ${text}`);
    }
  }
});

test("canWrite() is true only for letters that the font itself has", () => {
  registerFonts();
  const context = createCanvas(8, 8).getContext("2d");
  const letters = [..."AZaz09&%$£€°ßÀÉñöüçŁłőžřąęşğıČć–—‘’“”•…§©½"];
  for (const { id } of FONTS) {
    const own = cssFont(id, 100);
    for (const letter of letters) {
      if (!canWrite(id, letter)) continue;
      // Where the font lacks the letter, the width is that of the next family.
      context.font = `${own}, 'docformer-vt323'`;
      const first = context.measureText(letter).width;
      context.font = `${own}, 'docformer-bungee'`;
      assert.ok(Math.abs(context.measureText(letter).width - first) < 0.01, `${id} lacks ${letter}`);
    }
  }
});

test("drawScene() puts all ink of the words within their boxes, give or take 2 pixels", () => {
  for (const kind of PAGE_KINDS) {
    if (kind === "scene") continue;
    for (let seed = 0; seed < 4; seed++) {
      const { labelled, scene } = synthesize({ seed: `ink ${seed}`, kind });
      const words: Scene = {
        ...scene,
        paper: [255, 255, 255],
        commands: scene.commands
          .filter((c) => c.type === "text" || c.type === "mark")
          .map((c) => ({ ...c, colour: [0, 0, 0] as [number, number, number] })),
      };
      const { width, height, data } = drawScene(words);
      const inside = new Uint8Array(width * height);
      const empty: string[] = [];
      for (const { box, text } of labelled.document.pages[0].words) {
        const [x0, y0, x1, y1] = [box[0] * width, box[1] * height, box[2] * width, box[3] * height];
        let ink = 0;
        for (let y = Math.max(0, Math.floor(y0 - 2)); y < Math.min(height, Math.ceil(y1 + 2)); y++) {
          for (let x = Math.max(0, Math.floor(x0 - 2)); x < Math.min(width, Math.ceil(x1 + 2)); x++) {
            inside[y * width + x] = 1;
            if (data[(y * width + x) * 3] < 160) ink++;
          }
        }
        if (ink === 0 && /[\p{L}\p{N}]/u.test(text)) empty.push(text);
      }
      let outside = 0;
      for (let i = 0; i < inside.length; i++) if (!inside[i] && data[i * 3] < 128) outside++;
      assert.equal(outside, 0, `${kind} ${seed}: ${outside} pixels of ink outside the boxes`);
      assert.ok(
        empty.length <= labelled.document.pages[0].words.length * 0.02,
        `${kind} ${seed}: boxes without ink: ${empty.slice(0, 5)}`,
      );
    }
  }
});

test("scan() moves boxes with the ink and is the same for the same seed", () => {
  const { labelled, scene } = synthesize({ seed: "scan", kind: "receipt" });
  const drawn = drawScene(scene);
  for (let seed = 0; seed < 5; seed++) {
    const a = scan(drawn, labelled, seed, 0.8);
    const b = scan(drawn, labelled, seed, 0.8);
    assert.deepEqual(a.pixels.data, b.pixels.data);
    assert.deepEqual(a.labelled, b.labelled);
    const { width, height, data } = a.pixels;
    let dark = 0;
    let light = 0;
    for (const { box } of a.labelled.document.pages[0].words) {
      let low = 255;
      let sum = 0;
      let count = 0;
      for (let y = Math.floor(box[1] * height); y < box[3] * height && y < height; y++) {
        for (let x = Math.floor(box[0] * width); x < box[2] * width && x < width; x++) {
          const v = data[(y * width + x) * 3];
          low = Math.min(low, v);
          sum += v;
          count++;
        }
      }
      if (low < sum / count - 15) dark++;
      else light++;
    }
    assert.ok(dark > light * 8, `seed ${seed}: ${light} of ${dark + light} boxes without strokes`);
  }
});

test("thumbnail() looks like the drawn page from afar", () => {
  for (const kind of ["table", "scene", "receipt"] as const) {
    const { scene } = synthesize({ seed: "far", kind });
    const small = thumbnail(scene, 64);
    const drawn = drawScene(scene);
    const scale = drawn.width / small.width;
    let off = 0;
    for (let y = 0; y < small.height; y += 4) {
      for (let x = 0; x < small.width; x += 4) {
        let sum = 0;
        let count = 0;
        for (let v = Math.floor(y * scale); v < Math.min(drawn.height, (y + 1) * scale); v++) {
          for (let u = Math.floor(x * scale); u < Math.min(drawn.width, (x + 1) * scale); u++) {
            sum += drawn.data[(v * drawn.width + u) * 3];
            count++;
          }
        }
        off += Math.abs(sum / count - small.data[(y * small.width + x) * 3]);
      }
    }
    const mean = off / (Math.ceil(small.height / 4) * Math.ceil(small.width / 4));
    assert.ok(mean < 22, `${kind}: mean difference ${mean}`);
  }
});
