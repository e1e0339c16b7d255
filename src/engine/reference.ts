/**
 * The reference: every operation in plain float64 loops, one rule each. Slow and obvious; what the runtimes and the gradient
 * rules are tested against. Not used when answering or training.
 */
import { GraphError } from "./errors.ts";
import { type Node, topological } from "./node.ts";
import type { OpName } from "./ops.ts";

export type Values = Float64Array;
type Rule<O extends OpName> = (inputs: readonly Values[], node: Node<O>) => Values;

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

function strides(shape: readonly number[]): number[] {
  const result = new Array<number>(shape.length).fill(1);
  for (let i = shape.length - 2; i >= 0; i--) result[i] = result[i + 1] * shape[i + 1];
  return result;
}

/** For each element of `shape`, its offset in a tensor of `from` broadcast to it. */
function offsets(from: readonly number[], shape: readonly number[]): Int32Array {
  const step = strides(from);
  const lead = shape.length - from.length;
  const out = new Int32Array(size(shape));
  const full = strides(shape);
  for (let i = 0; i < out.length; i++) {
    let offset = 0;
    for (let axis = lead; axis < shape.length; axis++) {
      if (from[axis - lead] !== 1) offset += (Math.floor(i / full[axis]) % shape[axis]) * step[axis - lead];
    }
    out[i] = offset;
  }
  return out;
}

const unary =
  (f: (x: number) => number): Rule<OpName> =>
  ([x]) =>
    x.map(f);

const binary =
  (f: (a: number, b: number) => number): Rule<OpName> =>
  ([a, b], node) => {
    const ia = offsets(node.inputs[0].shape, node.shape);
    const ib = offsets(node.inputs[1].shape, node.shape);
    return Values(node.shape, (i) => f(a[ia[i]], b[ib[i]]));
  };

function Values(shape: readonly number[], f: (index: number) => number): Values {
  const out = new Float64Array(size(shape));
  for (let i = 0; i < out.length; i++) out[i] = f(i);
  return out;
}

const reduction =
  (start: number, f: (total: number, x: number) => number): Rule<"sum" | "max"> =>
  ([x], node) => {
    const out = new Float64Array(size(node.shape)).fill(start);
    const to = offsets(node.shape, node.inputs[0].shape);
    for (let i = 0; i < x.length; i++) out[to[i]] = f(out[to[i]], x[i]);
    return out;
  };

/** Calls `f(start of the row, end of the row)` for each row of the last axis. */
function eachRow(x: Values, width: number, f: (start: number, end: number) => void): void {
  for (let start = 0; start < x.length; start += width) f(start, start + width);
}

function logSumExp(x: Values, width: number): Values {
  const out = new Float64Array(x.length / width);
  eachRow(x, width, (start, end) => {
    let largest = -Infinity;
    for (let i = start; i < end; i++) largest = Math.max(largest, x[i]);
    let total = 0;
    for (let i = start; i < end; i++) total += Math.exp(x[i] - largest);
    out[start / width] = largest + Math.log(total);
  });
  return out;
}

const leaf: Rule<OpName> = (_inputs, node) => {
  throw new GraphError(node.op, `${node.op} has no value of its own`);
};
const last = (node: Node) => node.inputs[0].shape[node.inputs[0].shape.length - 1];

