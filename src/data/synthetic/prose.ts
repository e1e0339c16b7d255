/** Running text of synthetic pages: sentences from patterns, set as justified or ragged paragraphs. */

import { capital } from "./letter-case.ts";
import { type Page, style } from "./page.ts";
import type { Style } from "./sheet.ts";
import { PROSE_FACTS } from "./templates/prose.ts";
import { SENTENCES } from "./words/prose.ts";
import { VERBS } from "./words/vocabulary.ts";
import type { World } from "./world.ts";

/** "fax" -> "faxes", "party" -> "parties". */
export const plural = (noun: string) =>
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

interface FactPattern {
  before: string;
  slot: string;
  after: string;
  questions: string[];
}

const FACTS: FactPattern[] = PROSE_FACTS.split("\n").flatMap((line) => {
  const [text, questions] = line.split("|");
  const found = /^(.*)\[(\w)\](.*)$/.exec(text.trim());
  return found && questions
    ? [{ before: found[1], slot: found[2], after: found[3], questions: questions.split(";").map((q) => q.trim()) }]
    : [];
});

const MAKERS: Record<string, (w: World) => string> = {
  n: (w) => w.noun(),
  N: (w) => plural(w.noun()),
  a: (w) => w.adjective(),
  p: (w) => `${w.firstName()} ${w.lastName()}`,
  c: (w) => w.company().replace(/\.$/, ""),
  t: (w) => w.city().city,
  q: (w) => w.number(w.random.int(12, 4800), 0),
  d: (w) => w.dateFormat(w.day()),
  m: (w) => w.amount(w.price(5, 13)),
  y: (w) => String(w.random.int(1850, w.year)),
  e: (w) => w.percent(),
  r: (w) => `${w.random.int(2, 40)} ${w.random.pick(["days", "weeks", "months", "hours", "years", "minutes"])}`,
  x: (w) => w.phrase(1, 2).toLowerCase(),
  h: (w) => w.time(),
};

const FACT_SHARE = 0.4;

/** Puts `count` sentences as one paragraph, some of them with a fact that can be asked for; @returns y below. */
export function paragraph(
  page: Page,
  x: number,
  y: number,
  width: number,
  count: number,
  change: Partial<Style> = {},
): number {
  const { random, world, sheet, facts } = page;
  const words: string[] = [];
  const noted: { from: number; count: number; questions: string[]; slots: Record<string, string> }[] = [];
  const shown = (text: string) => (page.look.capitals ? text.toUpperCase() : text);
  for (let i = 0; i < count; i++) {
    if (!random.chance(FACT_SHARE)) {
      words.push(...shown(sentence(world)).split(" "));
      continue;
    }
    const pattern = random.pick(FACTS);
    const slots: Record<string, string> = {};
    const put = (text: string) =>
      text
        .replace(/\{(\w)\}/g, (_, slot: string) => {
          slots[slot] ??= MAKERS[slot](world);
          return slots[slot];
        })
        .replace(/\ba ([aeiou])/g, "an $1")
        .trim();
    const answer = MAKERS[pattern.slot](world);
    const before = put(pattern.before);
    const after = put(pattern.after);
    const first = before === "" ? [] : before.split(" ");
    // A point after the answer belongs to its last word.
    const glued = /^[.,]/.test(after);
    const middle = (glued ? `${answer}${after[0]}` : answer).split(" ");
    const rest = (glued ? after.slice(1) : after).split(" ").filter((w) => w !== "");
    noted.push({ from: words.length + first.length, count: middle.length, questions: pattern.questions, slots });
    const all = [...first, ...middle, ...rest];
    words.push(...shown(capital(all.join(" "))).split(" "));
  }
  const body = style(page, change);
  const block = sheet.block(x, y, sheet.wrap(words.join(" "), body, width), body, Math.min(1.55, page.look.leading));
  const ids = block.spans.flat();
  for (const { from, count: length, questions, slots } of noted)
    facts.prose.push({ questions, slots, answer: ids.slice(from, from + length) });
  return block.y + body.size * 0.5;
}
