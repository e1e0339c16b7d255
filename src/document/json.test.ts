import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { unicode } from "../../test/unicode.ts";
import type { Box } from "./box.ts";
import type { Document } from "./document.ts";
import { DocumentError, documentFromJson, documentToJson } from "./json.ts";
import { documentJsonSchema } from "./schema.ts";

const seed = 29;
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const box = fc
  .tuple(fraction, fraction, fraction, fraction)
  .map(([a, b, c, d]): Box => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);
const level = fc.integer({ min: 0, max: 255 });
const rgb = fc.tuple(level, level, level);
const word = fc.record(
  {
    text: unicode(8, 1),
    box,
    confidence: fc.option(fraction, { nil: null }),
    origin: fc.constantFrom("pdf" as const, "ocr" as const, "given" as const),
    ink: rgb,
    paper: rgb,
  },
  { requiredKeys: ["text", "box", "confidence", "origin"] },
);
const page = fc
  .record({
    words: fc.array(word, { minLength: 1, maxLength: 5 }),
    width: fc.integer({ min: 1, max: 5000 }),
    height: fc.integer({ min: 1, max: 5000 }),
    unit: fc.constantFrom("px" as const, "pt" as const),
    rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  })
  .map(({ words, ...rest }) => ({
    ...rest,
    words: words.map((w) => ({ ...w, line: 0 })),
    lines: [{ box: [0, 0, 1, 1] as Box, words: words.map((_, i) => i) }],
  }));
const documents = fc.array(page, { maxLength: 3 }).map(
  (pages): Document => ({
    version: 1,
    source: { name: "a.pdf", mime: "application/pdf", sha256: "00ff" },
    pages: pages.map((p, number) => ({ number, ...p })),
  }),
);

test("documentFromJson() gives back what documentToJson() wrote, through text", () => {
  fc.assert(
    fc.property(documents, (document) => {
      // JSON knows no -0.
      const expected = JSON.parse(JSON.stringify(document));
      assert.deepEqual(documentFromJson(JSON.parse(JSON.stringify(documentToJson(document)))), expected);
    }),
    { seed, numRuns: 50 },
  );
});

test("documentToJson() leaves page images out", () => {
  const thumbnail = { width: 1, height: 1, data: new Uint8Array(3) };
  const image = { width: 1, height: 1, thumbnail, read: async () => thumbnail };
  const document: Document = {
    version: 1,
    source: { name: "", mime: "", sha256: "" },
    pages: [{ number: 0, width: 1, height: 1, unit: "px", rotation: 0, words: [], lines: [], image }],
  };
  assert.ok(!("image" in documentToJson(document).pages[0]));
});

test("documentFromJson() reads pixels, fractions, and words that know no size of their page", () => {
  const words = [{ text: "Total", box: [100, 50, 200, 100] }];
  const [pixels] = documentFromJson({ pages: [{ width: 1000, height: 500, words }] }).pages;
  assert.deepEqual(pixels.words[0].box, [0.1, 0.1, 0.2, 0.2]);
  assert.deepEqual([pixels.words[0].line, pixels.words[0].origin, pixels.words[0].confidence], [0, "given", null]);
  const given = { pages: [{ words: [{ text: "Total", box: [0.1, 0.1, 0.2, 0.2], confidence: 0.5 }] }] };
  const [fractions] = documentFromJson(given).pages;
  assert.deepEqual(fractions.words[0].box, [0.1, 0.1, 0.2, 0.2]);
  assert.equal(fractions.words[0].confidence, 0.5);
  const [reach] = documentFromJson({ pages: [{ words }] }).pages;
  assert.deepEqual([reach.width, reach.height, reach.words[0].box], [200, 100, [0.5, 0.5, 1, 1]]);
});

