import assert from "node:assert/strict";
import { test } from "node:test";
import { DOCUMENT_VERSION, type Document, type Page, type Word } from "../document/document.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import { type Check, plausibility } from "./checks.ts";
import { planOf, valuesOf } from "./extract/plan.ts";
import type { JsonSchema } from "./extract/standard-schema.ts";
import { fitAnswer } from "./extract/values.ts";

const money: JsonSchema = { type: "number", format: "money" };
const date: JsonSchema = { type: "string", format: "date" };
const text: JsonSchema = { type: "string" };
const items: JsonSchema = {
  type: "array",
  items: { type: "object", properties: { name: text, quantity: { type: "number" }, price: money, amount: money } },
};

/** The checks of texts under paths, typed as their fields are. */
function checksOf(
  properties: Record<string, JsonSchema>,
  texts: Record<string, string | null>,
  document?: Document,
): Check[] {
  const plan = planOf({ type: "object", properties });
  const plans = new Map(valuesOf(plan).map((one) => [one.path, one]));
  const fields = Object.entries(texts).map(([path, said]): [string, Answer] => {
    const own = plans.get(path.replace(/\[\d+\]/g, "[]"));
    assert.ok(own, path);
    const answer: Answer =
      said === null
        ? absentAnswer()
        : {
            ...absentAnswer(),
            status: "ok",
            text: said,
            value: said,
            evidence: document ? standing(document, said) : [],
          };
    const fitted = fitAnswer(own, answer);
    return [path, fitted.unfit === undefined ? fitted.answer : { ...answer, value: null }];
  });
  return plausibility(Object.fromEntries(fields), plan, document);
}

/** A page of rows, each a label and a value far to its right, a little higher. */
function pageOf(rows: Record<string, string>): Document {
  const words = Object.entries(rows).flatMap(([label, value], i) => {
    const [top, word] = [0.1 + 0.05 * i, { line: 0, confidence: null, origin: "given" as const }];
    const left = label
      .split(" ")
      .map((text, j) => ({ ...word, text, box: [0.1 * j, top, 0.1 * j + 0.08, top + 0.02] }));
    return [...left, { ...word, text: value, box: [0.8, top - 0.004, 0.9, top + 0.016] }];
  }) as Word[];
  const page: Page = { number: 0, width: 600, height: 800, unit: "pt", rotation: 0, words, lines: [] };
  return { version: DOCUMENT_VERSION, source: { name: "", mime: "", sha256: "" }, pages: [page] };
}

function standing({ pages: [{ words }] }: Document, text: string) {
  const index = words.findIndex((word) => word.text === text);
  return index < 0 ? [] : [{ page: 0, box: words[index].box, words: [index] }];
}
const brief = (checks: readonly Check[]) => checks.map(({ name, status }) => `${name} ${status}`);

test("plausibility() adds net and tax, and takes the rate of the net amount", () => {
  const properties = { net_amount: money, vat: money, vat_rate: { type: "number" }, total: money };
  const right = { net_amount: "100.00", vat: "19.00", vat_rate: "19 %", total: "119.00" };
  const [sum, rate] = checksOf(properties, right);
  assert.deepEqual([sum.status, sum.message], ["ok", "100.00 + 19.00 = 119.00"]);
  assert.deepEqual(sum.fields, ["net_amount", "vat", "total"]);
  assert.deepEqual([rate.status, rate.message], ["ok", "19 % of 100.00 is 19.00"]);
  const [wrong] = checksOf(properties, { ...right, total: "191.00" });
  assert.deepEqual([wrong.status, wrong.message], ["failed", "100.00 + 19.00 = 119.00, not 191.00"]);
  const [open] = checksOf(properties, { ...right, vat: null });
  assert.deepEqual([open.status, open.message], ["undecided", "vat is missing"]);
  // What is due may be less than the total.
  const due = (said: string) =>
    checksOf({ net: money, vat: money, amountDue: money }, { net: "100.00", vat: "19.00", amountDue: said })[0].status;
  assert.deepEqual([due("119.00"), due("69.00"), due("191.00")], ["ok", "undecided", "failed"]);
  // Rounding to the cent is no error.
  assert.equal(checksOf(properties, { ...right, net_amount: "100.01" })[0].status, "ok");
  // Without a net amount the total holds the tax.
  const within = checksOf(
    { vat: money, vat_rate: { type: "number" }, total: money },
    { vat: right.vat, vat_rate: right.vat_rate, total: right.total },
  );
  assert.equal(brief(within)[0], "tax-rate ok");
});

test("plausibility() adds line items up, with or without the tax, and multiplies within rows", () => {
  const rows = {
    "items[0].name": "Pen",
    "items[0].quantity": "2",
    "items[0].price": "1.50",
    "items[0].amount": "3.00",
    "items[1].name": "Ink",
    "items[1].quantity": "1",
    "items[1].price": "16.00",
    "items[1].amount": "16.00",
  };
  assert.deepEqual(brief(checksOf({ total: money, items }, { ...rows, total: "19.00" })), [
    "items-sum ok",
    "row-amounts ok",
    "currency undecided",
  ]);
  const taxed = { total: money, tax: money, items };
  assert.equal(brief(checksOf(taxed, { ...rows, total: "20.00", tax: "1.00" }))[0], "items-sum ok");
  const [sum, row] = checksOf({ subtotal: money, items }, { ...rows, subtotal: "18.00", "items[1].quantity": "3" });
  assert.equal(sum.message, "the 2 items add up to 19.00, subtotal is 18.00");
  assert.deepEqual([row.status, row.message], ["failed", "3 times 16.00 is 48.00, not 16.00"]);
  assert.deepEqual(row.fields, ["items[1].quantity", "items[1].price", "items[1].amount"]);
  const [open] = checksOf({ total: money, items }, { ...rows, total: "19.00", "items[0].amount": null });
  assert.deepEqual([open.status, open.message], ["undecided", "items[0].amount is missing"]);
  assert.match(checksOf({ total: money, items }, { total: "1.00" })[0].message, /no items were found/);
});

