/**
 * Accents that a recogniser sees in specks: "Simpàng", "HARDWARÉ". Measured on receipts of SROIE: a sixth of them have one to three,
 * none is printed, and their probability is 0.36 to 0.82 with few exceptions; of 1,409 accented letters that are printed, on pages in
 * seven languages, nine of ten are surer than 0.95 and six in a hundred less sure than 0.9.
 */
import type { CtcCharacter } from "./ctc.ts";

/** A page with more of its letters accented is written with accents, and a doubtful one may well be printed. */
const WRITTEN = 0.015;
const SURE = 0.9;
const LETTER = /\p{L}/u;
const ACCENTED = /^\p{Script=Latin}\p{M}+$/u;

/** Characters of the lines of one page, in place: doubtful accents are taken away where accents are rare. */
export function dropDoubtfulAccents(lines: readonly CtcCharacter[][]): void {
  let letters = 0;
  const accented: CtcCharacter[] = [];
  for (const character of lines.flat()) {
    if (!LETTER.test(character.text)) continue;
    letters++;
    if (ACCENTED.test(character.text.normalize("NFD"))) accented.push(character);
  }
  if (accented.length > WRITTEN * letters) return;
  for (const character of accented) {
    if (character.probability < SURE) character.text = character.text.normalize("NFD").replace(/\p{M}/gu, "");
  }
}
