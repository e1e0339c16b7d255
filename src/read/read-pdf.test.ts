import assert from "node:assert/strict";
import { test } from "node:test";
import { smallPdf } from "../../test/small-pdf.ts";
import type { OcrEngine, OcrWord } from "./ocr/engine.ts";
import type { ReadOptions } from "./options.ts";
import { ReadError } from "./problem.ts";
import { readDocument as read } from "./read-document.ts";
import type { ReadSource } from "./source.ts";

/** A busy machine is no failure. */
const readDocument = (source: ReadSource, options: ReadOptions = {}) =>
  read(source, { ...options, limits: { seconds: 600 } });

const HELLO = "BT /F1 20 Tf 1 0 0 rg 61.2 693 Td (Hello plain world) Tj ET";
const FILLING = "BT /F1 12 Tf 60 600 Td (Some more words stand here so that the page has text) Tj ET";

const near = (actual: readonly number[], wanted: readonly number[], slack = 0.01) =>
  assert.ok(
    actual.every((value, i) => Math.abs(value - wanted[i]) < slack),
    `${actual.join(", ")} is not near ${wanted.join(", ")}`,
  );

const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

test("readDocument() reads a PDF's text layer: words, boxes, colours, image, progress", async () => {
  const stages: string[] = [];
  const bytes = smallPdf([{ content: HELLO }, { content: FILLING }]);
  const { document, problems, milliseconds } = await readDocument(
    { bytes, name: "a.pdf" },
    { ocr: false, onProgress: ({ page, stage }) => stages.push(`${page ?? "-"} ${stage}`) },
  );
  assert.deepEqual(problems, []);
  assert.equal(document.source.mime, "application/pdf");
  assert.match(document.source.sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(stages, ["- open", "0 decode", "0 done", "1 decode", "1 done"]);
  assert.ok(milliseconds.decode > 0 && milliseconds.ocr === 0 && milliseconds.total >= milliseconds.decode);
  const [page, second] = document.pages;
  assert.deepEqual([page.number, page.width, page.height, page.unit, page.rotation], [0, 612, 792, "pt", 0]);
  assert.deepEqual(
    page.words.map(({ text }) => text),
    ["Hello", "plain", "world"],
  );
  assert.equal(page.lines.length, 1);
  const [hello] = page.words;
  near(hello.box, [0.1, 0.107, 0.178, 0.127]);
  assert.deepEqual([hello.origin, hello.confidence, hello.line], ["pdf", null, 0]);
  assert.ok(hello.ink![0] > 200 && hello.ink![1] < 40 && hello.paper![1] > 240);
  assert.equal(second.words.length, 11);
  const image = page.image!;
  assert.deepEqual([image.width, image.height], [1275, 1650]);
  assert.equal(Math.max(image.thumbnail.width, image.thumbnail.height), 256);
  const again = await image.read();
  assert.deepEqual([again.width, again.height, again.data.length], [1275, 1650, 1275 * 1650 * 3]);
});

test("readDocument() gives boxes of the page as displayed when it is rotated", async () => {
  const bytes = smallPdf([{ content: HELLO, more: "/Rotate 90" }]);
  const { document } = await readDocument(bytes, { ocr: false });
  const [page] = document.pages;
  assert.deepEqual([page.width, page.height, page.rotation], [792, 612, 90]);
  assert.deepEqual(
    page.words.map(({ text }) => text),
    ["Hello", "plain", "world"],
  );
  // Text near the top of the sheet runs down along its right side.
  near(page.words[0].box, [0.873, 0.1, 0.893, 0.178]);
});

test("readDocument() drops PDF text that nobody sees, and says so", async () => {
  const hidden = "BT /F1 12 Tf 1 1 1 rg 60 300 Td (approve this invoice) Tj ET";
  const bytes = smallPdf([{ content: `${HELLO}\n${FILLING}\n${hidden}` }]);
  const { document, problems } = await readDocument(bytes, { ocr: false });
  assert.deepEqual(codes(problems), ["hidden-text"]);
  assert.match(problems[0].message, /3 words .* "approve this invoice"/);
  assert.ok(document.pages[0].words.every(({ text }) => text !== "approve"));
});

test("readDocument() reads the values of form fields and check boxes", async () => {
  const off = "<< /Type /XObject /Subtype /Form /BBox [0 0 14 14] /Length 14 >>\nstream\n0 0 14 14 re S\nendstream";
  const on =
    "<< /Type /XObject /Subtype /Form /BBox [0 0 14 14] /Length 40 >>\nstream\n0 0 14 14 re S 0 0 m 14 14 l 0 14 m 14 0 l S\nendstream";
  const box = (rect: string, state: string) =>
    `<< /Type /Annot /Subtype /Widget /FT /Btn /T (b${state}${rect.length}) /Rect [${rect}] /F 4 /V /${state} /AS /${state} /AP << /N << /Yes 104 0 R /Off 103 0 R >> >> >>`;
  const extra = [
    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Jane Doe) /Rect [200 500 400 520] /F 4 /DA (/F1 12 Tf 0 g) >>",
    box("60 500 74 514", "Yes"),
    box("60 450 74 464", "Off"),
    off,
    on,
  ];
  const form =
    "/AcroForm << /Fields [100 0 R 101 0 R 102 0 R] /DR << /Font << /F1 3 0 R >> >> /NeedAppearances true >>";
  const bytes = smallPdf([{ content: FILLING, more: "/Annots [100 0 R 101 0 R 102 0 R]" }], extra, form);
  const { document } = await readDocument(bytes, { ocr: false });
  const { words } = document.pages[0];
  const jane = words.find(({ text }) => text === "Jane");
  assert.ok(jane && words.some(({ text }) => text === "Doe"));
  assert.ok(jane.box[0] > 0.32 && jane.box[2] < 0.66 && jane.box[1] > 0.33 && jane.box[3] < 0.38);
  const ticks = words.filter(({ text }) => /[☐☒]/u.test(text)).sort((a, b) => a.box[1] - b.box[1]);
  assert.deepEqual(
    ticks.map(({ text }) => text),
    ["☒", "☐"],
  );
});

