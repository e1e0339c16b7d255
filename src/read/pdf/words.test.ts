import assert from "node:assert/strict";
import { test } from "node:test";
import { joinSurrogates, type PdfCharacter, textOfCode } from "./characters.ts";
import { cleanText, wordsOfCharacters } from "./words.ts";

/** Characters of `text` in a font of 10 points, 6 points a character, from (x, y). */
function row(text: string, x = 100, y = 100, more: Partial<PdfCharacter> = {}): PdfCharacter[] {
  return [...text].map((c, i) => {
    const left = x + 6 * i;
    return {
      text: c,
      tight: [left, y - 7, left + 5.4, y],
      loose: [left, y - 9, left + 6, y + 2],
      x: left,
      y,
      angle: 0,
      em: 10,
      generated: false,
      unmapped: false,
      invisible: false,
      object: 0,
      ...more,
    };
  });
}

const texts = (characters: PdfCharacter[]) => wordsOfCharacters(characters).map(({ text }) => text);

test("wordsOfCharacters() ends words at blanks of any kind", () => {
  assert.deepEqual(texts(row("one two\u00a0three\u2003four")), ["one", "two", "three", "four"]);
});

test("wordsOfCharacters() ends words at gaps, steps of the base line and turns", () => {
  assert.deepEqual(texts([...row("left"), ...row("right", 140)]), ["left", "right"]);
  assert.deepEqual(texts([...row("up", 100, 100), ...row("down", 112, 112)]), ["up", "down"]);
  assert.deepEqual(texts([...row("m"), ...row("2", 106, 97)]), ["m2"]);
  assert.deepEqual(texts([...row("a"), ...row("b", 106, 100, { angle: 90 })]), ["a", "b"]);
});

test("wordsOfCharacters() drops the second of characters drawn twice", () => {
  assert.deepEqual(texts([...row("bold"), ...row("bold", 100.2)]), ["bold"]);
  assert.deepEqual(texts(row("aabb")), ["aabb"]);
});

test("wordsOfCharacters() lets leaders and check boxes stand alone", () => {
  assert.deepEqual(texts(row("Total.......12")), ["Total", ".......", "12"]);
  assert.deepEqual(texts(row("\uf0a8Yes")), ["☐", "Yes"]);
  assert.deepEqual(texts(row("3.50")), ["3.50"]);
});

test("wordsOfCharacters() counts what is unmapped and what is invisible", () => {
  const [word] = wordsOfCharacters([...row("ab", 100, 100, { invisible: true }), ...row("\ufffd", 112)]);
  assert.deepEqual([word.characters, word.invisible, word.unmapped], [3, 2, 1]);
});

test("wordsOfCharacters() makes words of one line equally tall", () => {
  const flat = row("on").map((c): PdfCharacter => ({ ...c, tight: [c.tight[0], 95, c.tight[2], 100] }));
  const [word] = wordsOfCharacters(flat);
  assert.deepEqual([word.box[1], word.box[3]], [93, 101]);
});

test("cleanText() drops control characters, keeps joiners, names box glyphs", () => {
  assert.equal(cleanText("\u00ad"), "");
  assert.equal(cleanText("\u200d"), "\u200d");
  assert.equal(cleanText("☑"), "☒");
});

test("textOfCode() and joinSurrogates() give no broken text", () => {
  assert.equal(textOfCode(0x7fffffff), "\ufffd");
  assert.equal(textOfCode(0xfb01), "fi");
  const joined = joinSurrogates([{ text: "\ud83d" }, { text: "\ude00" }, { text: "\ud83d" }, { text: "x" }]);
  assert.deepEqual(
    joined.map(({ text }) => text),
    ["😀", "\ufffd", "x"],
  );
});
