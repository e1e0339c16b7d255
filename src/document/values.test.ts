import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { numberWord, parseCount, parseDate, parseMoney, parseNumber } from "./values.ts";

test("parseNumber() reads both decimal marks, grouping and signs", () => {
  const cases: [string, number | null][] = [
    ["0", 0],
    ["12", 12],
    ["1,234.50", 1234.5],
    ["1.234,50", 1234.5],
    ["1 234,5", 1234.5],
    ["1'234.50", 1234.5],
    ["1,234", 1234],
    ["1,234,567", 1234567],
    ["1.234.567", 1234567],
    ["0,5", 0.5],
    ["0,123", 0.123],
    [".5", 0.5],
    ["12,34", 12.34],
    ["1.234", 1.234],
    ["(12)", -12],
    ["(1,234.50)", -1234.5],
    ["-7", -7],
    ["7-", -7],
    ["−7", -7],
    ["+3", 3],
    ["12%", 12],
    ["12.5 %", 12.5],
    ["$4.32", 4.32],
    ["-$4.32", -4.32],
    ["RM 33.90", 33.9],
    ["12,50 €", 12.5],
    ["-0", 0],
    ["", null],
    ["abc", null],
    ["12a", null],
    ["1,23,4", null],
    ["1.2.3", null],
    ["12/03/2018", null],
    ["1-2", null],
    [".", null],
    ["()", null],
  ];
  for (const [text, value] of cases) assert.equal(parseNumber(text), value, text);
});

test("parseNumber() gives back what English and German printing made", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99999999, max: 99999999 }), (cents) => {
      const value = cents / 100;
      const english = value.toLocaleString("en-US", { minimumFractionDigits: 2 });
      const german = value.toLocaleString("de-DE", { minimumFractionDigits: 2 });
      const zero = (n: number | null) => (n === 0 ? 0 : n);
      assert.equal(zero(parseNumber(english)), zero(value));
      assert.equal(zero(parseNumber(german)), zero(value));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("parseMoney() knows amount and currency and says what is open", () => {
  assert.deepEqual(parseMoney("RM 33.90"), { amount: 33.9, currency: "MYR" });
  assert.deepEqual(parseMoney("RM33.90"), { amount: 33.9, currency: "MYR" });
  assert.deepEqual(parseMoney("$1,234.50"), { amount: 1234.5, currency: "$", ambiguous: true });
  assert.deepEqual(parseMoney("US$ 5.00"), { amount: 5, currency: "USD" });
  assert.deepEqual(parseMoney("12,50 €"), { amount: 12.5, currency: "EUR" });
  assert.deepEqual(parseMoney("EUR 1.234,56"), { amount: 1234.56, currency: "EUR" });
  assert.deepEqual(parseMoney("($24.00)"), { amount: -24, currency: "$", ambiguous: true });
  assert.deepEqual(parseMoney("-RM 0.02"), { amount: -0.02, currency: "MYR" });
  assert.deepEqual(parseMoney("9.00"), { amount: 9, currency: null });
  assert.deepEqual(parseMoney("1.234"), { amount: 1.234, currency: null, ambiguous: true });
  for (const text of ["", "cash", "12%", "RM", "12/03/2018"]) assert.equal(parseMoney(text), null, text);
});

test("parseDate() reads the printed forms", () => {
  const cases: [string, string][] = [
    ["25/12/2018", "2018-12-25"],
    ["12/25/2018", "2018-12-25"],
    ["2018-12-25", "2018-12-25"],
    ["2018/12/25", "2018-12-25"],
    ["20181225", "2018-12-25"],
    ["25.12.18", "2018-12-25"],
    ["25-Dec-2018", "2018-12-25"],
    ["25-DEC-18", "2018-12-25"],
    ["25 DEC 2018", "2018-12-25"],
    ["Dec 25, 2018", "2018-12-25"],
    ["Dec. 25, 2018", "2018-12-25"],
    ["December 25th, 2018", "2018-12-25"],
    ["DECEMBER 25, 2018", "2018-12-25"],
    ["25th December 2018", "2018-12-25"],
    ["25. Dezember 2018", "2018-12-25"],
    ["Tuesday, December 25, 2018", "2018-12-25"],
    ["Tue 25 Dec 2018", "2018-12-25"],
    ["25/12/2018 8:13:39 PM", "2018-12-25"],
    ["7/16/68", "1968-07-16"],
    ["29/02/2024", "2024-02-29"],
    ["14 mars 1997", "1997-03-14"],
    ["23rd day of June, 2009", "2009-06-23"],
    ["the 5th day of November 2004", "2004-11-05"],
    ["14 th day of December, 2011", "2011-12-14"],
  ];
  for (const [text, iso] of cases) assert.deepEqual(parseDate(text), { iso }, text);
});

test("parseDate() says when figures can be read in two ways", () => {
  assert.deepEqual(parseDate("03/04/2026"), { iso: "2026-04-03", ambiguous: true, alternatives: ["2026-03-04"] });
  assert.deepEqual(parseDate("03/04/2026", { order: "month" }), {
    iso: "2026-03-04",
    ambiguous: true,
    alternatives: ["2026-04-03"],
  });
  assert.deepEqual(parseDate("04/04/2026"), { iso: "2026-04-04" });
  for (const text of [
    "",
    "31/02/2020",
    "29/02/2023",
    "00/01/2020",
    "13/13/2020",
    "hello",
    "12",
    "12.5",
    "Foo 12, 2020",
  ]) {
    assert.equal(parseDate(text), null, text);
  }
});

test("parseCount() is the inverse of numberWord()", () => {
  for (let value = 0; value < 100; value++) {
    assert.equal(parseCount(numberWord(value)), value);
    assert.equal(parseCount(String(value)), value);
  }
  assert.equal(parseCount("Twenty One"), 21);
  assert.equal(parseCount("none"), 0);
  assert.equal(parseCount("few"), null);
});
