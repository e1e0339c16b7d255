/**
 * Turns templates into questions: chooses a way of asking whose slots can be filled, fills them, varies case and punctuation.
 * Ten templates of each pool (those with the lowest hashes of their text) are held out of training.
 */
import { hashText, type Random } from "./random.ts";
import { LOOK_UP } from "./templates/look-up.ts";
import { PROSE_FACTS } from "./templates/prose.ts";
import { RECKONING } from "./templates/reckoning.ts";
import { SEEING } from "./templates/seeing.ts";
import { TABLE_LISTS } from "./templates/table-lists.ts";
import { TABLES } from "./templates/tables.ts";

export type TemplateChoice = "train" | "heldOut" | "all";

export interface Template {
  /** Stable name: pool and hash of the text. */
  id: string;
  text: string;
  heldOut: boolean;
  /** Alternating literal, slot, literal, ... */
  parts: string[];
  slots: string[];
}

export type Slots = Record<string, string | undefined>;

const HELD_OUT = 10;

function template(pool: string, text: string, heldOut: boolean): Template {
  const parts = text.split(/\{(\w+)\}/);
  return {
    id: `${pool}-${hashText(text).toString(16).padStart(8, "0")}`,
    text,
    heldOut,
    parts,
    slots: parts.filter((_, i) => i % 2 === 1),
  };
}

/** A field's bare name is how forms and schemas ask: always trained. */
const BARE = /^(\{f\}\??|[a-z]+( [a-z]+)?)$/;

function compile(name: string, text: string): Template[] {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const held = new Set(
    lines
      .filter((line) => !BARE.test(line))
      .sort((a, b) => hashText(a) - hashText(b))
      .slice(0, HELD_OUT),
  );
  return lines.map((line) => template(name, line, held.has(line)));
}

/** The questions of all facts in running text, as one pool. */
const PROSE_QUESTIONS = PROSE_FACTS.split("\n")
  .flatMap((line) => line.split("|")[1]?.split(";") ?? [])
  .join("\n");

/** All pools of templates by name. */
export const POOLS: Readonly<Record<string, readonly Template[]>> = Object.fromEntries(
  Object.entries({ ...LOOK_UP, ...TABLES, ...TABLE_LISTS, ...RECKONING, ...SEEING, prose: PROSE_QUESTIONS }).map(
    ([name, text]) => [name, compile(name, text)],
  ),
);

const TRAIN = Object.fromEntries(Object.entries(POOLS).map(([name, list]) => [name, list.filter((t) => !t.heldOut)]));
const HELD = Object.fromEntries(Object.entries(POOLS).map(([name, list]) => [name, list.filter((t) => t.heldOut)]));

/** Whole questions that fit one concept only; one in five is held out. */
const wholes = new Map<string, Template>();
export function wholeQuestion(text: string): Template {
  let found = wholes.get(text);
  if (!found) {
    found = template("whole", text, hashText(text) % 5 === 0);
    wholes.set(text, found);
  }
  return found;
}

/** A template of `pool` whose slots are all filled in `slots` that does not match `avoid` and is one of `among`; undefined if there is none. */
export function chooseTemplate(
  random: Random,
  pool: string,
  slots: Slots,
  choice: TemplateChoice,
  avoid?: RegExp,
  among?: ReadonlySet<string>,
): Template | undefined {
  const list = (choice === "train" ? TRAIN : choice === "heldOut" ? HELD : POOLS)[pool];
  if (!list) throw new RangeError(`no pool of templates "${pool}"`);
  const fits = (candidate: Template) =>
    candidate.slots.every((slot) => slots[slot] !== undefined) &&
    !avoid?.test(candidate.text) &&
    (among === undefined || among.has(candidate.text));
  for (let i = 0; i < 6; i++) {
    const candidate = random.pick(list);
    if (fits(candidate)) return candidate;
  }
  const possible = list.filter(fits);
  return possible.length === 0 ? undefined : random.pick(possible);
}

/** The question that `template` makes of `slots`, varied as people vary. */
export function fill(random: Random, made: Template, slots: Slots): string {
  let text = "";
  for (let i = 0; i < made.parts.length; i++) {
    if (i % 2 === 0) {
      text += made.parts[i];
      continue;
    }
    const value = slots[made.parts[i]]!;
    if (/\b[aA] $/.test(text) && /^[aeiouAEIOU]/.test(value) && !/^(uni|use|one|eu)/i.test(value))
      text = `${text.slice(0, -1)}n `;
    else if (/\b[aA]n? $/.test(text) && made.parts[i] === "l")
      text = text.replace(/([aA])n? $/, /[aefhilmnorsx]/i.test(value) ? "$1n " : "$1 ");
    text += value;
  }
  if (/\ba "[aefhilmnorsx]"/i.test(text)) text = text.replace(/\ba "([aefhilmnorsx]")/i, 'an "$1');
  const dice = random.next();
  if (dice < 0.1) text = text.charAt(0).toLowerCase() + text.slice(1);
  else if (dice < 0.9 || !made.text.startsWith("{")) text = text.charAt(0).toUpperCase() + text.slice(1);
  if (/[?.]$/.test(text) && random.chance(0.08)) text = text.slice(0, -1);
  return embellish(random, text);
}

const OPENINGS = [
  "Please tell me: ",
  "In this document, ",
  "On this page, ",
  "From the document: ",
  "Question: ",
  "Based on the page, ",
  "Looking at the document, ",
  "According to the page, ",
  "Hello, ",
  "I would like to know: ",
  "Quick question: ",
  "Here, ",
];
const ENDINGS = [
  " on this page",
  " in this document",
  ", please",
  " here",
  " as printed",
  " in the document",
  " shown",
];

/** A question with an opening, an ending or without an article now and then, so that its wording is not learned by heart. */
function embellish(random: Random, text: string): string {
  const dice = random.next();
  if (dice > 0.16 || !/^[A-Z][a-z]+ [a-z]/.test(text)) return text;
  if (dice < 0.06) return random.pick(OPENINGS) + text.charAt(0).toLowerCase() + text.slice(1);
  if (dice < 0.11)
    return /\w\?$/.test(text) && !/"[^"]*$/.test(text) ? `${text.slice(0, -1)}${random.pick(ENDINGS)}?` : text;
  return text.replace(/ (the|is|are|does|this|given|of) (?=[a-z])/, " ");
}
