/**
 * What readDocument may be told, and the same with every default filled in. Nothing here reads.
 */
import { DEFAULT_LIMITS, type ReadLimits } from "./limits.ts";
import type { OcrEngine } from "./ocr/engine.ts";
import { ReadError } from "./problem.ts";

/** A built-in engine by name, none, or the caller's own. */
export type OcrChoice = "small" | "tiny" | "tesseract" | false | OcrEngine;

/** Where reading stands; told at each stage of each page. */
export interface ReadProgress {
  /** Index in the source of the page at work; null while the file is opened. */
  page: number | null;
  /** How many pages will be read; 0 while the file is opened. */
  pages: number;
  /** How many of them are done. */
  done: number;
  stage: "open" | "decode" | "ocr" | "done";
}

/** What readDocument may be told; everything has a default. */
export interface ReadOptions {
  signal?: AbortSignal;
  /** Called at each stage of each page. */
  onProgress?: (progress: ReadProgress) => void;
  /** Indices from 0 of the pages to read; they come in the source's order. Default: all. */
  pages?: number | readonly number[];
  /** Opens an encrypted PDF. */
  password?: string | null;
  /** Default "small" (accurate); "tiny" is four times as fast; false reads text layers alone. */
  ocr?: OcrChoice;
  /** Tesseract's codes, "eng+rus" or a list; default "eng". The built-in models need none. */
  language?: string | readonly string[];
  /** Threads of one OCR run. Default 1. */
  threads?: number;
  limits?: Partial<ReadLimits>;
  /** A document with more pages than `limits.pages`: read the first with a problem (the default), or refuse it. */
  tooManyPages?: "leave-out" | "refuse";
  /** How messages and `document.source` call the source; default: the file's name, or "document". */
  name?: string;
}

export interface Settings {
  signal: AbortSignal | undefined;
  onProgress: (progress: ReadProgress) => void;
  pages: readonly number[] | null;
  password: string | null;
  ocr: OcrChoice;
  languages: string[];
  threads: number;
  limits: ReadLimits;
  tooManyPages: "leave-out" | "refuse";
  name: string | undefined;
}

/** Fills in the defaults. @throws ReadError for options that cannot be meant */
export function settle(options: ReadOptions): Settings {
  const { pages, language, ocr = "small" } = options;
  const wanted = pages === undefined ? null : [...new Set(typeof pages === "number" ? [pages] : pages)];
  const odd = wanted?.find((page) => !Number.isInteger(page) || page < 0);
  if (odd !== undefined) {
    throw new ReadError("no-such-page", `${odd} is no page: pages are given by their index, whole numbers from 0`);
  }
  if (wanted?.length === 0) throw new ReadError("no-such-page", "an empty list of pages names no page to read");
  const known = ocr === false || ocr === "small" || ocr === "tiny" || ocr === "tesseract";
  if (!known && typeof (ocr as OcrEngine | null)?.recognize !== "function") {
    throw new ReadError(
      "ocr-unavailable",
      `there is no OCR engine ${JSON.stringify(ocr)}: "small", "tiny", "tesseract", false or an OcrEngine`,
    );
  }
  const given = Object.entries(options.limits ?? {}).filter(([, value]) => value !== undefined);
  return {
    signal: options.signal,
    onProgress: options.onProgress ?? (() => {}),
    pages: wanted?.sort((a, b) => a - b) ?? null,
    password: options.password ?? null,
    ocr,
    languages: typeof language === "string" ? language.split(/[+,]/).filter(Boolean) : [...(language ?? [])],
    threads: Math.max(1, Math.floor(options.threads ?? 1)),
    limits: { ...DEFAULT_LIMITS, ...Object.fromEntries(given) },
    tooManyPages: options.tooManyPages ?? "leave-out",
    name: options.name,
  };
}

/**
 * Which of a source's `count` pages are read: those wanted, at most `limit`.
 * @throws ReadError "no-such-page" when none of those wanted is there, "too-large" when more is wanted than allowed
 */
export function choosePages(
  settings: Pick<Settings, "pages" | "limits" | "tooManyPages">,
  count: number,
  file: string,
): { numbers: number[]; message: string | null } {
  const all = Array.from({ length: count }, (_, i) => i);
  const numbers = settings.pages === null ? all : settings.pages.filter((page) => page < count);
  if (numbers.length === 0 && settings.pages !== null) {
    const wanted = settings.pages.map((page) => page + 1).join(", ");
    const has = `${count} page${count === 1 ? "" : "s"}`;
    throw new ReadError("no-such-page", `${file} has ${has}; page ${wanted} is not among them`, { file });
  }
  const missing = settings.pages?.filter((page) => page >= count) ?? [];
  const remarks: string[] = [];
  if (missing.length > 0) {
    remarks.push(`of ${count} pages there is no page ${missing.map((page) => page + 1).join(", ")}`);
  }
  const { pages: limit } = settings.limits;
  if (numbers.length > limit) {
    if (settings.tooManyPages === "refuse") {
      const wanted = settings.pages === null ? `has ${count} pages` : `is wanted with ${numbers.length} pages`;
      const message = `${file} ${wanted}; ${limit} are allowed at once (limits.pages): name some of them by "pages"`;
      throw new ReadError("too-large", message, { file });
    }
    remarks.push(`${numbers.length - limit} of ${numbers.length} pages were left out (limits.pages is ${limit})`);
  }
  return { numbers: numbers.slice(0, limit), message: remarks.length > 0 ? remarks.join("; ") : null };
}
