import assert from "node:assert/strict";
import { test } from "node:test";
import { noPrediction, PredictionError, predictionFromLine } from "./prediction.ts";

const read = (value: unknown) => predictionFromLine(JSON.stringify(value), "p.jsonl", 3);

test("predictionFromLine() reads back what a prediction says", () => {
  const answer = {
    text: "9.00",
    value: 9,
    operation: "copy" as const,
    confidence: 0.5,
    calibrated: true,
    status: "low" as const,
    evidence: [{ page: 0, box: [0, 0, 0.5, 1] as [number, number, number, number], words: [1] }],
    alternatives: [],
  };
  const prediction = {
    id: "a",
    fields: { total: answer, party: [answer, answer] },
    questions: [{ id: "q", ...answer }],
    entities: [{ id: "e", label: "answer", page: 1, words: [0, 1], boxes: [[0, 0, 1, 1]], text: "x y" }],
    links: [["e", 2]],
    statements: [{ label: "refuted", confidence: 0.25 }],
  };
  assert.deepEqual(read(prediction), prediction);
});

test("predictionFromLine() fills in what others leave out", () => {
  assert.deepEqual(read({ id: 7 }), noPrediction("7"));
  const { fields, questions, statements } = read({
    id: "a",
    fields: { total: "9.00", date: null },
    questions: [{ id: 4, text: "x" }],
    statements: [{ label: 1 }, { label: 0 }],
  });
  assert.deepEqual(
    [fields.total, fields.date].map(
      (answer) => !Array.isArray(answer) && [answer.text, answer.status, answer.confidence],
    ),
    [
      ["9.00", "ok", null],
      [null, "absent", null],
    ],
  );
  assert.deepEqual([questions[0].id, questions[0].text, questions[0].evidence], ["4", "x", []]);
  assert.deepEqual(statements, [
    { label: "entailed", confidence: null },
    { label: "refuted", confidence: null },
  ]);
});

test("predictionFromLine() names file, line and place of what it cannot take", () => {
  const wrong: [unknown, RegExp][] = [
    [[], /a prediction must be an object, found a list/],
    [{}, /id must be a text or a number, found nothing/],
    [{ id: "a", questions: [{ text: "x" }] }, /questions\[0\]\.id must/],
    [{ id: "a", questions: [{ id: "q", text: 3 }] }, /questions\[0\]\.text must be a text or null/],
    [{ id: "a", fields: { t: { text: "x", confidence: 2 } } }, /fields\.t\.confidence must be a number from 0 to 1/],
    [{ id: "a", fields: { t: [{ text: "x", evidence: [{ box: [0, 1] }] }] } }, /fields\.t\[0\]\.evidence\[0\]\.box/],
    [{ id: "a", entities: [{ id: 1, words: [0] }] }, /entities\[0\]\.label must be a text/],
    [{ id: "a", entities: [{ id: 1, label: "x", words: [-1] }] }, /entities\[0\]\.words\[0\] must be an index/],
    [{ id: "a", links: [[1]] }, /links\[0\] must be a pair of ids/],
    [{ id: "a", statements: [{ label: "maybe" }] }, /statements\[0\]\.label must be "entailed" or "refuted"/],
  ];
  for (const [value, message] of wrong) {
    assert.throws(
      () => read(value),
      (error: unknown) =>
        error instanceof PredictionError && error.line === 3 && error.file === "p.jsonl" && message.test(error.message),
      JSON.stringify(value),
    );
  }
  assert.throws(() => predictionFromLine('{"id":', "p.jsonl", 1), /p\.jsonl:1: is not JSON/);
});
