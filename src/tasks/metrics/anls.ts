/**
 * ANLS of one answer: 1 - normalised edit distance to the nearest accepted answer, 0 below a similarity of 0.5 (exactly 0.5
 * counts, as in the challenge's server). Lower case, outer blanks stripped. Biten et al., ICDAR 2019.
 */
import { levenshtein } from "./levenshtein.ts";

const THRESHOLD = 0.5;

/** `predicted` null: the answer "not here", which is right (1) where nothing is accepted and wrong (0) elsewhere. */
export function anls(predicted: string | null, accepted: readonly string[]): number {
  if (accepted.length === 0) return predicted === null ? 1 : 0;
  if (predicted === null) return 0;
  const said = predicted.trim().toLowerCase();
  let best = 0;
  for (const gold of accepted) {
    const wanted = gold.trim().toLowerCase();
    const longest = Math.max(Array.from(said).length, Array.from(wanted).length);
    best = Math.max(best, longest === 0 ? 1 : 1 - levenshtein(said, wanted) / longest);
  }
  return best >= THRESHOLD ? best : 0;
}