test("documentFromJson() keeps given lines and their order, and groups words without them", () => {
  const [a, b, c] = [
    { text: "a", box: [0.1, 0.5, 0.2, 0.52] },
    { text: "b", box: [0.3, 0.1, 0.4, 0.12] },
    { text: "c", box: [0.1, 0.1, 0.2, 0.12] },
  ];
  const texts = (words: unknown[]) => documentFromJson({ pages: [{ words }] }).pages[0].words.map((w) => w.text);
  assert.deepEqual(texts([a, b, c]), ["c", "b", "a"]);
  const lined = [
    { ...a, line: 7 },
    { ...b, line: 3 },
    { ...c, line: 7 },
  ];
  const { pages } = documentFromJson({ pages: [{ words: lined }] });
  assert.deepEqual(
    pages[0].words.map((w) => w.text),
    ["a", "b", "c"],
  );
  assert.deepEqual(
    pages[0].lines.map((line) => line.words),
    [[0, 2], [1]],
  );
  // Words of blanks alone are no words.
  assert.deepEqual(texts([a, { text: "  ", box: [0, 0, 1, 1] }]), ["a"]);
});

test("documentFromJson() says which word of which page is wrong", () => {
  const fails = (json: unknown, path: string, message: RegExp) =>
    assert.throws(
      () => documentFromJson(json),
      (error) => error instanceof DocumentError && error.path === path && message.test(error.message),
    );
  const paged = (word: unknown, size = {}) => ({ pages: [{ words: [] }, { ...size, words: [word] }] });
  fails(null, "", /found null/);
  fails([], "", /a list/);
  fails({}, "pages", /found nothing/);
  fails({ pages: [3] }, "pages[0]", /number 3/);
  fails({ pages: [{}] }, "pages[0].words", /found nothing/);
  fails(paged("x"), "pages[1].words[0]", /string "x"/);
  fails(paged({ text: 4, box: [0, 0, 1, 1] }), "pages[1].words[0].text", /number 4/);
  fails(paged({ text: "Total", box: [0, 0, 1] }), "pages[1].words[0].box", /"Total" needs a box of four/);
  fails(paged({ text: "Total", box: [0.5, 0, 0.1, 1] }), "pages[1].words[0].box", /"Total" is inside out/);
  fails(paged({ text: "Total", box: [-9, 0, -5, 1] }), "pages[1].words[0].box", /left of/);
  const small = { width: 10, height: 10 };
  fails(paged({ text: "Total", box: [0, 0, 90, 9] }, small), "pages[1].words[0].box", /outside of the page of 10 x 10/);
  fails(paged({ text: "Total", box: [0, 0, 1, 1] }, { width: -1 }), "pages[1].width", /positive/);
});

test("documentFromJson() checks its own form strictly", () => {
  const own = (over: object, page: object = {}) => ({
    version: 1,
    source: { name: "", mime: "", sha256: "" },
    pages: [{ number: 0, width: 1, height: 1, unit: "px", rotation: 0, words: [], lines: [], ...page }],
    ...over,
  });
  const fails = (json: unknown, path: string) =>
    assert.throws(
      () => documentFromJson(json),
      (error) => error instanceof DocumentError && error.path === path,
    );
  assert.equal(documentFromJson(own({})).pages.length, 1);
  fails(own({ version: 2 }), "version");
  fails(own({}, { rotation: 45 }), "pages[0].rotation");
  const word = { text: "a", box: [0, 0, 1, 1], line: 1, confidence: null, origin: "given" };
  fails(own({}, { words: [word] }), "pages[0].words[0].line");
  fails(own({}, { words: [{ ...word, box: [0, 0, 2, 1] }] }), "pages[0].words[0].box[2]");
  fails(own({}, { lines: [{ box: [0, 0, 1, 1], words: [4] }] }), "pages[0].lines[0].words");
});

test("documentJsonSchema() describes pages, words and boxes", () => {
  const schema = documentJsonSchema() as { type: string; required: string[]; $schema: string };
  assert.match(schema.$schema, /2020-12/);
  assert.deepEqual(schema.required, ["version", "source", "pages"]);
  assert.match(JSON.stringify(schema), /fractions of the upright page/);
});
