/** A Document as hOCR 1.2: HTML with boxes in pixels, for tools that read what Tesseract writes. Read back by services/hocr.ts. */
import type { Document, Page } from "../../document/document.ts";
import { escaped, pixelBox, pixelSize } from "./markup.ts";

function pageMarkup(page: Page, name: string): string {
  const size = pixelSize(page);
  const n = page.number + 1;
  const lines = page.lines
    .filter(({ words }) => words.length > 0)
    .map(({ box, words }, i) => {
      const spans = words.map((index) => {
        const { text, box: place, confidence } = page.words[index];
        // An unknown confidence is not written: a made-up one would be read as certainty.
        const sure = confidence === null ? "" : `; x_wconf ${Math.round(100 * confidence)}`;
        const title = `bbox ${pixelBox(place, size).join(" ")}${sure}`;
        return `<span class="ocrx_word" id="word_${n}_${index + 1}" title="${title}">${escaped(text)}</span>`;
      });
      const title = `bbox ${pixelBox(box, size).join(" ")}`;
      return `   <span class="ocr_line" id="line_${n}_${i + 1}" title="${title}">${spans.join(" ")}</span>`;
    });
  const title = `image &quot;${escaped(name)}&quot;; bbox 0 0 ${size.width} ${size.height}; ppageno ${page.number}`;
  return [`  <div class="ocr_page" id="page_${n}" title="${title}">`, ...lines, "  </div>"].join("\n");
}

/** @returns an XHTML document */
export function toHocr(document: Document): string {
  const pages = document.pages.map((page) => pageMarkup(page, document.source.name.replace(/"/g, "'")));
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
 <head>
  <title>${escaped(document.source.name)}</title>
  <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
  <meta name="ocr-system" content="docformer" />
  <meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word" />
 </head>
 <body>
${pages.join("\n")}
 </body>
</html>
`;
}
