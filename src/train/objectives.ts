/**
 * The losses as graphs: answering questions, and the paper's three tasks of pre-training (section 4): denoising by the
 * decoder, token-to-line and token-to-grid on the encoder; labelling of entities and links. Each returns named scalars; their
 * weighted sum is trained.
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import type { ModelConfig } from "../model/config.ts";
import { answerStates, type DecoderShape, decode } from "../model/decoder.ts";
import { lexicon } from "../model/embeddings.ts";
import { type EncoderShape, encode } from "../model/encoder.ts";
import { gridScores, lineScores, linkScores, tagScores } from "../model/heads.ts";
import { answerScores, markScores, tokenScores, unitKeys } from "../model/output.ts";
import type { GraphLeaves } from "../model/parameters.ts";

export type BatchShape = EncoderShape & DecoderShape;

/** How much each loss counts. */
export interface LossWeights {
  /** Of the cross-entropy of the pointer against the labelled position (learning.md: "evidence loss"). */
  evidence: number;
  marks: number;
  denoise: number;
  line: number;
  grid: number;
  entity: number;
  link: number;
}

export const LOSS_WEIGHTS: LossWeights = {
  evidence: 0.5,
  marks: 0.3,
  denoise: 1,
  line: 0.3,
  grid: 0.3,
  entity: 1,
  link: 1,
};

export interface Objective {
  /** Minimised. */
  total: Node;
  /** Unweighted parts, by name. */
  parts: Record<string, Node>;
}

const scalar = (x: Node): Node => f.reshape(f.sum(x), []);

function combine(parts: Record<string, Node>, weights: Record<string, number>): Objective {
  const terms = Object.entries(parts).map(([name, part]) => f.multiply(part, weights[name] ?? 1));
  return { total: terms.reduce((a, b) => f.add(a, b)), parts };
}

/**
 * Question answering with teacher forcing. Answer loss: -log of the probability of all right continuations (any position
 * with the right text counts for copies); evidence loss: the labelled position itself; marks: binary cross-entropy.
 */
export function askObjective(
  c: ModelConfig,
  p: GraphLeaves,
  shape: BatchShape,
  weights: LossWeights = LOSS_WEIGHTS,
): Objective {
  const { pages: B, units: N, questions: K, answer: A } = shape;
  const R = B * K;
  const words = lexicon(c, p, shape.words);
  const encoded = encode(c, p, words, shape);
  const state = answerStates(decode(c, p, words, encoded, shape), shape); // [R, A, D]
  const keys = unitKeys(c, p, encoded.units);
  const weight = p.input("target.weight", [R * A, 1]);
  const scores = answerScores(c, p, state, keys, encoded, shape); // [R * A, G + N]
  const parts: Record<string, Node> = {};
  if (!scores.pointer) {
    const label = p.input("target.label", [R * A], "int32");
    parts.answer = scalar(f.multiply(f.crossEntropy(scores.all, label), weight));
  } else {
    const allowed = p.input("target.allowed", scores.all.shape);
    const gap = f.subtract(f.logSumExp(scores.all), f.logSumExp(f.add(scores.all, allowed)));
    parts.answer = scalar(f.multiply(gap, weight));
    if (weights.evidence > 0) {
      const evidence = f.crossEntropy(scores.pointer, p.input("target.evidence", [R * A], "int32"));
      parts.evidence = scalar(f.multiply(evidence, p.input("target.evidenceWeight", [R * A, 1])));
    }
  }
  if (keys.marks) {
    const at = f.matmul(p.input("marks.at", [R, 1, A]), state); // [R, 1, D]
    const marks = markScores(c, p, at, keys.marks, encoded, K); // [B, K, N]
    const loss = f.subtract(f.softplus(marks), f.multiply(marks, p.input("target.marks", [B, K, N])));
    parts.marks = scalar(f.multiply(loss, p.input("target.marksWeight", [B, K, N])));
  }
  return combine(parts, { evidence: weights.evidence, marks: weights.marks });
}

export interface PretrainShape extends EncoderShape {
  /** One sequence a page. */
  questions: 1;
  /** Answer positions of the denoising target; 0: no denoising. */
  answer: number;
  /** Prompt positions: 1 (the task's token) where the question is the decoder's, else 0. */
  prompt: number;
  /** Pairs of token-to-line; 0: none. */
  pairs: number;
  /** Whether token-to-grid is asked. */
  grid: boolean;
}

/** The paper's three tasks on one corrupted page batch. */
export function pretrainObjective(
  c: ModelConfig,
  p: GraphLeaves,
  shape: PretrainShape,
  weights: LossWeights = LOSS_WEIGHTS,
): Objective {
  const { pages: B, units: N, answer: A } = shape;
  const words = lexicon(c, p, shape.words);
  const hidden = shape.grid || shape.pairs > 0 ? p.input("hidden.places", [B, N, 1]) : null;
  const encoded = encode(c, p, words, shape, hidden);
  const parts: Record<string, Node> = {};
  if (A > 0) {
    const decoderShape: DecoderShape = { questions: shape.questions, prompt: shape.prompt, answer: A };
    const state = answerStates(decode(c, p, words, encoded, decoderShape), decoderShape); // [B, A, D]
    const logits = f.reshape(tokenScores(c, p, state, c.vocabularySize), [B * A, c.vocabularySize]);
    const loss = f.crossEntropy(logits, p.input("target.label", [B * A], "int32"));
    parts.denoise = scalar(f.multiply(loss, p.input("target.weight", [B * A, 1])));
  }
  if (shape.pairs > 0) {
    const scores = lineScores(c, p, encoded.units, shape.pairs);
    const loss = f.crossEntropy(scores, p.input("line.label", [shape.pairs], "int32"));
    parts.line = scalar(f.multiply(loss, p.input("line.weight", [shape.pairs, 1])));
  }
  if (shape.grid) {
    const loss = f.crossEntropy(gridScores(c, p, encoded.units), p.input("grid.label", [B * N], "int32"));
    parts.grid = scalar(f.multiply(loss, p.input("grid.weight", [B * N, 1])));
  }
  return combine(parts, { denoise: weights.denoise, line: weights.line, grid: weights.grid });
}

export interface LabelShape extends EncoderShape {
  /** Entities a page that are linked; 0: no links. */
  entities: number;
}

/**
 * Sequence labelling: cross-entropy of the tag of each word. Linking: for each entity -log of the probability of all the
 * entities that it belongs to, "none" where it belongs to nothing.
 */
export function labelObjective(
  c: ModelConfig,
  p: GraphLeaves,
  shape: LabelShape,
  weights: LossWeights = LOSS_WEIGHTS,
): Objective {
  const { pages: B, units: N, entities: E } = shape;
  const { units } = encode(c, p, lexicon(c, p, shape.words), shape);
  const tags = f.crossEntropy(tagScores(c, p, units), p.input("entity.label", [B * N], "int32"));
  const parts: Record<string, Node> = { entity: scalar(f.multiply(tags, p.input("entity.weight", [B * N, 1]))) };
  if (E > 0) {
    const scores = linkScores(c, p, units, E); // [B * E, 1 + E]
    const allowed = p.input("link.allowed", [B * E, 1 + E]);
    const gap = f.subtract(f.logSumExp(scores), f.logSumExp(f.add(scores, allowed)));
    parts.link = scalar(f.multiply(gap, p.input("link.weight", [B * E, 1])));
  }
  return combine(parts, { entity: weights.entity, link: weights.link });
}
