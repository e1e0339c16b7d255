import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sharedOrSkip } from "../../test/shared.ts";
import { documentFromJson } from "../document/json.ts";
import { readLabelled } from "./common-format.ts";
import { locateFields, mentionsOf } from "./locate.ts";

/** A page a list, a line a text. */
const pagesOf = (...pages: string[][]) =>
  documentFromJson({
    pages: pages.map((lines) => ({
      width: 1000,
      height: 1000,
      words: lines.flatMap((line, i) =>
        line.split(" ").map((text, k) => ({ text, box: [100 * k, 40 * i, 100 * k + 80, 40 * i + 20], line: i })),
      ),
    })),
  }).pages;

test("mentionsOf() finds values in consecutive words, letters and digits alone, whole words first", () => {
  const pages = pagesOf(["Date:25/12/2018 ACME", "Sdn. Bhd. - 25/12/2018"], ["acme sdn bhd"]);
  assert.deepEqual(mentionsOf(pages, "25/12/2018"), [
    { page: 0, words: [5] },
    { page: 0, words: [0] },
  ]);
  assert.deepEqual(mentionsOf(pages, "Acme, Sdn Bhd"), [
    { page: 0, words: [1, 2, 3] },
    { page: 1, words: [0, 1, 2] },
  ]);
  assert.deepEqual(mentionsOf(pages, "25/12/20"), []);
  assert.deepEqual(mentionsOf(pages, "..."), []);
});

test("locateFields() takes the row that says the field's name, of amounts the last such row", () => {
  const pages = pagesOf([
    "9.00 item",
    "Total 9.00",
    "Rounding 0.00",
    "TOTAL (RM) 9.00",
    "Cash 9.00",
    "Due 1/2/20",
    "Date 1/2/20",
  ]);
  const found = (name: string, value: string) => locateFields(pages, { [name]: value })[0]?.words;
  assert.deepEqual(found("total", "RM9.00"), [7, 8]);
  assert.deepEqual(found("total", "EUR9.00"), undefined);
  assert.deepEqual(found("total", "9.00"), [8]);
  assert.deepEqual(found("invoice_date", "1/2/20"), [14]);
  assert.deepEqual(found("company", "9.00"), [0]);
  assert.deepEqual(
    locateFields(pages, { party: ["item", "nobody", "Cash"] }).map(({ id, label, text }) => [id, label, text]),
    [
      [0, "party", "item"],
      [1, "party", "Cash"],
    ],
  );
});

test("locateFields() finds SROIE's values where the common format's labels have them", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const counts: Record<string, { same: number; labelled: number }> = {};
  for await (const { document, fields, entities } of readLabelled(join(shared, "data", "sroie"), "dev")) {
    const mine = locateFields(document.pages, fields);
    for (const { label, words } of entities) {
      counts[label] ??= { same: 0, labelled: 0 };
      counts[label].labelled++;
      if (mine.find((one) => one.label === label)?.words.join() === words.join()) counts[label].same++;
    }
  }
  for (const label of ["company", "date", "address"]) assert.equal(counts[label].same, counts[label].labelled, label);
  // Receipts print the total in several rows that say so.
  assert.ok(
    counts.total.same >= 0.85 * counts.total.labelled,
    `${counts.total.same} of ${counts.total.labelled} totals`,
  );
});
