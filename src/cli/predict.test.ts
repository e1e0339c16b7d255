/** `predict` and `evaluate` on a small data set in a temporary folder, by a model with random weights. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { saveCheckpoint } from "../model/checkpoint-files.ts";
import { preset } from "../model/config.ts";
import { initialize } from "../model/parameters.ts";
import type { Prediction } from "../tasks/prediction.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-predict-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const checkpoint = join(folder, "model");
const config = { ...preset("tiny"), entityLabels: ["answer", "question"] };
saveCheckpoint(checkpoint, {
  config,
  parameters: initialize(config, 1),
  tokenizer: readFileSync(new URL("../../models/mini/tokenizer.json", import.meta.url), "utf8"),
  calibration: null,
  metadata: { licence: "Apache-2.0" },
});

const words = (...texts: string[]) => texts.map((text, i) => ({ text, box: [100 * i, 10, 100 * i + 80, 30], line: 0 }));
const LABELLED = ["one", "two", "three"].map((id, i) => ({
  id: `set-${id}`,
  source: "set",
  pages: [{ image: null, width: 1000, height: 500, words: words("Total:", `${i}.50`, "<b>&Co", "paid") }],
  questions: [{ id: `${i}7`, question: "Who?", answers: ["&Co"], kind: "who", evidence: [{ page: 0, words: [2] }] }],
  fields: i === 1 ? { total: "1.50" } : { total: `${i}.50`, company: "&Co" },
  entities: [
    { id: 0, label: "question", words: [0], text: "Total:" },
    { id: 1, label: "answer", words: [1], text: `${i}.50` },
  ],
  links: [[0, 1]],
  statements: [{ text: "The total is paid.", label: i % 2 }],
}));
const WANTED = { fields: ["total", "company"], entities: ["question", "answer"], links: true };
const BARE = LABELLED.map(({ id, source, pages, questions, statements }) => ({
  id,
  source,
  pages,
  questions: questions.map((one) => ({ id: one.id, question: one.question })),
  statements: statements.map(({ text }) => ({ text })),
  wanted: WANTED,
}));

function dataSet(name: string, lines: readonly object[]): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "dev.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return join(folder, name);
}
const labelled = dataSet("labelled", LABELLED);
const bare = dataSet("bare", BARE);

const call = (...args: string[]) => callProgram([...args, "--threads", "1"]);
const predict = async (data: string, out: string, ...more: string[]) => {
  const result = await call("predict", "--model", checkpoint, "--data", data, "--out", out, ...more);
  assert.equal(result.code, 0, result.err);
  return { ...result, text: readFileSync(out, "utf8") };
};
const lines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Prediction);

test("predict writes the contract's line for each document, in their order", async () => {
  const { text } = await predict(labelled, join(folder, "order.jsonl"));
  const predictions = lines(text);
  assert.deepEqual(
    predictions.map(({ id }) => id),
    LABELLED.map(({ id }) => id),
  );
  for (const [i, prediction] of predictions.entries()) {
    assert.deepEqual(Object.keys(prediction), ["id", "fields", "questions", "entities", "links", "statements"]);
    // What any document is labelled with is asked of each.
    assert.deepEqual(Object.keys(prediction.fields), ["company", "total"]);
    const [question] = prediction.questions;
    assert.equal(question.id, `${i}7`);
    for (const key of ["text", "value", "operation", "confidence", "calibrated", "status", "evidence", "alternatives"])
      assert.ok(key in question, key);
    assert.match(prediction.statements[0].label, /^(entailed|refuted)$/);
    for (const entity of prediction.entities)
      assert.deepEqual(Object.keys(entity), ["id", "label", "page", "words", "boxes", "text"]);
  }
  assert.ok(predictions.some(({ entities }) => entities.length > 0));
});

test("predict writes the same bytes whether labels are there or not", async () => {
  const withLabels = await predict(labelled, join(folder, "with.jsonl"));
  const without = await predict(bare, join(folder, "without.jsonl"));
  assert.equal(without.text, withLabels.text);
  const both = dataSet(
    "both",
    LABELLED.map((line) => ({ ...line, wanted: WANTED })),
  );
  assert.equal((await predict(both, join(folder, "both.jsonl"))).text, withLabels.text);
});

test("predict links the labelled entities where they are to be taken", async () => {
  const { text } = await predict(labelled, join(folder, "gold.jsonl"), "--entities", "gold");
  for (const [i, { entities }] of lines(text).entries()) {
    assert.deepEqual(
      entities.map(({ boxes: _, ...entity }) => entity),
      LABELLED[i].entities.map(({ words: list, ...entity }) => ({ ...entity, page: 0, words: list })),
    );
    assert.deepEqual(entities[0].boxes, [[0, 0.02, 0.08, 0.06]]);
  }
});

test("predict goes on where it ended, and drops half a line", async () => {
  const whole = await predict(labelled, join(folder, "whole.jsonl"));
  const out = join(folder, "resumed.jsonl");
  const [first] = whole.text.split("\n");
  const marked = first.replace('"id":"set-one"', '"id": "set-one"');
  writeFileSync(out, `${marked}\n{"id":"set-two","fie`);
  const { text, err } = await predict(labelled, out);
  assert.match(err, /1 of 3 documents stand already/);
  assert.equal(text, whole.text.replace(first, marked), "the line that stood is kept as it was");
  assert.equal((await predict(labelled, out)).text, text, "nothing is left to do");
});

test("predict does not go on with a file about other documents", async () => {
  const out = join(folder, "foreign.jsonl");
  writeFileSync(out, '{"id":"set-two"}\n');
  const args = ["predict", "--model", checkpoint, "--data", labelled, "--out", out];
  const { code, err } = await call(...args);
  assert.equal(code, 2);
  assert.match(err, /line 1 is about set-two, but the split has set-one there/);
  assert.equal(readFileSync(out, "utf8"), '{"id":"set-two"}\n');
  writeFileSync(out, "no json\n");
  assert.equal((await call(...args)).code, 1);
});

test("predict and evaluate answer wrong use with exit code 2", async () => {
  const wrong = [
    ["predict", "--data", labelled],
    ["predict", "--data", join(folder, "absent"), "--out", "x"],
    ["predict", "--data", labelled, "--out", "x", "--split", "test"],
    ["predict", "--data", labelled, "--out", "x", "--entities", "gold", "--words", "ocr"],
    ["evaluate", "--data", labelled, "--format", "no-such-format"],
    ["evaluate", "--data", labelled, "--words", "guessed"],
    ["evaluate", "--data", labelled, "--predictions", "x", "--model", checkpoint],
  ];
  for (const args of wrong) assert.equal((await call(...args)).code, 2, args.join(" "));
});

test("evaluate gives for a predictions file what it gives for the model", async () => {
  const out = join(folder, "scored.jsonl");
  await predict(labelled, out);
  const byFile = await call("evaluate", "--data", labelled, "--predictions", out, "--json");
  const byModel = await call("evaluate", "--data", labelled, "--model", checkpoint, "--json");
  assert.equal(byFile.code, 0, byFile.err);
  assert.deepEqual(JSON.parse(byFile.out), JSON.parse(byModel.out));
});

/** A file that is right but for one field, in what others may write. */
function handMade(): string {
  const file = join(folder, "hand.jsonl");
  const rows = LABELLED.slice(0, 2).map(({ id, fields, questions, entities, links, statements }, i) => ({
    id,
    fields: i === 0 ? { ...fields, total: "<script>alert(1)</script>" } : fields,
    questions: questions.map((one) => ({ id: one.id, text: "&CO" })),
    entities,
    links,
    statements,
  }));
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return file;
}

