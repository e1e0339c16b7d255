import assert from "node:assert/strict";
import { test } from "node:test";
import type { Document, Word } from "../../document/document.ts";
import { misread, READING_ERRORS } from "./misread.ts";
import { synthesize } from "./synthesize.ts";

const documents = Array.from({ length: 30 }, (_, seed) => synthesize({ seed }).labelled.document);
const wordsOf = (document: Document) => document.pages.flatMap((page) => page.words);
const texts = (words: readonly Word[]) => words.map((word) => word.text);

test("misread() changes nothing at rate 0, and the same at the same seed", () => {
  for (const error of READING_ERRORS) {
    assert.equal(misread(documents[0], error, 0, 1), documents[0]);
    assert.deepEqual(misread(documents[0], error, 0.3, 1), misread(documents[0], error, 0.3, 1));
    assert.notDeepEqual(misread(documents[0], error, 0.3, 1), misread(documents[0], error, 0.3, 2));
  }
});

test("misread() makes errors of one family alone", () => {
  let [changed, all] = [0, 0];
  for (const [seed, document] of documents.entries()) {
    const given = wordsOf(document);
    const characters = wordsOf(misread(document, "characters", 0.2, seed));
    assert.deepEqual(
      characters.map(({ box }) => box),
      given.map(({ box }) => box),
    );
    all += given.length;
    changed += characters.filter(({ text }, i) => text !== given[i].text).length;
    assert.deepEqual(texts(wordsOf(misread(document, "boxes", 0.2, seed))), texts(given));
    const cut = wordsOf(misread(document, "words", 0.2, seed));
    // What is split or grown together is still there, letter by letter and in order.
    const letters = texts(cut).join("");
    let at = 0;
    for (const letter of texts(given).join("")) if (letter === letters[at]) at++;
    assert.equal(at, letters.length);
  }
  assert.ok(changed / all > 0.12 && changed / all < 0.3, `${changed} of ${all} words`);
});

test("misread() loses lines, slants lines, and keeps the others", () => {
  let [lost, slanted, kept] = [0, 0, 0];
  for (const [seed, document] of documents.entries()) {
    const [before, after] = [document.pages[0], misread(document, "lines", 0.4, seed).pages[0]];
    lost += before.lines.length - after.lines.length;
    for (const { words, box } of after.lines) {
      const same = before.lines.some((line) => line.box.every((edge, i) => edge === box[i]));
      if (same) kept++;
      else slanted++;
      for (const index of words) assert.equal(after.lines[after.words[index].line].words.includes(index), true);
    }
  }
  const all = lost + slanted + kept;
  assert.ok(lost / all > 0.05 && lost / all < 0.16, `${lost} of ${all} lost`);
  assert.ok(slanted / all > 0.15 && slanted / all < 0.36, `${slanted} of ${all} slanted`);
});
