/**
 * From the words of a page to the units that become encoder positions, in reading order by rows. Words are cut at currency
 * signs, colons, brackets and the like ("$4.32" -> "$" "4.32", "Date:12/03/2018"), so that an answer is a run of units. Each
 * unit knows its word. Token positions are cut further by the tokenizer (inputs.ts).
 */
import type { Box } from "../document/box.ts";
import type { Page } from "../document/document.ts";
import { groupLines } from "../document/reading-order.ts";

export interface Unit {
  text: string;
  box: Box;
  /** Row of the page, from 0. */
  row: number;
  /** Index of the word on the page, and the part of its text [start, end). */
  word: number;
  start: number;
  end: number;
}

/** A currency sign or code in front of its amount. */
export const CURRENCY = /^(?:RM|USD|EUR|GBP|MYR|SGD|INR|IDR|CHF|AUD|CAD|Rp|US\$|S\$|[$€£¥₹])(?=[-\d(.])/i;
const TIME = /^\d{1,2}:\d{2}(?::\d{2})?(?:[AP]\.?M\.?)?$/i;
const LINK = /^(?:https?:|www\.|mailto:)/i;

/** Cuts one word into parts whose concatenation is the word. */
export function cutWord(text: string): string[] {
  if (text.length < 2 || TIME.test(text) || LINK.test(text)) return [text];
  const parts: string[] = [];
  for (const piece of text.split(
    /((?<!\d):|:(?!\d)|[()[\]{}|=]|(?<=\p{L})#|(?<=\w)@(?=\s|$)|(?<=\p{L}{2})\.(?=\d))/u,
  )) {
    if (!piece) continue;
    const sign = CURRENCY.exec(piece);
    if (sign) parts.push(sign[0], piece.slice(sign[0].length));
    else parts.push(piece);
  }
  return parts;
}

/** The units of `page` in reading order. Empty words give none. */
export function pageUnits(page: Page): Unit[] {
  const words = page.words.map((word, i) => ({ word, i })).filter(({ word }) => word.text.trim() !== "");
  const grouping = groupLines(
    words.map(({ word }) => word.box),
    page.width / page.height,
    { gap: Infinity },
  );
  const units: Unit[] = [];
  for (const position of grouping.order) {
    const { word, i } = words[position];
    const [x0, y0, x1, y1] = word.box;
    let start = 0;
    for (const text of cutWord(word.text)) {
      const end = start + text.length;
      const share = (x1 - x0) / word.text.length;
      const box: Box = [x0 + share * start, y0, x0 + share * end, y1];
      units.push({ text, box, row: grouping.line[position], word: i, start, end });
      start = end;
    }
  }
  return units;
}

/** Text of `units` (in the order given) as a person writes it: parts of one word that follow each other are joined without a blank. */
export function joinUnits(units: readonly Unit[]): string {
  let text = "";
  units.forEach((unit, i) => {
    const last = units[i - 1];
    const joined = last && last.word === unit.word && last.end === unit.start;
    text += (i > 0 && !joined ? " " : "") + unit.text;
  });
  return text;
}

/** Words of a question or statement, without the marks around them. Quotes are kept by `quoted`. */
export function questionWords(question: string): string[] {
  return question
    .split(/\s+/)
    .flatMap((word) => cutWord(word.replace(/^["'“”‘’«»(]+|["'“”‘’»)?!.,;:]+$/gu, "")))
    .filter((word) => word !== "");
}

/** What the question quotes ('k', "pro") or names as a letter, lower case; null when it quotes nothing. */
export function quoted(question: string): string | null {
  const quote = /["'“‘«`]([^"'“”‘’«»`]{1,30})["'”’»`]/u.exec(question);
  if (quote && !/^s\b/.test(quote[1])) return quote[1].trim().toLowerCase() || null;
  const letter = /\bletter\s+([a-z])\b/i.exec(question) ?? /\b([A-Z])\b(?=\W*$)/.exec(question);
  return letter ? letter[1].toLowerCase() : null;
}
