/**
 * Document <-> JSON. Reads our own form (schema.ts), the common format's line ({ pages: [{ width, height, words }] }, whole
 * pixels) and the least there is ({ pages: [{ words: [{ text, box }] }] }); writes our own. No I/O.
 */
import { type Box, clampBox, enclose } from "./box.ts";
import { DOCUMENT_VERSION, type Document, type Line, type Page, type Word } from "./document.ts";
import { groupLines } from "./reading-order.ts";
import { type DocumentJson, documentSchema } from "./schema.ts";

/** JSON that is no document: `path` says where, e.g. "pages[0].words[3].box". */
export class DocumentError extends Error {
  readonly code = "bad-words";
  readonly path: string;
  constructor(path: string, message: string) {
    super(path === "" ? message : `${path}: ${message}`);
    this.name = "DocumentError";
    this.path = path;
  }
}

/** The JSON form of `document`; page images are left out. */
export function documentToJson(document: Document): DocumentJson {
  return {
    version: document.version,
    source: document.source,
    pages: document.pages.map(({ image: _, ...page }) => page),
  };
}

interface GivenWord {
  text: string;
  box: Box;
  line?: number;
  confidence: number | null;
}

/**
 * A Document from JSON (parsed).
 * Boxes of foreign JSON are fractions when all of a page's lie within 0..1, else pixels of the page's `width` x `height` (when
 * these are missing: of the smallest page that holds all boxes). Words without `line` are grouped by geometry.
 * @param name for `source.name` when the JSON has no source.
 * @throws DocumentError that names the offending word
 */
export function documentFromJson(json: unknown, name = "words"): Document {
  if (!isRecord(json)) throw new DocumentError("", `a document is an object with "pages", found ${kindOf(json)}`);
  if ("version" in json && "source" in json) {
    const parsed = documentSchema.safeParse(json);
    if (parsed.success) return { ...parsed.data, pages: parsed.data.pages.map((page) => ({ ...page })) };
    if (json.version !== DOCUMENT_VERSION && typeof json.version === "number") {
      throw new DocumentError(
        "version",
        `this is version ${json.version} of the format; ${DOCUMENT_VERSION} is read here`,
      );
    }
    const issue = parsed.error.issues[0];
    throw new DocumentError(pathOf(issue.path), issue.message);
  }
  if (!Array.isArray(json.pages))
    throw new DocumentError("pages", `expected a list of pages, found ${kindOf(json.pages)}`);
  const pages = json.pages.map((page, i) => givenPage(page, i));
  return { version: DOCUMENT_VERSION, source: { name, mime: "application/json", sha256: "" }, pages };
}

function givenPage(json: unknown, number: number): Page {
  const at = `pages[${number}]`;
  if (!isRecord(json)) throw new DocumentError(at, `a page is an object with "words", found ${kindOf(json)}`);
  if (!Array.isArray(json.words))
    throw new DocumentError(`${at}.words`, `expected a list of words, found ${kindOf(json.words)}`);
  const given = json.words.map((word, i) => givenWord(word, `${at}.words[${i}]`));
  const size = sizeOf(json, given, at);
  const fractions = given.every(({ box }) => box.every((value) => value <= 1));
  const scale = fractions ? { width: 1, height: 1 } : size;
  const words = given.map((word, i) => {
    const [x0, y0, x1, y1] = word.box;
    const slack = 0.01;
    if (x1 > scale.width * (1 + slack) || y1 > scale.height * (1 + slack)) {
      throw new DocumentError(
        `${at}.words[${i}].box`,
        `[${word.box.join(", ")}] of the word "${word.text}" lies outside of the page of ${scale.width} x ${scale.height}`,
      );
    }
    return { ...word, box: clampBox([x0 / scale.width, y0 / scale.height, x1 / scale.width, y1 / scale.height]) };
  });
  return { number, ...size, unit: "px", rotation: 0, ...linesOf(words, size.width / size.height) };
}

function givenWord(json: unknown, at: string): GivenWord {
  if (!isRecord(json)) throw new DocumentError(at, `a word is an object with "text" and "box", found ${kindOf(json)}`);
  const { text, box, line, confidence } = json;
  if (typeof text !== "string") throw new DocumentError(`${at}.text`, `expected text, found ${kindOf(text)}`);
  const isBox = Array.isArray(box) && box.length === 4 && box.every((value) => Number.isFinite(value));
  if (!isBox) {
    throw new DocumentError(
      `${at}.box`,
      `the word "${text}" needs a box of four numbers, found ${JSON.stringify(box)}`,
    );
  }
  const [x0, y0, x1, y1] = box as Box;
  if (x0 > x1 || y0 > y1)
    throw new DocumentError(`${at}.box`, `[${box.join(", ")}] of the word "${text}" is inside out`);
  if (x1 < 0 || y1 < 0)
    throw new DocumentError(`${at}.box`, `[${box.join(", ")}] of the word "${text}" is left of or above the page`);
  return {
    text,
    box: [Math.max(0, x0), Math.max(0, y0), x1, y1],
    ...(Number.isInteger(line) ? { line: line as number } : {}),
    confidence: typeof confidence === "number" && confidence >= 0 && confidence <= 1 ? confidence : null,
  };
}

function sizeOf(
  json: Record<string, unknown>,
  words: readonly GivenWord[],
  at: string,
): { width: number; height: number } {
  const { width, height } = json;
  for (const [name, value] of Object.entries({ width, height })) {
    if (value === undefined || value === null) continue;
    if (typeof value === "number" && value > 0 && Number.isFinite(value)) continue;
    throw new DocumentError(`${at}.${name}`, `expected a positive number, found ${JSON.stringify(value)}`);
  }
  if (typeof width === "number" && typeof height === "number") return { width, height };
  const reach = enclose(words.map((word) => word.box));
  if (words.length === 0 || (reach[2] <= 1 && reach[3] <= 1)) return { width: 1000, height: 1000 };
  return { width: reach[2], height: reach[3] };
}

/** Keeps given lines (renumbered in order of appearance) and the given order of words; groups by geometry without them. */
function linesOf(given: readonly GivenWord[], aspect: number): { words: Word[]; lines: Line[] } {
  const kept = given.filter((word) => word.text.trim() !== "");
  if (kept.every((word) => word.line !== undefined)) {
    const numbers = new Map<number, number>();
    const members: number[][] = [];
    const words = kept.map(({ text, box, line, confidence }, i): Word => {
      let own = numbers.get(line!);
      if (own === undefined) {
        own = numbers.size;
        numbers.set(line!, own);
        members.push([]);
      }
      members[own].push(i);
      return { text: text.trim(), box, line: own, confidence, origin: "given" };
    });
    return {
      words,
      lines: members.map((indices) => ({ box: enclose(indices.map((i) => words[i].box)), words: indices })),
    };
  }
  const grouped = groupLines(
    kept.map((word) => word.box),
    aspect,
  );
  const words = grouped.order.map(
    (i): Word => ({
      text: kept[i].text.trim(),
      box: kept[i].box,
      line: grouped.line[i],
      confidence: kept[i].confidence,
      origin: "given",
    }),
  );
  return { words, lines: grouped.lines };
}

/** Whether `value` is an object and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What `value` is, in words for a message. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? "an object"
      : `${typeof value} ${JSON.stringify(value)}`;
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i > 0 ? "." : ""}${String(part)}`))
    .join("");
}
