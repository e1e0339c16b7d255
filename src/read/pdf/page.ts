/**
 * One page of an open PDF: drawn, its characters grouped to words, its form fields turned into words, its text layer judged.
 * Runs inside the worker. Source of the steps: PDFium's form-fill and flatten calls.
 */
import type { Pixels } from "../../document/document.ts";
import { withinPixels } from "../limits.ts";
import { ReadError } from "../problem.ts";
import { readCharacters } from "./characters.ts";
import { type PdfField, readFields } from "./fields.ts";
import { judge, type Verdict } from "./judge.ts";
import { readObjects } from "./objects.ts";
import { type Affine, type PdfHandle, type Pdfium, pageTransform, renderPage } from "./pdfium.ts";
import { type PdfWord, wordsOfCharacters } from "./words.ts";

export interface PdfPage {
  /** Points, as displayed. */
  width: number;
  height: number;
  rotation: 0 | 90 | 180 | 270;
  verdict: Verdict;
  /** Words of form fields: they stand whatever the verdict. Points. */
  fieldWords: PdfWord[];
  /** Fields whose value could not be found on the page, placed by estimate. */
  estimated: number;
  pixels: Pixels;
}

const DPI = 150;
const SCAN_DPI = 200;
/** Small pages are drawn larger: their longest side gets at least this many pixels, up to eight times their points. */
const LEAST_SIDE = 600;

/** Reads page `number`. @throws ReadError "damaged" when PDFium cannot load it */
export function readPdfPage(pdfium: Pdfium, handle: PdfHandle, number: number, pagePixels: number): PdfPage {
  const { calls } = pdfium;
  let page = load(pdfium, handle, number);
  try {
    const [width, height] = [calls.FPDF_GetPageWidthF(page), calls.FPDF_GetPageHeightF(page)];
    if (!(width > 0 && height > 0))
      throw new ReadError("damaged", `page ${number + 1} of the PDF has no size`, { page: number });
    const points = (transform: Affine): Affine => {
      const [a, b, c, d, e, f] = transform;
      return [a * width, b * height, c * width, d * height, e * width, f * height];
    };
    const transform = points(pageTransform(pdfium, page));
    const { fields, shown } = readFields(pdfium, handle, page, transform);
    let objects = readObjects(pdfium, page, transform);
    const covered = objects.images.reduce((sum, { box }) => sum + (box[2] - box[0]) * (box[3] - box[1]), 0);
    const scan = covered > 0.3 * width * height || objects.texts.size === 0;
    const size = renderSize(width, height, scan ? SCAN_DPI : DPI, pagePixels);
    const pixels = renderPage(pdfium, handle, page, size.width, size.height);
    const rotation = ((calls.FPDFPage_GetRotation(page) % 4) * 90) as PdfPage["rotation"];
    if (shown && calls.FPDFPage_Flatten(page, 0) === 1) {
      unload(pdfium, handle, page);
      page = load(pdfium, handle, number);
      objects = readObjects(pdfium, page, transform);
    }
    const words = wordsOfCharacters(readCharacters(pdfium, page, width, height, objects.texts));
    const { rest, fieldWords, estimated } = settleFields(words, fields);
    const { images, paths } = objects;
    const verdict = judge({ width, height, words: rest, images, paths, pixels });
    return { width, height, rotation, verdict, fieldWords, estimated, pixels };
  } finally {
    unload(pdfium, handle, page);
  }
}

/** Draws page `number` again at the size that readPdfPage gave. */
export function renderPdfPage(
  pdfium: Pdfium,
  handle: PdfHandle,
  number: number,
  width: number,
  height: number,
): Pixels {
  const page = load(pdfium, handle, number);
  try {
    return renderPage(pdfium, handle, page, width, height);
  } finally {
    unload(pdfium, handle, page);
  }
}

function load(pdfium: Pdfium, handle: PdfHandle, number: number): number {
  const page = pdfium.calls.FPDF_LoadPage(handle.document, number);
  if (!page) throw new ReadError("damaged", `page ${number + 1} of the PDF cannot be loaded`, { page: number });
  if (handle.form) pdfium.calls.FORM_OnAfterLoadPage(page, handle.form);
  return page;
}

function unload(pdfium: Pdfium, handle: PdfHandle, page: number): void {
  if (handle.form) pdfium.calls.FORM_OnBeforeClosePage(page, handle.form);
  pdfium.calls.FPDF_ClosePage(page);
}

export function renderSize(
  width: number,
  height: number,
  dpi: number,
  pixels: number,
): { width: number; height: number } {
  const longest = Math.max(width, height);
  const scale = Math.max(dpi / 72, Math.min(8, LEAST_SIDE / longest));
  return withinPixels(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), pixels);
}

const contains = (box: readonly number[], word: PdfWord, margin: number) => {
  const [x, y] = [(word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2];
  return x >= box[0] - margin && x <= box[2] + margin && y >= box[1] - margin && y <= box[3] + margin;
};

const alnum = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Splits words into those of fields and the rest; ticks become words; values that are not on the page are placed by estimate. */
export function settleFields(
  words: readonly PdfWord[],
  fields: readonly PdfField[],
): { rest: PdfWord[]; fieldWords: PdfWord[]; estimated: number } {
  let rest = [...words];
  const fieldWords: PdfWord[] = [];
  let estimated = 0;
  for (const field of fields) {
    const inside = rest.filter((word) => contains(field.box, word, 1));
    if (field.kind === "check" || field.kind === "radio") {
      // The tick itself is a glyph of a symbol font: "4", "l", "n".
      const marks = new Set(inside.filter((word) => word.text.length <= 2));
      rest = rest.filter((word) => !marks.has(word));
      fieldWords.push(makeWord(field.checked ? "☒" : "☐", field.box));
      continue;
    }
    if (field.kind === "other" || field.value === "" || field.secret) continue;
    const found = alnum(inside.map((word) => word.text).join(""));
    const wanted = alnum(field.value);
    if (wanted === "" || found.includes(wanted) || found.length >= 0.6 * wanted.length) {
      const own = new Set(inside);
      rest = rest.filter((word) => !own.has(word));
      fieldWords.push(...inside);
      continue;
    }
    estimated++;
    fieldWords.push(...estimate(field));
  }
  return { rest, fieldWords, estimated };
}

function makeWord(text: string, box: PdfWord["box"]): PdfWord {
  return { text, box, angle: 0, characters: text.length, unmapped: 0, invisible: 0, object: -1 };
}

/** Words of a value in lines of at most 12 points from the field's top left, half an em a character. */
function estimate(field: PdfField): PdfWord[] {
  const [x0, y0, x1, y1] = field.box;
  const em = Math.max(2, Math.min(12, 0.75 * (y1 - y0)));
  const words: PdfWord[] = [];
  field.value.split(/\r\n|\r|\n/).forEach((line, row) => {
    let x = x0 + 2;
    const top = Math.min(y1 - em, y0 + (y1 - y0 < 2 * em ? (y1 - y0 - em) / 2 : 2 + row * 1.2 * em));
    for (const text of line.split(/\s+/).filter(Boolean)) {
      const right = Math.min(x1, x + 0.5 * em * text.length);
      words.push(makeWord(text, [Math.min(x, x1 - 1), top, Math.max(right, Math.min(x, x1 - 1) + 1), top + em]));
      x = right + 0.3 * em;
    }
  });
  return words;
}
