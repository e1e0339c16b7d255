import assert from "node:assert/strict";
import { test } from "node:test";
import { smallPdf } from "../../../test/small-pdf.ts";
import type { Box } from "../../document/box.ts";
import type { Document, Page, Word } from "../../document/document.ts";
import type { ReadOptions } from "../options.ts";
import { readDocument } from "../read-document.ts";
import { exportDocument } from "./export.ts";
import { formatOfName } from "./formats.ts";

const WORDS: [string, number, Box][] = [
  ["Tom", 0, [0.1, 0.1, 0.16, 0.12]],
  ["&", 0, [0.17, 0.1, 0.19, 0.12]],
  ['"Söhne"', 0, [0.2, 0.1, 0.32, 0.12]],
  ["<b>", 0, [0.33, 0.1, 0.37, 0.12]],
  ["Привет", 1, [0.1, 0.2, 0.22, 0.225]],
  ["日本語", 1, [0.24, 0.2, 0.33, 0.225]],
  ["so😀", 1, [0.35, 0.2, 0.42, 0.225]],
  ["4,711.00", 2, [0.7, 0.5, 0.8, 0.515]],
];

/** A page of 850 x 1100 pixels with grey boxes where its words stand. */
function pageOf(number = 0): Page {
  const [width, height] = [850, 1100];
  const words = WORDS.map(([text, line, box], i): Word => {
    return { text, box, line, confidence: i % 2 === 0 ? null : 0.25 + i / 20, origin: "ocr" };
  });
  const lines = [0, 1, 2].map((line) => ({
    box: [0.1, 0.1 * (line + 1), 0.9, 0.1 * (line + 1) + 0.05] as Box,
    words: words.flatMap((word, i) => (word.line === line ? [i] : [])),
  }));
  const data = new Uint8Array(width * height * 3).fill(255);
  for (const { box } of words) {
    for (let y = Math.round(box[1] * height); y < box[3] * height; y++) {
      data.fill(90, 3 * (y * width + Math.round(box[0] * width)), 3 * (y * width + Math.round(box[2] * width)));
    }
  }
  const pixels = { width, height, data };
  const image = { width, height, thumbnail: pixels, read: async () => pixels };
  return { number, width, height, unit: "px", rotation: 0, words, lines, image };
}

const document: Document = {
  version: 1,
  source: { name: 'a "scan" & more.png', mime: "image/png", sha256: "" },
  pages: [pageOf(0), pageOf(1)],
};

/** A busy machine is no failure. */
const readBack = async (bytes: string | Uint8Array, options: ReadOptions = {}) =>
  readDocument(typeof bytes === "string" ? Buffer.from(bytes) : bytes, { ...options, limits: { seconds: 600 } });

/** The same words on the same lines, boxes at most `slack` of the page away. */
function assertSame(read: Page, wanted: Page, slack: number): void {
  const texts = (page: Page) => page.lines.map(({ words }) => words.map((index) => page.words[index].text));
  assert.deepEqual(texts(read), texts(wanted));
  for (const [i, { text, box }] of read.words.entries()) {
    const far = Math.max(...box.map((value, side) => Math.abs(value - wanted.words[i].box[side])));
    assert.ok(far <= slack, `${text} is ${far} away`);
  }
}

for (const format of ["hocr", "alto"] as const) {
  test(`exportDocument() writes ${format} that reads back: words, lines, boxes, confidences`, async () => {
    const { document: read } = await readBack(await exportDocument(document, format));
    assert.equal(read.pages.length, 2);
    read.pages.forEach((page, i) => {
      assert.deepEqual([page.width, page.height], [850, 1100]);
      assertSame(page, document.pages[i], 0.001);
      page.words.forEach(({ confidence }, word) => {
        const known = document.pages[i].words[word].confidence;
        if (known === null) assert.equal(confidence, null);
        else assert.ok(Math.abs((confidence ?? -1) - known) < 0.006);
      });
    });
  });
}

