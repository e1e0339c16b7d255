import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sharedOrSkip } from "../../../test/shared.ts";
import type { LabelledDocument, LabelledTable } from "../../document/labelled.ts";
import type { FormatError } from "../common-format.ts";
import { FORMATS, openFormat, UnknownFormatError } from "./formats.ts";

/** Documents of a sample in its published layout, and of the common format by id. */
async function both(t: Parameters<typeof sharedOrSkip>[0], set: string, name: string, split: string) {
  const shared = sharedOrSkip(t);
  if (!shared) return undefined;
  const folder = join(shared, "data", set);
  const common = await openFormat("docformer");
  const known = new Map<string, LabelledDocument>();
  for (const part of await common.splits(folder)) {
    for await (const labelled of common.read(folder, part, { tables: "bare" })) known.set(labelled.id, labelled);
  }
  const format = await openFormat(name);
  const sample = join(folder, "original-sample");
  assert.deepEqual(await format.splits(sample), [split]);
  const problems: FormatError[] = [];
  const documents: LabelledDocument[] = [];
  const options = {
    images: true,
    tables: "bare" as const,
    onProblem: (problem: FormatError) => problems.push(problem),
  };
  for await (const labelled of format.read(sample, split, options)) documents.push(labelled);
  return { documents, known, problems };
}

const texts = ({ document }: LabelledDocument) => document.pages.map(({ words }) => words.map(({ text }) => text));

test("openFormat() lists the names, the common format first", async () => {
  const names = FORMATS.map(({ name }) => name);
  assert.equal(names[0], "docformer");
  assert.deepEqual(names.slice(1), names.slice(1).sort());
  assert.equal(new Set(names).size, names.length);
  await assert.rejects(openFormat("funds"), (error) => {
    assert.ok(error instanceof UnknownFormatError);
    assert.equal(error.format, "funds");
    for (const name of names) assert.match(error.message, new RegExp(`\\b${name}\\b`));
    return true;
  });
});

test("every format is called as it is listed, and says what a folder lacks that is not its own", async () => {
  for (const { name } of FORMATS) {
    const format = await openFormat(name);
    assert.equal(format.name, name);
    if (name === "docformer") continue;
    await assert.rejects(format.splits(import.meta.dirname), { name: "FormatError" }, name);
  }
});

test("funsd reads the published files as the common format has them", async (t) => {
  const read = await both(t, "funsd", "funsd", "train");
  if (!read) return;
  assert.equal(read.documents.length, 3);
  for (const labelled of read.documents) {
    const same: LabelledDocument = read.known.get(labelled.id)!;
    assert.deepEqual(texts(labelled), texts(same));
    assert.deepEqual(labelled.entities, same.entities);
    assert.deepEqual(labelled.links, same.links);
    const [page] = labelled.document.pages;
    page.words.forEach(({ box }, w) => {
      assert.deepEqual(box, same.document.pages[0].words[w].box);
    });
    assert.deepEqual([page.image?.width, page.image?.height], [page.width, page.height]);
  }
});

test("sroie reads the published files; values are found where the common format has them", async (t) => {
  const read = await both(t, "sroie", "sroie", "train");
  if (!read) return;
  assert.equal(read.documents.length, 4);
  const counts = read.documents.map(({ document }) => document.pages[0].words.length);
  assert.deepEqual(counts, [85, 105, 144, 62]);
  const [first] = read.documents;
  assert.deepEqual(Object.keys(first.fields), ["company", "date", "address", "total"]);
  // The published value says BHD where the receipt's words say BND: it is found nowhere.
  assert.deepEqual(
    first.entities.map(({ label }) => label),
    ["date", "address", "total"],
  );
  for (const { id, entities, document } of read.documents) {
    for (const { label, words, text } of entities) {
      const plain = (value: string) => value.toLowerCase().replace(/[^a-z0-9]/g, "");
      const printed = words.map((w) => document.pages[0].words[w].text).join(" ");
      assert.ok(plain(printed).includes(plain(text)), `${id} ${label}: ${printed}`);
    }
  }
});

test("docvqa reads the published file, and tells which pages lack image and words", async (t) => {
  const read = await both(t, "docvqa-sample", "docvqa", "val");
  if (!read) return;
  assert.equal(read.documents.length, 1);
  const [labelled] = read.documents;
  assert.deepEqual(labelled.questions, read.known.get(labelled.id)!.questions);
  assert.equal(labelled.questions.length, 10);
  assert.deepEqual(texts(labelled), [[]]);
  assert.ok(labelled.document.pages[0].image);
  assert.deepEqual(
    read.problems.map(({ field }) => field),
    ["data[0].image", "data[1].image"],
  );
});

test("wikitablequestions reads the published files as the common format has them", async (t) => {
  const read = await both(t, "wikitablequestions", "wikitablequestions", "training");
  if (!read) return;
  assert.equal(read.documents.length, 4);
  for (const { id, table, questions } of read.documents) {
    const same: LabelledDocument = read.known.get(id)!;
    // The sample has no page/*.json, where titles stand.
    const { title: _, ...untitled }: LabelledTable = same.table!;
    assert.deepEqual(table, untitled);
    assert.deepEqual(questions, same.questions);
  }
});

test("tabfact reads the published files as the common format has them", async (t) => {
  const read = await both(t, "tabfact", "tabfact", "val");
  if (!read) return;
  assert.deepEqual(
    read.documents.map(({ statements }) => statements.length),
    [23, 7, 6, 9],
  );
  const inBoth = read.documents.filter(({ id }) => read.known.has(id));
  assert.equal(inBoth.length, 1);
  for (const { id, table, statements } of inBoth) {
    assert.deepEqual(table, read.known.get(id)!.table);
    assert.deepEqual(statements, read.known.get(id)!.statements);
  }
});

test("wildreceipt reads the published files as the common format has them", async (t) => {
  const read = await both(t, "wildreceipt-sample", "wildreceipt", "data");
  if (!read) return;
  assert.equal(read.documents.length, 2);
  for (const labelled of read.documents) {
    const same: LabelledDocument = read.known.get(labelled.id)!;
    const plain = ({ entities, document }: LabelledDocument) =>
      entities.map(({ label, words }) => [label, words.map((w) => document.pages[0].words[w].text).join(" ")]);
    assert.deepEqual(plain(labelled), plain(same));
    assert.deepEqual(texts(labelled)[0].toSorted(), texts(same)[0].toSorted());
    labelled.entities.forEach(({ words: [w] }, i) => {
      const [mine, theirs] = [labelled, same].map(
        ({ document, entities }) => document.pages[0].words[entities[i].words[0]].box,
      );
      // Stored smaller, and rounded to whole pixels there.
      mine.forEach((edge, side) => {
        assert.ok(Math.abs(edge - theirs[side]) < 0.002, `${labelled.id} word ${w}`);
      });
    });
  }
});
