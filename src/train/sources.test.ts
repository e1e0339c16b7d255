import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { toLine } from "../data/common-format.ts";
import { synthesize } from "../data/synthetic/synthesize.ts";
import { documentToJson } from "../document/json.ts";
import { randomStream } from "../engine/random.ts";
import { prepareSources } from "./prepare-sources.ts";
import { pageSources, SourceError, type SourceSpec } from "./sources.ts";
import { trainVocabulary } from "./train-vocabulary.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-sources-"));
const made = [20, 21, 22].map((seed) => synthesize({ seed, kind: "label" }).labelled);

before(() => {
  writeFileSync(join(folder, "train.jsonl"), made.map((labelled) => `${toLine(labelled)}\n`).join(""));
  const bare = made.map((labelled) => `${toLine({ ...labelled, questions: [], entities: [], links: [] })}\n`);
  writeFileSync(join(folder, "bare.jsonl"), bare.join(""));
  writeFileSync(join(folder, "words.json"), JSON.stringify(documentToJson(made[0].document)));
});
after(() => rmSync(folder, { recursive: true }));

const labelled = (split: string): SourceSpec => ({
  source: "labelled",
  weight: 1,
  folder,
  split,
  fields: false,
  damaged: 0,
});
const files: SourceSpec = {
  source: "files",
  weight: 2,
  folder,
  cache: join(folder, ".cache"),
  damaged: 0,
  pictured: 1,
};
const synthetic: SourceSpec = { source: "synthetic", weight: 3, damaged: 0, pictured: 1 };

test("pageSources() tells which sources teach, and draws the same for the same numbers", async () => {
  const specs = [labelled("train"), labelled("bare"), files, synthetic];
  const prepared = await prepareSources(specs);
  const sources = await pageSources(specs, prepared);
  assert.deepEqual(
    sources.map(({ weight, teaches }) => [weight, teaches ?? true]),
    [
      [1, true],
      [1, false],
      [2, false],
      [3, true],
    ],
  );
  for (const source of sources) {
    const [a, b] = [0, 0].map(() => source.draw(randomStream(7)));
    assert.deepEqual(JSON.stringify(a), JSON.stringify(b));
    assert.ok(a.document.pages[0].words.length > 0);
  }
  assert.equal(sources[2].draw(randomStream(1)).questions.length, 0);
});

test("prepareSources() records data by their content, and what of them could not be read", async () => {
  const [first] = (await prepareSources([labelled("train")])).records;
  assert.equal(first.name, `${folder} train`);
  const { records, problems, files: read } = await prepareSources([files]);
  // Lines of JSON are no document; the common format is a layout of its own.
  assert.deepEqual(
    read[0].map(({ name }) => name),
    ["words.json"],
  );
  assert.equal(problems.length, 2);
  assert.match(problems[0], /^bare\.jsonl: .*not valid JSON/);
  const again = (await prepareSources([files])).records;
  assert.deepEqual(again, records);
  writeFileSync(join(folder, "words.json"), JSON.stringify(documentToJson(made[1].document)));
  const changed = (await prepareSources([files])).records;
  assert.notEqual(changed[0].sha256, records[0].sha256);
  assert.notEqual((await prepareSources([labelled("train")])).records[0].sha256, first.sha256);
});

test("pageSources() names a source without pages", async () => {
  await assert.rejects(
    pageSources([files], { files: [[]] }),
    (error) => error instanceof SourceError && error.folder === folder,
  );
});

test("trainVocabulary() makes the pieces of the pages' words, the same each time", async () => {
  const sources = await pageSources([labelled("train")]);
  const json = trainVocabulary(sources, 700, 1, { lowercase: true });
  assert.equal(trainVocabulary(sources, 700, 1, { lowercase: true }), json);
  const pieces: string[] = JSON.parse(json).model.vocab.map(([piece]: [string]) => piece);
  const words = new Set(
    made.flatMap(({ document }) => document.pages[0].words.map(({ text }) => `▁${text.toLowerCase()}`)),
  );
  assert.ok(pieces.filter((piece) => words.has(piece)).length > 20);
  assert.ok(pieces.includes("<extra_id_0>") && pieces.length <= 700);
});
