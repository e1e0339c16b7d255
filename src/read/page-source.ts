/**
 * What readDocument asks of a kind of file (images, PDFs): how many pages, and one page after the other. With what the pages
 * of one document share while they are read: settings, engines, clocks.
 */
import type { Page } from "../document/document.ts";
import { RuntimeError } from "../engine/runtime.ts";
import { sharedEngine, sharedOrientation } from "./engines.ts";
import type { OcrEngine } from "./ocr/engine.ts";
import type { OrientationModel } from "./ocr/orientation.ts";
import type { Settings } from "./options.ts";
import { explain, type Problem, ReadError } from "./problem.ts";

export interface PageSource {
  pageCount: number;
  /** Of the file as a whole. */
  problems: Problem[];
  /** @throws ReadError of that page; the signal's reason when aborted */
  read(number: number): Promise<{ page: Page; problems: Problem[] }>;
  close(): Promise<void>;
}

export interface ReadContext {
  settings: Settings;
  /** For messages. */
  file: string;
  /** null: OCR is off. */
  engine: OcrEngine | null;
  orientation: OrientationModel;
  milliseconds: { decode: number; ocr: number };
  /** Called before OCR begins on a page. */
  onOcr(page: number): void;
  /** The engine or its models are not there: kept in case that no page has a word. */
  unavailable: ReadError | null;
}

/** @throws ReadError "ocr-unavailable" */
export function makeContext(settings: Settings, file: string, onOcr: (page: number) => void): ReadContext {
  return {
    settings,
    file,
    engine: sharedEngine(settings.ocr, settings.languages, settings.threads),
    orientation: sharedOrientation(settings.threads),
    milliseconds: { decode: 0, ocr: 0 },
    onOcr,
    unavailable: null,
  };
}

/** Runs `task` on the clock of decoding. */
export async function decoding<T>(context: ReadContext, task: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await task();
  } finally {
    context.milliseconds.decode += performance.now() - start;
  }
}

/** Runs OCR on the page `number` on its clock; when it fails, a problem instead of its result. */
export async function recognising<T>(
  context: ReadContext,
  number: number,
  task: (engine: OcrEngine) => Promise<T>,
): Promise<{ result: T | null; problem: Problem | null }> {
  const { engine, settings } = context;
  if (!engine) {
    const message = `page ${number + 1} has no text that can be copied, and OCR is off`;
    return { result: null, problem: { code: "ocr-off", message, page: number } };
  }
  const start = performance.now();
  try {
    context.onOcr(number);
    return { result: await task(engine), problem: null };
  } catch (error) {
    settings.signal?.throwIfAborted();
    if (error instanceof ReadError && error.code === "ocr-unavailable") context.unavailable ??= error;
    // A custom engine may throw anything; a bug of ours must not hide behind "OCR failed".
    const ours = engine.name.startsWith("PP-OCR") && !(error instanceof ReadError || error instanceof RuntimeError);
    if (ours) throw error;
    const message = `OCR (${engine.name}) failed on page ${number + 1}: ${explain(error)}`;
    return { result: null, problem: { code: "ocr-failed", message, page: number } };
  } finally {
    context.milliseconds.ocr += performance.now() - start;
  }
}
