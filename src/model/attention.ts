/**
 * Multi-head attention and the feed-forward layer, T5's: no biases in the matrices, pre-norm, residual. Ours: scores divided
 * by sqrt(headWidth) and queries and keys turned by page coordinates, where the configuration says so.
 */
import * as f from "../engine/functions.ts";
import { constant, type Node } from "../engine/node.ts";
import type { ModelConfig } from "./config.ts";
import type { GraphLeaves } from "./parameters.ts";

/** Cosines and sines of each position's angles, the two halves of a head alike. */
export interface Rotation {
  cosine: Node; // [B, 1, S, headWidth]
  sine: Node; // [B, 1, S, headWidth]
}

/** x [..., in] times a weight [out, in] -> [..., out] */
export function linear(p: GraphLeaves, name: string, x: Node): Node {
  return f.matmul(x, p.get(`${name}.weight`), { transB: true });
}

/** T5's RMSNorm or a LayerNorm without bias. */
export function norm(c: ModelConfig, p: GraphLeaves, name: string, x: Node): Node {
  const weight = p.get(`${name}.weight`);
  return c.norm === "rms" ? f.rmsNorm(x, weight, c.normEpsilon) : f.layerNorm(x, weight, c.normEpsilon);
}

/** [B, S, H * headWidth] -> [B, H, S, headWidth] */
export function splitHeads(c: ModelConfig, x: Node): Node {
  const [batch, length] = x.shape;
  return f.transpose(f.reshape(x, [batch, length, c.heads, c.headWidth]), [0, 2, 1, 3]);
}

/** [B, H, S, headWidth] -> [B, S, H * headWidth] */
export function mergeHeads(x: Node): Node {
  const [batch, heads, length, width] = x.shape;
  return f.reshape(f.transpose(x, [0, 2, 1, 3]), [batch, length, heads * width]);
}

/** (a, b) -> (-b, a) on the two halves of a head, as a product with a constant matrix. */
function quarterTurn(width: number): Node {
  const half = width / 2;
  const values = new Array<number>(width * width).fill(0);
  for (let i = 0; i < half; i++) {
    values[(half + i) * width + i] = -1;
    values[i * width + half + i] = 1;
  }
  return constant(values, [width, width]);
}

export function rotate(x: Node, rotation: Rotation): Node {
  const turned = f.matmul(x, quarterTurn(x.shape[3]));
  return f.add(f.multiply(x, rotation.cosine), f.multiply(turned, rotation.sine)); // [B, H, S, headWidth]
}

/** Attention of heads q [B, H, S, w] over k, v [B, H, M, w] with a bias that broadcasts to [B, H, S, M]. */
export function attend(c: ModelConfig, q: Node, k: Node, v: Node, bias: Node | null): Node {
  const alpha = c.attentionScale ? c.headWidth ** -0.5 : 1;
  const scores = f.matmul(q, k, { transB: true, alpha }); // [B, H, S, M]
  return mergeHeads(f.matmul(f.softmax(bias ? f.add(scores, bias) : scores), v)); // [B, S, H * w]
}

/** Keys and values of one attention, [B, H, M, headWidth] each. */
export interface KeysValues {
  k: Node;
  v: Node;
}

/**
 * Self-attention sub-layer with its norm and residual. x [B, S, D]
 * @param remember gets the fresh keys and values and gives back those to attend to: cached decoding joins its past here.
 */
export function selfAttention(
  c: ModelConfig,
  p: GraphLeaves,
  layer: string,
  x: Node,
  bias: Node | null,
  rotation: Rotation | null,
  remember: (fresh: KeysValues) => KeysValues = (fresh) => fresh,
): Node {
  const prefix = `${layer}.SelfAttention`;
  const y = norm(c, p, `${layer}.layer_norm`, x);
  let q = splitHeads(c, linear(p, `${prefix}.q`, y));
  let k = splitHeads(c, linear(p, `${prefix}.k`, y));
  const v = splitHeads(c, linear(p, `${prefix}.v`, y));
  if (rotation) {
    q = rotate(q, rotation);
    k = rotate(k, rotation);
  }
  const all = remember({ k, v });
  return f.add(x, linear(p, `${prefix}.o`, attend(c, q, all.k, all.v, bias)));
}

/** Feed-forward without norm and residual. */
export function feedForward(c: ModelConfig, p: GraphLeaves, prefix: string, x: Node): Node {
  const hidden =
    c.feedForwardKind === "relu"
      ? f.relu(linear(p, `${prefix}.wi`, x))
      : f.multiply(f.gelu(linear(p, `${prefix}.wi_0`, x)), linear(p, `${prefix}.wi_1`, x));
  return linear(p, `${prefix}.wo`, hidden);
}

/** Feed-forward sub-layer with its norm and residual. */
export function feedForwardLayer(c: ModelConfig, p: GraphLeaves, layer: string, x: Node): Node {
  return f.add(x, feedForward(c, p, `${layer}.DenseReluDense`, norm(c, p, `${layer}.layer_norm`, x)));
}

/** T5's relative position bias from a matrix of buckets (int32 [S, M]) -> [1, H, S, M]. */
export function relativeBias(p: GraphLeaves, stack: "encoder" | "decoder", buckets: Node): Node {
  const table = p.get(`${stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight`);
  return f.reshape(f.transpose(f.gather(table, buckets), [2, 0, 1]), [1, table.shape[1], ...buckets.shape]);
}
