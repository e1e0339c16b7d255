/** Running text of synthetic pages: sentences from patterns, set as justified or ragged paragraphs. */
import { type Page, style } from "./page.ts";
import type { Style } from "./sheet.ts";
import { SENTENCES } from "./words/prose.ts";
import { VERBS } from "./words/vocabulary.ts";
import { capital, type World } from "./world.ts";

const plural = (noun: string) =>
  /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;

/** One sentence with all its slots filled. */
export function sentence(w: World): string {
  const text = w.random.pick(SENTENCES).replace(/\{(\w)\}/g, (_, slot: string) => {
    switch (slot) {
      case "n":
        return w.noun();
      case "N":
        return plural(w.noun());
      case "a":
        return w.adjective();
      case "v":
        return w.random.pick(VERBS);
      case "d":
        return w.dateFormat(w.day());
      case "m":
        return w.amount(w.price(3, 9));
      case "p":
        return w.person();
      case "c":
        return w.company();
      case "t":
        return w.city().city;
      default:
        return String(w.random.int(2, 90));
    }
  });
  return capital(text.replace(/\ba ([aeiou])/g, "an $1").replace(/\bA ([aeiou])/g, "An $1"));
}

/** Puts `count` sentences as one paragraph; @returns y below. */
export function paragraph(
  page: Page,
  x: number,
  y: number,
  width: number,
  count: number,
  change: Partial<Style> = {},
): number {
  const text: string[] = [];
  for (let i = 0; i < count; i++) text.push(sentence(page.world));
  const body = style(page, change);
  const lines = page.sheet.wrap(page.look.capitals ? text.join(" ").toUpperCase() : text.join(" "), body, width);
  return page.sheet.block(x, y, lines, body, Math.min(1.55, page.look.leading)).y + body.size * 0.5;
}
