/** Geometry between units: relations in encoder attention, and of all units to the one pointed at last. Ours, not the paper's. */
import type { Box } from "../document/box.ts";
import { POINTER_RELATIONS, RELATIONS } from "./features.ts";

export interface Geometry {
  boxes: readonly Readonly<Box>[];
  rows: Int32Array;
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
  for (let i = 0; i < boxes.length; i++) {
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
}
