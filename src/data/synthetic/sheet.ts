/**
 * A page while it is laid out: puts text word by word (box from glyph metrics, no drawing), rules and fills, and remembers
 * ink and paper of every word. Pixels, origin top left. Knows nothing of questions.
 */
import type { Rgb } from "../../document/document.ts";
import { glyphOf } from "./canvas.ts";
import { type FontId, fontOf } from "./fonts.ts";
import type { Random } from "./random.ts";
import type { Command } from "./scene.ts";

export interface Style {
  font: FontId;
  /** Pixels. */
  size: number;
  ink: Rgb;
  /** Ground under the words, where it is not the sheet's own. */
  paper?: Rgb;
  /** Extra space between letters, in sizes. */
  spacing?: number;
  outline?: Rgb;
}

/** Words of a sheet, by their number in the order in which they were put. */
export type Span = number[];

export interface SheetWord {
  text: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  ink: Rgb;
  paper: Rgb;
  font: FontId;
  size: number;
  /** Its drawing command. */
  drawn: Command;
}

export type Align = "left" | "right" | "centre";

/** Words that are drawn as shapes, since fonts lack them. */
export const MARKS = new Set(["☐", "☒", "☑", "✓", "✗", "■", "□", "●", "○"]);

/** Height of the line of text above its baseline, in sizes. */
const ASCENT = 0.78;

export class Sheet {
  readonly random: Random;
  readonly words: SheetWord[] = [];
  readonly commands: Command[] = [];
  paper: Rgb;
  /** Boxes of whole line height, as many readers give them, instead of the ink's. */
  readonly tall: boolean;
  width = 0;
  bottom = 0;

  constructor(random: Random, paper: Rgb = [255, 255, 255]) {
    this.random = random;
    this.paper = paper;
    this.tall = random.chance(0.35);
  }

  /** Advance of `text` in pixels. */
  measure(text: string, style: Style): number {
    const { font, size, spacing = 0 } = style;
    let em = 0;
    for (const character of text) em += MARKS.has(character) ? 0.85 : glyphOf(font, character).advance + spacing;
    return em * size;
  }

  /**
   * Puts one line of text with the top of its line at `y`, its left end, right end or centre at `x`.
   * @returns the words put.
   */
  put(x: number, y: number, text: string, style: Style, align: Align = "left"): Span {
    const { font, size, spacing = 0 } = style;
    if (align !== "left") {
      const width = this.measure(text, style);
      x -= align === "right" ? width : width / 2;
    }
    const gap = (glyphOf(font, " ").advance + spacing) * size;
    const hand = fontOf(font).class === "hand";
    const span: Span = [];
    let pen = x;
    for (const word of text.split(" ")) {
      if (word !== "") {
        const base = y + ASCENT * size + (hand ? this.random.range(-0.06, 0.06) * size : 0);
        span.push(this.word(pen, base, word, style));
        pen = this.pen;
      }
      pen += gap;
    }
    return span;
  }

  private pen = 0;

  private word(x: number, base: number, text: string, style: Style): number {
    const { font, size, ink, spacing = 0 } = style;
    const paper = style.paper ?? this.paper;
    if (MARKS.has(text)) {
      const side = 0.78 * size;
      const box = { x0: x, y0: base - side * 0.95, x1: x + side, y1: base + side * 0.05 };
      const drawn: Command = { type: "mark", mark: text, ...box, colour: ink };
      this.commands.push(drawn);
      this.pen = x + 0.85 * size;
      return this.push({ text, ...box, ink, paper, font, size, drawn });
    }
    let pen = x;
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    let above = Number.NEGATIVE_INFINITY;
    let below = Number.NEGATIVE_INFINITY;
    for (const character of text) {
      const glyph = glyphOf(font, character);
      left = Math.min(left, pen + glyph.left * size);
      right = Math.max(right, pen + glyph.right * size);
      above = Math.max(above, glyph.above);
      below = Math.max(below, glyph.below);
      pen += (glyph.advance + spacing) * size;
    }
    this.pen = pen - spacing * size;
    if (this.tall) {
      above = Math.max(above, 0.74);
      below = Math.max(below, 0.2);
    }
    const drawn: Command = {
      type: "text",
      text,
      x,
      y: base,
      font,
      size,
      colour: ink,
      spacing: style.spacing,
      outline: style.outline,
    };
    this.commands.push(drawn);
    return this.push({
      text,
      x0: left,
      y0: base - above * size,
      x1: right,
      y1: base + below * size,
      ink,
      paper,
      font,
      size,
      drawn,
    });
  }

  private push(word: SheetWord): number {
    this.width = Math.max(this.width, word.x1);
    this.bottom = Math.max(this.bottom, word.y1);
    return this.words.push(word) - 1;
  }

