/**
 * hOCR (Tesseract, OCRopus, ABBYY and others): HTML whose `title` attributes hold boxes in pixels and confidences in percent.
 * Text angles turn counter-clockwise there. Lines without words are cut at blanks.
 */
import { DocumentError } from "../../document/json.ts";
import { cornersAlong, cutSegment } from "../segment.ts";
import { ancestor, descendants, type Element, nameOf, textIn } from "./markup.ts";
import { confidenceOf, type Recognised, type RecognisedPage } from "./recognised.ts";

const WORDS = ["ocrx_word", "ocr_word"];
/** Tesseract calls some lines headers, captions or floats; the nearest of these around a word is its line. */
const LINES = ["ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"];

const classesOf = ({ attributes }: Element) => (attributes.class ?? "").split(/\s+/);
const isOne = (names: readonly string[]) => (element: Element) =>
  classesOf(element).some((name) => names.includes(name));

/** Numbers behind a key of `title`: "bbox 36 92 96 116; x_wconf 96". */
function property(element: Element, key: string): number[] | null {
  const entries = (element.attributes.title ?? "").split(";").map((entry) => entry.trim().split(/\s+/));
  const found = entries.find(([name]) => name === key);
  return found ? found.slice(1).map(Number) : null;
}

function boxOf(element: Element, what: string): [number, number, number, number] {
  const box = property(element, "bbox");
  if (box?.length === 4 && box.every(Number.isFinite)) return [box[0], box[1], box[2], box[3]];
  const title = JSON.stringify(element.attributes.title ?? "");
  throw new DocumentError(nameOf(element), `${what} needs "bbox" with four numbers in its title, found ${title}`);
}

function pageOf(element: Element): RecognisedPage {
  const at = nameOf(element);
  const [left, top, right, bottom] = boxOf(element, "a page");
  const extent = { width: right - left, height: bottom - top };
  const names = new Map<Element, number>();
  const all = descendants(element);
  const withWords = new Set<Element | null>();
  const words = all.filter(isOne(WORDS));
  for (const word of words) withWords.add(ancestor(word, isOne(LINES)));
  // A block called ocr_header that holds lines is no line itself.
  const outer = new Set(all.filter(isOne(LINES)).map((line) => ancestor(line, isOne(LINES))));
  const pieces = all.filter(
    (piece) => isOne(WORDS)(piece) || (isOne(LINES)(piece) && !withWords.has(piece) && !outer.has(piece)),
  );
  return {
    at,
    extent,
    size: { ...extent, unit: "px" },
    words: pieces.flatMap((piece) => {
      const isWord = isOne(WORDS)(piece);
      const text = textIn(piece).trim();
      if (text === "") return [];
      const line = isWord ? ancestor(piece, isOne(LINES)) : piece;
      if (line && !names.has(line)) names.set(line, names.size);
      const turned = piece.parent && ancestor(piece, (above) => property(above, "textangle") !== null);
      const angle = -((turned && property(turned, "textangle")?.[0]) || property(piece, "textangle")?.[0] || 0);
      const [x0, y0, x1, y1] = boxOf(piece, `the ${isWord ? "word" : "line"} "${text}"`);
      const outline = cornersAlong([x0 - left, y0 - top, x1 - left, y1 - top], angle);
      const shared = {
        confidence: confidenceOf(property(piece, "x_wconf")?.[0], 100),
        angle,
        ...(line ? { line: names.get(line)! } : {}),
        at: nameOf(piece),
      };
      return (isWord ? [{ text, outline }] : cutSegment(text, outline)).map((word) => ({ ...word, ...shared }));
    }),
  };
}

export const hocr = {
  name: "hOCR",

  /** @throws DocumentError */
  read(root: Element): Recognised {
    const pages = [root, ...descendants(root)].filter(isOne(["ocr_page"])).map(pageOf);
    return { pages, entities: [], links: [], tables: [] };
  },
};
