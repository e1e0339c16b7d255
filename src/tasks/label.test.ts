import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { byteTokenizer, fakeDocument, fakeEntities, fakePage } from "../../test/fakes.ts";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { ConfigError, preset } from "../model/config.ts";
import { LexicalCache } from "../model/lexical.ts";
import { initialize } from "../model/parameters.ts";
import { specialIds } from "../model/vocabulary.ts";
import { AUGMENT } from "../train/augment.ts";
import { ALONE } from "../train/group.ts";
import { STREAM, Stream } from "../train/stream.ts";
import { freshState, TRAINER, Trainer } from "../train/trainer.ts";
import { DocFormer } from "./docformer.ts";
import { labelEntities, linkEntities } from "./label.ts";

const tokenizer = byteTokenizer();
const config = {
  ...preset("tiny"),
  vocabularySize: tokenizer.vocabularySize,
  // Pages below are longer: what follows is joined over windows.
  window: 24,
  overlap: 8,
  entityLabels: ["answer", "question"],
};
const page = fakePage(3, 40);
const document = fakeDocument([page, { ...fakePage(4, 20), number: 1 }]);
const labelled = {
  id: "learned",
  document,
  questions: [],
  fields: {},
  entities: [...fakeEntities(page).entities],
  links: fakeEntities(page).links,
  statements: [],
};
let model: DocFormer;

/** A model that knows the first page by heart, learned on its windows. */
before(async () => {
  const source = { name: "one page", weight: 1, draw: () => ({ ...labelled, document: fakeDocument([page]) }) };
  const options = { ...STREAM, budget: 48, buckets: [24], poolPages: 8, poolBatches: 4, label: 1, links: true };
  const augment = { ...AUGMENT, margin: 0, jitter: 0 };
  const stream = new Stream(
    config,
    specialIds(tokenizer),
    new LexicalCache(config, tokenizer),
    [source],
    { ...options, augment },
    1,
    0,
  );
  const schedule = { peak: 4e-3, warmUp: 5, decay: 0.5, floor: 0.05 };
  const state = freshState(initialize(config, 1));
  const trainer = new Trainer(config, state, [stream], ALONE, nodeRuntime, { ...TRAINER, schedule });
  for (let i = 0; i < 80; i++) await trainer.step(i / 80);
  await trainer.dispose();
  model = new DocFormer({ config, parameters: trainer.flat.views, calibration: null }, tokenizer, nodeRuntime);
});
after(() => model.dispose());

test("labelEntities() gives the entities of all pages, joined over windows", async () => {
  const found = await labelEntities(model, document);
  const first = found.filter((entity) => entity.page === 0);
  assert.deepEqual(
    first.map(({ id, label, words, text }) => ({ id, label, page: 0, words, text })),
    labelled.entities,
  );
  assert.ok(found.length > first.length, "the second page has entities, too");
  assert.deepEqual(
    found.map(({ id }) => id),
    found.map((_, i) => i),
  );
  for (const { boxes, words, page: index } of first) {
    assert.equal(boxes.length, 1);
    assert.equal(boxes[0][0], document.pages[index].words[words[0]].box[0]);
  }
});

test("linkEntities() finds the key of each value, under whatever ids", async () => {
  const named = labelled.entities.map((entity) => ({ ...entity, id: `e${entity.id}` }));
  const links = await linkEntities(model, document, [...named, { id: "x", label: "unknown", page: 0, words: [3] }]);
  assert.deepEqual(
    links,
    labelled.links.map(([key, value]) => [`e${key}`, `e${value}`]),
  );
});

test("labelEntities() says what a checkpoint without labels lacks", async () => {
  const { entityLabels: _, ...plain } = config;
  const other = new DocFormer(
    { config: plain, parameters: initialize(plain, 1), calibration: null },
    tokenizer,
    nodeRuntime,
  );
  await assert.rejects(labelEntities(other, document), ConfigError);
  await other.dispose();
});
