/**
 * Boxes: four fractions of the upright page as displayed, origin top left. The only unit that enters or leaves the library
 * (pixels and PDF points exist in converters alone). Pure functions, no page image.
 */

/** `[x0, y0, x1, y1]`, each 0..1, x0 <= x1, y0 <= y1. */
export type Box = [number, number, number, number];

/**
 * The smallest box around all of `boxes`; of none, `[0, 0, 0, 0]`.
 * @example
 * enclose([[0.1, 0.2, 0.3, 0.4], [0.2, 0.1, 0.5, 0.3]]) // [0.1, 0.1, 0.5, 0.4]
 */
export function enclose(boxes: Iterable<Readonly<Box>>): Box {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (const box of boxes) {
    x0 = Math.min(x0, box[0]);
    y0 = Math.min(y0, box[1]);
    x1 = Math.max(x1, box[2]);
    y1 = Math.max(y1, box[3]);
  }
  return x0 === Infinity ? [0, 0, 0, 0] : [x0, y0, x1, y1];
}

/**
 * Area of `box`, in pages.
 * @example
 * area([0, 0, 0.5, 0.5]) // 0.25
 */
export function area(box: Readonly<Box>): number {
  return Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
}

/**
 * The part that both boxes cover; empty overlaps give a box of area 0.
 * @example
 * intersect([0, 0, 0.5, 0.5], [0.25, 0.25, 1, 1]) // [0.25, 0.25, 0.5, 0.5]
 */
export function intersect(a: Readonly<Box>, b: Readonly<Box>): Box {
  const x0 = Math.max(a[0], b[0]);
  const y0 = Math.max(a[1], b[1]);
  return [x0, y0, Math.max(x0, Math.min(a[2], b[2])), Math.max(y0, Math.min(a[3], b[3]))];
}

/**
 * Intersection over union, 0..1.
 * @example
 * overlap([0, 0, 0.5, 1], [0.25, 0, 0.75, 1]) // 1 / 3
 */
export function overlap(a: Readonly<Box>, b: Readonly<Box>): number {
  const shared = area(intersect(a, b));
  const whole = area(a) + area(b) - shared;
  return whole > 0 ? shared / whole : 0;
}

/**
 * `box` cut to the page and put in order (x0 <= x1, y0 <= y1); not finite numbers become 0.
 * @example
 * clampBox([0.5, -0.1, 0.25, 1.5]) // [0.25, 0, 0.5, 1]
 */
export function clampBox(box: Readonly<Box>): Box {
  const limit = (value: number) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
  const [x0, y0, x1, y1] = [limit(box[0]), limit(box[1]), limit(box[2]), limit(box[3])];
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}

/**
 * A box of pixels or points on a page of `width` x `height` of the same unit, as fractions.
 * @example
 * fromPixels([100, 50, 200, 100], { width: 400, height: 200 }) // [0.25, 0.25, 0.5, 0.5]
 */
export function fromPixels(box: Readonly<Box>, page: { width: number; height: number }): Box {
  return clampBox([box[0] / page.width, box[1] / page.height, box[2] / page.width, box[3] / page.height]);
}

/**
 * `box` in the page's own unit (pixels of an image, points of a PDF page), origin top left, not rounded.
 * @example
 * toPixels([0.25, 0.25, 0.5, 0.5], { width: 400, height: 200 }) // [100, 50, 200, 100]
 */
export function toPixels(box: Readonly<Box>, page: { width: number; height: number }): Box {
  return [box[0] * page.width, box[1] * page.height, box[2] * page.width, box[3] * page.height];
}

/**
 * `box` in PDF user space (points, origin bottom left, y up) of a page whose displayed size is `width` x `height` points
 * and whose /Rotate is `rotation`: what a PDF annotation's /Rect wants.
 * @example
 * toPdfPoints([0.25, 0.25, 0.5, 0.5], { width: 400, height: 200 }) // [100, 100, 200, 150]
 */
export function toPdfPoints(
  box: Readonly<Box>,
  page: { width: number; height: number; rotation?: 0 | 90 | 180 | 270 },
): Box {
  const { width: W, height: H, rotation = 0 } = page;
  const [x0, y0, x1, y1] = toPixels(box, page);
  if (rotation === 90) return [y0, x0, y1, x1];
  if (rotation === 180) return [W - x1, y0, W - x0, y1];
  if (rotation === 270) return [H - y1, W - x1, H - y0, W - x0];
  return [x0, H - y1, x1, H - y0];
}
