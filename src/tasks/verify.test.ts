import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument } from "../../test/fakes.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import type { DocFormer } from "./docformer.ts";
import { statementLookUp, statementQuestion, verify } from "./verify.ts";

const EVIDENCE = [{ page: 0, box: [0, 0, 1, 1] as [number, number, number, number], words: [0] }];
const found = (text: string, confidence: number): Answer => ({
  ...absentAnswer(confidence),
  status: "ok",
  text,
  value: text,
  evidence: EVIDENCE,
});
const said = (value: boolean, confidence: number, evidence = EVIDENCE): Answer => ({
  ...found(value ? "yes" : "no", confidence),
  operation: "yesno",
  value,
  evidence,
});

/** A model that knows these answers and finds nothing else. */
const modelOf = (answers: Record<string, Answer>) =>
  ({
    calibration: null,
    ask: async (_: unknown, questions: string[]) => questions.map((question) => answers[question] ?? absentAnswer(0.8)),
  }) as unknown as DocFormer;
const judge = async (statement: string, answers: Record<string, Answer>, threshold?: number) => {
  const [{ verdict, confidence }] = await verify(modelOf(answers), fakeDocument([]), [statement], { threshold });
  return [verdict, confidence === null ? null : Math.round(100 * confidence)];
};

test("statementQuestion() turns statements to questions and leaves questions", () => {
  assert.equal(statementQuestion("The total is 4.32."), "Is it true that the total is 4.32?");
  assert.equal(statementQuestion("Rome has two rows"), "Is it true that Rome has two rows?");
  assert.equal(statementQuestion("Is the total 4?"), "Is the total 4?");
});

test("statementLookUp() knows statements that say what something is", () => {
  const lookUp = { question: "What is the due date?", wanted: "May 3, 2024", negated: false };
  assert.deepEqual(statementLookUp("The due date is May 3, 2024."), lookUp);
  assert.deepEqual(statementLookUp("the total was not 4.32"), {
    question: "What is the total?",
    wanted: "4.32",
    negated: true,
  });
  for (const other of ["Is the total 4?", "There is a seal", "Rome beats Paris"])
    assert.equal(statementLookUp(other), null);
});

test("verify() compares what is printed, by number, by day and by letters", async () => {
  const total = { "What is the total?": found("$2,348.50", 0.9) };
  assert.deepEqual(await judge("The total is 2348.50", total), ["entailed", 90]);
  assert.deepEqual(await judge("The total is 2348.51", total), ["refuted", 90]);
  assert.deepEqual(await judge("The total is not 2348.51", total), ["entailed", 90]);
  const date = { "What is the date?": found("2024-05-03", 0.9) };
  assert.deepEqual(await judge("The date is May 3, 2024", date), ["entailed", 90]);
});

test("verify() decides nothing without evidence, below the threshold, or between witnesses of one strength", async () => {
  assert.deepEqual(await judge("Rome grows", {}), ["undecidable", 80]);
  const question = "Is it true that Rome grows?";
  assert.deepEqual(await judge("Rome grows", { [question]: said(true, 0.9) }), ["entailed", 90]);
  assert.deepEqual(await judge("Rome grows", { [question]: said(false, 0.9, []) }), ["undecidable", null]);
  assert.deepEqual(await judge("Rome grows", { [question]: said(true, 0.9) }, 0.95), ["undecidable", 90]);
  const split = { "What is the total?": found("5", 0.9), "Is it true that the total is 4?": said(true, 0.9) };
  assert.deepEqual(await judge("The total is 4", split), ["undecidable", 45]);
});
