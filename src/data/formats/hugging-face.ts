/**
 * Parquet exports of Hugging Face data sets, by what their columns are called: image (or images) with bytes; ground_truth as
 * Donut and CORD v2 have it; question or query with answers; words or tokens with bboxes and, for sequence labelling, ner_tags;
 * label for the class of the document. Boxes are fractions, thousandths (as LayoutLM has them) or pixels of the image: which,
 * the largest number of the whole file tells. A row is a document; a set with a question a row repeats the image.
 */
import { basename, dirname, join } from "node:path";
import type { Page } from "../../document/document.ts";
import type { LabelledDocument, LabelledEntity } from "../../document/labelled.ts";
import { openImage } from "../../read/image.ts";
import { DEFAULT_LIMITS } from "../../read/limits.ts";
import { pageImage } from "../../read/page-words.ts";
import { explain } from "../../read/problem.ts";
import { sniff } from "../../read/sniff.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { readGroundTruth } from "./donut.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { bytesOf, checkOf, firstThere, namesIn } from "./files.ts";
import type { DataFormat, FormatOptions } from "./format.ts";
import { type BoxUnit, givenPage, placed } from "./given-page.ts";
import { openParquet, type ParquetFile } from "./parquet.ts";

/** Columns by what they hold, in the order in which they are looked for. */
const COLUMNS = {
  id: ["id", "questionId", "question_id", "uid"],
  image: ["images", "image"],
  truth: ["ground_truth"],
  question: ["question", "query"],
  answers: ["answers", "answer"],
  words: ["words", "tokens"],
  boxes: ["bboxes", "bounding_boxes", "boxes", "bbox"],
  tags: ["ner_tags", "tags", "labels"],
  label: ["label"],
} as const;

type Columns = { [K in keyof typeof COLUMNS]?: string };

function columnsOf(file: ParquetFile): Columns {
  const found = Object.entries(COLUMNS).map(([what, names]) => [
    what,
    names.find((name) => file.columns.includes(name)),
  ]);
  return Object.fromEntries(found.filter(([, name]) => name !== undefined));
}

/** `train-00000-of-00002-abc.parquet`, `train/0000.parquet` and `train.parquet` are parts of "train". */
function splitOf(file: string): string {
  const name = basename(file, ".parquet");
  if (/^\d+$/.test(name)) return basename(dirname(file));
  return name.replace(/-\d+-of-\d+.*$/, "");
}

async function filesOf(folder: string): Promise<Map<string, string[]>> {
  const files = new Map<string, string[]>();
  const walk = async (at: string, depth: number) => {
    for (const name of await namesIn(at)) {
      const path = join(at, name);
      if (name.endsWith(".parquet")) files.set(splitOf(path), [...(files.get(splitOf(path)) ?? []), path]);
      else if (depth > 0 && !name.includes(".")) await walk(path, depth - 1);
    }
  };
  // <configuration>/<split>/0000.parquet is as deep as it gets.
  await walk(folder, 3);
  if (files.size > 0) return files;
  throw new FormatError(folder, 0, "", "is no export of Hugging Face: no .parquet file stands there");
}

/** What the boxes of a file count. */
async function unitOf(file: ParquetFile, column: string | undefined): Promise<BoxUnit> {
  let largest = 0;
  if (column === undefined) return "thousandths";
  for await (const row of file.rows([column])) {
    for (const box of [row[column]].flat() as unknown[]) {
      for (const value of [box].flat()) if (typeof value === "number") largest = Math.max(largest, value);
    }
  }
  return largest <= 1 ? "fractions" : largest <= 1000 ? "thousandths" : "pixels";
}

