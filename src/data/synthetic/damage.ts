/**
 * Reading errors on the words of a labelled page, as OCR makes them: confused letters, splits, merges with the neighbour, lost
 * words and marks, jittered boxes. Answers that are copied become what the words now say; questions whose evidence is lost, and
 * reckonings one of whose numbers was misread, are removed. Questions stay as people ask them.
 *
 * Words grown together across the border of an answer ("Total:4.32") do so only at a mark at which readers of words cut again;
 * the answer is then the part of the word that belongs to it.
 */
import { type Box, enclose } from "../../document/box.ts";
import type { Page, Word } from "../../document/document.ts";
import type { LabelledDocument, LabelledEvidence, LabelledQuestion } from "../../document/labelled.ts";
import { Random } from "./random.ts";

export interface DamageRates {
  /** Share of words with a confused character. */
  confuse: number;
  /** Share of words cut in two. */
  split: number;
  /** Share of close neighbours that grow together. */
  merge: number;
  /** The same, where the first ends in a colon. */
  glue: number;
  /** Share of words lost; words without letters or figures are lost ten times as often. */
  drop: number;
  /** Share of words whose last stop, comma or colon is lost or confused. */
  stop: number;
  /** Share of words that change case. */
  caseChange: number;
  /** Deviation of a box edge, in heights of the box. */
  jitter: number;
}

export const DAMAGE: DamageRates = {
  confuse: 0.03,
  split: 0.006,
  merge: 0.012,
  glue: 0.08,
  drop: 0.003,
  stop: 0.015,
  caseChange: 0.004,
  jitter: 0.05,
};

/** Rates of a page of quality 0 (clean) to 1 (bad fax): multiples of DAMAGE. */
export function damageRates(badness: number): DamageRates {
  const by = badness * 3;
  return Object.fromEntries(
    Object.entries(DAMAGE).map(([name, rate]) => [name, name === "jitter" ? rate : Math.min(0.4, rate * by)]),
  ) as unknown as DamageRates;
}

const CONFUSIONS: Record<string, string[]> = {
  "0": ["O", "o", "Q", "8"],
  "1": ["l", "I", "7", "i", "|"],
  "2": ["Z", "z"],
  "3": ["8"],
  "4": ["A"],
  "5": ["S", "6"],
  "6": ["b", "8"],
  "7": ["1", "T"],
  "8": ["B", "3", "6"],
  "9": ["g", "8"],
  O: ["0", "Q", "D"],
  o: ["0", "c", "e"],
  I: ["l", "1", "|"],
  l: ["1", "I", "i"],
  i: ["l", "1", "j"],
  S: ["5", "s"],
  s: ["S"],
  B: ["8", "E"],
  Z: ["2"],
  G: ["6", "C"],
  E: ["F", "B"],
  F: ["P", "E"],
  P: ["F"],
  R: ["K", "B"],
  D: ["O", "0"],
  Q: ["O"],
  U: ["V", "u"],
  V: ["U", "v"],
  a: ["o", "e"],
  c: ["e", "o"],
  e: ["c", "o"],
  h: ["b", "n"],
  n: ["u", "r"],
  u: ["n", "v"],
  t: ["f", "r"],
  f: ["t"],
  r: ["n"],
  v: ["y", "u"],
  y: ["v"],
  g: ["q", "9"],
  m: ["rn", "nn"],
  M: ["N", "H"],
  N: ["M"],
  w: ["vv"],
  d: ["cl"],
  K: ["R"],
  C: ["G", "("],
  "/": ["1", "l"],
  ".": [","],
  ",": ["."],
  "-": [".", "~", "_"],
  "&": ["8", "$"],
  $: ["S", "8"],
  é: ["e"],
  è: ["e"],
  ä: ["a"],
  ö: ["o"],
  ü: ["u"],
  ñ: ["n"],
  ç: ["c"],
  í: ["i"],
  ó: ["o"],
  á: ["a"],
  ß: ["B"],
};

/** Part of a new word that comes from an old one. */
interface Segment {
  old: number;
  text: string;
}

