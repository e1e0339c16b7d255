import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { ReadError } from "../problem.ts";
import { documentOf, recognisedJson, servicePredictions } from "./services.ts";

const about = { name: "t.json", mime: "application/json", sha256: "" };

type Block = Record<string, unknown>;

/** A block as DetectDocumentText and AnalyzeDocument write it; the polygon starts where upright text does. */
function block(BlockType: string, Id: string, place: number[] | null, more: Block = {}): Block {
  if (!place) return { BlockType, Id, ...more };
  const [Left, Top, Width, Height] = place;
  const corners = [
    [Left, Top],
    [Left + Width, Top],
    [Left + Width, Top + Height],
    [Left, Top + Height],
  ]; // prettier-ignore
  const Polygon = corners.map(([X, Y]) => ({ X, Y }));
  return { BlockType, Id, Geometry: { BoundingBox: { Left, Top, Width, Height }, Polygon }, ...more };
}

const child = (...Ids: string[]) => ({ Relationships: [{ Type: "CHILD", Ids }] });
const text = (Text: string, Confidence: number) => ({ Text, Confidence, TextType: "PRINTED" });

const BLOCKS: Block[] = [
  block("PAGE", "p", [0, 0, 1, 1], child("l1", "l2")),
  block("LINE", "l1", [0.1, 0.1, 0.4, 0.02], { ...text("Total: 9.00", 99), ...child("w1", "w2") }),
  block("LINE", "l2", [0.1, 0.2, 0.2, 0.02], { ...text("Paid", 98), ...child("w3") }),
  block("WORD", "w1", [0.1, 0.1, 0.2, 0.02], text("Total:", 99.5)),
  block("WORD", "w2", [0.32, 0.1, 0.1, 0.02], text("9.00", 87)),
  block("WORD", "w3", [0.1, 0.2, 0.1, 0.02], text("Paid", 98)),
  block("SELECTION_ELEMENT", "s1", [0.07, 0.201, 0.02, 0.018], { SelectionStatus: "SELECTED", Confidence: 90 }),
  block("KEY_VALUE_SET", "k", [0.1, 0.1, 0.2, 0.02], {
    EntityTypes: ["KEY"],
    Relationships: [
      { Type: "VALUE", Ids: ["v"] },
      { Type: "CHILD", Ids: ["w1"] },
    ], // prettier-ignore
  }),
  block("KEY_VALUE_SET", "v", [0.32, 0.1, 0.1, 0.02], { EntityTypes: ["VALUE"], ...child("w2") }),
  block("TABLE", "t", [0, 0, 1, 1], child("c1", "c2", "c3")),
  block("CELL", "c1", [0, 0, 1, 1], { RowIndex: 1, ColumnIndex: 1, EntityTypes: ["COLUMN_HEADER"], ...child("w3") }),
  block("CELL", "c2", [0, 0, 1, 1], { RowIndex: 2, ColumnIndex: 1, ...child("s1") }),
  block("CELL", "c3", [0, 0, 1, 1], { RowIndex: 2, ColumnIndex: 2, ...child("w1", "w2") }),
];

const document = (json: unknown) => documentOf(recognisedJson(json)!, about);
const lines = ({ pages }: ReturnType<typeof document>) =>
  pages.map((p) => p.lines.map(({ words }) => textOf(p, words)));

test("textract.read() reads words, lines, confidences and selection marks", () => {
  const made = document({ DocumentMetadata: { Pages: 1 }, Blocks: BLOCKS });
  assert.deepEqual(lines(made), [["Total: 9.00", "☒ Paid"]]);
  const [total, amount] = made.pages[0].words;
  assertClose(total.box, [0.1, 0.1, 0.3, 0.12], { absolute: 1e-9, relative: 0, name: "box" });
  assert.deepEqual([total.confidence, amount.confidence], [0.995, 0.87]);
});

