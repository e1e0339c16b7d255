import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { callProgram as call } from "../../test/call.ts";
import { writeChecksums } from "../model/checkpoint-files.ts";

const INVOICE = join(import.meta.dirname, "..", "..", "examples", "invoice.pdf");

test("docformer verify judges statements about an invoice, true, false and beside the matter", async () => {
  const statements = ["The due date is May 3, 2024", "The invoice number is FJ-20418", "Bananas grow on trees"];
  const { code, out } = await call(["verify", INVOICE, ...statements, "--json", "--quiet"]);
  assert.equal(code, 0);
  const verdicts = JSON.parse(out);
  assert.deepEqual(
    verdicts.map(({ statement, verdict }: Record<string, string>) => [statement, verdict]),
    statements.map((statement, i) => [statement, ["entailed", "refuted", "undecidable"][i]]),
  );
  assert.equal(verdicts[0].evidence[0].page, 0);
});

test("docformer classify names the likeliest of the classes and the score of each", async () => {
  const { code, out } = await call(["classify", INVOICE, "--labels", "letter,invoice", "--json", "--quiet"]);
  assert.equal(code, 0);
  const { label, confidence, scores } = JSON.parse(out);
  assert.deepEqual([label, confidence], [scores[0].label, scores[0].confidence]);
  assert.deepEqual(scores.map((score: { label: string }) => score.label).sort(), ["invoice", "letter"]);
});

test("docformer classify asks for the classes that a checkpoint was taught where none are named", async () => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-classes-"));
  try {
    cpSync(join(import.meta.dirname, "..", "..", "models", "mini"), folder, { recursive: true });
    const config = JSON.parse(readFileSync(join(folder, "config.json"), "utf8"));
    const classes = { field: "document_kind", labels: ["invoice", "receipt", "letter"] };
    writeFileSync(join(folder, "config.json"), JSON.stringify({ ...config, classes }));
    writeChecksums(folder);
    const { code, out } = await call(["classify", INVOICE, "--model", folder, "--json", "--quiet"]);
    assert.equal(code, 0);
    const { scores } = JSON.parse(out);
    assert.deepEqual(scores.map((score: { label: string }) => score.label).sort(), [...classes.labels].sort());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("docformer verify and classify refuse empty statements and too few classes", async () => {
  assert.equal((await call(["verify", INVOICE, " "])).code, 2);
  assert.equal((await call(["classify", INVOICE])).code, 2);
  for (const labels of ["one", "a,a", ","]) {
    assert.equal((await call(["classify", INVOICE, "--labels", labels])).code, 2);
  }
});
