/**
 * Reverse-mode differentiation: one rule per operation, then the walk. A rule gets the gradient of the node and returns one
 * gradient per input, null where none flows. Gradients are nodes of the same graph.
 */
import { GraphError } from "./errors.ts";
import * as f from "./functions.ts";
import { build, constant, type Node, topological } from "./node.ts";
import type { OpName } from "./ops.ts";

interface Context {
  /** Nodes of the forward graph that use a node. */
  users: ReadonlyMap<Node, readonly Node[]>;
}
type Rule<O extends OpName> = (g: Node, node: Node<O>, context: Context) => readonly (Node | null)[];

/** Sums `g` over the axes that broadcasting had added or stretched. */
function unbroadcast(g: Node, shape: readonly number[]): Node {
  if (g.shape.join() === shape.join()) return g;
  const lead = g.shape.length - shape.length;
  const axes = g.shape.flatMap((n, i) => (i < lead || (shape[i - lead] === 1 && n !== 1) ? [i] : []));
  return f.reshape(f.sum(g, axes), shape);
}

const both =
  (rule: (g: Node, a: Node, b: Node) => [Node, Node]): Rule<OpName> =>
  (g, { inputs: [a, b] }) => {
    const [da, db] = rule(g, a, b);
    return [unbroadcast(da, a.shape), unbroadcast(db, b.shape)];
  };
const one =
  (rule: (g: Node, x: Node, y: Node) => Node): Rule<OpName> =>
  (g, node) => [rule(g, node.inputs[0], node)];
const none: Rule<OpName> = (_g, node) => node.inputs.map(() => null);
const refuse: Rule<OpName> = (_g, node) => {
  throw new GraphError(node.op, `${node.op} has no gradient rule: second derivatives are not supported`);
};

/** Softmax gradient y * (g - rowsum(g * y)); for attention o = y v the row sum is that of do * o, which is far smaller. */
function softmaxGradient(g: Node, y: Node, { users }: Context): Node {
  let rows: Node | undefined;
  if (g.op === "matmul") {
    const { transA, transB, alpha } = (g as Node<"matmul">).attributes;
    const [outputGradient, values] = g.inputs;
    const output = users.get(y)?.find((user) => {
      if (user.op !== "matmul" || user.inputs[0] !== y || user.inputs[1] !== values) return false;
      const flags = (user as Node<"matmul">).attributes;
      return !flags.transA && !flags.transB && flags.alpha === 1;
    });
    if (output && !transA && transB && alpha === 1) rows = f.sum(f.multiply(outputGradient, output), [-1]);
  }
  return f.multiply(y, f.subtract(g, rows ?? f.sum(f.multiply(g, y), [-1])));
}

