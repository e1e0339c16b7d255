/**
 * From a recogniser's time steps to words: the CTC path, and where along the line each word stands. PP-OCR gives lines; the
 * places of words follow from the steps at which their characters fired. Source: reading notes in docs/log.md.
 */

export interface CtcCharacter {
  text: string;
  /** First and last time step of the character. */
  from: number;
  to: number;
  probability: number;
}

export interface CtcWord {
  text: string;
  /** Start and end as time steps (fractional), to be divided by the number of steps. */
  start: number;
  end: number;
  /** Centres of its first and last character, in time steps. */
  first: number;
  last: number;
  confidence: number;
}

/**
 * The best path of one line.
 * @param steps probabilities of one batch, [B, T, C]; class 0 is CTC's blank.
 * @param row which line of the batch.
 * @param alphabet text of class 1, 2, ...; the class after the last one is a blank between words.
 */
export function bestPath(
  steps: Float32Array,
  row: number,
  count: number,
  classes: number,
  alphabet: readonly string[],
): CtcCharacter[] {
  const characters: CtcCharacter[] = [];
  let previous = 0;
  for (let t = 0; t < count; t++) {
    const offset = (row * count + t) * classes;
    let best = 0;
    let highest = steps[offset];
    for (let c = 1; c < classes; c++) {
      if (steps[offset + c] > highest) {
        highest = steps[offset + c];
        best = c;
      }
    }
    if (best !== 0) {
      if (best === previous) {
        const current = characters[characters.length - 1];
        current.to = t;
        current.probability = Math.max(current.probability, highest);
      } else {
        characters.push({ text: alphabet[best - 1] ?? " ", from: t, to: t, probability: highest });
      }
    }
    previous = best;
  }
  return characters;
}

const centreOf = (character: CtcCharacter) => (character.from + character.to + 1) / 2;

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/**
 * Cuts a path at its blanks. A word reaches 0.55 of the line's median pitch beyond the centres of its first and last character.
 * @param gapSplit also cut where neighbouring characters are further apart than this many median pitches (Infinity: never).
 */
export function wordsOfPath(path: readonly CtcCharacter[], gapSplit = Infinity): CtcWord[] {
  const groups: CtcCharacter[][] = [[]];
  const pitches: number[] = [];
  let before: CtcCharacter | null = null;
  for (const character of path) {
    if (/^\s*$/.test(character.text)) {
      groups.push([]);
      before = null;
      continue;
    }
    if (before) pitches.push(centreOf(character) - centreOf(before));
    groups[groups.length - 1].push(character);
    before = character;
  }
  const pitch = pitches.length > 0 ? median(pitches) : 2.5;
  const words: CtcWord[] = [];
  const close = (group: CtcCharacter[]) => {
    if (group.length === 0) return;
    const [first, last] = [centreOf(group[0]), centreOf(group[group.length - 1])];
    words.push({
      text: group.map((character) => character.text).join(""),
      start: first - 0.55 * pitch,
      end: last + 0.55 * pitch,
      first,
      last,
      confidence: group.reduce((sum, character) => sum + character.probability, 0) / group.length,
    });
  };
  for (const group of groups) {
    let from = 0;
    for (let i = 1; i < group.length; i++) {
      if (centreOf(group[i]) - centreOf(group[i - 1]) <= gapSplit * pitch) continue;
      close(group.slice(from, i));
      from = i;
    }
    close(group.slice(from));
  }
  return words;
}