test("plausibility() takes what is left to pay for no sum of the items", () => {
  const rows = { "items[0].amount": "1,540.00", "items[1].amount": "1,160.00" };
  const sum = (properties: Record<string, JsonSchema>, texts: Record<string, string | null>, document?: Document) => {
    const check = checksOf({ ...properties, items }, { ...texts, ...rows }, document).find(
      ({ name }) => name === "items-sum",
    );
    return `${check?.status}: ${check?.message}`;
  };
  // By its name, by what the schema says of it, by what the page prints beside it.
  const total = { total: "2,348.50" };
  const perhaps = (name: string) =>
    `undecided: the 2 items add up to 2700.00, ${name} is 2348.50; something may have been paid before`;
  for (const name of ["balanceDue", "totalDue", "amount_payable"]) {
    assert.equal(sum({ [name]: money }, { [name]: "2,348.50" }), perhaps(name));
  }
  assert.equal(sum({ total: { ...money, description: "What is the amount due?" } }, total), perhaps("total"));
  const invoice = pageOf({ Subtotal: "2,700.00", "Deposit paid": "500.00", "Amount due": "2,348.50" });
  assert.equal(sum({ total: money }, total, invoice), perhaps("total"));
  // A total that the page calls so is one.
  const wrong = "failed: the 2 items add up to 2700.00, total is 2348.50";
  assert.equal(sum({ total: money }, total), wrong);
  assert.equal(sum({ total: money }, total, pageOf({ Total: "2,348.50", "Amount due": "48.50" })), wrong);
  // The deposit is no sum, and what explains the difference is named.
  const paid = { deposit: "500.00", tax: "148.50", amountDue: "2,348.50" };
  const fields = { deposit: money, tax: money, amountDue: money };
  assert.equal(sum(fields, paid), "ok: the 2 items add up to 2700.00, less 500.00 paid before: 2348.50");
  assert.match(sum(fields, { ...paid, deposit: "50.00" }), /^failed: .* amountDue is 2348\.50$/);
  assert.match(
    sum({ deposit: money, amountDue: money }, { deposit: "500.00", amountDue: "2,348.50" }),
    /^undecided: .*; a tax may be in it$/,
  );
  assert.equal(sum({ deposit: money }, { deposit: "500.00" }), "undefined: undefined");
  assert.match(sum({ amountDue: money }, { amountDue: "2,848.50" }), /^undecided: .*; a tax may be in it$/);
  const [net] = checksOf(
    { net: money, vat: money, ...fields, tax: text },
    { net: "2,700.00", vat: "148.50", deposit: "500.00", amountDue: "2,348.50" },
  );
  assert.equal(net.message, "2700.00 + 148.50 less 500.00 paid before = 2348.50");
  assert.deepEqual(net.fields, ["net", "vat", "amountDue", "deposit"]);
});

test("plausibility() orders dates, and does not judge by a reading that may be another", () => {
  const properties = { invoiceDate: date, dueDate: date };
  const order = (from: string | null, to: string | null) =>
    checksOf(properties, { invoiceDate: from, dueDate: to })[0].status;
  assert.equal(order("2026-04-03", "2026-04-25"), "ok");
  assert.equal(order("25 April 2026", "3 April 2026"), "failed");
  assert.equal(order("03/12/2026", "25/04/2026"), "undecided");
  assert.equal(order(null, "2026-04-25"), "undecided");
  const flight = checksOf(
    { flight_from: date, flight_to: date },
    { flight_from: "2020-02-01", flight_to: "2020-01-01" },
  );
  assert.deepEqual(brief(flight), ["date-order failed"]);
});

test("plausibility() proves IBANs", () => {
  const iban = (said: string | null) =>
    checksOf({ seller: { type: "object", properties: { iban: text } } }, { "seller.iban": said })[0];
  assert.equal(iban("DE89 3704 0044 0532 0130 00").status, "ok");
  const misread = iban("DE89 3704 0044 0532 0130 08");
  assert.deepEqual(
    [misread.status, misread.message],
    ["failed", "seller.iban is no IBAN: its check digits do not fit"],
  );
  assert.match(iban("DE89 3704").message, /too long or too short/);
  assert.equal(iban(null).status, "undecided");
});

test("plausibility() wants one currency", () => {
  const properties = { net: money, total: money, currency: text };
  const of = (net: string, total: string, currency: string | null = null) =>
    checksOf(properties, { net, total, currency }).find(({ name }) => name === "currency")?.status;
  assert.equal(of("EUR 1.00", "€ 1.00"), "ok");
  assert.equal(of("EUR 1.00", "USD 1.00"), "failed");
  assert.equal(of("$1.00", "1.00", "USD"), "ok");
  assert.equal(of("$1.00", "1.00", "EUR"), "failed");
  assert.equal(of("1.00", "1.00"), "undecided");
});

test("plausibility() says nothing of fields that give nothing to compare", () => {
  assert.deepEqual(checksOf({ name: text, total: money }, { name: "Ann", total: "1.00" }), []);
});
