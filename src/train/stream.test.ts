import assert from "node:assert/strict";
import { test } from "node:test";
import { byteTokenizer, fakeSource } from "../../test/fakes.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { preset } from "../model/config.ts";
import { LexicalCache } from "../model/lexical.ts";
import { specialIds } from "../model/vocabulary.ts";
import { objectiveOf } from "./compiled.ts";
import { CORRUPTION } from "./corrupt.ts";
import type { LabelShape } from "./objectives.ts";
import { type PageSource, StreamError } from "./pool.ts";
import { type PreparedBatch, STREAM, Stream, type StreamOptions } from "./stream.ts";
import { TRAINER } from "./trainer.ts";

const tokenizer = byteTokenizer();
const ids = specialIds(tokenizer);
const config = { ...preset("tiny"), vocabularySize: tokenizer.vocabularySize, entityLabels: ["answer", "question"] };

const options: StreamOptions = {
  ...STREAM,
  budget: 128,
  buckets: [32, 64],
  poolPages: 24,
  poolBatches: 10,
  pretrain: 0.3,
  label: 0.2,
  links: true,
  crop: 0,
};

function stream(rank = 0, cursor = { pool: 0, index: 0 }) {
  return new Stream(config, ids, new LexicalCache(config, tokenizer), [fakeSource], options, 5, rank, cursor);
}

test("a stream repeats itself and continues from its cursor with the same bytes", () => {
  const whole = stream();
  const batches = Array.from({ length: 25 }, () => ({ cursor: whole.cursor, batch: whole.next() }));
  const again = stream();
  for (const { batch } of batches) assert.deepEqual(again.next(), batch);
  const resumed = stream(0, batches[17].cursor);
  for (const { batch } of batches.slice(17)) assert.deepEqual(resumed.next(), batch);
});

const lengths = ({ shape }: PreparedBatch) => ("answer" in shape ? [shape.prompt, shape.answer] : []);

test("ranks see other pages in batches of the same kinds and lengths of questions", () => {
  const [first, second] = [stream(0), stream(1)];
  let sameShapes = 0;
  for (let i = 0; i < 20; i++) {
    const [a, b] = [first.next(), second.next()];
    assert.equal(a.kind, b.kind);
    assert.deepEqual(lengths(a), lengths(b));
    assert.notDeepEqual(a.feeds["units.text"], b.feeds["units.text"]);
    if (JSON.stringify(a.shape) === JSON.stringify(b.shape)) sameShapes++;
  }
  assert.ok(sameShapes >= 14, `${sameShapes} of 20 shapes are equal`);
});

/** Weights by which the losses of each kind of batch are means, and how many positions may have one. */
const WEIGHTS = {
  ask: ["target.weight"],
  pretrain: ["target.weight"],
  label: ["entity.weight", "link.weight"],
};

test("batches hold all kinds, and no padding position carries weight", () => {
  const source = stream();
  const kinds = new Set<string>();
  for (let i = 0; i < 30; i++) {
    const { kind, feeds, shape, questions } = source.next();
    kinds.add(kind);
    for (const name of WEIGHTS[kind]) {
      const weights = feeds[name].data as Float32Array;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const empty = kind !== "label" && questions === 0;
      assert.ok(Math.abs(total - 1) < 1e-4 || empty, `${name} of a batch sums to ${total}`);
      const perPage = "entities" in shape ? [shape.units, shape.entities] : [shape.questions * shape.answer];
      assert.ok(perPage.includes(weights.length / shape.pages), `${name} has ${weights.length} places`);
    }
  }
  assert.deepEqual([...kinds].sort(), ["ask", "label", "pretrain"]);
});

test("batches that label say which tag each word has and to what each entity belongs", () => {
  const source = stream();
  let batch = source.next();
  while (batch.kind !== "label") batch = source.next();
  const shape = batch.shape as LabelShape;
  const tags = batch.feeds["entity.label"].data as Int32Array;
  const weight = batch.feeds["entity.weight"].data as Float32Array;
  const counts = new Map<number, number>();
  tags.forEach((tag, i) => {
    if (weight[i] > 0) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  });
  // answer: 1 begins, 2 continues, 3 is inside; question: 4 begins.
  assert.equal(counts.get(1), counts.get(4));
  assert.equal(counts.get(3), counts.get(4));
  assert.equal(counts.get(2), undefined);
  const allowed = batch.feeds["link.allowed"].data as Float32Array;
  const asked = batch.feeds["link.weight"].data as Float32Array;
  const label = batch.feeds["links.label"].data as Int32Array;
  for (let row = 0; row < asked.length; row++) {
    if (asked[row] === 0) continue;
    const right = [...allowed.subarray(row * (1 + shape.entities), (row + 1) * (1 + shape.entities)).entries()]
      .filter(([, value]) => value === 0)
      .map(([column]) => column);
    const page = row - (row % shape.entities);
    // Entities come as key and value in turn; keys belong to none.
    assert.deepEqual(right, label[row] === 1 ? [0] : [row - page], `entity ${row}`);
  }
});

