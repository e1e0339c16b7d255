/**
 * A graph as an ONNX model: one emission rule per operation, two dialects. "cpu" uses the fused products of onnxruntime's
 * CPU provider; "portable" uses plain ONNX operators only and runs on WebGPU, CUDA and WASM too. opset 21, IR 10.
 */
import { type Node, topological } from "./node.ts";
import type { ElementType, OpName } from "./ops.ts";
import { MessageWriter } from "./protobuf.ts";
import type { Device } from "./runtime.ts";

export type Dialect = "cpu" | "portable";

/** The dialect that a device runs. */
export const dialectOf = (device: Device = "cpu"): Dialect => (device === "cpu" ? "cpu" : "portable");

const OPSET = 21;
const IR_VERSION = 10;
const DATA_TYPES: Record<ElementType | "int64", number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

type Attribute = number | { float: number } | readonly number[] | string;

interface Emitter {
  dialect: Dialect;
  name(node: Node): string;
  /** Emits one ONNX node; the last of a rule must write `output`. Returns the output's name. */
  emit(
    type: string,
    inputs: string[],
    output: string | null,
    attributes?: Record<string, Attribute>,
    domain?: string,
  ): string;
  /** A small int64 list as an initializer. */
  integers(values: readonly number[]): string;
  float(value: number): string;
}

type Rule<O extends OpName> = (node: Node<O>, inputs: string[], output: string, e: Emitter) => void;

const plain =
  (type: string): Rule<OpName> =>
  (_node, inputs, output, e) => {
    e.emit(type, inputs, output);
  };
const nothing: Rule<OpName> = () => {};

const reduce =
  (type: string): Rule<"sum" | "max"> =>
  (node, inputs, output, e) => {
    e.emit(type, [inputs[0], e.integers(node.attributes.axes)], output, { keepdims: 1 });
  };

function matmul(node: Node<"matmul">, inputs: string[], output: string, e: Emitter): void {
  const [a, b] = node.inputs;
  const { transA, transB, alpha } = node.attributes;
  if (a.shape.length === 2 && b.shape.length === 2) {
    e.emit("Gemm", inputs, output, { transA: Number(transA), transB: Number(transB), alpha: { float: alpha } });
    return;
  }
  if (e.dialect === "cpu") {
    const flags = { transA: Number(transA), transB: Number(transB), alpha: { float: alpha } };
    e.emit("FusedMatMul", inputs, output, flags, "com.microsoft");
    return;
  }
  const swap = (name: string, x: Node, on: boolean) => {
    if (!on) return name;
    const perm = x.shape.map((_, i) => i);
    perm.splice(-2, 2, x.shape.length - 1, x.shape.length - 2);
    return e.emit("Transpose", [name], null, { perm });
  };
  const factors = [swap(inputs[0], a, transA), swap(inputs[1], b, transB)];
  if (alpha === 1) e.emit("MatMul", factors, output);
  else e.emit("Mul", [e.emit("MatMul", factors, null), e.float(alpha)], output);
}

/** Zeros of the node's shape, to be written into. */
const zeros = (node: Node, e: Emitter): string => e.emit("Expand", [e.float(0), e.integers(node.shape)], null);

