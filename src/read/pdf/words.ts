/**
 * Characters of a PDF page -> words with boxes. A word ends at a blank, at a gap, where the base line or the direction changes.
 * Pure geometry in displayed points; lines are made later for all readers alike (read/layout.ts).
 */
import type { Rgb } from "../../document/document.ts";
import type { PdfCharacter } from "./characters.ts";

export interface PdfWord {
  text: string;
  /** x0, y0, x1, y1 in displayed points. */
  box: [number, number, number, number];
  /** Direction of writing, degrees clockwise, 0..360. */
  angle: number;
  /** Number of characters, and how many of them are unmapped or drawn in no colour (render mode 3). */
  characters: number;
  unmapped: number;
  invisible: number;
  /** Fill colour of a word that PDFium may be unable to draw (see PdfCharacter). */
  lacking?: Rgb;
  /** First text object in drawing order, -1 unknown. */
  object: number;
}

/** A gap wider than this share of the em ends a word, even without a blank. */
const GAP = 0.3;
/** So does a step of the base line. Superscripts stay below. */
const STEP = 0.55;

/** Symbol fonts come as private code points (Wingdings, as word processors write it), box glyphs in several shapes. */
const GLYPHS: Readonly<Record<string, string>> = {
  "\uf0a8": "☐",
  "\uf06f": "☐",
  "\uf071": "☐",
  "\uf0fe": "☒",
  "\uf0fd": "☒",
  "\uf078": "☒",
  "\uf0fc": "✓",
  "\uf0b7": "•",
  "\uf0a7": "▪",
  "\uf0d8": "➢",
  "\uf0e0": "→",
  "□": "☐",
  "▢": "☐",
  "❏": "☐",
  "❐": "☐",
  "❑": "☐",
  "❒": "☐",
  "◻": "☐",
  "☑": "☒",
  "🗹": "☒",
  "🗷": "☒",
  "⊠": "☒",
};

