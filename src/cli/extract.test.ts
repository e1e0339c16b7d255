import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram as call } from "../../test/call.ts";
import { sharedOrSkip } from "../../test/shared.ts";

const RECEIPT = join(import.meta.dirname, "..", "..", "examples", "receipt.jpg");
const INVOICE = join(import.meta.dirname, "..", "..", "examples", "invoice.pdf");
const folder = mkdtempSync(join(tmpdir(), "docformer-extract-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};
const lines = (text: string) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const money = { type: "number", format: "money" };
const schema = file("schema.json", {
  type: "object",
  properties: {
    dueDate: { type: "string", format: "date" },
    subtotal: money,
    amountDue: { ...money, description: "What is the amount due?" },
    iban: { type: "string" },
  },
});

test("docformer extract prints a JSON line with data, answers, checks and problems, and draws the evidence", async () => {
  const picture = join(folder, "out.png");
  const { code, out } = await call(["extract", INVOICE, "--schema", schema, "--json", "--quiet", "--draw", picture]);
  assert.equal(code, 0);
  const [line, ...others] = lines(out);
  assert.deepEqual(others, []);
  assert.deepEqual(Object.keys(line), ["file", "data", "fields", "checks", "problems"]);
  assert.equal(line.data.dueDate, "2024-05-03");
  assert.equal(line.data.amountDue, 2348.5);
  assert.equal(line.data.iban, null);
  assert.equal(line.fields.amountDue.evidence[0].page, 0);
  assert.equal(line.checks.find(({ name }: { name: string }) => name === "iban").status, "undecided");
  assert.ok(existsSync(picture));
});

test("docformer extract goes over files, and does again what has changed or was asked otherwise", async () => {
  const words = (text: string) => ({
    pages: [{ width: 100, height: 100, words: [{ text, box: [10, 10, 60, 20] }] }],
  });
  const [good, bad] = [file("good.json", words("4.32")), file("bad.pdf", "no PDF")];
  const out = join(folder, "out.jsonl");
  const batch = async (what: string) => {
    const { code, err } = await call(["extract", good, bad, "--schema", what, "--out", out]);
    return { code, again: !/1 files were done before/.test(err), found: lines(readFileSync(out, "utf8")) };
  };
  const first = await batch(schema);
  assert.equal(first.code, 3);
  assert.deepEqual(
    first.found.map((line) => [line.file, "error" in line]),
    [
      [good, false],
      [bad, true],
    ],
  );
  assert.equal((await batch(schema)).again, false);
  file("good.json", words("5.00"));
  const changed = await batch(schema);
  assert.equal(changed.again, true);
  assert.notEqual(changed.found[0].sha256, first.found[0].sha256);
  const other = file("other.json", { type: "object", properties: { total: { type: "number" } } });
  const asked = await batch(other);
  assert.equal(asked.again, true);
  assert.deepEqual(
    asked.found.map((line) => Object.keys(line.data ?? {})),
    [["total"], []],
  );
});

test("docformer extract tells a schema that cannot be used before it reads anything", async () => {
  const list = file("list.json", { type: "array", items: { type: "string" } });
  for (const [args, message] of [
    [["--schema", list], /describes no object/],
    [["--schema", file("broken.json", "{")], /is not JSON/],
    [["--schema", join(folder, "none.json")], /no such file/],
    [[], /--schema/],
  ] as const) {
    const { code, err } = await call(["extract", join(folder, "gone.pdf"), ...args]);
    assert.equal(code, 2, err);
    assert.match(err, message);
  }
});

test("docformer extract reads a receipt by a schema of zod", async () => {
  const zod = import.meta.resolve("zod");
  const path = file(
    "receipt.mjs",
    `import { z } from ${JSON.stringify(zod)};\nexport default z.object({ date: z.iso.date(), total: z.number() });\n`,
  );
  const { code, out } = await call(["extract", RECEIPT, "--schema", path, "--quiet", "--ocr", "tiny"]);
  assert.equal(code, 0);
  assert.match(out, /^date {2}\d{4}-\d\d-\d\d /m);
  assert.match(out, /^total {2}\d/m);
});

test("docformer extract reads receipts of SROIE as their labels say", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const images = join(shared, "data", "sroie", "images");
  const files = ["X00016469620", "X00016469622"].map((id) => join(images, `${id}.webp`));
  const receipt = file("sroie.json", {
    type: "object",
    properties: { company: { type: "string" }, date: { type: "string", format: "date" }, total: money },
  });
  const { code, out } = await call(["extract", ...files, "--schema", receipt, "--quiet"]);
  assert.equal(code, 0);
  const found = lines(out).map(({ data }) => data);
  assert.deepEqual(found, [
    { company: "MR D.I.Y. (JOHOR) SDN BHD", date: "2019-01-12", total: 33.9 },
    { company: "YONGFATT ENTERPRISE", date: "2018-12-25", total: 80.9 },
  ]);
});

test("docformer ask takes questions with aliases and pages from a file, and then several documents", async () => {
  const queries = file("queries.json", {
    Queries: [
      { Text: "What is the due date?", Alias: "DUE", Pages: ["1"] },
      { Text: "What is the date?", Pages: ["2-3"] },
    ],
  });
  const one = await call(["ask", INVOICE, "--queries", queries, "--json", "--quiet"]);
  const [due, none] = JSON.parse(one.out);
  assert.deepEqual([due.alias, due.question, due.value], ["DUE", "What is the due date?", "2024-05-03"]);
  assert.equal(none.status, "absent");
  const many = await call(["ask", INVOICE, INVOICE, join(folder, "gone.pdf"), "--queries", queries, "--quiet"]);
  assert.equal(many.code, 3);
  assert.deepEqual(
    lines(many.out).map((line) => line.answers?.length ?? line.error.code),
    [2, "not-found"],
  );
  const bad = await call(["ask", INVOICE, "--queries", file("bad.json", [{ text: "a", pages: "0-1" }])]);
  assert.deepEqual([bad.code, /question 1 "0-1"/.test(bad.err)], [2, true]);
  assert.equal((await call(["ask", INVOICE])).code, 2);
});

test("docformer verify takes statements from a file, and then several documents", async () => {
  const statements = file("statements.json", ["The due date is May 3, 2024"]);
  const { code, out } = await call([
    "verify",
    INVOICE,
    INVOICE,
    file("none.txt", "x"),
    "--statements",
    statements,
    "--quiet",
  ]);
  assert.equal(code, 3);
  assert.deepEqual(
    lines(out).map((line) => line.verdicts?.[0].verdict ?? "error"),
    ["entailed", "error"],
  );
  for (const bad of [[], ["--statements", file("texts.json", [1])], ["text", "--out", "x.jsonl"]]) {
    assert.equal((await call(["verify", INVOICE, ...bad])).code, 2, bad.join(" "));
  }
});
