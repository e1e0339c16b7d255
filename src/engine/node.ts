/**
 * Nodes of the symbolic graph. A node knows its operation, inputs, shape and type; nothing is computed. Equal nodes are one
 * node (interned on their first input, so that a graph is freed with its leaves).
 */
import { GraphError } from "./errors.ts";
import type { ElementType, OpAttributes, OpName } from "./ops.ts";
import { inferShape } from "./shape.ts";

export interface Node<O extends OpName = OpName> {
  /** Grows with construction: inputs have smaller ids than what uses them. */
  readonly id: number;
  readonly op: O;
  readonly inputs: readonly Node[];
  readonly attributes: OpAttributes[O];
  readonly shape: readonly number[];
  readonly type: ElementType;
}

let nextId = 0;
const children = new WeakMap<Node, Map<string, Node>>();
const scalars = new Map<string, Node>();

function create<O extends OpName>(
  op: O,
  inputs: readonly Node[],
  attributes: OpAttributes[O],
  shape: readonly number[],
  type: ElementType,
): Node<O> {
  return Object.freeze({ id: nextId++, op, inputs, attributes, shape, type });
}

/** A value that is fed at run time. */
export function input(name: string, shape: readonly number[], type: ElementType = "float32"): Node<"input"> {
  return create("input", [], { name }, shape, type);
}

/** A trained float32 value that is fed at run time and can have a gradient. */
export function parameter(name: string, shape: readonly number[]): Node<"parameter"> {
  return create("parameter", [], { name }, shape, "float32");
}

/** A small value inside the graph: a number, or `values` of `shape` in row-major order. */
export function constant(
  values: number | readonly number[],
  shape?: readonly number[],
  type: ElementType = "float32",
): Node {
  const list = typeof values === "number" ? [values] : values;
  const dims = shape ?? (typeof values === "number" ? [] : [list.length]);
  if (dims.reduce((a, b) => a * b, 1) !== list.length) {
    throw new GraphError("constant", `constant of shape [${dims.join(", ")}] cannot hold ${list.length} values`);
  }
  if (list.length > 1) return create("constant", [], { values: list }, dims, type);
  const key = `${type} ${dims.length} ${list[0]}`;
  const known = scalars.get(key);
  if (known) return known;
  const node = create("constant", [], { values: list }, dims, type);
  scalars.set(key, node);
  return node;
}

/** Builds (or finds) the node of `op` over `inputs`. @throws ShapeError when they do not fit. */
export function build<O extends OpName>(op: O, inputs: readonly Node[], attributes: OpAttributes[O]): Node<O> {
  const key = `${op} ${inputs.map((node) => node.id).join(" ")} ${attributes === null ? "" : JSON.stringify(attributes)}`;
  const anchor = inputs[0];
  let family = children.get(anchor);
  if (!family) {
    family = new Map();
    children.set(anchor, family);
  }
  const known = family.get(key);
  if (known) return known as Node<O>;
  const { shape, type } = inferShape(op, inputs, attributes);
  const node = create(op, inputs, attributes, shape, type);
  family.set(key, node);
  return node;
}

/** All nodes that `outputs` need, inputs before users. */
export function topological(outputs: Iterable<Node>): Node[] {
  const seen = new Set<Node>();
  const stack = [...outputs];
  while (stack.length > 0) {
    const node = stack.pop() as Node;
    if (seen.has(node)) continue;
    seen.add(node);
    stack.push(...node.inputs);
  }
  return [...seen].sort((a, b) => a.id - b.id);
}
