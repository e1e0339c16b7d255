/** Numeric comparison whose failure says where and how much. */
import assert from "node:assert/strict";

export interface Tolerance {
  /** Largest allowed |actual - expected|. */
  absolute: number;
  /** Added share of |expected|. */
  relative: number;
  name: string;
}

/**
 * Fails unless every element is within `absolute + relative * |expected|`.
 * The message holds the worst index, both values, the largest absolute and relative error and the share out of tolerance.
 */
export function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance): void {
  const { absolute, relative, name } = tolerance;
  assert.equal(actual.length, expected.length, `${name}: ${actual.length} elements, expected ${expected.length}`);
  let worst = -1;
  let excess = 0;
  let maxAbsolute = 0;
  let maxRelative = 0;
  let out = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]);
    const over = Number.isNaN(error) ? Infinity : error - (absolute + relative * Math.abs(expected[i]));
    maxAbsolute = Math.max(maxAbsolute, error);
    if (expected[i] !== 0) maxRelative = Math.max(maxRelative, error / Math.abs(expected[i]));
    if (over > 0 || Number.isNaN(over)) out++;
    if (over > excess) {
      excess = over;
      worst = i;
    }
  }
  if (worst < 0) return;
  assert.fail(
    `${name}: [${worst}] is ${actual[worst]}, expected ${expected[worst]}; max absolute ${maxAbsolute.toExponential(2)}, ` +
      `max relative ${maxRelative.toExponential(2)}, ${out} of ${expected.length} out of tolerance (${absolute} + ${relative} * |x|)`,
  );
}
