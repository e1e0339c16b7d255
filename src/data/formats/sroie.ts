/**
 * SROIE (ICDAR 2019): `img/*.jpg`, `box/*.{txt,csv}` (lines `x1,y1,...,x4,y4,text`, pixels; the text may have commas),
 * `key/*.{txt,json}` or `entities/*.txt` (company, date, address, total); in the folder, in its "data", or in a folder a split.
 * Also jsdnrs' `metadata.jsonl` a split (file_name, image_size, words, bboxes, and the values under `entities` or `key`), whose
 * names are as described and were not seen. Words are lines cut at blanks; entities are where the values were found.
 */
import { basename, dirname, extname, join } from "node:path";
import type { Box } from "../../document/box.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { cornersOf, cutSegment, type Outline } from "../../read/segment.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { locateFields } from "../locate.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, imageNamed, imageSize, namesIn, readJson, readJsonLines, readText } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage } from "./given-page.ts";
import { onlyPage, pixelQuad, stemOf, storeNeededImage, writeText } from "./writing.ts";

const PREFIX = "sroie-";

/** A split: its folder with box, img and key, or its metadata.jsonl. */
interface Place {
  split: string;
  folder?: string;
  metadata?: string;
}

function placeOf(split: string, at: string): Place[] {
  if (firstThere(join(at, "box"))) return [{ split, folder: at }];
  const metadata = firstThere(join(at, "metadata.jsonl"));
  return metadata ? [{ split, metadata }] : [];
}

async function placesOf(folder: string): Promise<Place[]> {
  const roots = [folder, join(folder, "data")];
  const whole = roots.flatMap((root) => placeOf("train", root));
  if (whole.length > 0) return whole.slice(0, 1);
  const places: Place[] = [];
  for (const root of roots) for (const split of await namesIn(root)) places.push(...placeOf(split, join(root, split)));
  if (places.length > 0) return places;
  throw new FormatError(folder, 0, "", "is not SROIE: neither a folder box nor a metadata.jsonl stands there");
}

/** Fields from the JSON of values; a value of none is left out. */
function fieldsOf(check: Check, value: unknown, at: string): Record<string, string> {
  const fields = Object.entries(check.object(value, at)).map(([name, text]) => [
    name,
    check.text(text, at === "" ? name : `${at}.${name}`),
  ]);
  return Object.fromEntries(fields.filter(([, text]) => text.trim() !== ""));
}

/** Eight numbers as corners. */
const quadOf = (n: readonly number[]): Outline => [0, 2, 4, 6].map((k) => [n[k], n[k + 1]] as const);

interface TextLine {
  text: string;
  outline: Outline;
  at: string;
}

function receipt(
  lines: readonly TextLine[],
  place: { file: string; line?: number; size: { width: number; height: number } },
  labels: { id: string; split: string; fields: Record<string, string>; image: string | null },
): Draft {
  const words = lines.flatMap(({ text, outline, at }): GivenWord[] =>
    cutSegment(text, outline).map((word) => ({ text: word.text, box: word.outline, at })),
  );
  const { page } = givenPage({ words, unit: "pixels", form: "polygon", size: place.size }, place.file, place.line);
  const { id, split, fields, image } = labels;
  const entities = locateFields([page], fields);
  return { labelled: labelledOf(id, "sroie", split, [page], { fields, entities }), images: [image] };
}

async function readBoxes(file: string): Promise<TextLine[]> {
  const check = checkOf(file);
  return (await readText(file)).split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === "") return [];
    const at = `line ${i + 1}`;
    const [, corners, text] =
      /^((?:[^,]*,){8})(.*)$/.exec(line) ?? check.fail(at, `is not eight numbers and a text: ${line}`);
    const numbers = corners.split(",").slice(0, 8).map(Number);
    if (!/\d/.test(corners) || !numbers.every(Number.isFinite)) check.fail(at, `"${text}" has no box of eight numbers`);
    return [{ text, outline: quadOf(numbers), at }];
  });
}

