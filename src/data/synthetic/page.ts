/**
 * A page in the making: its stream of random numbers, its conventions, its sheet, its look and its facts; and the parts that
 * all layouts share (keys with values, parties, headings). Layouts compose these.
 */
import type { Rgb } from "../../document/document.ts";
import { type Concept, concept as conceptOf } from "./concepts.ts";
import { type Column, type Facts, type FieldFact, noFacts } from "./facts.ts";
import { makeValue } from "./field-values.ts";
import { boldOf, canWrite, type FontClass, type FontId, fontsOf } from "./fonts.ts";
import { titleCase } from "./letter-case.ts";
import type { Random } from "./random.ts";
import { type Align, Sheet, type Span, type Style } from "./sheet.ts";
import { FOREIGN_LABELS } from "./words/concepts.ts";
import { World } from "./world.ts";

export interface Look {
  body: FontId;
  bold: FontId;
  head: FontId;
  hand: FontId;
  ink: Rgb;
  accent: Rgb;
  /** Body size, pixels. */
  size: number;
  /** Distance of lines, in sizes. */
  leading: number;
  /** Everything in capitals. */
  capitals: boolean;
  colon: string;
}

export interface Page {
  random: Random;
  world: World;
  sheet: Sheet;
  look: Look;
  facts: Facts;
  /** Final size; 0 until set: then what is needed for the words and margins. */
  width: number;
  height: number;
  margin: number;
  /** Height over width of the sheet of paper; 0: as long as what is on it. */
  pageRatio: number;
  photograph: boolean;
  /** A small thing copied on a large sheet: the sheet's width and height in sizes of what was put; 0: not. */
  surround: number;
  /** Something is sold: the issuer is a shop or a seller. */
  trade: boolean;
}

const ACCENTS: Rgb[] = [
  [30, 60, 140],
  [150, 25, 35],
  [20, 100, 60],
  [90, 40, 120],
  [200, 90, 10],
  [0, 110, 130],
  [60, 60, 60],
  [10, 10, 10],
];

const PAPERS: Rgb[] = [
  [255, 255, 255],
  [252, 252, 250],
  [248, 246, 240],
  [250, 248, 232],
  [240, 240, 238],
  [244, 240, 226],
  [250, 240, 240],
  [238, 246, 240],
];

const USUAL_FONTS: readonly (readonly [FontClass, number])[] = [
  ["sans", 46],
  ["serif", 22],
  ["mono", 6],
  ["typewriter", 12],
  ["condensed", 10],
  ["receipt", 4],
];

export interface LookOptions {
  country?: string;
  fonts?: readonly (readonly [FontClass, number])[];
  size: readonly [number, number];
  capitals?: number;
}

/** Starts a page: conventions and look by chance. */
export function startPage(random: Random, options: LookOptions): Page {
  const world = new World(random.fork("world"), options.country);
  const kind = random.weighted(options.fonts ?? USUAL_FONTS);
  const plain = (list: FontId[]) => list.filter((id) => !id.endsWith("-bold") && !id.endsWith("-italic"));
  const body = random.pick(plain(fontsOf(kind)));
  const head = random.chance(0.7)
    ? boldOf(body)
    : random.pick([...fontsOf("sans"), ...fontsOf("serif"), ...fontsOf("condensed")]);
  const grey = random.chance(0.7) ? random.int(0, 45) : random.int(45, 90);
  const hands = fontsOf("hand").filter((id) => !world.accents || canWrite(id, "ő"));
  const look: Look = {
    body,
    bold: boldOf(body),
    head,
    hand: random.pick(hands),
    ink: random.chance(0.92) ? [grey, grey, grey] : random.pick(ACCENTS),
    accent: random.pick(ACCENTS),
    size: random.range(options.size[0], options.size[1]),
    leading: random.range(1.2, 1.75),
    capitals: random.chance(options.capitals ?? 0.1),
    colon: random.weighted([
      [":", 60],
      [" :", 14],
      ["", 22],
      [".", 2],
      [" -", 2],
    ] as const),
  };
  const paper: Rgb = random.chance(0.6) ? [255, 255, 255] : random.pick(PAPERS);
  const sheet = new Sheet(random.fork("sheet"), paper);
  const margin = random.range(18, 80);
  return {
    random,
    world,
    sheet,
    look,
    facts: noFacts(),
    width: 0,
    height: 0,
    margin,
    pageRatio: 0,
    photograph: false,
    surround: 0,
    trade: false,
  };
}

