/** Properties of the model with random weights: what padding, batches, caching and page size must not change. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { emitOnnx } from "../src/engine/onnx.ts";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import { BatchWords, encoderFeeds, type Feeds, lexiconFeeds, matchFeeds, promptFeeds } from "../src/model/batch.ts";
import { checkConfig, type ModelConfig, preset } from "../src/model/config.ts";
import { answerStates, type DecoderShape, decode } from "../src/model/decoder.ts";
import { lexicon } from "../src/model/embeddings.ts";
import { type EncoderShape, encode } from "../src/model/encoder.ts";
import { Generator } from "../src/model/generate.ts";
import { pageInputs, questionInputs } from "../src/model/inputs.ts";
import { LexicalCache } from "../src/model/lexical.ts";
import { answerScores, unitKeys } from "../src/model/output.ts";
import { countParameters, GraphLeaves, initialize, type Parameters } from "../src/model/parameters.ts";
import { questionTarget, type Target } from "../src/model/targets.ts";
import { teacherFeeds } from "../src/model/teacher.ts";
import { pageUnits } from "../src/model/units.ts";
import { specialIds } from "../src/model/vocabulary.ts";
import { assertClose } from "./close.ts";
import { byteTokenizer, fakePage, fakeQuestions } from "./fakes.ts";

const tokenizer = byteTokenizer();
const ids = specialIds(tokenizer);
const ours: ModelConfig = { ...preset("tiny"), vocabularySize: tokenizer.vocabularySize };
const paper: ModelConfig = {
  ...preset("small"),
  width: 32,
  heads: 2,
  headWidth: 16,
  feedForward: 48,
  encoderLayers: 2,
  decoderLayers: 2,
  vocabularySize: tokenizer.vocabularySize,
  answerVocabulary: tokenizer.vocabularySize,
  visualSize: 64,
  visualTokens: 32,
  visualRows: 8,
};

function thumbnail(seed: number) {
  const data = Uint8Array.from({ length: 80 * 100 * 3 }, (_, i) => (i * 7919 + seed * 131) % 251);
  return { width: 80, height: 100, data };
}

/** Scores of all answer positions, teacher-forced, in one graph. */
async function forcedScores(
  c: ModelConfig,
  parameters: Parameters,
  lexical: LexicalCache,
  pages: ReturnType<typeof pageInputs>[],
  questions: ReturnType<typeof questionInputs>[][],
  targets: Target[][],
  extra = { units: 0, prompt: 0, answer: 0, words: 0, questions: 0 },
) {
  const inEncoder = c.question === "encoder";
  const longest = Math.max(...questions.flat().map((q) => q.texts.length));
  const encoderShape: EncoderShape = {
    pages: pages.length,
    units: Math.max(...pages.map((page) => page.texts.length)) + extra.units,
    words: 0,
    question: inEncoder ? longest + extra.prompt : 0,
    visual: pages.some((page) => page.patches),
  };
  const decoderShape: DecoderShape = {
    questions: Math.max(...questions.map((list) => list.length)) + extra.questions,
    prompt: inEncoder ? 0 : longest + extra.prompt,
    answer: Math.max(...targets.flat().map((target) => target.items.length)) + 1 + extra.answer,
  };
  const shape = { ...encoderShape, ...decoderShape };
  const words = new BatchWords(Infinity);
  const sequences = targets.map((list, b) =>
    list.map((target, k) => ({ target, promptLength: questions[b][k].texts.length })),
  );
  const feeds: Feeds = {
    ...encoderFeeds(c, shape, pages, words, inEncoder ? questions.map(([q]) => q) : []),
    ...promptFeeds(shape, questions, words),
    ...matchFeeds(c, shape, lexical, pages, questions),
    ...teacherFeeds(c, ids, shape, pages, sequences, words),
  };
  shape.words = words.size + extra.words;
  Object.assign(feeds, lexiconFeeds(c, words, shape.words));
  const p = new GraphLeaves(c);
  const table = lexicon(c, p, shape.words);
  const encoded = encode(c, p, table, shape);
  const state = answerStates(decode(c, p, table, encoded, shape), shape);
  const scores = answerScores(c, p, state, unitKeys(c, p, encoded.units), encoded, shape).all;
  const session = await nodeRuntime.load(emitOnnx({ scores }), { arena: false });
  const all: Feeds = {};
  for (const name of session.inputs) all[name] = feeds[name] ?? parameters[name];
  const { scores: result } = await session.run(all);
  await session.dispose();
  const width = result.shape[1];
  const G = c.answerVocabulary;
  /** Scores of page b, question k, answer position t over tokens and the page's own positions. */
  return (b: number, k: number, t: number) => {
    const row = (b * shape.questions + k) * shape.answer + t;
    const count = c.pointer ? pages[b].texts.length : 0;
    return (result.data as Float32Array).subarray(row * width, row * width + G + count);
  };
}

