import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument } from "../../test/fakes.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import { classAnswer, classify } from "./classify.ts";
import type { DocFormer } from "./docformer.ts";
import { TASK_VERBS } from "./verbs.ts";

const said = (value: boolean, confidence: number, words: number[] = []): Answer => ({
  ...absentAnswer(confidence),
  calibrated: true,
  evidence: words.length > 0 ? [{ page: 0, box: [0, 0, 1, 0.1], words }] : [],
  operation: "yesno",
  value,
  text: value ? "yes" : "no",
});

test("classify() asks for each class and sorts them by the sureness of yes", async () => {
  const answers: Record<string, Answer> = {
    "Is the document type letter?": said(false, 0.9),
    "Is the document type invoice?": said(false, 0.6),
    "Is the document type memo?": { ...absentAnswer(0.99), text: "memo", operation: "copy" },
    "Is the document type form?": said(true, 0.7, [3, 4]),
  };
  const model = { ask: async (_: unknown, questions: string[]) => questions.map((question) => answers[question]) };
  const labels = ["letter", "invoice", "memo", "form"];
  const scores = await classify(model as unknown as DocFormer, fakeDocument([]), "document_type", labels);
  assert.deepEqual(
    scores.map(({ label, confidence }) => [label, Math.round(100 * confidence)]),
    [
      ["form", 70],
      ["invoice", 40],
      ["letter", 10],
      ["memo", 0],
    ],
  );
  const [{ answer }, ...others] = scores;
  assert.deepEqual([answer.calibrated, answer.evidence[0].words], [true, [3, 4]]);
  assert.deepEqual(others.at(-1)?.answer.operation, "copy");

  const hooks = { model: async () => model as unknown as DocFormer };
  const input = { labels, field: "document_type" };
  const result = await TASK_VERBS.classify.run(fakeDocument([]), input, hooks);
  assert.deepEqual(
    [result.label, result.confidence, result.calibrated, result.evidence],
    ["form", 0.7, true, answer.evidence],
  );
  const none = await TASK_VERBS.classify.run(fakeDocument([]), { ...input, labels: ["memo"] }, hooks);
  assert.deepEqual([none.label, none.calibrated, none.evidence], [null, false, []]);
});

test("classAnswer() gives the likeliest class with what its answer rests on, and nothing where none was a yes or no", async () => {
  const evidence = [{ page: 0, box: [0, 0, 1, 1] as [number, number, number, number], words: [3] }];
  const answering = (answers: Answer[]) => ({ ask: async () => answers }) as unknown as DocFormer;
  const ask = (...answers: Answer[]) => classAnswer(answering(answers), fakeDocument([]), "kind", ["letter", "form"]);
  const sure = await ask(said(false, 0.9), { ...said(true, 0.7), status: "ok", calibrated: true, evidence });
  assert.deepEqual(
    [sure.text, sure.value, sure.confidence, sure.calibrated, sure.status, sure.evidence],
    ["form", "form", 0.7, true, "ok", evidence],
  );
  assert.deepEqual(
    sure.alternatives.map(({ text }) => text),
    ["letter"],
  );
  // All denied: the one that is denied least, and not trusted.
  const denied = await ask({ ...said(false, 0.6), status: "ok" }, { ...said(false, 0.9), status: "ok" });
  assert.deepEqual([denied.text, denied.status], ["letter", "low"]);
  const none = await ask(absentAnswer(0.9), absentAnswer(0.9));
  assert.deepEqual([none.text, none.status], [null, "absent"]);
});
