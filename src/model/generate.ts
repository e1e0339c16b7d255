/**
 * Answers from a trained model: the page is encoded once, its questions go through the decoder as prompts, then one position
 * at a time with cached keys and values, greedily or by beam. Three graphs a shape: encode, prompt, step; two more for entities
 * and links. Knows items and probabilities, not what they mean (tasks/ does).
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import { dialectOf, emitOnnx } from "../engine/onnx.ts";
import { type Placed, placeTensors } from "../engine/place.ts";
import {
  type DeviceTensor,
  float32,
  int32,
  type Runtime,
  type Session,
  type SessionOptions,
  type Tensor,
} from "../engine/runtime.ts";
import { BatchWords, encoderFeeds, type Feeds, lexiconFeeds, matchFeeds, placeIndices, promptFeeds } from "./batch.ts";
import { causalBuckets } from "./buckets.ts";
import type { ModelConfig } from "./config.ts";
import { type DecoderShape, decode, pageKeys } from "./decoder.ts";
import { lexicon } from "./embeddings.ts";
import { type Encoded, type EncoderShape, encode, encoderLength } from "./encoder.ts";
import { linkScores, tagScores } from "./heads.ts";
import type { PageInputs, QuestionInputs } from "./inputs.ts";
import type { LexicalCache } from "./lexical.ts";
import { linkFeeds, type WindowEntity } from "./links.ts";
import { answerScores, markScores, unitKeys } from "./output.ts";
import { GraphLeaves, type Parameters } from "./parameters.ts";
import { type EncodedPages, type Generated, Search } from "./search.ts";
import { sequenceMask } from "./teacher.ts";
import type { SpecialIds } from "./vocabulary.ts";

export interface GenerateOptions {
  /** Beams; 1 is greedy. Default 1. */
  beams?: number;
  /** Longest answer in items. Default 48. */
  limit?: number;
  signal?: AbortSignal;
}

/** What shapes are rounded up to: each is graphs that are compiled. */
interface Rounding {
  /** Positions of pages: those of at most 128, and longer ones. */
  units: readonly [number, number];
  /** Distinct words of pages and of prompts. */
  words: number;
  promptWords: number;
  prompt: number;
  /** Questions at a time, above two. */
  questions: number;
  /** Sessions that are kept. */
  kept: number;
}

/** Close to what is computed. */
const CLOSE: Rounding = { units: [32, 64], words: 64, promptWords: 32, prompt: 8, questions: 4, kept: 24 };
/** A sixth of the shapes, and more padding. */
const COARSE: Rounding = { units: [128, 192], words: 512, promptWords: 256, prompt: 16, questions: 8, kept: 96 };

export interface GeneratorOptions extends SessionOptions {
  /** Few shapes and all of them kept: where the same pages are asked again and again, of one set of weights after the other. */
  coarse?: boolean;
}

const roundUp = (value: number, to: number) => Math.max(to, Math.ceil(value / to) * to);

/** Sessions of one model, made on first use of a shape; the oldest are let go. */
export class Generator {
  readonly config: ModelConfig;
  readonly #parameters: Parameters;
  readonly #runtime: Runtime;
  readonly #lexical: LexicalCache;
  readonly #ids: SpecialIds;
  readonly #options: SessionOptions;
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #rounding: Rounding;
  /** The parameters on a device that keeps them; null elsewhere. */
  #placed: Promise<Placed | null> | undefined;

  constructor(
    config: ModelConfig,
    parameters: Parameters,
    ids: SpecialIds,
    lexical: LexicalCache,
    runtime: Runtime,
    { coarse = false, ...options }: GeneratorOptions = {},
  ) {
    this.config = config;
    this.#rounding = coarse ? COARSE : CLOSE;
    this.#parameters = parameters;
    this.#ids = ids;
    this.#lexical = lexical;
    this.#runtime = runtime;
    this.#options = { optimization: "all", arena: false, ...options };
  }

