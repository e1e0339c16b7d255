import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { documentOf, recognisedJson, servicePredictions } from "./services.ts";

const about = { name: "d.json", mime: "application/json", sha256: "" };
const document = (json: unknown) => documentOf(recognisedJson(json)!, about);
const lines = ({ pages }: ReturnType<typeof document>) =>
  pages.map((p) => p.lines.map(({ words }) => textOf(p, words)));

/** Indices are strings, and 0 is left out, of coordinates as well. */
const anchor = (start: number, end: number) => ({
  textSegments: [{ ...(start === 0 ? {} : { startIndex: String(start) }), endIndex: String(end) }],
});
const vertex = (x: number, y: number) => ({ ...(x === 0 ? {} : { x }), ...(y === 0 ? {} : { y }) });
const poly = (x0: number, y0: number, x1: number, y1: number) => ({
  normalizedVertices: [vertex(x0, y0), vertex(x1, y0), vertex(x1, y1), vertex(x0, y1)],
});
const token = (start: number, end: number, box: ReturnType<typeof poly>, broken: boolean, confidence = 0.9) => ({
  layout: { textAnchor: anchor(start, end), boundingPoly: box, confidence, orientation: "PAGE_UP" },
  ...(broken ? { detectedBreak: { type: "SPACE" } } : {}),
});

// A smile is one code point and two UTF-16 units: what follows it tells whether indices count code points.
const TEXT = "😀 Total: $9.00\nPaid\n";
const DOCUMENT = {
  text: TEXT,
  pages: [
    {
      pageNumber: 1,
      dimension: { width: 1700, height: 2200, unit: "pixels" },
      lines: [{ layout: { textAnchor: anchor(0, 15) } }, { layout: { textAnchor: anchor(15, 20) } }],
      tokens: [
        token(0, 2, poly(0, 0, 0.05, 0.02), true),
        token(2, 7, poly(0.1, 0.1, 0.2, 0.12), false, 0.8),
        token(7, 9, poly(0.2, 0.1, 0.21, 0.12), true, 0.7),
        token(9, 10, poly(0.3, 0.1, 0.31, 0.12), false),
        token(10, 15, poly(0.31, 0.1, 0.36, 0.12), false),
        token(15, 20, poly(0.1, 0.2, 0.16, 0.22), false),
      ],
      visualElements: [
        { type: "filled_checkbox", layout: { boundingPoly: poly(0.08, 0.2, 0.095, 0.22), confidence: 0.6 } },
      ],
      formFields: [{ fieldName: { textAnchor: anchor(2, 9) }, fieldValue: { textAnchor: anchor(9, 15) } }],
      tables: [
        {
          headerRows: [{ cells: [{ layout: { textAnchor: anchor(2, 7) }, colSpan: 2, rowSpan: 1 }] }],
          bodyRows: [
            { cells: [{ layout: { textAnchor: anchor(9, 15) } }, { layout: { textAnchor: anchor(15, 20) } }] },
          ],
        },
      ],
    },
  ],
  entities: [
    {
      type: "total",
      mentionText: "$9.00",
      textAnchor: anchor(9, 14),
      properties: [{ type: "total/currency", textAnchor: anchor(9, 10) }],
    },
    { type: "quality_score", pageAnchor: { pageRefs: [{}] } },
  ],
};

test("documentAi.read() joins tokens to words, and counts text by code points", () => {
  const made = document(DOCUMENT);
  assert.deepEqual(lines(made), [["😀 Total: $9.00", "☒ Paid"]]);
  const [page] = made.pages;
  assert.deepEqual([page.width, page.height, page.unit], [1700, 2200, "px"]);
  const close = { absolute: 1e-9, relative: 0, name: "box" };
  assertClose(page.words[1].box, [0.1, 0.1, 0.21, 0.12], close);
  assertClose(page.words[2].box, [0.3, 0.1, 0.36, 0.12], close);
  assert.deepEqual(
    page.words.map(({ confidence }) => confidence),
    [0.9, 0.7, 0.9, 0.6, 0.9],
  );
  assert.deepEqual(document({ document: DOCUMENT }), made);
});

test("documentAi.read() takes pixels where fractions are missing, and pages without words", () => {
  const pixels = (x0: number, y0: number, x1: number, y1: number) => ({
    vertices: poly(x0, y0, x1, y1).normalizedVertices,
  });
  const tokens = [{ layout: { textAnchor: anchor(0, 4), boundingPoly: pixels(0, 110, 170, 220) } }];
  const made = document({
    text: "Paid",
    pages: [
      { ...DOCUMENT.pages[0], lines: [], tokens, visualElements: [] },
      { pageNumber: 2, imageQualityScores: {} },
    ],
  });
  assertClose(made.pages[0].words[0].box, [0, 0.05, 0.1, 0.1], { absolute: 1e-9, relative: 0, name: "box" });
  assert.equal(made.pages[0].words[0].confidence, null);
  assert.deepEqual([made.pages[1].number, made.pages[1].words], [1, []]);
});

test("documentAi.read() stands a page upright by the service's word on it", () => {
  const tokens = [
    { layout: { textAnchor: anchor(0, 4), boundingPoly: poly(0.8, 0.1, 0.9, 0.4), orientation: "PAGE_RIGHT" } },
  ];
  const made = document({ text: "Paid", pages: [{ ...DOCUMENT.pages[0], lines: [], tokens, visualElements: [] }] });
  assert.deepEqual([made.pages[0].rotation, made.pages[0].width, made.pages[0].height], [270, 2200, 1700]);
  assertClose(made.pages[0].words[0].box, [0.1, 0.1, 0.4, 0.2], { absolute: 1e-9, relative: 0, name: "box" });
});

test("servicePredictions() keeps form fields, entities with their parts, and tables", () => {
  const labelled = servicePredictions(new TextEncoder().encode(JSON.stringify(DOCUMENT)), about.name);
  assert.deepEqual(
    labelled.entities.map(({ label, text }) => [label, text]),
    [
      ["question", "Total:"],
      ["answer", "$9.00"],
      ["total", "$9.00"],
      ["total/currency", "$9.00"],
    ],
  );
  assert.deepEqual(labelled.links, [[0, 1]]);
  assert.deepEqual(labelled.fields, { total: "$9.00", "total/currency": "$9.00" });
  assert.deepEqual(labelled.table, { header: ["Total", ""], rows: [["$9.00", "Paid"]] });
});

test("documentAi.read() names what is wrong", () => {
  const fails = (page: object, path: string) =>
    assert.throws(
      () => document({ text: "Paid", pages: [{ ...DOCUMENT.pages[0], lines: [], visualElements: [], ...page }] }),
      (error) => error instanceof DocumentError && error.path === path,
    );
  fails({ tokens: [token(0, 9, poly(0, 0, 1, 1), false)] }, "pages[0].tokens[0].layout.textAnchor");
  fails({ tokens: [{ layout: { textAnchor: anchor(0, 4) } }] }, "pages[0].tokens[0]");
  fails({ tokens: [{}] }, "pages[0].tokens[0].layout");
  fails({ tokens: [], dimension: { width: 0, height: 1 } }, "pages[0].dimension.width");
});
