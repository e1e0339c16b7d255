import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { tinyCheckpoint, wordsFile } from "../../test/workspaces.ts";
import { DocFormer } from "../tasks/docformer.ts";
import { thresholdTable } from "../tasks/metrics/thresholds.ts";
import { keyQuestion } from "../tasks/relate/pairs.ts";
import { auditSince } from "./audit.ts";
import { compareModels, judgedAnswers } from "./compare.ts";
import { addDocument, labelOf, loadDocument, putLabel, readInto } from "./documents.ts";
import { activateModel, activeModel, eraseDocument, heldAnswers, modelFolder, modelList, rollBack } from "./models.ts";
import { askFields, putPrediction } from "./predictions.ts";
import { planOf, planRun, runView, sessionOf, setState, stopRun } from "./runs.ts";
import { schemaFields } from "./schema-fields.ts";
import { takenDocuments, trainRun, withLinks } from "./train.ts";
import { Workspace } from "./workspace.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-train-"));
after(() => rmSync(root, { recursive: true, force: true }));
let workspace: Workspace;
const ids: string[] = [];

before(async () => {
  const base = tinyCheckpoint(join(root, "base"));
  workspace = Workspace.init(join(root, "workspace"), {
    schema: {
      type: "object",
      properties: {
        first: { type: "string" },
        second: { type: "string", description: "Which word comes second?" },
        third: { type: "string" },
      },
    },
    base,
    who: "ann",
  });
  for (let seed = 0; seed < 6; seed++) {
    const { id } = await addDocument(workspace, { name: `label-${seed}.json`, bytes: wordsFile(700 + seed) }, "ann");
    await readInto(workspace, id);
    ids.push(id);
  }
});

/** Two words clicked, and one field that is not there. */
const label = (id: string) =>
  putLabel(
    workspace,
    id,
    { fields: { first: { words: [0] }, second: { words: [1] }, third: { status: "absent" } } },
    0,
    "ann",
  );

test("links from keys to values are taught as questions, places by the index of the pages that were read", async () => {
  const { id } = await addDocument(workspace, { name: "linked.json", bytes: wordsFile(731) }, "ann");
  await readInto(workspace, id);
  const fields = { first: { words: [3, 4], keys: [{ page: 0, words: [1, 2] }] }, second: { words: [5] } };
  const version = await putLabel(workspace, id, { fields }, 0, "ann");
  const [labelled] = await takenDocuments(workspace, [{ id, version }], schemaFields(workspace.schema().value));
  const { questions, document } = withLinks(labelled);
  const text = (words: number[]) => words.map((word) => document.pages[0].words[word].text).join(" ");
  assert.deepEqual(
    questions.map(({ question, answers, evidence }) => ({ question, answers, evidence })),
    [
      {
        question: keyQuestion(text([1, 2])),
        answers: [text([3, 4])],
        evidence: [{ page: 0, words: [3, 4] }],
      },
    ],
  );
  assert.deepEqual(withLinks({ ...labelled, links: [] }).questions, []);
  await eraseDocument(workspace, id, "ann");
});

test("planRun() wants labels, and holds some documents back that stay so", async () => {
  assert.throws(() => planRun(workspace, { who: "ann" }), { code: "not-now", message: /label some/ });
  for (const id of ids.slice(0, 5)) await label(id);
  const { documents, held, samples } = planRun(workspace, { who: "ann", held: 2, steps: 4 });
  assert.deepEqual([documents.length, held.length], [3, 2]);
  assert.deepEqual(samples, { first: 3, second: 3, third: 3 });
  const again = planRun(workspace, { who: "ann", held: 2 });
  assert.deepEqual(again.held, held);
  assert.ok(planRun(workspace, { who: "ann" }).held.length <= 1, "at most every fourth");
});

