import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument, fakeEntities, fakePage } from "../../../test/fakes.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { absentAnswer } from "../answer.ts";
import { judge } from "../judge.ts";
import { noPrediction, type Prediction } from "../prediction.ts";
import { curves, score } from "../score.ts";
import { chartSvg } from "./chart.ts";
import { failuresOf } from "./failures.ts";
import { reportHtml } from "./html.ts";
import { type Report, reportMarkdown } from "./report.ts";
import { docVqaAnswers, sroieKeys } from "./submission.ts";

const page = fakePage(3, 12);
const { entities, links } = fakeEntities(page);
const labelled: LabelledDocument = {
  id: "set-a",
  source: "set",
  document: fakeDocument([page]),
  questions: [{ id: "q", question: "Which | one?", answers: ["x"], kind: "k", evidence: [{ page: 0, words: [0] }] }],
  fields: {},
  entities,
  links,
  statements: [{ text: "True.", label: "entailed" }],
};
const answer = { ...absentAnswer(0.75), text: "<i>y", status: "ok" as const };
const evidence = [{ page: 0, box: page.words[1].box, words: [1] }];
const boxed = entities.map((entity) => ({ ...entity, boxes: [] }));
const prediction: Prediction = {
  ...noPrediction("set-a"),
  questions: [{ id: "q", ...answer, evidence }],
  entities: [{ ...boxed[0], label: "header" }, ...boxed.slice(1)],
  links: links.slice(1),
  statements: [{ label: "refuted", confidence: 0.5 }],
};

test("failuresOf() numbers what is wrong and says where, of labels and of predictions", () => {
  const failed = failuresOf(labelled, prediction, judge(labelled, prediction));
  assert.deepEqual(
    failed?.failures.map(({ number, kind, wanted, said }) => [number, kind, wanted, said]),
    [
      [1, "question", "x", "<i>y"],
      [2, "statement", "entailed", "refuted"],
      [3, "entity", entities[0].label, "header"],
      [4, "link", "linked", null],
    ],
  );
  const [{ boxes }] = failed?.pages ?? [];
  const of = (number: number, from: string) => boxes.filter((box) => box.number === number && box.from === from);
  assert.deepEqual(of(1, "label")[0].box, page.words[0].box);
  assert.deepEqual(of(1, "prediction")[0].box, page.words[1].box);
  assert.equal(of(3, "label").length, of(3, "prediction").length);
  assert.deepEqual([of(4, "label").length > 0, of(4, "prediction").length], [true, 0]);
});

test("failuresOf() has nothing to say of what is right", () => {
  const right: Prediction = {
    ...prediction,
    questions: [{ id: "q", ...answer, text: "X" }],
    entities: boxed,
    links,
    statements: [{ label: "entailed", confidence: 1 }],
  };
  assert.equal(failuresOf(labelled, right, judge(labelled, right)), null);
});

test("reportMarkdown() and reportHtml() keep text apart from their own marks", async () => {
  const judged = judge(labelled, prediction);
  const failed = failuresOf(labelled, prediction, judged);
  const about = { data: "<data>", format: "f", split: "s", predictedBy: "m", words: "w", entities: "e" };
  const report: Report = {
    about,
    evaluation: score([judged]),
    curves: curves([judged]),
    failed: failed ? [failed] : [],
  };
  assert.match(reportMarkdown(report), /\| set-a \| question \| Which \\\| one\? \| x \| <i>y \| 75\.0 \|/);
  assert.match(reportMarkdown(report), /\| accepted from confidence \| accepted \| wrong among them \|/);
  let html = "";
  for await (const part of reportHtml(report, async () => "data:image/jpeg;base64,AAAA", 2)) html += part;
  assert.ok(html.includes('<image href="data:image/jpeg;base64,AAAA"'));
  assert.ok(
    html.includes("&lt;i&gt;y") && html.includes("&lt;data&gt;") && !html.includes("<i>") && !html.includes("<data>"),
  );
  assert.ok(html.includes("wrong among them"));
  assert.ok(html.includes("2 more documents with failures"));
});

test("chartSvg() draws a line a series within its frame, and names them", () => {
  const points: [number, number][] = [
    [0, 0],
    [0.2, 1],
  ];
  const svg = chartSvg({ title: "a < b", x: "x", y: "y", widest: 0.2, series: [{ name: "one & two", points }] });
  assert.ok(svg.includes("a &lt; b") && svg.includes("one &amp; two"));
  const [, line] = /<polyline points="([^"]+)"/.exec(svg) ?? [];
  assert.deepEqual(line.split(" "), ["52,284", "446,34"]);
});

test("docVqaAnswers() and sroieKeys() are what the server takes", () => {
  const questions = [
    { id: "49153", ...answer },
    { id: "q", ...absentAnswer() },
  ];
  assert.deepEqual(docVqaAnswers(labelled, { ...prediction, questions }), [
    { questionId: 49153, answer: "<i>y" },
    { questionId: "q", answer: "" },
  ]);
  const [first, second] = docVqaAnswers({ source: "mp-docvqa" }, { ...prediction, questions });
  assert.deepEqual([first.answer_page, second.answer_page], [0, 0]);
  const fields = { total: { ...answer, text: "9.00" }, date: absentAnswer(), party: [answer, answer] };
  const keys = sroieKeys(labelled, { ...prediction, fields });
  assert.equal(keys?.name, "a.txt");
  assert.deepEqual(JSON.parse(keys?.text ?? ""), { total: "9.00", party: "<i>y | <i>y" });
  assert.equal(sroieKeys({ id: "../x" }, { ...prediction, fields })?.name, ".._x.txt");
  assert.equal(sroieKeys(labelled, prediction), null);
});
