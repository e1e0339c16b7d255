/**
 * The Document: what every reader makes and every task takes. Plain data (pages, lines, words, boxes) plus, when the source
 * had one, a page image that is decoded again on demand, so that a long document stays small in memory. No I/O here.
 */
import type { Box } from "./box.ts";

/** Version of the form in which documents are written as JSON; another is refused when it is read. */
export const DOCUMENT_VERSION = 1;

/** Where a word's text came from. */
export type WordOrigin = "pdf" | "ocr" | "given";

/** Red, green, blue, each 0..255. */
export type Rgb = [number, number, number];

/** A word as it is printed: what answers are made of and evidence points at. */
export interface Word {
  text: string;
  box: Box;
  /** Index into the page's `lines`. */
  line: number;
  /** 0..1 as the reader measured it; null when unknown, never a made-up 1. */
  confidence: number | null;
  origin: WordOrigin;
  /** Colour of the strokes and of the ground under them, measured on the full page image; absent where there is none. */
  ink?: Rgb;
  paper?: Rgb;
}

/** Words that stand on one line of print. */
export interface Line {
  box: Box;
  /** Indices into the page's `words`, in reading order. */
  words: number[];
}

/** Interleaved RGB, 3 bytes a pixel, row by row from the top left. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/** The upright page as an image. */
export interface PageImage {
  /** Size in pixels of what `read()` gives. */
  width: number;
  height: number;
  /** A small copy (longest side at most 256 pixels), always in memory: what the model's visual branch sees. */
  thumbnail: Pixels;
  /** Decodes or renders the page again. */
  read(): Promise<Pixels>;
  /** The file that holds this image alone, as displayed; absent where there is none (a page of a PDF, a turned photo). */
  file?: string;
}

/** One upright page: its words in reading order, its lines, and its picture where the source had one. */
export interface Page {
  /** Index in the source, from 0. */
  number: number;
  /** Size of the upright page in `unit`. */
  width: number;
  height: number;
  unit: "px" | "pt";
  /** Degrees clockwise by which the source was turned to stand upright. */
  rotation: 0 | 90 | 180 | 270;
  words: Word[];
  lines: Line[];
  image?: PageImage;
}

/** What was read: its name (never its path), kind and hash. */
export interface DocumentSource {
  name: string;
  mime: string;
  /** Of the bytes read, lower-case hex; "" when the words were given without a file. */
  sha256: string;
}

/** What every reader makes and every task takes: plain data, but for the pages' `image.read()`. */
export interface Document {
  version: typeof DOCUMENT_VERSION;
  source: DocumentSource;
  pages: Page[];
}

/**
 * The text of `words` (indices on `page`), joined by blanks in the order given.
 * @example
 * const { text, evidence } = (await model.ask(document, "What is the invoice number?"))[0];
 * textOf(document.pages[evidence[0].page], evidence[0].words) === text // true
 */
export function textOf(page: Page, words: readonly number[]): string {
  return words.map((index) => page.words[index].text).join(" ");
}
