import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf, stopsOf, type TableField } from "../web/state/fields.ts";
import { shownRows, withoutRow } from "../web/state/rows.ts";

const properties = { name: { type: "string" }, price: { type: "number" } };
const schema = { type: "object", properties: { items: { type: "array", items: { type: "object", properties } } } };
const fields = fieldsOf(schema);
const table = fields[0] as TableField;
const said = (text: string) => ({ status: "value" as const, text, by: "person" as const });
const absent = { status: "absent" as const, text: null, by: "person" as const };

test("a row that was predicted is said to be absent, cell by cell, and is not shown", () => {
  const labels = { "items[1].name": said("Rope") };
  const changes = withoutRow(table, 0, 2, 2, labels);
  assert.deepEqual(changes, { "items[0].name": absent, "items[0].price": absent });
  const after = { ...labels, "items[0].name": absent, "items[0].price": absent };
  assert.deepEqual(shownRows(table, 2, after), [1]);
  const shown = stopsOf(fields, (list) => (list === "items" ? shownRows(table, 2, after) : []));
  assert.deepEqual(shown, ["items[1].name", "items[1].price"]);
});

test("rows that nothing was predicted of move up, what is not labelled of them, too", () => {
  const labels = {
    "items[0].name": said("Nails"),
    "items[1].name": said("Rope"),
    "items[1].price": said("4.00"),
    "items[2].name": said("Lamp"),
    "items[3].price": said("9.00"),
  };
  assert.deepEqual(withoutRow(table, 1, 4, 1, labels), {
    "items[1].name": said("Lamp"),
    "items[1].price": null,
    "items[2].name": null,
    "items[2].price": said("9.00"),
    "items[3].name": null,
    "items[3].price": null,
  });
});

test("a row with one cell that is absent stays", () => {
  assert.deepEqual(shownRows(table, 1, { "items[0].name": absent }), [0]);
  assert.deepEqual(shownRows(table, 2, {}), [0, 1]);
});
