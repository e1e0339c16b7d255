import assert from "node:assert/strict";
import { test } from "node:test";
import { dropDoubtfulAccents } from "./accents.ts";
import type { CtcCharacter } from "./ctc.ts";

const line = (text: string, probability: number): CtcCharacter[] =>
  [...text].map((one, i) => ({
    text: one,
    from: i,
    to: i,
    probability: one === one.normalize("NFD") ? 0.99 : probability,
  }));
const text = (characters: CtcCharacter[]) => characters.map((one) => one.text).join("");
const PLAIN = line(
  "Thank you for shopping with us, goods sold are not returnable. Please keep this receipt for all claims. It is subject to the terms that are printed at the counter of the shop.",
  1,
);

test("a doubtful accent on a page without accents is a speck; a sure one is printed", () => {
  const [doubtful, sure] = [line("Simpàng", 0.51), line("Café", 0.97)];
  dropDoubtfulAccents([PLAIN, doubtful, sure]);
  assert.equal(text(doubtful), "Simpang");
  assert.equal(text(sure), "Café");
});

test("pages written with accents keep them all, and signs are no letters", () => {
  const french = line("Reçu à payer à l'échéance, été", 0.6);
  dropDoubtfulAccents([french]);
  assert.equal(text(french), "Reçu à payer à l'échéance, été");
  const signs = line("2 × 3 ÷ ½ ß ø", 0.3);
  dropDoubtfulAccents([PLAIN, signs]);
  assert.equal(text(signs), "2 × 3 ÷ ½ ß ø");
});