function prepare(c: ModelConfig, seeds: number[]) {
  const parameters = initialize(checkConfig(c), 3);
  // Nothing at zero: every part must take part.
  for (const { data } of Object.values(parameters)) {
    for (let i = 0; i < data.length; i++) if (data[i] === 0) data[i] = 0.02 * Math.sin(i);
  }
  const lexical = new LexicalCache(c, tokenizer);
  const inEncoder = c.question === "encoder";
  const pages = seeds.map((seed, i) => {
    const page = fakePage(seed, 9 + 5 * i);
    return { page, inputs: pageInputs(c, lexical, page, pageUnits(page), thumbnail(seed)) };
  });
  const labelled = pages.map(({ page }, i) => fakeQuestions(page, i).slice(0, inEncoder ? 1 : 5));
  const questions = labelled.map((list) => list.map((q) => questionInputs(c, lexical, q.question)));
  const targets = labelled.map((list, b) =>
    list.map((q) => {
      const target = questionTarget(c, ids, lexical, q, pages[b].inputs, 0);
      assert.ok(target, q.kind);
      return target;
    }),
  );
  return { parameters, lexical, pages: pages.map((page) => page.inputs), questions, targets };
}

const variants: Record<string, ModelConfig> = {
  ours,
  paper,
  "ours with tokens": { ...ours, positions: "tokens", piecesPerWord: 1, answerVocabulary: tokenizer.vocabularySize },
  "ours with the question in the encoder": { ...ours, question: "encoder" },
  "paper with pointer and feeding": { ...paper, pointer: true, inputFeeding: true },
  "paper with relations, matches, rotary": { ...paper, relations: true, matches: true, rotary: true },
  "paper with colours and numbers": { ...paper, colours: true, numbers: true },
  "paper with the question as prompt": { ...paper, question: "decoder" },
  "paper with words": { ...paper, positions: "words", piecesPerWord: 12 },
  "paper with evidence first": { ...paper, evidenceFirst: true },
  "ours without pointer": { ...ours, pointer: false, inputFeeding: false, answerVocabulary: tokenizer.vocabularySize },
};

test("parameter counts of the paper's presets are the paper's, in millions, truncated", () => {
  const millions = (name: string) => Math.floor(countParameters(preset(name)).total / 1e6);
  assert.deepEqual([millions("small"), millions("base"), millions("large")], [66, 232, 750]);
});

