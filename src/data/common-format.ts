/**
 * The common format: one document a line (JSON), boxes in whole pixels of the stored image, images beside it. The only place
 * where labelled documents leave or enter fractions of the page. Reads and writes `.jsonl` and `.jsonl.gz`.
 */
import { createReadStream, existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { type Box, enclose, fromPixels, toPixels } from "../document/box.ts";
import { DOCUMENT_VERSION, type Line, type Page, type PageImage, type Word } from "../document/document.ts";
import type {
  LabelledDocument,
  LabelledEntity,
  LabelledEvidence,
  LabelledQuestion,
  LabelledStatement,
  LabelledTable,
} from "../document/labelled.ts";
import { type ImageFile, openImage } from "../read/image.ts";
import { DEFAULT_LIMITS } from "../read/limits.ts";
import { coloured, pageImage } from "../read/page-words.ts";
import { turn } from "../read/pixels.ts";
import { explain } from "../read/problem.ts";
import { sniff } from "../read/sniff.ts";
import { Check } from "./check.ts";

/** A line of a data file is not what the common format says. */
export class FormatError extends Error {
  readonly code = "bad-data";
  readonly file: string;
  /** From 1; 0: the file as a whole. */
  readonly line: number;
  /** Path of the field, e.g. "pages[0].words[3].box". */
  readonly field: string;
  constructor(file: string, line: number, field: string, message: string, options?: ErrorOptions) {
    super(`${file}${line > 0 ? `:${line}` : ""}${field ? `: ${field}` : ""}: ${message}`, options);
    this.name = "FormatError";
    this.file = file;
    this.line = line;
    this.field = field;
  }
}

const ENDINGS = [".jsonl", ".jsonl.gz"];

/** Names of the splits in `directory`, sorted. */
export function splitsOf(directory: string): string[] {
  if (!existsSync(directory)) throw new FormatError(directory, 0, "", "there is no such folder");
  const names = readdirSync(directory).flatMap((name) =>
    ENDINGS.filter((end) => name.endsWith(end)).map((end) => name.slice(0, -end.length)),
  );
  return [...new Set(names)].sort();
}

/** The split to take when none is named: dev, else test, else the only one; undefined when that does not settle it. */
export function defaultSplit(splits: readonly string[]): string | undefined {
  for (const name of ["dev", "test"]) if (splits.includes(name)) return name;
  return splits.length === 1 ? splits[0] : undefined;
}

function fileOf(directory: string, split: string): string {
  for (const end of ENDINGS) {
    const file = join(directory, split + end);
    if (existsSync(file)) return file;
  }
  throw new FormatError(
    directory,
    0,
    "",
    `no split "${split}"; there are: ${splitsOf(directory).join(", ") || "none"}`,
  );
}

export interface ReadOptions {
  /** Stop after so many documents. */
  limit?: number;
  /** Wire `page.image`: each image is decoded once for its thumbnail, and again by `read()`. Default false. */
  images?: boolean;
  /** Only documents with these ids. */
  ids?: ReadonlySet<string>;
  /** Told of each document that cannot be read, which is then left out; without it reading ends with the error. */
  onProblem?: (problem: FormatError) => void;
}

/**
 * The documents of a split, one at a time.
 * @throws FormatError naming file, line and field
 * @example
 * const labels = { questions: [], fields: { invoiceNumber: "FJ-20417" }, entities: [], links: [], statements: [] };
 * await writeFile("one.jsonl", toLine({ id: "a", document, ...labels }));
 * for await (const labelled of readLabelled(".", "one", { limit: 10 })) console.log(labelled.id); // a
 */
export async function* readLabelled(
  directory: string,
  split: string,
  options: ReadOptions = {},
): AsyncIterable<LabelledDocument> {
  const file = fileOf(directory, split);
  const stream = createReadStream(file);
  const text = file.endsWith(".gz") ? stream.pipe(createGunzip()) : stream;
  let number = 0;
  let given = 0;
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() === "") continue;
      let labelled: LabelledDocument;
      try {
        labelled = fromLine(line, { file, line: number });
        if (options.ids && !options.ids.has(labelled.id)) continue;
        if (options.images) await attachImages(labelled, imageFiles(line, directory));
      } catch (error) {
        tolerate(error, options);
        continue;
      }
      yield labelled;
      given++;
      if (options.limit !== undefined && given >= options.limit) break;
    }
  } finally {
    stream.destroy();
  }
}

