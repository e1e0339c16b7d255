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
import { openImage } from "../read/image.ts";
import { DEFAULT_LIMITS } from "../read/limits.ts";
import { pageImage } from "../read/page-words.ts";
import { sniff } from "../read/sniff.ts";

/** A line of a data file is not what the common format says. */
export class FormatError extends Error {
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
}

/**
 * The documents of a split, one at a time.
 * @throws FormatError naming file, line and field
 * @example
 * for await (const labelled of readLabelled("data/sroie", "dev", { limit: 10 })) ...
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
      const labelled = fromLine(line, { file, line: number });
      if (options.ids && !options.ids.has(labelled.id)) continue;
      if (options.images) await wireImages(labelled, line, directory);
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
    const label =
      s.label === 1 || s.label === "1" || s.label === "entailed"
        ? "entailed"
        : s.label === 0 || s.label === "0" || s.label === "refuted"
          ? "refuted"
          : undefined;
    if (label === undefined) return fail(`statements[${i}].label`, 'is none of 1, 0, "entailed", "refuted"');
    return { text: check.text(s.text, `statements[${i}].text`), label };
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

/** Checks of one line's values; a value of another kind throws FormatError with its field. */
class Check {
  readonly fail: (field: string, message: string) => never;
  constructor(fail: (field: string, message: string) => never) {
    this.fail = fail;
  }
  text(value: unknown, field: string): string {
    if (typeof value === "string") return value;
    return typeof value === "number" ? String(value) : this.fail(field, "is missing or not a text");
  }
  list(value: unknown, field: string): unknown[] {
    return Array.isArray(value) ? value : this.fail(field, "is not a list");
  }
  object(value: unknown, field: string): Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : this.fail(field, "is not an object");
  }
  size(value: unknown, field: string): number {
    return typeof value === "number" && Number.isFinite(value) && value > 0
      ? value
      : this.fail(field, "is not a number above 0");
  }
  index(value: unknown, field: string, count: number): number {
    return Number.isInteger(value) && (value as number) >= 0 && (value as number) < count
      ? (value as number)
      : this.fail(field, `is not an index below ${count}`);
  }
  indices(value: unknown, field: string, count: number): number[] {
    return this.list(value, field).map((entry, i) => this.index(entry, `${field}[${i}]`, count));
  }
  oneOf<T extends string>(value: unknown, list: readonly T[], field: string): T {
    return list.includes(value as T) ? (value as T) : this.fail(field, `is none of ${list.join(", ")}`);
  }
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
    const box = check.list(word.box, `${field}.box`);
    if (box.length !== 4 || !box.every((edge) => typeof edge === "number" && Number.isFinite(edge)))
      check.fail(`${field}.box`, "is not four numbers");
    const line = word.line === undefined ? i : check.index(word.line, `${field}.line`, Number.MAX_SAFE_INTEGER);
    members.set(line, [...(members.get(line) ?? []), i]);
    return {
      text: check.text(word.text, `${field}.text`),
      box: fromPixels(box as Box, { width, height }),
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

async function wireImages(labelled: LabelledDocument, line: string, directory: string): Promise<void> {
  const raw = JSON.parse(line) as { pages?: { image?: string | null }[] };
  for (const page of labelled.document.pages) {
    const name = raw.pages?.[page.number]?.image;
    if (name) page.image = await imageOf(join(directory, name));
  }
}

/** The image file as the image of a page. @throws ReadError */
export async function imageOf(file: string): Promise<PageImage> {
  const decode = async () => {
    const bytes = await readFile(file);
    const opened = await openImage(bytes, sniff(bytes), DEFAULT_LIMITS, file);
    return (await (await opened.page(0)).decode()).pixels;
  };
  return pageImage(await decode(), decode);
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
    entities: some(entities.map(({ page, ...entity }) => (page === 0 ? entity : { ...entity, page }))),
    links: some(links),
    statements: some(statements.map(({ text, label }) => ({ text, label: label === "entailed" ? 1 : 0 }))),
    table,
    wanted,
  });
}
