/** Rows, typed fields and spans, on boundary cases and on what the published scorers say (test/golden/field-metrics.py). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assign } from "./assignment.ts";
import { sameDenotation } from "./denotation.ts";
import { type GroupValue, groupCounts, groupF1 } from "./group-anls.ts";
import { inAnyOrder } from "./spans.ts";
import { sameVrdu, type VrduItem, type VrduKind, vrduCounts, vrduDate, vrduItems } from "./vrdu.ts";

type Rows = [name: string, text: string][][];
interface Golden {
  assignment: [costs: number[][], least: number][];
  alike: [a: string, b: string, same: boolean][];
  variants: [a: string, b: string, variants: string[], same: boolean][];
  groups: { said: Rows; gold: Rows; by: string | null; score: number }[];
  vrdu: [kind: VrduKind, said: string, accepted: string[], same: boolean][];
  vrduDates: [text: string, date: number[] | null][];
  vrduDocuments: { said: VrduItem[]; gold: VrduItem[]; right: number; saidCount: number; wanted: number }[];
  spans: [answer: string, orders: string[]][];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL("../../../test/golden/field-metrics.json", import.meta.url), "utf8"),
);
const near = (found: number, wanted: number, what: unknown) =>
  assert.ok(Math.abs(found - wanted) <= 1e-9, `${found} for ${wanted}: ${JSON.stringify(what)}`);
const values = (rows: Rows): GroupValue[][] => rows.map((row) => row.map(([name, text]) => ({ name, text })));
const one = (text: string, variants: string[] = []): GroupValue[][] => [[{ name: "k", text, variants }]];

test("assign() finds SciPy's least sum, each column once", () => {
  for (const [costs, least] of golden.assignment) {
    const columns = assign(costs);
    assert.deepEqual(
      [...columns].sort((a, b) => a - b),
      costs.map((_, i) => i),
    );
    near(
      columns.reduce((sum, column, row) => sum + costs[row][column], 0),
      least,
      costs,
    );
  }
  assert.deepEqual(assign([]), []);
});

test("group-ANLS takes two values for the same as DUE does", () => {
  for (const [a, b, same] of golden.alike) {
    assert.equal(groupCounts(one(a), one(b)).rightSaid, Number(same), JSON.stringify([a, b]));
  }
  for (const [a, b, variants, same] of golden.variants) {
    assert.equal(groupCounts(one(a), one(b, variants)).rightSaid, Number(same), JSON.stringify([a, b, variants]));
  }
});

test("groupCounts() gives DUE's group-ANLS of a document", () => {
  const seen = new Set<string>();
  for (const { said, gold, by, score } of golden.groups) {
    near(groupF1(groupCounts(values(said), values(gold), by ?? undefined)), score, { said, gold, by });
    seen.add(String(by));
  }
  assert.deepEqual([...seen].sort(), ["null", "task"]);
});

test("groupCounts() does not care for the order of rows, and counts rows that were made up or missed", () => {
  const rows = values([
    [
      ["task", "detection"],
      ["value", "93.4"],
    ],
    [["task", "parsing"]],
  ]);
  assert.deepEqual(groupCounts([rows[1], rows[0]], rows), { rightSaid: 3, said: 3, rightWanted: 3, wanted: 3 });
  assert.deepEqual(groupCounts(rows, []), { rightSaid: 0, said: 3, rightWanted: 0, wanted: 0 });
  assert.deepEqual(groupCounts([], rows), { rightSaid: 0, said: 0, rightWanted: 0, wanted: 3 });
  assert.equal(groupF1(groupCounts([], [])), 0);
  // 93.4 is a number: 93.5 is as wrong as 12.
  assert.equal(groupCounts(one("93.5"), one("93.4")).rightSaid, 0);
});

test("sameVrdu() decides as VRDU's matchers", () => {
  for (const [kind, said, accepted, same] of golden.vrdu) {
    assert.equal(sameVrdu(kind, said, accepted), same, JSON.stringify([kind, said, accepted]));
  }
  for (const [text, date] of golden.vrduDates) assert.deepEqual(vrduDate(text), date, text);
});

test("sameVrdu() on the borders of each kind", () => {
  assert.equal(sameVrdu("date", "01/02/2022", ["02/01/2022"]), true, "day and month may be swapped");
  assert.equal(sameVrdu("date", "July 1, 2022", ["7/1/22"]), true);
  assert.equal(sameVrdu("date", "2022-07-01", ["07/01/2022"]), false, "a way that is not published");
  assert.equal(sameVrdu("price", "$1,000.00", ["1000.01"]), true, "a cent apart");
  assert.equal(sameVrdu("price", "$1,000.00", ["1000.02"]), false);
  assert.equal(sameVrdu("price", "-5", ["5"]), true, "signs are not seen");
  assert.equal(sameVrdu("address", "1 Main Str", ["1 Main St"]), true);
  assert.equal(sameVrdu("address", "1 Main Street", ["1 Main St"]), false, "four edits");
  assert.equal(sameVrdu("name", "JOHN SMITH", ["John Smith"]), false, "case counts");
  assert.equal(sameVrdu("number", "No. 37-12", ["3712"]), true);
  assert.equal(sameVrdu("text", "x", []), false);
  assert.equal(sameVrdu(null, "a  b", ["a b"]), true);
  assert.equal(sameVrdu(null, "A b", ["a b"]), false);
});

test("vrduCounts() adds documents up as the published evaluator", () => {
  for (const { said, gold, right, saidCount, wanted } of golden.vrduDocuments) {
    assert.deepEqual(vrduCounts(said, gold), { right, said: saidCount, wanted }, JSON.stringify({ said, gold }));
  }
});

test("vrduItems() makes rows of the fields of line items", () => {
  const items = vrduItems({ agency: ["A", "B"], channel: ["KABC", "", "KNBC"], sub_amount: ["5", "6"], product: [""] });
  assert.deepEqual(items, [
    { name: "agency", texts: ["A", "B"] },
    { row: { channel: "KABC", sub_amount: "5" } },
    { row: { sub_amount: "6" } },
    { row: { channel: "KNBC" } },
  ]);
});

test("inAnyOrder() accepts the parts of an answer in every order", () => {
  for (const [answer, orders] of golden.spans) assert.deepEqual(inAnyOrder([answer]).sort(), orders);
  assert.deepEqual(inAnyOrder(["a, b", "b, a", "c"]), ["a, b", "b, a", "c"]);
  assert.equal(inAnyOrder(["a, b, c, d, e, f"]).length, 720);
  assert.deepEqual(inAnyOrder(["a, b, c, d, e, f, g"]), ["a, b, c, d, e, f, g"]);
});

test("sameDenotation() of dates, numbers with units and lists", () => {
  const same = (said: string, gold: string, separator = " | ") =>
    sameDenotation(said.split(separator), gold.split(separator));
  // Dates: parts as numbers; a year alone is a number; written out they are texts.
  assert.equal(same("2004-1-2", "2004-01-02"), true);
  assert.equal(same("2004-01-02", "2004-02-01"), false);
  assert.equal(same("2004", "2004-xx-xx"), true);
  assert.equal(same("2004", "2004-01-xx"), false);
  assert.equal(same("xxxx-01-02", "xx-01-02"), true);
  assert.equal(same("January 2, 2004", "2004-01-02"), false);
  assert.equal(same("january 2, 2004.", "January 2, 2004"), true);
  assert.equal(same("2004-13-02", "2004-13-2"), false, "no date: texts");
  // Numbers: a unit makes a text.
  assert.equal(same("5 km", "5"), false);
  assert.equal(same("5 km", "5 KM"), true);
  assert.equal(same("5.0 km", "5 km"), false);
  assert.equal(same("$5", "5"), false);
  assert.equal(same("50%", "50"), false);
  assert.equal(same("1e3", "1000"), true);
  assert.equal(same("5.0000001", "5"), true);
  assert.equal(same("5.00001", "5"), false);
  // Lists: sets, so order and repetition do not count, sizes do; equal values are one member.
  assert.equal(same("b | a", "a | b"), true);
  assert.equal(same("5 | 5.0", "5"), true);
  assert.equal(same("a | b | b", "a | b"), true);
  assert.equal(same("a | b | c", "a | b"), false);
  assert.equal(same("a", "a | b"), false);
  assert.equal(same("a | 2004-1-2", "2004-01-02 | A"), true);
});
