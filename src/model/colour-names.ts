/**
 * Measured colours by name: how near a word's ink and paper are to each colour that has a name. From six numbers alone a small
 * model learns no names; from these it reads them off.
 */
import type { Rgb } from "../document/document.ts";
import { COLOUR_FEATURES } from "./features.ts";
import type { PageInputs } from "./inputs.ts";
import { COLOUR_VALUES, COLOURS, type SpecialIds } from "./vocabulary.ts";

/** Of the ink as measured, of the ink with its paper taken out, of the paper: nearness to each of COLOURS. */
export const COLOUR_NAME_FEATURES = 3 * COLOURS.length;

/** Distance (levels, of all channels together) at which nearness has fallen to 1/sqrt(e). */
const REACH = 40;

/**
 * Writes the nearness of a word's colours to each name; the eleven of one colour add up to 1.
 * @param measured ink and paper as six numbers -1 ... 1 (0 ... 255 of a picture).
 * @example
 * const features = new Float32Array(COLOUR_NAME_FEATURES);
 * writeColourNames([0.6, -0.8, -0.7, 0.9, 0.9, 0.9], features, 0); // red on white
 */
export function writeColourNames(measured: ArrayLike<number>, into: Float32Array, at: number): void {
  const level = (i: number) => (measured[i] + 1) * 127.5;
  const ink: Rgb = [level(0), level(1), level(2)];
  const paper: Rgb = [level(3), level(4), level(5)];
  [ink, fullInk(ink, paper), paper].forEach((colour, i) => {
    writeNearness(colour, into, at + i * COLOURS.length);
  });
}

/** Thin strokes mix with the ground: the farthest colour on the line from paper through ink. */
function fullInk(ink: Rgb, paper: Rgb): Rgb {
  let factor = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const step = ink[i] - paper[i];
    if (step > 1) factor = Math.min(factor, (255 - paper[i]) / step);
    if (step < -1) factor = Math.min(factor, -paper[i] / step);
  }
  if (!Number.isFinite(factor)) return ink;
  return ink.map((value, i) => paper[i] + (value - paper[i]) * Math.max(1, factor)) as Rgb;
}

function writeNearness(colour: Rgb, into: Float32Array, at: number): void {
  const squares = COLOURS.map((name) =>
    COLOUR_VALUES[name].reduce((sum, value, i) => sum + (value - colour[i]) ** 2, 0),
  );
  const least = Math.min(...squares);
  const near = squares.map((square) => Math.exp((least - square) / (2 * REACH * REACH)));
  const total = near.reduce((a, b) => a + b, 0);
  near.forEach((value, i) => {
    into[at + i] = value / total;
  });
}

/** Ink, ink without its paper, paper. */
export const COLOUR_SIDES = 3;

/** What a whole nearness adds to a score at a weight of 1: large, so that three weights are soon learned. */
const GAIN = 4;

/**
 * Writes which colour tokens the position pointed at last suggests: for each of COLOUR_SIDES the nearness to each colour, at the
 * place of its token. Nothing where no colours were measured.
 * @param into rows of `vocabulary` numbers from `at`
 */
export function writeColourTokens(
  page: PageInputs,
  position: number,
  ids: SpecialIds,
  vocabulary: number,
  into: Float32Array,
  at: number,
): void {
  const measured = page.colours.subarray(position * COLOUR_FEATURES, (position + 1) * COLOUR_FEATURES);
  if (!(measured[COLOUR_FEATURES - 1] > 0)) return;
  const near = new Float32Array(COLOUR_NAME_FEATURES);
  writeColourNames(measured, near, 0);
  for (let side = 0; side < COLOUR_SIDES; side++) {
    COLOURS.forEach((name, i) => {
      const id = ids.colour[name];
      if (id !== undefined && id < vocabulary)
        into[at + side * vocabulary + id] = GAIN * near[side * COLOURS.length + i];
    });
  }
}
