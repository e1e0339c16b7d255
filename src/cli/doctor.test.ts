import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { callProgram } from "../../test/call.ts";

test("doctor tries what is needed, and says what to do about what is not there", async (t) => {
  const { code, out } = await callProgram(["doctor", "--json"]);
  const { ok, checks } = JSON.parse(out);
  assert.deepEqual([code, ok], [0, true], out);
  const byName = new Map(checks.map((one: { name: string }) => [one.name, one]));
  for (const name of [
    "Node",
    "images (sharp)",
    "PDF (pdfium)",
    "OCR models",
    "model mini",
    "answering (onnxruntime)",
  ]) {
    assert.equal((byName.get(name) as { status: string }).status, "ok", name);
  }
  for (const { status, todo } of checks) assert.equal(status === "ok", todo === null);

  // A file stands where the cache folder would be made.
  const folder = mkdtempSync(join(tmpdir(), "docformer-doctor-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "file"), "");
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = join(folder, "file");
  t.after(() => {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  });
  if (process.platform !== "linux") return;
  const failed = await callProgram(["doctor"]);
  assert.equal(failed.code, 1);
  assert.match(failed.out, /FAILED +cache folder: .*\n +make the folder writable/);
});
