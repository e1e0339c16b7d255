/** T5's relative position buckets (Hugging Face `_relative_position_bucket`), and the angles of rotary page coordinates. */
import type { Box } from "../document/box.ts";

/** Bucket of "key minus query" positions. Bidirectional: half of the buckets for each side; else only the past counts. */
export function relativeBucket(relative: number, bidirectional: boolean, buckets: number, distance: number): number {
  let base = 0;
  let count = buckets;
  let n: number;
  if (bidirectional) {
    count = Math.floor(buckets / 2);
    if (relative > 0) base = count;
    n = Math.abs(relative);
  } else n = Math.max(0, -relative);
  const exact = Math.floor(count / 2);
  if (n < exact) return base + n;
  const large = exact + Math.trunc((Math.log(n / exact) / Math.log(distance / exact)) * (count - exact));
  return base + Math.min(large, count - 1);
}

/** Buckets [queries, keys] of given positions. */
export function bucketMatrix(
  queries: readonly number[],
  keys: readonly number[],
  bidirectional: boolean,
  buckets: number,
  distance: number,
): Int32Array<ArrayBuffer> {
  const out = new Int32Array(queries.length * keys.length);
  queries.forEach((query, i) => {
    keys.forEach((key, j) => {
      out[i * keys.length + j] = relativeBucket(key - query, bidirectional, buckets, distance);
    });
  });
  return out;
}

/** Buckets of a decoder that sees `count` positions of one sequence. */
export function causalBuckets(count: number, buckets: number, distance: number): Int32Array<ArrayBuffer> {
  const places = Array.from({ length: count }, (_, i) => i);
  return bucketMatrix(places, places, false, buckets, distance);
}

/** Wavelengths from 12 to 3000 thousandths of the page, in equal ratios. */
function frequencies(count: number): Float64Array {
  const [shortest, longest] = [Math.log(12), Math.log(3000)];
  return Float64Array.from(
    { length: count },
    (_, i) => (2 * Math.PI * 1000) / Math.exp(shortest + ((longest - shortest) * i) / Math.max(1, count - 1)),
  );
}

/**
 * Cosines and sines of a box's centre, [headWidth] each at `offset`: a quarter of the head turns by x, a quarter by y, and
 * the second half repeats the first (its partner in each turn).
 */
export function writeRotation(
  box: Readonly<Box>,
  headWidth: number,
  cosine: Float32Array,
  sine: Float32Array,
  offset: number,
): void {
  const quarter = headWidth / 4;
  const turns = frequencies(quarter);
  const centre = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  for (let i = 0; i < 2 * quarter; i++) {
    const angle = centre[Math.floor(i / quarter)] * turns[i % quarter];
    cosine[offset + i] = cosine[offset + 2 * quarter + i] = Math.cos(angle);
    sine[offset + i] = sine[offset + 2 * quarter + i] = Math.sin(angle);
  }
}
