/**
 * The decoder over one encoding of B pages with K sequences each: T5's stack, with the question as prompt and match biases
 * where ours are on. A sequence is [prompt | answer]: T = prompt + answer positions; the prompt attends to itself in both
 * directions, the answer to all before it.
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import {
  attend,
  feedForwardLayer,
  type KeysValues,
  linear,
  norm,
  relativeBias,
  selfAttention,
  splitHeads,
} from "./attention.ts";
import type { ModelConfig } from "./config.ts";
import { type Lexicon, lookUp } from "./embeddings.ts";
import { type Encoded, wordMatchBias } from "./encoder.ts";
import { MATCH_FEATURES } from "./features.ts";
import type { GraphLeaves } from "./parameters.ts";

export interface DecoderShape {
  /** K: sequences a page. */
  questions: number;
  /** Positions of the question as prompt; 0 where it is in the encoder. */
  prompt: number;
  /** Positions of the answer, its start included. */
  answer: number;
  /** Positions that earlier runs have left in the cache; default 0. */
  past?: number;
}

/** Where cached decoding keeps and finds keys and values; without it all is computed afresh. */
export interface DecoderCache {
  /** As `remember` of selfAttention, per layer. */
  own(layer: number, fresh: KeysValues): KeysValues;
  /** Keys and values of the page's states for cross-attention. */
  page(layer: number): KeysValues;
}

/** Keys and values of the encoder's states for cross-attention of `layer`. */
export function pageKeys(c: ModelConfig, p: GraphLeaves, layer: number, states: Node): KeysValues {
  const prefix = `decoder.block.${layer}.layer.1.EncDecAttention`;
  return {
    k: splitHeads(c, linear(p, `${prefix}.k`, states)),
    v: splitHeads(c, linear(p, `${prefix}.v`, states)),
  };
}

/**
 * Bias of answer positions on the units, by features of question and unit that the state weighs.
 * @param state [B * K, A, D] -> [B, H, K, A, N]
 */
function stateMatchBias(c: ModelConfig, p: GraphLeaves, layer: string, state: Node, features: Node): Node {
  const [batch, questions, count, units] = features.shape;
  const answer = state.shape[1];
  const weighed = f.add(linear(p, `${layer}.matches.state`, state), p.get(`${layer}.matches.state.bias`)); // [BK, A, H * F]
  const rows = f.reshape(weighed, [batch, questions, answer * c.heads, count]);
  const bias = f.reshape(f.matmul(rows, features), [batch, questions, answer, c.heads, units]);
  return f.transpose(bias, [0, 3, 1, 2, 4]);
}

/** Features of the matches of each question with each unit. */
export function matchFeatures(p: GraphLeaves, pages: number, questions: number, units: number): Node {
  return p.input("matches.features", [pages, questions, MATCH_FEATURES.length, units]);
}

/** Bias of cross-attention in `layer`: the mask, and matches for prompt and answer rows. -> broadcasts to [B, H, K * T, S] */
function crossBias(
  c: ModelConfig,
  p: GraphLeaves,
  layer: string,
  encoded: Encoded,
  shape: DecoderShape,
  state: Node,
): Node {
  if (!c.matches) return encoded.mask;
  const [B, S] = encoded.states.shape;
  const N = encoded.units.shape[1];
  const { questions: K, prompt, answer } = shape;
  const rows: Node[] = [];
  if (prompt > 0) {
    const matches = p.input("matches.words", [B, 2, K * prompt * N]);
    const bias = wordMatchBias(p, `${layer}.matches.words.weight`, matches, K * prompt, N);
    rows.push(f.reshape(bias, [B, c.heads, K, prompt, N]));
  }
  if (answer > 0) {
    const state0 = f.slice(state, 1, prompt, prompt + answer);
    rows.push(stateMatchBias(c, p, layer, state0, matchFeatures(p, B, K, N)));
  }
  const bias = f.reshape(f.concat(rows, 3), [B, c.heads, K * (prompt + answer), N]);
  return f.add(f.pad(bias, 3, S - N, 0), encoded.mask);
}