const RULES: { [O in OpName]: Rule<O> } = {
  input: nothing,
  parameter: nothing,
  constant: nothing,
  add: plain("Add"),
  subtract: plain("Sub"),
  multiply: plain("Mul"),
  divide: plain("Div"),
  negate: plain("Neg"),
  exponential: plain("Exp"),
  logarithm: plain("Log"),
  squareRoot: plain("Sqrt"),
  reciprocal: plain("Reciprocal"),
  relu: plain("Relu"),
  tanh: plain("Tanh"),
  sigmoid: plain("Sigmoid"),
  softplus: plain("Softplus"),
  greater: plain("Greater"),
  equal: plain("Equal"),
  cast: (_node, inputs, output, e) => {
    e.emit("Cast", inputs, output, { to: DATA_TYPES.float32 });
  },
  where: plain("Where"),
  stopGradient: plain("Identity"),
  sum: reduce("ReduceSum"),
  max: reduce("ReduceMax"),
  // ReduceLogSumExp of onnxruntime overflows on some providers: subtract the largest by hand.
  logSumExp: (node, [x], output, e) => {
    const axes = e.integers([node.inputs[0].shape.length - 1]);
    const largest = e.emit("ReduceMax", [x, axes], null, { keepdims: 1 });
    const powers = e.emit("Exp", [e.emit("Sub", [x, largest], null)], null);
    const total = e.emit("Log", [e.emit("ReduceSum", [powers, axes], null, { keepdims: 1 })], null);
    e.emit("Add", [largest, total], output);
  },
  softmax: (_node, inputs, output, e) => {
    e.emit("Softmax", inputs, output, { axis: -1 });
  },
  reshape: (node, [x], output, e) => {
    e.emit("Reshape", [x, e.integers(node.attributes.shape)], output);
  },
  transpose: (node, inputs, output, e) => {
    e.emit("Transpose", inputs, output, { perm: node.attributes.permutation });
  },
  expand: (node, [x], output, e) => {
    e.emit("Expand", [x, e.integers(node.attributes.shape)], output);
  },
  slice: (node, [x], output, e) => {
    const { axis, start, end } = node.attributes;
    e.emit("Slice", [x, e.integers([start]), e.integers([end]), e.integers([axis])], output);
  },
  pad: (node, [x], output, e) => {
    const { axis, before, after } = node.attributes;
    const rank = node.shape.length;
    const pads = new Array<number>(2 * rank).fill(0);
    pads[axis] = before;
    pads[rank + axis] = after;
    e.emit("Pad", [x, e.integers(pads)], output);
  },
  concat: (node, inputs, output, e) => {
    e.emit("Concat", inputs, output, { axis: node.attributes.axis });
  },
  matmul,
  gather: (_node, inputs, output, e) => {
    e.emit("Gather", inputs, output, { axis: 0 });
  },
  // ScatterND(add) loses updates at two threads on the CPU provider; ScatterElements(add) does not.
  scatterAdd: (node, [indices, updates], output, e) => {
    const [ids, values] = node.inputs;
    const count = ids.shape.reduce((a, b) => a * b, 1);
    const width = node.shape.slice(1).reduce((a, b) => a * b, 1);
    const flat = e.emit("Reshape", [updates, e.integers([count, width])], null);
    const column = e.emit("Reshape", [indices, e.integers([count, 1])], null);
    const wide = e.emit("Expand", [column, e.integers([count, width])], null);
    const base = e.emit("Expand", [e.float(0), e.integers([node.shape[0], width])], null);
    const table = e.emit("ScatterElements", [base, wide, flat], null, { axis: 0, reduction: "add" });
    e.emit("Reshape", [table, e.integers([node.shape[0], ...values.shape.slice(ids.shape.length)])], output);
  },
  pick: (node, [x, indices], output, e) => {
    const column = e.emit("Reshape", [indices, e.integers([node.shape[0], 1])], null);
    e.emit("GatherElements", [x, column], output, { axis: 1 });
  },
  place: (node, [indices, values], output, e) => {
    const column = e.emit("Reshape", [indices, e.integers([node.shape[0], 1])], null);
    e.emit("ScatterElements", [zeros(node, e), column, values], output, { axis: 1 });
  },
  crossEntropy: (node, [, p, labels], output, e) => {
    const column = e.emit("Reshape", [labels, e.integers([node.shape[0], 1])], null);
    const hit = e.emit("GatherElements", [p, column], null, { axis: 1 });
    // A probability that rounds to 0 costs 87 instead of infinity.
    e.emit("Neg", [e.emit("Log", [e.emit("Max", [hit, e.float(1.17549435e-38)], null)], null)], output);
  },
  crossEntropyGradient: (node, [p, labels, g], output, e) => {
    const column = e.emit("Reshape", [labels, e.integers([node.shape[0], 1])], null);
    const hit = e.emit("GatherElements", [p, column], null, { axis: 1 });
    const less = e.emit("Sub", [hit, e.float(1)], null);
    e.emit("Mul", [e.emit("ScatterElements", [p, column, less], null, { axis: 1 }), g], output);
  },
};

function writeAttribute(w: MessageWriter, name: string, value: Attribute): void {
  w.message(5, (a) => {
    a.text(1, name);
    if (typeof value === "number") a.integer(3, value).integer(20, 2);
    else if (typeof value === "string") a.text(4, value).integer(20, 3);
    else if ("float" in value) a.float(2, value.float).integer(20, 1);
    else {
      for (const item of value) a.integer(8, item);
      a.integer(20, 7);
    }
  });
}

