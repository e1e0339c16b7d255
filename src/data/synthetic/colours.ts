/** The colour names that questions use, with what counts as each; colours between two names have none. */
import type { Rgb } from "../../document/document.ts";
import type { LabelledQuestion } from "../../document/labelled.ts";

/** Typical value of each name. */
export const COLOURS: Record<string, Rgb> = {
  black: [15, 15, 18],
  white: [250, 250, 250],
  gray: [128, 128, 128],
  red: [210, 25, 30],
  green: [25, 135, 55],
  blue: [30, 75, 200],
  yellow: [245, 212, 35],
  orange: [245, 130, 20],
  purple: [120, 40, 150],
  pink: [245, 120, 180],
  brown: [115, 70, 30],
};

/** Other accepted spellings. */
export const SPELLINGS: Record<string, string[]> = { gray: ["gray", "grey"], purple: ["purple", "violet"] };

/** Name of `colour`, or undefined where people might disagree. */
export function colourName(colour: Rgb): string | undefined {
  const [r, g, b] = colour.map((v) => v / 255);
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  const light = (max + min) / 2;
  const chroma = max - min;
  if (chroma < 0.06) {
    if (light < 0.22) return "black";
    if (light > 0.92) return "white";
    return light > 0.36 && light < 0.68 ? "gray" : undefined;
  }
  if (chroma < 0.22) {
    if (max < 0.2) return "black";
    return min > 0.92 ? "white" : undefined;
  }
  const hue = (max === r ? ((g - b) / chroma + 6) % 6 : max === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4) * 60;
  if (max < 0.2) return undefined;
  if (hue < 8 || hue > 348) {
    if (light > 0.6) return hue > 300 && light < 0.88 ? "pink" : undefined;
    return max > 0.55 ? "red" : undefined;
  }
  if (hue < 16) return undefined;
  if (hue < 40) {
    if (max < 0.62) return chroma > 0.2 ? "brown" : undefined;
    return max > 0.88 && chroma > 0.6 ? "orange" : undefined;
  }
  if (hue < 46) return undefined;
  if (hue < 60) return max > 0.8 && chroma > 0.55 ? "yellow" : undefined;
  if (hue < 90) return undefined;
  if (hue < 155) return light < 0.7 ? "green" : undefined;
  if (hue < 205) return undefined;
  if (hue < 245) return light < 0.72 ? "blue" : undefined;
  if (hue < 266) return undefined;
  if (hue < 300) return light < 0.62 ? "purple" : undefined;
  if (hue < 312) return undefined;
  return light > 0.6 && light < 0.88 ? "pink" : undefined;
}

/** Brightness of a colour, as grey copies and scans have it. */
export const luma = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;

/** `colour` on a grey copy. */
export function greyOf([r, g, b]: Readonly<Rgb>): Rgb {
  const value = Math.round(luma(r, g, b));
  return [value, value, value];
}

/** Whether a question cannot be answered where the colours are gone. */
export const asksColour = ({ kind, operation }: LabelledQuestion): boolean =>
  operation === "colour" || kind === "coloured-word";
