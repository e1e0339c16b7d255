/**
 * One case or more per operation: leaves with values, and the node built over them. Used for conformance with the float64
 * reference, finite differences, shapes and the generated docs/ops.md. To add an operation, add its case here.
 */
import * as f from "../src/engine/functions.ts";
import { constant, type Node } from "../src/engine/node.ts";
import type { OpName } from "../src/engine/ops.ts";

export interface LeafSpec {
  shape: number[];
  /** Default: normal values. */
  values?: "normal" | "positive" | "distinct" | { below: number };
  type?: "float32" | "int32" | "bool";
}

export interface OpCase {
  op: OpName;
  name: string;
  leaves: Record<string, LeafSpec>;
  build(x: Record<string, Node>): Node;
  /** float32 tolerance, relative to the largest value; default 1e-5. Each loosening says why. */
  tolerance?: number;
  /** Step of the central difference; default 1e-6. */
  step?: number;
}

const one = (op: OpName, build: (x: Node) => Node, values: LeafSpec["values"] = "normal"): OpCase => ({
  op,
  name: op,
  leaves: { x: { shape: [3, 5], values } },
  build: ({ x }) => build(x),
});

const pairs = (op: OpName, build: (a: Node, b: Node) => Node, values: LeafSpec["values"] = "normal"): OpCase[] =>
  [
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
    [
      [2, 1, 3],
      [4, 1],
    ],
    [[2, 3], []],
  ].map(([a, b]) => ({
    op,
    name: `${op} [${a}] [${b}]`,
    leaves: { a: { shape: a, values }, b: { shape: b, values } },
    build: ({ a, b }) => build(a, b),
  }));

const product = (a: number[], b: number[], options: f.MatmulOptions): OpCase => ({
  op: "matmul",
  name: `matmul [${a}] [${b}] ${JSON.stringify(options)}`,
  leaves: { a: { shape: a }, b: { shape: b } },
  build: ({ a, b }) => f.matmul(a, b, options),
});

