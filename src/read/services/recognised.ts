/**
 * What an OCR service found, still in the service's own unit and order, and how it becomes pages of a Document: units to
 * fractions, pages that lie on their side stood upright, the service's lines kept. Knows no service's file form.
 */
import { clampBox, enclose } from "../../document/box.ts";
import type { Line, Page, Word } from "../../document/document.ts";
import { DocumentError, isRecord, kindOf } from "../../document/json.ts";
import type { LabelledTable } from "../../document/labelled.ts";
import { arrange, type LooseWord } from "../layout.ts";
import { boxOf, directionOf, type Outline } from "../segment.ts";

export interface RecognisedWord {
  text: string;
  /** In the unit of the page's `extent`. */
  outline: Outline;
  /** Direction of the writing, degrees clockwise, where the outline does not tell it. */
  angle?: number;
  /** 0..1, or null. */
  confidence: number | null;
  /** Any name of the line that it is part of; absent: the service does not say. */
  line?: string | number;
  /** Where it stands in the file, for messages. */
  at: string;
}

export interface RecognisedPage {
  /** Where it stands in the file, for messages. */
  at: string;
  /** The page in the unit of the outlines; 1 x 1 for fractions. */
  extent: { width: number; height: number };
  /** null: the service does not tell it; the shape of the page is guessed from the shape of its words. */
  size: { width: number; height: number; unit: Page["unit"] } | null;
  /** By how many degrees clockwise the service says that the content is turned. */
  turned?: number;
  /** In reading order as far as the service knows one. */
  words: RecognisedWord[];
}

/** A run of words that the service gave a meaning. */
export interface RecognisedEntity {
  label: string;
  /** Index into `pages`. */
  page: number;
  /** Indices into that page's `words`. */
  words: number[];
}

export interface Recognised {
  pages: RecognisedPage[];
  entities: RecognisedEntity[];
  /** Pairs of indices into `entities`, from key to value. */
  links: [number, number][];
  tables: LabelledTable[];
}

/** What others hold in place of check boxes, as this library writes them. */
export const TICKED = "☒";
export const UNTICKED = "☐";

/** A confidence of 0..`whole` as 0..1; anything else is null. */
export function confidenceOf(value: unknown, whole = 1): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !(number >= 0 && number <= whole * 1.000001)) return null;
  return Math.min(1, number / whole);
}

/** `value` as a list; absent and null are an empty one. @throws DocumentError */
export function listOf(value: unknown, at: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new DocumentError(at, `expected a list, found ${kindOf(value)}`);
}

/** `value` as an object. @throws DocumentError */
export function recordOf(value: unknown, at: string): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new DocumentError(at, `expected an object, found ${kindOf(value)}`);
}

/** `value` (also a numeral) as a number above 0. @throws DocumentError */
export function sizeOf(value: unknown, at: string): number {
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number === "number" && number > 0 && Number.isFinite(number)) return number;
  throw new DocumentError(at, `expected a number above 0, found ${kindOf(value)}`);
}

/** Cells in any order as a table: rows and columns from 0; the header is the rows marked so, else the first row. */
export function tableFrom(cells: readonly { row: number; column: number; text: string; header: boolean }[]) {
  const grid: string[][] = [];
  const width = Math.max(0, ...cells.map(({ column }) => column + 1));
  for (const { row, column, text } of cells) {
    for (let r = grid.length; r <= row; r++) grid.push(new Array<string>(width).fill(""));
    grid[row][column] = text;
  }
  const heads = new Set(cells.filter(({ header }) => header).map(({ row }) => row));
  if (heads.size === 0) heads.add(0);
  const header = Array.from({ length: width }, (_, column) =>
    [...heads]
      .sort((a, b) => a - b)
      .map((row) => grid[row]?.[column])
      .filter(Boolean)
      .join(" "),
  );
  return { header, rows: grid.filter((_, row) => !heads.has(row)) };
}

/** How far out of the page a word's centre may lie: services round, and skewed pages overlap their edge. */
const SLACK = 0.01;

function checkPlace({ text, outline, at }: RecognisedWord, extent: RecognisedPage["extent"]): void {
  if (outline.length < 2 || !outline.flat().every(Number.isFinite)) {
    throw new DocumentError(at, `the word "${text}" has no place on the page, found ${JSON.stringify(outline)}`);
  }
  const [x0, y0, x1, y1] = boxOf(outline);
  const [x, y] = [(x0 + x1) / 2 / extent.width, (y0 + y1) / 2 / extent.height];
  if (Math.min(x, y) >= -SLACK && Math.max(x, y) <= 1 + SLACK) return;
  const box = [x0, y0, x1, y1].map((value) => Number(value.toFixed(4))).join(", ");
  throw new DocumentError(
    at,
    `[${box}] of the word "${text}" lies outside of the page of ${extent.width} x ${extent.height}`,
  );
}

const quarterOf = (angle: number) => ((Math.round(angle / 90) % 4) + 4) % 4;

/** The quarter turn, clockwise, in which most of the text is written. */
function commonQuarter(words: readonly { text: string; angle: number }[], turned: number): number {
  const votes = [0, 0, 0, 0];
  for (const { text, angle } of words) votes[quarterOf(angle)] += text.length;
  const most = votes.indexOf(Math.max(...votes));
  // Outlines of a service that starts them all at the top left look level, whatever the page's own angle says.
  return most === 0 ? quarterOf(turned) : most;
}

