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
  const rim = Math.max(1, Math.round(0.12 * Math.min(x1 - x0, y1 - y0)));
  const count = Math.ceil((x1 - x0) / step) * Math.ceil((y1 - y0) / step);
  const { colours, weights } = scratchOf(count);
  let at = 0;
  for (let y = y0; y < y1; y += step) {
    for (let x = x0; x < x1; x += step) {
      const from = (y * pixels.width + x) * 3;
      const border = x - x0 < rim || x1 - 1 - x < rim || y - y0 < rim || y1 - 1 - y < rim;
      colours[at] = (pixels.data[from] << 16) | (pixels.data[from + 1] << 8) | pixels.data[from + 2];
      weights[at++] = border ? 2 : 1;
    }
  }
  const paper = mode(colours, weights, count);
  const histogram = new Uint32Array(256);
  let [farthest, most] = [0, -1];
  for (let i = 0; i < count; i++) {
    const value = distance(colours[i], paper);
    histogram[value]++;
    if (value > most) [farthest, most] = [i, value];
  }
  const least = Math.max(GROUND, 0.5 * percentile(histogram, Math.floor(0.97 * (count - 1))));
  // Nothing stands out: the farthest colour there is.
  if (most < least) return { ink: rgbOf(colours[farthest]), paper };
  for (let i = 0; i < count; i++) {
    const value = distance(colours[i], paper);
    weights[i] = value < least ? 0 : value * value;
  }
  return { ink: mode(colours, weights, count), paper };
}

/** Buffers for one word after the other: pages have hundreds. */
let scratch = { colours: new Int32Array(0), weights: new Float64Array(0) };
const cells = new Float64Array(4096);

function scratchOf(count: number): typeof scratch {
  if (scratch.colours.length < count) {
    scratch = { colours: new Int32Array(2 * count), weights: new Float64Array(2 * count) };
  }
  return scratch;
}

function rgbOf(colour: number): Rgb {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function distance(colour: number, from: Rgb): number {
  return Math.max(
    Math.abs((colour >> 16) - from[0]),
    Math.abs(((colour >> 8) & 255) - from[1]),
    Math.abs((colour & 255) - from[2]),
  );
}

/** The value of rank `rank` (from 0) of a histogram. */
function percentile(histogram: Uint32Array, rank: number): number {
  let sum = 0;
  for (let value = 0; value < 256; value++) {
    sum += histogram[value];
    if (sum > rank) return value;
  }
  return 255;
}

/** The most frequent colour of weighed samples: the heaviest cell of 16 levels a channel with its neighbours, then the mean. */
function mode(colours: Int32Array, weights: Float64Array, count: number): Rgb {
  cells.fill(0);
  for (let i = 0; i < count; i++) {
    const colour = colours[i];
    cells[((colour >> 12) & 0xf00) | ((colour >> 8) & 0xf0) | ((colour >> 4) & 0xf)] += weights[i];
  }
  let [best, heaviest] = [0, -1];
  for (let cell = 0; cell < 4096; cell++) {
    if (cells[cell] === 0) continue;
    let weight = 2 * cells[cell];
    for (const shift of [8, 4, 0]) {
      const level = (cell >> shift) & 15;
      if (level > 0) weight += cells[cell - (1 << shift)];
      if (level < 15) weight += cells[cell + (1 << shift)];
    }
    if (weight > heaviest) [best, heaviest] = [cell, weight];
  }
  const centre: Rgb = [((best >> 8) << 4) + 8, (((best >> 4) & 15) << 4) + 8, ((best & 15) << 4) + 8];
  let [red, green, blue, total] = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    if (weights[i] === 0 || distance(colours[i], centre) > 20) continue;
    red += weights[i] * (colours[i] >> 16);
    green += weights[i] * ((colours[i] >> 8) & 255);
    blue += weights[i] * (colours[i] & 255);
    total += weights[i];
  }
  return total > 0 ? [Math.round(red / total), Math.round(green / total), Math.round(blue / total)] : centre;
}
