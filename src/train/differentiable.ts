/**
 * An objective compiled to a session that gives its losses and all gradients. Gradients of looked-up tables leave the graph
 * as rows and are added here, in a fixed order (engine: scatters race at several threads).
 */
import { gradient } from "../engine/gradient.ts";
import { type Node, topological } from "../engine/node.ts";
import { dialectOf, emitOnnx } from "../engine/onnx.ts";
import type { Runtime, Session, SessionOptions, Tensor } from "../engine/runtime.ts";
import type { Feeds } from "../model/batch.ts";
import type { Parameters } from "../model/parameters.ts";
import type { Objective } from "./objectives.ts";

interface RowOutput {
  /** Graph output that holds the rows. */
  output: string;
  /** Fed int32 input that holds their indices. */
  indices: Node<"input">;
  /** Shape of the table that they are rows of. */
  table: readonly number[];
}

/** An objective with its gradients, as outputs of one graph. */
export interface Plan {
  outputs: Record<string, Node>;
  dense: string[];
  rows: Map<string, RowOutput[]>;
  losses: string[];
  /** FLOP of all matrix products, 2 m n k. */
  flops: number;
}

/** FLOP of the matrix products that `outputs` need. */
export function matmulFlops(outputs: Iterable<Node>): number {
  let flops = 0;
  for (const node of topological(outputs)) {
    if (node.op !== "matmul") continue;
    const { transA } = (node as Node<"matmul">).attributes;
    const a = node.inputs[0].shape;
    flops += 2 * node.shape.reduce((x, y) => x * y, 1) * (transA ? a[a.length - 2] : a[a.length - 1]);
  }
  return flops;
}

export function plan(objective: Objective): Plan {
  const parameters = topological([objective.total]).filter((node) => node.op === "parameter");
  const gradients = gradient(objective.total, parameters);
  const outputs: Record<string, Node> = { "loss.total": objective.total };
  const losses = ["total", ...Object.keys(objective.parts)];
  for (const [name, part] of Object.entries(objective.parts)) outputs[`loss.${name}`] = part;
  const dense: string[] = [];
  const rows = new Map<string, RowOutput[]>();
  const rowNames = new Map<Node, string>();
  for (const [parameter, parts] of gradients) {
    const { name } = (parameter as Node<"parameter">).attributes;
    if (parts.dense) {
      outputs[`d.${name}`] = parts.dense;
      dense.push(name);
    }
    for (const part of parts.rows) {
      // The six coordinate tables share one node of rows: it leaves the graph once.
      const output = rowNames.get(part.rows) ?? `r.${rowNames.size}`;
      rowNames.set(part.rows, output);
      outputs[output] = part.rows;
      rows.set(name, [...(rows.get(name) ?? []), { output, indices: part.indices, table: parameter.shape }]);
    }
  }
  return { outputs, dense, rows, losses, flops: matmulFlops(Object.values(outputs)) };
}

/**
 * What one update costs: FLOP of its matrix products, and the most bytes of values that are alive at once, where each is freed
 * after its last use. What is given and what is returned is not counted.
 */
export function costOf(objective: Objective): { flops: number; bytes: number } {
  const { outputs, flops } = plan(objective);
  const returned = new Set(Object.values(outputs));
  const nodes = topological(returned);
  /** Who holds the memory of a node: a reshape is a view. */
  const holder = new Map<Node, Node>();
  const lastUse = new Map<Node, number>();
  nodes.forEach((node, i) => {
    holder.set(node, node.op === "reshape" ? (holder.get(node.inputs[0]) as Node) : node);
    for (const input of node.inputs) lastUse.set(holder.get(input) as Node, i);
  });
  const freed = new Map<number, Node[]>();
  for (const [node, i] of lastUse) freed.set(i, [...(freed.get(i) ?? []), node]);
  const sizeOf = (node: Node) =>
    returned.has(node) || ["parameter", "input", "constant", "reshape"].includes(node.op)
      ? 0
      : 4 * node.shape.reduce((a, b) => a * b, 1);
  let alive = 0;
  let bytes = 0;
  nodes.forEach((node, i) => {
    alive += sizeOf(node);
    bytes = Math.max(bytes, alive);
    for (const done of freed.get(i) ?? []) alive -= sizeOf(done);
  });
  return { flops, bytes };
}

/** Adds rows [..., D] at `indices` to the table. */
export function scatterRows(table: Float32Array, indices: ArrayLike<number>, rows: Float32Array): void {
  const width = rows.length / indices.length;
  for (let i = 0, from = 0; i < indices.length; i++) {
    const start = indices[i] * width;
    const end = start + width;
    for (let to = start; to < end; to++, from++) table[to] += rows[from];
  }
}

/** Named gradients in caller-owned arrays, e.g. views of one flat array. */
export type Gradients = Record<string, Float32Array>;

/** A compiled objective: losses and gradients of one batch a run. */
export class Differentiable {
  readonly losses: readonly string[];
  readonly flops: number;
  readonly #session: Session;
  readonly #plan: Plan;
  readonly #buffers: Record<string, Tensor>;

  private constructor(session: Session, compiled: Plan, pool: Map<string, Float32Array>) {
    this.#session = session;
    this.#plan = compiled;
    this.losses = compiled.losses;
    this.flops = compiled.flops;
    this.#buffers = {};
    for (const [name, node] of Object.entries(compiled.outputs)) {
      const size = node.shape.reduce((a, b) => a * b, 1);
      const key = `${name} ${size}`;
      const data = pool.get(key) ?? new Float32Array(size);
      pool.set(key, data);
      this.#buffers[name] = { type: "float32", shape: node.shape, data };
    }
  }

  /** @param pool result buffers that several compiled objectives of one thread share, since they run one after the other. */
  static async compile(
    objective: Objective,
    runtime: Runtime,
    options: SessionOptions = {},
    pool: Map<string, Float32Array> = new Map(),
  ): Promise<Differentiable> {
    const compiled = plan(objective);
    const session = await runtime.load(emitOnnx(compiled.outputs, dialectOf(options.device)), options);
    return new Differentiable(session, compiled, pool);
  }

  /**
   * Adds the gradients of one batch to `into` and returns the losses.
   * Feeds that the graph does not use are ignored.
   */
  async run(parameters: Parameters, feeds: Feeds, into: Gradients): Promise<Record<string, number>> {
    const all: Record<string, Tensor> = {};
    for (const name of this.#session.inputs) all[name] = feeds[name] ?? parameters[name];
    const results = await this.#session.run(all, this.#buffers);
    for (const name of this.#plan.dense) {
      const target = into[name];
      const data = results[`d.${name}`].data as Float32Array;
      for (let i = 0; i < data.length; i++) target[i] += data[i];
    }
    for (const [name, list] of this.#plan.rows) {
      for (const { output, indices } of list) {
        scatterRows(
          into[name],
          feeds[indices.attributes.name].data as Int32Array,
          results[output].data as Float32Array,
        );
      }
    }
    return Object.fromEntries(this.losses.map((name) => [name, results[`loss.${name}`].data[0] as number]));
  }

  async dispose(): Promise<void> {
    await this.#session.dispose();
  }
}
