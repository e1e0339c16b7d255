/**
 * Azure Document Intelligence's JSON (`analyzeResult`, bare or wrapped; 2021 and later), and the older Read and Form Recognizer
 * results (`recognitionResults`, `readResults`), DocVQA's among them. Inches (PDF) or pixels (images). Spans join words, lines and
 * findings by offset; as all offsets of a file count alike, `stringIndexType` does not matter.
 */
import { DocumentError, isRecord, kindOf } from "../../document/json.ts";
import type { Outline } from "../segment.ts";
import { Findings, lastAtMost, type Span, type SpannedWord, wordsIn } from "./findings.ts";
import {
  confidenceOf,
  listOf,
  type Recognised,
  type RecognisedPage,
  recordOf,
  sizeOf,
  TICKED,
  tableFrom,
  UNTICKED,
} from "./recognised.ts";

type Json = Record<string, unknown>;

const POINTS_PER_INCH = 72;

/** The object that holds the pages, and the key under which. */
function resultOf(json: unknown): { result: Json; key: "pages" | "readResults" | "recognitionResults" } | null {
  if (!isRecord(json)) return null;
  const result = isRecord(json.analyzeResult) ? json.analyzeResult : json;
  for (const key of ["readResults", "recognitionResults"] as const)
    if (Array.isArray(result[key])) return { result, key };
  if (!Array.isArray(result.pages)) return null;
  const [first] = result.pages;
  // A bare result; pages of other services have numbers, too.
  const own = isRecord(first) && "pageNumber" in first && "unit" in first;
  return own || result === json.analyzeResult ? { result, key: "pages" } : null;
}

/** Eight numbers, or four points with x and y. */
function outlineOf(value: unknown): Outline {
  if (!Array.isArray(value)) return [];
  if (value.some(isRecord)) return value.map((point) => [point?.x, point?.y] as [number, number]);
  return Array.from({ length: value.length >> 1 }, (_, i) => [value[2 * i], value[2 * i + 1]] as [number, number]);
}

/** `[start, end)` of the spans of a word, line or finding. */
function spansOf(raw: Json): Span[] {
  const spans = Array.isArray(raw.spans) ? raw.spans : raw.span ? [raw.span] : [];
  return spans.flatMap((span): Span[] =>
    isRecord(span) && typeof span.offset === "number" && typeof span.length === "number"
      ? [[span.offset, span.offset + span.length]]
      : [],
  );
}

/** "Low" and "High", as old versions say, are no numbers. */
function wordConfidence(raw: Json): number | null {
  return confidenceOf(typeof raw.confidence === "number" ? raw.confidence : raw.confidenceScore);
}

export const azure = {
  name: "Azure Document Intelligence",

  recognises: (json: unknown): boolean => resultOf(json) !== null,

  /** @throws DocumentError */
  read(json: unknown): Recognised {
    const { result, key } = resultOf(json)!;
    const placed: SpannedWord[] = [];
    const pages = listOf(result[key], key).map((entry, i) =>
      pageOf(recordOf(entry, `${key}[${i}]`), `${key}[${i}]`, i, placed),
    );
    placed.sort((a, b) => a.start - b.start);
    const found = new Findings();
    const wordsOf = (raw: unknown) => (isRecord(raw) ? wordsIn(placed, spansOf(raw)) : []);
    for (const pair of listOf(result.keyValuePairs, "keyValuePairs").filter(isRecord)) {
      found.pair(wordsOf(pair.key), wordsOf(pair.value));
    }
    for (const document of listOf(result.documents, "documents").filter(isRecord)) {
      if (isRecord(document.fields)) addFields(document.fields, "", (name, raw) => found.add(name, wordsOf(raw)));
    }
    found.tables.push(...listOf(result.tables, "tables").filter(isRecord).map(tableOf));
    return { pages, entities: found.entities, links: found.links, tables: found.tables };
  },
};

function pageOf(raw: Json, at: string, page: number, placed: SpannedWord[]): RecognisedPage {
  const extent = { width: sizeOf(raw.width, `${at}.width`), height: sizeOf(raw.height, `${at}.height`) };
  const words: RecognisedPage["words"] = [];
  const add = (entry: Json, text: unknown, where: string, line?: number) => {
    if (typeof text !== "string")
      throw new DocumentError(where, `expected a word with its text, found ${kindOf(text)}`);
    for (const [start, end] of spansOf(entry).slice(0, 1)) placed.push({ page, word: words.length, start, end });
    words.push({
      text,
      outline: outlineOf(entry.polygon ?? entry.boundingBox),
      confidence: wordConfidence(entry),
      ...(line === undefined ? {} : { line }),
      at: where,
    });
  };
  const lines = listOf(raw.lines, `${at}.lines`).map((line, i) => recordOf(line, `${at}.lines[${i}]`));
  if (raw.words === undefined) {
    lines.forEach((line, i) => {
      listOf(line.words, `${at}.lines[${i}].words`).forEach((entry, k) => {
        const where = `${at}.lines[${i}].words[${k}]`;
        const word = recordOf(entry, where);
        add(word, word.text ?? word.content, where, i);
      });
    });
  } else {
    const starts = lines.flatMap((line, i) => spansOf(line).map(([start, end]) => ({ start, end, line: i })));
    starts.sort((a, b) => a.start - b.start);
    listOf(raw.words, `${at}.words`).forEach((entry, i) => {
      const word = recordOf(entry, `${at}.words[${i}]`);
      const [span] = spansOf(word);
      const home = span ? starts[lastAtMost(starts, span[0])] : undefined;
      add(word, word.content ?? word.text, `${at}.words[${i}]`, home && span[0] < home.end ? home.line : undefined);
    });
  }
  listOf(raw.selectionMarks, `${at}.selectionMarks`).forEach((entry, i) => {
    const mark = recordOf(entry, `${at}.selectionMarks[${i}]`);
    add(mark, mark.state === "selected" ? TICKED : UNTICKED, `${at}.selectionMarks[${i}]`);
  });
  const turned = raw.angle ?? raw.clockwiseOrientation;
  return { at, extent, size: pageSize(raw.unit, extent, at), words, ...(typeof turned === "number" ? { turned } : {}) };
}

function pageSize(unit: unknown, { width, height }: RecognisedPage["extent"], at: string): RecognisedPage["size"] {
  if (unit === "pixel") return { width, height, unit: "px" };
  if (unit === "inch") return { width: width * POINTS_PER_INCH, height: height * POINTS_PER_INCH, unit: "pt" };
  throw new DocumentError(`${at}.unit`, `expected "pixel" or "inch", found ${kindOf(unit)}`);
}

/** Fields of a typed document; those inside of lists and objects are called "Items.Amount". */
function addFields(fields: Json, prefix: string, add: (name: string, raw: Json) => void): void {
  for (const [name, field] of Object.entries(fields)) {
    const full = prefix + name;
    for (const entry of isRecord(field) && Array.isArray(field.valueArray) ? field.valueArray : [field]) {
      if (!isRecord(entry)) continue;
      if (isRecord(entry.valueObject)) addFields(entry.valueObject, `${full}.`, add);
      else add(full, entry);
    }
  }
}

function tableOf(raw: Json, index: number) {
  return tableFrom(
    listOf(raw.cells, `tables[${index}].cells`)
      .filter(isRecord)
      .map((cell) => ({
        row: Number(cell.rowIndex),
        column: Number(cell.columnIndex),
        text: typeof cell.content === "string" ? cell.content : "",
        header: cell.kind === "columnHeader",
      })),
  );
}
