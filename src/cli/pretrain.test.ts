import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { toLine } from "../data/common-format.ts";
import { synthesize } from "../data/synthetic/synthesize.ts";
import { documentToJson } from "../document/json.ts";
import { DocFormer } from "../tasks/docformer.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-pretrain-cli-"));
const pages = join(folder, "pages");
const labelled = join(folder, "labelled");

/** A small model on one bucket, so that a graph is compiled once. */
const SMALL = {
  preset: "tiny",
  name: "mine",
  logEvery: 1,
  stream: { buckets: [128], visual: 0, poolPages: 8, poolBatches: 4 },
  trainer: { losses: { line: 0.5 } },
};

before(() => {
  mkdirSync(pages);
  mkdirSync(labelled);
  for (const seed of [300, 301, 302]) {
    const { document } = synthesize({ seed, kind: "label" }).labelled;
    writeFileSync(join(pages, `${seed}.json`), JSON.stringify(documentToJson(document)));
  }
  writeFileSync(join(pages, "broken.json"), "{ no document");
  const lines = [310, 311].map((seed) => `${toLine(synthesize({ seed, kind: "receipt" }).labelled)}\n`);
  for (const split of ["train", "dev"]) writeFileSync(join(labelled, `${split}.jsonl`), lines.join(""));
  writeFileSync(join(folder, "mine.json"), JSON.stringify(SMALL));
  writeFileSync(join(folder, "mine.ts"), `export default ${JSON.stringify({ ...SMALL, stream: { bucket: [128] } })};`);
});
after(() => rmSync(folder, { recursive: true }));

const call = (...args: string[]) => callProgram(["pretrain", ...args]);

test("pretrain trains on a folder of files, tells its cost before and its making afterwards, and goes on", async () => {
  const run = join(folder, "run");
  const mine = [join(folder, "mine.json"), "--out", run, "--workers", "1", "--json"];
  const own = ["--data", pages, "--cache", join(folder, "cache"), "--synthetic", "0.25"];
  const first = await call(...mine, ...own, "--steps", "2", "--seed", "3");
  assert.equal(first.code, 0, first.err);
  assert.match(first.err, /data: broken\.json: .*not valid JSON/);
  assert.match(first.err, /estimated: .* M parameters; about \d+ MB of memory/);
  assert.match(first.err, /estimated: .* for 2 updates/);
  const { finished, steps, losses } = JSON.parse(first.out);
  assert.deepEqual([finished, steps, Object.keys(losses).sort()], [true, 2, ["denoise", "grid", "line"]]);
  const manifest = JSON.parse(readFileSync(join(run, "manifest.json"), "utf8"));
  assert.deepEqual([manifest.verb, manifest.name, manifest.seeds], ["pretrain", "mine", { run: 3 }]);
  assert.deepEqual(
    manifest.data.map(({ name, files }: { name: string; files: number }) => [name, files]),
    [
      [pages, 3],
      ["synthetic pages (hash of their definition)", 0],
    ],
  );
  assert.equal(manifest.configuration.trainer.losses.line, 0.5);
  assert.match(manifest.checkpoint["model.safetensors"].sha256, /^[0-9a-f]{64}$/);
  assert.ok(manifest.versions.docformer && manifest.versions["onnxruntime-node"]);
  assert.match(readFileSync(join(run, "report.md"), "utf8"), /\| 2 \| .* \|/);

  const again = await call(...mine, ...own);
  assert.equal(again.code, 2);
  assert.match(JSON.parse(again.out).error.message, /--resume goes on with it/);

  const other = await call("tiny", "--out", run, "--resume");
  assert.equal(other.code, 2);
  assert.match(other.err, /was started as mine, not pretrain-tiny/);

  const changed = await call(...mine, "--resume", "--seed", "4");
  assert.equal(changed.code, 2);
  assert.match(changed.err, /started with another seed/);

  const resumed = await call(...mine, "--resume", "--steps", "3");
  assert.equal(resumed.code, 0, resumed.err);
  assert.equal(JSON.parse(resumed.out).steps, 3);
  await (await DocFormer.load({ model: join(run, "model") })).dispose();
});

test("pretrain says what is wrong with its arguments", async () => {
  const out = join(folder, "none");
  const wrong = async (message: RegExp, ...args: string[]) => {
    const { code, err } = await call(...args, "--out", out);
    assert.equal(code, 2, err);
    assert.match(err, message);
  };
  await wrong(/"huge" is not one of tiny, mini/, "huge");
  await wrong(/gone\.json: no such file/, join(folder, "gone.json"));
  await wrong(/stream\.bucket: is no field of a run/, join(folder, "mine.ts"));
  await wrong(/no such folder/, "tiny", "--data", join(folder, "gone"));
  await wrong(/no split "test"; there are dev, train/, "tiny", "--data", labelled, "--split", "test");
  await wrong(/no data format "xy"; there are docformer/, "tiny", "--data", labelled, "--format", "xy");
  await wrong(/--tokenizer .*: no such file/, "tiny", "--tokenizer", join(folder, "gone.json"));
  await wrong(/lacks config\.json/, "tiny", "--from", pages);
  assert.ok(!existsSync(out));
});
