/**
 * OCR of a page that may lie on its side or upside down: the orientation model proposes a turn, the recognised text confirms
 * it, because the model is sure of itself even when it is wrong. Costs a second OCR run only where the two disagree.
 */
import type { Box } from "../document/box.ts";
import type { Pixels } from "../document/document.ts";
import type { OcrEngine, OcrOptions, OcrWord } from "./ocr/engine.ts";
import type { OrientationModel } from "./ocr/orientation.ts";
import { type Turn, turn } from "./pixels.ts";

export interface UprightPage {
  /** The upright pixels, and the clockwise turn that made them so. */
  pixels: Pixels;
  turn: Turn;
  /** Fractions of the upright page. */
  words: OcrWord[];
}

/** Mean confidence above which a turned page needs no comparison, and below which one left as it is deserves one. */
const SURE = 0.88;
const DOUBTFUL = 0.72;
/** Fewer characters prove nothing, unless the model cannot tell either: the middle of the page that it looks at is empty. */
const ENOUGH = 30;
const SOME = 8;
const UNDECIDED = 0.5;

/** Text found: characters, and their mean confidence (0.75 where the engine does not say). */
function weigh(words: readonly OcrWord[]): { characters: number; mean: number; score: number } {
  let [characters, sum] = [0, 0];
  for (const { text, confidence } of words) {
    characters += text.length;
    sum += text.length * (confidence ?? 0.75);
  }
  // Upside-down text is read, too, with half a heart: what is above an even chance counts.
  return { characters, mean: characters > 0 ? sum / characters : 0, score: sum - 0.5 * characters };
}

/** The turn that most of the text asks for: words that run down or up the page want it turned back. */
function turnOfText(words: readonly OcrWord[]): Turn {
  let [total, down, up] = [0, 0, 0];
  for (const { text, angle = 0 } of words) {
    if (text.length < 2) continue;
    total += text.length;
    if (Math.abs(angle - 90) < 30) down += text.length;
    if (Math.abs(angle + 90) < 30) up += text.length;
  }
  if (total < ENOUGH || Math.max(down, up) < 0.7 * total) return 0;
  return down > up ? 270 : 90;
}

/** Recognises the words of `pixels` and stands the page upright. @throws what the engine throws */
export async function recognizeUpright(
  pixels: Pixels,
  engine: OcrEngine,
  orientation: OrientationModel,
  options: OcrOptions = {},
): Promise<UprightPage> {
  const read = async (degrees: Turn): Promise<UprightPage> => {
    const turned = turn(pixels, degrees);
    const skip = options.skip?.map((box) => turnBox(box, degrees));
    return { pixels: turned, turn: degrees, words: await engine.recognize(turned, { ...options, skip }) };
  };
  // Without the model's file pages are taken as they lie; a built-in engine says itself that its files are missing.
  const proposal = await orientation.judge(pixels).catch(() => null);
  options.signal?.throwIfAborted();
  const first = await read(proposal?.turn ?? 0);
  const found = weigh(first.words);
  const sideways = turnOfText(first.words);
  if (sideways !== 0) return better(first, await read(add(first.turn, sideways)));
  if (first.turn !== 0) {
    if (found.mean >= SURE && found.characters >= ENOUGH) return first;
    return better(await read(0), first);
  }
  const enough = (proposal?.probability ?? 0) < UNDECIDED ? SOME : ENOUGH;
  if (found.mean < DOUBTFUL && found.characters >= enough) return better(first, await read(180));
  return first;
}

function add(a: Turn, b: Turn): Turn {
  return ((a + b) % 360) as Turn;
}

/** The page whose text reads better; `usual` when they are equal. */
function better(usual: UprightPage, other: UprightPage): UprightPage {
  return weigh(other.words).score > weigh(usual.words).score ? other : usual;
}

/** `box` on the page turned clockwise. */
export function turnBox([x0, y0, x1, y1]: Readonly<Box>, degrees: Turn): Box {
  if (degrees === 90) return [1 - y1, x0, 1 - y0, x1];
  if (degrees === 180) return [1 - x1, 1 - y1, 1 - x0, 1 - y0];
  if (degrees === 270) return [y0, 1 - x1, y1, 1 - x0];
  return [x0, y0, x1, y1];
}