/** Body style of `page`, changed by `change`. */
export function style(page: Page, change: Partial<Style> = {}): Style {
  return { font: page.look.body, size: page.look.size, ink: page.look.ink, ...change };
}

/** `text` as the page prints it: capitals where it is in capitals. */
export function printed(page: Page, text: string): string {
  return page.look.capitals ? text.toUpperCase() : text;
}

/** Those of `texts` that are printed in the page's country; a foreign one slips through now and then. */
export function native(page: Page, texts: readonly string[]): readonly string[] {
  if (page.random.chance(0.02)) return texts;
  const { code } = page.world.country;
  const fit = texts.filter((text) => FOREIGN_LABELS[text]?.includes(code) ?? true);
  return fit.length > 0 ? fit : texts;
}

/** A printed label of `concept`. */
export function labelOf(page: Page, concept: Concept): string {
  const label = page.random.pick(native(page, concept.labels));
  return page.look.capitals ? label.toUpperCase() : label;
}

export type Mode =
  /** Value one gap after the label. */
  | "tight"
  /** Values at `valueX`. */
  | "column"
  /** Value ends at `right`. */
  | "right"
  /** Value under the label. */
  | "below"
  /** Label, dots, value ending at `right`. */
  | "dots"
  /** Value on a rule that ends at `right`. */
  | "line";

export interface FieldOptions {
  x: number;
  y: number;
  mode: Mode;
  valueX?: number;
  right?: number;
  style?: Style;
  valueStyle?: Style;
  label?: string;
  value?: string[];
  colon?: string;
  kind?: string;
  field?: string;
  concept?: string;
  names?: string[];
  asks?: string[];
  type?: string;
  /** Print the key, but no value. */
  empty?: boolean;
  /** Number or sign before the key: "(13)", "2.", "-". No part of its name. */
  mark?: string;
  /** How far a value beside its key stands above the line of it, in pixels: typed between printed lines. */
  rise?: number;
}

export interface Put {
  y: number;
  fact: FieldFact;
  right: number;
}

