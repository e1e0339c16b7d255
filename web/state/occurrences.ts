/** Where else on the pages the text of a value stands: whole words alone, letters and digits compared, case folded. Pure. */
import type { PageJson } from "../api/types.ts";

/** Words that say a text. */
export interface Occurrence {
  page: number;
  words: number[];
}

/** Shorter texts stand everywhere: "1", "x". */
const LEAST = 3;

/** Marks count inside of numbers alone: 7.00 is not 700. */
const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.,]|(?<!\d)[.,]|[.,](?!\d)/gu, "");

const folded = new WeakMap<PageJson, string[]>();

/** Long documents are gone through at each change of a label: their words are folded once. */
function foldedOf(page: PageJson): string[] {
  let words = folded.get(page);
  if (!words) {
    words = page.words.map(({ text }) => fold(text));
    folded.set(page, words);
  }
  return words;
}

export function occurrencesOf(text: string, pages: readonly PageJson[]): Occurrence[] {
  const wanted = fold(text.replace(/\s+/gu, ""));
  if (wanted.length < LEAST) return [];
  return pages.flatMap((page) => {
    const words = foldedOf(page);
    return words.flatMap((first, start): Occurrence[] => {
      if (first === "" || !wanted.startsWith(first)) return [];
      let [length, end] = [first.length, start + 1];
      while (length < wanted.length && end < words.length && wanted.startsWith(words[end], length))
        length += words[end++].length;
      if (length < wanted.length) return [];
      return [{ page: page.number, words: Array.from({ length: end - start }, (_, i) => start + i) }];
    });
  });
}

/** Those that share no word with any of `own`. */
export const elsewhere = (found: readonly Occurrence[], own: readonly Occurrence[]): Occurrence[] =>
  found.filter(
    ({ page, words }) => !own.some((one) => one.page === page && one.words.some((word) => words.includes(word))),
  );
