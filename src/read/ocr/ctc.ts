/** The best path through a recogniser's time steps (CTC): its characters and the steps at which they fired. */

export interface CtcCharacter {
  text: string;
  /** First and last time step of the character. */
  from: number;
  to: number;
  probability: number;
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
