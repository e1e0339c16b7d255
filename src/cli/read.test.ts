import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram as call } from "../../test/call.ts";
import { smallPdf } from "../../test/small-pdf.ts";

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

test("docformer read takes folders: a JSON line a file, and with --format and --out-dir a file each", async () => {
  const scans = join(folder, "scans");
  mkdirSync(join(scans, "deep"), { recursive: true });
  const page = (text: string) => smallPdf([{ content: `BT /F1 12 Tf 60 700 Td (${text}) Tj ET` }]);
  const same = join(scans, "same.pdf");
  writeFileSync(same, page("Rope"));
  writeFileSync(join(scans, "deep", "lamp.pdf"), page("Lamp"));
  writeFileSync(join(scans, "broken.pdf"), "no PDF at all");
  const read = await call(["read", scans, "--quiet"]);
  assert.equal(read.code, 3);
  const lines = read.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ file, error, document }) => [
      file.slice(scans.length + 1),
      error !== undefined,
      document?.pages.length,
    ]),
    [
      ["broken.pdf", true, undefined],
      [join("deep", "lamp.pdf"), false, 1],
      ["same.pdf", false, 1],
    ],
  );

  // The folder may stand among what is read: what is written there is not read again.
  const out = join(scans, "out");
  const all = ["read", scans, "--format", "hocr", "--out-dir", out];
  assert.equal((await call(all)).code, 3);
  const written = () => (readdirSync(out, { recursive: true }) as string[]).sort();
  assert.deepEqual(written(), ["deep", join("deep", "lamp.hocr"), "read-hocr.jsonl", "same.hocr"]);
  assert.match(readFileSync(join(out, "same.hocr"), "utf8"), />Rope</);

  // What stands is left alone, what is gone or has failed is made again.
  const before = statSync(join(out, "same.hocr")).mtimeMs;
  rmSync(join(out, "deep", "lamp.hocr"));
  writeFileSync(join(scans, "broken.pdf"), page("Whole"));
  const again = await call(all);
  assert.equal(again.code, 0);
  assert.match(again.err, /1 files were done before/);
  assert.equal(statSync(join(out, "same.hocr")).mtimeMs, before);
  assert.ok(existsSync(join(out, "deep", "lamp.hocr")) && existsSync(join(out, "broken.hocr")));

  // Two documents of one stem keep their endings.
  rmSync(out, { recursive: true });
  writeFileSync(join(scans, "same.json"), readFileSync(file));
  const two = await call(["read", same, join(scans, "same.json"), "--format", "csv", "--out-dir", out, "--quiet"]);
  assert.equal(two.code, 0);
  assert.deepEqual(written(), ["read-csv.jsonl", "same.json.csv", "same.pdf.csv"]);

  for (const wrong of [
    [scans, "--format", "csv"],
    [scans, "--out-dir", out],
    [scans, "--format", "pdf", "--out-dir", scans],
    [scans, "--out", join(folder, "all.pdf")],
    [scans, "--draw", join(folder, "x.png")],
    [same, "--format", "csv", "--out-dir", out, "--out", join(folder, "a.csv")],
    ["-", "--format", "csv", "--out-dir", out],
  ]) {
    assert.equal((await call(["read", ...wrong])).code, 2, wrong.join(" "));
  }
  const none = await call(["read", join(folder, "gone.pdf"), "--format", "csv", "--out-dir", out, "--quiet"]);
  assert.equal(none.code, 1);
});
