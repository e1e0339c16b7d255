/**
 * What was read, written in the forms of others: plain text, CSV of words, hOCR, ALTO, and PDF that can be searched. Each form
 * stands in a file of its own.
 */
import type { Document, Page } from "../../document/document.ts";
import { documentToJson } from "../../document/json.ts";
import { encodeJpeg } from "../image.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import type { OverlayPage } from "../pdf/overlay.ts";
import { openPdfFile } from "../pdf/reader.ts";
import { ReadError } from "../problem.ts";
import { toAlto } from "./alto.ts";
import type { ExportFormat } from "./formats.ts";
import { toHocr } from "./hocr.ts";
import { searchablePdf, type TextPage } from "./searchable-pdf.ts";
import { toWordsCsv } from "./words-csv.ts";

/** What a PDF is made from, and how the work is stopped. */
export interface ExportOptions {
  /** The bytes that were read: a PDF among them is kept, and gets text only where it had none. */
  source?: Uint8Array;
  /** Opens an encrypted source. */
  password?: string | null;
  signal?: AbortSignal;
}

/** Quality of the pictures in PDFs made from images. */
const QUALITY = 85;

/**
 * Writes a document in another form.
 * @returns text, or the bytes of a PDF
 * @throws ReadError when the source PDF cannot be opened, "unsupported" where a PDF is wanted of words without pictures
 * @example
 * const text = await exportDocument(document, "text");
 * text.includes("FJ-20417") // true
 * const pdf = await exportDocument(document, "pdf", { source: await readFile("invoice.pdf") });
 * await writeFile("searchable.pdf", pdf);
 */
export async function exportDocument(
  document: Document,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<string | Uint8Array> {
  switch (format) {
    case "json":
      return `${JSON.stringify(documentToJson(document), null, 2)}\n`;
    case "text":
      return toText(document);
    case "hocr":
      return toHocr(document);
    case "alto":
      return toAlto(document);
    case "csv":
      return toWordsCsv(document);
    case "pdf":
      return toPdf(document, options);
  }
}

/** A line of the page a line, pages parted by form feeds. */
export function toText(document: Document): string {
  const pages = document.pages.map(({ lines, words }) =>
    lines.map((line) => line.words.map((index) => words[index].text).join(" ")).join("\n"),
  );
  return `${pages.join("\n\f")}\n`;
}

async function toPdf(document: Document, { source, password = null, signal }: ExportOptions): Promise<Uint8Array> {
  const isPdf = document.source.mime === "application/pdf";
  if (source && isPdf) return completed(document, source, password, signal);
  const { name } = document.source;
  if (document.pages.every(({ image }) => image === undefined)) {
    const message = `${name} brings words without pictures: a PDF of it would show nothing; give the image or PDF itself`;
    throw new ReadError("unsupported", message, { file: name });
  }
  const sheets: TextPage[] = [];
  for (const page of document.pages) {
    signal?.throwIfAborted();
    const pixels = await page.image?.read();
    const picture = pixels && { ...pixels, jpeg: await encodeJpeg(pixels, { ...pixels, quality: QUALITY }) };
    sheets.push({ page, picture: picture ?? null });
  }
  return searchablePdf(sheets);
}

/** The source PDF with the words that OCR found on it; the source itself where it found none. */
async function completed(
  document: Document,
  source: Uint8Array,
  password: string | null,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const recognised = document.pages.filter((page) => page.words.some(({ origin }) => origin === "ocr"));
  if (recognised.length === 0) return source;
  const layer = searchablePdf(recognised.map((page) => ({ page: ocrOnly(page), picture: null })));
  const name = document.source.name;
  const reader = await openPdfFile(source, password, DEFAULT_LIMITS, name, signal);
  try {
    const shown = await Promise.all(recognised.map(({ number }) => reader.page(number, signal)));
    const pages = recognised.map(
      (page, i): OverlayPage => ({
        number: page.number,
        layer: i,
        turned: ((page.rotation - shown[i].rotation + 360) % 360) as OverlayPage["turned"],
        replaces: page.words.every(({ origin }) => origin === "ocr"),
      }),
    );
    // Reading a page may have flattened its form: the layer goes onto a fresh copy.
    await reader.close();
    return await reader.overlay(layer, pages);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ReadError) throw error;
    throw new ReadError("damaged", `${name} cannot be written with its text`, { file: name }, { cause: error });
  } finally {
    await reader.close();
  }
}

function ocrOnly(page: Page): Page {
  const lines = page.lines.map((line) => ({
    ...line,
    words: line.words.filter((index) => page.words[index].origin === "ocr"),
  }));
  return { ...page, lines };
}
