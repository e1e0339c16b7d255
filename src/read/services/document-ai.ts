/**
 * Google Document AI's JSON (`document`, bare or wrapped). Words are tokens joined where no break stands between them; text is
 * held once and pointed into by code points, as strings, 0 left out. Coordinates of 0 are left out as well.
 */

import { enclose } from "../../document/box.ts";
import { DocumentError, isRecord } from "../../document/json.ts";
import type { Outline } from "../segment.ts";
import { boxOf, cornersOf, directionOf } from "../segment.ts";
import { Findings, type Span, type SpannedWord, wordsIn } from "./findings.ts";
import {
  confidenceOf,
  listOf,
  type Recognised,
  type RecognisedPage,
  type RecognisedWord,
  recordOf,
  sizeOf,
  TICKED,
  tableFrom,
  UNTICKED,
} from "./recognised.ts";

type Json = Record<string, unknown>;

function documentOf(json: unknown): Json | null {
  const document = isRecord(json) && isRecord(json.document) ? json.document : json;
  if (!isRecord(document) || !Array.isArray(document.pages)) return null;
  const [first] = document.pages;
  const own = ["layout", "dimension", "tokens", "imageQualityScores"];
  return isRecord(first) && own.some((key) => key in first) ? document : null;
}

/** `[start, end)` in code points of what an anchor points at. */
function spansOf(anchor: unknown): Span[] {
  if (!isRecord(anchor) || !Array.isArray(anchor.textSegments)) return [];
  return anchor.textSegments
    .filter(isRecord)
    .map(({ startIndex, endIndex }): Span => [Number(startIndex ?? 0), Number(endIndex ?? 0)]);
}

const TURNED: Readonly<Record<string, number>> = { PAGE_UP: 0, PAGE_RIGHT: 90, PAGE_DOWN: 180, PAGE_LEFT: -90 };

/** Fractions of the page where the service gives them, else its pixels. */
function outlineOf(layout: Json, size: RecognisedPage["size"]): Outline {
  const polygon = isRecord(layout.boundingPoly) ? layout.boundingPoly : {};
  const corners = (value: unknown, width: number, height: number): Outline =>
    (Array.isArray(value) ? value : [])
      .filter(isRecord)
      .map(({ x = 0, y = 0 }) => [Number(x) / width, Number(y) / height] as [number, number]);
  const fractions = corners(polygon.normalizedVertices, 1, 1);
  return fractions.length > 0 || !size ? fractions : corners(polygon.vertices, size.width, size.height);
}

export const documentAi = {
  name: "Google Document AI",

  recognises: (json: unknown): boolean => documentOf(json) !== null,

  /** @throws DocumentError */
  read(json: unknown): Recognised {
    const document = documentOf(json)!;
    const letters = Array.from(typeof document.text === "string" ? document.text : "");
    const raw = listOf(document.pages, "pages").map((page, i) => recordOf(page, `pages[${i}]`));
    const placed: SpannedWord[] = [];
    const pages = raw.map((page, i) => pageOf(page, i, letters, placed));
    placed.sort((a, b) => a.start - b.start);
    const found = new Findings();
    const wordsOf = (raw: unknown) => (isRecord(raw) ? wordsIn(placed, spansOf(raw.textAnchor)) : []);
    for (const page of raw) {
      for (const field of listOf(page.formFields, "formFields").filter(isRecord)) {
        found.pair(wordsOf(field.fieldName), wordsOf(field.fieldValue));
      }
      for (const table of listOf(page.tables, "tables").filter(isRecord)) found.tables.push(tableOf(table, letters));
    }
    addEntities(document.entities, (name, entity) => found.add(name, wordsOf(entity)));
    return { pages, entities: found.entities, links: found.links, tables: found.tables };
  },
};

