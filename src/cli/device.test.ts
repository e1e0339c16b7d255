/** A device that is not there is told at once, by every verb that takes one. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { sharedOrSkip } from "../../test/shared.ts";
import { requireDevice } from "../engine/runtime-node.ts";

test("a device that is not there is wrong use, and those that are there are named", async (t) => {
  const missing = await requireDevice("cuda").then(
    () => false,
    () => true,
  );
  if (!missing) return t.skip("there is a CUDA device");
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const folder = mkdtempSync(join(tmpdir(), "docformer-device-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const data = join(shared, "data", "sroie");
  const out = join(folder, "run");
  for (const call of [
    ["pretrain", "tiny", "--out", out],
    ["finetune", "sroie", "--data", data, "--out", out],
    ["evaluate", "--data", data, "--limit", "1"],
    ["predict", "--data", data, "--limit", "1", "--out", join(folder, "predictions.jsonl")],
    ["serve", "--port", "0"],
    ["ask", join(data, "original-sample/data/img/000.jpg"), "total?"],
  ]) {
    const { code, out: printed } = await callProgram([...call, "--device", "cuda", "--json"]);
    assert.equal(code, 2, `${call[0]}: ${printed}`);
    const { error } = JSON.parse(printed);
    assert.equal(error.code, "device");
    assert.match(error.message, /^cuda is not available here: .+; allowed: cpu(, webgpu)?$/, call[0]);
  }
  assert.equal(existsSync(out), false, "no run was begun");
});
