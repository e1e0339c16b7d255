/**
 * Signs of a page in Latin letters that a recogniser of many scripts takes for Chinese ones: rows of stars and dashes ("家家家", "一一"),
 * a dash in an empty field, colons and brackets of full width. Measured: a fifth of the receipts of SROIE have some.
 */

/** What a star looks like to it, small and blurred. */
const STARS = /[家米冰水末本京求东车农木凉享宋]/gu;
const DASHES = /[一ー―]/gu;
const EQUALS = /[二ニ]/gu;
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;
const LETTER = /[\p{L}\p{N}]/gu;
/** A page with more than this share of such characters, signs aside, is written in them. */
const WRITTEN = 0.02;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** The word with signs for what can only be signs. */
function plain(text: string): string {
  const signs = text.replace(STARS, "*").replace(DASHES, "-").replace(EQUALS, "=");
  // Beside letters they are what the recogniser says: a name may have one.
  if (signs !== text && count(signs, LETTER) === 0) return signs.normalize("NFKC");
  return count(text, HAN) === 0 ? text.replace(/[\u3001\u3002\uff01-\uff5e]/gu, narrow) : text;
}

const narrow = (sign: string) => (sign === "\u3001" ? "," : sign === "\u3002" ? "." : sign.normalize("NFKC"));

/** Words of one page; those of a page that is written in such characters stay as they are. */
export function latinMarks<T extends { text: string }>(words: readonly T[]): T[] {
  const all = words.map(({ text }) => text).join("");
  const rest = words.map(({ text }) => plain(text)).join("");
  if (count(rest, HAN) > WRITTEN * count(all, LETTER)) return [...words];
  return words.map((word) => {
    const text = plain(word.text);
    return text === word.text ? word : { ...word, text };
  });
}
