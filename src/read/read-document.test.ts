import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import sharp from "sharp";
import type { Pixels } from "../document/document.ts";
import { documentToJson } from "../document/json.ts";
import { disposeEngines } from "./engines.ts";
import { encodePng } from "./image.ts";
import type { OcrEngine } from "./ocr/engine.ts";
import { turn } from "./pixels.ts";
import { ReadError } from "./problem.ts";
import { readDocument } from "./read-document.ts";
import { captionFont, surfaceOf } from "./skia.ts";

const code = (wanted: string) => (error: unknown) => {
  assert.ok(error instanceof ReadError, String(error));
  assert.equal(error.code, wanted);
  return true;
};

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "docformer-read-"));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
  await disposeEngines();
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

function paper(width: number, height: number): Pixels {
  return { width, height, data: new Uint8Array(width * height * 3).fill(255) };
}

const engine: OcrEngine = {
  name: "fake",
  recognize: async () => [
    { text: "world", box: [0.35, 0.1, 0.5, 0.2], confidence: 0.9 },
    { text: "hello", box: [0.1, 0.1, 0.3, 0.2], confidence: 0.8 },
  ],
};

test("readDocument() reads an image by its content, whatever its name says", async () => {
  const path = await file("page.pdf", await encodePng(paper(300, 200)));
  const { document, problems, milliseconds } = await readDocument(path, { ocr: engine });
  assert.deepEqual(problems, []);
  assert.deepEqual([document.version, document.source.name, document.source.mime], [1, "page.pdf", "image/png"]);
  const [page] = document.pages;
  assert.deepEqual([page.width, page.height, page.unit, page.rotation], [300, 200, "px", 0]);
  assert.deepEqual(
    page.words.map(({ text, origin, line }) => [text, origin, line]),
    [
      ["hello", "ocr", 0],
      ["world", "ocr", 0],
    ],
  );
  assert.deepEqual(page.words[0].paper, [255, 255, 255]);
  assert.deepEqual((await page.image!.read()).data.length, 300 * 200 * 3);
  assert.ok(Number.isInteger(milliseconds.total) && milliseconds.total >= milliseconds.ocr);
});

test("readDocument() turns a photo as its EXIF says", async () => {
  const raw = { width: 60, height: 40, channels: 3 } as const;
  const bytes = await sharp(Buffer.alloc(60 * 40 * 3, 200), { raw })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { document, problems } = await readDocument(bytes, { ocr: false });
  const [page] = document.pages;
  assert.deepEqual([page.width, page.height, page.rotation], [40, 60, 90]);
  assert.deepEqual(
    problems.map(({ code: c, page: p }) => [c, p]),
    [["ocr-off", 0]],
  );
  assert.equal(document.source.name, "document");
});

test("readDocument() reads the pages of a TIFF that are wanted", async () => {
  const frames = await Promise.all(
    [200, 100].map((level) =>
      sharp(Buffer.alloc(1200, level), { raw: { width: 20, height: 20, channels: 3 } })
        .png()
        .toBuffer(),
    ),
  );
  const tiff = await sharp(frames, { join: { animated: true } })
    .tiff()
    .toBuffer();
  const both = await readDocument(tiff, { ocr: engine });
  assert.deepEqual(
    both.document.pages.map(({ number }) => number),
    [0, 1],
  );
  const second = await readDocument(tiff, { ocr: engine, pages: [1, 6] });
  assert.deepEqual(
    second.document.pages.map(({ number }) => number),
    [1],
  );
  assert.deepEqual(
    second.problems.map(({ code: c }) => c),
    ["pages-left-out"],
  );
  await assert.rejects(readDocument(tiff, { ocr: engine, pages: 5 }), code("no-such-page"));
});

test("readDocument() names what cannot be read", async () => {
  await assert.rejects(readDocument(join(folder, "none.pdf")), code("not-found"));
  await assert.rejects(readDocument(folder), code("not-found"));
  await assert.rejects(readDocument(await file("empty.pdf", "")), code("empty"));
  await assert.rejects(readDocument(new Uint8Array()), code("empty"));
  await assert.rejects(readDocument(await file("page.html", "<html><body>Hi</body></html>")), (error: ReadError) => {
    assert.match(error.message, /page\.html is HTML or XML: print it to PDF; images .* are read/);
    return code("unsupported")(error);
  });
  await assert.rejects(readDocument(await file("letter.docx", "PK\x03\x04rest")), code("unsupported"));
  await assert.rejects(
    readDocument(await file("big.png", "x".repeat(100)), { limits: { bytes: 99 } }),
    code("too-large"),
  );
  await assert.rejects(readDocument(42 as never), code("unsupported"));
  await assert.rejects(
    readDocument(await file("cut.png", (await encodePng(paper(9, 9))).subarray(0, 30))),
    code("damaged"),
  );
});

