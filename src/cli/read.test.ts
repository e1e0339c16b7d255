import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram as call } from "../../test/call.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-read-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "words.json");
const words = ["Total", "4.32"].map((text, i) => ({ text, box: [100 + 100 * i, 10, 180 + 100 * i, 30] }));
writeFileSync(file, JSON.stringify({ pages: [{ width: 1000, height: 500, words }] }));

test("docformer read exports to stdout and to files, by name of the form or by the ending", async () => {
  assert.equal((await call(["read", file, "--format", "text", "--quiet"])).out, "Total 4.32\n");
  const csv = await call(["read", file, "--format", "csv", "--quiet"]);
  assert.match(csv.out, /^page,line,word,text,.*\n1,1,1,Total,0\.1,0\.02,0\.18,0\.06,,given\n/);
  for (const name of ["a.hocr", "b.xml", "d.json"]) {
    const out = join(folder, name);
    const written = await call(["read", file, "--out", out]);
    assert.deepEqual([written.code, written.out], [0, ""]);
    assert.match(written.err, /written: /);
    // Our own reader takes it again.
    const again = await call(["read", out, "--json", "--quiet"]);
    const { document } = JSON.parse(again.out);
    const texts = document.pages[0].words.map(({ text }: { text: string }) => text);
    assert.deepEqual(texts, ["Total", "4.32"], name);
  }
  const blank = await call(["read", file, "--out", join(folder, "c.pdf")]);
  assert.equal(blank.code, 1);
  assert.match(blank.err, /words without pictures/);
  // A PDF with text of its own is kept.
  const invoice = join(import.meta.dirname, "..", "..", "examples", "invoice.pdf");
  assert.equal((await call(["read", invoice, "--out", join(folder, "d.pdf"), "--quiet"])).code, 0);
  assert.deepEqual(readFileSync(join(folder, "d.pdf")), readFileSync(invoice));
});

test("docformer read --json tells ticked boxes where there are any", async () => {
  const ticked = join(folder, "ticked.json");
  const boxes = ["☒", "paid"].map((text, i) => ({ text, box: [100 + 30 * i, 10, 120 + 30 * i, 30] }));
  writeFileSync(ticked, JSON.stringify({ pages: [{ width: 1000, height: 500, words: boxes }] }));
  const { ticks } = JSON.parse((await call(["read", ticked, "--json", "--quiet"])).out);
  assert.deepEqual(
    ticks.map(({ label, value }: Record<string, unknown>) => [label, value]),
    [["paid", true]],
  );
});

test("docformer read refuses exports that cannot be meant", async () => {
  for (const wrong of [
    ["--format", "pdf"],
    ["--format", "docx"],
    ["--out", join(folder, "a.xyz")],
    ["--json", "--format", "csv"],
  ]) {
    assert.equal((await call(["read", file, ...wrong])).code, 2, wrong.join(" "));
  }
});
