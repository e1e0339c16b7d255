import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { documentOf, recognisedJson, servicePredictions } from "./services.ts";

const about = { name: "a.json", mime: "application/json", sha256: "" };
const document = (json: unknown) => documentOf(recognisedJson(json)!, about);
const lines = ({ pages }: ReturnType<typeof document>) =>
  pages.map((p) => p.lines.map(({ words }) => textOf(p, words)));
const close = { absolute: 1e-9, relative: 0, name: "box" };

const quad = (x0: number, y0: number, x1: number, y1: number) => [x0, y0, x1, y0, x1, y1, x0, y1];
const word = (content: string, polygon: number[], offset: number, confidence = 0.99) => ({
  content,
  polygon,
  confidence,
  span: { offset, length: content.length },
});

/** As prebuilt-layout and prebuilt-document answer for a PDF: "Total: 9.00\nPaid :selected:\n". */
const RESULT = {
  apiVersion: "2024-11-30",
  modelId: "prebuilt-layout",
  stringIndexType: "utf16CodeUnit",
  content: "Total: 9.00\nPaid\n:selected:",
  pages: [
    {
      pageNumber: 1,
      angle: 0,
      width: 8.5,
      height: 11,
      unit: "inch",
      words: [
        word("Total:", quad(1, 1, 1.7, 1.2), 0),
        word("9.00", quad(2, 1, 2.4, 1.2), 7, 0.5),
        word("Paid", quad(1, 2, 1.5, 2.2), 12),
      ],
      selectionMarks: [
        { state: "selected", polygon: quad(0.75, 2, 0.93, 2.19), confidence: 0.9, span: { offset: 17, length: 10 } },
      ],
      lines: [
        { content: "Total: 9.00", polygon: quad(1, 1, 2.4, 1.2), spans: [{ offset: 0, length: 11 }] },
        { content: "Paid", polygon: quad(1, 2, 1.5, 2.2), spans: [{ offset: 12, length: 4 }] },
      ],
    },
  ],
  keyValuePairs: [
    {
      key: { content: "Total:", spans: [{ offset: 0, length: 6 }] },
      value: { content: "9.00", spans: [{ offset: 7, length: 4 }] },
      confidence: 0.8,
    },
    { key: { content: "Paid", spans: [{ offset: 12, length: 4 }] }, confidence: 0.7 },
  ],
  tables: [
    {
      rowCount: 2,
      columnCount: 1,
      cells: [
        { kind: "columnHeader", rowIndex: 0, columnIndex: 0, content: "Amount" },
        { rowIndex: 1, columnIndex: 0, content: "9.00" },
      ],
    },
  ],
  documents: [
    {
      docType: "receipt",
      fields: {
        Total: { type: "currency", content: "9.00", spans: [{ offset: 7, length: 4 }] },
        Items: {
          type: "array",
          valueArray: [
            {
              type: "object",
              valueObject: { Name: { type: "string", content: "Paid", spans: [{ offset: 12, length: 4 }] } },
            },
            {
              type: "object",
              valueObject: { Name: { type: "string", content: "9.00", spans: [{ offset: 7, length: 4 }] } },
            },
          ],
        },
        Tip: { type: "currency" },
      },
    },
  ],
};

test("azure.read() reads words, lines, inches and selection marks", () => {
  const made = document({ status: "succeeded", analyzeResult: RESULT });
  assert.deepEqual(lines(made), [["Total: 9.00", "☒ Paid"]]);
  const [page] = made.pages;
  assert.deepEqual([page.width, page.height, page.unit, page.rotation], [612, 792, "pt", 0]);
  assertClose(page.words[0].box, [1 / 8.5, 1 / 11, 1.7 / 8.5, 1.2 / 11], close);
  assert.deepEqual(
    page.words.map(({ confidence }) => confidence),
    [0.99, 0.5, 0.9, 0.99],
  );
  // The result alone, as an SDK hands it over.
  assert.deepEqual(document(RESULT), made);
});