  /** Puts one word turned by `angle` degrees clockwise about its middle (x, y); its box is upright. */
  putTurned(x: number, y: number, text: string, style: Style, angle: number): Span {
    const span: Span = [];
    const total = this.measure(text, style);
    const radians = (angle * Math.PI) / 180;
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
    const gap = (glyphOf(style.font, " ").advance + (style.spacing ?? 0)) * style.size;
    let along = -total / 2;
    for (const word of text.split(" ")) {
      if (word !== "") {
        const first = this.words.length;
        this.word(along, style.size * 0.35, word, style);
        const end = this.pen;
        const put = this.words[first];
        const drawn = put.drawn;
        const corners = [
          [put.x0, put.y0],
          [put.x1, put.y0],
          [put.x1, put.y1],
          [put.x0, put.y1],
        ].map(([u, v]) => [x + u * cos - v * sin, y + u * sin + v * cos]);
        put.x0 = Math.min(...corners.map((c) => c[0]));
        put.x1 = Math.max(...corners.map((c) => c[0]));
        put.y0 = Math.min(...corners.map((c) => c[1]));
        put.y1 = Math.max(...corners.map((c) => c[1]));
        if (drawn.type === "text") {
          const [u, v] = [drawn.x, drawn.y];
          drawn.x = x + u * cos - v * sin;
          drawn.y = y + u * sin + v * cos;
          drawn.angle = angle;
        }
        this.width = Math.max(this.width, put.x1);
        this.bottom = Math.max(this.bottom, put.y1);
        span.push(first);
        along = end;
      }
      along += gap;
    }
    return span;
  }

  /** `text` cut into lines no wider than `width` pixels (a longer word stands alone). */
  wrap(text: string, style: Style, width: number): string[] {
    const space = glyphOf(style.font, " ").advance * style.size;
    const lines: string[] = [];
    let line = "";
    let used = 0;
    for (const word of text.split(" ")) {
      const wide = this.measure(word, style);
      if (line !== "" && used + space + wide > width) {
        lines.push(line);
        line = word;
        used = wide;
      } else {
        used += line === "" ? wide : space + wide;
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    if (line !== "") lines.push(line);
    return lines;
  }

  /** Puts `lines` one under another, `leading` sizes apart. @returns a span a line, and the y below the last. */
  block(
    x: number,
    y: number,
    lines: readonly string[],
    style: Style,
    leading = 1.3,
    align: Align = "left",
  ): { spans: Span[]; y: number } {
    const spans: Span[] = [];
    for (const line of lines) {
      spans.push(this.put(x, y, line, style, align));
      y += style.size * leading;
    }
    return { spans, y };
  }

  /** Moves a word that was put, with its drawing. */
  move(id: number, dx: number, dy: number): void {
    const word = this.words[id];
    word.x0 += dx;
    word.x1 += dx;
    word.y0 += dy;
    word.y1 += dy;
    const { drawn } = word;
    if (drawn.type === "text") {
      drawn.x += dx;
      drawn.y += dy;
    } else if (drawn.type === "mark") {
      drawn.x0 += dx;
      drawn.x1 += dx;
      drawn.y0 += dy;
      drawn.y1 += dy;
    }
    this.width = Math.max(this.width, word.x1);
    this.bottom = Math.max(this.bottom, word.y1);
  }

  /** Right end of a span. */
  right(span: Span): number {
    let x = 0;
    for (const id of span) x = Math.max(x, this.words[id].x1);
    return x;
  }

  rule(x0: number, y0: number, x1: number, y1: number, width = 1, colour: Rgb = [40, 40, 40], dash?: number): void {
    this.commands.push({ type: "line", x0, y0, x1, y1, width, colour, dash });
    this.bottom = Math.max(this.bottom, y0, y1);
    this.width = Math.max(this.width, x0, x1);
  }

  box(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    options: { fill?: Rgb; stroke?: Rgb; width?: number; radius?: number },
  ): void {
    this.commands.push({ type: "rect", x0, y0, x1, y1, ...options });
    this.bottom = Math.max(this.bottom, y1);
    this.width = Math.max(this.width, x1);
  }

  /** Puts commands made since `from` below everything else: grounds that are known only after their text. */
  underlay(command: Command, at = 0): void {
    this.commands.splice(at, 0, command);
  }
}

const CURRENCY = /^[-(]?(RM|[A-Z]{3}|Rs\.?|[A-Z]?[$€£])$/;

/** `span` without words that are a currency alone, unless nothing else is left. */
export function withoutCurrency(sheet: Sheet, span: Span): Span {
  const left = span.filter((id) => !CURRENCY.test(sheet.words[id].text));
  return left.length > 0 ? left : span;
}
