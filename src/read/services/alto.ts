/**
 * ALTO 1 to 4 (libraries' scans, Tesseract, ABBYY, Kraken): XML in pixels, tenths of a millimetre or 1200ths of an inch.
 * Strings without a place share their line's; the hyphen of a cut word, which stands apart, is put back on it, so that words
 * are as printed. Named entities (TAGREFS) become entities.
 */
import { type Box, enclose } from "../../document/box.ts";
import { DocumentError } from "../../document/json.ts";
import { cornersAlong, cornersOf, cutSegment, boxOf as levelBox } from "../segment.ts";
import { Findings, type WordPlace } from "./findings.ts";
import { ancestor, childrenOf, descendants, type Element, nameOf, textIn } from "./markup.ts";
import { confidenceOf, type Recognised, type RecognisedPage, type RecognisedWord, sizeOf } from "./recognised.ts";

/** Points (or pixels) that one unit is; 1/10 mm is what version 1 means where nothing is said. */
const UNITS: Readonly<Record<string, { unit: "px" | "pt"; factor: number }>> = {
  pixel: { unit: "px", factor: 1 },
  mm10: { unit: "pt", factor: 72 / 254 },
  inch1200: { unit: "pt", factor: 72 / 1200 },
};

function unitOf(root: Element) {
  const [element] = descendants(root, "MeasurementUnit");
  const name = element ? textIn(element).trim() : "mm10";
  if (UNITS[name]) return UNITS[name];
  const known = Object.keys(UNITS).join(", ");
  throw new DocumentError("MeasurementUnit", `"${name}" is none of ${known}: boxes in it cannot be placed`);
}

/** null where one of the four is missing. */
function boxOf({ attributes: { HPOS, VPOS, WIDTH, HEIGHT } }: Element): Box | null {
  const [x, y, width, height] = [HPOS, VPOS, WIDTH, HEIGHT].map((value) => Number.parseFloat(value ?? ""));
  return [x, y, width, height].every(Number.isFinite) ? [x, y, x + width, y + height] : null;
}

function extentOf(page: Element): RecognisedPage["extent"] {
  const { WIDTH, HEIGHT } = page.attributes;
  if (WIDTH !== undefined && HEIGHT !== undefined)
    return { width: sizeOf(WIDTH, `${nameOf(page)} WIDTH`), height: sizeOf(HEIGHT, `${nameOf(page)} HEIGHT`) };
  const [space] = childrenOf(page, "PrintSpace");
  const box = space ? boxOf(space) : null;
  if (box) return { width: box[2], height: box[3] };
  throw new DocumentError(nameOf(page), "neither the page nor its PrintSpace says how wide and high it is");
}

interface AltoWord extends RecognisedWord {
  tags: string[];
}

function wordsOf(line: Element, number: string): AltoWord[] {
  const words: AltoWord[] = [];
  const strings = childrenOf(line, "String");
  const block = ancestor(line, ({ name }) => name === "TextBlock");
  // Counter-clockwise in ALTO.
  const angle = -(Number.parseFloat(block?.attributes.ROTATION ?? "") || 0) || courseOf(strings);
  const shares = strings.some((string) => boxOf(string) === null) ? sharedOut(line, strings, angle) : null;
  for (const element of childrenOf(line, "String", "HYP")) {
    const { CONTENT: text = "", WC, TAGREFS } = element.attributes;
    const box = boxOf(element);
    if (element.name === "HYP") {
      const last = words[words.length - 1];
      if (!last || last.text.endsWith(text)) continue;
      last.text += text;
      if (box) last.outline = cornersOf(enclose([levelBox(last.outline), box]));
      continue;
    }
    const outline = box ? cornersAlong(box, angle) : shares?.get(element);
    if (!outline) throw new DocumentError(nameOf(element), `neither the word "${text}" nor its line has a place`);
    const tags = (TAGREFS ?? "").split(/\s+/).filter(Boolean);
    words.push({ text, outline, angle, confidence: confidenceOf(WC), line: number, at: nameOf(element), tags });
  }
  return words;
}

/** Scripts that are written downwards with their letters upright. */
const UPRIGHT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** 90 or -90 for words that follow each other down or up the page: Tesseract writes no ROTATION; else 0. */
function courseOf(strings: readonly Element[]): number {
  const boxes = strings.map(boxOf).filter((box) => box !== null);
  if (boxes.length < 2 || strings.some(({ attributes }) => UPRIGHT.test(attributes.CONTENT ?? ""))) return 0;
  const [first, last] = [boxes[0], boxes[boxes.length - 1]];
  const [x, y] = [0, 1].map((axis) => last[axis] + last[axis + 2] - first[axis] - first[axis + 2]);
  return Math.abs(y) > 2 * Math.abs(x) ? 90 * Math.sign(y) : 0;
}

/** Each string's part of its line. */
function sharedOut(line: Element, strings: readonly Element[], angle: number) {
  const box = boxOf(line);
  if (!box) return null;
  // Blanks inside of a string would be cut, too.
  const text = strings.map(({ attributes }) => (attributes.CONTENT ?? "").replace(/\s+/g, "_") || "_").join(" ");
  const parts = cutSegment(text, cornersAlong(box, angle));
  return new Map(strings.map((string, i) => [string, parts[i].outline]));
}

export const alto = {
  name: "ALTO",

  recognises: (root: Element): boolean => root.name.toLowerCase() === "alto",

  /** @throws DocumentError */
  read(root: Element): Recognised {
    const { unit, factor } = unitOf(root);
    const labels = new Map(
      descendants(root, "NamedEntityTag").map(({ attributes }) => [attributes.ID, attributes.TYPE ?? attributes.LABEL]),
    );
    const found = new Findings();
    const pages = descendants(root, "Page").map((element, page): RecognisedPage => {
      const extent = extentOf(element);
      const words = descendants(element, "TextLine").flatMap((line, i) => wordsOf(line, String(i)));
      const tagged = new Map<string, WordPlace[]>();
      words.forEach(({ tags }, word) => {
        for (const tag of tags) if (labels.has(tag)) tagged.set(tag, [...(tagged.get(tag) ?? []), { page, word }]);
      });
      for (const [tag, places] of tagged) found.add(labels.get(tag) ?? tag, places);
      const size = { width: extent.width * factor, height: extent.height * factor, unit };
      return { at: nameOf(element), extent, size, words: words.map(({ tags: _, ...word }) => word) };
    });
    return { pages, entities: found.entities, links: [], tables: [] };
  },
};
