/**
 * The closed list of operations: name, meaning, attributes. Every rule table (shape, gradient, onnx, reference) is a mapped
 * type over this list, so that a missing rule is a compile error. Broadcasting is NumPy's. Indices are int32.
 */
export type ElementType = "float32" | "int32" | "bool";

export interface OpAttributes {
  /** A value fed at run time. */
  input: { name: string };
  /** A trained value fed at run time; gradients are taken for these. */
  parameter: { name: string };
  /** A small value that is part of the graph. */
  constant: { values: readonly number[] };

  /** a + b, broadcast. */
  add: null;
  /** a - b, broadcast. */
  subtract: null;
  /** a * b, broadcast. */
  multiply: null;
  /** a / b, broadcast. */
  divide: null;
  /** -x */
  negate: null;
  /** e^x */
  exponential: null;
  /** natural logarithm */
  logarithm: null;
  /** Square root. */
  squareRoot: null;
  /** 1 / x */
  reciprocal: null;
  /** max(x, 0) */
  relu: null;
  /** Hyperbolic tangent. */
  tanh: null;
  /** 1 / (1 + e^-x) */
  sigmoid: null;
  /** log(1 + e^x), stable. */
  softplus: null;
  /** a > b as bool, broadcast; float32 or int32. */
  greater: null;
  /** a = b as bool, broadcast; float32 or int32. */
  equal: null;
  /** bool or int32 as float32. */
  cast: null;
  /** condition ? a : b, broadcast. */
  where: null;
  /** x, through which no gradient flows. */
  stopGradient: null;

  /** Sum over `axes`; the axes stay as 1. */
  sum: { axes: readonly number[] };
  /** Largest over `axes`; the axes stay as 1. */
  max: { axes: readonly number[] };
  /** log of the sum of e^x over the last axis, which stays as 1. Stable. */
  logSumExp: null;
  /** Softmax over the last axis. */
  softmax: null;

  /** The same elements in the same order under another shape. */
  reshape: { shape: readonly number[] };
  /** Axis i of the result is axis `permutation[i]` of x. */
  transpose: { permutation: readonly number[] };
  /** Broadcast to `shape`. */
  expand: { shape: readonly number[] };
  /** x[..., start:end, ...] on `axis`. */
  slice: { axis: number; start: number; end: number };
  /** Zeros before and after on `axis`. */
  pad: { axis: number; before: number; after: number };
  /** All inputs, one after the other on `axis`. */
  concat: { axis: number };

  /** alpha * op(a) op(b) over the last two axes, batch axes broadcast; op transposes the last two axes. */
  matmul: { transA: boolean; transB: boolean; alpha: number };

  /** table [R, ...], indices [...i] -> [...i, ...]: rows of the table. */
  gather: null;
  /** indices [...i], rows [...i, ...] -> [R, ...]: zeros with each row added at its index; repeated indices add up. */
  scatterAdd: { rows: number };
  /** x [N, V], indices [N] -> [N, 1]: one element a row. */
  pick: null;
  /** indices [N], values [N, 1] -> [N, V]: zeros with one element a row; the transpose of pick. */
  place: { columns: number };
  /** logits [N, V], p = softmax(logits) [N, V], labels [N] -> [N, 1]: -log p[label]. */
  crossEntropy: null;
  /** p [N, V], labels [N], g [N, 1] -> [N, V]: (p - onehot(label)) * g. */
  crossEntropyGradient: null;
}

export type OpName = keyof OpAttributes;

export const OP_NAMES = [
  "input",
  "parameter",
  "constant",
  "add",
  "subtract",
  "multiply",
  "divide",
  "negate",
  "exponential",
  "logarithm",
  "squareRoot",
  "reciprocal",
  "relu",
  "tanh",
  "sigmoid",
  "softplus",
  "greater",
  "equal",
  "cast",
  "where",
  "stopGradient",
  "sum",
  "max",
  "logSumExp",
  "softmax",
  "reshape",
  "transpose",
  "expand",
  "slice",
  "pad",
  "concat",
  "matmul",
  "gather",
  "scatterAdd",
  "pick",
  "place",
  "crossEntropy",
  "crossEntropyGradient",
] as const satisfies readonly OpName[];

type Missing = Exclude<OpName, (typeof OP_NAMES)[number]>;
/** Fails to compile when an operation lacks in OP_NAMES. */
export const EVERY_OP_IS_LISTED: [Missing] extends [never] ? true : Missing = true;
