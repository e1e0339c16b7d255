/** Geometry between units: relations in encoder attention, and of all units to the one pointed at last. Ours, not the paper's. */
import type { Box } from "../document/box.ts";
import { POINTER_RELATIONS, RELATIONS } from "./features.ts";

export interface Geometry {
  boxes: readonly Readonly<Box>[];
  rows: Int32Array;
}

/** A gap wider than this many line heights parts two blocks of one line. */
const GAP = 1.2;
/** Lines further apart than this many line heights belong to two blocks. */
const LEADING = 1.5;

/** Height of a page over its width, which box fractions do not tell: between a label's and a receipt's. */
const ASPECT = 1.4;

const known = new WeakMap<object, Int32Array>();

/**
 * The unit that comes after each in its block, -1 where the block ends: the next on its line unless a gap parts them, else the
 * first of the segment under it. Reading order by rows jumps between columns; this does not. [N]
 */
export function successors({ boxes, rows }: Geometry): Int32Array {
  const before = known.get(boxes);
  if (before) return before;
  const segments: { units: number[]; row: number; box: Box }[] = [];
  const byRow: number[][] = [];
  rows.forEach((row, unit) => {
    while (byRow.length <= row) byRow.push([]);
    byRow[row].push(unit);
  });
  byRow.forEach((units, row) => {
    units.sort((a, b) => boxes[a][0] - boxes[b][0]);
    units.forEach((unit, i) => {
      const box = boxes[unit];
      const last = i > 0 ? boxes[units[i - 1]] : null;
      const height = Math.max(box[3] - box[1], last ? last[3] - last[1] : 0) * ASPECT;
      const open = segments[segments.length - 1];
      if (last && box[0] - last[2] <= GAP * height) {
        open.units.push(unit);
        const [x0, y0, x1, y1] = open.box;
        open.box = [Math.min(x0, box[0]), Math.min(y0, box[1]), Math.max(x1, box[2]), Math.max(y1, box[3])];
      } else segments.push({ units: [unit], row, box: [...box] as Box });
    });
  });
  const next = new Int32Array(boxes.length).fill(-1);
  segments.forEach(({ units, row, box }, s) => {
    for (let i = 0; i + 1 < units.length; i++) next[units[i]] = units[i + 1];
    const height = box[3] - box[1];
    const below = segments.slice(s + 1).find((other) => other.row > row && overlapsInX(other.box, box));
    if (below && below.box[1] - box[3] <= LEADING * height) next[units[units.length - 1]] = below.units[0];
  });
  known.set(boxes, next);
  return next;
}

const overlapsInX = (a: Readonly<Box>, b: Readonly<Box>) => Math.min(a[2], b[2]) > Math.max(a[0], b[0]);

/**
 * 0/1 matrices [RELATIONS, width, width] written into `out` at `offset`; units beyond the page stay as they are (0).
 * Row: the unit that asks; column: the unit that is on its line, above it, ...
 */
export function writeRelations({ boxes, rows }: Geometry, width: number, out: Float32Array, offset: number): void {
  const plane = width * width;
  const at = (name: (typeof RELATIONS)[number]) => offset + RELATIONS.indexOf(name) * plane;
  const [same, above, below, next, previous] = [
    at("sameLine"),
    at("above"),
    at("below"),
    at("nextLine"),
    at("previousLine"),
  ];
  const after = successors({ boxes, rows });
  for (let i = 0; i < boxes.length; i++) {
    if (after[i] >= 0) {
      out[at("follows") + i * width + after[i]] = 1;
      out[at("precedes") + after[i] * width + i] = 1;
    }
    for (let j = 0; j < boxes.length; j++) {
      const apart = rows[j] - rows[i];
      const cell = i * width + j;
      if (apart === 0) out[same + cell] = 1;
      else {
        if (apart === 1) out[next + cell] = 1;
        else if (apart === -1) out[previous + cell] = 1;
        if (overlapsInX(boxes[i], boxes[j])) out[(apart < 0 ? above : below) + cell] = 1;
      }
    }
  }
}

/** 0/1 rows [POINTER_RELATIONS, width] of every unit to unit `last`, written into `out` at `offset`. */
export function writePointerRelations(
  { boxes, rows }: Geometry,
  last: number,
  width: number,
  out: Float32Array,
  offset: number,
): void {
  const at = (name: (typeof POINTER_RELATIONS)[number]) => offset + POINTER_RELATIONS.indexOf(name) * width;
  for (let j = 0; j < boxes.length; j++) {
    const apart = rows[j] - rows[last];
    const shared = overlapsInX(boxes[j], boxes[last]);
    if (j === last + 1) out[at("next") + j] = 1;
    if (j <= last) out[at("before") + j] = 1;
    if (apart === 0) out[at("sameLine") + j] = 1;
    if (apart > 0) out[at("later") + j] = 1;
    if (apart === 1) out[at("nextLine") + j] = 1;
    if (shared) out[at("sameColumn") + j] = 1;
    if (shared && apart > 0) out[at("below") + j] = 1;
  }
  const after = successors({ boxes, rows })[last];
  if (after >= 0) out[at("follows") + after] = 1;
}
