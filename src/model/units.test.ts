import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fakePage } from "../../test/fakes.ts";
import { unicode } from "../../test/unicode.ts";
import { cutWord, joinUnits, pageUnits, questionWords, quoted } from "./units.ts";

const seed = 37;
const word = fc.oneof(
  unicode(12),
  fc
    .array(fc.constantFrom("$", "RM", "€", "4", "32", ".", ":", "-", "(", ")", "Date", "No", "#", "@", "|", "=", "%"), {
      maxLength: 8,
    })
    .map((parts) => parts.join("")),
);

test("cutWord() loses and adds nothing", () => {
  fc.assert(
    fc.property(word, (text) => {
      const parts = cutWord(text);
      assert.equal(parts.join(""), text);
      if (text !== "") assert.ok(parts.every((part) => part !== ""));
    }),
    { seed, numRuns: 1000 },
  );
});

test("cutWord() cuts where an answer may begin or end, and nowhere else", () => {
  const cut: Record<string, string[]> = {
    "$4.32": ["$", "4.32"],
    "RM33.90": ["RM", "33.90"],
    "Date:12/03/2018": ["Date", ":", "12/03/2018"],
    "Total:$4.32": ["Total", ":", "$", "4.32"],
    "(12.50)": ["(", "12.50", ")"],
    "[x]Yes": ["[", "x", "]", "Yes"],
    "10:45": ["10:45"],
    "10:45:30AM": ["10:45:30AM"],
    "https://example.org/a:b": ["https://example.org/a:b"],
    "4.32": ["4.32"],
    "WNAX-FM": ["WNAX-FM"],
    "1:1": ["1:1"],
    ":": [":"],
  };
  for (const [text, parts] of Object.entries(cut)) assert.deepEqual(cutWord(text), parts, text);
});

test("pageUnits() covers every word with parts side by side, and joinUnits() gives the words back", () => {
  const page = fakePage(5, 12);
  page.words[2].text = "Total:$4.32";
  page.words[5].text = "(12.50)";
  page.words[7].text = "  ";
  const units = pageUnits(page);
  page.words.forEach(({ text, box }, i) => {
    const own = units.filter((unit) => unit.word === i);
    if (text.trim() === "") assert.deepEqual(own, []);
    else {
      assert.equal(joinUnits(own), text);
      assert.equal(own[0].box[0], box[0]);
      assert.ok(Math.abs((own.at(-1)?.box[2] ?? 0) - box[2]) < 1e-12);
      for (let k = 1; k < own.length; k++) {
        assert.equal(own[k].start, own[k - 1].end);
        assert.ok(Math.abs(own[k].box[0] - own[k - 1].box[2]) < 1e-12);
      }
    }
  });
  const rows = units.map((unit) => unit.row);
  assert.deepEqual(
    rows,
    [...rows].sort((a, b) => a - b),
  );
});

test("joinUnits() puts a blank between words, none within one that is whole", () => {
  const page = fakePage(6, 4);
  page.words[0].text = "Total:$4.32";
  const units = pageUnits(page).filter((unit) => unit.word === 0);
  assert.equal(joinUnits(units), "Total:$4.32");
  assert.equal(joinUnits(units.slice(2)), "$4.32");
  assert.equal(joinUnits([units[0], units[3]]), "Total 4.32");
  assert.equal(joinUnits([]), "");
});

test("questionWords() drops the marks around words", () => {
  assert.deepEqual(questionWords('What is the "total", please?'), ["What", "is", "the", "total", "please"]);
  assert.deepEqual(questionWords("  "), []);
});

test("quoted() finds what is quoted or named as a letter", () => {
  assert.equal(quoted("Which does not have a 'k' in its call sign?"), "k");
  assert.equal(quoted("Names that contain “Pro”?"), "pro");
  assert.equal(quoted("How many begin with the letter B?"), "b");
  assert.equal(quoted("What is the total?"), null);
});
