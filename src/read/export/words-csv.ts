/** A Document's words as CSV, one a row, for spreadsheets: place as fractions of the page, pages and lines from 1. */
import type { Document } from "../../document/document.ts";
import { csvText } from "./csv.ts";

const COLUMNS = ["page", "line", "word", "text", "x0", "y0", "x1", "y1", "confidence", "origin"];

/** @returns CSV with a head */
export function toWordsCsv(document: Document): string {
  const rows = document.pages.flatMap((page) =>
    page.words.map(({ text, box, line, confidence, origin }, index) => [
      page.number + 1,
      line + 1,
      index + 1,
      text,
      ...box.map((value) => Number(value.toFixed(5))),
      confidence ?? "",
      origin,
    ]),
  );
  return csvText([COLUMNS, ...rows]);
}
