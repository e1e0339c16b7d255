/**
 * Entity F1 over word positions, as seqeval 1.2.2 counts it on BIO tags: `default` opens an entity at an I- that follows another
 * type or none (conlleval), `strict` only at a B-. Micro-averaged; an entity is right when type, first and last word are.
 */
import { type Counts, setCounts } from "./f1.ts";

export interface EntitySpan {
  label: string;
  page: number;
  /** Indices of words on that page. */
  words: readonly number[];
}

export type SeqevalMode = "default" | "strict";

/** The label of words that belong to nothing. */
const NOTHING = "other";

/** [type, first, last] of each entity in a row of BIO tags. */
export function entitiesOfTags(tags: readonly string[], mode: SeqevalMode): [string, number, number][] {
  const found: [string, number, number][] = [];
  let open: [string, number, number] | null = null;
  tags.forEach((tag, i) => {
    const [mark, type] = [tag.slice(0, 1), tag.slice(2)];
    if (mark === "I" && open?.[0] === type) open[2] = i;
    else if (mark === "B" || (mark === "I" && mode === "default")) {
      open = [type, i, i];
      found.push(open);
    } else open = null;
  });
  return found;
}

/** BIO tags of a page's `count` words; the earlier entity keeps a word that two claim, "other" is no entity. */
export function tagsOf(entities: readonly EntitySpan[], page: number, count: number): string[] {
  const tags: string[] = Array.from({ length: count }, () => "O");
  for (const { label, page: own, words } of entities) {
    if (own !== page || label.toLowerCase() === NOTHING) continue;
    let first = true;
    for (const word of [...words].sort((a, b) => a - b)) {
      if (tags[word] !== "O") continue;
      tags[word] = `${first ? "B" : "I"}-${label.toUpperCase()}`;
      first = false;
    }
  }
  return tags;
}

/** Counts over all pages of a document. `wordCounts`: words of each page. */
export function entityCounts(
  predicted: readonly EntitySpan[],
  gold: readonly EntitySpan[],
  wordCounts: readonly number[],
  mode: SeqevalMode,
): Counts {
  const keys = (entities: readonly EntitySpan[]) =>
    new Set(
      wordCounts.flatMap((count, page) =>
        entitiesOfTags(tagsOf(entities, page, count), mode).map((entity) => `${page} ${entity.join(" ")}`),
      ),
    );
  return setCounts(keys(predicted), keys(gold));
}