test("textract.read() takes IDL's wrapping, lists of responses, and blocks sorted by type", () => {
  const plain = document({ Blocks: BLOCKS });
  assert.deepEqual(document(["f/f/b/b/ffbb0000", { Blocks: BLOCKS }]), plain);
  assert.deepEqual(document([{ Blocks: BLOCKS.slice(0, 4) }, { Blocks: BLOCKS.slice(4) }]), plain);
  const sorted = Object.fromEntries(["PAGE", "LINE", "WORD"].map((t) => [t, BLOCKS.filter((b) => b.BlockType === t)]));
  assert.deepEqual(lines(document(sorted)), [["Total: 9.00", "Paid"]]);
  const noJoins = {
    WORD: (sorted.WORD as Block[]).map(({ Geometry, Text, Confidence }) => ({
      BlockType: "WORD",
      Geometry,
      Text,
      Confidence,
    })),
  };
  assert.deepEqual(lines(document(noJoins)), [["Total: 9.00", "Paid"]]);
});

test("textract.read() sorts pages by their number, from 1", () => {
  const on = (Page: number, prefix: string) =>
    BLOCKS.slice(0, 6).map((b) => ({ ...b, Page, Id: prefix + b.Id, ...renamed(b, prefix) }));
  const renamed = (b: Block, prefix: string) =>
    b.Relationships ? child(...(b.Relationships as { Ids: string[] }[])[0].Ids.map((id) => prefix + id)) : {};
  const made = document({ Blocks: [...on(2, "b"), ...on(1, "a")] });
  assert.deepEqual(
    made.pages.map(({ number, words }) => [number, words.length]),
    [
      [0, 3],
      [1, 3],
    ],
  ); // prettier-ignore
});

test("textract.read() stands a page upright whose text runs down", () => {
  // As Textract writes a page that was turned clockwise: the polygon starts at the right, and goes down.
  const turned = BLOCKS.slice(0, 6).map((b) => {
    const { Polygon } = b.Geometry as { Polygon: { X: number; Y: number }[] };
    return { ...b, Geometry: { Polygon: Polygon.map(({ X, Y }) => ({ X: 1 - Y, Y: X })) } };
  });
  const made = document({ Blocks: turned });
  assert.equal(made.pages[0].rotation, 270);
  assert.deepEqual(lines(made), [["Total: 9.00", "Paid"]]);
  assertClose(made.pages[0].words[0].box, [0.1, 0.1, 0.3, 0.12], { absolute: 1e-9, relative: 0, name: "box" });
});

test("servicePredictions() keeps Textract's pairs and tables", () => {
  const labelled = servicePredictions(new TextEncoder().encode(JSON.stringify({ Blocks: BLOCKS })), about.name);
  assert.deepEqual(labelled.entities, [
    { id: 0, label: "question", page: 0, words: [0], text: "Total:" },
    { id: 1, label: "answer", page: 0, words: [1], text: "9.00" },
  ]);
  assert.deepEqual(labelled.links, [[0, 1]]);
  assert.deepEqual(labelled.table, { header: ["Paid", ""], rows: [["☒", "Total: 9.00"]] });
  assert.deepEqual(labelled.fields, {});
});

test("textract.read() names the block that is wrong", () => {
  const fails = (json: unknown, path: string) =>
    assert.throws(
      () => document(json),
      (error) => error instanceof DocumentError && error.path === path,
    );
  fails({ Blocks: [block("WORD", "w", null, text("lost", 9))] }, "Blocks[0]");
  fails({ Blocks: [1] }, "Blocks[0]");
  fails({ Blocks: [{ Id: "x" }] }, "Blocks[0].BlockType");
  // Pixels instead of fractions.
  fails(["p", { Blocks: [block("WORD", "w", [100, 100, 50, 20], text("px", 9))] }], "[1].Blocks[0]");
});

test("servicePredictions() says what it knows where a file is of no service", () => {
  const fails = (text: string) =>
    assert.throws(
      () => servicePredictions(new TextEncoder().encode(text), "x.bin"),
      (error) =>
        error instanceof ReadError &&
        error.code === "unsupported" &&
        /x\.bin .*Amazon Textract, .*PAGE XML/.test(error.message),
    );
  fails("plain text");
  fails('{"pages":[{"words":[]}]}');
});
