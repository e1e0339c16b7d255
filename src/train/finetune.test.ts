import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { synthesize } from "../data/synthetic/synthesize.ts";
import { writeSafetensors } from "../engine/safetensors.ts";
import { readConfig } from "../model/checkpoint.ts";
import { loadTokenizerFile } from "../model/checkpoint-files.ts";
import { initialize } from "../model/parameters.ts";
import { DocFormer } from "../tasks/docformer.ts";
import { labelEntities } from "../tasks/label.ts";
import { defaultModelFolder } from "../tasks/load.ts";
import { type FinetuneData, type FinetuneRequest, finetune, recordedRequest } from "./finetune.ts";
import { readRecipe } from "./recipe.ts";
import { RunError } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-finetune-"));
after(() => rmSync(folder, { recursive: true }));

/** Labels as the synthetic forms have them, from seeds that no training page comes from. */
const documents = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => synthesize({ seed: from + i, kind: "label", options: {} }).labelled);

const data: FinetuneData = { train: documents(1000, 88), report: documents(2000, 3), reportSplit: "dev", records: [] };

const request: FinetuneRequest = {
  recipe: readRecipe(
    {
      name: "small",
      summary: "Questions, entities and links.",
      learns: { questions: "any", entities: { ignore: ["other"], links: true } },
      synthetic: 0,
      budget: 256,
    },
    "the test's recipe",
  ),
  data: { folder: "none", format: "docformer", words: "given" },
  from: "random",
  preset: "tiny",
  steps: 4,
  repeats: 1,
  seed: 3,
  workers: 1,
  started: "2026-01-01T00:00:00.000Z",
};

const linesOf = (run: string) =>
  readFileSync(join(run, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("finetune() leaves a model, its report and its manifest; stopped and resumed it leaves the same model", async () => {
  const [whole, halves] = [join(folder, "whole"), join(folder, "halves")];
  const result = await finetune(request, data, whole, {});
  assert.equal(result.runs[0].heldBack, 8);
  assert.equal(result.runs[0].documents, 80);
  assert.equal(result.runs[0].steps, 4);
  assert.equal(result.runs[0].report?.documents, 3);
  assert.ok((result.estimate?.megabytes ?? 0) > 50 && (result.estimate?.secondsPerStep ?? 0) > 0);
  const stages = linesOf(whole).filter(({ type, of }) => type === "development" && of === "stage");
  assert.deepEqual(
    stages.map(({ step }) => step),
    [0, 1, 2, 3, 4],
  );
  for (const name of ["answers", "entityF1", "linkF1"]) assert.equal(typeof stages[0][name], "number", name);
  for (const name of ["report.md", "manifest.json", "result.json"]) assert.ok(existsSync(join(whole, name)), name);
  const calibration = JSON.parse(readFileSync(join(whole, "model", "calibration.json"), "utf8"));
  assert.match(calibration.source, /answers on documents held back from/);
  assert.match(readFileSync(join(whole, "report.md"), "utf8"), /\| entity F1 \| [\d.]+ \|/);

  const model = await DocFormer.load({ model: join(whole, "model") });
  assert.deepEqual(model.config.entityLabels, ["answer", "question"]);
  await labelEntities(model, data.report[0].document);
  await model.dispose();

  // The first half ends when the run is told to stop.
  const controller = new AbortController();
  const onLine = ({ step }: Record<string, unknown>) => {
    if (step === 2) controller.abort();
  };
  await assert.rejects(finetune(request, data, halves, { onLine, signal: controller.signal }), { name: "AbortError" });
  await (await DocFormer.load({ model: join(halves, "model") })).dispose();
  const { sha256, ...recorded } = recordedRequest(halves);
  assert.deepEqual(recorded, request);
  assert.match(sha256, /^[0-9a-f]{64}$/);
  await assert.rejects(finetune(request, data, halves), RunError);
  const other = { ...data, train: data.train.slice(1) };
  await assert.rejects(finetune(request, other, halves, { resume: true }), /other documents/);

  await finetune(request, data, halves, { resume: true });
  for (const name of ["model/model.safetensors", "course.json"]) {
    assert.deepEqual(readFileSync(join(halves, name)), readFileSync(join(whole, name)), name);
  }
});

test("finetune() of few labels repeats with other documents, and chooses by nothing", async () => {
  const run = join(folder, "few");
  const few = { ...request, steps: 2, limit: 5, repeats: 2 };
  const { runs, spread } = await finetune(few, data, run);
  assert.deepEqual(
    runs.map(({ documents, heldBack, development, seed }) => [documents, heldBack, development, seed]),
    [
      [5, 0, null, 3],
      [5, 0, null, 4],
    ],
  );
  assert.equal(typeof spread.entityF1.deviation, "number");
  assert.notEqual(
    readFileSync(join(run, "repeat-1", "model", "model.safetensors"), "hex"),
    readFileSync(join(run, "repeat-2", "model", "model.safetensors"), "hex"),
  );
  await (await DocFormer.load({ model: join(run, "model") })).dispose();
  assert.match(readFileSync(join(run, "report.md"), "utf8"), /\| score \| mean, % \| deviation \| least \| most \|/);
});

test("finetune() says what the data lack", async () => {
  const bare = data.train.map((one) => ({ ...one, questions: [], entities: [], links: [] }));
  await assert.rejects(finetune(request, { ...data, train: bare }, join(folder, "bare")), /teaches entities/);
  const asks = { ...request, recipe: { ...request.recipe, learns: { ...request.recipe.learns, entities: undefined } } };
  await assert.rejects(finetune(asks, { ...data, train: bare }, join(folder, "bare")), /teaches questions/);
  const sorts = { ...asks, recipe: { ...asks.recipe, learns: { fields: false, statements: false, classes: "kind" } } };
  await assert.rejects(finetune(sorts, data, join(folder, "bare")), /teaches the field "kind", and no document/);
});

test("finetune() starts from a Hugging Face T5 directory as the paper's model around it", async () => {
  const t5 = join(folder, "t5");
  mkdirSync(t5);
  copyFileSync(join(defaultModelFolder(), "tokenizer.json"), join(t5, "tokenizer.json"));
  const { vocabularySize } = loadTokenizerFile(join(t5, "tokenizer.json"));
  const shape = { d_model: 32, d_kv: 16, d_ff: 48, num_layers: 1, num_heads: 2, vocab_size: vocabularySize };
  const config = JSON.stringify({ model_type: "t5", ...shape });
  writeFileSync(join(t5, "config.json"), config);
  // T5 has neither places nor an image, and no heads.
  const own = Object.entries(initialize(readConfig(config), 5)).filter(
    ([name]) => !/^(spatial|visual|modality|heads)/.test(name),
  );
  writeFileSync(join(t5, "model.safetensors"), writeSafetensors(Object.fromEntries(own)));
  const run = join(folder, "from-t5");
  const { runs } = await finetune({ ...request, from: t5, preset: undefined, steps: 2, limit: 4 }, data, run);
  assert.equal(runs[0].steps, 2);
  const model = await DocFormer.load({ model: join(run, "model") });
  assert.deepEqual([model.config.positions, model.config.question, model.config.pointer], ["tokens", "encoder", false]);
  assert.ok((await labelEntities(model, data.report[0].document)).every(({ label }) => label !== "other"));
  await model.dispose();
});
