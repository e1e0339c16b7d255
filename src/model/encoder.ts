/**
 * The encoder over [question (paper) | visual tokens | page units]: the question padded on its left, the units on their right,
 * so that padding stretches no distance. T5's stack; ours: rotary page coordinates, relations and matches as attention biases. Shapes: B pages, Q question positions, N units, S = Q + visual tokens + N, D width.
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import { feedForwardLayer, norm, type Rotation, relativeBias, selfAttention } from "./attention.ts";
import type { ModelConfig } from "./config.ts";
import { type Lexicon, lookUp, placeFeatures, visualTokens } from "./embeddings.ts";
import { RELATIONS } from "./features.ts";
import type { GraphLeaves } from "./parameters.ts";

export interface EncoderShape {
  pages: number;
  /** Distinct words of the batch (words), 0 for tokens. */
  words: number;
  units: number;
  /** Positions of the question in the encoder's input; 0 where the question is the decoder's. */
  question: number;
  /** Whether any page has an image; without, the visual tokens (which would all be masked) are left out. */
  visual: boolean;
}

export interface Encoded {
  /** All positions, normalised. */
  states: Node; // [B, S, D]
  /** The units' part of them, the last N positions. */
  units: Node; // [B, N, D]
  /** The units' text vectors before places were added: what a pointed word feeds back. */
  vectors: Node; // [B, N, D]
  /** Added to attention scores over the positions: 0, or -1e9 at padding. */
  mask: Node; // [B, 1, 1, S]
}

/** Positions of the encoder: question, visual tokens, units. */
export function encoderLength(c: ModelConfig, shape: EncoderShape): number {
  return shape.question + shape.units + (shape.visual ? c.visualTokens : 0);
}

/** The matches of question words with units [.., 2, Q * N] as attention bias [B, H, Q, N] by weights [H, 2]. */
export function wordMatchBias(p: GraphLeaves, name: string, matches: Node, rows: number, units: number): Node {
  const weight = p.get(name); // [H, 2]
  const [batch] = matches.shape;
  return f.reshape(f.matmul(weight, matches), [batch, weight.shape[0], rows, units]);
}

function attentionBias(c: ModelConfig, p: GraphLeaves, shape: EncoderShape, mask: Node): Node {
  const { pages: B, units: N, question: Q } = shape;
  const S = encoderLength(c, shape);
  let bias = mask; // [B, 1, 1, S]
  if (c.relativeBuckets > 0)
    bias = f.add(relativeBias(p, "encoder", p.input("encoder.buckets", [S, S], "int32")), bias);
  const first = S - N;
  if (c.relations) {
    const relations = p.input("units.relations", [B, RELATIONS.length, N * N]);
    const page = f.reshape(f.matmul(p.get("encoder.relations.weight"), relations), [B, c.heads, N, N]);
    bias = f.add(bias, f.pad(f.pad(page, 2, first, 0), 3, first, 0));
  }
  if (c.matches && Q > 0) {
    const matches = p.input("matches.words", [B, 2, Q * N]);
    const rows = wordMatchBias(p, "encoder.matches.weight", matches, Q, N);
    bias = f.add(bias, f.pad(f.pad(rows, 2, 0, S - Q), 3, first, 0));
  }
  return bias; // broadcasts to [B, H, S, S]
}

/**
 * The encoder's states for a batch of pages. `hidden` as in placeFeatures.
 * @param trace gets the states before each block and after the last norm, as Hugging Face's hidden_states.
 */
export function encode(
  c: ModelConfig,
  p: GraphLeaves,
  words: Lexicon,
  shape: EncoderShape,
  hidden: Node | null = null,
  trace: Node[] = [],
): Encoded {
  const { pages: B, units: N, question: Q } = shape;
  const S = encoderLength(c, shape);
  const vectors = lookUp(words, p.input("units.text", [B, N], "int32")); // [B, N, D]
  const places = placeFeatures(c, p, B, N, hidden);
  const parts: Node[] = [];
  if (Q > 0) parts.push(lookUp(words, p.input("question.text", [B, Q], "int32")));
  if (shape.visual && c.visualTokens > 0) parts.push(visualTokens(c, p, B));
  parts.push(places ? f.add(vectors, places) : vectors);
  let x = f.concat(parts, 1); // [B, S, D]
  const mask = f.reshape(p.input("encoder.mask", [B, S]), [B, 1, 1, S]);
  const bias = attentionBias(c, p, shape, mask);
  const rotation: Rotation | null = c.rotary
    ? {
        cosine: f.reshape(p.input("encoder.cosine", [B, S, c.headWidth]), [B, 1, S, c.headWidth]),
        sine: f.reshape(p.input("encoder.sine", [B, S, c.headWidth]), [B, 1, S, c.headWidth]),
      }
    : null;
  for (let i = 0; i < c.encoderLayers; i++) {
    trace.push(x);
    x = selfAttention(c, p, `encoder.block.${i}.layer.0`, x, bias, rotation);
    x = feedForwardLayer(c, p, `encoder.block.${i}.layer.1`, x);
  }
  const states = norm(c, p, "encoder.final_layer_norm", x);
  trace.push(states);
  return { states, units: f.slice(states, 1, S - N, S), vectors, mask };
}
