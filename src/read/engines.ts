/**
 * The OCR engines and the orientation model that a process shares: made at first use, kept until disposeEngines(). An engine
 * of the caller passes through untouched.
 */
import { nodeRuntime } from "../engine/runtime-node.ts";
import type { OcrEngine } from "./ocr/engine.ts";
import { type OrientationModel, orientationModel } from "./ocr/orientation.ts";
import { paddleEngine } from "./ocr/paddle.ts";
import { tesseractEngine } from "./ocr/tesseract.ts";
import type { OcrChoice } from "./options.ts";
import { ReadError } from "./problem.ts";

const engines = new Map<string, OcrEngine>();
const orientations = new Map<number, OrientationModel>();

/** Languages (Tesseract's codes) in scripts that the built-in models lack. */
const OTHER_SCRIPTS = new Set(
  "amh ara asm bel ben bul fas guj heb hin hye kan kat khm kor lao mal mar mkd mya nep ori pan pus rus sin srp tam tel tha ukr urd yid".split(
    " ",
  ),
);

/** The engine for `choice`; null for none. @throws ReadError "ocr-unavailable" when it cannot read a language */
export function sharedEngine(choice: OcrChoice, languages: readonly string[], threads: number): OcrEngine | null {
  if (choice === false) return null;
  if (typeof choice !== "string") return choice;
  if (choice === "tesseract") {
    const codes = languages.length > 0 ? languages : ["eng"];
    return remember(`tesseract ${codes.join("+")}`, () => tesseractEngine({ languages: codes }));
  }
  const foreign = languages.find((code) => OTHER_SCRIPTS.has(code));
  if (foreign) {
    throw new ReadError(
      "ocr-unavailable",
      `the built-in OCR reads Latin, Greek, Chinese and Japanese letters, not those of "${foreign}": use ocr "tesseract"`,
    );
  }
  return remember(`${choice} ${threads}`, () => paddleEngine(nodeRuntime, { size: choice, threads }));
}

function remember(key: string, make: () => OcrEngine): OcrEngine {
  let engine = engines.get(key);
  if (!engine) {
    engine = make();
    engines.set(key, engine);
  }
  return engine;
}

/** The shared orientation model. */
export function sharedOrientation(threads: number): OrientationModel {
  let model = orientations.get(threads);
  if (!model) {
    model = orientationModel(nodeRuntime, { threads });
    orientations.set(threads, model);
  }
  return model;
}

/**
 * Frees the models of all shared OCR engines (tens to hundreds of megabytes); the next document loads them again.
 * @example
 * await disposeEngines();
 */
export async function disposeEngines(): Promise<void> {
  const all = [...engines.values(), ...orientations.values()];
  engines.clear();
  orientations.clear();
  await Promise.all(all.map((engine) => engine.dispose?.()));
}
