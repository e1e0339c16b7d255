/**
 * The one file that touches @napi-rs/canvas: registers the fonts, measures glyphs, makes canvases. A font that cannot be
 * registered is an error; Skia would draw another one without a word.
 */
import { createRequire } from "node:module";
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";
import { FONTS, type FontId, fontOf } from "./fonts.ts";

export type { Canvas, SKRSContext2D };
export { createCanvas };

/** A font of the table could not be loaded. */
export class FontError extends Error {
  readonly font: string;
  constructor(font: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "FontError";
    this.font = font;
  }
}

const registered = new Set<FontId>();
const require = createRequire(import.meta.url);

/** Names that no font of the system has. */
const familyOf = (id: FontId, extended: boolean) => `docformer-${id}${extended ? "-ext" : ""}`;

function register(id: FontId): void {
  if (registered.has(id)) return;
  const { package: name, weight, italic, extended } = fontOf(id);
  for (const subset of extended ? ["latin", "latin-ext"] : ["latin"]) {
    const family = familyOf(id, subset === "latin-ext");
    // Families are shared by all threads of the process: twice the same would measure by a hair otherwise.
    if (GlobalFonts.has(family)) continue;
    const file = `@fontsource/${name}/files/${name}-${subset}-${weight}-${italic ? "italic" : "normal"}.woff2`;
    let path: string;
    try {
      path = require.resolve(file);
    } catch (cause) {
      throw new FontError(id, `font ${id}: cannot find ${file}; run npm ci`, { cause });
    }
    if (GlobalFonts.registerFromPath(path, family) === null || !GlobalFonts.has(family)) {
      throw new FontError(id, `font ${id}: ${file} is there but cannot be registered`);
    }
  }
  registered.add(id);
}

/** Registers every font of the table; throws FontError on the first that fails. */
export function registerFonts(): void {
  for (const font of FONTS) register(font.id);
}

/** CSS font of `id` at `size` pixels; registers it first. */
export function cssFont(id: FontId, size: number): string {
  register(id);
  const own = `${size}px '${familyOf(id, false)}'`;
  return fontOf(id).extended ? `${own}, '${familyOf(id, true)}'` : own;
}

/** Prepares `context` to draw text whose width is the sum of its advances: no kerning, no ligatures. */
export function plainText(context: SKRSContext2D): void {
  context.fontKerning = "none";
  context.fontVariantLigatures = "none";
  context.fontFeatureSettings = '"liga" 0, "clig" 0, "calt" 0, "dlig" 0, "kern" 0';
  context.textBaseline = "alphabetic";
}

/** Extents of one glyph at size 1: advance, then ink left, right (from the pen), above and below the baseline. */
export interface Glyph {
  advance: number;
  left: number;
  right: number;
  above: number;
  below: number;
}

const SIZE = 200;
const glyphs = new Map<FontId, Map<string, Glyph>>();
let measuring: SKRSContext2D | undefined;
let measuringFont: FontId | undefined;

/** Measures `character` of `font` once and remembers it. */
export function glyphOf(font: FontId, character: string): Glyph {
  let table = glyphs.get(font);
  if (!table) {
    table = new Map();
    glyphs.set(font, table);
  }
  let glyph = table.get(character);
  if (!glyph) {
    if (!measuring) {
      measuring = createCanvas(8, 8).getContext("2d");
      plainText(measuring);
    }
    if (measuringFont !== font) {
      measuring.font = cssFont(font, SIZE);
      measuringFont = font;
    }
    const m = measuring.measureText(character);
    glyph = {
      advance: m.width / SIZE,
      left: -m.actualBoundingBoxLeft / SIZE,
      right: m.actualBoundingBoxRight / SIZE,
      above: m.actualBoundingBoxAscent / SIZE,
      below: m.actualBoundingBoxDescent / SIZE,
    };
    table.set(character, glyph);
  }
  return glyph;
}
