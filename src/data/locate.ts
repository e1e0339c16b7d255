/**
 * Where a value stands among a document's words: sets that give values without places (SROIE, DeepForm, Kleister) get the
 * words that print them, for labels and evidence. Compares letters and digits alone, case folded; knows no field's meaning.
 */
import type { Page } from "../document/document.ts";
import type { LabelledEntity } from "../document/labelled.ts";

const fold = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * Whether `words` read as `value` when they are joined. The first may begin with something else that is set off from the value
 * ("Date:25/12/2018", "RM9.00" of 9.00), the last may go on behind it ("9.00,").
 */
function beginsWith(word: string, value: string): { rest: string; exact: boolean } | null {
  const folded = fold(word);
  if (folded === "") return null;
  if (value.startsWith(folded)) return { rest: value.slice(folded.length), exact: true };
  // A part of the word that follows a mark, or digits that follow letters.
  for (const cut of word.matchAll(/[^\p{L}\p{N}.,]+|(?<=\p{L})(?=\d)/gu)) {
    const tail = fold(word.slice(cut.index + cut[0].length));
    if (tail !== "" && value.startsWith(tail)) return { rest: value.slice(tail.length), exact: false };
  }
  return null;
}

const isAmount = (text: string) => /^\D{0,4}[\d.,]+\D{0,4}$/.test(text.trim());

export interface Mention {
  page: number;
  /** Indices into the page's words, in reading order. */
  words: number[];
}

/** All places where `value` stands in consecutive words of a page, in reading order, those of whole words first. */
export function mentionsOf(pages: readonly Page[], value: string): Mention[] {
  const wanted = fold(value);
  if (wanted === "") return [];
  const whole: Mention[] = [];
  const partial: Mention[] = [];
  for (const page of pages) {
    page.words.forEach((first, start) => {
      const begun = beginsWith(first.text, wanted);
      if (!begun) return;
      let { rest } = begun;
      const words = [start];
      for (let next = start + 1; rest !== "" && next < page.words.length; next++) {
        const folded = fold(page.words[next].text);
        if (folded === "") {
          words.push(next);
          continue;
        }
        if (!rest.startsWith(folded)) break;
        rest = rest.slice(folded.length);
        words.push(next);
      }
      if (rest === "") (begun.exact ? whole : partial).push({ page: page.number, words });
    });
  }
  return [...whole, ...partial];
}

/** Words on the row of a mention's first word, besides the mention, as one folded text. */
function besideText(page: Page, { words }: Mention): string {
  const [, top, , bottom] = page.words[words[0]].box;
  const own = new Set(words);
  return page.words
    .filter(({ box }, i) => !own.has(i) && (box[1] + box[3]) / 2 >= top && (box[1] + box[3]) / 2 <= bottom)
    .map(({ text }) => fold(text))
    .join(" ");
}

/**
 * Entities for the `fields` of a document: for each value a mention whose row says the field's name, else the first one. A value
 * that stands nowhere gets none.
 */
export function locateFields(
  pages: readonly Page[],
  fields: Readonly<Record<string, string | readonly string[]>>,
): LabelledEntity[] {
  const entities: LabelledEntity[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const parts = name
      .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
      .map(fold)
      .filter(Boolean);
    const named = (mention: Mention) => {
      const beside = besideText(pages[mention.page], mention).split(" ");
      return parts.some((part) => beside.includes(part));
    };
    for (const text of typeof value === "string" ? [value] : value) {
      const mentions = mentionsOf(pages, text);
      const rows = mentions.filter(named);
      // Sums stand below what they sum: of several rows that say "total", the last is the one meant.
      const best = (isAmount(text) ? rows.at(-1) : rows[0]) ?? mentions[0];
      if (best) entities.push({ id: entities.length, label: name, page: best.page, words: best.words, text });
    }
  }
  return entities;
}
