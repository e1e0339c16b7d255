/**
 * The front door: a file or bytes in, a Document out, with what went wrong beside it. Knows the kinds of files and the fate of
 * pages that fail; how a page is read is read-image.ts and read-pdf.ts.
 */
import type { Document, DocumentSource, Page } from "../document/document.ts";
import { DOCUMENT_VERSION } from "../document/document.ts";
import { DocumentError, documentFromJson } from "../document/json.ts";
import { choosePages, type ReadOptions, type Settings, settle } from "./options.ts";
import { makeContext, type PageSource, type ReadContext } from "./page-source.ts";
import { explain, type Problem, ReadError } from "./problem.ts";
import { openImagePages } from "./read-image.ts";
import { openPdfPages } from "./read-pdf.ts";
import { decodeMarkup } from "./services/markup.ts";
import { documentOf, recognisedJson, recognisedMarkup } from "./services/services.ts";
import { sha256 } from "./sha256.ts";
import { sniff } from "./sniff.ts";
import { loadSource, type ReadSource, type SourceBytes } from "./source.ts";

/** A document, and what went wrong or is doubtful beside it. */
export interface ReadResult {
  document: Document;
  /** What is missing or doubtful; isFailure() tells which pages were not read. */
  problems: Problem[];
  /** `decode`: opening, decoding, drawing. `ocr`: orientation and recognition, loading of models included. */
  milliseconds: { decode: number; ocr: number; total: number };
}

/**
 * Reads a document: an image (PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP), a PDF, JSON of words and boxes, or what an OCR service
 * wrote (Amazon Textract, Azure Document Intelligence, Google Document AI, hOCR, ALTO, PAGE XML). What it is, its content says,
 * not its name. Boxes are fractions of the upright page.
 * @throws ReadError when there is no document to give; the signal's reason when aborted. A page that fails is a problem.
 * @example
 * const { document, problems } = await readDocument("invoice.pdf", { pages: [0] });
 * document.pages[0].words[0].text // "Fernhollow"
 * problems.length // 0
 */
export async function readDocument(source: ReadSource, options: ReadOptions = {}): Promise<ReadResult> {
  const start = performance.now();
  const settings = settle(options);
  const { signal, limits } = settings;
  signal?.throwIfAborted();
  settings.onProgress({ page: null, pages: 0, done: 0, stage: "open" });
  const loaded = await loadSource(source, limits.bytes, settings.name, signal);
  const sniffed = sniff(loaded.bytes);
  const about: DocumentSource = {
    name: loaded.name,
    mime: sniffed.mime,
    sha256: sha256(loaded.bytes),
  };
  if (sniffed.kind === "unknown") {
    throw new ReadError(
      "unsupported",
      `${loaded.file} is ${sniffed.hint}; images (PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP), PDF, JSON, hOCR, ALTO and PAGE are read`,
      { file: loaded.file },
    );
  }
  const progress = { pages: 0, done: 0 };
  const context = makeContext(settings, loaded.file, (page) =>
    settings.onProgress({ page, ...progress, stage: "ocr" }),
  );
  const total = () => Math.round(performance.now() - start);
  if (sniffed.kind === "json" || sniffed.kind === "markup") {
    const { document, problems } = fromGiven(loaded, sniffed.kind, about, settings);
    return { document, problems, milliseconds: { decode: total(), ocr: 0, total: total() } };
  }
  const pages =
    sniffed.kind === "pdf"
      ? await openPdfPages(loaded.bytes, context)
      : await openImagePages(loaded.bytes, sniffed, context);
  try {
    const { read, problems } = await readPages(pages, context, progress);
    return {
      document: { version: DOCUMENT_VERSION, source: about, pages: read },
      problems,
      milliseconds: {
        decode: Math.round(context.milliseconds.decode),
        ocr: Math.round(context.milliseconds.ocr),
        total: total(),
      },
    };
  } finally {
    await pages.close();
  }
}

/** Reads the pages wanted, one after the other. @throws ReadError when none can be read */
async function readPages(
  source: PageSource,
  context: ReadContext,
  progress: { pages: number; done: number },
): Promise<{ read: Page[]; problems: Problem[] }> {
  const { settings, file } = context;
  const { numbers, message } = choosePages(settings, source.pageCount, file);
  if (numbers.length === 0) throw new ReadError("damaged", `${file} has no pages`, { file });
  const problems = [...source.problems];
  if (message) problems.push({ code: "pages-left-out", message });
  const read: Page[] = [];
  let failure: unknown = null;
  progress.pages = numbers.length;
  for (const number of numbers) {
    settings.signal?.throwIfAborted();
    settings.onProgress({ page: number, ...progress, stage: "decode" });
    try {
      const result = await source.read(number);
      read.push(result.page);
      problems.push(...result.problems);
    } catch (error) {
      settings.signal?.throwIfAborted();
      failure ??= error;
      const timeout = error instanceof ReadError && error.code === "timeout";
      problems.push({ code: timeout ? "page-timeout" : "page-failed", message: explain(error), page: number });
    }
    progress.done++;
    settings.onProgress({ page: number, ...progress, stage: "done" });
  }
  if (read.length === 0) {
    if (failure instanceof ReadError) throw failure;
    throw new ReadError("damaged", `${file} cannot be read: ${explain(failure)}`, { file }, { cause: failure });
  }
  if (context.unavailable && read.every((page) => page.words.length === 0)) throw context.unavailable;
  return { read, problems };
}

/** Words and boxes that someone else has read. @throws ReadError "bad-words" */
function fromGiven(
  { bytes, file }: SourceBytes,
  kind: "json" | "markup",
  about: DocumentSource,
  settings: Settings,
): { document: Document; problems: Problem[] } {
  let document: Document;
  try {
    if (kind === "markup") document = documentOf(recognisedMarkup(decodeMarkup(bytes)), about);
    else {
      const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
      const recognised = recognisedJson(json);
      document = recognised ? documentOf(recognised, about) : documentFromJson(json, about.name);
    }
  } catch (error) {
    if (!(error instanceof DocumentError || error instanceof SyntaxError)) throw error;
    const what = error instanceof DocumentError ? "no document" : "not valid JSON";
    throw new ReadError("bad-words", `${file} is ${what}: ${explain(error)}`, { file }, { cause: error });
  }
  // Our own form keeps the source that was read at first.
  if (document.source.sha256 === "") document.source = { ...about, name: document.source.name };
  const { numbers, message } = choosePages(settings, document.pages.length, file);
  const pages = numbers.map((number) => document.pages[number]);
  return {
    document: { ...document, pages },
    problems: message ? [{ code: "pages-left-out", message }] : [],
  };
}