interface Built {
  segments: Segment[];
  box: Box;
  line: number;
  source: Word;
}

const solid = (text: string) => /[\p{L}\p{N}]/u.test(text);

function confuse(random: Random, text: string): string {
  const places = [...text].flatMap((character, i) => (CONFUSIONS[character] ? [i] : []));
  if (places.length === 0) return text;
  const i = random.pick(places);
  const characters = [...text];
  // Two characters read as one, now and then.
  const pair = (characters[i] + (characters[i + 1] ?? "")).replace("rn", "m").replace("vv", "w").replace("cl", "d");
  if (pair.length === 1 && characters[i + 1] && random.chance(0.5))
    return [...characters.slice(0, i), pair, ...characters.slice(i + 2)].join("");
  characters[i] = random.pick(CONFUSIONS[characters[i]]);
  return characters.join("");
}

/** A damaged copy of `labelled`; the same seed gives the same errors. */
export function damage(
  labelled: LabelledDocument,
  seed: number | string,
  rates: DamageRates = DAMAGE,
): LabelledDocument {
  const random = new Random(`damage ${seed}`);
  const { document } = labelled;
  const maps: Map<number, [number, string, boolean][]>[] = [];
  const pages = document.pages.map((page, number) => {
    const { page: made, map } = damagePage(page, random, rates, borders(labelled, number, page.words.length));
    maps.push(map);
    return made;
  });
  const questions: LabelledQuestion[] = [];
  for (const question of labelled.questions) {
    const mended = mend(question, document.pages, maps);
    if (mended) questions.push(mended);
  }
  const entities = labelled.entities.flatMap((entity) => {
    const words = [...new Set(entity.words.flatMap((w) => (maps[entity.page].get(w) ?? []).map(([k]) => k)))];
    return words.length === 0
      ? []
      : [{ ...entity, words, text: words.map((w) => pages[entity.page].words[w].text).join(" ") }];
  });
  const ids = new Set(entities.map((entity) => entity.id));
  const links = labelled.links.filter(([a, b]) => ids.has(a) && ids.has(b));
  return { ...labelled, document: { ...document, pages }, questions, entities, links };
}

/** For each word whether some answer's run begins or ends between it and the next one. */
function borders(labelled: LabelledDocument, page: number, count: number): Uint8Array {
  const border = new Uint8Array(count);
  for (const { evidence = [] } of labelled.questions) {
    for (const run of evidence) {
      if (run.page !== page) continue;
      const inside = new Set(run.words);
      for (const word of run.words) {
        if (!inside.has(word + 1)) border[word] = 1;
        if (word > 0 && !inside.has(word - 1)) border[word - 1] = 1;
      }
    }
  }
  return border;
}

