import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { toLine } from "../data/common-format.ts";
import { synthesize } from "../data/synthetic/synthesize.ts";
import { DocFormer } from "../tasks/docformer.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-finetune-cli-"));
const data = join(folder, "data");
const recipe = `export default { name: "mine", summary: "Mine.", learns: { fields: true }, synthetic: 0, budget: 256 };`;

before(() => {
  mkdirSync(data);
  const lines = (from: number, count: number) =>
    Array.from(
      { length: count },
      (_, i) => `${toLine(synthesize({ seed: from + i, kind: "receipt" }).labelled)}\n`,
    ).join("");
  writeFileSync(join(data, "train.jsonl"), lines(100, 6));
  writeFileSync(join(data, "dev.jsonl"), lines(200, 2));
  writeFileSync(join(folder, "mine.ts"), recipe);
});
after(() => rmSync(folder, { recursive: true }));

const call = (...args: string[]) => callProgram(["finetune", ...args]);

test("finetune teaches by a recipe in a file, and goes on when it is told to", async () => {
  const run = join(folder, "run");
  const flags = ["--out", run, "--workers", "1", "--threads", "1", "--device", "cpu", "--json"];
  const start = ["--data", data, "--from", "random", "--preset", "tiny", "--limit", "3", "--steps", "1"];
  const first = await call(join(folder, "mine.ts"), ...flags, ...start);
  assert.equal(first.code, 0, first.err);
  const { recipe: name, runs, spread, reportSplit } = JSON.parse(first.out);
  assert.deepEqual([name, reportSplit, runs[0].steps, runs[0].documents], ["mine", "dev", 1, 3]);
  assert.equal(typeof spread.fieldF1.mean, "number");
  assert.match(first.err, /estimated: .* about \d+ MB of memory/);
  assert.match(first.err, /3 documents to learn from, 0 held back/);

  const again = await call(join(folder, "mine.ts"), ...flags, ...start);
  assert.equal(again.code, 2);
  assert.match(JSON.parse(again.out).error.message, /--resume goes on with it/);

  const other = await call("sroie", ...flags, "--resume");
  assert.equal(other.code, 2);
  assert.match(other.err, /started with the recipe mine, not sroie/);

  const resumed = await call(join(folder, "mine.ts"), ...flags, "--resume", "--steps", "2");
  assert.equal(resumed.code, 0, resumed.err);
  assert.equal(JSON.parse(resumed.out).runs[0].steps, 2);
  await (await DocFormer.load({ model: join(run, "model") })).dispose();
});

test("finetune says what is wrong with its arguments", async () => {
  const out = ["--out", join(folder, "none")];
  const wrong = async (message: RegExp, ...args: string[]) => {
    const { code, err } = await call(...args, ...out);
    assert.equal(code, 2, err);
    assert.match(err, message);
  };
  writeFileSync(join(folder, "no.json"), "{");
  writeFileSync(join(folder, "idle.json"), `{ "name": "idle", "summary": "" }`);
  await wrong(/no such recipe or file; there are sroie, /, "sroi", "--data", data);
  await wrong(/idle\.json: learns: names nothing/, join(folder, "idle.json"), "--data", data);
  await wrong(/no\.json is not JSON/, join(folder, "no.json"), "--data", data);
  await wrong(/gone\.ts: no such file/, join(folder, "gone.ts"), "--data", data);
  await wrong(/--data is missing/, join(folder, "mine.ts"));
  await wrong(/no such folder/, "sroie", "--data", join(folder, "gone"));
  await wrong(/no data format "xy"; there are docformer/, "sroie", "--data", data, "--format", "xy");
  await wrong(/--preset goes with --from random/, "sroie", "--data", data, "--preset", "tiny");
});
