/**
 * Pages as a PDF that can be searched: the page's picture, and its words as text that is not drawn, each stretched over its box.
 * The font has no shapes, a box for each letter and a table of Unicode, so every script can be searched and nothing is
 * embedded. Written by hand: PDF 1.4, no compression but the pictures' own. Source: ISO 32000-1, 9.6.5 (Type 3 fonts).
 */
import { type Box, toPixels } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";

export interface PdfPicture {
  jpeg: Uint8Array;
  width: number;
  height: number;
}

export interface TextPage {
  page: Page;
  /** Under the text; null: text alone. */
  picture: PdfPicture | null;
}

/** Points of a pixel: scans are mostly made at about so many dots an inch. */
const POINTS_PER_PIXEL = 72 / 150;

/** The page's size in points. */
export function pointSize({ width, height, unit }: Page): { width: number; height: number } {
  const scale = unit === "pt" ? 1 : POINTS_PER_PIXEL;
  return { width: width * scale, height: height * scale };
}

/** Codes of a font of one byte, without the first 32, which some viewers take for control characters. */
const CODES = { first: 33, count: 222 };

/** Which font and code each character has; more fonts as they are needed. */
class Codes {
  readonly #codes = new Map<string, { font: number; code: number }>();

  of(character: string): { font: number; code: number } {
    const known = this.#codes.get(character);
    if (known) return known;
    const index = this.#codes.size;
    const made = { font: Math.floor(index / CODES.count), code: CODES.first + (index % CODES.count) };
    this.#codes.set(character, made);
    return made;
  }

  /** Characters of each font, by code. */
  fonts(): [code: number, character: string][][] {
    const fonts: [number, string][][] = [[]];
    for (const [character, { font, code }] of this.#codes) {
      fonts[font] ??= [];
      fonts[font].push([code, character]);
    }
    return fonts;
  }
}

const number = (value: number) => Number(value.toFixed(3)).toString();
const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");

/** Text that fills `box` (points, y down), level or, for narrow tall boxes of several letters, upwards. */
function put(text: string, [x0, y0, x1, y1]: Box, height: number, codes: Codes): string {
  const characters = [...text];
  const upwards = characters.length > 2 && y1 - y0 > 2 * (x1 - x0);
  const [along, across] = upwards ? [y1 - y0, x1 - x0] : [x1 - x0, y1 - y0];
  const sx = Math.max(0.01, along / characters.length);
  const sy = Math.max(0.01, across);
  const [left, bottom] = [upwards ? x1 : x0, height - y1];
  const matrix = upwards ? [0, sx, -sy, 0, left, bottom] : [sx, 0, 0, sy, left, bottom];
  const runs: { font: number; codes: number[] }[] = [];
  for (const character of characters) {
    const { font, code } = codes.of(character);
    const last = runs.at(-1);
    if (last?.font === font) last.codes.push(code);
    else runs.push({ font, codes: [code] });
  }
  const shows = runs.map((run) => `/F${run.font} 1 Tf <${run.codes.map((code) => hex(code, 2)).join("")}> Tj`);
  return `${matrix.map(number).join(" ")} Tm ${shows.join(" ")}`;
}

function textOf(page: Page, size: { width: number; height: number }, codes: Codes): string {
  const parts: string[] = [];
  for (const line of page.lines) {
    line.words.forEach((index, i) => {
      const { text, box } = page.words[index];
      const place = toPixels(box, size);
      parts.push(put(text, place, size.height, codes));
      const next = line.words[i + 1];
      if (next === undefined) return;
      // A blank fills the gap: readers that go by letters alone find the words apart.
      const right = toPixels(page.words[next].box, size)[0];
      if (right > place[2]) parts.push(put(" ", [place[2], place[1], right, place[3]], size.height, codes));
    });
  }
  return parts.length > 0 ? `BT 3 Tr\n${parts.join("\n")}\nET` : "";
}

/** UTF-16 of a character as hexadecimal digits. */
function utf16(character: string): string {
  return Array.from({ length: character.length }, (_, i) => hex(character.charCodeAt(i), 4)).join("");
}