/** Width of the usual letter by the height of its word's box: the median of printed words, measured on seven sets of pages. */
const LETTER_SHAPE = 0.55;
/** Where there are too few words to guess from: US Letter. */
const USUAL_ASPECT = 8.5 / 11;

/** Width by height of a page that is known in fractions alone, from the shape of its words. */
function guessAspect(words: readonly LooseWord[]): number {
  const shapes = words
    .filter(({ text, angle = 0 }) => Array.from(text).length >= 4 && quarterOf(angle) === 0)
    .map(({ text, box }) => (box[2] - box[0]) / (Array.from(text).length * (box[3] - box[1])))
    .filter((shape) => shape > 0 && Number.isFinite(shape))
    .sort((a, b) => a - b);
  if (shapes.length < 10) return USUAL_ASPECT;
  return Math.min(2.5, Math.max(0.25, LETTER_SHAPE / shapes[shapes.length >> 1]));
}

/**
 * The page as a Document holds it. `places[i]` is the index that word i got, or -1 if it was dropped for being empty.
 * @throws DocumentError that names the word which lies nowhere or off the page
 */
export function toPage(recognised: RecognisedPage, number: number): { page: Page; places: number[] } {
  const { extent, at } = recognised;
  sizeOf(extent.width, `${at}.width`);
  sizeOf(extent.height, `${at}.height`);
  const { width: across, height: down } = recognised.size ?? { width: 1, height: 1 };
  const kept = recognised.words.flatMap((word, index) => {
    const text = word.text.trim();
    if (text === "") return [];
    checkPlace(word, extent);
    const points = word.outline.map(([x, y]) => [x / extent.width, y / extent.height] as const);
    const angle = word.angle ?? directionOf(points.map(([x, y]) => [x * across, y * down]));
    return [{ index, text, points, angle, word }];
  });
  const quarter = commonQuarter(kept, recognised.turned ?? 0);
  const upright = ([x, y]: readonly [number, number]): [number, number] =>
    quarter === 0 ? [x, y] : quarter === 1 ? [y, 1 - x] : quarter === 2 ? [1 - x, 1 - y] : [1 - y, x];
  const loose = kept.map(
    ({ text, points, angle, word }): LooseWord => ({
      text,
      box: clampBox(boxOf(points.map(upright))),
      confidence: word.confidence,
      origin: "ocr",
      angle: angle - 90 * quarter,
    }),
  );
  const swapped = quarter % 2 === 1;
  const size = recognised.size
    ? { ...recognised.size, ...(swapped ? { width: down, height: across } : {}) }
    : { width: Math.round(1000 * guessAspect(loose)), height: 1000, unit: "px" as const };
  const { words, lines, order } = inLines(
    loose,
    kept.map(({ word }) => word.line),
    size.width / size.height,
  );
  const places = new Array<number>(recognised.words.length).fill(-1);
  order.forEach((from, to) => {
    places[kept[from].index] = to;
  });
  const rotation = (((4 - quarter) % 4) * 90) as Page["rotation"];
  return { page: { number, ...size, rotation, words, lines }, places };
}

/** Words in the service's lines; those that no line claims (check boxes, mostly) join the line beside them or make their own. */
function inLines(loose: readonly LooseWord[], names: readonly (string | number | undefined)[], aspect: number) {
  if (names.every((name) => name === undefined)) return arranged(loose, aspect);
  const rows = new Map<string | number, number[]>();
  const alone: number[] = [];
  names.forEach((name, i) => {
    if (name === undefined) alone.push(i);
    else rows.set(name, [...(rows.get(name) ?? []), i]);
  });
  const all = [...rows.values()];
  for (const i of alone) place(i, all, loose, aspect);
  const order = all.flat();
  const words: Word[] = [];
  const lines = all.map((row, line): Line => {
    const indices = row.map((i) => {
      const { angle: _, ...word } = loose[i];
      return words.push({ ...word, line }) - 1;
    });
    return { box: enclose(indices.map((w) => words[w].box)), words: indices };
  });
  return { words, lines, order };
}

function arranged(loose: readonly LooseWord[], aspect: number) {
  // `arrange` carries along what else a word holds, so that a tag tells where each one came from.
  const { words, lines } = arrange(
    loose.map((word, tag) => ({ ...word, tag })),
    aspect,
  );
  const carried = words as (Word & { tag: number })[];
  return { words: carried.map(({ tag: _, ...word }): Word => word), lines, order: carried.map(({ tag }) => tag) };
}

/** Puts word `i` into the row that stands beside it, closer than two and a half of its heights, else into a new row. */
function place(i: number, rows: number[][], loose: readonly LooseWord[], aspect: number): void {
  const box = loose[i].box;
  const middle = (box[1] + box[3]) / 2;
  let best: { row: number[]; gap: number } | null = null;
  for (const row of rows) {
    for (const j of row) {
      const other = loose[j].box;
      if (middle < other[1] || middle > other[3]) continue;
      const gap = Math.max(0, box[0] - other[2], other[0] - box[2]) * aspect;
      if (gap <= 2.5 * (other[3] - other[1]) && (!best || gap < best.gap)) best = { row, gap };
    }
  }
  if (best) {
    const behind = best.row.findIndex((j) => loose[j].box[0] > box[0]);
    best.row.splice(behind < 0 ? best.row.length : behind, 0, i);
    return;
  }
  const below = rows.findIndex((row) => Math.min(...row.map((j) => loose[j].box[1])) > box[1]);
  rows.splice(below < 0 ? rows.length : below, 0, [i]);
}
