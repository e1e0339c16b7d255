/**
 * A piece of text with one outline, as labellers and OCR services give it -> its words with an outline each. Outlines are in
 * any unit (y down). Pure geometry; which words make a line is layout.ts.
 */
import { type Box, enclose } from "../document/box.ts";

/** Corners `[x, y]`: of four, clockwise from where the text begins, so that the first edge runs along the writing. */
export type Outline = readonly (readonly [number, number])[];

/** A level box as an outline. */
export function cornersOf([x0, y0, x1, y1]: Readonly<Box>): Outline {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** A level box as the outline of text that is written in a direction of `angle` degrees clockwise. */
export function cornersAlong(box: Readonly<Box>, angle: number): Outline {
  const corners = cornersOf(box);
  const quarter = ((Math.round(angle / 90) % 4) + 4) % 4;
  return [...corners.slice(quarter), ...corners.slice(0, quarter)];
}

/** The smallest level box around `outline`. */
export function boxOf(outline: Outline): Box {
  return enclose(outline.map(([x, y]): Box => [x, y, x, y]));
}

/** Direction of the writing in degrees clockwise, -180..180; 0 of outlines that are not four corners. */
export function directionOf(outline: Outline): number {
  if (outline.length !== 4) return 0;
  const [a, b, c, d] = outline;
  return (Math.atan2(b[1] - a[1] + c[1] - d[1], b[0] - a[0] + c[0] - d[0]) * 180) / Math.PI;
}

/** Widths of letters relative to the usual one; rough, since the font is unknown. */
function widthOf(letter: string): number {
  if (/[iljtfrI1.,:;'|!()[\]]/.test(letter)) return 0.6;
  return /[mwMW@%&]/.test(letter) ? 1.4 : 1;
}

/**
 * The words of `text` (cut at white space), each with its part of `outline`, shared out along the writing by rough widths of
 * letters. Text without any word gives none.
 */
export function cutSegment(text: string, outline: Outline): { text: string; outline: Outline }[] {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length <= 1) return words.map((word) => ({ text: word, outline }));
  const [a, b, c, d] = outline.length === 4 ? outline : cornersOf(boxOf(outline));
  const blank = 0.6;
  const widths = words.map((word) => Array.from(word).reduce((sum, letter) => sum + widthOf(letter), 0));
  const whole = widths.reduce((sum, width) => sum + width, blank * (words.length - 1));
  const along = (from: Outline[number], to: Outline[number], share: number): [number, number] => [
    from[0] + share * (to[0] - from[0]),
    from[1] + share * (to[1] - from[1]),
  ];
  let start = 0;
  return words.map((word, i) => {
    const [from, to] = [start / whole, (start + widths[i]) / whole];
    start += widths[i] + blank;
    return { text: word, outline: [along(a, b, from), along(a, b, to), along(d, c, to), along(d, c, from)] };
  });
}