test("readDocument() reads JSON of words, and its own form back", async () => {
  const foreign = { pages: [{ width: 200, height: 100, words: [{ text: "Total", box: [20, 10, 60, 20] }] }] };
  const path = await file("words.json", JSON.stringify(foreign));
  const { document } = await readDocument(path);
  assert.deepEqual(document.pages[0].words[0], {
    text: "Total",
    box: [0.1, 0.1, 0.3, 0.2],
    line: 0,
    confidence: null,
    origin: "given",
  });
  assert.equal(document.source.name, "words.json");
  assert.equal(document.source.sha256.length, 64);
  const again = await readDocument({ bytes: Buffer.from(JSON.stringify(documentToJson(document))), name: "x.json" });
  assert.deepEqual(again.document, document);
  await assert.rejects(readDocument(await file("broken.json", '{"pages": [')), code("bad-words"));
  await assert.rejects(
    readDocument(await file("odd.json", '{"pages": [{"words": [{"text": "a"}]}]}')),
    (error: ReadError) => {
      assert.match(error.message, /pages\[0\]\.words\[0\]\.box/);
      return code("bad-words")(error);
    },
  );
});

test("readDocument() reads what OCR services wrote, by its content", async () => {
  const word = {
    BlockType: "WORD",
    Text: "Total",
    Confidence: 99,
    Geometry: { BoundingBox: { Left: 0.1, Top: 0.1, Width: 0.2, Height: 0.02 } },
  };
  const pages = [1, 2].map((Page) => ({ ...word, Page }));
  const textract = await readDocument(await file("textract.json", JSON.stringify(["f/f", { Blocks: pages }])), {
    pages: [1],
  });
  assert.deepEqual(
    textract.document.pages.map(({ number, words }) => [number, words[0].text, words[0].confidence]),
    [[1, "Total", 0.99]],
  );
  assert.equal(textract.document.source.sha256.length, 64);
  const hocr =
    "<html><body><div class='ocr_page' title='bbox 0 0 100 100'><span class='ocrx_word' title='bbox 10 10 30 12'>Total</span></div></body></html>";
  const read = await readDocument(await file("page.html", hocr));
  assert.deepEqual([read.document.source.mime, read.document.pages[0].words[0].text], ["text/html", "Total"]);
  const alto =
    '<alto><Layout><Page WIDTH="10" HEIGHT="10"><TextLine><String ID="s9" CONTENT="far" HPOS="90" VPOS="1" WIDTH="1" HEIGHT="1"/></TextLine></Page></Layout></alto>';
  await assert.rejects(readDocument(await file("alto.xml", alto)), (error: ReadError) => {
    assert.match(error.message, /alto\.xml is no document: <String s9>: .*"far" lies outside of the page/);
    return code("bad-words")(error);
  });
});

test("readDocument() stops when it is aborted", async () => {
  const bytes = await encodePng(paper(50, 50));
  await assert.rejects(readDocument(bytes, { signal: AbortSignal.abort() }), { name: "AbortError" });
  const controller = new AbortController();
  const slow: OcrEngine = {
    name: "slow",
    recognize: async (_, options) => {
      controller.abort();
      options?.signal?.throwIfAborted();
      return [];
    },
  };
  await assert.rejects(readDocument(bytes, { ocr: slow, signal: controller.signal }), { name: "AbortError" });
});

test("readDocument() says which engine reads a language", async () => {
  const bytes = await encodePng(paper(50, 50));
  await assert.rejects(readDocument(bytes, { language: "rus" }), code("ocr-unavailable"));
});

test("readDocument() reads a drawn page that lies upside down with the built-in OCR", async () => {
  const surface = surfaceOf(paper(700, 400));
  surface.context.font = `600 30px "${captionFont()}"`;
  surface.context.fillStyle = "#0000c0";
  const lines = ["INVOICE 4711", "Date 24 March 2026", "Consulting services", "Total amount 99.50"];
  lines.forEach((line, i) => {
    surface.context.fillText(line, 60, 80 + 70 * i);
  });
  const bytes = await encodePng(turn(surface.pixels(), 180));
  const { document, problems } = await readDocument(bytes, { ocr: "tiny" });
  const [page] = document.pages;
  assert.deepEqual(problems, []);
  assert.equal(page.rotation, 180);
  const text = page.lines.map((line) => line.words.map((i) => page.words[i].text).join(" "));
  assert.deepEqual(text, lines);
  const [invoice, number] = page.words;
  assert.ok(invoice.box[0] > 0.06 && invoice.box[0] < 0.11 && invoice.box[2] < number.box[0] + 0.01);
  assert.ok(invoice.confidence! > 0.8);
  assert.ok(invoice.ink![2] > 150 && invoice.ink![0] < 80);
});
