import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import { absentAnswer } from "./answer.ts";
import { hitsEvidence, isRight } from "./evaluate.ts";
import { fieldsAsQuestions } from "./fields.ts";
import { anls } from "./metrics/anls.ts";
import { calibrationError } from "./metrics/calibration-error.ts";
import { copyable } from "./metrics/copy-ceiling.ts";
import { levenshtein } from "./metrics/levenshtein.ts";
import { wordF1 } from "./metrics/word-f1.ts";
import { judged, score } from "./score.ts";

test("levenshtein() counts code points, not code units", () => {
  assert.equal(levenshtein("kitten", "sitting"), 3);
  assert.equal(levenshtein("", "abc"), 3);
  assert.equal(levenshtein("a😀b", "ab"), 1);
});

test("anls() keeps a similarity of exactly one half and drops what is below", () => {
  assert.equal(anls("ab", ["ax"]), 0.5);
  assert.equal(anls("abc", ["axx"]), 0);
  assert.equal(anls(" Total ", ["total"]), 1);
  assert.equal(anls("hall", ["nothing", "hallo"]), 0.8);
  assert.equal(anls(null, []), 1);
  assert.equal(anls("x", []), 0);
  assert.equal(anls(null, ["x"]), 0);
});

test("wordF1() compares bags of words", () => {
  assert.equal(wordF1("Gift & Home Deco", ["INDAH GIFT & HOME DECO"]), 6 / 7);
  assert.equal(wordF1("a a", ["a"]), 2 / 3);
  assert.equal(wordF1(null, []), 1);
  assert.equal(wordF1("", ["-"]), 1);
});

test("calibrationError() is the mean gap between confidence and share of right answers", () => {
  const sure = [
    { confidence: 0.95, right: true },
    { confidence: 0.95, right: false },
  ];
  assert.ok(Math.abs(calibrationError(sure) - 0.45) < 1e-12);
  assert.equal(calibrationError([{ confidence: 1, right: true }]), 0);
  assert.equal(calibrationError([]), 0);
});

function receipt(texts: string[]): LabelledDocument {
  const words = texts.map((text, i) => ({
    text,
    box: [0.1 + i * 0.2, 0.1, 0.28 + i * 0.2, 0.14] as [number, number, number, number],
    line: 0,
    confidence: null,
    origin: "given" as const,
  }));
  const lines = [{ box: [0.1, 0.1, 0.9, 0.14] as [number, number, number, number], words: words.map((_, i) => i) }];
  const page = { number: 0, width: 100, height: 100, unit: "px" as const, rotation: 0 as const, words, lines };
  return {
    id: "r",
    document: { version: 1, source: { name: "r", mime: "", sha256: "" }, pages: [page] },
    questions: [],
    fields: { total: "9.00", company: "ACME SDN BHD" },
    entities: [],
    links: [],
    statements: [],
  };
}

test("copyable() tells whether a run of units gives an answer", () => {
  const canCopy = copyable(receipt(["TOTAL:", "RM9.00", "ACME"]).document);
  assert.equal(canCopy(["9.00"]), true, "units are cut at currency signs");
  assert.equal(canCopy(["Total 9.00"]), false, "RM stands between");
  assert.equal(canCopy(["ACME SDN"]), false);
  assert.equal(canCopy([]), true, "saying that it is absent is always possible");
});

test("score() gives every figure of the contract, by field and by kind", () => {
  const labelled = receipt(["TOTAL:", "RM9.00", "ACME"]);
  const questions: LabelledQuestion[] = [
    ...fieldsAsQuestions(labelled),
    { id: "q", question: "Is there tax?", answers: [], kind: "absent", heldOut: true },
  ];
  const say = (text: string | null, confidence: number) =>
    text === null
      ? absentAnswer(confidence)
      : { ...absentAnswer(confidence), text, value: text, status: "ok" as const };
  const answers = [say("9.00", 1), say("ACME", 0), say(null, 1)];
  const asked = answers.map((answer, i) => ({
    document: "r",
    question: questions[i],
    answer,
    right: isRight(answer, questions[i].answers),
    evidenceHit: hitsEvidence(answer, questions[i]),
  }));
  const { metrics, byField, byKind, documents, questions: count } = score(1, judged(labelled, asked));
  assert.equal(documents, 1);
  assert.equal(count, 3);
  assert.equal(metrics.exactMatch, 0.6667);
  assert.equal(metrics.exactMatchStrict, 0.6667);
  assert.equal(metrics.copyCeiling, 0.6667);
  assert.equal(metrics.fieldF1, 0.5);
  assert.equal(metrics.ece, 0);
  assert.equal(metrics.evidenceHit, null);
  assert.equal(metrics.entityF1, null);
  assert.equal(byField.company.wordF1, 0.5);
  assert.deepEqual(Object.keys(byKind), ["absent*"]);
});