/** Reads one line. `where` is for messages. */
export function fromLine(
  line: string,
  where: { file: string; line: number } = { file: "line", line: 1 },
): LabelledDocument {
  const fail = (field: string, message: string, cause?: unknown): never => {
    throw new FormatError(where.file, where.line, field, message, cause === undefined ? undefined : { cause });
  };
  let raw: Record<string, unknown>;
  try {
    raw = JSON.parse(line);
  } catch (cause) {
    return fail("", "is not JSON", cause);
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return fail("", "is not an object");
  const check = new Check(fail);
  const id = check.text(raw.id, "id");
  const pages = check.list(raw.pages ?? [], "pages").map((page, i) => pageOf(check, page, i));
  const runs = (value: unknown, field: string): LabelledEvidence[] =>
    check.list(value, field).map((entry, i) => {
      const at = `${field}[${i}]`;
      const run = check.object(entry, at);
      const page = check.index(run.page ?? 0, `${at}.page`, pages.length);
      return { page, words: check.indices(run.words, `${at}.words`, pages[page].words.length) };
    });
  const questions = check.list(raw.questions ?? [], "questions").map((entry, i): LabelledQuestion => {
    const at = `questions[${i}]`;
    const q = check.object(entry, at);
    const operation = q.operation === undefined ? undefined : check.oneOf(q.operation, OPERATIONS, `${at}.operation`);
    return {
      id: check.text(q.id ?? `${id}-${i}`, `${at}.id`),
      question: check.text(q.question, `${at}.question`),
      answers: check.list(q.answers ?? [], `${at}.answers`).map((a, k) => check.text(a, `${at}.answers[${k}]`)),
      kind: q.kind === undefined ? "question" : check.text(q.kind, `${at}.kind`),
      ...(q.template === undefined ? {} : { template: check.text(q.template, `${at}.template`) }),
      ...(q.heldOut === undefined ? {} : { heldOut: q.heldOut === true }),
      ...(operation === undefined ? {} : { operation }),
      ...(q.evidence === undefined ? {} : { evidence: runs(q.evidence, `${at}.evidence`) }),
      ...(q.check === undefined ? {} : { check: check.oneOf(q.check, CHECKS, `${at}.check`) }),
    };
  });
  const entities = check.list(raw.entities ?? [], "entities").map((entry, i): LabelledEntity => {
    const at = `entities[${i}]`;
    const e = check.object(entry, at);
    const page = check.index(e.page ?? 0, `${at}.page`, pages.length);
    const words = check.indices(e.words, `${at}.words`, pages[page].words.length);
    return {
      id: typeof e.id === "number" ? e.id : check.text(e.id, `${at}.id`),
      label: check.text(e.label, `${at}.label`),
      page,
      words,
      text:
        e.text === undefined ? words.map((w) => pages[page].words[w].text).join(" ") : check.text(e.text, `${at}.text`),
      ...(words.length > 0 || e.box === undefined ? {} : { box: boxOf(check, e.box, `${at}.box`, pages[page]) }),
    };
  });
  const ids = new Set(entities.map((entity) => entity.id));
  const links = check.list(raw.links ?? [], "links").map((entry, i): [string | number, string | number] => {
    const pair = check.list(entry, `links[${i}]`);
    if (pair.length !== 2 || !pair.every((end) => ids.has(end as number)))
      fail(`links[${i}]`, "is not a pair of entity ids");
    return [pair[0] as number, pair[1] as number];
  });
  const statements = check.list(raw.statements ?? [], "statements").map((entry, i): LabelledStatement => {
    const s = check.object(entry, `statements[${i}]`);
    const text = check.text(s.text, `statements[${i}].text`);
    if (s.label === undefined) return { text };
    const label =
      s.label === 1 || s.label === "1" || s.label === "entailed"
        ? "entailed"
        : s.label === 0 || s.label === "0" || s.label === "refuted"
          ? "refuted"
          : undefined;
    if (label === undefined) return fail(`statements[${i}].label`, 'is none of 1, 0, "entailed", "refuted"');
    return { text, label };
  });
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(check.object(raw.fields ?? {}, "fields"))) {
    fields[name] = Array.isArray(value)
      ? value.map((v, i) => check.text(v, `fields.${name}[${i}]`))
      : check.text(value, `fields.${name}`);
  }
  return {
    id,
    ...(raw.source === undefined ? {} : { source: check.text(raw.source, "source") }),
    ...(raw.split === undefined ? {} : { split: check.text(raw.split, "split") }),
    document: { version: DOCUMENT_VERSION, source: { name: id, mime: "application/json", sha256: "" }, pages },
    questions,
    fields,
    entities,
    links,
    statements,
    ...(raw.table === undefined ? {} : { table: tableOf(check, raw.table) }),
    ...(raw.wanted === undefined ? {} : { wanted: check.object(raw.wanted, "wanted") as LabelledDocument["wanted"] }),
  };
}

const OPERATIONS = ["copy", "count", "sum", "difference", "compare", "yesno", "colour", "generate"] as const;
const CHECKS = ["greater", "count-is", "sum-is"] as const;

function boxOf(check: Check, value: unknown, field: string, page: { width: number; height: number }): Box {
  const box = check.list(value, field);
  if (box.length !== 4 || !box.every((edge) => typeof edge === "number" && Number.isFinite(edge)))
    check.fail(field, "is not four numbers");
  return fromPixels(box as Box, page);
}

