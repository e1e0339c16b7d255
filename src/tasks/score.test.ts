import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "../document/document.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import { judge } from "./judge.ts";
import { copyable } from "./metrics/copy-ceiling.ts";
import { noPrediction, type Prediction } from "./prediction.ts";
import { curves, score } from "./score.ts";

/** A page of words on one line, 0.2 wide each. */
function labelledOf(texts: string[], labels: Partial<LabelledDocument> = {}): LabelledDocument {
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
    fields: {},
    entities: [],
    links: [],
    statements: [],
    ...labels,
  };
}

const say = (text: string | null, confidence: number | null = null): Answer =>
  text === null ? absentAnswer(confidence) : { ...absentAnswer(confidence), text, value: text, status: "ok" };
const predicted = (parts: Partial<Prediction>): Prediction => ({ ...noPrediction("r"), ...parts });

test("copyable() tells whether a run of units gives an answer", () => {
  const canCopy = copyable(labelledOf(["TOTAL:", "RM9.00", "ACME"]).document);
  assert.equal(canCopy(["9.00"]), true, "units are cut at currency signs");
  assert.equal(canCopy(["Total 9.00"]), false, "RM stands between");
  assert.equal(canCopy(["ACME SDN"]), false);
  assert.equal(canCopy([]), true, "saying that it is absent is always possible");
});

test("score() gives every figure of the contract, by field and by kind", () => {
  const labelled = labelledOf(["TOTAL:", "RM9.00", "ACME"], {
    fields: { total: "9.00", company: "ACME SDN BHD" },
    questions: [{ id: "q", question: "Is there tax?", answers: [], kind: "absent", heldOut: true }],
  });
  const prediction = predicted({
    fields: { total: say("9.00", 1), company: say("ACME", 0), invented: say("x", 1) },
    questions: [{ id: "q", ...say(null, 1) }],
  });
  const judged = [judge(labelled, prediction)];
  const { metrics, published, byField, byKind, documents, questions } = score(judged);
  assert.deepEqual([documents, questions], [1, 3]);
  assert.deepEqual(Object.keys(metrics).sort(), [
    "anls",
    "copyCeiling",
    "denotation",
    "ece",
    "entityF1",
    "evidenceHit",
    "exactMatch",
    "exactMatchStrict",
    "fieldF1",
    "linkF1",
    "tabfact",
    "wordF1",
  ]);
  assert.equal(metrics.exactMatch, 0.6667);
  assert.equal(metrics.exactMatchStrict, 0.6667);
  assert.equal(metrics.copyCeiling, 0.6667);
  assert.equal(metrics.fieldF1, 0.5);
  assert.equal(metrics.ece, 0);
  for (const key of ["evidenceHit", "entityF1", "linkF1", "denotation", "tabfact"] as const)
    assert.equal(metrics[key], null);
  assert.equal(published.fieldF1Strict, 0.5);
  assert.equal(published.aurc, 0.1111, "the one wrong answer is the least sure");
  assert.equal(byField.company.wordF1, 0.5);
  assert.deepEqual(Object.keys(byKind), ["absent*"]);
  assert.equal(curves(judged).reliability.at(-1)?.count, 2);
});

test("score() is null where nothing was asked", () => {
  const { metrics, questions } = score([judge(labelledOf(["A"]), noPrediction("r"))]);
  assert.equal(questions, 0);
  for (const value of Object.values(metrics)) assert.equal(value, null);
});

test("judge() wants all members of a list: of a field, and of a question about a table", () => {
  const labelled = labelledOf(["A", "B", "C"], {
    fields: { party: ["A", "B"] },
    table: { header: ["x"], rows: [["A"], ["B"]] },
    questions: [{ id: "q", question: "Which?", answers: ["A", "B"], kind: "table" }],
  });
  const rights = (text: string, field: Answer | Answer[]) => {
    const { questions } = judge(
      labelled,
      predicted({ questions: [{ id: "q", ...say(text) }], fields: { party: field } }),
    );
    return [questions[0].right, questions[0].denotation, questions[1].right, questions[1].fieldCounts];
  };
  assert.deepEqual(rights("b | a", say("B | A")), [true, true, true, { right: 2, said: 2, wanted: 2 }]);
  assert.deepEqual(rights("A", [say("A"), say("C")]), [false, false, false, { right: 1, said: 2, wanted: 2 }]);
  assert.deepEqual(rights("A | B | B", [say("A"), say("B")]), [false, true, true, { right: 2, said: 2, wanted: 2 }]);
  const oneOf = labelledOf(["A"], { questions: [{ id: "q", question: "Which?", answers: ["A", "B"], kind: "k" }] });
  assert.equal(judge(oneOf, predicted({ questions: [{ id: "q", ...say("B") }] })).questions[0].right, true);
});

test("judge() judges statements that have a label, in their order", () => {
  const labelled = labelledOf(["A"], {
    statements: [{ text: "a", label: "entailed" }, { text: "b" }, { text: "c", label: "refuted" }],
  });
  const statements = [
    { label: "entailed", confidence: 0.9 },
    { label: "entailed", confidence: null },
  ] as const;
  const judged = judge(labelled, predicted({ statements: [...statements] }));
  assert.deepEqual(
    judged.statements.map(({ text, said, right }) => [text, said, right]),
    [
      ["a", "entailed", true],
      ["c", null, false],
    ],
  );
  assert.equal(score([judged]).metrics.tabfact, 0.5);
  assert.equal(score([judged]).metrics.ece, 0.1);
});