/** Pages like those of the fake source, from which nothing is asked. */
const unlabelled: PageSource = {
  name: "unlabelled",
  weight: 4,
  teaches: false,
  draw: (random) => ({ ...fakeSource.draw(random), id: "unlabelled", questions: [], entities: [], links: [] }),
};

test("a source that teaches nothing is drawn for pre-training alone", () => {
  const drawn = new Map<string, number>();
  const counting = (source: PageSource): PageSource => ({
    ...source,
    draw(random) {
      drawn.set(source.name, (drawn.get(source.name) ?? 0) + 1);
      return source.draw(random);
    },
  });
  const made = (pretrain: number) => {
    drawn.clear();
    const lexical = new LexicalCache(config, tokenizer);
    const both = [counting(fakeSource), counting(unlabelled)];
    return new Stream(config, ids, lexical, both, { ...options, label: 0, pretrain }, 5, 0);
  };
  const asking = made(0);
  for (let i = 0; i < 10; i++) {
    const { kind, pages, shape } = asking.next();
    assert.equal(kind, "ask");
    assert.equal(pages, shape.pages, "a page of the batch is not asked");
  }
  assert.equal(drawn.get("unlabelled"), undefined);

  const mixed = made(0.5);
  const kinds = Array.from({ length: 20 }, () => mixed.next().kind);
  assert.ok(kinds.includes("ask") && kinds.includes("pretrain"));
  assert.ok((drawn.get("unlabelled") ?? 0) > 10);

  const lexical = new LexicalCache(config, tokenizer);
  const alone = new Stream(config, ids, lexical, [unlabelled], { ...options, pretrain: 0 }, 5, 0);
  for (let i = 0; i < 10; i++) assert.equal(alone.next().kind, "pretrain");
});

test("buckets chosen by the pages leave less than a tenth of the encoder's positions empty, and are the same on all ranks", () => {
  const some = { ...options, crop: STREAM.crop, buckets: 8, budget: 256, poolPages: 120, poolBatches: 30, label: 0 };
  const streams = [0, 1].map(
    (rank) => new Stream(config, ids, new LexicalCache(config, tokenizer), [fakeSource], some, 5, rank),
  );
  assert.deepEqual(streams[0].buckets, streams[1].buckets);
  assert.ok(streams[0].buckets.length <= 8);
  let [filled, room] = [0, 0];
  for (let i = 0; i < 60; i++) {
    const batch = streams[0].next();
    const mask = batch.feeds["encoder.mask"].data as Float32Array;
    assert.equal(batch.room, mask.length);
    assert.equal(batch.filled, batch.positions, "no question and no picture here");
    filled += batch.filled;
    room += batch.room;
  }
  assert.ok(1 - filled / room < 0.1, `${1 - filled / room} of the positions are padding`);
});

test("shapes() tells the batches of a pool before they are made", () => {
  const source = stream();
  const told = source.shapes();
  for (const { kind, shape } of told) {
    const batch = source.next();
    assert.deepEqual([batch.kind, batch.shape], [kind, shape]);
  }
});

test("a stream says which sources give nothing to make batches of", () => {
  const empty: PageSource = { ...fakeSource, name: "blank pages", draw: (random) => blank(fakeSource.draw(random)) };
  const blank = (labelled: LabelledDocument): LabelledDocument => {
    const pages = labelled.document.pages.map((page) => ({ ...page, words: [], lines: [] }));
    return { ...labelled, document: { ...labelled.document, pages } };
  };
  const made = new Stream(config, ids, new LexicalCache(config, tokenizer), [empty], options, 5, 0);
  assert.throws(
    () => made.next(),
    (error) => error instanceof StreamError && /blank pages/.test(error.message),
  );
});

test("pre-training batches leave out the tasks that are switched off", () => {
  const made = (overrides: Partial<StreamOptions>) => {
    const all = { ...options, pretrain: 1, label: 0, ...overrides };
    return new Stream(config, ids, new LexicalCache(config, tokenizer), [fakeSource], all, 5, 0).next();
  };
  const parts = (batch: PreparedBatch) => Object.keys(objectiveOf(config, batch, TRAINER.losses).parts);
  assert.deepEqual(parts(made({})), ["denoise", "line", "grid"]);
  assert.deepEqual(parts(made({ places: { grid: false } })), ["denoise", "line"]);
  assert.deepEqual(parts(made({ places: { pairs: 0 } })), ["denoise", "grid"]);
  assert.deepEqual(parts(made({ corruption: { ...CORRUPTION, hidden: 0 } })), ["denoise"]);
  assert.deepEqual(parts(made({ corruption: { ...CORRUPTION, density: 0 } })), ["line", "grid"]);
});
