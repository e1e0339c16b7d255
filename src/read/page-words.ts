/**
 * Loose words and the page's pixels -> the words and lines of a Document's page: check boxes found in the pixels, lines in
 * reading order, the two colours of each word. The last step of every reader that has a page image.
 */
import { clampBox } from "../document/box.ts";
import type { Line, PageImage, Pixels, Word } from "../document/document.ts";
import { measureColours } from "./colour.ts";
import { arrange } from "./layout.ts";
import { type CharacterWord, fromOcr, withTickBoxes } from "./merge.ts";
import type { OcrWord } from "./ocr/engine.ts";
import { fitWithin } from "./pixels.ts";
import { findTickBoxes } from "./tick-boxes.ts";

/** Longest side of the copy of a page that stays in memory, pixels. */
const THUMBNAIL = 256;

/** Finishes a page. */
export function pageWords(loose: readonly CharacterWord[], pixels: Pixels): { words: Word[]; lines: Line[] } {
  const textHeight = medianHeight(loose, pixels);
  const ticked = textHeight > 0 ? withTickBoxes(loose, findTickBoxes(pixels, { textHeight })) : loose;
  const plain = ticked.map(({ centres: _, ...word }) => word);
  const arranged = arrange(plain, pixels.width / pixels.height);
  return { words: coloured(arranged.words, pixels), lines: arranged.lines };
}

/** The words with the colours of their ink and paper, as far as the page's pixels show them. */
export function coloured(words: readonly Word[], pixels: Pixels): Word[] {
  return words.map((word) => ({ ...word, ...measureColours(pixels, word.box) }));
}

/** The image of a page whose pixels are at hand. */
export function pageImage(pixels: Pixels, read: () => Promise<Pixels>): PageImage {
  return { width: pixels.width, height: pixels.height, thumbnail: compact(fitWithin(pixels, THUMBNAIL)), read };
}

/** Small pages are their own thumbnail: a view of a larger buffer would keep that alive. */
function compact(pixels: Pixels): Pixels {
  return pixels.data.byteLength === pixels.data.buffer.byteLength ? pixels : { ...pixels, data: pixels.data.slice() };
}

/** What engines of others may give is put in order: no empty text, no confidence outside of 0..1. */
export function cleanOcrWords(words: readonly OcrWord[]): CharacterWord[] {
  return words.flatMap((word) => {
    const text = word.text.trim();
    if (text === "") return [];
    const { confidence } = word;
    const known = typeof confidence === "number" && confidence >= 0 && confidence <= 1;
    const { centres, ...rest } = word;
    const kept = centres && text === word.text ? { centres } : {};
    return [fromOcr({ ...rest, ...kept, text, box: clampBox(word.box), confidence: known ? confidence : null })];
  });
}

/** Median height in pixels of the words that run along the page; 0 without words. */
function medianHeight(words: readonly CharacterWord[], pixels: Pixels): number {
  const heights = words
    .filter(({ angle = 0 }) => Math.abs(Math.sin((angle * Math.PI) / 180)) < 0.5)
    .map(({ box }) => (box[3] - box[1]) * pixels.height)
    .sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}