  async #session(key: string, outputs: () => Record<string, Node>): Promise<Session> {
    let session = this.#sessions.get(key);
    if (session) this.#sessions.delete(key);
    else {
      session = this.#runtime.load(emitOnnx(outputs(), dialectOf(this.#options.device)), this.#options);
    }
    this.#sessions.set(key, session);
    if (this.#sessions.size > this.#rounding.kept) {
      const [oldest, dropped] = this.#sessions.entries().next().value as [string, Promise<Session>];
      this.#sessions.delete(oldest);
      await (await dropped).dispose();
    }
    return session;
  }

  async #run(session: Session, feeds: Feeds): Promise<Record<string, Tensor>> {
    this.#placed ??= placeTensors(this.#runtime, this.#parameters, this.#options);
    const parameters = (await this.#placed)?.tensors ?? this.#parameters;
    const all: Record<string, Tensor | DeviceTensor> = {};
    for (const name of session.inputs) all[name] = feeds[name] ?? parameters[name];
    return session.run(all);
  }

  async dispose(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of sessions) await (await session).dispose();
    await (await this.#placed)?.release();
    this.#placed = undefined;
  }

  /** Encodes pages together. `questions`, one a page, where the configuration puts them into the encoder. */
  async encode(pages: readonly PageInputs[], questions: readonly QuestionInputs[] = []): Promise<EncodedPages> {
    const c = this.config;
    const longest = Math.max(...pages.map((page) => page.texts.length), 1);
    const question =
      questions.length > 0 && c.question === "encoder"
        ? roundUp(Math.max(...questions.map((q) => q.texts.length), 1), this.#rounding.prompt)
        : 0;
    const rounding = this.#rounding;
    const units = roundUp(longest, rounding.units[longest > 128 ? 1 : 0]);
    const batchWords = new BatchWords(Infinity);
    const shape: EncoderShape = {
      pages: pages.length,
      words: 0,
      units,
      question,
      visual: c.visualTokens > 0 && pages.some((page) => page.patches !== null),
    };
    const feeds = encoderFeeds(c, shape, pages, batchWords, questions);
    shape.words = c.positions === "words" ? roundUp(batchWords.size, rounding.words) : 0;
    Object.assign(feeds, lexiconFeeds(c, batchWords, shape.words));
    if (question > 0) {
      const decoder = { questions: 1, prompt: 0, answer: 0 };
      Object.assign(
        feeds,
        matchFeeds(
          c,
          { ...shape, ...decoder },
          this.#lexical,
          pages,
          questions.map((q) => [q]),
        ),
      );
    }
    const session = await this.#session(`encode ${JSON.stringify(shape)}`, () => encodeGraph(c, shape));
    const values = await this.#run(session, feeds);
    values["encoded.mask"] = feeds["encoder.mask"];
    if (feeds["units.mask"]) values["units.mask"] = feeds["units.mask"];
    return { pages, shape, values };
  }

  /**
   * Answers questions[b] on page b of `encoded`. Where questions are in the encoder, each page has the one that it was
   * encoded with.
   */
  async answer(
    encoded: EncodedPages,
    questions: readonly (readonly QuestionInputs[])[],
    options: GenerateOptions = {},
  ): Promise<Generated[][]> {
    const { beams = 1, limit = 48, signal } = options;
    const c = this.config;
    const most = Math.max(...questions.map((list) => list.length), 1);
    const rounding = this.#rounding;
    const K = (most <= 2 ? most : roundUp(most, rounding.questions)) * beams;
    const longest = Math.max(...questions.flat().map((q) => q.texts.length), 1);
    const prompt = c.question === "decoder" ? roundUp(longest, rounding.prompt) : 0;
    const search = new Search(c, this.#ids, encoded, questions, K, beams, limit);
    const promptShape: DecoderShape = { questions: K, prompt, answer: 0 };
    const shape: DecoderShape = { questions: K, prompt: 0, answer: 1, past: prompt + search.capacity };
    const full = { ...encoded.shape, ...promptShape };
    const repeated = questions.map((list) => list.flatMap((q) => new Array<QuestionInputs>(beams).fill(q)));
    const base: Feeds = { ...encoded.values };
    Object.assign(base, matchFeeds(c, full, this.#lexical, encoded.pages, repeated));

    if (prompt > 0) {
      const words = new BatchWords(Infinity);
      const feeds: Feeds = { ...base, ...promptFeeds(full, repeated, words) };
      const count = c.positions === "words" ? roundUp(words.size, rounding.promptWords) : 0;
      Object.assign(feeds, lexiconFeeds(c, words, count));
      const lengths = search.rows.map((row) => row.question?.texts.length ?? 0);
      const mask = sequenceMask(promptShape, lengths.length, (row) => ({
        prompt: Math.min(prompt, lengths[row]),
        answer: 0,
      }));
      feeds["decoder.mask"] = float32([lengths.length, prompt, prompt], mask);
      feeds["decoder.places"] = int32([prompt], placeIndices(c, prompt, 0));
      if (c.decoderPositions === "relative") {
        const buckets = causalBuckets(prompt, c.relativeBuckets, c.relativeDistance);
        feeds["decoder.buckets"] = int32([prompt, prompt], buckets);
      }
      const key = `prompt ${count} ${K} ${prompt} ${JSON.stringify(encoded.shape)}`;
      const session = await this.#session(key, () => promptGraph(c, { ...encoded.shape, words: count }, promptShape));
      search.startCache(prompt, lengths, await this.#run(session, feeds));
    } else search.startCache(0, [], null);

    const key = `step ${K} ${prompt} ${search.capacity} ${JSON.stringify(encoded.shape)}`;
    const session = await this.#session(key, () => stepGraph(c, encoded.shape, shape));
    while (!search.done) {
      signal?.throwIfAborted();
      search.advance(await this.#run(session, { ...base, ...search.feeds() }));
    }
    return search.results();
  }

  /** Scores [positions, tags] of the units of each page; the configuration must name labels. */
  async tags(encoded: EncodedPages): Promise<Float32Array[]> {
    const { shape, pages } = encoded;
    const key = `tags ${shape.pages} ${shape.units}`;
    const session = await this.#session(key, () => {
      const p = new GraphLeaves(this.config);
      return { tags: tagScores(this.config, p, unitLeaves(this.config, p, shape)) };
    });
    const { tags } = await this.#run(session, encoded.values);
    const width = tags.data.length / (shape.pages * shape.units);
    return pages.map(({ texts }, b) => {
      const start = b * shape.units * width;
      return (tags.data as Float32Array).slice(start, start + texts.length * width);
    });
  }

  /** For the entities of each page, probabilities [E, 1 + E] of belonging to none (column 0) or to which of them. */
  async links(encoded: EncodedPages, entities: readonly (readonly WindowEntity[])[]): Promise<Float32Array[]> {
    const { shape } = encoded;
    const count = roundUp(Math.max(...entities.map((list) => list.length)), 16);
    const key = `links ${count} ${shape.pages} ${shape.units}`;
    const session = await this.#session(key, () => {
      const p = new GraphLeaves(this.config);
      return { links: f.softmax(linkScores(this.config, p, unitLeaves(this.config, p, shape), count)) };
    });
    const feeds = { ...encoded.values, ...linkFeeds(entities, shape, count) };
    const data = (await this.#run(session, feeds)).links.data as Float32Array;
    return entities.map((list, b) => {
      const rows = list.map((_, e) => {
        const start = (b * count + e) * (1 + count);
        return data.subarray(start, start + 1 + list.length);
      });
      return Float32Array.from(rows.flatMap((row) => [...row]));
    });
  }
}

function unitLeaves(c: ModelConfig, p: GraphLeaves, { pages, units }: EncoderShape): Node {
  return p.input("encoded.units", [pages, units, c.width]);
}

/** Leaves that stand for the encode graph's results. */
function encodedLeaves(c: ModelConfig, p: GraphLeaves, shape: EncoderShape): Encoded {
  const { pages: B, units: N } = shape;
  const S = encoderLength(c, shape);
  return {
    // Only its shape is read: cross-attention gets its keys and values ready made.
    states: p.input("encoded.states", [B, S, c.width]),
    units: p.input("encoded.units", [B, N, c.width]),
    vectors: p.input("encoded.vectors", [B, N, c.width]),
    mask: f.reshape(p.input("encoded.mask", [B, S]), [B, 1, 1, S]),
  };
}

function encodeGraph(c: ModelConfig, shape: EncoderShape): Record<string, Node> {
  const p = new GraphLeaves(c);
  const encoded = encode(c, p, lexicon(c, p, shape.words), shape);
  const keys = unitKeys(c, p, encoded.units);
  const outputs: Record<string, Node> = {
    "encoded.units": encoded.units,
    "encoded.vectors": encoded.vectors,
  };
  if (keys.pointer) outputs["keys.pointer"] = keys.pointer;
  if (keys.marks) outputs["keys.marks"] = keys.marks;
  for (let i = 0; i < c.decoderLayers; i++) {
    const { k, v } = pageKeys(c, p, i, encoded.states);
    outputs[`page.${i}.k`] = k;
    outputs[`page.${i}.v`] = v;
  }
  return outputs;
}

function pageLeaves(c: ModelConfig, p: GraphLeaves, shape: EncoderShape, layer: number) {
  const size = [shape.pages, c.heads, encoderLength(c, shape), c.headWidth];
  return { k: p.input(`page.${layer}.k`, size), v: p.input(`page.${layer}.v`, size) };
}

function promptGraph(c: ModelConfig, shape: EncoderShape, decoder: DecoderShape): Record<string, Node> {
  const p = new GraphLeaves(c);
  const outputs: Record<string, Node> = {};
  decode(c, p, lexicon(c, p, shape.words), encodedLeaves(c, p, shape), decoder, {
    own(layer, fresh) {
      outputs[`own.${layer}.k`] = fresh.k;
      outputs[`own.${layer}.v`] = fresh.v;
      return fresh;
    },
    page: (layer) => pageLeaves(c, p, shape, layer),
  });
  return outputs;
}

function stepGraph(c: ModelConfig, shape: EncoderShape, decoder: DecoderShape): Record<string, Node> {
  const p = new GraphLeaves(c);
  const encoded = encodedLeaves(c, p, shape);
  const R = shape.pages * decoder.questions;
  const outputs: Record<string, Node> = {};
  // A pointed word's vector is found among the page's.
  const words = { table: f.reshape(encoded.vectors, [-1, c.width]) };
  const size = [R, c.heads, decoder.past ?? 0, c.headWidth];
  const state = decode(c, p, words, encoded, decoder, {
    own(layer, fresh) {
      outputs[`own.${layer}.k`] = fresh.k;
      outputs[`own.${layer}.v`] = fresh.v;
      const join = (name: string, x: Node) => f.concat([p.input(`past.${layer}.${name}`, size), x], 2);
      return { k: join("k", fresh.k), v: join("v", fresh.v) };
    },
    page: (layer) => pageLeaves(c, p, shape, layer),
  });
  const keySize = [shape.pages, shape.units, c.width];
  const keys = {
    pointer: c.pointer ? p.input("keys.pointer", keySize) : undefined,
    marks: c.marks ? p.input("keys.marks", keySize) : undefined,
  };
  outputs.scores = answerScores(c, p, state, keys, encoded, decoder).all;
  if (keys.marks) outputs.marks = markScores(c, p, state, keys.marks, encoded, decoder.questions);
  return outputs;
}
