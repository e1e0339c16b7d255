/**
 * Turned rectangles: the smallest one around a set of points, and the pixels under one stood upright. Pure geometry in page
 * pixels (y down, angles clockwise).
 */
import type { Box } from "../../document/box.ts";
import type { Pixels } from "../../document/document.ts";

/** A rectangle of `width` x `height` around (x, y); `angle` in radians is the direction of its width. */
export interface Quad {
  x: number;
  y: number;
  width: number;
  height: number;
  angle: number;
}

/** Convex hull of points given as x, y, x, y, ... (monotone chain), counter-clockwise in y-up terms. */
function hull(points: readonly number[]): number[] {
  const order = Array.from({ length: points.length / 2 }, (_, i) => i).sort(
    (a, b) => points[2 * a] - points[2 * b] || points[2 * a + 1] - points[2 * b + 1],
  );
  const half = (indices: number[]) => {
    const chain: number[] = [];
    for (const i of indices) {
      const [x, y] = [points[2 * i], points[2 * i + 1]];
      while (chain.length >= 4) {
        const n = chain.length;
        const cross =
          (chain[n - 2] - chain[n - 4]) * (y - chain[n - 3]) - (chain[n - 1] - chain[n - 3]) * (x - chain[n - 4]);
        if (cross > 0) break;
        chain.length = n - 2;
      }
      chain.push(x, y);
    }
    chain.length -= 2;
    return chain;
  };
  return [...half(order), ...half(order.reverse())];
}

/** The rectangle of least area around `points` (x, y, x, y, ...), its width within 45 degrees of level. */
export function smallestQuad(points: readonly number[]): Quad {
  const outline = hull(points);
  let best: Quad | null = null;
  for (let i = 0; i < outline.length; i += 2) {
    const j = (i + 2) % outline.length;
    const angle = Math.atan2(outline[j + 1] - outline[i + 1], outline[j] - outline[i]);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [low, high, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let k = 0; k < outline.length; k += 2) {
      const u = outline[k] * cos + outline[k + 1] * sin;
      const v = outline[k + 1] * cos - outline[k] * sin;
      low = Math.min(low, u);
      high = Math.max(high, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    const [width, height] = [high - low, bottom - top];
    if (best && width * height >= best.width * best.height) continue;
    const [u, v] = [(low + high) / 2, (top + bottom) / 2];
    best = { x: u * cos - v * sin, y: u * sin + v * cos, width, height, angle };
  }
  if (!best) return { x: points[0] ?? 0, y: points[1] ?? 0, width: 0, height: 0, angle: 0 };
  return level(best);
}

/** The same rectangle with its angle in (-45, 45] degrees. */
function level(quad: Quad): Quad {
  let { width, height, angle } = quad;
  while (angle > Math.PI / 4 + 1e-9) {
    angle -= Math.PI / 2;
    [width, height] = [height, width];
  }
  while (angle <= -Math.PI / 4 + 1e-9) {
    angle += Math.PI / 2;
    [width, height] = [height, width];
  }
  return { ...quad, width, height, angle };
}

/** The same rectangle with its width pointing a quarter turn further clockwise. */
export function quarterTurn(quad: Quad, quarters = 1): Quad {
  const swap = quarters % 2 !== 0;
  return {
    ...quad,
    width: swap ? quad.height : quad.width,
    height: swap ? quad.width : quad.height,
    angle: quad.angle + (quarters * Math.PI) / 2,
  };
}

/** The level box around the part of `quad` from `from` to `to` of its width and `top` to `bottom` of its height (0..1). */
export function partOf(quad: Quad, from: number, to: number, top = 0, bottom = 1): Box {
  const [cos, sin] = [Math.cos(quad.angle), Math.sin(quad.angle)];
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const u of [(from - 0.5) * quad.width, (to - 0.5) * quad.width]) {
    for (const v of [(top - 0.5) * quad.height, (bottom - 0.5) * quad.height]) {
      const x = quad.x + u * cos - v * sin;
      const y = quad.y + u * sin + v * cos;
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x);
      y1 = Math.max(y1, y);
    }
  }
  return [x0, y0, x1, y1];
}

/**
 * The pixels under `quad` as an upright image of `width` x `height`: the mean of a grid of samples where it shrinks (thin
 * strokes would alias), bilinear where it does not. Beyond the page the border repeats.
 */
export function cropQuad(pixels: Pixels, quad: Quad, width: number, height: number): Pixels {
  const { width: W, height: H, data } = pixels;
  const out = new Uint8Array(width * height * 3);
  const [cos, sin] = [Math.cos(quad.angle), Math.sin(quad.angle)];
  const [stepU, stepV] = [quad.width / width, quad.height / height];
  const grid = Math.max(1, Math.min(8, Math.ceil(Math.max(stepU, stepV) - 0.25)));
  const share = 1 / (grid * grid);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let a = 0; a < grid; a++) {
        const v = (row + (a + 0.5) / grid) * stepV - quad.height / 2;
        for (let b = 0; b < grid; b++) {
          const u = (column + (b + 0.5) / grid) * stepU - quad.width / 2;
          const x = Math.min(W - 1, Math.max(0, quad.x + u * cos - v * sin - 0.5));
          const y = Math.min(H - 1, Math.max(0, quad.y + u * sin + v * cos - 0.5));
          const left = Math.floor(x);
          const top = Math.floor(y);
          const [p, q] = [x - left, y - top];
          const at = (top * W + left) * 3;
          const right = left + 1 < W ? 3 : 0;
          const down = top + 1 < H ? 3 * W : 0;
          const [w00, w01, w10, w11] = [(1 - p) * (1 - q), p * (1 - q), (1 - p) * q, p * q];
          red += w00 * data[at] + w01 * data[at + right] + w10 * data[at + down] + w11 * data[at + down + right];
          green +=
            w00 * data[at + 1] +
            w01 * data[at + right + 1] +
            w10 * data[at + down + 1] +
            w11 * data[at + down + right + 1];
          blue +=
            w00 * data[at + 2] +
            w01 * data[at + right + 2] +
            w10 * data[at + down + 2] +
            w11 * data[at + down + right + 2];
        }
      }
      const at = (row * width + column) * 3;
      out[at] = red * share + 0.5;
      out[at + 1] = green * share + 0.5;
      out[at + 2] = blue * share + 0.5;
    }
  }
  return { width, height, data: out };
}
