/** What names what: keys that values were linked to by hand, and relations that were found, as pairs of places. Pure. */
import type { LabelField, LabelFields, LabelKey, PageJson, Relations } from "../api/types.ts";
import { encloseAll, type Place, placesOf } from "./review.ts";

/** A key and its value. */
export interface Pair {
  key: string;
  from: Place;
  to: Place;
  /** Marks that light it. */
  marks: string[];
  /** No mark shows where it begins. */
  framed: boolean;
}

const sameKey = (a: LabelKey, b: LabelKey) => a.page === b.page && a.words.join() === b.words.join();

/** Whether words are part of a value's own. */
export const isOwn = (label: LabelField, { page, words }: LabelKey): boolean =>
  (label.page ?? 0) === page && words.every((word) => label.words?.includes(word));

/** The label with a key more; without it, where it had that already. */
export function withKey(label: LabelField, key: LabelKey): { label: LabelField; added: boolean } {
  const had = label.keys ?? [];
  const others = had.filter((one) => !sameKey(one, key));
  const added = others.length === had.length;
  const { keys: _, ...bare } = label;
  const keys = added ? [...had, key] : others;
  return { label: keys.length > 0 ? { ...bare, keys } : bare, added };
}

export const keyText = ({ page, words }: LabelKey, pages: readonly PageJson[]): string =>
  words.map((index) => pages[page]?.words[index]?.text ?? "").join(" ");

export function labelPairs(fields: LabelFields, pages: readonly PageJson[]): Pair[] {
  return Object.entries(fields).flatMap(([path, label]) => {
    const [to] = placesOf(label, undefined, pages);
    return (label.keys ?? []).flatMap(({ page, words }): Pair[] => {
      const named = words.flatMap((index) => pages[page]?.words[index] ?? []);
      if (!to || named.length === 0) return [];
      const from = { page, box: encloseAll(named.map(({ box }) => box)) };
      return [{ key: `${path} ${page} ${words}`, from, to, marks: [path], framed: true }];
    });
  });
}

export function relatedPairs(relations: Relations | null): Pair[] {
  const byId = new Map(relations?.entities.map((entity) => [entity.id, entity]));
  return (relations?.links ?? []).flatMap(([from, to]): Pair[] => {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (!a?.boxes[0] || !b?.boxes[0]) return [];
    const ends = { from: { page: a.page, box: a.boxes[0] }, to: { page: b.page, box: b.boxes[0] } };
    return [{ key: `${from}-${to}`, ...ends, marks: [`entity-${from}`, `entity-${to}`], framed: false }];
  });
}