interface RowImage {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** An image column's value: bytes, or the path of a file beside the data. */
async function imagesOf(value: unknown, place: { folder: string; file: string; row: number }): Promise<RowImage[]> {
  const found: RowImage[] = [];
  for (const entry of [value].flat()) {
    if (entry === null || entry === undefined) continue;
    const { bytes, path } = (entry instanceof Uint8Array ? { bytes: entry, path: null } : entry) as {
      bytes?: unknown;
      path?: unknown;
    };
    const beside =
      typeof path === "string" ? firstThere(join(place.folder, path), join(dirname(place.file), path)) : undefined;
    const own = bytes instanceof Uint8Array ? bytes : beside ? await bytesOf(beside) : null;
    if (!own)
      throw new FormatError(place.file, place.row, "image", `holds neither bytes nor a file that is there: ${path}`);
    try {
      const { width, height } = await (await opened(own, Number.POSITIVE_INFINITY)).page(0);
      found.push({ bytes: own, width, height });
    } catch (cause) {
      throw new FormatError(place.file, place.row, "image", `is no image that can be read: ${explain(cause)}`, {
        cause,
      });
    }
  }
  return found;
}

function opened(bytes: Uint8Array, pagePixels: number) {
  return openImage(bytes, sniff(bytes), { ...DEFAULT_LIMITS, pagePixels }, "image");
}

/** Runs of BIO tags (or of equal plain ones) as entities; an I that follows no B of its label begins one, as seqeval has it. */
function entitiesOf(
  tags: readonly string[],
  page: Page,
  places: readonly number[],
  texts: readonly string[],
): LabelledEntity[] {
  const runs: { label: string; words: number[] }[] = [];
  let before: string | null = null;
  tags.forEach((tag, i) => {
    const [, mark, label] = /^(?:([BIES])-)?(.*)$/.exec(tag)!;
    if (tag === "O" || tag === "") {
      before = null;
      return;
    }
    if (mark === "B" || mark === "S" || before !== label) runs.push({ label, words: [] });
    runs[runs.length - 1].words.push(i);
    before = label;
  });
  return runs.map(({ label, words }, id): LabelledEntity => {
    const text = words.map((w) => texts[w]).join(" ");
    return { id, label, page: page.number, words: placed(words, places), text };
  });
}

interface Source {
  folder: string;
  file: string;
  split: string;
  parquet: ParquetFile;
  columns: Columns;
  unit: BoxUnit;
}

/** A class as its name. @throws FormatError where the number has none */
function classOf(check: Check, value: unknown, column: string, { classes }: ParquetFile, at: string): string {
  if (typeof value === "string") return value;
  const name = typeof value === "number" ? classes.get(column)?.[value] : undefined;
  return name ?? check.fail(at, `is ${value}, for which the file has no name of a class`);
}

function labelsOf(
  check: Check,
  row: Record<string, unknown>,
  { columns, parquet }: Source,
  id: string,
): Partial<LabelledDocument> {
  const labels: Partial<LabelledDocument> = {};
  const { question: ask, answers: answer, label } = columns;
  if (ask !== undefined) {
    const asked = row[ask];
    // Questions in several languages: English, else the first.
    const texts = typeof asked === "object" && asked !== null ? (asked as Record<string, unknown>) : { en: asked };
    const question = check.text(texts.en ?? Object.values(texts)[0], ask);
    const list = answer === undefined || row[answer] === null ? [] : [row[answer]].flat();
    const answers = list.map((text, i) => check.text(text, `${answer}[${i}]`));
    labels.questions = [{ id, question, answers, kind: "question" }];
  }
  if (label !== undefined && row[label] !== null && !Array.isArray(row[label]))
    labels.fields = { label: classOf(check, row[label], label, parquet, label) };
  return labels;
}

async function documentOf(
  row: Record<string, unknown>,
  number: number,
  source: Source,
  id: string,
  options: FormatOptions,
) {
  const { file, split, columns, parquet, unit } = source;
  const check = checkOf(file, number);
  const images = columns.image === undefined ? [] : await imagesOf(row[columns.image], { ...source, row: number });
  const size = images[0] ?? null;
  let labelled: LabelledDocument;
  const truth =
    columns.truth === undefined ? null : readGroundTruth(row[columns.truth], { file, line: number, id, split });
  if (truth?.cord) labelled = truth.cord;
  else {
    const texts = check.list(columns.words === undefined ? [] : row[columns.words], columns.words ?? "").map(String);
    const boxes = texts.length > 0 ? check.list(row[columns.boxes ?? ""], columns.boxes ?? "bboxes") : [];
    if (boxes.length !== texts.length)
      check.fail(columns.boxes ?? "", `has ${boxes.length} boxes for ${texts.length} words`);
    const words = texts.map((text, i) => ({ text, box: boxes[i], at: `${columns.boxes}[${i}]` }));
    const { page, places } = givenPage({ words, unit, form: "corners", size }, file, number);
    const others = images.slice(1).map((image, i) => blankPage(image, i + 1));
    const labels = { ...labelsOf(check, row, source, id), ...truth?.labels };
    const { tags } = columns;
    if (tags !== undefined && texts.length > 0) {
      const names = check.list(row[tags], tags).map((tag, i) => classOf(check, tag, tags, parquet, `${tags}[${i}]`));
      if (names.length !== texts.length) check.fail(tags, `has ${names.length} tags for ${texts.length} words`);
      labels.entities = entitiesOf(names, page, places, texts);
    }
    labelled = labelledOf(id, "", split, [page, ...others], labels);
  }
  if (options.images) {
    for (const [i, { bytes }] of images.entries()) {
      const decode = async () =>
        (await (await (await opened(bytes, DEFAULT_LIMITS.pagePixels)).page(0)).decode()).pixels;
      labelled.document.pages[i].image = pageImage(await decode(), decode);
    }
  }
  return { ...labelled, source: "huggingface" };
}

function blankPage({ width, height }: RowImage, number: number): Page {
  return { number, width, height, unit: "px", rotation: 0, words: [], lines: [] };
}

async function* entriesOf(folder: string, split: string, options: FormatOptions): AsyncIterable<Entry> {
  const files = await filesOf(folder);
  const own = files.get(split);
  if (!own)
    throw new FormatError(folder, 0, "", `no split "${split}"; there are ${[...files.keys()].sort().join(", ")}`);
  let index = 0;
  for (const file of own) {
    const parquet = await openParquet(file);
    const columns = columnsOf(parquet);
    if (!columns.image && !columns.words) {
      const found = parquet.columns.join(", ");
      throw new FormatError(file, 0, "", `has neither a column of images nor one of words; its columns are ${found}`);
    }
    const source = { folder, file, split, parquet, columns, unit: await unitOf(parquet, columns.boxes) };
    let number = 0;
    for await (const row of parquet.rows()) {
      number++;
      index++;
      const given = columns.id === undefined ? undefined : row[columns.id];
      const id = given === undefined || given === null ? `${split}-${index - 1}` : String(given);
      const [line, cells] = [number, row];
      yield { id, read: async () => ({ labelled: await documentOf(cells, line, source, id, options) }) };
    }
  }
}

export const huggingFace: DataFormat = {
  name: "huggingface",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options = {}) => readEntries(entriesOf(folder, split, options), options),
};
