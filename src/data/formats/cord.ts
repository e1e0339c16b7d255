/**
 * CORD v1 and v2 (Park et al. 2019): `<split>/{json,image}/*`; lines of words with quads in pixels, one category a line, groups
 * of lines (a dish with its price) and, in v2, `gt_parse`. An entity is a line as labelled, with the words of its key, as
 * LayoutLM's reader takes it; fields are the values without keys, by category. Groups become links from their first name.
 * Words are in rows of `row_id`.
 */
import { basename, extname, join } from "node:path";
import type { LabelledDocument, LabelledEntity } from "../../document/labelled.ts";
import type { Outline } from "../../read/segment.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, imageNamed, namesIn, readJson } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage, placed } from "./given-page.ts";
import { onlyPage, pixelQuad, pixelSize, stemOf, storeNeededImage, writeJson } from "./writing.ts";

const PREFIX = "cord-";

/** Splits stand in the folder or in "CORD", as the archive unpacks. */
async function foldersOf(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const root of [folder, join(folder, "CORD")]) {
    for (const split of await namesIn(root)) {
      const at = join(root, split);
      if (firstThere(join(at, "json"))) found.set(split, at);
    }
  }
  if (found.size > 0) return found;
  throw new FormatError(folder, 0, "", "is not CORD: no <split>/json stands there");
}

interface ReceiptWord {
  text: string;
  outline: Outline;
  row: number | undefined;
  key: boolean;
  at: string;
}

interface ReceiptLine {
  category: string;
  group: unknown;
  words: ReceiptWord[];
}

const CORNERS = ["1", "2", "3", "4"] as const;

function linesOf(check: Check, raw: Record<string, unknown>): ReceiptLine[] {
  return check.list(raw.valid_line, "valid_line").map((item, i): ReceiptLine => {
    const line = check.object(item, `valid_line[${i}]`);
    const words = check.list(line.words, `valid_line[${i}].words`).map((entry, k): ReceiptWord => {
      const at = `valid_line[${i}].words[${k}]`;
      const word = check.object(entry, at);
      const quad = check.object(word.quad, `${at}.quad`);
      return {
        text: check.text(word.text, `${at}.text`),
        outline: CORNERS.map((n) => [quad[`x${n}`], quad[`y${n}`]] as unknown as readonly [number, number]),
        row: typeof word.row_id === "number" ? word.row_id : undefined,
        key: word.is_key === 1,
        at: `${at}.quad`,
      };
    });
    return { category: check.text(line.category, `valid_line[${i}].category`), group: line.group_id, words };
  });
}

/** Words by rows from top to bottom, each from left to right; the file has them by category. */
function inRows(words: readonly ReceiptWord[]): ReceiptWord[] {
  const middle = (word: ReceiptWord, axis: 0 | 1) => word.outline.reduce((sum, point) => sum + point[axis] / 4, 0);
  const tops = new Map<number | undefined, number>();
  for (const word of words)
    tops.set(word.row, Math.min(tops.get(word.row) ?? Number.POSITIVE_INFINITY, middle(word, 1)));
  return [...words].sort((a, b) => tops.get(a.row)! - tops.get(b.row)! || middle(a, 0) - middle(b, 0));
}

function linksOf(lines: readonly ReceiptLine[]): [number, number][] {
  const groups = new Map<unknown, number[]>();
  lines.forEach(({ group }, i) => {
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), i]);
  });
  return [...groups.values()].flatMap((members) => {
    const head = members.find((i) => lines[i].category.endsWith(".nm")) ?? members[0];
    return members.filter((i) => i !== head).map((i): [number, number] => [head, i]);
  });
}

/**
 * What CORD's JSON of one receipt says; `place` is for messages. Donut's `ground_truth` of CORD v2 has the same form.
 * @throws FormatError naming file and field
 */
