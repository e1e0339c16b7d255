/**
 * What labelling tools hold of a page, regions with a place and perhaps a label and a text: to words and entities, and back. A
 * region with a text is cut at blanks; one without a text takes the words below it. Knows no layout.
 */
import { type Box, enclose, fromPixels, toPixels } from "../../document/box.ts";
import { type Page, textOf } from "../../document/document.ts";
import type { LabelledDocument, LabelledEntity } from "../../document/labelled.ts";
import { boxOf, cutSegment } from "../../read/segment.ts";
import type { Check } from "../check.ts";
import { type GivenPage, type GivenWord, givenOutline, givenPage, placed } from "./given-page.ts";

export interface Region {
  id: string | number;
  /** "": the region says only where something is. */
  text: string;
  /** In the unit and form of the page; checked here. */
  box: unknown;
  /** null: words without a meaning. */
  label: string | null;
  /** Path in the file. */
  at: string;
  /** Its words, where the layout has them. */
  words?: readonly GivenWord[];
}

/** The words of `page` whose centre lies in `box`; of these, where `text` is made of some of them, only those. */
export function wordsWithin(page: Page, box: Readonly<Box>, text = ""): number[] {
  const inside = page.words.flatMap(({ box: [x0, y0, x1, y1] }, i) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] ? [i] : [];
  });
  const wanted = text.split(/\s+/).filter(Boolean);
  const used = new Set<number>();
  for (const part of wanted) {
    const found = inside.find((i) => !used.has(i) && page.words[i].text === part);
    if (found !== undefined) used.add(found);
  }
  return wanted.length > 0 && used.size === wanted.length ? inside.filter((i) => used.has(i)) : inside;
}

/** The entity of a region whose words, if there are any, are `words`. */
export function entityOf(region: Region, label: string, page: Page, words: number[], box: Box): LabelledEntity {
  const text = region.text.trim().replace(/\s+/g, " ") || textOf(page, words);
  return { id: region.id, label, page: page.number, words, text, ...(words.length > 0 ? {} : { box }) };
}

/**
 * The page of `regions`, and an entity for each that has a label.
 * @throws FormatError naming the region whose place cannot be normalised
 */
export function regionPage(
  given: Omit<GivenPage, "words"> & { regions: readonly Region[] },
  file: string,
  line = 0,
): { page: Page; entities: LabelledEntity[] } {
  const { regions, form, ...rest } = given;
  const words: GivenWord[] = [];
  const add = (word: GivenWord) => words.push({ ...word, box: givenOutline(word, form, file, line) }) - 1;
  const pieces = regions.map((region) => {
    const outline = givenOutline(region, form, file, line);
    const own = (region.words ?? []).map(add);
    if (own.length > 0) return { region, outline, own };
    const parts = cutSegment(region.text, outline);
    return {
      region,
      outline,
      own: parts.map((part) => words.push({ text: part.text, box: part.outline, at: region.at }) - 1),
    };
  });
  const { page, places } = givenPage({ ...rest, words, form: "polygon" }, file, line);
  const entities = pieces.flatMap(({ region, outline, own }) => {
    if (region.label === null) return [];
    const box = fractionsOf(boxOf(outline), given);
    const known = placed(own, places);
    return [entityOf(region, region.label, page, known.length > 0 ? known : wordsWithin(page, box), box)];
  });
  return { page, entities };
}

function fractionsOf(box: Box, { unit, size }: Pick<GivenPage, "unit" | "size">): Box {
  const whole = { percent: 100, fractions: 1, thousandths: 1000, pixels: 0, points: 0, inches: 0 }[unit];
  return fromPixels(box, whole > 0 ? { width: whole, height: whole } : size!);
}

/**
 * The links of regions that hold their pairs of ids themselves, from key to value and often at both ends: each pair once, those
 * of regions that became no entity left out. @throws FormatError
 */
export function linksOf(
  check: Check,
  lists: readonly { linking: unknown; at: string }[],
  entities: readonly LabelledEntity[],
): [number, number][] {
  const ids = new Set(entities.map(({ id }) => id));
  const links = new Map<string, [number, number]>();
  for (const { linking, at } of lists) {
    for (const [k, value] of check.list(linking ?? [], at).entries()) {
      const pair = check.list(value, `${at}[${k}]`).map(Number);
      if (pair.length !== 2 || !pair.every(Number.isInteger)) check.fail(`${at}[${k}]`, "is not a pair of ids");
      if (pair.every((end) => ids.has(end))) links.set(pair.join(), [pair[0], pair[1]]);
    }
  }
  return [...links.values()];
}

/** The pairs that `entity` is an end of, as numbers of entities in their order. */
export function linkingOf({ entities, links }: LabelledDocument, entity: LabelledEntity | null): number[][] {
  const numbers = new Map(entities.map(({ id }, i) => [id, i]));
  const own = entity ? links.filter((pair) => pair.includes(entity.id)) : [];
  return own.map((pair) => pair.map((end) => numbers.get(end)!));
}

/** A piece of a page as a labelling tool shows it. */
export interface Piece {
  /** null: words that are part of no entity. */
  entity: LabelledEntity | null;
  /** Indices into the page's words; none for an entity that is a place alone. */
  words: number[];
  text: string;
  /** Pixels, not rounded. */
  box: Box;
}

/** Each entity of `page`, then what is left of each line, run by run. */
export function piecesOf({ entities }: LabelledDocument, page: Page): Piece[] {
  const size = page.image ?? page;
  const around = (words: readonly number[]) => toPixels(enclose(words.map((w) => page.words[w].box)), size);
  const own = entities.filter((entity) => entity.page === page.number);
  const used = new Set(own.flatMap(({ words }) => words));
  const pieces = own.flatMap((entity): Piece[] => {
    const { words, text, box } = entity;
    if (words.length > 0) {
      // The label's own text where it is that of the words but for blanks, which some scripts do without.
      const printed = textOf(page, words);
      const same = text.replace(/\s/g, "") === printed.replace(/\s/g, "");
      return [{ entity, words, text: same ? text : printed, box: around(words) }];
    }
    return box ? [{ entity, words, text, box: toPixels(box, size) }] : [];
  });
  for (const { words } of page.lines) {
    let run: number[] = [];
    for (const word of [...words, null]) {
      if (word !== null && !used.has(word)) run.push(word);
      else if (run.length > 0) {
        pieces.push({ entity: null, words: run, text: textOf(page, run), box: around(run) });
        run = [];
      }
    }
  }
  return pieces;
}