for (const [name, c] of Object.entries(variants)) {
  test(`${name}: padding of pages, questions and answers changes nothing`, async () => {
    const { parameters, lexical, pages, questions, targets } = prepare(c, [1, 2]);
    const plain = await forcedScores(c, parameters, lexical, pages, questions, targets);
    const more = { units: 7, prompt: 3, answer: 4, words: 11, questions: c.question === "encoder" ? 0 : 2 };
    const padded = await forcedScores(c, parameters, lexical, pages, questions, targets, more);
    targets.forEach((list, b) => {
      list.forEach((target, k) => {
        for (let t = 0; t <= target.items.length; t++) {
          assertClose(padded(b, k, t), plain(b, k, t), {
            absolute: 2e-4,
            relative: 1e-4,
            name: `page ${b} question ${k} item ${t}`,
          });
        }
      });
    });
  });

  test(`${name}: the order of pages in a batch and their company change nothing`, async () => {
    const { parameters, lexical, pages, questions, targets } = prepare(c, [1, 2, 3]);
    const plain = await forcedScores(c, parameters, lexical, pages, questions, targets);
    const turned = await forcedScores(
      c,
      parameters,
      lexical,
      pages.toReversed(),
      questions.toReversed(),
      targets.toReversed(),
    );
    const alone = await forcedScores(c, parameters, lexical, [pages[1]], [questions[1]], [targets[1]]);
    const close = { absolute: 2e-4, relative: 1e-4 };
    for (let t = 0; t < 2; t++) {
      assertClose(turned(2, 0, t), plain(0, 0, t), {
        ...close,
        name: `item ${t} of the first page, last in the batch`,
      });
      assertClose(alone(0, 0, t), plain(1, 0, t), { ...close, name: `item ${t} of the second page, alone` });
    }
  });

  test(`${name}: cached decoding equals uncached`, async () => {
    const { parameters, lexical, pages, questions } = prepare(c, [4, 5]);
    const generator = new Generator(c, parameters, ids, lexical, nodeRuntime);
    const encoded = await generator.encode(
      pages,
      questions.map(([q]) => q),
    );
    const answers = await generator.answer(encoded, questions, { limit: 6 });
    const targets = answers.map((list) =>
      list.map(({ items }) => ({ items: items.map((item) => ({ ...item, anySame: false })), marks: null })),
    );
    const forced = await forcedScores(c, parameters, lexical, pages, questions, targets);
    let compared = 0;
    answers.forEach((list, b) => {
      list.forEach(({ items }, k) => {
        items.forEach((item, t) => {
          const scores = Float64Array.from(forced(b, k, t));
          for (const id of [ids.pad, ids.start, ids.unknown]) if (id !== ids.end) scores[id] = -Infinity;
          const largest = Math.max(...scores);
          const total = scores.reduce((sum, x) => sum + Math.exp(x - largest), 0);
          const choice = item.position >= 0 ? c.answerVocabulary + item.position : item.token;
          const expected = Math.exp(scores[choice] - largest) / total;
          assertClose([item.probability], [expected], {
            absolute: 1e-4,
            relative: 1e-3,
            name: `page ${b} question ${k} item ${t}`,
          });
          assert.ok(scores[choice] >= largest - 1e-3, "greedy takes the best");
          compared++;
        });
      });
    });
    assert.ok(compared > 0);
    await generator.dispose();
  });
}

test("coarse shapes give the same answers", async () => {
  const { parameters, lexical, pages, questions } = prepare(ours, [4, 5]);
  const answersOf = async (coarse: boolean) => {
    const generator = new Generator(ours, parameters, ids, lexical, nodeRuntime, { coarse });
    const encoded = await generator.encode(pages);
    const answers = await generator.answer(encoded, questions, { limit: 6 });
    await generator.dispose();
    return { units: encoded.shape.units, answers };
  };
  const [close, coarse] = [await answersOf(false), await answersOf(true)];
  assert.ok(coarse.units > close.units, "padded further");
  const items = ({ answers }: typeof close) =>
    answers.map((list) => list.map((one) => one.items.map((i) => i.position)));
  assert.deepEqual(items(coarse), items(close));
  const logs = ({ answers }: typeof close) => answers.flat().map(({ logProbability }) => logProbability);
  assertClose(logs(coarse), logs(close), { absolute: 1e-3, relative: 1e-3, name: "log probabilities" });
});

test("a page scaled to another size gives the same inputs", () => {
  const lexical = new LexicalCache(ours, tokenizer);
  const page = fakePage(8, 24);
  const scaled = { ...page, width: page.width * 3, height: page.height * 3 };
  const inputs = (p: typeof page) => {
    const { match, ...rest } = pageInputs(ours, lexical, p, pageUnits(p), thumbnail(1));
    return { ...rest, rows: match?.rows };
  };
  assert.deepEqual(inputs(scaled), inputs(page));
});

test("beam search finds nothing less probable than greedy decoding", async () => {
  const { parameters, lexical, pages, questions } = prepare(ours, [6, 7]);
  const generator = new Generator(ours, parameters, ids, lexical, nodeRuntime);
  const encoded = await generator.encode(pages);
  const greedy = await generator.answer(encoded, questions, { limit: 4 });
  const one = await generator.answer(encoded, questions, { limit: 4, beams: 3 });
  greedy.forEach((list, b) => {
    list.forEach((answer, k) => {
      // Both can be cut at the limit, where their lengths differ; ended answers compare.
      assert.ok(
        one[b][k].logProbability >= answer.logProbability - 1e-3 || one[b][k].items.length !== answer.items.length,
      );
    });
  });
  await generator.dispose();
});
