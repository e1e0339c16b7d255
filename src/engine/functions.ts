/**
 * The functions that graphs are written with: one per operation, plus the few compositions that every network needs.
 * They return nodes and compute nothing. Names follow ops.ts; no-ops (a reshape to the same shape) return their input.
 */
import { build, constant, type Node } from "./node.ts";

const lift = (x: Node | number): Node => (typeof x === "number" ? constant(x) : x);

export const add = (a: Node, b: Node | number): Node => build("add", [a, lift(b)], null);
export const subtract = (a: Node | number, b: Node | number): Node => build("subtract", [lift(a), lift(b)], null);
export const multiply = (a: Node, b: Node | number): Node => (b === 1 ? a : build("multiply", [a, lift(b)], null));
export const divide = (a: Node, b: Node | number): Node => build("divide", [a, lift(b)], null);
export const negate = (x: Node): Node => build("negate", [x], null);
export const exponential = (x: Node): Node => build("exponential", [x], null);
export const logarithm = (x: Node): Node => build("logarithm", [x], null);
export const squareRoot = (x: Node): Node => build("squareRoot", [x], null);
export const reciprocal = (x: Node): Node => build("reciprocal", [x], null);
export const relu = (x: Node): Node => build("relu", [x], null);
export const tanh = (x: Node): Node => build("tanh", [x], null);
export const sigmoid = (x: Node): Node => build("sigmoid", [x], null);
export const softplus = (x: Node): Node => build("softplus", [x], null);
export const greater = (a: Node, b: Node | number): Node => build("greater", [a, lift(b)], null);
export const equal = (a: Node, b: Node): Node => build("equal", [a, b], null);
export const cast = (x: Node): Node => build("cast", [x], null);
export const where = (condition: Node, a: Node, b: Node): Node => build("where", [condition, a, b], null);
export const stopGradient = (x: Node): Node => build("stopGradient", [x], null);
export const softmax = (x: Node): Node => build("softmax", [x], null);
/** [..., V] -> [..., 1] */
export const logSumExp = (x: Node): Node => build("logSumExp", [x], null);

/** Negative axes count from the end. */
const axisOf = (x: Node, axis: number): number => (axis < 0 ? x.shape.length + axis : axis);

/** Sum over `axes` (default all), which stay as 1. */
export function sum(x: Node, axes: readonly number[] = x.shape.map((_, i) => i)): Node {
  const list = axes.map((axis) => axisOf(x, axis)).sort((a, b) => a - b);
  return list.length === 0 ? x : build("sum", [x], { axes: list });
}

/** Largest over `axes`, which stay as 1. */
export function max(x: Node, axes: readonly number[]): Node {
  return build("max", [x], { axes: axes.map((axis) => axisOf(x, axis)).sort((a, b) => a - b) });
}

/** Mean over `axes`, which stay as 1. */
export function mean(x: Node, axes: readonly number[]): Node {
  const count = axes.reduce((n, axis) => n * x.shape[axisOf(x, axis)], 1);
  return multiply(sum(x, axes), 1 / count);
}

/** At most one size may be -1: the rest. */
export function reshape(x: Node, shape: readonly number[]): Node {
  const known = shape.reduce((n, d) => (d < 0 ? n : n * d), 1);
  const full = shape.map((d) => (d < 0 ? x.shape.reduce((a, b) => a * b, 1) / known : d));
  if (full.join() === x.shape.join()) return x;
  const source = x.op === "reshape" ? x.inputs[0] : x;
  return full.join() === source.shape.join() ? source : build("reshape", [source], { shape: full });
}

export function transpose(x: Node, permutation: readonly number[]): Node {
  return permutation.every((axis, i) => axis === i) ? x : build("transpose", [x], { permutation });
}

export function expand(x: Node, shape: readonly number[]): Node {
  return shape.join() === x.shape.join() ? x : build("expand", [x], { shape });
}

export function slice(x: Node, axis: number, start: number, end: number): Node {
  const a = axisOf(x, axis);
  return start === 0 && end === x.shape[a] ? x : build("slice", [x], { axis: a, start, end });
}

export function pad(x: Node, axis: number, before: number, after: number): Node {
  return before === 0 && after === 0 ? x : build("pad", [x], { axis: axisOf(x, axis), before, after });
}

export function concat(parts: readonly Node[], axis: number): Node {
  const filled = parts.filter((part) => part.shape[axisOf(part, axis)] > 0);
  return filled.length === 1 ? filled[0] : build("concat", filled, { axis: axisOf(filled[0], axis) });
}

export interface MatmulOptions {
  transA?: boolean;
  transB?: boolean;
  alpha?: number;
}

/**
 * alpha * op(a) op(b). A batch of rows times one matrix is folded to two axes, where the runtimes' Gemm is fastest.
 * a [..., M, K], b [K, N] or [..., K, N] -> [..., M, N]
 */
export function matmul(a: Node, b: Node, options: MatmulOptions = {}): Node {
  const { transA = false, transB = false, alpha = 1 } = options;
  if (b.shape.length === 2 && a.shape.length > 2 && !transA) {
    const rows = a.shape.slice(0, -1);
    const flat = build("matmul", [reshape(a, [-1, a.shape[a.shape.length - 1]]), b], { transA, transB, alpha });
    return reshape(flat, [...rows, flat.shape[1]]);
  }
  return build("matmul", [a, b], { transA, transB, alpha });
}

/** Rows of `table` [R, ...] at `indices` (int32, any shape). */
export const gather = (table: Node, indices: Node): Node => build("gather", [table, indices], null);
/** Zeros [rows, ...] with each row of `updates` added at its index. */
export const scatterAdd = (indices: Node, updates: Node, rows: number): Node =>
  build("scatterAdd", [indices, updates], { rows });
/** x [N, V], indices [N] -> [N, 1] */
export const pick = (x: Node, indices: Node): Node => build("pick", [x, indices], null);
export const place = (indices: Node, values: Node, columns: number): Node =>
  build("place", [indices, values], { columns });
/** logits [N, V], labels [N] -> [N, 1]: -log softmax(logits)[label]. */
export const crossEntropy = (logits: Node, labels: Node): Node =>
  build("crossEntropy", [logits, softmax(logits), labels], null);

/** x / rms(x) * weight over the last axis, no mean, no bias (T5). */
export function rmsNorm(x: Node, weight: Node, epsilon: number): Node {
  const inverse = reciprocal(squareRoot(add(mean(multiply(x, x), [-1]), epsilon))); // [..., 1]
  return multiply(multiply(x, inverse), weight);
}

/** (x - mean) / deviation * weight over the last axis, no bias. */
export function layerNorm(x: Node, weight: Node, epsilon: number): Node {
  return rmsNorm(subtract(x, mean(x, [-1])), weight, epsilon);
}

/** gelu, tanh form (T5 v1.1 "gelu_new"). */
export function gelu(x: Node): Node {
  const cube = multiply(multiply(x, x), x);
  const inner = multiply(add(x, multiply(cube, 0.044715)), Math.sqrt(2 / Math.PI));
  return multiply(multiply(x, 0.5), add(tanh(inner), 1));
}