/** Prints the field `id` (a concept, or any name when label, names and value are given) and notes it. */
export function putField(page: Page, id: string, options: FieldOptions): Put {
  const { random, sheet, world, look } = page;
  const known = options.names ? undefined : conceptOf(id);
  const keyStyle = options.style ?? style(page);
  const valueStyle = options.valueStyle ?? keyStyle;
  const label = options.label ?? labelOf(page, known!);
  const colon = options.colon ?? (/[#:?]$/.test(label) ? "" : look.colon);
  const type = options.type ?? known?.type ?? "phrase";
  let value = options.value ?? makeValue(world, type);
  if (look.capitals) value = value.map((line) => line.toUpperCase());
  if (options.empty) value = [];
  const gap = keyStyle.size * 0.55;
  const leading = Math.max(1.15, look.leading * 0.85);
  const marked = options.mark === undefined ? "" : `${options.mark} `;
  const labelSpan = sheet.put(options.x, options.y, marked + label + colon, keyStyle).slice(marked === "" ? 0 : 1);
  const labelRight = sheet.right(labelSpan);
  const lines: Span[] = [];
  let y = options.y;
  let place: FieldFact["place"] = "beside";
  let right = labelRight;
  const putLines = (x: number, top: number, align: Align) => {
    const block = sheet.block(x, top, value, valueStyle, leading, align);
    lines.push(...block.spans);
    for (const span of block.spans) right = Math.max(right, sheet.right(span));
    y = Math.max(options.y + keyStyle.size * leading, block.y);
  };
  if (options.mode === "below") {
    place = "below";
    putLines(options.x + (random.chance(0.1) ? gap : 0), options.y + keyStyle.size * 1.22, "left");
  } else if (options.mode === "right" || options.mode === "dots") {
    const end = options.right!;
    putLines(end, options.y, "right");
    const first = lines[0] ? Math.min(...lines[0].map((w) => sheet.words[w].x0)) : end;
    if (first < labelRight + 2 && value.length > 0) {
      // No room on the line: the value goes one line down.
      for (const span of lines) for (const w of span) sheet.move(w, 0, keyStyle.size * leading);
      y += keyStyle.size * leading;
      place = "below";
    } else {
      if (first - labelRight > keyStyle.size * 8) place = "far";
      if (options.mode === "dots" && first - labelRight > keyStyle.size * 2) {
        sheet.rule(
          labelRight + 4,
          options.y + keyStyle.size * 0.8,
          first - 4,
          options.y + keyStyle.size * 0.8,
          1,
          look.ink,
          3,
        );
      }
    }
  } else {
    const from = Math.max(labelRight + gap, options.mode === "tight" ? 0 : (options.valueX ?? 0));
    if (from - labelRight > keyStyle.size * 8) place = "far";
    putLines(from, options.y - (options.rise ?? 0), "left");
    if (options.mode === "line") {
      const base = options.y + keyStyle.size * 0.98;
      sheet.rule(from - gap / 2, base, Math.max(options.right ?? right, right), base, 1, [90, 90, 90]);
    }
  }
  const fact: FieldFact = {
    concept: options.concept ?? id,
    names: options.names ?? known!.names,
    asks: options.asks ?? known?.asks,
    label: label.replace(/[:.#\s]+$/, ""),
    labelSpan,
    lines,
    place,
    type,
    kind: options.kind,
    field: options.field,
    silent: value.length === 0,
  };
  page.facts.fields.push(fact);
  return { y, fact, right };
}

/** A made-up field that no list has: label of one to three words, value of any type. */
export function openField(page: Page): { id: string; label: string; names: string[]; type: string } {
  const { random, world } = page;
  const words = world.phrase(1, 3);
  const label = random.chance(0.3)
    ? words.toUpperCase()
    : random.chance(0.3)
      ? words.charAt(0) + words.slice(1).toLowerCase()
      : words;
  const type = random.weighted([
    ["code", 3],
    ["phrase", 3],
    ["note", 2.5],
    ["signed", 0.6],
    ["figures", 0.8],
    ["smallint", 2],
    ["money", 2],
    ["person", 2],
    ["date", 2],
    ["percent", 1],
    ["city", 1],
    ["company", 1],
    ["duration", 1],
    ["department", 1],
    ["length", 1],
    ["status", 1],
  ] as const);
  return { id: `open-${words.toLowerCase()}`, label, names: [words.toLowerCase()], type };
}

/** Notes words that have no printed key: a title, the company at the head. */
export function noteUnlabelled(
  page: Page,
  fact: {
    concept: string;
    names: string[];
    lines: Span[];
    type: string;
    kind?: string;
    field?: string;
    asks?: string[];
  },
): FieldFact {
  const made: FieldFact = { label: "", labelSpan: [], place: "unlabelled", ...fact };
  page.facts.fields.push(made);
  return made;
}

/** Puts the document's title and notes it. */
export function putTitle(page: Page, x: number, y: number, text: string, change: Partial<Style>, align: Align): number {
  const titleStyle = style(page, { font: page.look.head, ...change });
  const span = page.sheet.put(x, y, text, titleStyle, align);
  noteUnlabelled(page, {
    concept: "title",
    names: ["title", "heading", "document type"],
    lines: [span],
    type: "title",
    kind: "title",
  });
  return y + titleStyle.size * 1.4;
}

/** A column for a table of a layout that has its own table. */
export function column(header: string, names: string[], type: Column["type"], extra: Partial<Column> = {}): Column {
  return {
    header,
    headerSpan: [],
    names: [header.toLowerCase(), ...names.filter((n) => n !== header.toLowerCase())],
    type,
    ...extra,
  };
}

export { titleCase };
