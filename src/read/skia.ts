/**
 * The wrapper of @napi-rs/canvas (Skia) for reading: decoding of BMP, which sharp lacks, and a surface to draw on. The
 * package's only other user is the drawing of synthetic pages.
 */
import { createRequire } from "node:module";
import { type Canvas, createCanvas, GlobalFonts, loadImage, type SKRSContext2D } from "@napi-rs/canvas";
import type { Pixels } from "../document/document.ts";

/** Interleaved RGB of what was drawn. */
function pixelsOf(context: SKRSContext2D, width: number, height: number): Pixels {
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0, from = 0; i < data.length; i += 3, from += 4) {
    data[i] = rgba[from];
    data[i + 1] = rgba[from + 1];
    data[i + 2] = rgba[from + 2];
  }
  return { width, height, data };
}

/** Decodes a BMP at `width` x `height`. */
export async function decodeBitmap(bytes: Uint8Array, width: number, height: number): Promise<Pixels> {
  const picture = await loadImage(bytes);
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return pixelsOf(context, width, height);
}

export interface Surface {
  context: SKRSContext2D;
  pixels(): Pixels;
  png(): Promise<Uint8Array>;
}

let fontReady = false;

/** The family in which captions are drawn; registered once from its package. */
export function captionFont(): string {
  if (!fontReady) {
    const folder = createRequire(import.meta.url)
      .resolve("@fontsource/open-sans/package.json")
      .replace("package.json", "files/");
    GlobalFonts.registerFromPath(`${folder}open-sans-latin-600-normal.woff2`, "docformer caption");
    GlobalFonts.registerFromPath(`${folder}open-sans-latin-ext-600-normal.woff2`, "docformer caption");
    fontReady = true;
  }
  return "docformer caption";
}

/** A surface that shows `pixels`. */
export function surfaceOf(pixels: Pixels): Surface {
  const { width, height } = pixels;
  const canvas: Canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  const picture = context.createImageData(width, height);
  for (let i = 0, to = 0; i < pixels.data.length; i += 3, to += 4) {
    picture.data[to] = pixels.data[i];
    picture.data[to + 1] = pixels.data[i + 1];
    picture.data[to + 2] = pixels.data[i + 2];
    picture.data[to + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
  return {
    context,
    pixels: () => pixelsOf(context, width, height),
    png: async () => canvas.encode("png"),
  };
}
