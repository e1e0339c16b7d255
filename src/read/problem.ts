/**
 * What can go wrong while reading: an error when there is no document to give, a problem (a value) when there is one that
 * lacks something. Nothing here reads.
 */

/** Why there is no document. */
export type ReadErrorCode =
  /** No such file, a folder, or no right to read it. */
  | "not-found"
  | "empty"
  /** The bytes are of no kind that can be read here. */
  | "unsupported"
  /** Above a limit of `ReadLimits`. */
  | "too-large"
  | "password-needed"
  | "password-wrong"
  | "damaged"
  | "timeout"
  /** JSON that is no document: the message names the word. */
  | "bad-words"
  /** `pages` names none that the document has. */
  | "no-such-page"
  /** The OCR engine, its models or its language is not there. */
  | "ocr-unavailable";

/**
 * The document could not be read.
 * @example
 * const error = await readDocument("nowhere.pdf").catch((error) => error);
 * error instanceof ReadError && error.code // "not-found"
 */
export class ReadError extends Error {
  readonly code: ReadErrorCode;
  readonly file: string | null;
  /** Index from 0, where one page is to blame. */
  readonly page: number | null;
  constructor(
    code: ReadErrorCode,
    message: string,
    where: { file?: string | null; page?: number | null } = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ReadError";
    this.code = code;
    this.file = where.file ?? null;
    this.page = where.page ?? null;
  }
}

/** What a document that was read lacks, or what to know of it. */
export type ProblemCode =
  /** The page is not in the document, or stands there without words. */
  | "page-failed"
  | "page-timeout"
  | "ocr-failed"
  /** The page needs OCR and `ocr` is false. */
  | "ocr-off"
  /** Part of the image is missing. */
  | "truncated"
  /** Pages or frames beyond a limit or a request were left out. */
  | "pages-left-out"
  /** Text of a PDF that no reader of the page sees was dropped. */
  | "hidden-text"
  /** A PDF's text layer was replaced by OCR. */
  | "text-layer-ignored"
  /** A PDF's text layer that OCR would have replaced was taken, because `ocr` is false. */
  | "text-layer-unchecked"
  /** The page image was made smaller to stay within memory. */
  | "shrunk"
  /** A form field whose value could not be placed exactly. */
  | "form";

/** Something that the reader of the document should know. `page` is an index from 0. */
export interface Problem {
  code: ProblemCode;
  message: string;
  page?: number;
}

const FAILURES: ReadonlySet<ProblemCode> = new Set(["page-failed", "page-timeout", "ocr-failed", "ocr-off"]);

/**
 * Whether the page of `problem` was not read (the others are remarks on pages that were).
 * @example
 * const { problems } = await readDocument("invoice.pdf");
 * problems.some(isFailure) // false
 */
export function isFailure(problem: Problem): boolean {
  return FAILURES.has(problem.code);
}

/** The message of whatever was thrown. */
export function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
