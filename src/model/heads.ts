/**
 * Heads on the encoder's units. The two of pre-training (paper, figure 3: removed for use): token-to-line, how many lines
 * apart are two units, 0, 1, ... or more; token-to-grid, in which cell of an m x n grid over the page is a unit. And, where the
 * configuration names labels, entities (a tag for each unit) and links (for each entity, which other it belongs to: a biaffine
 * form over pooled states, and geometry).
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import { linear } from "./attention.ts";
import type { ModelConfig } from "./config.ts";
import { LINK_RELATIONS } from "./features.ts";
import type { GraphLeaves } from "./parameters.ts";

/** Scores [M, classes] of M pairs of units given as flat indices into units [B, N, D]. */
export function lineScores(c: ModelConfig, p: GraphLeaves, units: Node, pairs: number): Node {
  const flat = f.reshape(units, [-1, c.width]);
  const first = f.gather(linear(p, "heads.line.first", flat), p.input("line.first", [pairs], "int32"));
  const second = f.gather(linear(p, "heads.line.second", flat), p.input("line.second", [pairs], "int32"));
  return f.add(linear(p, "heads.line.out", f.relu(f.add(first, second))), p.get("heads.line.out.bias"));
}

/** Scores [B * N, m * n] of every unit. */
export function gridScores(c: ModelConfig, p: GraphLeaves, units: Node): Node {
  const flat = f.reshape(units, [-1, c.width]);
  return f.add(linear(p, "heads.grid", flat), p.get("heads.grid.bias"));
}

/** Scores [B * N, tags] of every unit: what begins, continues or is inside of which label. */
export function tagScores(c: ModelConfig, p: GraphLeaves, units: Node): Node {
  const flat = f.reshape(units, [-1, c.width]);
  return f.add(linear(p, "entities.tag", flat), p.get("entities.tag.bias"));
}

/**
 * Scores [B * E, 1 + E] of each of E entities a page (rows): belongs to none, or to which one (columns). Entities are fed as
 * shares of units, "links.pool" [B, E, N], with their labels, "links.label" [B, E]; "links.mask" [B, E, E] hides padding and itself.
 */
export function linkScores(c: ModelConfig, p: GraphLeaves, units: Node, entities: number): Node {
  const [B, N] = units.shape;
  const E = entities;
  const pooled = f.matmul(p.input("links.pool", [B, E, N]), units); // [B, E, D]
  const x = f.add(pooled, f.gather(p.get("links.label.weight"), p.input("links.label", [B, E], "int32")));
  const child = f.relu(linear(p, "links.child", x));
  const parent = f.relu(linear(p, "links.parent", x));
  const pairs = f.matmul(linear(p, "links.pair", child), parent, { transB: true, alpha: c.width ** -0.5 }); // [B, E, E]
  const weights = f.add(linear(p, "links.relations", child), p.get("links.relations.bias")); // [B, E, F]
  const F = LINK_RELATIONS.length;
  const relations = p.input("links.relations", [B, E, F, E]);
  const geometry = f.reshape(f.matmul(f.reshape(weights, [B, E, 1, F]), relations), [B, E, E]);
  const some = f.add(f.add(pairs, geometry), p.input("links.mask", [B, E, E]));
  const none = f.add(linear(p, "links.none", child), p.get("links.none.bias")); // [B, E, 1]
  return f.reshape(f.concat([none, some], 2), [B * E, 1 + E]);
}
