/** What both markup exports share: text made safe, and the pixels that boxes are written in. */
import type { Box } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";

/** Characters that XML knows no way to hold. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it may stand in XML and HTML, also in attributes. */
export function escaped(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
}

/** Longest side in pixels of pages that have none of their own. */
const SIDE = 3000;

/** The page in whole pixels: those of its image where it has one. */
export function pixelSize({ width, height, image }: Page): { width: number; height: number } {
  if (image) return { width: image.width, height: image.height };
  const scale = SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A box in pixels, whole ones, at least one wide and high. */
export function pixelBox(box: Readonly<Box>, size: { width: number; height: number }): Box {
  const [x0, y0] = [Math.round(box[0] * size.width), Math.round(box[1] * size.height)];
  return [
    x0,
    y0,
    Math.max(x0 + 1, Math.round(box[2] * size.width)),
    Math.max(y0 + 1, Math.round(box[3] * size.height)),
  ];
}
