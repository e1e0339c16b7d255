/**
 * F1 of links between entities (LayoutXLM's re_score): directed pairs as a set, micro-averaged. `strict` compares words and
 * types of both ends, `boundaries` their words alone. Links of an entity without words do not count.
 */
import type { EntitySpan } from "./entity-f1.ts";
import { type Counts, setCounts } from "./f1.ts";

export type EntityId = string | number;

export interface Linked {
  entities: readonly (EntitySpan & { id: EntityId })[];
  /** Pairs of entity ids, from key to value. */
  links: readonly (readonly [EntityId, EntityId])[];
}

function keysOf({ entities, links }: Linked, mode: "strict" | "boundaries"): Set<string> {
  const ends = new Map(
    entities
      .filter(({ words }) => words.length > 0)
      .map(({ id, label, page, words }): [EntityId, string] => {
        const span = `${page}:${[...words].sort((a, b) => a - b).join(",")}`;
        return [id, mode === "strict" ? `${span} ${label.toLowerCase()}` : span];
      }),
  );
  return new Set(
    links.filter((pair) => pair.every((end) => ends.has(end))).map(([a, b]) => `${ends.get(a)} > ${ends.get(b)}`),
  );
}

export function linkCounts(predicted: Linked, gold: Linked, mode: "strict" | "boundaries"): Counts {
  return setCounts(keysOf(predicted, mode), keysOf(gold, mode));
}
