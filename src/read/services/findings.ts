/** What a service found beyond words (fields, pairs of key and value), joined to words by their offsets in its text. */
import type { Recognised } from "./recognised.ts";

/** `[start, end)` in the service's text. */
export type Span = [number, number];

/** A word of a RecognisedPage. */
export interface WordPlace {
  page: number;
  word: number;
}

export interface SpannedWord extends WordPlace {
  start: number;
  end: number;
}

/** Index of the last entry that starts at or before `offset`, -1 if none does. `sorted` by start. */
export function lastAtMost(sorted: readonly { start: number }[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The words that reach into one of `spans`. `sorted` by start, none overlapping another. */
export function wordsIn(sorted: readonly SpannedWord[], spans: readonly Span[]): WordPlace[] {
  return spans.flatMap(([start, end]) => {
    const first = lastAtMost(sorted, start);
    const from = first >= 0 && sorted[first].end > start ? first : first + 1;
    return sorted.slice(from, lastAtMost(sorted, end - 1) + 1);
  });
}

/** Collects entities and links. */
export class Findings {
  readonly entities: Recognised["entities"] = [];
  readonly links: Recognised["links"] = [];
  readonly tables: Recognised["tables"] = [];

  /** Index of the new entity; null where there are no words. Of words on several pages those on the first are kept. */
  add(label: string, words: readonly WordPlace[]): number | null {
    if (words.length === 0) return null;
    const [{ page }] = words;
    return this.entities.push({ label, page, words: words.filter((w) => w.page === page).map(({ word }) => word) }) - 1;
  }

  /** A key and its value, named as FUNSD names them. */
  pair(key: readonly WordPlace[], value: readonly WordPlace[]): void {
    const [question, answer] = [this.add("question", key), this.add("answer", value)];
    if (question !== null && answer !== null) this.links.push([question, answer]);
  }
}