export function readCord(
  raw: unknown,
  place: { file: string; line?: number; id: string; split: string },
): LabelledDocument {
  const { file, line = 0, id, split } = place;
  const check = checkOf(file, line);
  const root = check.object(raw, "");
  const sizes = check.object(check.object(root.meta, "meta").image_size, "meta.image_size");
  const size = {
    width: check.size(sizes.width, "meta.image_size.width"),
    height: check.size(sizes.height, "meta.image_size.height"),
  };
  const lines = linesOf(check, root);
  const ordered = inRows(lines.flatMap(({ words }) => words));
  const rows = ordered.every(({ row }) => row !== undefined);
  const words = ordered.map(
    ({ text, outline, row, at }): GivenWord => ({ text, box: outline, at, ...(rows ? { line: row } : {}) }),
  );
  const { page, places } = givenPage({ words, unit: "pixels", form: "polygon", size }, file, line);
  const placeOf = new Map(ordered.map((word, i) => [word, i]));
  const fields: Record<string, string[]> = {};
  const entities = lines.map(({ category, words: own }, i): LabelledEntity => {
    const value = own.filter(({ key, text }) => !key && text.trim() !== "").map(({ text }) => text);
    if (value.length > 0) fields[category] = [...(fields[category] ?? []), value.join(" ")];
    const indices = placed(
      own.map((word) => placeOf.get(word)!),
      places,
    );
    return { id: i, label: category, page: 0, words: indices, text: own.map(({ text }) => text).join(" ") };
  });
  const plain = Object.entries(fields).map(([name, list]) => [name, list.length === 1 ? list[0] : list]);
  const links = linksOf(lines);
  return labelledOf(id, "cord", split, [page], { entities, links, fields: Object.fromEntries(plain) });
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const folders = await foldersOf(folder);
  const at = folders.get(split);
  if (!at) {
    const names = [...folders.keys()].join(", ");
    throw new FormatError(folder, 0, "", `no split "${split}"; there are ${names}`);
  }
  for (const name of await namesIn(join(at, "json"))) {
    const stem = basename(name, extname(name));
    const id = `${PREFIX}${split}-${stem}`;
    const read = async (): Promise<Draft> => {
      const file = join(at, "json", name);
      const image = imageNamed(stem, join(at, "image"), join(at, "images")) ?? null;
      return { labelled: readCord(await readJson(file), { file, id, split }), images: [image] };
    };
    yield { id, read };
  }
}

/** Group of each entity: those that links join, directly or over others, are one. */
function groupsOf({ entities, links }: LabelledDocument): Map<string | number, number> {
  const group = new Map(entities.map(({ id }, i) => [id, i]));
  for (const [from, to] of links) {
    const [keep, drop] = [group.get(from)!, group.get(to)!];
    for (const [id, number] of group) if (number === drop) group.set(id, keep);
  }
  return group;
}

/** The value of each entity, without its key: the field of its label that it was made from, or all of its words. */
function valuesOf({ entities, fields }: LabelledDocument): string[] {
  const taken = new Map<string, number>();
  return entities.map(({ label, text }) => {
    const index = taken.get(label) ?? 0;
    taken.set(label, index + 1);
    return [fields[label] ?? []].flat()[index] ?? text;
  });
}

/** The tree of values that v2 calls gt_parse: an object a category's first part, a list of them for dishes. */
function parseOf(labelled: LabelledDocument, groups: Map<string | number, number>): Record<string, unknown> {
  const values = valuesOf(labelled);
  const parts = new Map<string, Map<number, Record<string, string>>>();
  labelled.entities.forEach(({ id, label }, i) => {
    const [head, ...tail] = label.split(".");
    const group = /menu$/.test(head) ? groups.get(id)! : 0;
    const byGroup = parts.get(head) ?? new Map<number, Record<string, string>>();
    const known = byGroup.get(group) ?? {};
    const name = tail.join(".") || head;
    byGroup.set(group, { ...known, [name]: known[name] === undefined ? values[i] : `${known[name]} ${values[i]}` });
    parts.set(head, byGroup);
  });
  return Object.fromEntries(
    [...parts].map(([head, byGroup]) => [head, byGroup.size === 1 ? [...byGroup.values()][0] : [...byGroup.values()]]),
  );
}

function jsonOf(labelled: LabelledDocument, split: string, index: number, file: string): unknown {
  const page = onlyPage(labelled, "CORD", file);
  const groups = groupsOf(labelled);
  const values = valuesOf(labelled);
  const wordOf = (w: number, value: string) => {
    const { text, line } = page.words[w];
    const numbers = pixelQuad(page.words[w].box, page);
    const quad = CORNERS.flatMap((n, i) => [
      [`x${n}`, numbers[2 * i]],
      [`y${n}`, numbers[2 * i + 1]],
    ]);
    return { quad: Object.fromEntries(quad), is_key: value.includes(text) ? 0 : 1, row_id: line, text };
  };
  return {
    valid_line: labelled.entities.flatMap(({ id, label, words }, i) => {
      if (words.length === 0) return [];
      const line = { words: words.map((w) => wordOf(w, values[i])), category: label };
      return [{ ...line, group_id: groups.get(id), sub_group_id: 0 }];
    }),
    meta: { version: "docformer", split, image_id: index, image_size: pixelSize(page) },
    roi: {},
    repeating_symbol: [],
    dontcare: [],
    gt_parse: parseOf(labelled, groups),
  };
}

/** Only words of entities have a place in CORD: the others are not written. */
export const cord: DataFormat = {
  name: "cord",
  splits: async (folder) => [...(await foldersOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const at = join(folder, split);
    let count = 0;
    for await (const labelled of documents) {
      const stem = stemOf(labelled, `${PREFIX}${split}-`);
      const file = join(at, "json", `${stem}.json`);
      const json = jsonOf(labelled, split, count, file);
      await storeNeededImage(labelled.document.pages[0], join(at, "image"), stem, labelled.id);
      await writeJson(file, json);
      count++;
    }
    return count;
  },
};
