/**
 * The characters of a loaded PDF page, each with its box: what PDFium's text page knows, brought into displayed points. No
 * grouping and no judgement.
 */
import type { Rgb } from "../../document/document.ts";
import { type Affine, type Pdfium, pageTransform } from "./pdfium.ts";

export interface PdfCharacter {
  /** One code point, or several for a ligature that PDFium spelled out. */
  text: string;
  /** x0, y0, x1, y1 in points of the page as displayed, y down: the ink's box, and the box of ascent, descent and advance. */
  tight: [number, number, number, number];
  loose: [number, number, number, number];
  /** Where the pen stood. */
  x: number;
  y: number;
  /** Direction of writing as displayed, degrees clockwise, 0..360. */
  angle: number;
  /** Height of the em, points. */
  em: number;
  /** PDFium made it up (a blank or a line end between text objects). */
  generated: boolean;
  /** The font has no Unicode for it. */
  unmapped: boolean;
  /** Render mode 3: neither filled nor stroked. */
  invisible: boolean;
  /** Fill colour, for letters beyond Latin of a font that is not in the file: PDFium may lack their shapes and draw nothing. */
  lacking?: Rgb;
  /** Index of its text object in the page's drawing order, -1 inside of form objects. */
  object: number;
}

/** More are cut: a page of text has ten thousand. */
export const MAX_CHARACTERS = 200_000;

const INVISIBLE = 3;
/** PDFium brings shapes for the letters up to here. */
const LATIN = 0x24f;

/** Reads all characters of `page` whose displayed size is `width` x `height` points. */
export function readCharacters(
  pdfium: Pdfium,
  page: number,
  width: number,
  height: number,
  order: ReadonlyMap<number, number>,
): PdfCharacter[] {
  const { calls, scratch } = pdfium;
  const textPage = calls.FPDFText_LoadPage(page);
  if (!textPage) return [];
  try {
    const transform = scaled(pageTransform(pdfium, page), width, height);
    const count = Math.min(MAX_CHARACTERS, calls.FPDFText_CountChars(textPage));
    const characters: PdfCharacter[] = [];
    const inFile = new Map<number, boolean>();
    const isInFile = (object: number) => {
      let known = inFile.get(object);
      if (known === undefined) {
        known = object === 0 || calls.FPDFFont_GetIsEmbedded(calls.FPDFTextObj_GetFont(object)) !== 0;
        inFile.set(object, known);
      }
      return known;
    };
    const fillOf = (i: number): Rgb | undefined => {
      if (!calls.FPDFText_GetFillColor(textPage, i, scratch, scratch + 4, scratch + 8, scratch + 12)) return undefined;
      const [red, green, blue, alpha] = pdfium.ints(scratch, 4);
      return alpha > 127 ? [red, green, blue] : undefined;
    };
    for (let i = 0; i < count; i++) {
      const code = calls.FPDFText_GetUnicode(textPage, i) >>> 0;
      const hasBox = calls.FPDFText_GetCharBox(textPage, i, scratch, scratch + 8, scratch + 16, scratch + 24);
      const [left, right, bottom, top] = pdfium.doubles(scratch, 4);
      const tight = boxOf(transform, left, bottom, right, top);
      const hasLoose = calls.FPDFText_GetLooseCharBox(textPage, i, scratch);
      const [looseLeft, looseTop, looseRight, looseBottom] = pdfium.floats(scratch, 4);
      const loose = hasLoose ? boxOf(transform, looseLeft, looseBottom, looseRight, looseTop) : tight;
      calls.FPDFText_GetMatrix(textPage, i, scratch);
      const [a, b, c, d, e, f] = pdfium.floats(scratch, 6);
      const object = calls.FPDFText_GetTextObject(textPage, i);
      const [dx, dy] = [transform[0] * a + transform[2] * b, transform[1] * a + transform[3] * b];
      const em = calls.FPDFText_GetFontSize(textPage, i) * Math.hypot(c, d);
      const lacking = code > LATIN && !isInFile(object) ? fillOf(i) : undefined;
      const hyphen = calls.FPDFText_IsHyphen(textPage, i) === 1;
      characters.push({
        text: hyphen ? "-" : textOfCode(code),
        tight: hasBox ? tight : loose,
        loose,
        x: transform[0] * e + transform[2] * f + transform[4],
        y: transform[1] * e + transform[3] * f + transform[5],
        angle: dx === 0 && dy === 0 ? 0 : ((Math.atan2(dy, dx) * 180) / Math.PI + 360) % 360,
        em: Number.isFinite(em) ? Math.abs(em) : 0,
        generated: calls.FPDFText_IsGenerated(textPage, i) === 1,
        unmapped: calls.FPDFText_HasUnicodeMapError(textPage, i) === 1,
        invisible: object !== 0 && calls.FPDFTextObj_GetTextRenderMode(object) === INVISIBLE,
        ...(lacking ? { lacking } : {}),
        object: order.get(object) ?? -1,
      });
    }
    return joinSurrogates(characters);
  } finally {
    calls.FPDFText_ClosePage(textPage);
  }
}

/** Fractions of the page -> displayed points. */
function scaled(t: Affine, width: number, height: number): Affine {
  return [t[0] * width, t[1] * height, t[2] * width, t[3] * height, t[4] * width, t[5] * height];
}

/** The displayed box of a box in page space. */
export function boxOf(t: Affine, x0: number, y0: number, x1: number, y1: number): [number, number, number, number] {
  const [ax, ay] = [t[0] * x0 + t[2] * y0 + t[4], t[1] * x0 + t[3] * y0 + t[5]];
  const [bx, by] = [t[0] * x1 + t[2] * y1 + t[4], t[1] * x1 + t[3] * y1 + t[5]];
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

/** PDFium gives garbage for some fonts: what is no code point becomes U+FFFD. Lone surrogates pass, joinSurrogates pairs them. */
export function textOfCode(code: number): string {
  if (code > 0x10ffff) return "\ufffd";
  if (code === 0x02) return "-"; // a hyphen at a line's end
  if (code >= 0xfb00 && code <= 0xfb06) return String.fromCodePoint(code).normalize("NFKC");
  return String.fromCodePoint(code);
}

const isHigh = (text: string) => text.length === 1 && text >= "\ud800" && text <= "\udbff";
const isLow = (text: string) => text.length === 1 && text >= "\udc00" && text <= "\udfff";

/** Pairs of UTF-16 halves become one character; a half alone becomes U+FFFD. */
export function joinSurrogates<T extends { text: string }>(characters: readonly T[]): T[] {
  const joined: T[] = [];
  for (let i = 0; i < characters.length; i++) {
    const current = characters[i];
    const next = characters[i + 1];
    if (isHigh(current.text) && next && isLow(next.text)) {
      joined.push({ ...current, text: current.text + next.text });
      i++;
    } else joined.push(isHigh(current.text) || isLow(current.text) ? { ...current, text: "\ufffd" } : current);
  }
  return joined;
}
