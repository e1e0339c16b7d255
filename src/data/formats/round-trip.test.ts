import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Page } from "../../document/document.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { toLine } from "../common-format.ts";
import { drawScene } from "../synthetic/draw.ts";
import type { PageKind } from "../synthetic/layouts/layouts.ts";
import { synthesize } from "../synthetic/synthesize.ts";
import { thumbnail } from "../synthetic/thumbnail.ts";
import { openFormat } from "./formats.ts";

const base = mkdtempSync(join(tmpdir(), "docformer-formats-"));
after(() => rmSync(base, { recursive: true, force: true }));

/** A synthetic document with its page drawn when it is read, and a table and statements where its page is a table. */
function made(seed: number, kind: PageKind): LabelledDocument {
  const { labelled, scene } = synthesize({ seed, kind, options: { questions: 12, templates: "all" } });
  const { width, height } = scene;
  labelled.document.pages[0].image = {
    width,
    height,
    thumbnail: thumbnail(scene),
    read: async () => drawScene(scene),
  };
  return labelled;
}

const forms = () => [made(1, "form"), made(2, "receipt")];
const asked = () => forms().map((labelled) => ({ ...labelled, questions: labelled.questions.slice(0, 5) }));

function tables(): LabelledDocument[] {
  const table = {
    header: ["Year", 'Winner "x"', "Prize"],
    rows: [
      ["2004", "A\\B, C", "1|2"],
      ["2005", "", "3"],
    ],
    title: "Winners of the cup",
  };
  const { document, ...labelled } = made(3, "receipt");
  const bare = { ...labelled, document: { ...document, pages: [] }, entities: [], links: [], fields: {}, table };
  const questions = [
    { id: "q-1", question: "who won in 2004?", answers: ["A\\B, C"], kind: "table" },
    { id: "q-2", question: "which prizes?", answers: ["1|2", "3"], kind: "table" },
  ];
  const statements = [
    { text: "the prize of 2005 was 3", label: "entailed" as const },
    { text: "nobody won", label: "refuted" as const },
  ];
  return [{ ...bare, questions, statements }];
}

async function* each(documents: readonly LabelledDocument[]): AsyncIterable<LabelledDocument> {
  yield* documents;
}

/** Writes `documents`, reads what was written. */
async function trip(format: string, folder: string, split: string, documents: readonly LabelledDocument[]) {
  const { read, splits, write } = await openFormat(format);
  assert.equal(await write!(folder, split, each(documents)), documents.length);
  assert.ok((await splits(folder)).includes(split), `${split} is among the splits`);
  const back: LabelledDocument[] = [];
  for await (const labelled of read(folder, split, { images: true, tables: "bare" })) back.push(labelled);
  return back;
}

const wordsOf = (pages: readonly Page[]) => pages.map(({ words }) => words.map(({ text }) => text).sort());
const printed = ({ document }: LabelledDocument, { page, words }: { page: number; words: readonly number[] }) =>
  words.map((w) => document.pages[page].words[w].text).join(" ");

/** What of a document must come back, as values that two documents of the same content share. */
const VIEWS = {
  words: ({ document }: LabelledDocument) => wordsOf(document.pages),
  images: ({ document }: LabelledDocument) => document.pages.map(({ image }) => [image?.width, image?.height]),
  questions: ({ questions }: LabelledDocument) => questions.map(({ id, question, answers }) => [id, question, answers]),
  kinds: ({ questions }: LabelledDocument) => questions.map(({ kind }) => kind),
  fields: ({ fields }: LabelledDocument) => fields,
  entities: (labelled: LabelledDocument) =>
    labelled.entities
      .filter(({ words }) => words.length > 0)
      .map((entity) => [entity.label, printed(labelled, entity)]),
  links: (labelled: LabelledDocument) => {
    const byId = new Map(labelled.entities.map((entity) => [entity.id, entity]));
    return labelled.links.map((pair) => pair.map((id) => printed(labelled, byId.get(id)!))).sort();
  },
  table: ({ table }: LabelledDocument) => [table?.title, table?.header, table?.rows],
  statements: ({ statements }: LabelledDocument) => statements,
} as const;

interface Case {
  split: string;
  documents: () => LabelledDocument[];
  keeps: readonly (keyof typeof VIEWS)[];
}

