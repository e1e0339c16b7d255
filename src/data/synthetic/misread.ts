/**
 * The same page read worse: errors of one family at one rate, for measuring how answers suffer (damage.ts mixes all families for
 * training). Labels are left to the caller, whose questions stay what they are.
 */
import { type Box, clampBox, enclose } from "../../document/box.ts";
import type { Document, Line, Page, Word } from "../../document/document.ts";
import { DAMAGE, type DamageRates, damage } from "./damage.ts";
import { Random } from "./random.ts";

export const READING_ERRORS = ["characters", "words", "boxes", "lines"] as const;
export type ReadingError = (typeof READING_ERRORS)[number];

const NONE = Object.fromEntries(Object.keys(DAMAGE).map((name) => [name, 0])) as unknown as DamageRates;

/** Some of DAMAGE's rates, in their proportions, so that they come to `rate` together. */
function family(names: readonly (keyof DamageRates)[], rate: number): DamageRates {
  const sum = names.reduce((total, name) => total + DAMAGE[name], 0);
  const own = names.map((name): [string, number] => [name, Math.min(1, (rate * DAMAGE[name]) / sum)]);
  return { ...NONE, ...Object.fromEntries(own) };
}

/**
 * `document` as a worse reader would give it. `rate`: characters and words, the share of words with such an error; boxes, the
 * deviation of an edge in heights of the box; lines, the share of lines that are lost (one in four) or slant into a neighbour.
 * The same seed gives the same errors, and 0 gives none.
 */
export function misread(document: Document, error: ReadingError, rate: number, seed: number | string): Document {
  if (rate <= 0) return document;
  if (error === "lines") {
    const random = new Random(`lines ${seed}`);
    return { ...document, pages: document.pages.map((page) => slantLines(page, rate, random)) };
  }
  const rates = {
    characters: () => family(["confuse", "stop", "caseChange"], rate),
    words: () => family(["split", "merge", "drop"], rate),
    boxes: () => ({ ...NONE, jitter: rate }),
  }[error]();
  const bare = { id: "", questions: [], fields: {}, entities: [], links: [], statements: [] };
  return damage({ ...bare, document }, seed, rates).document;
}

const LOST = 0.25;
/** Rise or fall of a slanted line from end to end, in heights of the line. */
const SLANT = [0.5, 1.2] as const;

function slantLines(page: Page, rate: number, random: Random): Page {
  const words: Word[] = [];
  const lines: Line[] = [];
  for (const { words: members, box } of page.lines) {
    const hit = random.chance(rate);
    if (hit && random.chance(LOST)) continue;
    const slant = hit ? (random.chance(0.5) ? 1 : -1) * random.range(...SLANT) * (box[3] - box[1]) : 0;
    const wide = Math.max(1e-6, box[2] - box[0]);
    const own = members.map((index) => {
      const word = page.words[index];
      const [x0, y0, x1, y1] = word.box;
      const shift = (slant * ((x0 + x1) / 2 - box[0])) / wide;
      const moved: Box = clampBox([x0, y0 + shift, x1, y1 + shift]);
      return words.push({ ...word, box: moved, line: lines.length }) - 1;
    });
    lines.push({ box: enclose(own.map((index) => words[index].box)), words: own });
  }
  return { ...page, words, lines };
}