test("evaluate scores someone's predictions without a model", async () => {
  const args = ["evaluate", "--data", labelled, "--predictions", handMade()];
  const { code, out, err } = await call(...args, "--json");
  assert.equal(code, 0, err);
  assert.match(err, /has no line for 1 documents/);
  const { documents, questions, metrics, byField } = JSON.parse(out);
  assert.deepEqual([documents, questions], [3, 8]);
  // Right: two questions, one company, one total of 8; of 5 fields 3 were answered and 2 rightly.
  assert.equal(metrics.exactMatch, 0.5);
  assert.equal(metrics.exactMatchStrict, 0.25);
  assert.equal(metrics.fieldF1, 0.5);
  assert.equal(metrics.entityF1, 0.8);
  assert.equal(metrics.linkF1, 0.8);
  assert.equal(metrics.tabfact, 0.6667);
  assert.deepEqual([metrics.denotation, metrics.ece], [null, null]);
  assert.equal(byField.total.exactMatch, 0.3333);
  const plain = await call(...args, "--limit", "2");
  assert.match(plain.out, /^ +asked +exact +strict/);
  assert.match(plain.out, /statement accuracy \(TabFact\) +100\.0/);
});

test("evaluate writes the report and the challenge's files", async () => {
  const [report, rrc, answers] = ["report", "rrc", "answers.jsonl"].map((name) => join(folder, name));
  const args = ["--report", report, "--rrc", rrc, "--answers", answers];
  const { code, err } = await call("evaluate", "--data", labelled, "--predictions", handMade(), ...args);
  assert.equal(code, 0, err);
  const html = readFileSync(join(report, "report.html"), "utf8");
  assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
  assert.ok(html.includes("&lt;b&gt;&amp;Co"), "the words of a page without a picture are drawn");
  assert.doesNotMatch(html, /<script|<link|@import|url\(|(?:src|href)="(?!data:image\/jpeg;base64,)/);
  assert.match(readFileSync(join(report, "report.md"), "utf8"), /\| set-one \| field \| total \| 0\.50 \|/);
  const json = JSON.parse(readFileSync(join(report, "report.json"), "utf8"));
  assert.equal(json.metrics.exactMatch, 0.5);
  assert.equal(json.failures[0].failures[0].said, "<script>alert(1)</script>");
  assert.deepEqual(JSON.parse(readFileSync(join(rrc, "docvqa.json"), "utf8")), [
    { questionId: 7, answer: "&CO" },
    { questionId: 17, answer: "&CO" },
  ]);
  assert.deepEqual(JSON.parse(readFileSync(join(rrc, "sroie", "two.txt"), "utf8")), { total: "1.50" });
  assert.ok(!existsSync(join(rrc, "sroie", "three.txt")));
  assert.equal(readFileSync(answers, "utf8").trimEnd().split("\n").length, 8);
});

test("evaluate tells which pages have no image to read, and keeps their words", async () => {
  const args = ["--words", "ocr", "--cache", join(folder, "cache"), "--json"];
  const { code, out, err } = await call("evaluate", "--data", labelled, "--predictions", handMade(), ...args);
  assert.equal(code, 3);
  assert.match(err, /set-one page 1 has no image: its words stay as given/);
  assert.equal(JSON.parse(out).metrics.copyCeiling, 0.375, "a total each; the company is glued to a mark");
});

test("evaluate keeps a run folder, and goes on in it without asking again", async () => {
  const run = join(folder, "evaluation");
  const args = ["evaluate", "--data", labelled, "--model", checkpoint, "--out", run, "--json"];
  const first = await call(...args);
  assert.equal(first.code, 0, first.err);
  for (const name of [
    "predictions.jsonl",
    "metrics.jsonl",
    "manifest.json",
    "report.json",
    "report.md",
    "report.html",
  ]) {
    assert.ok(existsSync(join(run, name)), name);
  }
  const manifest = JSON.parse(readFileSync(join(run, "manifest.json"), "utf8"));
  assert.deepEqual([manifest.verb, manifest.finished, manifest.counts.documents], ["evaluate", true, 3]);
  assert.match(manifest.checkpoint["config.json"].sha256, /^[0-9a-f]{64}$/);
  assert.equal(manifest.data[0].files, 1);
  const lines = readFileSync(join(run, "metrics.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ type }) => type),
    ["document", "document", "document", "evaluation"],
  );
  assert.deepEqual(lines[3].metrics, JSON.parse(first.out).metrics);
  assert.match(first.err, /\d pages in [\d.]+ s: [\d.]+ pages a second/);
  const { seconds, pagesPerSecond } = JSON.parse(readFileSync(join(run, "report.json"), "utf8"));
  assert.ok(seconds > 0 && pagesPerSecond > 0);

  const again = await call(...args);
  assert.deepEqual([again.code, /--resume goes on/.test(again.out)], [2, true]);
  // One line stands, and says what no model would.
  const [line] = readFileSync(join(run, "predictions.jsonl"), "utf8").split("\n");
  const marked = JSON.parse(line);
  marked.questions[0] = { ...marked.questions[0], text: "&Co" };
  writeFileSync(join(run, "predictions.jsonl"), `${JSON.stringify(marked)}\n{"id":"set-two","fie`);
  const resumed = await call(...args, "--resume");
  assert.equal(resumed.code, 0, resumed.err);
  assert.match(resumed.err, /1 of 3 documents stand already/);
  assert.equal(
    JSON.parse(readFileSync(join(run, "predictions.jsonl"), "utf8").split("\n")[0]).questions[0].text,
    "&Co",
  );
  assert.equal(readFileSync(join(run, "predictions.jsonl"), "utf8").trimEnd().split("\n").length, 3);

  const other = await call(...args, "--resume", "--entities", "gold");
  assert.equal(other.code, 2);
  assert.match(other.out, /was begun with another entities; name another place/);
  assert.equal((await call("evaluate", "--data", labelled, "--resume")).code, 2);
  assert.equal((await call("evaluate", "--data", labelled, "--out", join(folder, "x"), "--report", "y")).code, 2);
});

test("predict records its model and data, and goes on with no other", async () => {
  const out = join(folder, "recorded.jsonl");
  await predict(labelled, out);
  const path = join(folder, "recorded.manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  assert.deepEqual([manifest.verb, manifest.finished], ["predict", true]);
  manifest.checkpoint["model.safetensors"] = { bytes: 1, sha256: "other" };
  writeFileSync(path, JSON.stringify(manifest));
  const { code, err } = await call("predict", "--model", checkpoint, "--data", labelled, "--out", out);
  assert.equal(code, 2);
  assert.match(err, /was begun with another model/);
});
