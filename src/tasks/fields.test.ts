import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument, fakePage } from "../../test/fakes.ts";
import { seeded } from "../../test/random.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { fieldName, fieldQuestion, fieldQuestions, spokenName } from "./fields.ts";

const labelled: LabelledDocument = {
  id: "receipt-1",
  document: fakeDocument([fakePage(1, 8)]),
  questions: [],
  fields: { total: "4.32", items: ["tea", "milk"], date: "12/03/2018" },
  entities: [
    { id: 0, label: "total", page: 0, words: [3], text: "4.32" },
    { id: 1, label: "total", page: 0, words: [6], text: "4.32" },
    { id: 2, label: "items", page: 0, words: [1], text: "tea" },
  ],
  links: [],
  statements: [],
};

test("spokenName() writes short forms out as people say them, and leaves words alone", () => {
  const said = ["contract_num", "invoiceNo", "totalAmt", "qty", "no", "id", "note_no_smoking", "advertiser"].map(
    spokenName,
  );
  assert.deepEqual(said, [
    "contract number",
    "invoice number",
    "total amount",
    "quantity",
    "no",
    "id",
    "note no smoking",
    "advertiser",
  ]);
  assert.equal(fieldQuestion("contract_num"), "What is the contract number?");
});

test("fieldName() makes words of names in any spelling", () => {
  for (const name of ["due_date", "dueDate", "due-date", "Due.Date", " due date "]) {
    assert.equal(fieldName(name), "due date", name);
  }
  assert.equal(fieldName("line2Total"), "line2 total");
  assert.equal(fieldName("größeÄndern"), "größe ändern");
  assert.equal(fieldQuestion("due_date"), "What is the due date?");
});

test("fieldQuestions() asks for the fields that stand on the page, with one run as evidence", () => {
  const questions = fieldQuestions(labelled, seeded(1));
  assert.deepEqual(
    questions.map(({ id, kind, answers, evidence }) => ({ id, kind, answers, evidence })),
    [
      { id: "receipt-1-total", kind: "total", answers: ["4.32"], evidence: [{ page: 0, words: [3] }] },
      { id: "receipt-1-items", kind: "items", answers: ["tea", "milk"], evidence: [{ page: 0, words: [1] }] },
    ],
  );
});

test("fieldQuestions() asks in many ways, and every other time in the fixed one", () => {
  const random = seeded(2);
  const asked = Array.from({ length: 400 }, () => fieldQuestions(labelled, random)[0].question);
  assert.ok(asked.every((question) => question.includes("total")));
  assert.ok(new Set(asked).size >= 6, [...new Set(asked)].join(", "));
  const fixed = asked.filter((question) => question === fieldQuestion("total")).length / asked.length;
  assert.ok(fixed > 0.4 && fixed < 0.75, `${fixed}`);
});

test("fieldQuestions() asks for what is absent, and in the user's words where they are known", () => {
  const absent = { ...labelled, fields: { vat_id: [] } };
  const stream = seeded(5);
  const words = { vat_id: "Who collects the tax?" };
  const asked = Array.from({ length: 40 }, () => fieldQuestions(absent, stream, words)).flat();
  assert.equal(asked.length, 40);
  assert.ok(asked.every(({ answers, evidence }) => answers.length === 0 && evidence?.length === 0));
  const own = asked.filter(({ question }) => question === words.vat_id).length;
  assert.ok(own > 10 && own < 30, `${own} of 40 in the user's words`);
  assert.ok(asked.some(({ question }) => question === "Find the vat id."));
});

test("fieldQuestions() asks for yes and no without a place", () => {
  const ticked = { ...labelled, fields: { paid: "yes", note: "not on the page" }, entities: [] };
  const [question, ...others] = fieldQuestions(ticked, seeded(6));
  assert.deepEqual([question.operation, question.answers, question.evidence, others], ["yesno", ["yes"], [], []]);
});
