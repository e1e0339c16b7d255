import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sharedOrSkip } from "../../test/shared.ts";
import { defaultSplit, FormatError, fromLine, readLabelled, splitsOf, toLine } from "./common-format.ts";
import { synthesize } from "./synthetic/synthesize.ts";

test("toLine() and fromLine() keep every label of a synthetic page", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { labelled } = synthesize({ seed, options: { templates: "all" } });
    const back = fromLine(toLine(labelled, ["images/a.png"]));
    assert.deepEqual(back.questions, labelled.questions);
    assert.deepEqual(back.entities, labelled.entities);
    assert.deepEqual(back.links, labelled.links);
    assert.deepEqual(back.fields, labelled.fields);
    assert.deepEqual(back.table, labelled.table);
    assert.equal(toLine(back, ["images/a.png"]), toLine(labelled, ["images/a.png"]));
    const [page] = labelled.document.pages;
    back.document.pages[0].words.forEach((word, i) => {
      assert.equal(word.text, page.words[i].text);
      for (let edge = 0; edge < 4; edge++)
        assert.ok(Math.abs(word.box[edge] - page.words[i].box[edge]) * (edge % 2 ? page.height : page.width) <= 0.51);
    });
  }
});

test("readLabelled() round-trips every shared set", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const data = join(shared, "data");
  let count = 0;
  for (const set of readdirSync(data, { withFileTypes: true })) {
    if (!set.isDirectory() || set.name === "pdf-corpus") continue;
    const directory = join(data, set.name);
    for (const split of splitsOf(directory)) {
      for await (const labelled of readLabelled(directory, split, { limit: 40 })) {
        const line = toLine(labelled);
        assert.deepEqual(fromLine(line), labelled, `${set.name} ${labelled.id}`);
        count++;
      }
    }
  }
  assert.ok(count > 300, `${count} documents`);
});

test("readLabelled() wires images lazily", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  for await (const labelled of readLabelled(join(shared, "data", "sroie"), "dev", { limit: 2, images: true })) {
    const [page] = labelled.document.pages;
    assert.ok(page.image);
    assert.equal(page.image.width, page.width);
    assert.equal(page.image.height, page.height);
    assert.ok(Math.max(page.image.thumbnail.width, page.image.thumbnail.height) <= 256);
    assert.equal((await page.image.read()).data.length, page.width * page.height * 3);
  }
});

test("fromLine() reads documents that are a table alone", () => {
  const labelled = fromLine(
    '{"id":"t","table":{"header":["a"],"rows":[["1"]]},"statements":[{"text":"x","label":0},{"text":"y","label":"entailed"}]}',
  );
  assert.deepEqual(labelled.document.pages, []);
  assert.deepEqual(labelled.table, { header: ["a"], rows: [["1"]] });
  assert.deepEqual(
    labelled.statements.map((s) => s.label),
    ["refuted", "entailed"],
  );
});

test("fromLine() names file, line and field of what is wrong", () => {
  const page = '{"width":10,"height":10,"words":[{"text":"a","box":[0,0,1,1],"line":0}]}';
  const cases: [string, string][] = [
    ["{", ""],
    ["[]", ""],
    ["{}", "id"],
    ['{"id":"a","pages":1}', "pages"],
    ['{"id":"a","pages":[{"width":0,"height":1}]}', "pages[0].width"],
    ['{"id":"a","pages":[{"width":9,"height":9,"words":[{"text":"x","box":[1,2,3]}]}]}', "pages[0].words[0].box"],
    [`{"id":"a","pages":[${page}],"entities":[{"id":1,"label":"x","words":[7]}]}`, "entities[0].words[0]"],
    [`{"id":"a","pages":[${page}],"links":[[1,2]]}`, "links[0]"],
    ['{"id":"a","statements":[{"text":"x","label":3}]}', "statements[0].label"],
    ['{"id":"a","questions":[{"question":"x","operation":"guess"}]}', "questions[0].operation"],
    ['{"id":"a","questions":[{}]}', "questions[0].question"],
  ];
  for (const [line, field] of cases) {
    assert.throws(
      () => fromLine(line, { file: "f.jsonl", line: 3 }),
      (error) => error instanceof FormatError && error.field === field && error.file === "f.jsonl" && error.line === 3,
      line,
    );
  }
});

test("defaultSplit() prefers dev, then test, then the only one", () => {
  assert.equal(defaultSplit(["dev", "test", "train"]), "dev");
  assert.equal(defaultSplit(["test", "train"]), "test");
  assert.equal(defaultSplit(["val"]), "val");
  assert.equal(defaultSplit(["a", "b"]), undefined);
});