/** Vectors of the sequences before the first layer. -> [B * K, T, D] */
function decoderInput(c: ModelConfig, p: GraphLeaves, words: Lexicon, encoded: Encoded, shape: DecoderShape): Node {
  const B = encoded.states.shape[0];
  const { questions: K, prompt, answer } = shape;
  const R = B * K;
  const parts: Node[] = [];
  const segment = (i: number) => f.slice(p.get("decoder.segment.weight"), 0, i, i + 1);
  if (prompt > 0) parts.push(f.add(lookUp(words, p.input("question.text", [R, prompt], "int32")), segment(0)));
  if (answer > 0) {
    let x = f.gather(p.get("shared.weight"), p.input("answer.tokens", [R, answer], "int32"));
    if (c.pointer) {
      const pointed = p.input("answer.pointed", [R, answer, 1]);
      const generated = f.multiply(x, f.subtract(1, pointed));
      // Tokens point at tokens, whose vector is already x.
      let fed = c.positions === "words" ? lookUp(words, p.input("answer.words", [R, answer], "int32")) : x;
      if (c.inputFeeding) {
        const N = encoded.units.shape[1];
        const units = f.reshape(encoded.units, [B * N, c.width]);
        const state = f.gather(units, p.input("answer.units", [R, answer], "int32"));
        fed = f.add(fed, linear(p, "pointer.feed", state));
      }
      x = f.add(generated, f.multiply(fed, pointed));
    }
    parts.push(c.question === "decoder" ? f.add(x, segment(1)) : x);
  }
  const x = f.concat(parts, 1);
  if (c.decoderPositions !== "absolute") return x;
  return f.add(x, f.gather(p.get("decoder.places.weight"), p.input("decoder.places", [prompt + answer], "int32")));
}

/** Cross-attention sub-layer. x [B * K, T, D] attends to the states [B, S, D] of its page. */
function crossAttention(
  c: ModelConfig,
  p: GraphLeaves,
  layer: string,
  x: Node,
  encoded: Encoded,
  shape: DecoderShape,
  { k, v }: KeysValues,
): Node {
  const [B] = encoded.states.shape;
  const T = x.shape[1];
  const prefix = `${layer}.EncDecAttention`;
  const rows = f.reshape(norm(c, p, `${layer}.layer_norm`, x), [B, shape.questions * T, c.width]);
  const q = splitHeads(c, linear(p, `${prefix}.q`, rows));
  const context = attend(c, q, k, v, crossBias(c, p, layer, encoded, shape, x));
  return f.add(x, f.reshape(linear(p, `${prefix}.o`, context), x.shape));
}

/**
 * Normalised states of all positions. -> [B * K, T, D]
 * The mask of self-attention is fed ([B * K, T, past + T], 0 or -1e9): it holds padding, causality and the prompt's free view.
 * @param trace as in encode().
 */
export function decode(
  c: ModelConfig,
  p: GraphLeaves,
  words: Lexicon,
  encoded: Encoded,
  shape: DecoderShape,
  cache?: DecoderCache,
  trace: Node[] = [],
): Node {
  const R = encoded.states.shape[0] * shape.questions;
  const T = shape.prompt + shape.answer;
  const M = T + (shape.past ?? 0);
  let x = decoderInput(c, p, words, encoded, shape);
  let bias: Node = f.reshape(p.input("decoder.mask", [R, T, M]), [R, 1, T, M]);
  if (c.decoderPositions === "relative") {
    bias = f.add(relativeBias(p, "decoder", p.input("decoder.buckets", [T, M], "int32")), bias);
  }
  for (let i = 0; i < c.decoderLayers; i++) {
    const block = `decoder.block.${i}`;
    trace.push(x);
    x = selfAttention(c, p, `${block}.layer.0`, x, bias, null, cache && ((fresh) => cache.own(i, fresh)));
    const page = cache ? cache.page(i) : pageKeys(c, p, i, encoded.states);
    x = crossAttention(c, p, `${block}.layer.1`, x, encoded, shape, page);
    x = feedForwardLayer(c, p, `${block}.layer.2`, x);
  }
  const states = norm(c, p, "decoder.final_layer_norm", x);
  trace.push(states);
  return states;
}

/** The answer's part of the decoder's states. [B * K, T, D] -> [B * K, A, D] */
export function answerStates(states: Node, shape: DecoderShape): Node {
  return f.slice(states, 1, shape.prompt, shape.prompt + shape.answer);
}
