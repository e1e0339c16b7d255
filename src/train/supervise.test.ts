import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument, fakePage } from "../../test/fakes.ts";
import { sharedOrSkip } from "../../test/shared.ts";
import { openFormat } from "../data/formats/formats.ts";
import type { Page } from "../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import type { Recipe } from "./recipe.ts";
import { noSupervision, supervise } from "./supervise.ts";

/** A page of these rows of words, each word a tenth of the width. */
function page(...rows: string[][]): Page {
  const template = fakePage(1, 1);
  const words = rows.flatMap((row, r) =>
    row.map((text, i) => {
      const box: [number, number, number, number] = [0.1 * i, 0.1 + 0.05 * r, 0.1 * i + 0.08, 0.12 + 0.05 * r];
      return { ...template.words[0], text, box, line: r };
    }),
  );
  return { ...template, words, lines: [] };
}

function labelled(pages: Page[], rest: Partial<LabelledDocument>): LabelledDocument {
  return {
    id: "d",
    document: fakeDocument(pages),
    questions: [],
    fields: {},
    entities: [],
    links: [],
    statements: [],
    ...rest,
  };
}

const ask = (question: string, ...answers: string[]): LabelledQuestion => ({
  id: question,
  question,
  answers,
  kind: "k",
});
const learns = (what: Partial<Recipe["learns"]>): Recipe["learns"] => ({ fields: false, statements: false, ...what });

const medals = page(
  ["Nation", "Gold", "Silver"],
  ["Norway", "4", "7"],
  ["Austria", "7", "4"],
  ["New", "Zealand", "12"],
);

test("supervise() points at the place that has most to do with the question", () => {
  const counts = noSupervision();
  const questions = [ask("how many silver did austria win", "4"), ask("which nation won 12", "new zealand")];
  const { questions: taught } = supervise(labelled([medals], { questions }), learns({ questions: "any" }), counts);
  assert.deepEqual(
    taught.map(({ operation, evidence }) => ({ operation, evidence })),
    [
      { operation: "copy", evidence: [{ page: 0, words: [8] }] },
      { operation: "copy", evidence: [{ page: 0, words: [9, 10] }] },
    ],
  );
  assert.deepEqual(counts, { documents: 1, questions: 2, matched: 2, skipped: 0 });
});

test("supervise() skips and counts what the page does not hold, and counts that only happen to stand there", () => {
  const counts = noSupervision();
  const questions = [ask("who came last", "Sweden"), ask("how many countries took part", "12")];
  const { questions: taught } = supervise(labelled([medals], { questions }), learns({ questions: "any" }), counts);
  assert.deepEqual(taught, []);
  assert.equal(counts.skipped, 2);
});

test("supervise() wants all members of a list where answers are lists, any of them where they are not", () => {
  const both = labelled([medals], {
    questions: [ask("name two", "Austria", "Norway"), ask("name three", "Norway", "Rome")],
  });
  const [list, ...none] = supervise(both, learns({ questions: "all" }), noSupervision()).questions;
  assert.deepEqual(
    list.evidence?.map(({ words }) => words),
    [[6], [3]],
  );
  assert.deepEqual(none, []);
  const any = supervise(both, learns({ questions: "any" }), noSupervision()).questions;
  assert.deepEqual(
    any.map(({ evidence }) => evidence?.map(({ words }) => words)),
    [[[6]], [[3]]],
  );
});

test("supervise() finds values by what they mean, in any page, and keeps places that are known", () => {
  const pages = [page(["Agreement", "of", "March", "21,", "2006"]), page(["Fee:", "$1,200.00"])];
  const fields = { effective_date: "2006-03-21", fee: "1200", place: "Rome", known: "x" };
  const known = { id: 7, label: "known", page: 0, words: [1], text: "of" };
  const counts = noSupervision();
  const { entities } = supervise(labelled(pages, { fields, entities: [known] }), learns({ fields: true }), counts);
  assert.deepEqual(
    entities.map(({ label, page: at, words }) => [label, at, ...words]),
    [
      ["known", 0, 1],
      ["effective_date", 0, 2, 3, 4],
      ["fee", 1, 1],
    ],
  );
  assert.deepEqual(counts, { documents: 1, questions: 3, matched: 2, skipped: 1 });
});

test("supervise() asks statements as they are, and leaves given evidence alone", () => {
  const statements = [
    { text: "norway won 4 gold", label: "entailed" as const },
    { text: "austria won none", label: "refuted" as const },
  ];
  const given: LabelledQuestion = { ...ask("is it so", "yes"), operation: "yesno", evidence: [] };
  const what = learns({ questions: "any", statements: true });
  const { questions } = supervise(labelled([medals], { statements, questions: [given] }), what, noSupervision());
  assert.deepEqual(
    questions.map(({ question, answers, operation }) => [question, ...answers, operation]),
    [
      ["is it so", "yes", "yesno"],
      ["norway won 4 gold", "yes", "yesno"],
      ["austria won none", "no", "yesno"],
    ],
  );
});

test("supervise() finds evidence for about half of WikiTableQuestions, in rows that the question names", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const counts = noSupervision();
  const format = await openFormat("docformer");
  for await (const one of format.read(`${shared}/data/wikitablequestions`, "train", { limit: 12 })) {
    const { questions } = supervise(one, learns({ questions: "all" }), counts);
    for (const { answers, evidence = [] } of questions)
      assert.ok(evidence.length === answers.length || /^(yes|no)$/i.test(answers[0]), answers.join());
  }
  const share = counts.matched / (counts.matched + counts.skipped);
  assert.ok(counts.matched + counts.skipped > 80 && share > 0.45 && share < 0.9, JSON.stringify(counts));
});

test("supervise() counts fields that are absent as taught", () => {
  const counts = noSupervision();
  const fields = { gold: [], silver: "99" };
  const { fields: kept } = supervise(labelled([medals], { fields }), learns({ fields: true }), counts);
  assert.deepEqual(kept, fields);
  assert.deepEqual([counts.questions, counts.skipped], [1, 1], "what stands nowhere on the page is not taught");
});
