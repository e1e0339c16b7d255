/**
 * Check boxes on a page image: small square outlines, empty or ticked. Precise rather than greedy: a box that is missed costs
 * one word, a letter or a table cell taken for a box spoils a page. Pure pixels; what OCR made of the boxes is merge.ts.
 */
import type { Box } from "../document/box.ts";
import { fromPixels } from "../document/box.ts";
import type { Pixels } from "../document/document.ts";
import { toGrey } from "./pixels.ts";

export interface TickBox {
  box: Box;
  checked: boolean;
}

/** `sure`: a frame by itself; others count only in line with sure ones of their size. */
interface Square {
  sure?: boolean;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Ink of a page: 1 where a pixel is darker than its surroundings. */
interface Mask {
  width: number;
  height: number;
  ink: Uint8Array;
}

/** Local threshold: darker than the mean of a window by a tenth of the grey range. */
export function inkMask(pixels: Pixels, window: number): Mask {
  const { width, height } = pixels;
  const grey = toGrey(pixels);
  const ink = new Uint8Array(grey.length);
  const half = window >> 1;
  // Column sums of the window slide down the page; row sums slide along it.
  const columns = new Int32Array(width);
  for (let y = 0; y < Math.min(half, height); y++) for (let x = 0; x < width; x++) columns[x] += grey[y * width + x];
  for (let y = 0; y < height; y++) {
    if (y + half < height) for (let x = 0; x < width; x++) columns[x] += grey[(y + half) * width + x];
    if (y - half - 1 >= 0) for (let x = 0; x < width; x++) columns[x] -= grey[(y - half - 1) * width + x];
    const rows = Math.min(height - 1, y + half) - Math.max(0, y - half) + 1;
    let sum = 0;
    for (let x = 0; x < Math.min(half, width); x++) sum += columns[x];
    for (let x = 0; x < width; x++) {
      if (x + half < width) sum += columns[x + half];
      if (x - half - 1 >= 0) sum -= columns[x - half - 1];
      const count = rows * (Math.min(width - 1, x + half) - Math.max(0, x - half) + 1);
      if (grey[y * width + x] < sum / count - 22) ink[y * width + x] = 1;
    }
  }
  return { width, height, ink };
}

/** Horizontal stretches of ink of `least` to `most` pixels, gaps of one pixel closed. */
function runsOf(mask: Mask, least: number, most: number): { y: number; x0: number; x1: number }[] {
  const runs: { y: number; x0: number; x1: number }[] = [];
  for (let y = 0; y < mask.height; y++) {
    let start = -1;
    let last = -2;
    const row = y * mask.width;
    for (let x = 0; x <= mask.width; x++) {
      if (x < mask.width && mask.ink[row + x]) {
        if (start < 0 || x - last > 2) {
          if (start >= 0 && last - start + 1 >= least && last - start + 1 <= most)
            runs.push({ y, x0: start, x1: last + 1 });
          start = x;
        }
        last = x;
      }
    }
    if (start >= 0 && last - start + 1 >= least && last - start + 1 <= most) runs.push({ y, x0: start, x1: last + 1 });
  }
  return runs;
}

/** Share of the positions along a side where ink lies within `band` pixels of it. */
function covered(mask: Mask, along: "x" | "y", from: number, to: number, at: number, band: number): number {
  let hits = 0;
  for (let i = from; i < to; i++) {
    for (let d = -band; d <= band; d++) {
      const [x, y] = along === "x" ? [i, at + d] : [at + d, i];
      if (x >= 0 && y >= 0 && x < mask.width && y < mask.height && mask.ink[y * mask.width + x]) {
        hits++;
        break;
      }
    }
  }
  return to > from ? hits / (to - from) : 0;
}

/** Share of ink in a rectangle. */
function filled(mask: Mask, { x0, y0, x1, y1 }: Square): number {
  let [ink, total] = [0, 0];
  for (let y = Math.max(0, y0); y < Math.min(mask.height, y1); y++) {
    for (let x = Math.max(0, x0); x < Math.min(mask.width, x1); x++) {
      ink += mask.ink[y * mask.width + x];
      total++;
    }
  }
  return total > 0 ? ink / total : 0;
}

/** Thickness of the sides: how deep the ink goes inwards from the middle of each side, the smaller half of them. */
function thickness(mask: Mask, { x0, y0, x1, y1 }: Square): number {
  const limit = Math.floor((x1 - x0) / 2);
  const depths: number[] = [];
  const walk = (x: number, y: number, dx: number, dy: number) => {
    let depth = 0;
    let inked = false;
    for (let i = 0; i < limit; i++) {
      const on = mask.ink[(y + i * dy) * mask.width + x + i * dx] === 1;
      if (on) {
        inked = true;
        depth = i + 1;
      } else if (inked || i > 2) break;
    }
    depths.push(depth);
  };
  for (const share of [0.25, 0.4, 0.6, 0.75]) {
    const x = Math.round(x0 + share * (x1 - 1 - x0));
    const y = Math.round(y0 + share * (y1 - 1 - y0));
    walk(x, y0, 0, 1);
    walk(x, y1 - 1, 0, -1);
    walk(x0, y, 1, 0);
    walk(x1 - 1, y, -1, 0);
  }
  depths.sort((a, b) => a - b);
  return Math.max(1, depths[Math.floor(depths.length * 0.4)]);
}

export interface TickOptions {
  /** Height of the page's common text, pixels: boxes are of its size. */
  textHeight: number;
}

/** Finds check boxes. */
export function findTickBoxes(pixels: Pixels, { textHeight }: TickOptions): TickBox[] {
  const least = Math.max(8, Math.round(0.55 * textHeight));
  const most = Math.round(Math.max(2.4 * textHeight, 24));
  const mask = inkMask(pixels, Math.max(15, 2 * Math.round(1.5 * most) + 1));
  const runs = runsOf(mask, least, most);
  const byRow = new Map<number, { y: number; x0: number; x1: number }[]>();
  for (const run of runs) {
    const row = byRow.get(run.y);
    if (row) row.push(run);
    else byRow.set(run.y, [run]);
  }
  const squares: Square[] = [];
  for (const top of runs) {
    const side = top.x1 - top.x0;
    const slack = Math.max(1, Math.round(0.12 * side));
    for (let y = top.y + Math.round(0.8 * side) - 1; y <= top.y + Math.round(1.25 * side); y++) {
      for (const bottom of byRow.get(y) ?? []) {
        if (Math.abs(bottom.x0 - top.x0) > slack || Math.abs(bottom.x1 - top.x1) > slack) continue;
        const square = { x0: Math.min(top.x0, bottom.x0), y0: top.y, x1: Math.max(top.x1, bottom.x1), y1: y + 1 };
        if (isFrame(mask, square, STRICT)) squares.push({ ...square, sure: true });
        else if (isFrame(mask, square, LENIENT)) squares.push({ ...square, sure: false });
      }
    }
  }
  return strongest(mask, inCompany(squares)).map(({ square, checked }) => ({
    box: fromPixels([square.x0, square.y0, square.x1, square.y1], pixels),
    checked,
  }));
}

/** How much a square may depart from a clean frame. */
interface Demands {
  /** Least share of a side that is drawn. */
  side: number;
  /** Sides that may go on beyond a corner. */
  goesOn: number;
  /** Ink allowed around: on the side where there is most, and on each other one. */
  around: readonly [number, number];
}

const STRICT: Demands = { side: 0.92, goesOn: 1, around: [0.3, 0.1] };
const LENIENT: Demands = { side: 0.85, goesOn: 2, around: [0.75, 0.3] };

/** Unsure squares stay if a sure one of their size stands in the same row or column. */
function inCompany(squares: readonly Square[]): Square[] {
  const sure = squares.filter((square) => square.sure);
  return squares.filter((square) => {
    if (square.sure) return true;
    const side = square.x1 - square.x0;
    const slack = Math.max(2, 0.15 * side);
    return sure.some(
      (other) =>
        Math.abs(other.x1 - other.x0 - side) <= slack &&
        Math.abs(other.y1 - other.y0 - (square.y1 - square.y0)) <= slack &&
        (Math.abs(other.x0 - square.x0) <= 2 * slack || Math.abs(other.y0 - square.y0) <= 2 * slack),
    );
  });
}

/** Four straight, thin sides that meet in four corners and end there. */
function isFrame(mask: Mask, square: Square, demands: Demands): boolean {
  const { x0, y0, x1, y1 } = square;
  const [width, height] = [x1 - x0, y1 - y0];
  const band = Math.max(1, Math.round(0.06 * width));
  const left = covered(mask, "y", y0, y1, x0 + band, band);
  const right = covered(mask, "y", y0, y1, x1 - 1 - band, band);
  if (Math.min(left, right) < demands.side) return false;
  const corner = Math.max(1, Math.round(0.1 * width));
  // A letter's round corner leaves its outermost pixels empty.
  for (const [x, y] of [
    [x0, y0],
    [x1 - corner, y0],
    [x0, y1 - corner],
    [x1 - corner, y1 - corner],
  ]) {
    if (filled(mask, { x0: x, y0: y, x1: x + corner, y1: y + corner }) < 0.5) return false;
  }
  // Sides of a table's cell go on beyond the corners.
  const beyond = Math.max(3, Math.round(0.3 * width));
  const goesOn = [
    covered(mask, "y", y0 - beyond, y0 - 2, x0 + band, band),
    covered(mask, "y", y1 + 2, y1 + beyond, x0 + band, band),
    covered(mask, "y", y0 - beyond, y0 - 2, x1 - 1 - band, band),
    covered(mask, "y", y1 + 2, y1 + beyond, x1 - 1 - band, band),
    covered(mask, "x", x0 - beyond, x0 - 2, y0, band),
    covered(mask, "x", x1 + 2, x1 + beyond, y0, band),
    covered(mask, "x", x0 - beyond, x0 - 2, y1 - 1, band),
    covered(mask, "x", x1 + 2, x1 + beyond, y1 - 1, band),
  ].filter((share) => share > 0.8).length;
  if (goesOn > demands.goesOn) return false;
  if (!standsAlone(mask, square, demands.around)) return false;
  return thickness(mask, square) <= 0.22 * Math.min(width, height) || filled(mask, square) > 0.8;
}

/** Letters bulge beyond the square that was found in them; a box has paper around it, but for the tail of a tick. */
function standsAlone(mask: Mask, { x0, y0, x1, y1 }: Square, [most, other]: Demands["around"]): boolean {
  const near = 2;
  const far = Math.max(4, Math.round(0.16 * (x1 - x0)) + 1);
  const shares = [
    filled(mask, { x0, y0: y0 - far, x1, y1: y0 - near + 1 }),
    filled(mask, { x0, y0: y1 + near - 1, x1, y1: y1 + far }),
    filled(mask, { x0: x0 - far, y0, x1: x0 - near + 1, y1 }),
    filled(mask, { x0: x1 + near - 1, y0, x1: x1 + far, y1 }),
  ].sort((a, b) => a - b);
  return shares[3] < most && shares[2] < other;
}

/** One square a place (the largest of those that overlap), with its mark; solid ones only beside outlines of their size. */
function strongest(mask: Mask, squares: readonly Square[]): { square: Square; checked: boolean }[] {
  const rank = (square: Square) => (square.sure ? 1e6 : 0) + square.x1 - square.x0 + square.y1 - square.y0;
  const ordered = [...squares].sort((a, b) => rank(b) - rank(a));
  const kept: { square: Square; inner: number; side: number }[] = [];
  for (const square of ordered) {
    const clash = kept.some(
      ({ square: other }) =>
        square.x0 < other.x1 && other.x0 < square.x1 && square.y0 < other.y1 && other.y0 < square.y1,
    );
    if (clash) continue;
    const inset = thickness(mask, square) + 1;
    const inner = filled(mask, {
      x0: square.x0 + inset,
      y0: square.y0 + inset,
      x1: square.x1 - inset,
      y1: square.y1 - inset,
    });
    kept.push({ square, inner, side: square.x1 - square.x0 });
  }
  const solid = (inner: number) => inner > 0.8;
  return kept
    .filter(({ inner, side }) => {
      if (!solid(inner)) return true;
      return kept.some((other) => !solid(other.inner) && Math.abs(other.side - side) <= 0.2 * side);
    })
    .map(({ square, inner }) => ({ square, checked: inner > 0.07 }));
}