test("azure.read() stands a page upright that lies on its side", () => {
  // 200 x 100 pixels upright, scanned turned clockwise: [x, y] became [100 - y, x].
  const down = (x0: number, y0: number, x1: number, y1: number) => [
    100 - y0,
    x0,
    100 - y0,
    x1,
    100 - y1,
    x1,
    100 - y1,
    x0,
  ];
  const page = {
    pageNumber: 1,
    angle: 90.4,
    width: 100,
    height: 200,
    unit: "pixel",
    words: [word("Invoice", down(20, 10, 90, 20), 0), word("4711", down(100, 10, 140, 20), 8)],
    lines: [{ content: "Invoice 4711", polygon: down(20, 10, 140, 20), spans: [{ offset: 0, length: 12 }] }],
  };
  const made = document({ analyzeResult: { content: "Invoice 4711", pages: [page] } });
  const [upright] = made.pages;
  assert.deepEqual([upright.width, upright.height, upright.rotation], [200, 100, 270]);
  assertClose(upright.words[0].box, [0.1, 0.1, 0.45, 0.2], close);
});

test("azure.read() reads recognitionResults, as DocVQA has them, and readResults", () => {
  const words = [
    { boundingBox: quad(10, 10, 60, 20), text: "Region", confidence: "Low" },
    { boundingBox: quad(70, 10, 90, 20), text: "7" },
  ];
  const page = {
    page: 1,
    width: 100,
    height: 200,
    unit: "pixel",
    lines: [{ boundingBox: quad(10, 10, 90, 20), text: "Region 7", words }],
  };
  const old = document({ status: "Succeeded", recognitionResults: [{ ...page, clockwiseOrientation: 359.7 }] });
  assert.deepEqual(lines(old), [["Region 7"]]);
  assert.deepEqual(
    old.pages[0].words.map(({ confidence }) => confidence),
    [null, null],
  );
  assert.deepEqual([old.pages[0].width, old.pages[0].unit, old.pages[0].rotation], [100, "px", 0]);
  const scored = words.map((w, i) => ({ ...w, confidence: [0.5, 0.75][i] }));
  const newer = document({
    analyzeResult: {
      version: "2.1.0",
      readResults: [{ ...page, angle: -0.3, lines: [{ ...page.lines[0], words: scored }] }],
    },
  });
  assert.deepEqual(lines(newer), [["Region 7"]]);
  assert.deepEqual(
    newer.pages[0].words.map(({ confidence }) => confidence),
    [0.5, 0.75],
  );
});

test("servicePredictions() keeps Azure's pairs, fields and tables", () => {
  const labelled = servicePredictions(new TextEncoder().encode(JSON.stringify(RESULT)), about.name);
  assert.deepEqual(labelled.links, [[0, 1]]);
  assert.deepEqual(
    labelled.entities.map(({ label, text, words }) => [label, text, words]),
    [
      ["question", "Total:", [0]],
      ["answer", "9.00", [1]],
      ["question", "Paid", [3]],
      ["Total", "9.00", [1]],
      ["Items.Name", "Paid", [3]],
      ["Items.Name", "9.00", [1]],
    ],
  );
  assert.deepEqual(labelled.fields, { Total: "9.00", "Items.Name": ["Paid", "9.00"] });
  assert.deepEqual(labelled.table, { header: ["Amount"], rows: [["9.00"]] });
});

test("azure.read() names what is wrong", () => {
  const fails = (page: object, path: string) =>
    assert.throws(
      () => document({ analyzeResult: { pages: [{ ...RESULT.pages[0], ...page }] } }),
      (error) => error instanceof DocumentError && error.path === path,
    );
  fails({ unit: "cm" }, "pages[0].unit");
  fails({ width: null }, "pages[0].width");
  fails({ words: [{ content: "none", polygon: [], span: { offset: 0, length: 4 } }] }, "pages[0].words[0]");
  fails({ words: [{ polygon: quad(0, 0, 1, 1) }] }, "pages[0].words[0]");
  fails({ words: [word("px", quad(300, 300, 340, 320), 0)] }, "pages[0].words[0]");
});