function writeValueInfo(
  w: MessageWriter,
  field: number,
  name: string,
  type: ElementType,
  shape: readonly number[],
): void {
  w.message(field, (info) => {
    info.text(1, name).message(2, (t) => {
      t.message(1, (tensor) => {
        tensor.integer(1, DATA_TYPES[type]).message(2, (dims) => {
          for (const size of shape) dims.message(1, (d) => d.integer(1, size));
        });
      });
    });
  });
}

function writeTensor(
  w: MessageWriter,
  name: string,
  type: ElementType | "int64",
  shape: readonly number[],
  values: readonly number[],
): void {
  w.message(5, (t) => {
    for (const size of shape) t.integer(1, size);
    t.integer(2, DATA_TYPES[type]);
    const buffer = new ArrayBuffer(values.length * (type === "int64" ? 8 : type === "bool" ? 1 : 4));
    const view = new DataView(buffer);
    values.forEach((value, i) => {
      if (type === "int64") view.setBigInt64(i * 8, BigInt(value), true);
      else if (type === "int32") view.setInt32(i * 4, value, true);
      else if (type === "bool") view.setUint8(i, value);
      else view.setFloat32(i * 4, value, true);
    });
    t.text(8, name).bytes(9, new Uint8Array(buffer));
  });
}

/**
 * The model that computes `outputs` from its fed inputs and parameters, whose names are the nodes' own.
 * @returns the bytes of an ONNX ModelProto.
 */
export function emitOnnx(outputs: Record<string, Node>, dialect: Dialect = "cpu"): Uint8Array {
  const graph = new MessageWriter();
  const initializers = new Map<string, string>();
  const nodes = topological(Object.values(outputs));
  const names = new Map<Node, string>();
  for (const [name, node] of Object.entries(outputs)) {
    // A leaf keeps its own name and a second name of one node is a copy, both through Identity below.
    if (node.inputs.length > 0 && !names.has(node)) names.set(node, name);
  }
  let temporaries = 0;
  const emitter: Emitter = {
    dialect,
    name(node) {
      const given = names.get(node);
      if (given !== undefined) return given;
      const name =
        node.op === "input" || node.op === "parameter"
          ? (node as Node<"input">).attributes.name
          : `${node.op}_${node.id}`;
      names.set(node, name);
      return name;
    },
    emit(type, inputs, output, attributes = {}, domain) {
      const name = output ?? `t${temporaries++}`;
      graph.message(1, (n) => {
        for (const x of inputs) n.text(1, x);
        n.text(2, name).text(3, name).text(4, type);
        for (const key in attributes) writeAttribute(n, key, attributes[key]);
        if (domain) n.text(7, domain);
      });
      return name;
    },
    integers(values) {
      const key = `i64 ${values.join()}`;
      const known = initializers.get(key);
      if (known) return known;
      const name = `c${initializers.size}`;
      initializers.set(key, name);
      writeTensor(graph, name, "int64", [values.length], values);
      return name;
    },
    float(value) {
      const key = `f32 ${value}`;
      const known = initializers.get(key);
      if (known) return known;
      const name = `c${initializers.size}`;
      initializers.set(key, name);
      writeTensor(graph, name, "float32", [], [value]);
      return name;
    },
  };
  for (const node of nodes) {
    const name = emitter.name(node);
    if (node.op === "constant") {
      writeTensor(graph, name, node.type, node.shape, (node as Node<"constant">).attributes.values);
    } else {
      const inputs = node.inputs.map((x) => emitter.name(x));
      (RULES[node.op] as Rule<OpName>)(node, inputs, name, emitter);
    }
  }
  for (const [name, node] of Object.entries(outputs)) {
    if (emitter.name(node) !== name) emitter.emit("Identity", [emitter.name(node)], name);
  }
  graph.text(2, "docformer");
  for (const node of nodes) {
    if (node.op === "input" || node.op === "parameter") {
      writeValueInfo(graph, 11, emitter.name(node), node.type, node.shape);
    }
  }
  for (const [name, node] of Object.entries(outputs)) writeValueInfo(graph, 12, name, node.type, node.shape);
  return new MessageWriter()
    .integer(1, IR_VERSION)
    .text(2, "docformer")
    .bytes(7, graph.finish())
    .message(8, (o) => o.text(1, "").integer(2, OPSET))
    .message(8, (o) => o.text(1, "com.microsoft").integer(2, 1))
    .finish();
}
