/**
 * Is a PDF page's text layer what a reader sees? Decides page by page whether its words are taken, completed by OCR where
 * images are, or replaced. Pure: boxes, counts and the drawn page in, a verdict out.
 */
import type { Pixels } from "../../document/document.ts";
import type { PdfWord } from "./words.ts";

export interface Evidence {
  /** Size of the page as displayed, points; boxes below likewise. */
  width: number;
  height: number;
  words: readonly PdfWord[];
  images: readonly { box: readonly number[]; order: number }[];
  paths: number;
  pixels: Pixels;
}

export interface Verdict {
  /** Words of the layer to keep. */
  words: PdfWord[];
  /** What is kept instead of `words` when OCR cannot run: better than nothing, if it makes words at all. */
  fallback: PdfWord[];
  /** Where OCR has to look: nowhere, everywhere, or in these places (points). */
  ocr: "none" | "page" | { boxes: number[][] };
  /** Why a layer was dropped; for the problem's message. */
  reason?: string;
  /** Number of words dropped because nobody can see them, and the first of them. */
  hidden: number;
  hiddenSample: string;
}

/** Least difference of any channel inside a box for something to be seen there. */
const CONTRAST = 14;
/** Images below this share of the page hold no text worth an OCR run (logos, lines, bullets). */
const SMALL_IMAGE = 0.015;
/** One image of this share is the page. */
const PAGE_IMAGE = 0.6;

/** Judges one page. */
export function judge(evidence: Evidence): Verdict {
  const { width, height, pixels } = evidence;
  const scale = [pixels.width / width, pixels.height / height];
  const seen: PdfWord[] = [];
  const layer: PdfWord[] = [];
  const hidden: PdfWord[] = [];
  const big = evidence.images.filter((image) => share(image.box, width, height) > PAGE_IMAGE);
  for (const word of evidence.words) {
    if (contrast(pixels, word.box, scale) < CONTRAST && !isLacking(word, pixels, scale)) hidden.push(word);
    else if (
      word.invisible > 0.5 * word.characters ||
      big.some((image) => word.object >= 0 && image.order > word.object)
    ) {
      layer.push(word);
    } else seen.push(word);
  }
  const concealed = new Set(hidden);
  const result = {
    hidden: hidden.length,
    hiddenSample: sample(hidden),
    fallback: evidence.words.filter((word) => !concealed.has(word) && word.unmapped === 0),
  };
  const characters = seen.reduce((sum, word) => sum + word.characters, 0);
  const unmapped = seen.reduce((sum, word) => sum + word.unmapped, 0);
  if (characters >= 10 && unmapped > 0.1 * characters) {
    return { ...result, words: [], ocr: "page", reason: `${unmapped} of ${characters} characters have no Unicode` };
  }
  if (looksScrambled(seen)) {
    const reason = "its characters make no words: the font's encoding is wrong";
    return { ...result, words: [], fallback: [], ocr: "page", reason };
  }
  if (layer.length > 0 && layer.length >= 0.2 * seen.length) {
    return { ...result, words: [], ocr: "page", reason: "it is an invisible OCR layer of unknown quality" };
  }
  const places = evidence.images
    .map((image) => image.box)
    .filter((box) => share(box, width, height) > SMALL_IMAGE && contrast(pixels, box, scale) >= CONTRAST)
    .map((box) => [...box]);
  if (characters < 10 && (places.length > 0 || evidence.paths >= 10)) return { ...result, words: seen, ocr: "page" };
  // Text set as outlines: many paths and hardly a character.
  if (evidence.paths > 300 && evidence.paths > 3 * characters) return { ...result, words: seen, ocr: "page" };
  return { ...result, words: seen, ocr: places.length > 0 ? { boxes: places } : "none" };
}

/** A word in a colour that would stand out from its ground, had its font been at hand: other readers show it. */
function isLacking({ lacking, box }: PdfWord, pixels: Pixels, scale: readonly number[]): boolean {
  if (!lacking) return false;
  const x = Math.floor(((box[0] + box[2]) / 2) * scale[0]);
  const y = Math.floor(((box[1] + box[3]) / 2) * scale[1]);
  if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) return false;
  const at = (y * pixels.width + x) * 3;
  return lacking.some((value, c) => Math.abs(value - pixels.data[at + c]) > 4 * CONTRAST);
}

function share(box: readonly number[], width: number, height: number): number {
  const w = Math.min(width, box[2]) - Math.max(0, box[0]);
  const h = Math.min(height, box[3]) - Math.max(0, box[1]);
  return w > 0 && h > 0 ? (w * h) / (width * height) : 0;
}

function sample(words: readonly PdfWord[]): string {
  const text = words.map((word) => word.text).join(" ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Largest range of a channel among the pixels of `box` (points). Outside of the page: 0. */
export function contrast(pixels: Pixels, box: readonly number[], scale: readonly number[]): number {
  const x0 = Math.max(0, Math.floor(box[0] * scale[0]) - 1);
  const y0 = Math.max(0, Math.floor(box[1] * scale[1]) - 1);
  const x1 = Math.min(pixels.width, Math.ceil(box[2] * scale[0]) + 1);
  const y1 = Math.min(pixels.height, Math.ceil(box[3] * scale[1]) + 1);
  const low = [255, 255, 255];
  const high = [0, 0, 0];
  // Large boxes are sampled: a page-wide image shows its contrast on a grid, too.
  const step = Math.max(1, Math.floor(Math.sqrt(((x1 - x0) * (y1 - y0)) / 40_000)));
  for (let y = y0; y < y1; y += step) {
    for (let x = x0; x < x1; x += step) {
      for (let c = 0; c < 3; c++) {
        const value = pixels.data[(y * pixels.width + x) * 3 + c];
        if (value < low[c]) low[c] = value;
        if (value > high[c]) high[c] = value;
      }
    }
  }
  return Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
}

/**
 * Latin letters that never form syllables: fonts whose codes were shifted ("7KH" for "The") have hardly a vowel, or change case
 * inside of words all the time.
 */
export function looksScrambled(words: readonly PdfWord[]): boolean {
  const latin = words.filter((word) => /^[a-z]{4,}$/i.test(word.text));
  const total = words.reduce((sum, word) => sum + word.characters, 0);
  const letters = latin.reduce((sum, word) => sum + word.characters, 0);
  const symbols = words.reduce(
    (sum, word) => sum + (word.text.match(/[^\p{L}\p{N}\p{M}\s.,:;()/$%€£&'"@#*+\-_=|☐☒•·…–—’“”]/gu)?.length ?? 0),
    0,
  );
  if (total >= 60 && symbols > 0.35 * total && letters < 0.2 * total) return true;
  if (latin.length < 12) return false;
  const odd = latin.filter(
    ({ text }) => !/[aeiouyäöüáéíóúàèâêîôûåø]/i.test(text) || /[a-z][A-Z]+[a-z]+[A-Z]/.test(text),
  );
  return odd.length > 0.5 * latin.length;
}
