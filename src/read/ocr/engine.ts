/**
 * What an OCR engine is: upright pixels in, words with boxes and confidence out. Ours is paddle.ts; another is tesseract.ts;
 * a user's own needs only this interface.
 */
import type { Box } from "../../document/box.ts";
import type { Pixels } from "../../document/document.ts";

/** A recognised word. */
export interface OcrWord {
  text: string;
  /** Fractions of the pixels given. */
  box: Box;
  /** 0..1, null when the engine does not say. */
  confidence: number | null;
  /** Centre of each character of `text`, fraction of the width; absent: evenly spread over the box. */
  centres?: number[];
  /** Slope of the word's base line in degrees, clockwise positive, -90..90; absent: level. */
  angle?: number;
}

/** What an engine may be told beside the pixels. */
export interface OcrOptions {
  signal?: AbortSignal;
  /** Regions whose words are known already: an engine may spare itself the work there. */
  skip?: readonly Box[];
}

/** A recogniser of words; your own goes to `readDocument` as `ocr`. */
export interface OcrEngine {
  readonly name: string;
  /** @throws ReadError "ocr-unavailable"; the signal's reason when aborted */
  recognize(pixels: Pixels, options?: OcrOptions): Promise<OcrWord[]>;
  /** Frees models and workers. The engine may be used again: it loads what it needs. */
  dispose?(): Promise<void>;
}
