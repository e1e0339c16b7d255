import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { documentOf, recognisedMarkup } from "./services.ts";

const about = { name: "h.hocr", mime: "text/html", sha256: "" };
const document = (text: string) => documentOf(recognisedMarkup(text), about);
const lines = ({ pages }: ReturnType<typeof document>) =>
  pages.map((p) => p.lines.map(({ words }) => textOf(p, words)));
const close = { absolute: 1e-9, relative: 0, name: "box" };

/** As Tesseract writes it. */
const html = (pages: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head><title></title><meta name='ocr-system' content='tesseract 5.3.0' /></head>
 <body>${pages}</body>
</html>`;
const word = (id: number, box: string, text: string, more = "x_wconf 91") =>
  `<span class='ocrx_word' id='word_1_${id}' title='bbox ${box}; ${more}'>${text}</span>`;
const page = (content: string, box = "0 0 200 100") =>
  `<div class='ocr_page' id='page_1' title='image "f; 1.png"; bbox ${box}; ppageno 0; scan_res 70 70'>${content}</div>`;

test("hocr.read() reads words, lines of every class, and percent", () => {
  const made = document(
    html(
      page(
        `<div class='ocr_carea' title="bbox 0 0 9 9"><p class='ocr_par'>
          <span class='ocr_line' title="bbox 20 10 90 20; baseline -0.019 -1">${word(1, "20 10 50 20", "R&amp;D")} ${word(2, "60 10 90 20", "<strong>plan</strong>", "x_wconf 75.8")}</span>
          <span class='ocr_header' title="bbox 20 30 90 40">${word(3, "20 30 50 40", "Head")}${word(4, "55 30 56 40", " ")}</span>
        </p></div>`,
      ) + page(word(5, "0 0 100 50", "alone", "baseline 0 0")),
    ),
  );
  assert.deepEqual(lines(made), [["R&D plan", "Head"], ["alone"]]);
  assert.deepEqual(
    made.pages[0].words.map(({ confidence }) => confidence),
    [0.91, 0.758, 0.91],
  );
  assert.equal(made.pages[1].words[0].confidence, null);
  assertClose(made.pages[0].words[0].box, [0.1, 0.1, 0.25, 0.2], close);
  assert.deepEqual([made.pages[0].width, made.pages[0].height, made.pages[0].unit], [200, 100, "px"]);
});

test("hocr.read() cuts lines without words, and takes blocks that are called like lines for blocks", () => {
  const made = document(
    html(
      page(
        `<div class="ocr_footer" title="bbox 10 10 190 90"><p class="ocr_par">
          <span class="ocr_line" title="bbox 20 10 120 20">one two</span>
          <span class="ocrx_line" title="bbox 20 30 120 40">three</span></p></div>`,
      ),
    ),
  );
  assert.deepEqual(lines(made), [["one two", "three"]]);
  const [one, two] = made.pages[0].words;
  assert.ok(one.box[0] === 0.1 && Math.abs(two.box[2] - 0.6) < 1e-9 && one.box[2] < two.box[0]);
});

test("hocr.read() counts boxes from the page's own corner, and turns pages by textangle", () => {
  const moved = document(html(page(word(1, "120 60 150 70", "x"), "100 50 300 150")));
  assertClose(moved.pages[0].words[0].box, [0.1, 0.1, 0.25, 0.2], close);
  // textangle 90: text runs from bottom to top.
  const turned = document(
    html(
      page(
        `<span class='ocr_line' title="bbox 10 10 20 90; textangle 90">${word(1, "10 50 20 90", "up")}${word(2, "10 10 20 40", "wards")}</span>`,
      ),
    ),
  );
  assert.deepEqual([turned.pages[0].rotation, turned.pages[0].width], [90, 100]);
  assertClose(turned.pages[0].words[0].box, [0.1, 0.05, 0.5, 0.1], close);
});

test("hocr.read() names the word without a box", () => {
  const fails = (content: string, path: string) =>
    assert.throws(
      () => document(html(content)),
      (error) => error instanceof DocumentError && error.path === path,
    );
  fails(page(word(7, "1 2 3", "short")), "<span word_1_7>");
  fails(page(word(8, "900 900 950 950", "off")), "<span word_1_8>");
  fails("<div class='ocr_page' id='p'>none</div>", "<div p>");
});
