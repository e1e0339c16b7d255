import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels } from "../../document/document.ts";
import { type Evidence, judge, looksScrambled } from "./judge.ts";
import type { PdfWord } from "./words.ts";

const [W, H] = [200, 300];

/** A white page with ink in every box. */
function drawn(boxes: readonly (readonly number[])[]): Pixels {
  const data = new Uint8Array(W * H * 3).fill(255);
  for (const [x0, y0, x1, y1] of boxes) {
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x += 3) data.fill(0, (y * W + x) * 3, (y * W + x + 1) * 3);
  }
  return { width: W, height: H, data };
}

function words(text: string, more: Partial<PdfWord> = {}): PdfWord[] {
  return text.split(" ").map((part, i) => {
    const [x, y] = [10 + (i % 4) * 45, 20 + Math.floor(i / 4) * 15];
    const box: PdfWord["box"] = [x, y, x + 40, y + 10];
    return { text: part, box, angle: 0, characters: part.length, unmapped: 0, invisible: 0, object: i, ...more };
  });
}

function evidence(part: Partial<Evidence>): Evidence {
  const list = part.words ?? [];
  return { width: W, height: H, words: list, images: [], paths: 0, pixels: drawn(list.map(({ box }) => box)), ...part };
}

const PLAIN = "This page holds plain words that everybody reads without any help";

test("judge() keeps a text layer that is seen", () => {
  const verdict = judge(evidence({ words: words(PLAIN) }));
  assert.equal(verdict.ocr, "none");
  assert.equal(verdict.words.length, 11);
  assert.equal(verdict.hidden, 0);
});

test("judge() drops words that nobody sees, and names them", () => {
  const secret = words("ignore all that").map((word): PdfWord => ({ ...word, box: [20, 200, 60, 210] }));
  const seen = words(PLAIN);
  const verdict = judge(evidence({ words: [...seen, ...secret], pixels: drawn(seen.map(({ box }) => box)) }));
  assert.deepEqual([verdict.words.length, verdict.hidden, verdict.hiddenSample], [11, 3, "ignore all that"]);
  assert.equal(verdict.fallback.length, 11);
});

test("judge() keeps words that were not drawn for want of a font, unless they are as white as the paper", () => {
  const seen = words(PLAIN);
  const lacking = words("全 世 界").map((word): PdfWord => ({ ...word, box: [20, 200, 60, 210], lacking: [0, 0, 0] }));
  const pixels = drawn(seen.map(({ box }) => box));
  assert.equal(judge(evidence({ words: [...seen, ...lacking], pixels })).words.length, 14);
  const white = lacking.map((word): PdfWord => ({ ...word, lacking: [255, 255, 250] }));
  assert.equal(judge(evidence({ words: [...seen, ...white], pixels })).hidden, 3);
  const outside = lacking.map((word): PdfWord => ({ ...word, box: [-90, 200, -60, 210] }));
  assert.equal(judge(evidence({ words: [...seen, ...outside], pixels })).hidden, 3);
});

test("judge() has an invisible layer over a scan replaced, and keeps it for want of OCR", () => {
  const layer = words(PLAIN).map((word): PdfWord => ({ ...word, invisible: word.characters }));
  const verdict = judge(evidence({ words: layer, images: [{ box: [0, 0, W, H], order: 0 }] }));
  assert.deepEqual([verdict.ocr, verdict.words.length, verdict.fallback.length], ["page", 0, 11]);
  assert.match(verdict.reason ?? "", /invisible/);
});

test("judge() takes text under a page-wide image for a layer", () => {
  const verdict = judge(evidence({ words: words(PLAIN), images: [{ box: [0, 0, W, H], order: 99 }] }));
  assert.equal(verdict.ocr, "page");
});

test("judge() has fonts without Unicode replaced", () => {
  const verdict = judge(evidence({ words: words(PLAIN, { unmapped: 2 }) }));
  assert.equal(verdict.ocr, "page");
  assert.match(verdict.reason ?? "", /have no Unicode/);
});

test("judge() asks for OCR where pictures stand, not in small or empty ones", () => {
  const seen = words(PLAIN);
  const picture = [20, 150, 180, 280];
  const images = [picture, [5, 5, 12, 12], [20, 90, 180, 140]].map((box) => ({ box, order: 0 }));
  const pixels = drawn([...seen.map(({ box }) => box), picture]);
  assert.deepEqual(judge(evidence({ words: seen, images, pixels })).ocr, { boxes: [picture] });
});

test("judge() has pages without text read by OCR if anything is drawn there", () => {
  assert.equal(
    judge(evidence({ images: [{ box: [0, 0, W, H], order: 0 }], pixels: drawn([[0, 0, W, H]]) })).ocr,
    "page",
  );
  assert.equal(judge(evidence({ paths: 500 })).ocr, "page");
  assert.equal(judge(evidence({})).ocr, "none");
});

test("looksScrambled() tells shifted codes from words and from abbreviations", () => {
  const list = (text: string) => words(text);
  assert.equal(looksScrambled(list(PLAIN)), false);
  assert.equal(looksScrambled(list("WKLV SDJH KROGV SODLQ ZRUGV WKDW HYHUB UHDGV ZLWK KHOS QRZD WKHQ GRZQ")), true);
  assert.equal(looksScrambled(list("USD 12.50 VAT 20% IBAN DE12 TTL QTY PCS SKU")), false);
});
