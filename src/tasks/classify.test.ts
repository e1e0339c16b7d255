import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument } from "../../test/fakes.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import { classify } from "./classify.ts";
import type { DocFormer } from "./docformer.ts";

const said = (value: boolean, confidence: number): Answer => ({
  ...absentAnswer(confidence),
  operation: "yesno",
  value,
  text: value ? "yes" : "no",
});

test("classify() asks for each class and sorts them by the sureness of yes", async () => {
  const answers: Record<string, Answer> = {
    "Is the document type letter?": said(false, 0.9),
    "Is the document type invoice?": said(false, 0.6),
    "Is the document type memo?": { ...absentAnswer(0.99), text: "memo", operation: "copy" },
    "Is the document type form?": said(true, 0.7),
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
});