const RULES: { [O in OpName]: Rule<O> } = {
  input: none,
  parameter: none,
  constant: none,
  add: both((g) => [g, g]),
  subtract: both((g) => [g, f.negate(g)]),
  multiply: both((g, a, b) => [f.multiply(g, b), f.multiply(g, a)]),
  divide: both((g, a, b) => [f.divide(g, b), f.negate(f.divide(f.multiply(g, a), f.multiply(b, b)))]),
  negate: one((g) => f.negate(g)),
  exponential: one((g, _x, y) => f.multiply(g, y)),
  logarithm: one((g, x) => f.divide(g, x)),
  squareRoot: one((g, _x, y) => f.divide(f.multiply(g, 0.5), y)),
  reciprocal: one((g, _x, y) => f.negate(f.multiply(g, f.multiply(y, y)))),
  relu: one((g, x) => f.multiply(g, f.cast(f.greater(x, 0)))),
  tanh: one((g, _x, y) => f.multiply(g, f.subtract(1, f.multiply(y, y)))),
  sigmoid: one((g, _x, y) => f.multiply(g, f.multiply(y, f.subtract(1, y)))),
  softplus: one((g, x) => f.multiply(g, f.sigmoid(x))),
  greater: none,
  equal: none,
  cast: none,
  stopGradient: none,
  where: (g, { inputs: [condition, a, b] }) => {
    const zero = constant(0);
    return [null, unbroadcast(f.where(condition, g, zero), a.shape), unbroadcast(f.where(condition, zero, g), b.shape)];
  },
  sum: one((g, x) => f.expand(g, x.shape)),
  // Ties share the gradient.
  max: (g, node) => {
    const [x] = node.inputs;
    const hit = f.cast(f.equal(x, node));
    return [f.multiply(hit, f.divide(g, f.sum(hit, node.attributes.axes)))];
  },
  logSumExp: one((g, x, y) => f.multiply(g, f.exponential(f.subtract(x, y)))),
  softmax: (g, node, context) => [softmaxGradient(g, node, context)],
  reshape: one((g, x) => f.reshape(g, x.shape)),
  transpose: (g, node) => {
    const { permutation } = node.attributes;
    return [
      f.transpose(
        g,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
    ];
  },
  expand: one((g, x) => unbroadcast(g, x.shape)),
  slice: (g, node) => {
    const { axis, start, end } = node.attributes;
    return [f.pad(g, axis, start, node.inputs[0].shape[axis] - end)];
  },
  pad: (g, node) => {
    const { axis, before } = node.attributes;
    return [f.slice(g, axis, before, before + node.inputs[0].shape[axis])];
  },
  concat: (g, node) => {
    let start = 0;
    return node.inputs.map((part) => {
      const { axis } = node.attributes;
      start += part.shape[axis];
      return f.slice(g, axis, start - part.shape[axis], start);
    });
  },
  matmul: (g, node) => {
    const [a, b] = node.inputs;
    const { transA, transB, alpha } = node.attributes;
    const product = (x: Node, y: Node, tx: boolean, ty: boolean) =>
      build("matmul", [x, y], { transA: tx, transB: ty, alpha });
    const da = transA ? product(b, g, transB, true) : product(g, b, false, !transB);
    const db = transB ? product(g, a, true, transA) : product(a, g, !transA, false);
    return [unbroadcast(da, a.shape), unbroadcast(db, b.shape)];
  },
  gather: (g, { inputs: [table, indices] }) => [f.scatterAdd(indices, g, table.shape[0]), null],
  scatterAdd: (g, { inputs: [indices] }) => [null, f.gather(g, indices)],
  pick: (g, { inputs: [x, indices] }) => [f.place(indices, g, x.shape[1]), null],
  place: (g, { inputs: [indices] }) => [null, f.pick(g, indices)],
  crossEntropy: (g, { inputs: [, p, labels] }) => [build("crossEntropyGradient", [p, labels, g], null), null, null],
  crossEntropyGradient: refuse,
};

/** Gradient of a looked-up table: rows to be added at `indices` outside the graph (engine rule: scatters race on the CPU). */
export interface RowGradient {
  indices: Node<"input">;
  /** [...indices, row] */
  rows: Node;
}

export interface ParameterGradient {
  dense: Node | null;
  rows: RowGradient[];
}

/**
 * Gradients of the scalar `loss` for `parameters`. Where a parameter is only looked up by fed indices, its gradient is given
 * as rows instead of a dense table.
 * @throws GraphError when the loss is not a scalar or does not depend on a parameter.
 */
export function gradient(loss: Node, parameters: readonly Node[]): Map<Node, ParameterGradient> {
  if (loss.shape.reduce((a, b) => a * b, 1) !== 1) {
    throw new GraphError("gradient", `gradient wants a loss of one element, got [${loss.shape.join(", ")}]`);
  }
  const order = topological([loss]);
  const users = new Map<Node, Node[]>();
  for (const node of order) for (const x of node.inputs) users.set(x, [...(users.get(x) ?? []), node]);
  const wanted = new Set<Node>(parameters);
  const needed = new Set<Node>();
  for (const node of order) if (wanted.has(node) || node.inputs.some((x) => needed.has(x))) needed.add(node);
  for (const p of parameters) {
    if (!needed.has(p)) {
      const name = p.op === "parameter" ? (p as Node<"parameter">).attributes.name : `node ${p.id}`;
      throw new GraphError("gradient", `the loss does not depend on ${name}`);
    }
  }

  const gradients = new Map<Node, Node>([[loss, constant(new Array(1).fill(1), loss.shape)]]);
  const rows = new Map<Node, RowGradient[]>();
  for (const node of order.reverse()) {
    const g = gradients.get(node);
    if (!g || !needed.has(node) || wanted.has(node)) continue;
    const [table, indices] = node.inputs;
    if (node.op === "gather" && wanted.has(table) && indices.op === "input") {
      rows.set(table, [...(rows.get(table) ?? []), { indices: indices as Node<"input">, rows: g }]);
      continue;
    }
    const parts = (RULES[node.op] as Rule<OpName>)(g, node, { users });
    node.inputs.forEach((x, i) => {
      const part = parts[i];
      if (!part || !needed.has(x)) return;
      const sofar = gradients.get(x);
      gradients.set(x, sofar ? f.add(sofar, part) : part);
    });
  }
  return new Map(parameters.map((p) => [p, { dense: gradients.get(p) ?? null, rows: rows.get(p) ?? [] }]));
}