export const OP_CASES: OpCase[] = [
  { op: "input", name: "input", leaves: { x: { shape: [2] } }, build: ({ x }) => f.multiply(x, 1.5) },
  { op: "parameter", name: "parameter", leaves: { x: { shape: [] } }, build: ({ x }) => f.add(x, x) },
  {
    op: "constant",
    name: "constant",
    leaves: { x: { shape: [2, 2] } },
    build: ({ x }) => f.multiply(x, constant([1, -2, 3, 0.5], [2, 2])),
  },
  ...pairs("add", f.add),
  ...pairs("subtract", f.subtract),
  ...pairs("multiply", f.multiply),
  ...pairs("divide", f.divide, "positive"),
  one("negate", f.negate),
  one("exponential", f.exponential),
  one("logarithm", f.logarithm, "positive"),
  one("squareRoot", f.squareRoot, "positive"),
  one("reciprocal", f.reciprocal, "positive"),
  one("relu", f.relu),
  one("tanh", f.tanh),
  one("sigmoid", f.sigmoid),
  one("softplus", f.softplus),
  one("stopGradient", (x) => f.multiply(x, f.stopGradient(x))),
  ...pairs("greater", (a, b) => f.add(f.multiply(f.cast(f.greater(a, b)), a), b), "distinct"),
  {
    op: "equal",
    name: "equal of int32",
    leaves: {
      a: { shape: [3, 4], values: { below: 3 }, type: "int32" },
      b: { shape: [4], values: { below: 3 }, type: "int32" },
      x: { shape: [3, 4] },
    },
    build: ({ a, b, x }) => f.multiply(x, f.cast(f.equal(a, b))),
  },
  {
    op: "cast",
    name: "cast of int32",
    leaves: { a: { shape: [3], values: { below: 9 }, type: "int32" }, x: { shape: [3] } },
    build: ({ a, x }) => f.multiply(x, f.cast(a)),
  },
  {
    op: "where",
    name: "where, broadcast",
    leaves: { c: { shape: [2, 1], type: "bool", values: { below: 2 } }, a: { shape: [2, 3] }, b: { shape: [] } },
    build: ({ c, a, b }) => f.where(c, a, b),
  },
  { op: "sum", name: "sum of all", leaves: { x: { shape: [2, 3, 4] } }, build: ({ x }) => f.sum(x) },
  { op: "sum", name: "sum of two axes", leaves: { x: { shape: [2, 3, 4] } }, build: ({ x }) => f.sum(x, [0, -1]) },
  {
    op: "max",
    name: "max of an axis",
    leaves: { x: { shape: [3, 4], values: "distinct" } },
    build: ({ x }) => f.max(x, [-1]),
  },
  { op: "logSumExp", name: "logSumExp", leaves: { x: { shape: [3, 7] } }, build: ({ x }) => f.logSumExp(x) },
  {
    op: "logSumExp",
    name: "logSumExp with masked entries",
    leaves: { x: { shape: [2, 3] } },
    build: ({ x }) => f.logSumExp(f.add(x, constant([0, -1e9, 0, 200, -1e9, 0], [2, 3]))),
  },
  { op: "softmax", name: "softmax", leaves: { x: { shape: [2, 3, 5] } }, build: ({ x }) => f.softmax(x) },
  {
    op: "softmax",
    name: "softmax inside attention (row sums from the output)",
    leaves: { q: { shape: [2, 2, 3, 4] }, k: { shape: [2, 2, 5, 4] }, v: { shape: [2, 2, 5, 4] } },
    build: ({ q, k, v }) => f.matmul(f.softmax(f.matmul(q, k, { transB: true })), v),
  },
  { op: "reshape", name: "reshape", leaves: { x: { shape: [2, 6] } }, build: ({ x }) => f.reshape(x, [3, -1]) },
  {
    op: "transpose",
    name: "transpose",
    leaves: { x: { shape: [2, 3, 4, 2] } },
    build: ({ x }) => f.transpose(x, [0, 2, 1, 3]),
  },
  {
    op: "transpose",
    name: "transpose, cyclic",
    leaves: { x: { shape: [2, 3, 4] } },
    build: ({ x }) => f.transpose(x, [2, 0, 1]),
  },
  { op: "expand", name: "expand", leaves: { x: { shape: [3, 1] } }, build: ({ x }) => f.expand(x, [2, 3, 4]) },
  { op: "slice", name: "slice", leaves: { x: { shape: [2, 5, 3] } }, build: ({ x }) => f.slice(x, 1, 1, 4) },
  { op: "pad", name: "pad", leaves: { x: { shape: [2, 3] } }, build: ({ x }) => f.pad(x, 1, 2, 1) },
  {
    op: "concat",
    name: "concat",
    leaves: { a: { shape: [2, 1, 3] }, b: { shape: [2, 4, 3] } },
    build: ({ a, b }) => f.concat([a, b, a], 1),
  },
  product([3, 4], [4, 5], {}),
  product([4, 3], [4, 5], { transA: true, alpha: 0.5 }),
  product([3, 4], [5, 4], { transB: true }),
  product([4, 3], [5, 4], { transA: true, transB: true, alpha: 2 }),
  product([2, 3, 4], [4, 5], {}),
  product([2, 3, 4], [5, 4], { transB: true }),
  product([2, 2, 3, 4], [2, 2, 5, 4], { transB: true, alpha: 0.25 }),
  product([2, 2, 4, 3], [2, 2, 4, 5], { transA: true }),
  product([2, 2, 4, 3], [2, 2, 5, 4], { transA: true, transB: true }),
  product([1, 3, 4], [2, 4, 5], {}),
  product([3, 4], [2, 4, 5], {}),
  {
    op: "gather",
    name: "gather",
    leaves: { t: { shape: [6, 4] }, i: { shape: [2, 5], values: { below: 6 }, type: "int32" } },
    build: ({ t, i }) => f.gather(f.multiply(t, 2), i),
  },
  {
    op: "scatterAdd",
    name: "scatterAdd, heavily repeated indices",
    leaves: { i: { shape: [300], values: { below: 3 }, type: "int32" }, x: { shape: [300, 16] } },
    build: ({ i, x }) => f.scatterAdd(i, x, 5),
  },
  {
    op: "scatterAdd",
    name: "scatterAdd of matrices",
    leaves: { i: { shape: [2, 2], values: { below: 4 }, type: "int32" }, x: { shape: [2, 2, 3, 2] } },
    build: ({ i, x }) => f.scatterAdd(i, x, 4),
  },
  {
    op: "pick",
    name: "pick",
    leaves: { x: { shape: [4, 5] }, i: { shape: [4], values: { below: 5 }, type: "int32" } },
    build: ({ x, i }) => f.pick(x, i),
  },
  {
    op: "place",
    name: "place",
    leaves: { x: { shape: [4, 1] }, i: { shape: [4], values: { below: 5 }, type: "int32" } },
    build: ({ x, i }) => f.place(i, x, 5),
  },
  {
    op: "crossEntropy",
    name: "crossEntropy",
    leaves: { x: { shape: [4, 6] }, i: { shape: [4], values: { below: 6 }, type: "int32" } },
    build: ({ x, i }) => f.crossEntropy(x, i),
  },
  {
    op: "crossEntropyGradient",
    name: "crossEntropyGradient (inside the gradient of crossEntropy)",
    leaves: { x: { shape: [2, 3] }, w: { shape: [3, 5] }, i: { shape: [2], values: { below: 5 }, type: "int32" } },
    build: ({ x, w, i }) => f.multiply(f.crossEntropy(f.matmul(x, w), i), constant([1, 3], [2, 1])),
  },
  {
    op: "multiply",
    name: "rmsNorm",
    leaves: { x: { shape: [3, 8] }, w: { shape: [8] } },
    build: ({ x, w }) => f.rmsNorm(x, w, 1e-6),
  },
  {
    op: "multiply",
    name: "layerNorm",
    leaves: { x: { shape: [3, 8] }, w: { shape: [8] } },
    build: ({ x, w }) => f.layerNorm(x, w, 1e-5),
  },
  { op: "tanh", name: "gelu", leaves: { x: { shape: [3, 8] } }, build: ({ x }) => f.gelu(x) },
];