test("trainRun() stops by wish, goes on, and leaves a model that answers once it is activated", async () => {
  const lines: Record<string, unknown>[] = [];
  const options = {
    workers: 1,
    onLine(line: Record<string, unknown>) {
      lines.push(line);
      if (line.type === "development" && lines.length === 1) stopRun(workspace, "r1");
    },
  };
  assert.equal((await runView(workspace, "r1")).state, "queued");
  // Stopped when the score before training was told: at the latest before its last update.
  const first = await trainRun(workspace, "r1", options);
  assert.throws(() => planOf(workspace, "r99"), { code: "no-such-run" });
  const model = first ?? (await trainRun(workspace, "r1", { workers: 1, onLine: (line) => lines.push(line) }));
  assert.equal(model, "m1");
  const view = await runView(workspace, "r1");
  assert.deepEqual([view.state, view.model, view.error, view.minutesLeft], ["done", "m1", null, 0]);
  assert.ok(
    view.curve.some(({ score }) => score !== null),
    "the score on held-back documents was followed",
  );
  await assert.rejects(trainRun(workspace, "r1"), { code: "not-now", message: /is done/ });
  assert.ok(!existsSync(join(workspace.folder, "runs", "r1", "training", "model")), "what is no longer needed is gone");

  const [made, base] = modelList(workspace);
  assert.deepEqual(
    [made.id, made.active, made.documents, made.calibration, base.active],
    ["m1", false, 3, "none", true],
  );
  assert.deepEqual(
    Object.values(made.scores ?? {}).map(({ n }) => n),
    [2, 2, 2],
  );
  assert.match(made.remark, /6 held-back answers are too few/);
  const loaded = await DocFormer.load({ model: modelFolder(workspace, "m1") });
  await loaded.dispose();
});

test("a run whose process has died is stopped, and one that shows life is nobody else's", () => {
  const { id } = planRun(workspace, { who: "ann", steps: 1 });
  setState(workspace, id, "running");
  assert.throws(() => setState(workspace, id, "running"), { code: "not-now", message: /is running already/ });
  assert.throws(() => planRun(workspace, { who: "ann" }), { code: "not-now", message: /wait for it, or stop it/ });
  const long = new Date(Date.now() - 3_600_000);
  utimesSync(join(workspace.folder, "runs", id, "alive"), long, long);
  assert.equal(sessionOf(workspace, id).state, "stopped");
  setState(workspace, id, "running");
  setState(workspace, id, "stopped");
});

