/** Shapes and types of results: one rule per operation, checked when a graph is built, so that no wrong graph reaches a runtime. */
import { ShapeError } from "./errors.ts";
import type { Node } from "./node.ts";
import type { ElementType, OpAttributes, OpName } from "./ops.ts";

interface Inferred {
  shape: readonly number[];
  type: ElementType;
}

type ShapeRules = { [O in OpName]: (inputs: readonly Node[], attributes: OpAttributes[O]) => Inferred };

function shapesOf(inputs: readonly Node[]) {
  return inputs.map((node) => node.shape);
}

/** NumPy broadcasting of several shapes. */
export function broadcast(op: string, shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let i = 0; i < shape.length; i++) {
      const at = rank - shape.length + i;
      if (shape[i] === 1) continue;
      if (result[at] !== 1 && result[at] !== shape[i]) {
        throw new ShapeError(op, shapes, "sizes must be equal or 1, aligned from the right");
      }
      result[at] = shape[i];
    }
  }
  return result;
}

function requireType(op: string, inputs: readonly Node[], index: number, ...allowed: ElementType[]) {
  if (!allowed.includes(inputs[index].type)) {
    throw new ShapeError(
      op,
      shapesOf(inputs),
      `input ${index} is ${inputs[index].type}, allowed: ${allowed.join(", ")}`,
    );
  }
}

function requireCount(op: string, inputs: readonly Node[], count: number) {
  if (inputs.length !== count)
    throw new ShapeError(op, shapesOf(inputs), `takes ${count} inputs, got ${inputs.length}`);
}

const binary = (op: OpName, result?: ElementType) => (inputs: readonly Node[]) => {
  requireCount(op, inputs, 2);
  if (result === "bool") requireType(op, inputs, 0, "float32", "int32");
  else requireType(op, inputs, 0, "float32");
  requireType(op, inputs, 1, inputs[0].type);
  return { shape: broadcast(op, shapesOf(inputs)), type: result ?? inputs[0].type };
};

const unary = (op: OpName) => (inputs: readonly Node[]) => {
  requireCount(op, inputs, 1);
  requireType(op, inputs, 0, "float32");
  return { shape: inputs[0].shape, type: "float32" as const };
};

function checkAxis(op: string, inputs: readonly Node[], axis: number) {
  if (!Number.isInteger(axis) || axis < 0 || axis >= inputs[0].shape.length) {
    throw new ShapeError(
      op,
      shapesOf(inputs),
      `axis ${axis} must be a whole number from 0 to ${inputs[0].shape.length - 1}`,
    );
  }
}

const reduction =
  (op: OpName) =>
  (inputs: readonly Node[], { axes }: { axes: readonly number[] }) => {
    requireCount(op, inputs, 1);
    requireType(op, inputs, 0, "float32");
    for (const axis of axes) checkAxis(op, inputs, axis);
    return { shape: inputs[0].shape.map((n, i) => (axes.includes(i) ? 1 : n)), type: "float32" as const };
  };

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

const leaf = (op: OpName) => (): Inferred => {
  throw new ShapeError(op, [], "leaves are made by input(), parameter() and constant()");
};

