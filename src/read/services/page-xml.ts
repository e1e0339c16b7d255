/**
 * PAGE XML (PRImA; Transkribus, OCR-D, eScriptorium), all versions since 2010: pixels, polygons of any form. Lines in the file's
 * own ReadingOrder; lines without words are cut at blanks. Which way a line runs, its baseline tells, else its region.
 */
import type { Box } from "../../document/box.ts";
import { DocumentError } from "../../document/json.ts";
import { cornersAlong, cutSegment, boxOf as levelBox, type Outline } from "../segment.ts";
import { ancestor, childrenOf, descendants, type Element, nameOf, textIn } from "./markup.ts";
import { confidenceOf, type Recognised, type RecognisedPage, type RecognisedWord, sizeOf } from "./recognised.ts";

/** "x,y x,y", or in the version of 2010 `<Point x= y=>`. */
function pointsOf(element: Element | undefined): Outline {
  if (!element) return [];
  const { points } = element.attributes;
  if (points === undefined)
    return childrenOf(element, "Point").map(({ attributes }) => [Number(attributes.x), Number(attributes.y)]);
  const numbers = points
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return Array.from(
    { length: numbers.length >> 1 },
    (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as [number, number],
  );
}

/** The level box of an element's Coords. */
function boxOf(element: Element, text: string): Box {
  const points = pointsOf(childrenOf(element, "Coords")[0]);
  if (points.length > 1 && points.flat().every(Number.isFinite)) return levelBox(points);
  const what = element.name === "Word" ? "word" : "line";
  throw new DocumentError(nameOf(element), `the ${what} "${text}" needs Coords with points "x,y x,y"`);
}

/** The first of the alternative readings. */
function readingOf(element: Element): { text: string; confidence: number | null } {
  const rank = ({ attributes }: Element) => Number(attributes.index ?? 0);
  const [first] = childrenOf(element, "TextEquiv").sort((a, b) => rank(a) - rank(b));
  if (!first) return { text: "", confidence: null };
  const [unicode, plain] = [...childrenOf(first, "Unicode"), ...childrenOf(first, "PlainText")].map(textIn);
  return { text: (unicode || plain || "").trim(), confidence: confidenceOf(first.attributes.conf) };
}

/** Degrees clockwise in which a line is written; a region's `orientation` is the turn that would correct it. */
function angleOf(line: Element): number {
  const baseline = pointsOf(childrenOf(line, "Baseline")[0]);
  const [first, last] = [baseline[0], baseline[baseline.length - 1]];
  if (first && last && first !== last) return (Math.atan2(last[1] - first[1], last[0] - first[0]) * 180) / Math.PI;
  const region = ancestor(line, ({ attributes }) => Number(attributes.orientation ?? 0) !== 0);
  return region ? -Number(region.attributes.orientation) : 0;
}

/** Ids of regions in reading order. */
function readingOrder(page: Element): string[] {
  const walk = (group: Element): string[] => {
    const members = group.children.filter((child): child is Element => typeof child !== "string");
    const ordered = group.name.startsWith("Ordered")
      ? [...members].sort((a, b) => Number(a.attributes.index ?? 0) - Number(b.attributes.index ?? 0))
      : members;
    const own = group.attributes.regionRef === undefined ? [] : [group.attributes.regionRef];
    return [...own, ...ordered.flatMap(walk)];
  };
  return childrenOf(page, "ReadingOrder").flatMap(walk);
}

function linesOf(page: Element): Element[] {
  const rank = new Map(readingOrder(page).map((id, i) => [id, i]));
  const rankOf = (line: Element) => {
    const region = ancestor(line, ({ attributes }) => rank.has(attributes.id));
    return region ? rank.get(region.attributes.id)! : rank.size;
  };
  // Sorting is stable: lines of one region, and those of regions that are not listed, keep the file's order.
  return descendants(page, "TextLine").sort((a, b) => rankOf(a) - rankOf(b));
}

function pageOf(page: Element): RecognisedPage {
  const at = nameOf(page);
  const width = sizeOf(page.attributes.imageWidth, `${at} imageWidth`);
  const height = sizeOf(page.attributes.imageHeight, `${at} imageHeight`);
  const words = linesOf(page).flatMap((line, number): RecognisedWord[] => {
    const angle = angleOf(line);
    const own = childrenOf(line, "Word").flatMap((word): RecognisedWord[] => {
      const { text, confidence } = readingOf(word);
      if (text === "") return [];
      return [{ text, outline: cornersAlong(boxOf(word, text), angle), confidence, line: number, at: nameOf(word) }];
    });
    const { text, confidence } = readingOf(line);
    if (own.length > 0 || text === "") return own;
    const parts = cutSegment(text, cornersAlong(boxOf(line, text), angle));
    return parts.map((part) => ({ ...part, angle, confidence, line: number, at: nameOf(line) }));
  });
  return { at, extent: { width, height }, size: { width, height, unit: "px" }, words };
}

export const pageXml = {
  name: "PAGE XML",

  recognises: (root: Element): boolean => root.name === "PcGts",

  /** @throws DocumentError */
  read(root: Element): Recognised {
    return { pages: descendants(root, "Page").map(pageOf), entities: [], links: [], tables: [] };
  },
};
