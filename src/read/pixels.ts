/**
 * Pixel arithmetic on interleaved RGB: resize, turn, grey. Pure and without native code, so that OCR runs the same in a
 * browser. Decoding and encoding of files is image.ts.
 */
import type { Pixels } from "../document/document.ts";

/** Degrees clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** Where output cell `i` of `to` draws from in `from` cells: first source index and one weight each. */
function spans(from: number, to: number): { start: Int32Array; weights: Float32Array; width: number } {
  const scale = from / to;
  const shrink = scale > 1;
  const width = shrink ? Math.ceil(scale) + 1 : 2;
  const start = new Int32Array(to);
  const weights = new Float32Array(to * width);
  for (let i = 0; i < to; i++) {
    if (shrink) {
      // The mean over the area that the cell covers: thin strokes keep their share of grey.
      const low = i * scale;
      const high = Math.min(from, low + scale);
      start[i] = Math.min(Math.floor(low), from - 1);
      for (let k = 0; k < width; k++) {
        const covered = Math.min(high, start[i] + k + 1) - Math.max(low, start[i] + k);
        if (covered > 0) weights[i * width + k] = covered / (high - low);
      }
    } else {
      const centre = Math.min(from - 1, Math.max(0, (i + 0.5) * scale - 0.5));
      start[i] = Math.min(Math.floor(centre), Math.max(0, from - 2));
      const share = centre - start[i];
      weights[i * width] = 1 - share;
      weights[i * width + 1] = share;
    }
  }
  return { start, weights, width };
}

/** `pixels` as `width` x `height`: area mean where it shrinks, bilinear where it grows. */
export function resize(pixels: Pixels, width: number, height: number): Pixels {
  if (width === pixels.width && height === pixels.height) return pixels;
  const columns = spans(pixels.width, width);
  const rows = spans(pixels.height, height);
  const out = new Uint8Array(width * height * 3);
  const row = new Float32Array(width * 3);
  const sum = new Float32Array(width * 3);
  const stride = pixels.width * 3;
  // Rows of the source are squeezed once each when shrinking; a row that two outputs share is squeezed again.
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    for (let k = 0; k < rows.width; k++) {
      const weight = rows.weights[y * rows.width + k];
      const from = rows.start[y] + k;
      if (weight === 0 || from >= pixels.height) continue;
      squeezeRow(pixels.data, from * stride, pixels.width, columns, row);
      for (let i = 0; i < row.length; i++) sum[i] += weight * row[i];
    }
    const at = y * width * 3;
    for (let i = 0; i < sum.length; i++) out[at + i] = sum[i] + 0.5;
  }
  return { width, height, data: out };
}

function squeezeRow(
  data: Uint8Array,
  offset: number,
  limit: number,
  columns: ReturnType<typeof spans>,
  out: Float32Array,
): void {
  const { start, weights, width } = columns;
  for (let x = 0; x < start.length; x++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    const from = start[x];
    for (let k = 0; k < width && from + k < limit; k++) {
      const weight = weights[x * width + k];
      if (weight === 0) continue;
      const at = offset + (from + k) * 3;
      red += weight * data[at];
      green += weight * data[at + 1];
      blue += weight * data[at + 2];
    }
    out[x * 3] = red;
    out[x * 3 + 1] = green;
    out[x * 3 + 2] = blue;
  }
}

/** `pixels` with the longest side at most `side`; never enlarged. */
export function fitWithin(pixels: Pixels, side: number): Pixels {
  const scale = side / Math.max(pixels.width, pixels.height);
  if (scale >= 1) return pixels;
  return resize(pixels, Math.max(1, Math.round(pixels.width * scale)), Math.max(1, Math.round(pixels.height * scale)));
}

/** `pixels` turned clockwise. */
export function turn(pixels: Pixels, degrees: Turn): Pixels {
  if (degrees === 0) return pixels;
  const { width: W, height: H, data } = pixels;
  const out = new Uint8Array(data.length);
  const [width, height] = degrees === 180 ? [W, H] : [H, W];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from =
        degrees === 90 ? (H - 1 - x) * W + y : degrees === 180 ? (H - 1 - y) * W + W - 1 - x : x * W + W - 1 - y;
      const at = (y * width + x) * 3;
      out[at] = data[from * 3];
      out[at + 1] = data[from * 3 + 1];
      out[at + 2] = data[from * 3 + 2];
    }
  }
  return { width, height, data: out };
}

/** Luminance 0..255, one byte a pixel. */
export function toGrey(pixels: Pixels): Uint8Array {
  const grey = new Uint8Array(pixels.width * pixels.height);
  for (let i = 0, at = 0; i < grey.length; i++, at += 3) {
    grey[i] = (pixels.data[at] * 77 + pixels.data[at + 1] * 150 + pixels.data[at + 2] * 29) >> 8;
  }
  return grey;
}
