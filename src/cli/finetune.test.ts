import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { toLine } from "../data/common-format.ts";
import { synthesize } from "../data/synthetic/synthesize.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { classify } from "../tasks/classify.ts";
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

test("finetune classify gives a model that evaluate and predict classify by", async () => {
  const [run, folderOf] = [join(folder, "classes"), join(folder, "sorted")];
  mkdirSync(folderOf);
  /** Two kinds of pages in turn. */
  const kinds = ["label", "letter"] as const;
  const sorted = (from: number, count: number): LabelledDocument[] =>
    Array.from({ length: count }, (_, i) => {
      const { labelled } = synthesize({ seed: from + i, kind: kinds[i % 2] });
      const fields = { document_type: kinds[i % 2] };
      return { ...labelled, id: `${from + i}`, fields, questions: [], entities: [], links: [], statements: [] };
    });
  const split = (documents: LabelledDocument[]) => documents.map((one) => `${toLine(one)}\n`).join("");
  const held = sorted(400, 6);
  writeFileSync(join(folderOf, "train.jsonl"), split(sorted(300, 8)));
  writeFileSync(join(folderOf, "dev.jsonl"), split(held));
  const classes = `export default { name: "kinds", summary: "Kinds.", learns: { classes: "document_type" }, synthetic: 0, budget: 256 };`;
  writeFileSync(join(folder, "kinds.ts"), classes);
  const flags = ["--workers", "1", "--threads", "1", "--seed", "2", "--steps", "40", "--json"];
  const from = ["--from", "random", "--preset", "tiny"];
  const taught = await call(join(folder, "kinds.ts"), "--data", folderOf, "--out", run, ...from, ...flags);
  assert.equal(taught.code, 0, taught.err);
  assert.match(taught.err, /step 20: answer .*, [\d.]+ questions\/s, [\d.]+ GFLOP\/s, [\d.]+ minutes left/);

  const model = await DocFormer.load({ model: join(run, "model") });
  let right = 0;
  try {
    assert.deepEqual(model.config.classes, { field: "document_type", labels: ["label", "letter"] });
    for (const { document, fields } of held) {
      const [best] = await classify(model, document, "document_type", kinds);
      if (best.confidence > 0 && best.label === fields.document_type) right++;
    }
  } finally {
    await model.dispose();
  }
  assert.ok(right > 0, "it has learned nothing");
  const own = ["--model", join(run, "model"), "--data", folderOf];
  const judged = await callProgram(["evaluate", ...own, "--json"]);
  assert.equal(judged.code, 0, judged.err);
  const { metrics, byField } = JSON.parse(judged.out);
  assert.equal(metrics.exactMatch, right / held.length);
  assert.equal(byField.document_type.exactMatch, right / held.length);
  // The report of the fine-tuning counts classes, too, and not the questions about each.
  const [{ report }] = JSON.parse(taught.out).runs;
  assert.equal(report.metrics.exactMatch, right / held.length);

  const out = join(folder, "classes.jsonl");
  assert.equal((await callProgram(["predict", ...own, "--out", out])).code, 0);
  const [first] = readFileSync(out, "utf8").trim().split("\n");
  const { text, confidence, alternatives } = JSON.parse(first).fields.document_type;
  assert.ok(kinds.includes(text) && confidence > 0 && alternatives.length === 1, first);
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
