import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabelledDocument } from "../document/labelled.ts";
import { withRows } from "./row-questions.ts";
import { schemaFields } from "./schema-fields.ts";

const text = { type: "string" };
const fields = schemaFields({
  type: "object",
  properties: {
    total: text,
    items: {
      type: "array",
      items: { type: "object", properties: { itemName: text, qty: { type: "integer" }, price: { type: "number" } } },
    },
  },
});

const cell = (row: number, column: string, word: number, text: string) => ({
  id: `items[${row}].${column}`,
  label: `items.${column}`,
  page: 0,
  words: [word],
  text,
});

const labelled = (cells: ReturnType<typeof cell>[], values: LabelledDocument["fields"]): LabelledDocument => ({
  id: "d",
  document: { version: 1, source: { name: "d", mime: "application/json", sha256: "" }, pages: [] },
  questions: [],
  fields: values,
  entities: cells,
  links: [],
  statements: [],
});

test("rows are asked for column by column, and cells by the name of their row", () => {
  const cells = [
    cell(1, "itemName", 4, "Ink"),
    cell(1, "price", 5, "16.00"),
    cell(0, "itemName", 1, "Pen"),
    cell(0, "qty", 2, "2"),
    cell(0, "price", 3, "1.50"),
  ];
  const columns = { "items.itemName": ["Pen", "Ink"], "items.qty": ["2"], "items.price": ["1.50", "16.00"] };
  const { questions, fields: left } = withRows(labelled(cells, { total: "19.00", ...columns }), fields);
  assert.deepEqual(left, { total: "19.00" });
  assert.deepEqual(
    questions.map(({ question, answers, evidence, kind }) => [
      question,
      answers[0],
      evidence?.[0].words[0],
      kind.split(".")[1],
    ]),
    [
      ["What is the items item name?", "Pen", 1, "itemName"],
      ["What is the items quantity?", "2", 2, "qty"],
      ["What is the items price?", "1.50", 3, "price"],
      ["What is the quantity of Pen?", "2", 2, "qty"],
      ["What is the price of Pen?", "1.50", 3, "price"],
      ["What is the price of Ink?", "16.00", 5, "price"],
    ],
  );
});

test("rows of one name are asked for by their columns alone, a long list by cells from all of it", () => {
  const twice = [cell(0, "itemName", 1, "Pen"), cell(0, "price", 2, "1"), cell(1, "itemName", 3, "PEN")];
  assert.equal(withRows(labelled(twice, {}), fields).questions.length, 2);
  const long = Array.from({ length: 40 }, (_, row) => [
    cell(row, "itemName", 2 * row, `Part ${row}`),
    cell(row, "price", 2 * row + 1, `${row}.00`),
  ]).flat();
  const { questions } = withRows(labelled(long, {}), fields);
  assert.equal(questions.length, 2 + 12);
  assert.equal(questions.at(-1)?.question, "What is the price of Part 36?");
});

test("that a document has no rows stays a field, and words are needed to point at", () => {
  const none = { "items.itemName": [], "items.qty": [], "items.price": [] };
  assert.deepEqual(withRows(labelled([], none), fields).fields, none);
  const typed = { ...cell(0, "price", 1, "1.50"), words: [] };
  const { questions, fields: left } = withRows(labelled([typed], { "items.price": ["1.50"] }), fields);
  assert.deepEqual([questions, left], [[], {}]);
});
