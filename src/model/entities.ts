/**
 * Entities as tags of words, and back. In reading order by rows the words of an entity of several lines stand apart (columns
 * lie between them), so BIO has a third part: a tag begins an entity, continues it on another line or after other words, or
 * stays inside of its line. What continues is joined to its entity by geometry. Pure: no graph, no labels of a data set.
 */
import { type Box, enclose } from "../document/box.ts";
import type { Page } from "../document/document.ts";

import type { Unit } from "./units.ts";

export const OUTSIDE = 0;
const PARTS = 3;
const [BEGIN, CONTINUE, INSIDE] = [0, 1, 2];

/** Tags there are for so many labels. */
export const tagCount = (labels: number): number => 1 + PARTS * labels;
const tagOf = (label: number, part: number) => 1 + PARTS * label + part;

/** A word in reading order. */
export interface PlacedWord {
  /** Index into the page's words. */
  word: number;
  /** Row of the page, from 0. */
  row: number;
  box: Box;
}

/** The words of `units`, each once, in their order. */
export function placedWords(units: readonly Unit[], page: Page): PlacedWord[] {
  return units
    .filter((unit, i) => unit.word !== units[i - 1]?.word)
    .map(({ word, row }) => ({ word, row, box: page.words[word].box }));
}

/** Words that are one thing: an index into the labels, and words in reading order. */
export interface TaggedEntity {
  label: number;
  words: number[];
}

/** The tag of each word. Of two entities that share a word, the first has it. */
export function tagsOf(order: readonly PlacedWord[], entities: readonly TaggedEntity[]): Int32Array {
  const entityOf = new Map<number, number>();
  entities.forEach(({ words }, i) => {
    for (const word of words) if (!entityOf.has(word)) entityOf.set(word, i);
  });
  const begun = new Set<number>();
  return Int32Array.from(order, ({ word, row }, i) => {
    const entity = entityOf.get(word);
    if (entity === undefined) return OUTSIDE;
    const before = order[i - 1];
    const joined = before !== undefined && before.row === row && entityOf.get(before.word) === entity;
    const part = joined ? INSIDE : begun.has(entity) ? CONTINUE : BEGIN;
    begun.add(entity);
    return tagOf(entities[entity].label, part);
  });
}

/** An entity with the box of each of its lines. */
export interface PlacedEntity extends TaggedEntity {
  boxes: Box[];
}

interface Growing extends PlacedEntity {
  row: number;
}

/** Entities of the words so tagged, in the order in which they begin. */
export function entitiesOf(order: readonly PlacedWord[], tags: ArrayLike<number>): PlacedEntity[] {
  const entities: Growing[] = [];
  let open: Growing | undefined;
  order.forEach(({ word, row, box }, i) => {
    const tag = tags[i];
    if (tag === OUTSIDE) {
      open = undefined;
      return;
    }
    const label = Math.floor((tag - 1) / PARTS);
    const part = (tag - 1) % PARTS;
    if (part === INSIDE && open?.label === label && open.row === row) {
      open.words.push(word);
      open.boxes.push(enclose([open.boxes.pop() as Box, box]));
      return;
    }
    // Inside of nothing is read as what goes on from elsewhere.
    open = part === BEGIN ? undefined : continued(entities, label, row, lineBox(order, tags, i));
    if (open) {
      open.words.push(word);
      open.boxes.push(box);
      open.row = row;
    } else {
      open = { label, words: [word], boxes: [box], row };
      entities.push(open);
    }
  });
  return entities.map(({ row: _, ...entity }) => entity);
}

/** The box of the words from `start` on that stay inside of its line. */
function lineBox(order: readonly PlacedWord[], tags: ArrayLike<number>, start: number): Box {
  let end = start + 1;
  const inside = tagOf(Math.floor((tags[start] - 1) / PARTS), INSIDE);
  while (end < order.length && tags[end] === inside && order[end].row === order[start].row) end++;
  return enclose(order.slice(start, end).map(({ box }) => box));
}

/** Farther below than this many heights is another entity. */
const REACH = 2.5;

/** The entity that a line goes on with: the nearest above it in its column, else the last one before it. */
function continued(entities: readonly Growing[], label: number, row: number, box: Box): Growing | undefined {
  let best: Growing | undefined;
  let least = Number.POSITIVE_INFINITY;
  const height = Math.max(1e-6, box[3] - box[1]);
  for (const entity of entities) {
    if (entity.label !== label) continue;
    const last = entity.boxes[entity.boxes.length - 1];
    const down = entity.row === row ? 0 : Math.max(0, (box[1] - last[3]) / height);
    if (down > REACH) continue;
    const shared = Math.min(last[2], box[2]) - Math.max(last[0], box[0]);
    const narrow = Math.max(1e-6, Math.min(last[2] - last[0], box[2] - box[0]));
    const cost = down + (shared > 0 ? 1 - shared / narrow : REACH - shared / height);
    // Of equals the later one.
    if (cost <= least) {
      best = entity;
      least = cost;
    }
  }
  return best;
}