test("judge() counts entities and links, and leaves given entities uncounted", () => {
  const labelled = labelledOf(["Total:", "9.00", "Date:", "today"]);
  const entity = (id: number, label: string, ...words: number[]) => {
    const page = labelled.document.pages[0];
    return { id, label, page: 0, words, boxes: words.map((word) => page.words[word].box), text: textOf(page, words) };
  };
  const gold = [entity(0, "question", 0), entity(1, "answer", 1), entity(2, "question", 2), entity(3, "answer", 3)];
  const full: LabelledDocument = {
    ...labelled,
    entities: gold,
    links: [
      [0, 1],
      [2, 3],
    ],
  };
  const said = predicted({
    entities: [gold[0], gold[1], entity(9, "header", 2, 3)],
    links: [
      [0, 1],
      [1, 0],
    ],
  });
  const { metrics, published } = score([judge(full, said)]);
  assert.equal(metrics.entityF1, 0.5714);
  assert.equal(published.entityF1Strict, 0.5714);
  assert.equal(metrics.linkF1, 0.5);
  const given = score([judge(full, said, { entitiesGiven: true })]).metrics;
  assert.deepEqual([given.entityF1, given.linkF1], [null, 0.5]);
  assert.equal(score([judge(full, noPrediction("r"))]).metrics.entityF1, null);
  // A document without labels of its own still holds what was found on it against the finder.
  const bare = { ...labelled, id: "bare" };
  assert.equal(score([judge(full, said), judge(bare, said)]).metrics.entityF1, 0.4);
});

test("judge() finds entities of words read anew by where they stand, and does not judge their evidence", () => {
  const labelled = labelledOf(["Total:", "9.00"]);
  const [, value] = labelled.document.pages[0].words;
  const page = labelled.document.pages[0];
  const seen = { ...labelled.document, pages: [{ ...page, words: [{ ...value, text: "9.0O" }] }] };
  const full: LabelledDocument = {
    ...labelled,
    entities: [{ id: 0, label: "answer", page: 0, words: [1], text: "9.00" }],
    questions: [{ id: "q", question: "Total?", answers: ["9.00"], kind: "k", evidence: [{ page: 0, words: [1] }] }],
  };
  const evidence = [{ page: 0, box: value.box, words: [0] }];
  const prediction = predicted({
    entities: [{ id: 0, label: "answer", page: 0, words: [0], boxes: [value.box], text: "9.0O" }],
    questions: [{ id: "q", ...say("9.00"), evidence }],
  });
  const { metrics } = score([judge(full, prediction, { seen })]);
  assert.deepEqual([metrics.entityF1, metrics.evidenceHit, metrics.copyCeiling], [1, null, 0]);
  assert.equal(score([judge(full, prediction)]).metrics.evidenceHit, 0);
});

test("judge() scores ten people's answers softly, and fields with dotted names as trees", () => {
  const people = [...Array(2).fill("red"), ...Array(8).fill("blue")];
  const labelled = labelledOf(["red"], {
    questions: [{ id: "q", question: "Colour?", answers: people, kind: "k" }],
    fields: { "menu.nm": ["tea", "milk"], "menu.price": "2.00" },
  });
  const fields = { "menu.nm": say("tea | milk"), "menu.price": say("2.00") };
  const { published } = score([judge(labelled, predicted({ questions: [{ id: "q", ...say("Red") }], fields }))]);
  assert.deepEqual([published.vqaAccuracy, published.parseF1, published.treeAccuracy], [0.6, 1, 1]);
  // The menu, its one entry, two keys and 11 letters; the four of "milk" are missing.
  const less = judge(labelled, predicted({ fields: { ...fields, "menu.nm": say("tea") } })).fields;
  assert.equal(less?.tree, 1 - 4 / 15);
});

test("judge() counts VRDU's fields by kind, mentions and rows, and rows of dotted fields in any order", () => {
  const labelled = labelledOf(["7/1/22", "July", "1,", "2022"], {
    source: "vrdu-ad-buy",
    fields: {
      flight_from: "7/1/22",
      agency: "ACME",
      "result.task": ["parsing", "tagging"],
      "result.f1": ["91.0", "97"],
    },
    entities: [{ id: 0, label: "flight_from", page: 0, words: [1, 2, 3], text: "July 1, 2022" }],
  });
  const fields = {
    flight_from: say("Jul01/22"),
    agency: say("acme"),
    "result.task": [say("tagging"), say("parsing")],
    "result.f1": [say("97"), say("91.1")],
  };
  const { published } = score([judge(labelled, predicted({ fields }))]);
  // Letters' case counts for the agency; of a field's texts the first is one of those that are wanted.
  assert.equal(published.vrduF1, 0.75);
  assert.equal(published.groupAnls, 0.75);
  const missing = predicted({ fields: { ...fields, "result.f1": [say(null), say("91.0")] } });
  assert.equal(score([judge(labelled, missing)]).published.groupAnls, 0.8571, "the second row keeps its place");
  assert.equal(score([judge({ ...labelled, source: "sroie" }, missing)]).published.vrduF1, null);
});

test("judge() accepts the spans of an infographic's answer in any order", () => {
  const asked = (source: string, kind: string) => {
    const question = { id: "q", question: "Which?", answers: ["Delhi, Agra, Pune"], kind };
    const labelled = labelledOf(["x"], { source, questions: [question] });
    return score([judge(labelled, predicted({ questions: [{ id: "q", ...say("Pune, Delhi, Agra") }] }))]).metrics;
  };
  assert.deepEqual(
    [asked("infographicvqa", "Multi-Span").anls, asked("infographicvqa", "Multi-Span").exactMatch],
    [1, 1],
  );
  assert.equal(asked("infographicvqa", "infographicvqa").anls, 1);
  assert.equal(asked("infographicvqa", "Image-Span").exactMatch, 0);
  assert.equal(asked("docvqa", "Multi-Span").exactMatch, 0);
});