function pageOf(check: Check, entry: unknown, number: number): Page {
  const at = `pages[${number}]`;
  const raw = check.object(entry, at);
  const width = check.size(raw.width, `${at}.width`);
  const height = check.size(raw.height, `${at}.height`);
  const members = new Map<number, number[]>();
  const words = check.list(raw.words ?? [], `${at}.words`).map((item, i): Word => {
    const field = `${at}.words[${i}]`;
    const word = check.object(item, field);
    const line = word.line === undefined ? i : check.index(word.line, `${field}.line`, Number.MAX_SAFE_INTEGER);
    members.set(line, [...(members.get(line) ?? []), i]);
    return {
      text: check.text(word.text, `${field}.text`),
      box: boxOf(check, word.box, `${field}.box`, { width, height }),
      line,
      confidence: null,
      origin: "given",
    };
  });
  // Lines are numbered anew in the order in which their first words stand.
  const lines: Line[] = [...members.values()].map((list, index) => {
    for (const w of list) words[w].line = index;
    return { box: enclose(list.map((w) => words[w].box)), words: list };
  });
  return { number, width, height, unit: "px", rotation: 0, words, lines };
}

function tableOf(check: Check, entry: unknown): LabelledTable {
  const raw = check.object(entry, "table");
  const texts = (value: unknown, field: string) =>
    check.list(value, field).map((cell, i) => check.text(cell, `${field}[${i}]`));
  return {
    header: texts(raw.header, "table.header"),
    rows: check.list(raw.rows, "table.rows").map((row, i) => texts(row, `table.rows[${i}]`)),
    ...(raw.title === undefined ? {} : { title: check.text(raw.title, "table.title") }),
    ...(raw.context === undefined ? {} : { context: check.text(raw.context, "table.context") }),
  };
}

/** Hands a problem of one document on to whoever wants to know; any other error, or one that nobody wants, is thrown. */
export function tolerate(error: unknown, { onProblem }: ReadOptions): void {
  if (!onProblem || !(error instanceof FormatError)) throw error;
  onProblem(error);
}

function imageFiles(line: string, directory: string): (string | null)[] {
  const raw = JSON.parse(line) as { pages?: { image?: string | null }[] };
  return (raw.pages ?? []).map(({ image }) => (image ? join(directory, image) : null));
}

/** Wires the images of the pages and measures the words' colours on them; `files[i]` is the file of page i, if it has one. @throws FormatError naming the file */
export async function attachImages(labelled: LabelledDocument, files: readonly (string | null)[]): Promise<void> {
  for (const [i, page] of labelled.document.pages.entries()) {
    const file = files[i];
    if (!file) continue;
    try {
      page.image = turnedImage(await imageOf(file), page.rotation);
      page.words = coloured(page.words, await page.image.read());
    } catch (cause) {
      const message = `the image of page ${i + 1} of ${labelled.id} cannot be read: ${explain(cause)}`;
      throw new FormatError(file, 0, "", message, { cause });
    }
  }
}

/** The image of a page that was turned to stand upright. */
function turnedImage(image: PageImage, rotation: Page["rotation"]): PageImage {
  if (rotation === 0) return image;
  const { file: _, ...rest } = image;
  const [width, height] = rotation === 180 ? [image.width, image.height] : [image.height, image.width];
  const thumbnail = turn(image.thumbnail, rotation);
  return { ...rest, width, height, thumbnail, read: async () => turn(await image.read(), rotation) };
}

/** The image file as the image of a page. @throws ReadError */
export async function imageOf(file: string): Promise<PageImage> {
  const open = async () => {
    const bytes = await readFile(file);
    return openImage(bytes, sniff(bytes), DEFAULT_LIMITS, file);
  };
  const decode = async (opened: ImageFile) => (await (await opened.page(0)).decode()).pixels;
  const opened = await open();
  const { rotation } = await opened.page(0);
  const image = pageImage(await decode(opened), async () => decode(await open()));
  return opened.pageCount === 1 && rotation === 0 ? { ...image, file } : image;
}

/** The line of `labelled`. `images`: for each page the file of its image relative to the folder, or null. */
export function toLine(labelled: LabelledDocument, images: readonly (string | null)[] = []): string {
  const { document, questions, entities, links, statements, fields, table, wanted } = labelled;
  const pages = document.pages.map((page, i) => ({
    image: images[i] ?? null,
    width: page.width,
    height: page.height,
    words: page.words.map((word) => ({
      text: word.text,
      box: toPixels(word.box, page).map(Math.round),
      line: word.line,
    })),
  }));
  const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
  return JSON.stringify({
    id: labelled.id,
    source: labelled.source,
    split: labelled.split,
    pages: some(pages),
    questions: some(questions),
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    entities: some(
      entities.map(({ page, box, ...entity }) => ({
        ...entity,
        ...(page === 0 ? {} : { page }),
        ...(box ? { box: toPixels(box, document.pages[page]).map(Math.round) } : {}),
      })),
    ),
    links: some(links),
    statements: some(
      statements.map(({ text, label }) =>
        label === undefined ? { text } : { text, label: label === "entailed" ? 1 : 0 },
      ),
    ),
    table,
    wanted,
  });
}
