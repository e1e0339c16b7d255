/**
 * Words from several sources made one list: check boxes found in the pixels against what OCR took them for, OCR words against
 * words that are known already. Pure geometry and a little spelling.
 */
import { area, type Box, intersect } from "../document/box.ts";
import type { LooseWord } from "./layout.ts";
import type { OcrWord } from "./ocr/engine.ts";
import type { TickBox } from "./tick-boxes.ts";

/** What recognisers make of a check box, empty or ticked. */
const BOX_LIKE = /^[^\p{L}\p{N}=:;%&#@$+/<>?!]$|^[Xx口回囗日田凶区図图冈因固目国Π]$/u;
/** These only when they stand alone: the round letters of a word look square in small print. */
const BOX_LIKE_ALONE = /^[Oo0DQ]$/;

/** What a tick inside of a frame is taken for when the frame itself is not seen. */
export type CharacterWord = LooseWord & { centres?: number[] };

function centresOf(word: CharacterWord): number[] {
  if (word.centres && word.centres.length === word.text.length) return word.centres;
  const width = word.box[2] - word.box[0];
  return Array.from({ length: word.text.length }, (_, i) => word.box[0] + ((i + 0.5) / word.text.length) * width);
}

/** A frame lies on a word's row and reaches into it. */
function touches(tick: Box, word: Box): boolean {
  const y = (tick[1] + tick[3]) / 2;
  const shared = area(intersect(tick, word));
  return (y > word[1] && y < word[3] && shared > 0.1 * area(tick)) || shared > 0.4 * Math.min(area(tick), area(word));
}

/** `word` without the characters that stand inside of `tick`; null when a letter stands there: then the tick is that letter. */
function cutAround(word: CharacterWord, tick: Box): CharacterWord[] | null {
  const centres = centresOf(word);
  const slack = 0.15 * (tick[2] - tick[0]);
  const parts: CharacterWord[] = [];
  const inside: string[] = [];
  let [left, right]: [number[], number[]] = [[], []];
  centres.forEach((x, i) => {
    if (x < tick[0] - slack) left.push(i);
    else if (x > tick[2] + slack) right.push(i);
    else inside.push(word.text[i]);
  });
  if (inside.some((c) => !BOX_LIKE.test(c) && !(word.text.length === 1 && BOX_LIKE_ALONE.test(c)))) return null;
  // Remains of one box: "[" before and "]" behind it.
  left = left.filter(
    (i) => !(i === left[left.length - 1] && /[[(|]/.test(word.text[i]) && right.length + inside.length > 0),
  );
  right = right.filter(
    (i) => !(i === right[0] && /[\])|]/.test(word.text[i]) && inside.length === 0 && left.length === 0),
  );
  const part = (indices: number[], box: Box) => {
    if (indices.length === 0) return;
    parts.push({
      ...word,
      text: indices.map((i) => word.text[i]).join(""),
      box,
      centres: indices.map((i) => centres[i]),
    });
  };
  const [x0, y0, x1, y1] = word.box;
  part(left, [x0, y0, Math.max(x0, Math.min(x1, tick[0])), y1]);
  part(right, [Math.min(x1, Math.max(x0, tick[2])), y0, x1, y1]);
  return parts;
}

/**
 * Puts check boxes among words: "☐" or "☒", in place of what the recogniser made of them.
 * A frame inside of a word of letters is taken for a letter and dropped.
 */
export function withTickBoxes(words: readonly CharacterWord[], ticks: readonly TickBox[]): CharacterWord[] {
  let merged = [...words];
  const origin = words[0]?.origin ?? "ocr";
  for (const { box, checked } of ticks) {
    const near = merged.filter((word) => touches(box, word.box));
    if (near.some((word) => /^[☐☒☑]$/u.test(word.text))) continue;
    const pieces = near.map((word) => cutAround(word, box));
    if (pieces.some((piece) => piece === null)) continue;
    const replaced = new Set(near);
    merged = merged.filter((word) => !replaced.has(word));
    for (const piece of pieces) merged.push(...piece!);
    merged.push({ text: checked ? "☒" : "☐", box, confidence: null, origin });
  }
  return merged;
}

/** The words of `found` that no word of `known` covers, and (with `places`) that stand in one of these. */
export function newWords(found: readonly OcrWord[], known: readonly LooseWord[], places?: readonly Box[]): OcrWord[] {
  return found.filter(({ box }) => {
    const own = area(box);
    if (places && !places.some((place) => area(intersect(place, box)) > 0.5 * own)) return false;
    let covered = 0;
    for (const word of known) covered += area(intersect(word.box, box));
    return covered < 0.4 * own;
  });
}

/** An OCR word as a word of the document. */
export function fromOcr({ text, box, confidence, angle, centres }: OcrWord): CharacterWord {
  return {
    text,
    box,
    confidence,
    origin: "ocr",
    ...(angle === undefined ? {} : { angle }),
    ...(centres ? { centres } : {}),
  };
}
