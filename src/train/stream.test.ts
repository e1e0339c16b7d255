import assert from "node:assert/strict";
import { test } from "node:test";
import { byteTokenizer, fakeSource } from "../../test/fakes.ts";
import { preset } from "../model/config.ts";
import { LexicalCache } from "../model/lexical.ts";
import { specialIds } from "../model/vocabulary.ts";
import { STREAM, Stream, type StreamOptions } from "./stream.ts";

const tokenizer = byteTokenizer();
const ids = specialIds(tokenizer);
const config = { ...preset("tiny"), vocabularySize: tokenizer.vocabularySize };

const options: StreamOptions = {
  ...STREAM,
  budget: 128,
  buckets: [32, 64],
  poolPages: 24,
  poolBatches: 10,
  pretrain: 0.3,
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

test("ranks see other pages in batches of the same kinds and lengths of questions", () => {
  const [first, second] = [stream(0), stream(1)];
  let sameShapes = 0;
  for (let i = 0; i < 20; i++) {
    const [a, b] = [first.next(), second.next()];
    assert.equal(a.kind, b.kind);
    assert.deepEqual([a.shape.prompt, a.shape.answer], [b.shape.prompt, b.shape.answer]);
    assert.notDeepEqual(a.feeds["units.text"], b.feeds["units.text"]);
    if (JSON.stringify(a.shape) === JSON.stringify(b.shape)) sameShapes++;
  }
  assert.ok(sameShapes >= 14, `${sameShapes} of 20 shapes are equal`);
});

test("batches hold both kinds, and no padding position carries weight", () => {
  const source = stream();
  const kinds = new Set<string>();
  for (let i = 0; i < 20; i++) {
    const { kind, feeds, shape, questions } = source.next();
    kinds.add(kind);
    const weights = feeds["target.weight"].data as Float32Array;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    assert.ok(Math.abs(total - 1) < 1e-4 || questions === 0, `weights of a batch sum to ${total}`);
    assert.equal(weights.length, shape.pages * shape.questions * shape.answer);
  }
  assert.deepEqual([...kinds].sort(), ["ask", "pretrain"]);
});
