/**
 * The fonts of synthetic pages: which families, which files. Data only; canvas.ts registers and measures them.
 * All are @fontsource packages (OFL-1.1, Special Elite Apache-2.0), Latin and Latin Extended.
 */

export type FontClass = "sans" | "serif" | "mono" | "receipt" | "typewriter" | "condensed" | "display" | "hand";

export interface FontFile {
  /** Registered name of the family of this one weight and slope. */
  id: FontId;
  class: FontClass;
  package: string;
  weight: 400 | 700;
  italic: boolean;
  /** The package has a latin-ext file. */
  extended: boolean;
}

const LIST = [
  ["arimo", "sans", "arimo", 400, false, true],
  ["arimo-bold", "sans", "arimo", 700, false, true],
  ["arimo-italic", "sans", "arimo", 400, true, true],
  ["open", "sans", "open-sans", 400, false, true],
  ["open-bold", "sans", "open-sans", 700, false, true],
  ["tinos", "serif", "tinos", 400, false, true],
  ["tinos-bold", "serif", "tinos", 700, false, true],
  ["tinos-italic", "serif", "tinos", 400, true, true],
  ["garamond", "serif", "eb-garamond", 400, false, true],
  ["garamond-bold", "serif", "eb-garamond", 700, false, true],
  ["merriweather", "serif", "merriweather", 400, false, true],
  ["merriweather-bold", "serif", "merriweather", 700, false, true],
  ["cousine", "mono", "cousine", 400, false, true],
  ["cousine-bold", "mono", "cousine", 700, false, true],
  ["inconsolata", "receipt", "inconsolata", 400, false, true],
  ["inconsolata-bold", "receipt", "inconsolata", 700, false, true],
  ["vt323", "receipt", "vt323", 400, false, true],
  ["courier", "typewriter", "courier-prime", 400, false, true],
  ["courier-bold", "typewriter", "courier-prime", 700, false, true],
  ["elite", "typewriter", "special-elite", 400, false, true],
  ["archivo", "condensed", "archivo-narrow", 400, false, true],
  ["archivo-bold", "condensed", "archivo-narrow", 700, false, true],
  ["oswald", "condensed", "oswald", 400, false, true],
  ["oswald-bold", "condensed", "oswald", 700, false, true],
  ["anton", "display", "anton", 400, false, true],
  ["bungee", "display", "bungee", 400, false, true],
  ["slab", "display", "alfa-slab-one", 400, false, true],
  ["pacifico", "display", "pacifico", 400, false, true],
  ["caveat", "hand", "caveat", 400, false, true],
  ["kalam", "hand", "kalam", 400, false, true],
  ["patrick", "hand", "patrick-hand", 400, false, true],
  ["indie", "hand", "indie-flower", 400, false, true],
  ["reenie", "hand", "reenie-beanie", 400, false, false],
  ["gochi", "hand", "gochi-hand", 400, false, false],
] as const;

export type FontId = (typeof LIST)[number][0];

export const FONTS: readonly FontFile[] = LIST.map(([id, kind, name, weight, italic, extended]) => ({
  id,
  class: kind,
  package: name,
  weight,
  italic,
  extended,
}));

const BY_ID = new Map(FONTS.map((font) => [font.id, font]));

/** The entry of `id`. */
export function fontOf(id: FontId): FontFile {
  return BY_ID.get(id)!;
}

const BOLD: Partial<Record<FontId, FontId>> = {
  arimo: "arimo-bold",
  open: "open-bold",
  tinos: "tinos-bold",
  garamond: "garamond-bold",
  merriweather: "merriweather-bold",
  cousine: "cousine-bold",
  inconsolata: "inconsolata-bold",
  courier: "courier-bold",
  archivo: "archivo-bold",
  oswald: "oswald-bold",
};

/** The bold cut of `id`, or `id` itself where the family has one weight. */
export function boldOf(id: FontId): FontId {
  return BOLD[id] ?? id;
}

/** The fonts of a class. */
export function fontsOf(kind: FontClass): FontId[] {
  return FONTS.filter((font) => font.class === kind).map((font) => font.id);
}

/** Handwriting without Latin Extended letters must not get them: true when `font` can write all of `text`. */
export function canWrite(id: FontId, text: string): boolean {
  const limit = fontOf(id).extended ? 0x180 : 0x100;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= limit && !PUNCTUATION.has(code)) return false;
  }
  return true;
}

// What every registered file holds above Latin-1: dashes, quotes, bullet, dots, euro. Tested by measuring.
const PUNCTUATION = new Set([0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2026, 0x20ac]);