test("a damaged model is not loaded", async () => {
  const file = join(modelFolder(workspace, "m1"), "config.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, `${text} `);
  await assert.rejects(DocFormer.load({ model: modelFolder(workspace, "m1") }), { code: "checksum", file });
  writeFileSync(file, text);
});

test("models are activated and rolled back", () => {
  assert.throws(() => rollBack(workspace, "ann"), { code: "not-now" });
  activateModel(workspace, "m1", "ann");
  assert.equal(activeModel(workspace), "m1");
  assert.equal(rollBack(workspace, "ann"), "base");
  assert.throws(() => rollBack(workspace, "ann"), { code: "not-now" });
  assert.throws(() => activateModel(workspace, "m7", "ann"), { code: "no-such-model" });
  activateModel(workspace, "m1", "ann");
  const events = auditSince(workspace.folder).events.filter(({ action }) => action === "model-active");
  assert.deepEqual(
    events.map(({ model }) => model),
    ["m1", "base", "m1"],
  );
});

test("compareModels() sets the models beside each other on what neither has seen", async () => {
  const { held } = planOf(workspace, "r1");
  const { fields, documents } = await compareModels(workspace, "base", "m1");
  assert.deepEqual(Object.keys(fields).sort(), ["first", "second", "third"]);
  assert.ok(Object.values(fields).every(({ n }) => n === 2));
  assert.deepEqual([...new Set(documents.map(({ id }) => id))].sort(), held.map(({ id }) => id).sort());
  assert.equal(documents.find(({ field }) => field === "third")?.label, null);
});

test("the threshold table is made of answers about documents that the model has not learned from", async () => {
  const model = await DocFormer.load({ model: modelFolder(workspace, "m1") });
  for (const id of ids) {
    const said = await askFields(model, await loadDocument(workspace, id), workspace.schema().value);
    putPrediction(workspace, id, { model: "m1", schemaVersion: 1, ...said });
  }
  await model.dispose();
  const outcomes = await judgedAnswers(workspace);
  assert.equal(outcomes.length, 6, "two documents held back, three fields; one is not labelled");
  const rows = thresholdTable([
    { confidence: 0.9, right: true },
    { confidence: 0.6, right: false },
    { confidence: 0.2, right: true },
    { confidence: 0.96, right: true },
  ]);
  assert.deepEqual(rows[0], { threshold: 0, accepted: 1, wrong: 0.25, fields: 4 });
  assert.deepEqual(
    rows.find(({ threshold }) => threshold === 0.5),
    { threshold: 0.5, accepted: 0.75, wrong: 1 / 3, fields: 4 },
  );
  assert.deepEqual(
    rows.find(({ threshold }) => threshold === 0.95),
    { threshold: 0.95, accepted: 0.25, wrong: 0, fields: 4 },
  );
});

test("an erased document is gone from what models have said, and its models are named", async () => {
  const { held, documents } = planOf(workspace, "r1");
  assert.ok(heldAnswers(workspace, "m1")[held[0].id] && heldAnswers(workspace, "base")[held[0].id]);
  assert.deepEqual(eraseDocument(workspace, held[0].id, "bob").models, []);
  assert.ok(!heldAnswers(workspace, "m1")[held[0].id] && !heldAnswers(workspace, "base")[held[0].id]);
  assert.deepEqual(eraseDocument(workspace, documents[0].id, "bob").models, ["m1"]);
  assert.equal((await compareModels(workspace, "base", "m1")).fields.first.n, 1);
  assert.equal(labelOf(workspace, held[1].id).version, 1);
});

test("values of an enumeration that nobody pointed at are taught and judged by yes and no", async () => {
  const own = Workspace.init(join(root, "kinds"), {
    schema: { type: "object", properties: { kind: { enum: ["letter", "bill"] } }, required: ["kind"] },
    base: join(root, "base"),
    who: "ann",
  });
  for (let seed = 0; seed < 5; seed++) {
    const { id } = await addDocument(own, { name: `${seed}.json`, bytes: wordsFile(800 + seed) }, "ann");
    await readInto(own, id);
    const text = seed % 2 === 0 ? "letter" : "bill";
    await putLabel(own, id, { fields: { kind: { status: "value", text } } }, 0, "ann");
  }
  const { id, held } = planRun(own, { who: "ann", held: 1, steps: 2 });
  const remarks: string[] = [];
  const model = await trainRun(own, id, { workers: 1, onRemark: (text) => remarks.push(text) });
  assert.ok(
    remarks.some((text) => /\b8 questions/.test(text)),
    remarks.join("\n"),
  );
  const answers = heldAnswers(own, model as string);
  assert.deepEqual(
    Object.keys(answers),
    held.map((one) => one.id),
  );
});

test("rows of line items are taught, and judged on documents held back as extraction finds them", async () => {
  const item = { type: "object", properties: { name: { type: "string" }, price: { type: "string" } } };
  const own = Workspace.init(join(root, "rows"), {
    schema: { type: "object", properties: { items: { type: "array", items: item } } },
    base: join(root, "base"),
    who: "ann",
  });
  for (let seed = 0; seed < 5; seed++) {
    const { id } = await addDocument(own, { name: `${seed}.json`, bytes: wordsFile(900 + seed) }, "ann");
    await readInto(own, id);
    const cell = (word: number) => ({ words: [word] });
    const rows = {
      "items[0].name": cell(0),
      "items[0].price": cell(1),
      "items[1].name": cell(2),
      "items[1].price": cell(3),
    };
    await putLabel(own, id, { fields: rows }, 0, "ann");
  }
  const { id, held, samples } = planRun(own, { who: "ann", held: 1, steps: 2 });
  assert.deepEqual(samples, { "items.name": 4, "items.price": 4 });
  const remarks: string[] = [];
  const model = (await trainRun(own, id, { workers: 1, onRemark: (text) => remarks.push(text) })) as string;
  // Four documents, each asked for two columns and two cells.
  assert.ok(
    remarks.some((text) => /\b16 questions/.test(text)),
    remarks.join("\n"),
  );
  const { fields, documents } = await compareModels(own, "base", model);
  assert.deepEqual(
    Object.values(fields).map(({ n }) => n),
    [1, 1],
  );
  assert.equal(documents[0].id, held[0].id);
  assert.match(documents[0].label ?? "", / \| /);
});
