/**
 * The one place where boxes of the layouts become fractions: words with boxes in any unit and form -> a page. A word whose box
 * cannot be normalised is named in the error. Grouping to lines is that of read/services/recognised.ts.
 */
import type { Page } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { cornersOf, directionOf, type Outline } from "../../read/segment.ts";
import { type RecognisedWord, toPage } from "../../read/services/recognised.ts";
import { FormatError } from "../common-format.ts";

/** What boxes count: pixels, points or inches of the page, or parts of it (0..100, 0..1, 0..1000). */
export type BoxUnit = "pixels" | "points" | "inches" | "percent" | "fractions" | "thousandths";

/** `[x0, y0, x1, y1]`, `[x, y, width, height]`, or at least three points: `[x, y, x, y, ...]` or `[[x, y], ...]`. */
export type BoxForm = "corners" | "size" | "polygon";

export interface GivenWord {
  text: string;
  /** As it stands in the file; checked here. */
  box: unknown;
  /** Any name of its line; where no word has one, lines are found by geometry. */
  line?: string | number;
  confidence?: number | null;
  /** Path of the word in the file. */
  at: string;
}

export interface GivenPage {
  words: readonly GivenWord[];
  unit: BoxUnit;
  form: BoxForm;
  /** In the unit of the boxes; of pixels where they are parts of the page. null: unknown, allowed for parts alone. */
  size: { width: number; height: number } | null;
  /** Index from 0; default 0. */
  number?: number;
}

const WHOLE = { percent: 100, fractions: 1, thousandths: 1000 };
const POINTS_PER_INCH = 72;

/** The corners of `box`, or null where it is not of that form. */
function outlineOf(box: unknown, form: BoxForm): Outline | null {
  if (!Array.isArray(box)) return null;
  const numbers: unknown[] = box.flat();
  if (!numbers.every((value): value is number => typeof value === "number" && Number.isFinite(value))) return null;
  if (form === "polygon") {
    if (numbers.length < 6 || numbers.length % 2 !== 0) return null;
    return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as const);
  }
  if (numbers.length !== 4) return null;
  const [x, y, a, b] = numbers;
  return form === "corners" ? cornersOf([x, y, a, b]) : cornersOf([x, y, x + a, y + b]);
}

const FORMS = { corners: "[x0, y0, x1, y1]", size: "[x, y, width, height]", polygon: "three points or more" };

/** The corners of the box of `word`. @throws FormatError naming the word and its path */
export function givenOutline(word: GivenWord, form: BoxForm, file: string, line = 0): Outline {
  const outline = outlineOf(word.box, form);
  if (outline) return outline;
  const found = JSON.stringify(word.box);
  throw new FormatError(file, line, word.at, `the word "${word.text}" has no box ${FORMS[form]}: ${found}`);
}

/**
 * Makes the page. `places[i]` is the index on the page of word i, -1 for one that was blank.
 * @throws FormatError naming the word and its path
 */
export function givenPage(given: GivenPage, file: string, line = 0): { page: Page; places: number[] } {
  const { unit, form, size, number = 0 } = given;
  const whole = unit in WHOLE ? WHOLE[unit as keyof typeof WHOLE] : undefined;
  const extent = whole === undefined ? size : { width: whole, height: whole };
  if (!extent) throw new FormatError(file, line, "", `boxes in ${unit} need the size of the page, which is missing`);
  const words = given.words.map((word): RecognisedWord => {
    const outline = givenOutline(word, form, file, line);
    const { text, at, confidence = null } = word;
    // A quarter turn would stand the page up, and its image with it; these boxes count on the image as it is.
    const angle = Math.abs(directionOf(outline)) < 45 ? undefined : 0;
    return { text, outline, confidence, at, ...(angle === undefined ? {} : { angle }), line: word.line };
  });
  const scale = unit === "inches" ? POINTS_PER_INCH : 1;
  const pageSize = size && {
    width: size.width * scale,
    height: size.height * scale,
    unit: unit === "points" || unit === "inches" ? ("pt" as const) : ("px" as const),
  };
  try {
    const { page, places } = toPage({ at: "page", extent, size: pageSize, words }, number);
    return { page: { ...page, words: page.words.map((word) => ({ ...word, origin: "given" as const })) }, places };
  } catch (cause) {
    if (!(cause instanceof DocumentError)) throw cause;
    throw new FormatError(file, line, cause.path, cause.message.replace(`${cause.path}: `, ""), { cause });
  }
}

/** Places of the words `indices`, without those that were blank. */
export function placed(indices: readonly number[], places: readonly number[]): number[] {
  return indices.map((index) => places[index]).filter((place) => place >= 0);
}
