/** The demonstration scenes and the training pages share nothing: names, call signs, addresses, cells side by side. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { SCENES } from "../examples/scenes/content.ts";
import { readLabelled } from "../src/data/common-format.ts";
import { assertNotForbidden, ForbiddenError, findForbidden, forbiddenIn } from "../src/data/synthetic/forbidden.ts";
import { PAGE_KINDS } from "../src/data/synthetic/layouts/layouts.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import { DOCUMENT_VERSION } from "../src/document/document.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { sharedOrSkip } from "./shared.ts";

function pageOf(text: string, source = "synthetic-table"): LabelledDocument {
  const words = text.split(" ").map((word, i) => ({
    text: word,
    box: [(i % 10) / 10, Math.floor(i / 10) / 10, (i % 10) / 10 + 0.08, Math.floor(i / 10) / 10 + 0.05] as [
      number,
      number,
      number,
      number,
    ],
    line: 0,
    confidence: null,
    origin: "given" as const,
  }));
  const page = {
    number: 0,
    width: 1000,
    height: 1000,
    unit: "px" as const,
    rotation: 0 as const,
    words,
    lines: [{ box: [0, 0, 1, 1] as [number, number, number, number], words: words.map((_, i) => i) }],
  };
  const document = {
    version: DOCUMENT_VERSION as typeof DOCUMENT_VERSION,
    source: { name: "planted", mime: "application/x-planted", sha256: "" },
    pages: [page],
  };
  return {
    id: "planted",
    source,
    document,
    questions: [],
    fields: {},
    entities: [],
    links: [],
    statements: [],
  };
}

test("scenes.json asks what the scenes were drawn for", () => {
  const written = JSON.parse(readFileSync(join(import.meta.dirname, "../examples/scenes/scenes.json"), "utf8"));
  assert.deepEqual(
    written,
    SCENES.flatMap(({ file, questions }) => questions.map((question) => ({ file, ...question }))),
  );
});

test("forbiddenIn() knows every name, call sign and address of the scenes", () => {
  for (const { names, rows } of SCENES) {
    for (const name of names) {
      for (const text of [name, name.toUpperCase(), `see "${name}", there`])
        assert.notEqual(forbiddenIn(text), undefined, text);
    }
    for (const row of rows) {
      for (const [i, first] of row.entries()) {
        for (const second of row.slice(i + 1)) {
          assert.notEqual(forbiddenIn(`${first} ${second}`), undefined, `${first} with ${second}`);
          assert.notEqual(forbiddenIn(`${second} and $${first}`), undefined, `${second} with ${first}`);
        }
      }
    }
  }
  // Answers that are copied are names too, or stand in a row.
  for (const answer of SCENES.flatMap(({ questions }) => questions.flatMap(({ answers }) => answers)))
    if (/[ -]/.test(answer)) assert.notEqual(forbiddenIn(answer), undefined, answer);
});

test("forbiddenIn() leaves ordinary words alone", () => {
  for (const text of ["Total 14.32", "4.32 due on the 3rd, see the sums below for what it comes to in total", "police"])
    assert.equal(forbiddenIn(text), undefined, text);
  for (const text of ["Diocese of Portland", "Country radio", "103.3 FM", "sold to", "cash 5.00"])
    assert.equal(forbiddenIn(text), undefined, text);
});

test("findForbidden() catches a planted page", () => {
  assert.equal(findForbidden(pageOf("Call sign KUSQ Format Country")), undefined);
  assert.equal(findForbidden(pageOf("Call sign (KUSK), Format Country")), "kusk");
  assert.throws(() => assertNotForbidden(pageOf("Grand Total: $4.32 thanks")), ForbiddenError);
  assert.equal(findForbidden(pageOf("POLICE 7", "synthetic-scene")), "police");
  const asked = pageOf("nothing here");
  asked.questions.push({ id: "1", question: "Where is Duneberry?", answers: [], kind: "absent" });
  assert.equal(findForbidden(asked), "duneberry");
  const tabled = { ...pageOf("nothing here"), table: { header: ["a", "b"], rows: [["92.7", "Country"]] } };
  assert.notEqual(findForbidden(tabled), undefined);
});

test("synthesize() makes no page that holds what the scenes show", () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 60; i++) {
    const kind = PAGE_KINDS[i % PAGE_KINDS.length];
    // Seeds of pages to judge by and of pages to train on.
    const { labelled } = synthesize({ seed: i % 2 ? i : 1_000_000 + 7919 * i, kind, options: { templates: "all" } });
    assert.equal(findForbidden(labelled), undefined, labelled.id);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  assert.equal(counts.size, PAGE_KINDS.length);
});

test("findForbidden() leaves nearly all of SROIE's train split to training, and none that shows a scene", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  let all = 0;
  const left: LabelledDocument[] = [];
  for await (const labelled of readLabelled(join(shared, "data", "sroie"), "train")) {
    all++;
    if (findForbidden(labelled) === undefined) left.push(labelled);
  }
  // 446 of 452: a few receipts have the same amount behind the same word, such as change of 0.70.
  assert.ok(left.length >= 0.97 * all, `${left.length} of ${all}`);
  // Told without the list: no name of a scene stands in what is left.
  const names = SCENES.flatMap((scene) => scene.names).map((name) => name.toLowerCase());
  for (const { id, document } of left) {
    const text = document.pages.flatMap((page) => page.words.map((word) => word.text.toLowerCase())).join(" ");
    for (const name of names) assert.ok(!text.includes(name), `${id}: ${name}`);
  }
});