function damagePage(
  page: Page,
  random: Random,
  rates: DamageRates,
  border: Uint8Array,
): { page: Page; map: Map<number, [number, string, boolean][]> } {
  const built: Built[] = [];
  const aspect = page.width / page.height;
  let previous: Built | undefined;
  let previousOld = -2;
  page.words.forEach((word, old) => {
    let { text } = word;
    if (random.chance(solid(text) ? rates.drop : Math.min(0.3, rates.drop * 10))) return;
    if (random.chance(rates.confuse * Math.min(2.5, text.length / 4))) text = confuse(random, text);
    if (random.chance(rates.caseChange)) text = random.chance(0.5) ? text.toLowerCase() : text.toUpperCase();
    if (/[.,:;]$/.test(text) && text.length > 1 && random.chance(rates.stop * 3))
      text = random.chance(0.6) ? text.slice(0, -1) : text.slice(0, -1) + random.pick([".", ",", ":", ";"]);
    else if (/[\p{L}\p{N}]$/u.test(text) && random.chance(rates.stop * 0.2)) text += random.pick([".", ",", "'"]);
    const [x0, y0, x1, y1] = word.box;
    const height = y1 - y0;
    const shake = (edge: number, by: number) => Math.min(1, Math.max(0, edge + random.normal() * by * rates.jitter));
    const box: Box = [shake(x0, height / aspect), shake(y0, height), shake(x1, height / aspect), shake(y1, height)];
    if (box[2] <= box[0] || box[3] <= box[1]) box.splice(0, 4, x0, y0, x1, y1);
    if (previous && previousOld === old - 1 && previous.line === word.line) {
      const gap = (x0 - page.words[previousOld].box[2]) * aspect;
      const before = previous.segments[previous.segments.length - 1].text;
      const close = gap < height * 0.6;
      const atColon = before.endsWith(":") && gap < height * 1.2 && !/^\d{1,2}:/.test(text);
      if (atColon ? random.chance(rates.glue) : close && border[previousOld] === 0 && random.chance(rates.merge)) {
        previous.segments.push({ old, text });
        previous.box = enclose([previous.box, box]);
        previousOld = old;
        return;
      }
    }
    // Words part at their own marks first: "1989-29" is read as "1989-" and "29".
    const mark = text.slice(1, -1).search(/[-/.]/) + 2;
    const atMark = mark > 1 && random.chance(rates.split * 4);
    const cut = atMark ? mark : text.length > 4 && random.chance(rates.split) ? random.int(2, text.length - 2) : 0;
    if (cut > 0) {
      const at = box[0] + ((box[2] - box[0]) * cut) / text.length;
      built.push({
        segments: [{ old, text: text.slice(0, cut) }],
        box: [box[0], box[1], at, box[3]],
        line: word.line,
        source: word,
      });
      previous = {
        segments: [{ old, text: text.slice(cut) }],
        box: [at, box[1], box[2], box[3]],
        line: word.line,
        source: word,
      };
    } else previous = { segments: [{ old, text }], box, line: word.line, source: word };
    built.push(previous);
    previousOld = old;
  });
  const words: Word[] = built.map(({ segments, box, line, source }) => ({
    ...source,
    text: segments.map((s) => s.text).join(""),
    box,
    line,
  }));
  const map = new Map<number, [number, string, boolean][]>();
  built.forEach(({ segments }, k) => {
    for (const { old, text } of segments) {
      const list = map.get(old) ?? [];
      list.push([k, text, segments.length > 1]);
      map.set(old, list);
    }
  });
  // Lines keep their order; those that lost all words go.
  const members = new Map<number, number[]>();
  words.forEach((word, k) => {
    const list = members.get(word.line) ?? [];
    list.push(k);
    members.set(word.line, list);
  });
  const lines = [...members.keys()]
    .sort((a, b) => a - b)
    .map((line, index) => {
      const list = members.get(line)!;
      for (const k of list) words[k].line = index;
      return { box: enclose(list.map((k) => words[k].box)), words: list };
    });
  return { page: { ...page, words, lines }, map };
}

/** `question` on the damaged words, or undefined when it cannot be asked any more. */
function mend(
  question: LabelledQuestion,
  before: readonly Page[],
  maps: readonly Map<number, [number, string, boolean][]>[],
): LabelledQuestion | undefined {
  const { evidence = [], operation, answers } = question;
  if (evidence.length === 0) return question;
  const runs: LabelledEvidence[] = [];
  const texts: string[] = [];
  const reckoned =
    operation === "sum" || operation === "difference" || question.check === "greater" || question.check === "sum-is";
  for (const run of evidence) {
    const map = maps[run.page];
    const words: number[] = [];
    const parts: string[] = [];
    let last = -1;
    for (const old of run.words) {
      const found = map.get(old);
      const text = before[run.page].words[old].text;
      if (!found) {
        // A lost mark is no loss; a lost word is.
        if (solid(text)) return undefined;
        continue;
      }
      if (reckoned && found.map(([, part]) => part).join("") !== text) return undefined;
      for (const [k, part] of found) {
        if (k === last) parts[parts.length - 1] += part;
        else {
          parts.push(part);
          words.push(k);
        }
        last = k;
      }
    }
    if (words.length === 0) return undefined;
    runs.push({ page: run.page, words });
    texts.push(parts.join(" "));
  }
  const read =
    operation === "copy" ? [texts.join(" | ")] : operation === "compare" ? [texts[texts.length - 1]] : answers;
  return { ...question, evidence: runs, answers: read };
}
