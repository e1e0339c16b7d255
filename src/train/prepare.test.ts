import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocument, fakeEntities, fakePage, fakeQuestions } from "../../test/fakes.ts";
import { randomStream } from "../engine/random.ts";
import { documentPages } from "./documents.ts";
import { onOtherWords, prepare } from "./prepare.ts";
import { readRecipe } from "./recipe.ts";

const recipe = readRecipe(
  {
    name: "r",
    summary: "",
    learns: { questions: "any", classes: "kind", entities: { ignore: ["question"], links: false } },
  },
  "test",
);
const documents = Array.from({ length: 100 }, (_, i) => {
  const page = fakePage(i, 12);
  return {
    id: `d${i}`,
    document: fakeDocument([page]),
    questions: fakeQuestions(page, i),
    fields: { kind: i % 3 === 0 ? "letter" : "form" },
    ...fakeEntities(page),
    statements: [],
  };
});

test("prepare() holds a tenth back by hash, the same each time, and of few documents none", async () => {
  const first = await prepare(recipe, documents, { seed: 1 });
  assert.equal(first.documents.development.length, 10);
  assert.equal(first.documents.train.length, 90);
  const ids = new Set(first.documents.train.map(({ id }) => id));
  assert.ok(first.documents.development.every(({ id }) => !ids.has(id)));
  const again = await prepare(recipe, [...documents].reverse(), { seed: 2 });
  assert.deepEqual(
    new Set(again.documents.development.map(({ id }) => id)),
    new Set(first.documents.development.map(({ id }) => id)),
  );
  const few = await prepare(recipe, documents, { seed: 1, limit: 20 });
  assert.equal(few.documents.development.length, 0);
  assert.equal(few.documents.train.length, 20);
  const others = await prepare(recipe, documents, { seed: 2, limit: 20 });
  assert.notDeepEqual(
    others.documents.train.map(({ id }) => id),
    few.documents.train.map(({ id }) => id),
  );
  assert.notEqual(others.sha256, few.sha256);
  assert.equal((await prepare(recipe, documents, { seed: 1 })).sha256, first.sha256);
});

test("prepare() names classes and the labels that are not ignored", async () => {
  const { taught, labels, supervision } = await prepare(recipe, documents, { seed: 1 });
  assert.deepEqual(taught.classes, ["form", "letter"]);
  assert.deepEqual(labels, ["answer"]);
  assert.ok(supervision.questions > 90 && supervision.skipped === 0);
});

test("documentPages() asks for the class by yes and by no, and of a page what is on another as absent", async () => {
  const { taught } = await prepare(recipe, documents, { seed: 1 });
  const two = { ...documents[0], document: fakeDocument([fakePage(0, 12), { ...fakePage(500, 12), number: 1 }]) };
  const question = { ...documents[0].questions[0], answers: ["nowhere"], operation: "copy" as const };
  const source = documentPages([{ ...two, questions: [question] }], taught, 1, (one) => one);
  const random = randomStream(1);
  let [here, absent] = [0, 0];
  for (let i = 0; i < 60; i++) {
    const { document, questions } = source.draw(random);
    assert.equal(document.pages.length, 1);
    const classes = questions.filter(({ kind }) => kind === "kind");
    assert.deepEqual(classes.map(({ question: text, answers }) => `${text} ${answers}`).sort(), [
      "Is the kind form? no",
      "Is the kind letter? yes",
    ]);
    for (const one of questions.filter(({ kind }) => kind !== "kind")) {
      if (one.answers.length === 0) {
        absent++;
        assert.equal(document.pages[0].number, 1);
      } else {
        here++;
        assert.deepEqual(one.evidence, question.evidence);
      }
    }
  }
  assert.ok(here > 15 && absent > 4, `${here} here, ${absent} absent`);
});

test("onOtherWords() moves labels to the words that stand where the labelled ones stood", () => {
  const [labelled] = documents;
  const [page] = labelled.document.pages;
  // The first word is lost, the second read in two halves.
  const [, second, ...rest] = page.words;
  const [x0, y0, x1, y1] = second.box;
  const middle = (x0 + x1) / 2;
  const halves = [
    { ...second, text: "ha", box: [x0, y0, middle, y1] as typeof second.box },
    { ...second, text: "lf", box: [middle, y0, x1, y1] as typeof second.box },
  ];
  const moved = onOtherWords(labelled, fakeDocument([{ ...page, words: [...halves, ...rest] }]));
  const [answer] = moved.entities;
  assert.deepEqual(answer.words, [0, 1, 2]);
  assert.equal(answer.text, `ha lf ${page.words[2].text}`);
  assert.equal(moved.entities.length, labelled.entities.length - 1);
  assert.equal(moved.links.length, labelled.links.length - 1);
  for (const [i, question] of moved.questions.entries()) {
    const lost = labelled.questions[i].evidence?.some(({ words }) => words.includes(0));
    assert.equal(question.evidence === undefined, lost ?? true, question.question);
  }
});

test("prepare() leaves out what training pages may not hold, but none of a user's own documents", async () => {
  const [one] = documents;
  const page = one.document.pages[0];
  const words = [{ ...page.words[0], text: "Pemberwick" }, ...page.words.slice(1)];
  const named = { ...one, document: { ...one.document, pages: [{ ...page, words }] } };
  const count = async (own: boolean) => (await prepare(recipe, [named], { seed: 1, own })).documents.train.length;
  assert.deepEqual([await count(false), await count(true)], [0, 1]);
});
