/**
 * What an answer position says: scores of generated tokens and (ours) of pointed units in one softmax, and marks of a set of
 * units. R = B * K sequences, A answer positions, G answer vocabulary, N units.
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import { linear } from "./attention.ts";
import { COLOUR_SIDES } from "./colour-names.ts";
import type { ModelConfig } from "./config.ts";
import { type DecoderShape, matchFeatures } from "./decoder.ts";
import type { Encoded } from "./encoder.ts";
import { POINTER_RELATIONS } from "./features.ts";
import type { GraphLeaves } from "./parameters.ts";

/** Keys by which units are pointed at and marked; computed once a page. */
export interface UnitKeys {
  pointer?: Node; // [B, N, D]
  marks?: Node; // [B, N, D]
}

export function unitKeys(c: ModelConfig, p: GraphLeaves, units: Node): UnitKeys {
  return {
    pointer: c.pointer ? linear(p, "pointer.k", units) : undefined,
    marks: c.marks ? linear(p, "marks.k", units) : undefined,
  };
}

/** Scores of the first `count` tokens of the vocabulary. states [..., D] -> [..., count] */
export function tokenScores(c: ModelConfig, p: GraphLeaves, states: Node, count: number): Node {
  const name = c.tiedOutput ? "shared.weight" : "lm_head.weight";
  const rows = f.slice(p.get(name), 0, 0, count);
  return f.matmul(states, rows, { transB: true, alpha: c.tiedOutput ? c.width ** -0.5 : 1 });
}

/** A linear function of the state weighs features of each unit. state [R, A, D], features [B, K, F, N] -> [B, K * A, N] */
function weighedFeatures(p: GraphLeaves, name: string, state: Node, features: Node): Node {
  const [batch, questions, count, units] = features.shape;
  const weights = f.add(linear(p, name, state), p.get(`${name}.bias`)); // [R, A, F]
  const rows = f.reshape(weights, [batch, questions, state.shape[1], count]);
  return f.reshape(f.matmul(rows, features), [batch, questions * state.shape[1], units]);
}

/** Scores of pointing at each unit. -> [R * A, N]; padding units get -1e9. */
export function pointerScores(
  c: ModelConfig,
  p: GraphLeaves,
  state: Node,
  keys: Node,
  encoded: Encoded,
  shape: DecoderShape,
): Node {
  const [B, N] = encoded.units.shape;
  const { questions: K, answer: A } = shape;
  const queries = f.reshape(linear(p, "pointer.q", state), [B, K * A, c.width]);
  let scores = f.matmul(queries, keys, { transB: true, alpha: c.width ** -0.5 }); // [B, K * A, N]
  if (c.matches) scores = f.add(scores, weighedFeatures(p, "pointer.matches", state, matchFeatures(p, B, K, N)));
  if (c.relations) {
    const relations = p.input("pointer.relations", [B, K * A, POINTER_RELATIONS.length, N]);
    const weights = f.add(linear(p, "pointer.relations", state), p.get("pointer.relations.bias"));
    const rows = f.reshape(weights, [B, K * A, 1, POINTER_RELATIONS.length]);
    scores = f.add(scores, f.reshape(f.matmul(rows, relations), [B, K * A, N]));
  }
  return f.reshape(f.add(scores, p.input("units.mask", [B, 1, N])), [B * K * A, N]);
}

/** Scores of marking each unit, from one state a sequence. state [R, 1, D] -> [B, K, N] */
export function markScores(
  c: ModelConfig,
  p: GraphLeaves,
  state: Node,
  keys: Node,
  encoded: Encoded,
  questions: number,
): Node {
  const [B, N] = encoded.units.shape;
  const queries = f.reshape(linear(p, "marks.q", state), [B, questions, c.width]);
  let scores = f.add(f.matmul(queries, keys, { transB: true, alpha: c.width ** -0.5 }), p.get("marks.bias"));
  if (c.matches) {
    scores = f.add(scores, weighedFeatures(p, "marks.matches", state, matchFeatures(p, B, questions, N)));
  }
  return scores;
}

/** What the colours of the position pointed at last add to the scores of colour tokens; the state weighs ink and paper. -> [R * A, G] */
function colourScores(c: ModelConfig, p: GraphLeaves, state: Node): Node {
  const rows = state.shape[0] * state.shape[1];
  const near = p.input("answer.colours", [rows, COLOUR_SIDES, c.answerVocabulary]);
  const weights = f.add(linear(p, "answer.colours", state), p.get("answer.colours.bias")); // [R, A, 3]
  return f.reshape(f.matmul(f.reshape(weights, [rows, 1, COLOUR_SIDES]), near), [rows, c.answerVocabulary]);
}

/** Scores over [tokens | units] of each answer position. state [R, A, D] -> [R * A, G + N] */
export function answerScores(
  c: ModelConfig,
  p: GraphLeaves,
  state: Node,
  keys: UnitKeys,
  encoded: Encoded,
  shape: DecoderShape,
): { all: Node; pointer: Node | null } {
  const tokens = f.reshape(tokenScores(c, p, state, c.answerVocabulary), [-1, c.answerVocabulary]);
  if (!keys.pointer) return { all: tokens, pointer: null };
  const said = c.colourNames ? f.add(tokens, colourScores(c, p, state)) : tokens;
  const pointer = pointerScores(c, p, state, keys.pointer, encoded, shape);
  return { all: f.concat([said, pointer], 1), pointer };
}
