/**
 * Token-to-line and token-to-grid (paper, section 4) as feeds: which pairs and which units are asked, what is right, and how
 * the classes are balanced. Only units whose place is hidden are asked (corrupt.ts says why). B pages, N units, M pairs.
 */
import type { Box } from "../document/box.ts";
import type { Random } from "../engine/random.ts";
import { float32, int32 } from "../engine/runtime.ts";
import type { Feeds } from "../model/batch.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Corrupted } from "./corrupt.ts";
import type { PretrainShape } from "./objectives.ts";

/** Which places are asked for. */
export interface PlaceOptions {
  /** Pairs of token-to-line a page, one of each with a hidden place; 0: the task is left out. About as many as a page of 200 units hides. */
  pairs: number;
  /**
   * How often each class (0, 1, ... or more lines apart) is asked; equally by default. Of pairs drawn at random from a page some
   * nineteen in twenty are "more", which would be answered without looking.
   */
  lineBalance: readonly number[];
  /** Most lines between a pair that is "more" apart: the farther, the easier, and near ones draw the border. */
  reach: number;
  /** Whether token-to-grid is asked. */
  grid: boolean;
  /**
   * 0: every hidden unit weighs the same, as in the paper; 1: every cell that holds one does. Between them a unit weighs
   * (units of its cell in the batch) ^ -gridBalance: full cells and margins alike.
   */
  gridBalance: number;
}

export const PLACES: PlaceOptions = { pairs: 32, lineBalance: [1, 1, 1], reach: 8, grid: true, gridBalance: 0 };

/** The cell of the m x n grid that holds the middle of a box; rows first. */
export function gridCell(c: ModelConfig, [x0, y0, x1, y1]: Readonly<Box>): number {
  const cell = (middle: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(middle * count)));
  return cell((y0 + y1) / 2, c.gridRows) * c.gridColumns + cell((x0 + x1) / 2, c.gridColumns);
}

/** Partners for unit `i` by class: those so many lines away. */
function partners(c: ModelConfig, rows: Int32Array, i: number, reach: number): number[][] {
  const classes: number[][] = Array.from({ length: c.lineClasses }, () => []);
  rows.forEach((row, j) => {
    const apart = Math.abs(row - rows[i]);
    if (j !== i && apart <= Math.max(reach, c.lineClasses - 1)) classes[Math.min(c.lineClasses - 1, apart)].push(j);
  });
  return classes;
}

/** A pair for unit `i`: its class by the wanted shares among those that the page offers. */
function drawPair(c: ModelConfig, rows: Int32Array, i: number, random: Random, options: PlaceOptions) {
  const classes = partners(c, rows, i, options.reach);
  const shares = classes.map((list, k) => (list.length > 0 ? (options.lineBalance[k] ?? 1) : 0));
  let at = random.uniform() * shares.reduce((a, b) => a + b, 0);
  for (let label = 0; label < shares.length; label++) {
    at -= shares[label];
    if (at < 0) return { label, other: classes[label][random.below(classes[label].length)] };
  }
  return null;
}

/** Feeds of pretrainObjective beside those of the encoder and the decoder. Weights of each task sum to 1. */
export function placeFeeds(
  c: ModelConfig,
  shape: PretrainShape,
  pages: readonly Corrupted[],
  random: Random,
  options: PlaceOptions,
): Feeds {
  const { pages: B, units: N, pairs: M } = shape;
  const places = float32([B, N, 1]);
  const first = int32([M]);
  const second = int32([M]);
  const lineLabel = int32([M]);
  const lineWeight = float32([M, 1]);
  const gridLabel = int32([B * N]);
  const gridWeight = float32([B * N, 1]);
  const inCell = new Map<number, number>();
  let pair = 0;
  pages.forEach(({ page, hidden }, b) => {
    for (const i of hidden) {
      const cell = gridCell(c, page.boxes[i]);
      places.data[b * N + i] = 1;
      gridLabel.data[b * N + i] = cell;
      inCell.set(cell, (inCell.get(cell) ?? 0) + 1);
    }
    const asked = [...hidden];
    for (let k = 0; k < M / B && asked.length > 0; k++) {
      const i = asked[random.below(asked.length)];
      const drawn = drawPair(c, page.rows, i, random, options);
      if (!drawn) continue;
      first.data[pair] = b * N + i;
      second.data[pair] = b * N + drawn.other;
      lineLabel.data[pair] = drawn.label;
      lineWeight.data[pair] = 1;
      pair++;
    }
  });
  for (let i = 0; i < B * N; i++) {
    if (places.data[i])
      gridWeight.data[i] = (inCell.get(gridLabel.data[i] as number) as number) ** -options.gridBalance;
  }
  const feeds: Feeds = { "hidden.places": places };
  if (M > 0) {
    Object.assign(feeds, {
      "line.first": first,
      "line.second": second,
      "line.label": lineLabel,
      "line.weight": normalised(lineWeight),
    });
  }
  if (shape.grid) Object.assign(feeds, { "grid.label": gridLabel, "grid.weight": normalised(gridWeight) });
  return feeds;
}

function normalised(weights: ReturnType<typeof float32>): ReturnType<typeof float32> {
  const data = weights.data as Float32Array;
  const total = data.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < data.length; i++) data[i] /= total > 0 ? total : 1;
  return weights;
}
