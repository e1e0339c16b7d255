/** Pixels -> JPEG by Skia, for the pictures of this folder; the same bytes at each run. */
import { createCanvas } from "../src/data/synthetic/canvas.ts";
import type { Pixels } from "../src/document/document.ts";

/** `quality` 0..100. */
export async function encodeJpeg({ width, height, data }: Pixels, quality: number): Promise<Uint8Array> {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let i = 0, from = 0; i < image.data.length; i += 4, from += 3) {
    image.data[i] = data[from];
    image.data[i + 1] = data[from + 1];
    image.data[i + 2] = data[from + 2];
    image.data[i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas.encode("jpeg", quality);
}
