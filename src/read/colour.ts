/**
 * In which colour a word is printed and on what ground: two colours measured on the page image. Works for white on dark as for
 * dark on white, with rules and neighbours in the box; knows no text.
 */
import { type Box, toPixels } from "../document/box.ts";
import type { Pixels, Rgb } from "../document/document.ts";

export interface WordColours {
  ink: Rgb;
  paper: Rgb;
}

/** Samples of one box at most: larger boxes are thinned out. */
const SAMPLES = 6000;
/** Colours this close (largest channel) to the ground are ground. */
const GROUND = 20;

/**
 * Measures the colours of `box`.
 * Ground: the most frequent colour, where pixels along the border count more (heavy type fills half of a tight box). Ink: the
 * most frequent colour among the pixels far from the ground, weighed by that distance, so that the blurred rims of strokes do
 * not water it down.
 */
export function measureColours(pixels: Pixels, box: Readonly<Box>): WordColours | null {
  const [fx0, fy0, fx1, fy1] = toPixels(box, pixels);
  const margin = Math.max(1, Math.round(0.08 * Math.min(fx1 - fx0, fy1 - fy0)));
  const x0 = Math.max(0, Math.floor(fx0) - margin);
  const y0 = Math.max(0, Math.floor(fy0) - margin);
  const x1 = Math.min(pixels.width, Math.ceil(fx1) + margin);
  const y1 = Math.min(pixels.height, Math.ceil(fy1) + margin);
  if (x1 - x0 < 2 || y1 - y0 < 2) return null;
  const step = Math.max(1, Math.floor(Math.sqrt(((x1 - x0) * (y1 - y0)) / SAMPLES)));
  const colours: number[] = []; // r, g, b, weight
  const rim = Math.max(1, Math.round(0.12 * Math.min(x1 - x0, y1 - y0)));
  for (let y = y0; y < y1; y += step) {
    for (let x = x0; x < x1; x += step) {
      const at = (y * pixels.width + x) * 3;
      const border = x - x0 < rim || x1 - 1 - x < rim || y - y0 < rim || y1 - 1 - y < rim;
      colours.push(pixels.data[at], pixels.data[at + 1], pixels.data[at + 2], border ? 2 : 1);
    }
  }
  const paper = mode(colours);
  const distances = new Float64Array(colours.length / 4);
  for (let i = 0; i < distances.length; i++) distances[i] = distance(colours, 4 * i, paper);
  const sorted = Float64Array.from(distances).sort();
  const far = sorted[Math.floor(0.97 * (sorted.length - 1))];
  const least = Math.max(GROUND, 0.5 * far);
  const strokes: number[] = [];
  distances.forEach((value, i) => {
    if (value < least) return;
    strokes.push(colours[4 * i], colours[4 * i + 1], colours[4 * i + 2], value * value);
  });
  if (strokes.length === 0) {
    // Nothing stands out: the farthest colour there is.
    let farthest = 0;
    for (let i = 1; i < distances.length; i++) if (distances[i] > distances[farthest]) farthest = i;
    return { ink: [colours[4 * farthest], colours[4 * farthest + 1], colours[4 * farthest + 2]], paper };
  }
  return { ink: mode(strokes), paper };
}

function distance(colours: readonly number[], at: number, from: Rgb): number {
  return Math.max(
    Math.abs(colours[at] - from[0]),
    Math.abs(colours[at + 1] - from[1]),
    Math.abs(colours[at + 2] - from[2]),
  );
}

/** The most frequent colour of weighed samples: the heaviest cell of 16 levels a channel with its neighbours, then the mean. */
function mode(colours: readonly number[]): Rgb {
  const cells = new Map<number, number>();
  for (let i = 0; i < colours.length; i += 4) {
    const cell = ((colours[i] >> 4) << 8) | ((colours[i + 1] >> 4) << 4) | (colours[i + 2] >> 4);
    cells.set(cell, (cells.get(cell) ?? 0) + colours[i + 3]);
  }
  let [best, heaviest] = [0, -1];
  for (const [cell, own] of cells) {
    let weight = 2 * own;
    for (const shift of [8, 4, 0]) {
      const level = (cell >> shift) & 15;
      if (level > 0) weight += cells.get(cell - (1 << shift)) ?? 0;
      if (level < 15) weight += cells.get(cell + (1 << shift)) ?? 0;
    }
    if (weight > heaviest) [best, heaviest] = [cell, weight];
  }
  const centre: Rgb = [((best >> 8) << 4) + 8, (((best >> 4) & 15) << 4) + 8, ((best & 15) << 4) + 8];
  const sum = [0, 0, 0];
  let total = 0;
  for (let i = 0; i < colours.length; i += 4) {
    if (distance(colours, i, centre) > 20) continue;
    for (let c = 0; c < 3; c++) sum[c] += colours[i + c] * colours[i + 3];
    total += colours[i + 3];
  }
  return total > 0 ? [Math.round(sum[0] / total), Math.round(sum[1] / total), Math.round(sum[2] / total)] : centre;
}