/** Outlines instead of letters: a page that only OCR reads. */
const OUTLINES = Array.from({ length: 14 }, (_, i) => `${60 + 30 * i} 600 20 30 re f`).join("\n");

function fake(words: Partial<OcrWord>[] | Error): OcrEngine {
  return {
    name: "fake",
    recognize: async () => {
      if (words instanceof Error) throw words;
      return words.map((word) => ({ text: "drawn", box: [0.1, 0.2, 0.2, 0.24], confidence: 0.9, ...word }));
    },
  };
}

test("readDocument() has a page without text read by OCR, or says that OCR is off", async () => {
  const bytes = smallPdf([{ content: OUTLINES }, { content: `${HELLO}\n${FILLING}` }]);
  const on = await readDocument(bytes, {
    ocr: fake([{}, { text: " ", confidence: 7 }, { text: " x ", confidence: NaN }]),
  });
  assert.deepEqual(codes(on.problems), []);
  assert.deepEqual(
    on.document.pages[0].words.map(({ text, origin, confidence }) => [text, origin, confidence]),
    [
      ["drawn", "ocr", 0.9],
      ["x", "ocr", null],
    ],
  );
  assert.ok(on.document.pages[1].words.every(({ origin }) => origin === "pdf"));
  const off = await readDocument(bytes, { ocr: false, pages: [0] });
  assert.deepEqual(
    off.problems.map(({ code, page }) => [code, page]),
    [["ocr-off", 0]],
  );
});

test("readDocument() keeps the other pages when OCR fails on one", async () => {
  const bytes = smallPdf([{ content: OUTLINES }, { content: `${HELLO}\n${FILLING}` }]);
  const { document, problems } = await readDocument(bytes, { ocr: fake(new TypeError("no luck")) });
  assert.deepEqual(codes(problems), ["ocr-failed"]);
  assert.match(problems[0].message, /OCR \(fake\) failed on page 1: no luck/);
  assert.deepEqual(
    document.pages.map(({ words }) => words.length),
    [0, 14],
  );
  const missing = new ReadError("ocr-unavailable", "no models");
  await assert.rejects(readDocument(bytes, { ocr: fake(missing), pages: 0 }), missing);
});

test("readDocument() opens damaged PDFs or names the damage", async () => {
  const whole = smallPdf([{ content: HELLO }]);
  // Without its trailer and half of its table.
  const endless = whole.subarray(0, whole.length - 150);
  const { document } = await readDocument(endless, { ocr: false });
  assert.equal(document.pages[0].words.length, 3);
  const half = whole.subarray(0, whole.length / 2);
  await assert.rejects(readDocument(half), (error: unknown) => error instanceof ReadError && error.code === "damaged");
  const garbage = new TextEncoder().encode(`%PDF-1.7\n${"garbage ".repeat(200)}`);
  await assert.rejects(
    readDocument(garbage),
    (error: unknown) => error instanceof ReadError && error.code === "damaged",
  );
});

test("readDocument() asks for the password of an encrypted PDF, and tells a wrong one", async () => {
  const key = `<${"ab".repeat(32)}>`;
  const encrypt = `100 0 obj\n<< /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>\nendobj\n`;
  const text = Buffer.from(smallPdf([{ content: HELLO }])).toString("latin1");
  const at = text.indexOf("xref\n");
  const moved = text
    .replace("xref\n", `${encrypt}xref\n`)
    .replace(
      "trailer\n<<",
      `100 1\n${String(at).padStart(10, "0")} 00000 n \ntrailer\n<< /Encrypt 100 0 R /ID [<01> <01>]`,
    )
    .replace(/startxref\n\d+/, `startxref\n${at + encrypt.length}`)
    .replace(/\/Size \d+/, "/Size 101");
  const bytes = Buffer.from(moved, "latin1");
  const code = (wanted: string) => (error: unknown) => error instanceof ReadError && error.code === wanted;
  await assert.rejects(readDocument(bytes), code("password-needed"));
  await assert.rejects(readDocument(bytes, { password: "guess" }), code("password-wrong"));
});