/** Control and format characters, but for the joiners that scripts need. */
const IGNORED = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\u{fffe}\u{ffff}]/gu;
const BLANK = /^[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/u;
/** Leaders and check boxes stand alone even when they are glued to a word. */
const ALONE = /([._·…]{4,}|-{4,}|[☐☒])/u;

/** What a character contributes to a word's text. */
export function cleanText(text: string): string {
  return (GLYPHS[text] ?? text).replace(IGNORED, "");
}

interface Placed {
  character: PdfCharacter;
  text: string;
  /** Interval along the direction of writing and distance of the base line, in the frame of `angle`. */
  from: number;
  to: number;
  across: number;
}

/** Groups characters in PDFium's order (that of the content, right-to-left text already in reading order). */
export function wordsOfCharacters(characters: readonly PdfCharacter[]): PdfWord[] {
  const words: PdfWord[] = [];
  let current: Placed[] = [];
  const flush = () => {
    words.push(...finish(current));
    current = [];
  };
  for (const character of withoutDoubles(characters)) {
    if (BLANK.test(character.text)) {
      flush();
      continue;
    }
    const text = cleanText(character.text);
    if (text === "") continue;
    const placed = place(character, text);
    const before = current[current.length - 1];
    if (before && parts(before, placed)) flush();
    current.push(placed);
  }
  flush();
  return words;
}

function place(character: PdfCharacter, text: string): Placed {
  const [cos, sin] = direction(character.angle);
  const [x0, y0, x1, y1] = character.tight[2] > character.tight[0] ? character.tight : character.loose;
  const u = [x0 * cos + y0 * sin, x1 * cos + y0 * sin, x0 * cos + y1 * sin, x1 * cos + y1 * sin];
  return {
    character,
    text,
    from: Math.min(...u),
    to: Math.max(...u),
    across: character.y * cos - character.x * sin,
  };
}

/** Cosine and sine, exact at quarter turns. */
function direction(angle: number): [number, number] {
  const quarter = Math.round(angle / 90);
  if (Math.abs(angle - 90 * quarter) < 0.5) {
    return [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ][quarter % 4] as [number, number];
  }
  const radians = (angle * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

function heightOf({ character }: Placed): number {
  const { em, tight } = character;
  const tall = Math.max(tight[2] - tight[0], tight[3] - tight[1]);
  return em > 0.5 * tall && em < 20 * tall ? em : tall;
}

/** Whether a word ends between two neighbouring characters. */
function parts(a: Placed, b: Placed): boolean {
  const turned = Math.abs(a.character.angle - b.character.angle);
  if (Math.min(turned, 360 - turned) > 3) return true;
  const em = Math.max(heightOf(a), heightOf(b), 0.1);
  if (Math.abs(a.across - b.across) > STEP * em) return true;
  const gap = Math.max(b.from - a.to, a.from - b.to);
  return gap > GAP * em;
}

/** Bold made by drawing twice gives each character twice: the second of two equal ones in one place is dropped. */
function withoutDoubles(characters: readonly PdfCharacter[]): PdfCharacter[] {
  const seen = new Map<string, PdfCharacter[]>();
  return characters.filter((character) => {
    if (character.generated || BLANK.test(character.text)) return true;
    const rivals = seen.get(character.text);
    if (!rivals) {
      seen.set(character.text, [character]);
      return true;
    }
    for (let i = rivals.length - 1; i >= Math.max(0, rivals.length - 1500); i--) {
      if (sameplace(rivals[i].tight, character.tight)) return false;
    }
    rivals.push(character);
    return true;
  });
}

function sameplace(a: PdfCharacter["tight"], b: PdfCharacter["tight"]): boolean {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return false;
  const larger = Math.max((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]));
  return width * height > 0.7 * larger;
}

function finish(placed: readonly Placed[]): PdfWord[] {
  if (placed.length === 0) return [];
  const joined = placed.map(({ text }) => text).join("");
  if (!ALONE.test(joined) || joined.replace(ALONE, "") === "") return [wordOf(placed)];
  // Cut between characters, by the pieces' lengths.
  const words: PdfWord[] = [];
  let at = 0;
  for (const piece of joined.split(new RegExp(ALONE.source, "gu"))) {
    let length = 0;
    const members: Placed[] = [];
    while (at < placed.length && length < piece.length) {
      length += placed[at].text.length;
      members.push(placed[at++]);
    }
    if (members.length > 0) words.push(wordOf(members));
  }
  return words;
}

function wordOf(placed: readonly Placed[]): PdfWord {
  const characters = placed.map(({ character }) => character);
  const lacking = characters.every((c) => c.lacking && !c.invisible) ? characters[0].lacking : undefined;
  return {
    text: placed
      .map(({ text }) => text)
      .join("")
      .normalize("NFC"),
    box: boxOfWord(placed),
    angle: characters[0].angle,
    characters: characters.length,
    unmapped: characters.filter((c) => c.unmapped || isJunk(c.text)).length,
    invisible: characters.filter((c) => c.invisible).length,
    ...(lacking ? { lacking } : {}),
    object: characters.reduce((first, c) => (c.object >= 0 && (first < 0 || c.object < first) ? c.object : first), -1),
  };
}

/** No reader knows these: replacement marks and private code points that GLYPHS does not name. */
function isJunk(text: string): boolean {
  return /[\ufffd\ue000-\uf8ff]/u.test(text) && !(text in GLYPHS);
}

/**
 * Along the line the ink; across it at least from 0.7 em above the base line to 0.1 em below, so that "on" and "Ag" are
 * equally tall, as they are in OCR's boxes.
 */
function boxOfWord(placed: readonly Placed[]): PdfWord["box"] {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  const grow = (box: readonly number[]) => {
    x0 = Math.min(x0, box[0]);
    y0 = Math.min(y0, box[1]);
    x1 = Math.max(x1, box[2]);
    y1 = Math.max(y1, box[3]);
  };
  for (const { character } of placed) {
    const inked = character.tight[2] > character.tight[0] && character.tight[3] > character.tight[1];
    grow(inked ? character.tight : character.loose);
  }
  const { angle, x, y } = placed[0].character;
  const em = heightOf(placed[0]);
  const [cos, sin] = direction(angle);
  if (Math.abs(cos * sin) > 1e-9) return [x0, y0, x1, y1];
  const tall = sin === 0 ? y1 - y0 : x1 - x0;
  if (em > 4 * tall + 1) return [x0, y0, x1, y1];
  // The base line's point, moved up and down across the line.
  const [up, down] = [-0.7 * em, 0.1 * em];
  if (sin === 0) grow([x0, Math.min(y + up * cos, y + down * cos), x1, Math.max(y + up * cos, y + down * cos)]);
  else grow([Math.min(x - up * sin, x - down * sin), y0, Math.max(x - up * sin, x - down * sin), y1]);
  return [x0, y0, x1, y1];
}