test("exportDocument() writes CSV of words and plain text", async () => {
  const csv = (await exportDocument(document, "csv")) as string;
  const rows = csv.split("\n");
  assert.equal(rows.length, 2 + 2 * WORDS.length);
  assert.equal(rows[0], "page,line,word,text,x0,y0,x1,y1,confidence,origin");
  assert.equal(rows[1], "1,1,1,Tom,0.1,0.1,0.16,0.12,,ocr");
  assert.match(rows[3], /^1,1,3,"""Söhne""",/);
  const text = (await exportDocument(document, "text")) as string;
  assert.equal(text.split("\f").length, 2);
  assert.equal(text.split("\n")[1], "Привет 日本語 so😀");
});

test("exportDocument() writes a PDF that our reader finds the same words in, in every script, and the picture", async () => {
  const bytes = (await exportDocument(document, "pdf")) as Uint8Array;
  const { document: read } = await readBack(bytes, { ocr: false });
  assert.equal(read.pages.length, 2);
  const [page] = read.pages;
  assert.deepEqual([Math.round(page.width), Math.round(page.height)], [408, 528]);
  // Four points of 528.
  assertSame(page, document.pages[0], 0.008);
  const { width, data } = await page.image!.read();
  const at = (x: number, y: number) => data[3 * (Math.round(y) * width + Math.round(x))];
  const scale = width / page.width;
  assert.ok(Math.abs(at(0.75 * page.width * scale, 0.507 * page.height * scale) - 90) < 12);
  assert.ok(at(0.5 * page.width * scale, 0.8 * page.height * scale) > 250);
});

const HELLO = "BT /F1 20 Tf 61.2 693 Td (Hello plain world and some more of it) Tj ET";

test("exportDocument() keeps a PDF that has text byte for byte", async () => {
  const source = smallPdf([{ content: HELLO }]);
  const { document: read } = await readBack(source, { ocr: false });
  assert.deepEqual(await exportDocument(read, "pdf", { source }), source);
});

test("exportDocument() puts text on the scanned pages of a PDF alone, whichever way they are turned", async () => {
  // Words where nothing is drawn would be dropped as hidden.
  const stripes = Array.from({ length: 200 }, (_, i) => `0 ${4 * i} 612 2 re f`).join("\n");
  const source = smallPdf([
    { content: HELLO },
    { content: stripes },
    { content: stripes, more: "/Rotate 90 /CropBox [50 0 612 792]" },
  ]);
  const { document: read } = await readBack(source, { ocr: false });
  // What OCR would have found; on the last page after it was turned upside down.
  for (const page of read.pages.slice(1)) Object.assign(page, { words: pageOf().words, lines: pageOf().lines });
  read.pages[2].rotation = 270;
  const written = (await exportDocument(read, "pdf", { source })) as Uint8Array;
  const { document: again } = await readBack(written, { ocr: false });
  assert.deepEqual(
    again.pages[0].words.map(({ text }) => text),
    HELLO.slice(HELLO.indexOf("(") + 1, HELLO.indexOf(")")).split(" "),
  );
  assertSame(again.pages[1], read.pages[1], 0.008);
  const upside = again.pages[2];
  assert.equal(upside.rotation, 90);
  assert.deepEqual(upside.words.map(({ text }) => text).sort(), WORDS.map(([text]) => text).sort());
  const amount = upside.words.find(({ text }) => text === "4,711.00");
  for (const [i, value] of [0.2, 0.485, 0.3, 0.5].entries()) assert.ok(Math.abs(amount!.box[i] - value) < 0.01);
});

test("formatOfName() goes by the ending", () => {
  assert.deepEqual(["a.HOCR", "b.xml", "c.pdf", "d.txt", "e"].map(formatOfName), [
    "hocr",
    "alto",
    "pdf",
    "text",
    undefined,
  ]);
});
