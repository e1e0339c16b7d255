/**
 * WildReceipt (Sun et al. 2021): `train.txt`, `test.txt`, a document a line as JSON (file_name, height, width, annotations with
 * box of eight numbers in pixels, text, label), `class_list.txt` with the names of the labels. Pieces of text are cut at
 * blanks; each piece is an entity.
 */
import { basename, extname, join } from "node:path";
import { enclose } from "../../document/box.ts";
import type { LabelledDocument, LabelledEntity } from "../../document/labelled.ts";
import { cutSegment, type Outline } from "../../read/segment.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, namesIn, readJsonLines, readText } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage, placed } from "./given-page.ts";
import { onlyPage, pixelQuad, pixelSize, stemOf, storeNeededImage, writeLines, writeText } from "./writing.ts";

const PREFIX = "wildreceipt-";
const CLASSES = "class_list.txt";
/** What is no part of any field. */
const OTHERS = "Others";

async function splits(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith(".txt"));
  const found = names.filter((name) => name !== CLASSES && name !== "dict.txt").map((name) => basename(name, ".txt"));
  if (found.length > 0 && names.includes(CLASSES)) return found;
  throw new FormatError(folder, 0, "", `is not WildReceipt: ${CLASSES} and a list like train.txt have to stand there`);
}

async function classesOf(folder: string): Promise<Map<unknown, string>> {
  const file = join(folder, CLASSES);
  const check = checkOf(file);
  const lines = (await readText(file)).split(/\r?\n/).filter((line) => line.trim() !== "");
  return new Map(
    lines.map((line, i) => {
      const [number, name] = line.trim().split(/\s+/);
      if (!/^\d+$/.test(number) || !name) check.fail(`line ${i + 1}`, `is not a number and a name: ${line}`);
      return [Number(number), name];
    }),
  );
}

function readReceipt(
  value: unknown,
  classes: Map<unknown, string>,
  at: { folder: string; file: string; line: number; id: string; split: string },
): Draft {
  const check = checkOf(at.file, at.line);
  const raw = check.object(value, "");
  const size = { width: check.size(raw.width, "width"), height: check.size(raw.height, "height") };
  const words: GivenWord[] = [];
  const pieces = check.list(raw.annotations, "annotations").flatMap((item, i) => {
    const path = `annotations[${i}]`;
    const piece = check.object(item, path);
    const box = check.list(piece.box, `${path}.box`);
    const text = check.text(piece.text, `${path}.text`);
    if (box.length !== 8 || !box.every(Number.isFinite))
      check.fail(`${path}.box`, `of "${text}" is not eight numbers: ${JSON.stringify(box)}`);
    const label = classes.get(piece.label) ?? check.fail(`${path}.label`, `${piece.label} is not in ${CLASSES}`);
    const own = cutSegment(text, outlineOf(box as number[])).map((word) => {
      return words.push({ text: word.text, box: word.outline, at: `${path}.box` }) - 1;
    });
    // Some that are to be ignored have no text.
    return own.length > 0 ? [{ label, text, own }] : [];
  });
  const { page, places } = givenPage({ words, unit: "pixels", form: "polygon", size }, at.file, at.line);
  const entities = pieces.map(({ label, text, own }, id): LabelledEntity => {
    return { id, label, page: 0, words: placed(own, places), text };
  });
  const name = check.text(raw.file_name, "file_name");
  const image = firstThere(join(at.folder, name), join(at.folder, basename(name))) ?? null;
  return { labelled: labelledOf(at.id, "wildreceipt", at.split, [page], { entities }), images: [image] };
}

/** Corners from the top left on; the published ones begin at the bottom left. */
function outlineOf(box: readonly number[]): Outline {
  const points = [0, 2, 4, 6].map((k) => [box[k], box[k + 1]] as const);
  return points[0][1] > points[3][1] ? [points[3], points[2], points[1], points[0]] : points;
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = join(folder, `${split}.txt`);
  const classes = await classesOf(folder);
  for await (const { line, parse, peek } of readJsonLines(file)) {
    const name = peek("file_name");
    const id = PREFIX + (name === undefined ? line : nameOf(name));
    yield { id, read: () => readReceipt(parse(), classes, { folder, file, line, id, split }) };
  }
}

/** The image's path below image_files as one word: its own name alone is not unique there. */
function nameOf(file: string): string {
  const [, inside] = /image_files\/(.+)$/.exec(file) ?? [undefined, basename(file)];
  return inside.slice(0, inside.length - extname(inside).length).replaceAll("/", "-");
}

function jsonOf(labelled: LabelledDocument, image: string, numberOf: (label: string) => number): unknown {
  const page = labelled.document.pages[0];
  const used = new Set(labelled.entities.flatMap(({ words }) => words));
  const rest = page.lines.map(({ words }) => ({ label: OTHERS, words: words.filter((w) => !used.has(w)) }));
  const pieces = [...labelled.entities, ...rest].filter(({ words }) => words.length > 0);
  return {
    file_name: `image_files/${image}`,
    ...pixelSize(page),
    annotations: pieces.map(({ label, words }) => ({
      box: pixelQuad(enclose(words.map((w) => page.words[w].box)), page),
      text: words.map((w) => page.words[w].text).join(" "),
      // Names end at the first blank of their line.
      label: numberOf(label.replaceAll(/\s+/g, "_")),
    })),
  };
}

export const wildreceipt: DataFormat = {
  name: "wildreceipt",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, `${split}.txt`);
    // A list of classes that another split has written is kept: numbers mean the same in all of them.
    const known = firstThere(join(folder, CLASSES)) ? [...(await classesOf(folder))] : [[0, "Ignore"] as const];
    const numbers = new Map(known.map(([number, name]) => [name, number as number]));
    const number = (label: string) => {
      if (!numbers.has(label)) numbers.set(label, Math.max(...numbers.values()) + 1);
      return numbers.get(label)!;
    };
    async function* lines() {
      for await (const labelled of documents) {
        const page = onlyPage(labelled, "WildReceipt", file);
        const stem = stemOf(labelled, PREFIX);
        const image = await storeNeededImage(page, join(folder, "image_files"), stem, labelled.id);
        yield JSON.stringify(jsonOf(labelled, image, number));
      }
    }
    const count = await writeLines(file, lines());
    const names = [...numbers].map(([label, at]) => `${at} ${label}`);
    await writeText(join(folder, CLASSES), `${names.join("\n")}\n`);
    return count;
  },
};