function pageOf(raw: Json, number: number, letters: readonly string[], placed: SpannedWord[]): RecognisedPage {
  const at = `pages[${number}]`;
  const size = isRecord(raw.dimension)
    ? {
        width: sizeOf(raw.dimension.width, `${at}.dimension.width`),
        height: sizeOf(raw.dimension.height, `${at}.dimension.height`),
        unit: "px" as const,
      }
    : null;
  const lines = listOf(raw.lines, `${at}.lines`)
    .flatMap((line, i) =>
      (isRecord(line) && isRecord(line.layout) ? spansOf(line.layout.textAnchor) : []).map(([start, end]) => ({
        start,
        end,
        line: i,
      })),
    )
    .sort((a, b) => a.start - b.start);
  const words: RecognisedWord[] = [];
  let open = false;
  let cursor = 0;
  listOf(raw.tokens, `${at}.tokens`).forEach((entry, i) => {
    const where = `${at}.tokens[${i}]`;
    const token = recordOf(entry, where);
    const layout = recordOf(token.layout, `${where}.layout`);
    const [start, end] = spansOf(layout.textAnchor)[0] ?? [0, 0];
    if (!(start >= 0 && end <= letters.length))
      throw new DocumentError(
        `${where}.layout.textAnchor`,
        `[${start}, ${end}) is outside of the text of ${letters.length} letters`,
      );
    const text = letters.slice(start, end).join("");
    while (cursor < lines.length && lines[cursor].end <= start) cursor++;
    const line = lines[cursor]?.start <= start ? lines[cursor].line : undefined;
    const outline = outlineOf(layout, size);
    const angle = angleOf(outline, layout.orientation);
    const confidence = confidenceOf(layout.confidence);
    const last = words[words.length - 1];
    if (open && last.line === line && placed[placed.length - 1].end === start) {
      last.text += text;
      last.outline = joined(last.outline, outline, angle);
      last.confidence = last.confidence === null || confidence === null ? null : Math.min(last.confidence, confidence);
      placed[placed.length - 1].end = end;
    } else {
      placed.push({ page: number, word: words.length, start, end });
      words.push({ text, outline, angle, confidence, ...(line === undefined ? {} : { line }), at: where });
    }
    open = !isRecord(token.detectedBreak) && !/\s$/.test(text) && !/^\s?$/.test(letters[end] ?? "");
  });
  listOf(raw.visualElements, `${at}.visualElements`).forEach((entry, i) => {
    const element = recordOf(entry, `${at}.visualElements[${i}]`);
    const text = element.type === "filled_checkbox" ? TICKED : element.type === "unfilled_checkbox" ? UNTICKED : "";
    if (text === "" || !isRecord(element.layout)) return;
    const confidence = confidenceOf(element.layout.confidence);
    words.push({ text, outline: outlineOf(element.layout, size), confidence, at: `${at}.visualElements[${i}]` });
  });
  return { at, extent: { width: 1, height: 1 }, size, words };
}

/** The polygon's own direction, unless it starts at the page's top left while the service says that the text is turned. */
function angleOf(outline: Outline, orientation: unknown): number {
  const own = directionOf(outline);
  return Math.abs(own) < 45 ? TURNED[String(orientation)] || own : own;
}

/** One outline around two parts of a word. */
function joined(a: Outline, b: Outline, angle: number): Outline {
  if (a.length === 4 && b.length === 4 && Math.abs(directionOf(a) - angle) < 45) return [a[0], b[1], b[2], a[3]];
  return cornersOf(enclose([boxOf(a), boxOf(b)]));
}

/** Entities of an extractor, parts such as "line_item/amount" among them. */
function addEntities(value: unknown, add: (name: string, entity: Json) => void): void {
  for (const entity of listOf(value, "entities").filter(isRecord)) {
    if (typeof entity.type === "string") add(entity.type, entity);
    addEntities(entity.properties, add);
  }
}

function tableOf(raw: Json, letters: readonly string[]) {
  const rows = [
    ...listOf(raw.headerRows, "headerRows").map((row) => ({ row, header: true })),
    ...listOf(raw.bodyRows, "bodyRows").map((row) => ({ row, header: false })),
  ];
  return tableFrom(
    rows.flatMap(({ row, header }, index) => {
      let column = 0;
      return (isRecord(row) ? listOf(row.cells, "cells") : []).filter(isRecord).map((cell) => {
        const spans = isRecord(cell.layout) ? spansOf(cell.layout.textAnchor) : [];
        const text = spans.map(([start, end]) => letters.slice(start, end).join("")).join("");
        const place = column;
        column += Number(cell.colSpan ?? 1);
        return { row: index, column: place, text: text.trim().replace(/\s+/g, " "), header };
      });
    }),
  );
}