const RULES: { [O in OpName]: Rule<O> } = {
  input: leaf,
  parameter: leaf,
  constant: (_inputs, node) => Float64Array.from(node.attributes.values),
  add: binary((a, b) => a + b),
  subtract: binary((a, b) => a - b),
  multiply: binary((a, b) => a * b),
  divide: binary((a, b) => a / b),
  negate: unary((x) => -x),
  exponential: unary(Math.exp),
  logarithm: unary(Math.log),
  squareRoot: unary(Math.sqrt),
  reciprocal: unary((x) => 1 / x),
  relu: unary((x) => Math.max(x, 0)),
  tanh: unary(Math.tanh),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  greater: binary((a, b) => Number(a > b)),
  equal: binary((a, b) => Number(a === b)),
  cast: unary((x) => x),
  stopGradient: unary((x) => x),
  where: ([condition, a, b], node) => {
    const [ic, ia, ib] = node.inputs.map((x) => offsets(x.shape, node.shape));
    return Values(node.shape, (i) => (condition[ic[i]] ? a[ia[i]] : b[ib[i]]));
  },
  sum: reduction(0, (total, x) => total + x),
  max: reduction(-Infinity, Math.max),
  logSumExp: ([x], node) => logSumExp(x, last(node)),
  softmax: ([x], node) => {
    const width = last(node);
    const lse = logSumExp(x, width);
    return x.map((value, i) => Math.exp(value - lse[Math.floor(i / width)]));
  },
  reshape: ([x]) => x,
  transpose: ([x], node) => {
    const from = strides(node.inputs[0].shape);
    const to = strides(node.shape);
    return Values(node.shape, (i) => {
      let offset = 0;
      node.attributes.permutation.forEach((axis, j) => {
        offset += (Math.floor(i / to[j]) % node.shape[j]) * from[axis];
      });
      return x[offset];
    });
  },
  expand: ([x], node) => {
    const from = offsets(node.inputs[0].shape, node.shape);
    return Values(node.shape, (i) => x[from[i]]);
  },
  slice: ([x], node) => shift(x, node.inputs[0].shape, node.shape, node.attributes.axis, node.attributes.start),
  pad: ([x], node) => shift(x, node.inputs[0].shape, node.shape, node.attributes.axis, -node.attributes.before),
  concat: (inputs, node) => {
    const { axis } = node.attributes;
    const out = new Float64Array(size(node.shape));
    let start = 0;
    inputs.forEach((x, i) => {
      const part = node.inputs[i].shape;
      shift(x, part, node.shape, axis, -start).forEach((value, j) => {
        out[j] += value;
      });
      start += part[axis];
    });
    return out;
  },
  matmul: ([a, b], node) => {
    const { transA, transB, alpha } = node.attributes;
    const [left, right] = node.inputs.map((x) => x.shape);
    const [m, n] = node.shape.slice(-2);
    const k = transA ? left[left.length - 2] : left[left.length - 1];
    const batch = node.shape.slice(0, -2);
    const ia = offsets(left.slice(0, -2), batch);
    const ib = offsets(right.slice(0, -2), batch);
    const out = new Float64Array(size(node.shape));
    for (let g = 0; g < size(batch); g++) {
      const a0 = ia[g] * m * k;
      const b0 = ib[g] * k * n;
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let total = 0;
          for (let l = 0; l < k; l++) {
            total += a[a0 + (transA ? l * m + i : i * k + l)] * b[b0 + (transB ? j * k + l : l * n + j)];
          }
          out[(g * m + i) * n + j] = alpha * total;
        }
      }
    }
    return out;
  },
  gather: ([table, indices], node) => {
    const width = size(node.inputs[0].shape.slice(1));
    return Values(node.shape, (i) => table[indices[Math.floor(i / width)] * width + (i % width)]);
  },
  scatterAdd: ([indices, updates], node) => {
    const width = size(node.shape.slice(1));
    const out = new Float64Array(size(node.shape));
    for (let i = 0; i < updates.length; i++) out[indices[Math.floor(i / width)] * width + (i % width)] += updates[i];
    return out;
  },
  pick: ([x, indices], node) => Values(node.shape, (i) => x[i * last(node) + indices[i]]),
  place: ([indices, values], node) => {
    const out = new Float64Array(size(node.shape));
    for (let i = 0; i < indices.length; i++) out[i * node.attributes.columns + indices[i]] = values[i];
    return out;
  },
  crossEntropy: ([logits, , labels], node) => {
    const lse = logSumExp(logits, last(node));
    return Values(node.shape, (i) => lse[i] - logits[i * last(node) + labels[i]]);
  },
  crossEntropyGradient: ([p, labels, g], node) => {
    const width = last(node);
    return p.map((value, i) => {
      const row = Math.floor(i / width);
      return (value - Number(labels[row] === i % width)) * g[row];
    });
  },
};

/** Element i of axis `axis` of the result is element i + start of x, or 0 outside x. */
function shift(x: Values, from: readonly number[], to: readonly number[], axis: number, start: number): Values {
  const inner = size(from.slice(axis + 1));
  return Values(to, (i) => {
    const position = (Math.floor(i / inner) % to[axis]) + start;
    if (position < 0 || position >= from[axis]) return 0;
    const outer = Math.floor(i / (inner * to[axis]));
    return x[(outer * from[axis] + position) * inner + (i % inner)];
  });
}

/**
 * Computes `outputs` in float64.
 * @param feeds values of inputs and parameters by name.
 * @throws GraphError when a feed is missing or has the wrong number of elements.
 */
export function evaluate(outputs: readonly Node[], feeds: Record<string, ArrayLike<number>>): Values[] {
  const known = new Map<Node, Values>();
  for (const node of topological(outputs)) {
    if (node.op === "input" || node.op === "parameter") {
      const { name } = (node as Node<"input">).attributes;
      const feed = feeds[name];
      if (feed?.length !== size(node.shape)) {
        const found = feed ? `${feed.length} elements` : "nothing";
        throw new GraphError(
          node.op,
          `${name} wants ${size(node.shape)} elements [${node.shape.join(", ")}], got ${found}`,
        );
      }
      known.set(node, Float64Array.from(feed));
    } else {
      const inputs = node.inputs.map((x) => known.get(x) as Values);
      known.set(node, (RULES[node.op] as Rule<OpName>)(inputs, node));
    }
  }
  return outputs.map((node) => known.get(node) as Values);
}
