import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, POOLS } from "./asking.ts";
import { ALL_CONCEPTS } from "./concepts.ts";
import { VALUE_TYPES } from "./field-values.ts";
import { KINDS } from "./kinds.ts";
import { templateCounts } from "./quiz.ts";
import { Random } from "./random.ts";

test("templateCounts() gives forty ways of asking a kind, ten of each pool held out", () => {
  for (const [kind, { all, heldOut }] of Object.entries(templateCounts())) {
    assert.ok(all >= 40, `${kind}: ${all}`);
    assert.equal(heldOut, 10 * KINDS[kind].pools.length, kind);
  }
  for (const [name, list] of Object.entries(POOLS))
    assert.equal(new Set(list.map((t) => t.text)).size, list.length, name);
});

test("POOLS keeps held-out ways of asking out of every other pool", () => {
  const held = new Set(Object.values(POOLS).flatMap((list) => list.filter((t) => t.heldOut).map((t) => t.text)));
  for (const list of Object.values(POOLS)) for (const t of list) if (!t.heldOut) assert.ok(!held.has(t.text), t.text);
});

test("fill() uses a and an as English does", () => {
  const made = (text: string, f: string) => {
    const parts = text.split(/\{(\w+)\}/);
    const template = { id: "x", text, heldOut: false, parts, slots: ["f"] };
    return fill(new Random(3), template, { f }).toLowerCase();
  };
  assert.match(made("Is there a {f}?", "invoice number"), /an invoice number/);
  assert.match(made("Is there a {f}?", "due date"), /a due date/);
  assert.match(made("Is there a {f}?", "unit price"), /a unit price/);
});

test("ALL_CONCEPTS holds over two hundred concepts with names, labels and a known type", () => {
  assert.ok(ALL_CONCEPTS.length >= 200);
  const types = new Set(VALUE_TYPES);
  const ids = new Set<string>();
  for (const { id, names, labels, type } of ALL_CONCEPTS) {
    assert.ok(!ids.has(id), id);
    ids.add(id);
    assert.ok(names.length > 0 && labels.length > 1, id);
    assert.ok(types.has(type), `${id}: ${type}`);
  }
});
