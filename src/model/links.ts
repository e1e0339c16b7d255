/**
 * Entities of a window as the link head takes them: shares of units, labels, and the geometry of every pair. Which key a
 * value belongs to is decided by the head (heads.ts); this is what it is fed with, in training and in use.
 */
import { type Box, enclose } from "../document/box.ts";
import { float32, int32 } from "../engine/runtime.ts";
import { type Feeds, MASKED } from "./batch.ts";
import type { TaggedEntity } from "./entities.ts";
import { LINK_RELATIONS } from "./features.ts";
import type { PageInputs } from "./inputs.ts";

/** An entity as far as a window shows it. */
export interface WindowEntity {
  /** Index into the configuration's labels. */
  label: number;
  /** Positions of the window, rising. */
  positions: number[];
  /** A box for each of its rows. */
  boxes: Box[];
  box: Box;
}

/** What the window shows of an entity; null where it shows nothing. */
export function windowEntity(page: PageInputs, { label, words }: TaggedEntity): WindowEntity | null {
  const positions = words.flatMap((word) => page.positionsOf.get(word) ?? []).sort((a, b) => a - b);
  if (positions.length === 0) return null;
  const rows = new Map<number, Box[]>();
  for (const position of positions) {
    const row = page.rows[position];
    rows.set(row, [...(rows.get(row) ?? []), page.boxes[position]]);
  }
  const boxes = [...rows.values()].map(enclose);
  return { label, positions, boxes, box: enclose(boxes) };
}

/** Feeds of the link head for entities[b] of each page, at most `count` of them. */
export function linkFeeds(
  entities: readonly (readonly WindowEntity[])[],
  shape: { pages: number; units: number },
  count: number,
): Feeds {
  const { pages: B, units: N } = shape;
  const E = count;
  const F = LINK_RELATIONS.length;
  const pool = float32([B, E, N]);
  const label = int32([B, E]);
  const mask = float32([B, E, E]);
  const relations = float32([B, E, F, E]);
  (mask.data as Float32Array).fill(MASKED);
  entities.forEach((list, b) => {
    list.forEach((entity, e) => {
      const row = b * E + e;
      label.data[row] = entity.label;
      for (const position of entity.positions) pool.data[row * N + position] = 1 / entity.positions.length;
      for (let other = 0; other < list.length; other++) if (other !== e) mask.data[row * E + other] = 0;
    });
    writeLinkRelations(list, E, relations.data as Float32Array, b * E * F * E);
  });
  return { "links.pool": pool, "links.label": label, "links.mask": mask, "links.relations": relations };
}

const shared = (a: Readonly<Box>, b: Readonly<Box>, axis: 0 | 1) =>
  Math.min(a[axis + 2], b[axis + 2]) - Math.max(a[axis], b[axis]);

/** Features [E, LINK_RELATIONS, E] of every value (rows) and key (columns), written into `out` at `offset`. */
export function writeLinkRelations(
  entities: readonly WindowEntity[],
  count: number,
  out: Float32Array,
  offset: number,
): void {
  const F = LINK_RELATIONS.length;
  entities.forEach((child, i) => {
    const put = (name: (typeof LINK_RELATIONS)[number], parent: number, value: number) => {
      out[offset + (i * F + LINK_RELATIONS.indexOf(name)) * count + parent] = value;
    };
    const height = Math.max(1e-6, child.boxes[0][3] - child.boxes[0][1]);
    let nearestLeft = { parent: -1, gap: Number.POSITIVE_INFINITY };
    let nearestAbove = { parent: -1, gap: Number.POSITIVE_INFINITY };
    let previous = -1;
    entities.forEach((parent, j) => {
      if (i === j) return;
      const lines = child.boxes.some((a) =>
        parent.boxes.some((b) => shared(a, b, 1) > 0.3 * Math.min(a[3] - a[1], b[3] - b[1])),
      );
      const middle = (box: Readonly<Box>, axis: 0 | 1) => (box[axis] + box[axis + 2]) / 2;
      const across = Math.max(0, -shared(child.box, parent.box, 0));
      const down = Math.max(0, -shared(child.box, parent.box, 1));
      if (lines) {
        const left = middle(parent.box, 0) < middle(child.box, 0);
        put(left ? "left" : "right", j, 1);
        if (left && across < nearestLeft.gap) nearestLeft = { parent: j, gap: across };
      } else if (shared(child.box, parent.box, 0) > 0) {
        const above = middle(parent.box, 1) < middle(child.box, 1);
        put(above ? "above" : "below", j, 1);
        if (above && down < nearestAbove.gap) nearestAbove = { parent: j, gap: down };
      }
      if (Math.abs(parent.box[0] - child.box[0]) < height) put("aligned", j, 1);
      const first = parent.positions[0];
      if (first < child.positions[0]) {
        put("earlier", j, 1);
        if (previous < 0 || first > entities[previous].positions[0]) previous = j;
      }
      put("nearAcross", j, Math.exp(-4 * across));
      put("nearDown", j, Math.exp(-8 * down));
    });
    if (nearestLeft.parent >= 0) put("nearestLeft", nearestLeft.parent, 1);
    if (nearestAbove.parent >= 0) put("nearestAbove", nearestAbove.parent, 1);
    if (previous >= 0) put("previous", previous, 1);
  });
}