async function readReceipt(box: string, folder: string, id: string, split: string): Promise<Draft> {
  const stem = basename(box, extname(box));
  const image = imageNamed(stem, join(folder, "img"), join(folder, "images"));
  if (!image) throw new FormatError(box, 0, "", "has no image in img, whose size its boxes need");
  const key = ["key", "entities"].flatMap((name) => [".json", ".txt"].map((end) => join(folder, name, stem + end)));
  const values = firstThere(...key);
  const fields = values ? fieldsOf(checkOf(values), await readJson(values), "") : {};
  return receipt(await readBoxes(box), { file: box, size: await imageSize(image) }, { id, split, fields, image });
}

function readMetadata(file: string, line: number, value: unknown, id: string, split: string): Draft {
  const check = checkOf(file, line);
  const raw = check.object(value, "");
  const texts = check.list(raw.words, "words");
  const boxes = check.list(raw.bboxes, "bboxes");
  if (texts.length !== boxes.length) check.fail("bboxes", `are ${boxes.length} for ${texts.length} words`);
  const lines = texts.map((text, i): TextLine => {
    const box = check.list(boxes[i], `bboxes[${i}]`).flat();
    if ((box.length !== 4 && box.length !== 8) || !box.every(Number.isFinite))
      check.fail(`bboxes[${i}]`, `of "${text}" is not four or eight numbers`);
    const outline = box.length === 4 ? cornersOf(box as Box) : quadOf(box as number[]);
    return { text: check.text(text, `words[${i}]`), outline, at: `bboxes[${i}]` };
  });
  const given = Array.isArray(raw.image_size)
    ? { width: raw.image_size[0], height: raw.image_size[1] }
    : check.object(raw.image_size, "image_size");
  const size = {
    width: check.size(given.width, "image_size.width"),
    height: check.size(given.height, "image_size.height"),
  };
  const fields = [raw.entities, raw.key].find((found) => typeof found === "object" && found !== null) ?? {};
  const image = firstThere(join(dirname(file), check.text(raw.file_name, "file_name"))) ?? null;
  return receipt(lines, { file, line, size }, { id, split, fields: fieldsOf(check, fields, "entities"), image });
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const places = await placesOf(folder);
  const place = places.find((one) => one.split === split);
  if (!place) {
    const names = places.map((one) => one.split).join(", ");
    throw new FormatError(folder, 0, "", `no split "${split}"; there are ${names}`);
  }
  if (place.metadata !== undefined) {
    const file = place.metadata;
    for await (const { line, parse, peek } of readJsonLines(file)) {
      const name = peek("file_name");
      const id = PREFIX + (name === undefined ? line : basename(name, extname(name)));
      yield { id, read: () => readMetadata(file, line, parse(), id, split) };
    }
    return;
  }
  const at = place.folder!;
  for (const name of await namesIn(join(at, "box"))) {
    const id = PREFIX + basename(name, extname(name));
    yield { id, read: () => readReceipt(join(at, "box", name), at, id, split) };
  }
}

/** Lines of the page in box's form. */
function boxLines(labelled: LabelledDocument, file: string): string {
  const page = onlyPage(labelled, "SROIE", file);
  return page.lines
    .map(({ box, words }) => `${pixelQuad(box, page).join(",")},${words.map((w) => page.words[w].text).join(" ")}\n`)
    .join("");
}

export const sroie: DataFormat = {
  name: "sroie",
  splits: async (folder) => (await placesOf(folder)).map(({ split }) => split),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const at = join(folder, split);
    let count = 0;
    for await (const labelled of documents) {
      const stem = stemOf(labelled, PREFIX);
      const box = join(at, "box", `${stem}.txt`);
      await writeText(box, boxLines(labelled, box));
      await storeNeededImage(labelled.document.pages[0], join(at, "img"), stem, labelled.id);
      const fields = Object.entries(labelled.fields).map(([name, value]) => [name, [value].flat().join(" | ")]);
      await writeText(join(at, "key", `${stem}.json`), `${JSON.stringify(Object.fromEntries(fields), null, 4)}\n`);
      count++;
    }
    return count;
  },
};
