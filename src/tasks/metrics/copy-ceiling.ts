/**
 * Whether a perfect copier of page words could give an answer: some run of units, in reading order, whose letters and digits
 * are those of an accepted answer. Labels that differ from what stands on the page bound every score from above.
 */
import type { Document } from "../../document/document.ts";
import { pageUnits } from "../../model/units.ts";
import { normalizeExact } from "./exact-match.ts";

/** The texts of a document's units, normalised, page by page: made once, asked for each answer. */
export function copyable(document: Document): (accepted: readonly string[]) => boolean {
  const pages = document.pages.map((page) => pageUnits(page).map((unit) => normalizeExact(unit.text)));
  return (accepted) =>
    accepted.length === 0 ||
    accepted.some((gold) => {
      const wanted = normalizeExact(gold);
      return wanted !== "" && pages.some((units) => units.some((_, start) => runGives(units, start, wanted)));
    });
}

function runGives(units: readonly string[], start: number, wanted: string): boolean {
  let text = "";
  for (let i = start; i < units.length && text.length < wanted.length; i++) {
    text += units[i];
    if (!wanted.startsWith(text)) return false;
  }
  return text === wanted;
}
