import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram as call } from "../../test/call.ts";
import { smallPdf } from "../../test/small-pdf.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-batch-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const table = [0, 1, 2].map((i) => {
  const cells = [
    ["Goods", "Count", "Price"],
    ["Rope", "2", "1.10"],
    ["Lamp", "1", "3.22"],
  ][i];
  return cells.map((text, x) => `BT /F1 12 Tf ${60 + 150 * x} ${700 - 20 * i} Td (${text}) Tj ET`).join("\n");
});
const inside = join(folder, "in");
mkdirSync(join(inside, "deep"), { recursive: true });
writeFileSync(join(inside, "a.pdf"), smallPdf([{ content: table.join("\n") }]));
writeFileSync(join(inside, "b.pdf"), "no PDF at all");
writeFileSync(join(inside, "deep", "c.pdf"), smallPdf([{ content: table[0] }]));
writeFileSync(join(inside, "notes.md"), "is not read");

const lines = (text: string) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const names = (list: { file: string }[]) => list.map(({ file }) => file.slice(inside.length + 1));

test("docformer tables takes folders: a line a file, and a bad file stops nothing", async () => {
  const { code, out, err } = await call(["tables", inside, "--ocr", "tiny"]);
  assert.equal(code, 3);
  const found = lines(out);
  assert.deepEqual(names(found), ["a.pdf", "b.pdf", join("deep", "c.pdf")]);
  assert.equal(found[0].tables[0].rows[1][0].text, "Rope");
  assert.equal(typeof found[1].error.code, "string");
  assert.deepEqual(found[2].tables, []);
  assert.match(err, /b\.pdf: /);
});

test("a batch that was ended goes on where it was, and tries again what failed", async () => {
  const out = join(folder, "out.jsonl");
  const files = ["a.pdf", "b.pdf"].map((name) => join(inside, name));
  assert.equal((await call(["tables", ...files, "--out", out, "--quiet"])).code, 3);
  assert.deepEqual(names(lines(readFileSync(out, "utf8"))), ["a.pdf", "b.pdf"]);
  // As if it had been killed in the middle of a line.
  appendFileSync(out, '{"file":"');
  writeFileSync(files[1], readFileSync(files[0]));
  const { code, err } = await call(["tables", ...files, "--out", out]);
  assert.equal(code, 0);
  assert.match(err, /1 files were done before/);
  const all = lines(readFileSync(out, "utf8"));
  assert.deepEqual(names(all), ["a.pdf", "b.pdf"]);
  assert.equal(all[1].tables.length, 1);
});

test("batches refuse what cannot be meant, and overwrite no other file", async () => {
  const file = join(inside, "a.pdf");
  for (const args of [
    [inside, "--csv"],
    [file, "-"],
    [file, file, "--draw", "x.png"],
    [join(folder, "in", "notes.md"), "--out", join(inside, "notes.md"), "--table", "1"],
  ]) {
    assert.equal((await call(["tables", ...args])).code, 2, args.join(" "));
  }
  const other = join(folder, "other.txt");
  writeFileSync(other, "first\nsecond\n");
  assert.equal((await call(["tables", file, "--out", other])).code, 2);
  assert.equal(readFileSync(other, "utf8"), "first\nsecond\n");
  const all = await call(["tables", join(folder, "gone.pdf"), join(folder, "gone too.pdf"), "--quiet"]);
  assert.equal(all.code, 1);
  assert.equal(lines(all.out).length, 2);
});
