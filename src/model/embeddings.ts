/**
 * Vectors before the encoder: tokens or composed words, six coordinate tables per modality, the visual branch, and our
 * colour, number and rank features. Paper, section 3: V = linear(conv_2x2(v)) + spatial(v) + type, T = token + spatial + type.
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import { feedForward, linear, norm } from "./attention.ts";
import { COLOUR_NAME_FEATURES } from "./colour-names.ts";
import type { ModelConfig } from "./config.ts";
import { CASE_FEATURES, COLOUR_FEATURES, NUMBER_FEATURES } from "./features.ts";
import { COORDINATES, type GraphLeaves } from "./parameters.ts";

/**
 * Where texts get their vectors: the shared table itself (tokens), or the distinct words of the batch composed once (words).
 * `count` is the number of distinct words, 0 for tokens.
 */
export interface Lexicon {
  table: Node; // [V, D] or [U, D]
}

/** Words: sum of piece vectors times a gain per place / sqrt(pieces), then a small residual layer (ours). */
export function lexicon(c: ModelConfig, p: GraphLeaves, count: number): Lexicon {
  if (c.positions === "tokens") return { table: p.get("shared.weight") };
  const pieces = f.gather(p.get("shared.weight"), p.input("words.pieces", [count, c.piecesPerWord], "int32")); // [U, P, D]
  const weights = f.reshape(p.input("words.weights", [count, c.piecesPerWord]), [count, c.piecesPerWord, 1]);
  const gained = f.multiply(f.multiply(pieces, p.get("words.gain")), weights);
  let x = f.reshape(f.sum(gained, [1]), [count, c.width]); // [U, D]
  if (c.caseFold) x = f.add(x, linear(p, "words.case", p.input("words.case", [count, CASE_FEATURES])));
  if (c.numbers) x = f.add(x, linear(p, "words.numbers", p.input("words.numbers", [count, NUMBER_FEATURES])));
  x = f.add(x, feedForward(c, p, "words.DenseReluDense", norm(c, p, "words.layer_norm", x)));
  return { table: x };
}

/** Vectors of texts by their index in the lexicon (word numbers or token ids). */
export function lookUp(words: Lexicon, indices: Node): Node {
  return f.gather(words.table, indices);
}

/** Sum of the six coordinate tables. `bins` int32 [..., 6] given as six nodes of one shape. */
function coordinates(p: GraphLeaves, modality: "text" | "vision", prefix: string, shape: readonly number[]): Node {
  return COORDINATES.map((name) =>
    f.gather(p.get(`spatial.${modality}.${name}.weight`), p.input(`${prefix}.${name}`, shape, "int32")),
  ).reduce((a, b) => f.add(a, b));
}

/**
 * What is added to the text vectors of `count` positions a page: coordinates, type, ranks, colours.
 * `hidden` [B, N, 1] is 1 where the place of a word is hidden from the model (token-to-grid).
 */
export function placeFeatures(
  c: ModelConfig,
  p: GraphLeaves,
  batch: number,
  count: number,
  hidden: Node | null,
): Node | null {
  const parts: Node[] = [];
  if (c.spatial) {
    const place = coordinates(p, "text", "units", [batch, count]); // [B, N, D]
    parts.push(
      hidden ? f.add(f.multiply(place, f.subtract(1, hidden)), f.multiply(hidden, p.get("heads.hidden"))) : place,
    );
  }
  if (c.visualTokens > 0) parts.push(f.slice(p.get("modality.weight"), 0, 0, 1)); // [1, D]
  if (c.numbers) {
    // A word's number features are part of its vector; a token gets those of its word here.
    if (c.positions === "tokens") {
      parts.push(linear(p, "words.numbers", p.input("units.numbers", [batch, count, NUMBER_FEATURES])));
    }
    parts.push(f.gather(p.get("ranks.top.weight"), p.input("units.rankTop", [batch, count], "int32")));
    parts.push(f.gather(p.get("ranks.bottom.weight"), p.input("units.rankBottom", [batch, count], "int32")));
  }
  if (c.colours) parts.push(linear(p, "colours", p.input("units.colours", [batch, count, COLOUR_FEATURES])));
  if (c.colourNames) {
    parts.push(linear(p, "colours.names", p.input("units.colourNames", [batch, count, COLOUR_NAME_FEATURES])));
  }
  return parts.length > 0 ? parts.reduce((a, b) => f.add(b, a)) : null;
}

/**
 * The visual branch: a 2 x 2 convolution of stride 2 (a product, since the patches come cut), averaged over each cell of the
 * grid and projected to D. -> [B, visualTokens, D]
 */
export function visualTokens(c: ModelConfig, p: GraphLeaves, batch: number): Node {
  const perCell = (c.visualSize / 2) ** 2 / c.visualTokens;
  const patches = p.input("visual.patches", [batch, c.visualTokens, perCell, 12]);
  const features = f.relu(f.add(linear(p, "visual.convolution", patches), p.get("visual.convolution.bias")));
  const cells = f.reshape(f.mean(features, [2]), [batch, c.visualTokens, c.visualChannels]);
  let x = f.add(linear(p, "visual.projection", cells), f.slice(p.get("modality.weight"), 0, 1, 2));
  if (c.spatial) x = f.add(x, coordinates(p, "vision", "cells", [c.visualTokens]));
  return x;
}