const CASES: Readonly<Record<string, Case>> = {
  docformer: {
    split: "dev",
    documents: forms,
    keeps: ["words", "images", "questions", "kinds", "fields", "entities", "links"],
  },
  cord: { split: "dev", documents: forms, keeps: ["images", "links"] },
  docvqa: { split: "val", documents: asked, keeps: ["words", "images", "questions", "kinds"] },
  due: { split: "dev", documents: asked, keeps: ["words", "images", "questions", "fields"] },
  "ec-funsd": { split: "val", documents: forms, keeps: ["words", "images", "entities", "links"] },
  funsd: { split: "test", documents: forms, keeps: ["words", "images", "links"] },
  infographicvqa: { split: "val", documents: asked, keeps: ["words", "images", "questions", "kinds"] },
  "mp-docvqa": { split: "val", documents: asked, keeps: ["words", "images", "questions"] },
  "ocr-vqa": { split: "val", documents: asked, keeps: ["images"] },
  sroie: { split: "train", documents: forms, keeps: ["words", "images", "fields"] },
  "st-vqa": { split: "train", documents: asked, keeps: ["images", "questions"] },
  tabfact: { split: "val", documents: tables, keeps: ["table", "statements"] },
  textvqa: { split: "val", documents: asked, keeps: ["words", "images", "questions"] },
  vrdu: { split: "all", documents: forms, keeps: ["words", "links"] },
  wikitablequestions: { split: "dev", documents: tables, keeps: ["table", "questions"] },
  wildreceipt: { split: "train", documents: forms, keeps: ["words", "images"] },
};

for (const [name, { split, documents, keeps }] of Object.entries(CASES)) {
  test(`${name} reads what it writes, and writes it again the same`, async () => {
    const given = documents();
    const first = await trip(name, join(base, name, "1"), split, given);
    assert.equal(first.length, given.length);
    // Order is that of the layout's files.
    const paired = given.map((labelled) => {
      const same = first.find(({ id }) => id === labelled.id || id.includes(labelled.id));
      assert.ok(same, `${labelled.id} among ${first.map(({ id }) => id).join(", ")}`);
      return [labelled, same] as const;
    });
    for (const [one, other] of paired) {
      for (const key of keeps) assert.deepEqual(VIEWS[key](other), VIEWS[key](one), `${name}: ${key} of ${one.id}`);
      assert.equal(other.split, split);
      for (const { image, width, height } of other.document.pages) {
        if (image?.file) assert.deepEqual([image.width, image.height], [width, height]);
      }
    }
    const second = await trip(name, join(base, name, "2"), split, first);
    // SROIE keeps lines, not words: where two lines became one, the places of words in it are shared out anew.
    const content = (labelled: LabelledDocument) =>
      name === "sroie" ? JSON.stringify([labelled.fields, wordsOf(labelled.document.pages)]) : toLine(labelled);
    for (const [i, labelled] of second.entries()) {
      assert.ok(content(labelled) === content(first[i]), `${labelled.id} is not the same at the second writing`);
    }
  });
}

test("wildreceipt, funsd and cord keep entities, and label what is left over", async () => {
  for (const name of ["wildreceipt", "funsd", "cord"]) {
    const { split } = CASES[name];
    const given = forms();
    const back = await trip(name, join(base, name, "entities"), split, given);
    for (const labelled of given) {
      const same = back.find(({ id }) => id.includes(labelled.id))!;
      const found = VIEWS.entities(same).map((entity) => entity.join(": "));
      const wanted = VIEWS.entities(labelled).map((entity) => entity.join(": "));
      assert.deepEqual(found.slice(0, wanted.length), wanted, name);
      const rest = new Set(same.entities.slice(wanted.length).map(({ label }) => label));
      assert.ok([...rest].every((label) => label === "Others" || label === "other"));
      if (name !== "cord") {
        const held = same.entities.flatMap(({ words }) => words);
        assert.equal(held.length, same.document.pages[0].words.length, "every word is in one entity");
      }
    }
  }
});

test("writers refuse what their layout cannot hold", async () => {
  const [form] = forms();
  const [table] = tables();
  const refuse = async (name: string, labelled: LabelledDocument, message: RegExp) => {
    const { write } = await openFormat(name);
    await assert.rejects(write!(join(base, "refused", name), "train", each([labelled])), message);
  };
  await refuse("funsd", table, /one page.*none/);
  await refuse("docvqa", { ...form, questions: [] }, /by their questions/);
  await refuse("tabfact", form, /is none/);
  await refuse("tabfact", { ...table, statements: [{ text: "asked" }] }, /wants a label/);
  await refuse("wikitablequestions", form, /is none/);
  const bare = {
    ...form,
    document: { ...form.document, pages: form.document.pages.map(({ image: _, ...page }) => page) },
  };
  await refuse("sroie", bare, /no image/);
  await refuse(
    "ocr-vqa",
    { ...form, document: { ...form.document, pages: [...form.document.pages, ...bare.document.pages] } },
    /one page/,
  );
});
