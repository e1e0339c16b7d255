/**
 * The two heads of pre-training on the encoder (paper, figure 3: removed for use). Token-to-line: how many lines apart are
 * two units, 0, 1, ... or more. Token-to-grid: in which cell of an m x n grid over the page is a unit.
 */
import * as f from "../engine/functions.ts";
import type { Node } from "../engine/node.ts";
import { linear } from "./attention.ts";
import type { ModelConfig } from "./config.ts";
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