const RULES: ShapeRules = {
  input: leaf("input"),
  parameter: leaf("parameter"),
  constant: leaf("constant"),
  add: binary("add"),
  subtract: binary("subtract"),
  multiply: binary("multiply"),
  divide: binary("divide"),
  negate: unary("negate"),
  exponential: unary("exponential"),
  logarithm: unary("logarithm"),
  squareRoot: unary("squareRoot"),
  reciprocal: unary("reciprocal"),
  relu: unary("relu"),
  tanh: unary("tanh"),
  sigmoid: unary("sigmoid"),
  softplus: unary("softplus"),
  stopGradient: unary("stopGradient"),
  greater: binary("greater", "bool"),
  equal: binary("equal", "bool"),
  cast: (inputs) => {
    requireCount("cast", inputs, 1);
    requireType("cast", inputs, 0, "bool", "int32");
    return { shape: inputs[0].shape, type: "float32" };
  },
  where: (inputs) => {
    requireCount("where", inputs, 3);
    requireType("where", inputs, 0, "bool");
    requireType("where", inputs, 1, "float32");
    requireType("where", inputs, 2, "float32");
    return { shape: broadcast("where", shapesOf(inputs)), type: "float32" };
  },
  sum: reduction("sum"),
  max: reduction("max"),
  logSumExp: (inputs) => reduction("logSumExp")(inputs, { axes: [inputs[0].shape.length - 1] }),
  softmax: (inputs) => {
    const result = unary("softmax")(inputs);
    checkAxis("softmax", inputs, result.shape.length - 1);
    return result;
  },
  reshape: (inputs, { shape }) => {
    requireCount("reshape", inputs, 1);
    if (size(shape) !== size(inputs[0].shape)) {
      throw new ShapeError("reshape", [inputs[0].shape, shape], "both must have the same number of elements");
    }
    return { shape, type: inputs[0].type };
  },
  transpose: (inputs, { permutation }) => {
    requireCount("transpose", inputs, 1);
    const shape = inputs[0].shape;
    if ([...permutation].sort((a, b) => a - b).join() !== shape.map((_, i) => i).join()) {
      throw new ShapeError("transpose", [shape], `[${permutation.join(", ")}] must name every axis once`);
    }
    return { shape: permutation.map((axis) => shape[axis]), type: inputs[0].type };
  },
  expand: (inputs, { shape }) => {
    requireCount("expand", inputs, 1);
    if (broadcast("expand", [inputs[0].shape, shape]).join() !== shape.join()) {
      throw new ShapeError("expand", [inputs[0].shape, shape], "the first must broadcast to the second");
    }
    return { shape, type: inputs[0].type };
  },
  slice: (inputs, { axis, start, end }) => {
    requireCount("slice", inputs, 1);
    checkAxis("slice", inputs, axis);
    const shape = [...inputs[0].shape];
    if (!(start >= 0 && start <= end && end <= shape[axis])) {
      throw new ShapeError("slice", [shape], `${start}:${end} lies outside 0:${shape[axis]} of axis ${axis}`);
    }
    shape[axis] = end - start;
    return { shape, type: inputs[0].type };
  },
  pad: (inputs, { axis, before, after }) => {
    requireCount("pad", inputs, 1);
    checkAxis("pad", inputs, axis);
    requireType("pad", inputs, 0, "float32");
    if (!(before >= 0 && after >= 0)) {
      throw new ShapeError("pad", [inputs[0].shape], `before ${before} and after ${after} must not be negative`);
    }
    return { shape: inputs[0].shape.map((n, i) => (i === axis ? n + before + after : n)), type: "float32" };
  },
  concat: (inputs, { axis }) => {
    checkAxis("concat", inputs, axis);
    const shape = [...inputs[0].shape];
    for (const other of inputs.slice(1)) {
      if (other.shape.length !== shape.length || other.shape.some((n, i) => i !== axis && n !== shape[i])) {
        throw new ShapeError("concat", shapesOf(inputs), `all axes but ${axis} must be equal`);
      }
      if (other.type !== inputs[0].type) throw new ShapeError("concat", shapesOf(inputs), "types must be equal");
      shape[axis] += other.shape[axis];
    }
    return { shape, type: inputs[0].type };
  },
  matmul: (inputs, { transA, transB }) => {
    requireCount("matmul", inputs, 2);
    requireType("matmul", inputs, 0, "float32");
    requireType("matmul", inputs, 1, "float32");
    const [a, b] = shapesOf(inputs);
    if (a.length < 2 || b.length < 2) throw new ShapeError("matmul", [a, b], "both need two axes or more");
    const [m, k] = transA ? [a[a.length - 1], a[a.length - 2]] : [a[a.length - 2], a[a.length - 1]];
    const [k2, n] = transB ? [b[b.length - 1], b[b.length - 2]] : [b[b.length - 2], b[b.length - 1]];
    if (k !== k2) {
      throw new ShapeError("matmul", [a, b], `inner sizes ${k} and ${k2} differ (transA ${transA}, transB ${transB})`);
    }
    return { shape: [...broadcast("matmul", [a.slice(0, -2), b.slice(0, -2)]), m, n], type: "float32" };
  },
  gather: (inputs) => {
    requireCount("gather", inputs, 2);
    requireType("gather", inputs, 1, "int32");
    return { shape: [...inputs[1].shape, ...inputs[0].shape.slice(1)], type: inputs[0].type };
  },
  scatterAdd: (inputs, { rows }) => {
    requireCount("scatterAdd", inputs, 2);
    requireType("scatterAdd", inputs, 0, "int32");
    requireType("scatterAdd", inputs, 1, "float32");
    const [indices, updates] = shapesOf(inputs);
    if (updates.slice(0, indices.length).join() !== indices.join()) {
      throw new ShapeError("scatterAdd", [indices, updates], "the second must begin with the shape of the first");
    }
    return { shape: [rows, ...updates.slice(indices.length)], type: "float32" };
  },
  pick: (inputs) => {
    requireCount("pick", inputs, 2);
    const [x, indices] = shapesOf(inputs);
    requireType("pick", inputs, 1, "int32");
    if (x.length !== 2 || indices.join() !== `${x[0]}`) {
      throw new ShapeError("pick", [x, indices], "wants [N, V] and [N]");
    }
    return { shape: [x[0], 1], type: inputs[0].type };
  },
  place: (inputs, { columns }) => {
    requireCount("place", inputs, 2);
    const [indices, values] = shapesOf(inputs);
    requireType("place", inputs, 0, "int32");
    if (values.join() !== `${indices[0]},1`) throw new ShapeError("place", [indices, values], "wants [N] and [N, 1]");
    return { shape: [indices[0], columns], type: "float32" };
  },
  crossEntropy: (inputs) => {
    requireCount("crossEntropy", inputs, 3);
    const [logits, p, labels] = shapesOf(inputs);
    requireType("crossEntropy", inputs, 2, "int32");
    if (logits.length !== 2 || p.join() !== logits.join() || labels.join() !== `${logits[0]}`) {
      throw new ShapeError("crossEntropy", [logits, p, labels], "wants [N, V], [N, V] and [N]");
    }
    return { shape: [logits[0], 1], type: "float32" };
  },
  crossEntropyGradient: (inputs) => {
    requireCount("crossEntropyGradient", inputs, 3);
    return { shape: inputs[0].shape, type: "float32" };
  },
};

/** Shape and type of `op` over `inputs`. @throws ShapeError */
export function inferShape<O extends OpName>(op: O, inputs: readonly Node[], attributes: OpAttributes[O]): Inferred {
  return RULES[op](inputs, attributes);
}
