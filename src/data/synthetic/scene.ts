/**
 * What a synthetic page shows, as a list of drawing commands in pixels of the page, origin top left. Plain data: draw.ts turns
 * it into pixels, thumbnail.ts into a small picture without a canvas.
 */
import type { Rgb } from "../../document/document.ts";
import type { FontId } from "./fonts.ts";

export type Command =
  /** One word; `x`, `y`: pen on the baseline; `angle` degrees clockwise about the pen. */
  | {
      type: "text";
      text: string;
      x: number;
      y: number;
      font: FontId;
      size: number;
      colour: Rgb;
      angle?: number;
      spacing?: number;
      outline?: Rgb;
    }
  | { type: "line"; x0: number; y0: number; x1: number; y1: number; width: number; colour: Rgb; dash?: number }
  | {
      type: "rect";
      x0: number;
      y0: number;
      x1: number;
      y1: number;
      fill?: Rgb;
      stroke?: Rgb;
      width?: number;
      radius?: number;
    }
  | { type: "polygon"; points: [number, number][]; fill?: Rgb; stroke?: Rgb; width?: number }
  | { type: "ellipse"; x: number; y: number; rx: number; ry: number; fill?: Rgb; stroke?: Rgb; width?: number }
  /** A check box drawn by hand or press: empty, crossed, ticked or filled. */
  | { type: "mark"; mark: string; x0: number; y0: number; x1: number; y1: number; colour: Rgb }
  /** From `top` to `bottom`, downwards. */
  | { type: "gradient"; x0: number; y0: number; x1: number; y1: number; top: Rgb; bottom: Rgb }
  | { type: "barcode"; x0: number; y0: number; x1: number; y1: number; seed: string; colour: Rgb }
  | { type: "scribble"; x0: number; y0: number; x1: number; y1: number; seed: string; colour: Rgb; width: number };

export interface Scene {
  /** Pixels. */
  width: number;
  height: number;
  paper: Rgb;
  commands: Command[];
  /** Photograph-like: scanned with other effects than paper. */
  photograph: boolean;
}
