/** In place of src/read/ocr/tesseract.ts, which needs packages of Node. */
import type { OcrEngine } from "../../src/read/ocr/engine.ts";
import { ReadError } from "../../src/read/problem.ts";

export function tesseractEngine(_options: { languages: string | readonly string[] }): OcrEngine {
  throw new ReadError("ocr-unavailable", "Tesseract does not run in this page; the built-in engine does");
}