function unicodeMap(font: readonly [number, string][]): string {
  const entries: string[] = [];
  for (let i = 0; i < font.length; i += 100) {
    const part = font.slice(i, i + 100).map(([code, character]) => `<${hex(code, 2)}> <${utf16(character)}>`);
    entries.push(`${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
${entries.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

/** A PDF in the making: numbered objects, then the table of where they stand. */
class Writer {
  readonly #parts: Uint8Array[] = [];
  readonly #offsets: number[] = [];
  #length = 0;
  #next = 1;

  constructor() {
    this.#push("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
  }

  #push(part: string | Uint8Array): void {
    // Latin-1, byte by byte: what is written here is ASCII but for the mark of binary files.
    const bytes = typeof part === "string" ? Uint8Array.from(part, (sign) => sign.charCodeAt(0)) : part;
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  reserve(): number {
    return this.#next++;
  }

  object(id: number, body: string): void {
    this.#offsets[id] = this.#length;
    this.#push(`${id} 0 obj\n${body}\nendobj\n`);
  }

  stream(id: number, entries: string, data: string | Uint8Array): void {
    this.#offsets[id] = this.#length;
    this.#push(`${id} 0 obj\n<< ${entries} /Length ${data.length} >>\nstream\n`);
    this.#push(data);
    this.#push("\nendstream\nendobj\n");
  }

  finish(root: number): Uint8Array {
    const start = this.#length;
    const rows = Array.from(
      { length: this.#next - 1 },
      (_, i) => `${String(this.#offsets[i + 1]).padStart(10, "0")} 00000 n \n`,
    );
    this.#push(`xref\n0 ${this.#next}\n0000000000 65535 f \n${rows.join("")}`);
    this.#push(`trailer\n<< /Size ${this.#next} /Root ${root} 0 R >>\nstartxref\n${start}\n%%EOF\n`);
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** @returns the PDF's bytes */
export function searchablePdf(pages: readonly TextPage[]): Uint8Array {
  const writer = new Writer();
  const codes = new Codes();
  const [catalog, tree, resources] = [writer.reserve(), writer.reserve(), writer.reserve()];
  const sheets = pages.map(({ page, picture }) => {
    const [id, content] = [writer.reserve(), writer.reserve()];
    const size = pointSize(page);
    const box = `/MediaBox [0 0 ${number(size.width)} ${number(size.height)}]`;
    const image = picture ? writer.reserve() : null;
    const shown = image === null ? "" : `q ${number(size.width)} 0 0 ${number(size.height)} 0 0 cm /I${image} Do Q\n`;
    writer.stream(content, "", shown + textOf(page, size, codes));
    if (image !== null && picture) {
      const about = `/Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /DeviceRGB`;
      writer.stream(image, `${about} /BitsPerComponent 8 /Filter /DCTDecode`, picture.jpeg);
    }
    writer.object(
      id,
      `<< /Type /Page /Parent ${tree} 0 R ${box} /Contents ${content} 0 R /Resources ${resources} 0 R >>`,
    );
    return { id, image };
  });
  const fonts = codes.fonts().map((font) => {
    const [id, map, glyph] = [writer.reserve(), writer.reserve(), writer.reserve()];
    writer.stream(map, "", unicodeMap(font));
    writer.stream(glyph, "", "1000 0 0 0 1000 1000 d1");
    const last = CODES.first + font.length - 1;
    const widths = font.map(() => "1000").join(" ");
    const names = font.map(([code]) => `/g${code}`).join(" ");
    const procedures = font.map(([code]) => `/g${code} ${glyph} 0 R`).join(" ");
    const range =
      font.length > 0
        ? `/FirstChar ${CODES.first} /LastChar ${last} /Widths [${widths}]`
        : "/FirstChar 0 /LastChar 0 /Widths [0]";
    const encoding = `/Encoding << /Type /Encoding /Differences [${CODES.first} ${names}] >>`;
    const shape = "/FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >>";
    writer.object(
      id,
      `<< /Type /Font /Subtype /Type3 ${shape} ${range} ${encoding} /CharProcs << ${procedures} >> /ToUnicode ${map} 0 R >>`,
    );
    return id;
  });
  const named = fonts.map((id, i) => `/F${i} ${id} 0 R`).join(" ");
  const images = sheets.flatMap(({ image }) => (image === null ? [] : [`/I${image} ${image} 0 R`])).join(" ");
  writer.object(resources, `<< /Font << ${named} >> /XObject << ${images} >> >>`);
  const kids = sheets.map(({ id }) => `${id} 0 R`).join(" ");
  writer.object(tree, `<< /Type /Pages /Kids [${kids}] /Count ${sheets.length} >>`);
  writer.object(catalog, `<< /Type /Catalog /Pages ${tree} 0 R >>`);
  return writer.finish(catalog);
}
