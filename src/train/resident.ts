/**
 * Training on a device that keeps values: parameters, gradients and the optimizer's moments stay there between updates, AdamW is
 * a graph, and what comes back is losses and the gradient's norm. The same arithmetic as adamw.ts, in float32; tables that are
 * looked up get their gradient by scattering inside the graph, which is safe there (on the CPU it races at several threads).
 */
import * as f from "../engine/functions.ts";
import { input, type Node } from "../engine/node.ts";
import { dialectOf, emitOnnx } from "../engine/onnx.ts";
import {
  type DeviceTensor,
  float32,
  isOnDevice,
  type Runtime,
  RuntimeError,
  type Session,
  type SessionOptions,
  type Tensor,
} from "../engine/runtime.ts";
import type { Feeds } from "../model/batch.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Parameters } from "../model/parameters.ts";
import { type AdamWOptions, type AdamWState, updateFactors } from "./adamw.ts";
import { objectiveOf } from "./compiled.ts";
import { plan } from "./differentiable.ts";
import { type FlatParameters, gradientViews } from "./flat.ts";
import type { LossWeights, Objective } from "./objectives.ts";
import type { PreparedBatch } from "./stream.ts";

type Held = Record<string, Tensor | DeviceTensor>;

const release = (tensors: Held) => {
  for (const tensor of Object.values(tensors)) if (isOnDevice(tensor)) tensor.release();
};

/** The session's outputs, those that stay on the device among them. */
async function runKept(session: Session, feeds: Held): Promise<{ values: Record<string, Tensor>; resident: Held }> {
  if (!session.runResident) throw new RuntimeError("this runtime keeps no values on a device", "cpu");
  return session.runResident(feeds);
}

/** An objective whose gradients stay on the device. */
export class ResidentObjective {
  readonly losses: readonly string[];
  readonly flops: number;
  readonly #session: Session;

  private constructor(session: Session, losses: readonly string[], flops: number) {
    this.#session = session;
    this.losses = losses;
    this.flops = flops;
  }

  static async compile(objective: Objective, runtime: Runtime, options: SessionOptions): Promise<ResidentObjective> {
    const { outputs, dense, rows, losses, flops } = plan(objective);
    const kept: Record<string, Node> = Object.fromEntries(dense.map((name) => [`d.${name}`, outputs[`d.${name}`]]));
    for (const [name, parts] of rows) {
      for (const { output, indices, table } of parts) {
        const whole = f.scatterAdd(indices, outputs[output], table[0]);
        const known = kept[`d.${name}`];
        kept[`d.${name}`] = known ? f.add(known, whole) : whole;
      }
    }
    const read = Object.fromEntries(losses.map((name) => [`loss.${name}`, outputs[`loss.${name}`]]));
    const model = emitOnnx({ ...read, ...kept }, dialectOf(options.device));
    const session = await runtime.load(model, { ...options, resident: Object.keys(kept) });
    return new ResidentObjective(session, losses, flops);
  }

  /** Losses, and gradients by the names of their parameters. */
  async run(parameters: Held, feeds: Feeds): Promise<{ losses: Record<string, number>; gradients: Held }> {
    const all: Held = {};
    for (const name of this.#session.inputs) all[name] = feeds[name] ?? parameters[name];
    const { values, resident } = await runKept(this.#session, all);
    return {
      losses: Object.fromEntries(this.losses.map((name) => [name, values[`loss.${name}`].data[0] as number])),
      gradients: Object.fromEntries(Object.entries(resident).map(([name, tensor]) => [name.slice(2), tensor])),
    };
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}

interface Place {
  name: string;
  shape: readonly number[];
}

const leaf = (kind: string, { name, shape }: Place) => input(`${kind}.${name}`, shape);

/** Sum of the squares of all gradients, [1]. */
function squaresGraph(places: readonly Place[]): Record<string, Node> {
  const sums = places.map((place) => {
    const g = leaf("d", place);
    return f.reshape(f.sum(f.multiply(g, g)), [1]);
  });
  return { squares: sums.reduce((a, b) => f.add(a, b)) };
}

/** New parameters and moments; adamw.ts in nodes. */
function updateGraph(places: readonly Place[], { beta1, beta2, epsilon }: AdamWOptions): Record<string, Node> {
  const [scale, stepSize, correction, keep] = ["scale", "stepSize", "correction", "keep"].map((name) =>
    input(name, [1]),
  );
  const outputs: Record<string, Node> = {};
  for (const place of places) {
    const { name, shape } = place;
    const g = f.multiply(leaf("d", place), scale);
    const m = f.add(f.multiply(leaf("m", place), beta1), f.multiply(g, 1 - beta1));
    const v = f.add(f.multiply(leaf("v", place), beta2), f.multiply(f.multiply(g, g), 1 - beta2));
    const p = leaf("p", place);
    const step = f.divide(f.multiply(m, stepSize), f.add(f.multiply(f.squareRoot(v), correction), epsilon));
    outputs[`next.p.${name}`] = f.subtract(shape.length > 1 ? f.multiply(p, keep) : p, step);
    outputs[`next.m.${name}`] = m;
    outputs[`next.v.${name}`] = v;
  }
  return outputs;
}

/** Copies, which come back from the device. */
const readGraph = (places: readonly Place[], kind: string): Record<string, Node> =>
  Object.fromEntries(places.map((place) => [`out.${place.name}`, f.stopGradient(leaf(kind, place))]));

/** The state of one training run on a device. */
export class ResidentState {
  readonly #config: ModelConfig;
  readonly #runtime: Runtime;
  readonly #options: SessionOptions;
  readonly #places: readonly Place[];
  readonly #adamw: AdamWOptions;
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #objectives = new Map<string, Promise<ResidentObjective>>();
  /** At first on the host: the first update takes them to the device. */
  #parameters: Held;
  #moments: Record<"m" | "v", Held>;
  #gradients: Held = {};

  /** @param flat its values, and the optimizer's, are where the run starts from */
  constructor(
    config: ModelConfig,
    flat: FlatParameters,
    optimizer: AdamWState,
    runtime: Runtime,
    options: SessionOptions,
    adamw: AdamWOptions,
  ) {
    this.#config = config;
    this.#runtime = runtime;
    this.#options = options;
    this.#adamw = adamw;
    this.#places = Object.entries(flat.views).map(([name, { shape }]) => ({ name, shape }));
    this.#parameters = { ...flat.views };
    this.#moments = { m: viewsOf(flat, optimizer.first), v: viewsOf(flat, optimizer.second) };
  }

  #session(name: string, outputs: () => Record<string, Node>, kept: boolean): Promise<Session> {
    let session = this.#sessions.get(name);
    if (!session) {
      const graph = outputs();
      const resident = kept ? Object.keys(graph) : [];
      session = this.#runtime.load(emitOnnx(graph, dialectOf(this.#options.device)), { ...this.#options, resident });
      this.#sessions.set(name, session);
    }
    return session;
  }

  /** Losses of a batch; its gradients are added to those since the last update. */
  async learn(
    batch: Pick<PreparedBatch, "kind" | "shape" | "feeds">,
    weights: LossWeights,
  ): Promise<{ flops: number; losses: Record<string, number> }> {
    const key = `${batch.kind} ${JSON.stringify([batch.shape, weights])}`;
    const known = this.#objectives.get(key);
    const objective =
      known ?? ResidentObjective.compile(objectiveOf(this.#config, batch, weights), this.#runtime, this.#options);
    this.#objectives.set(key, objective);
    const compiled = await objective;
    return { flops: compiled.flops, losses: await this.add(compiled, batch.feeds) };
  }

  /** The same for an objective compiled elsewhere. */
  async add(objective: ResidentObjective, feeds: Feeds): Promise<Record<string, number>> {
    const { losses, gradients } = await objective.run(this.#parameters, feeds);
    const both = this.#places.filter(({ name }) => this.#gradients[name] && gradients[name]);
    if (both.length === 0) {
      Object.assign(this.#gradients, gradients);
      return losses;
    }
    const sum = await this.#session(
      `sum ${both.map(({ name }) => name).join()}`,
      () => Object.fromEntries(both.map((one) => [one.name, f.add(leaf("a", one), leaf("d", one))])),
      true,
    );
    const old: Held = {};
    for (const { name } of both) {
      old[`a.${name}`] = this.#gradients[name];
      old[`d.${name}`] = gradients[name];
    }
    const { resident } = await runKept(sum, old);
    release(old);
    this.#gradients = { ...this.#gradients, ...gradients, ...resident };
    return losses;
  }

  /** One update by what was added. @returns the gradient's norm before clipping, NaN without an update */
  async update(optimizer: AdamWState, learningRate: number, share: number): Promise<number> {
    const gradients: Held = {};
    for (const { name, shape } of this.#places) gradients[`d.${name}`] = this.#gradients[name] ?? float32(shape);
    this.#gradients = {};
    const squares = await this.#session("squares", () => squaresGraph(this.#places), false);
    const total = (await squares.run(gradients)).squares.data[0] as number;
    const norm = share * Math.sqrt(total);
    const factors = updateFactors(norm, optimizer, learningRate, this.#adamw, share);
    if (factors) {
      const session = await this.#session("update", () => updateGraph(this.#places, this.#adamw), true);
      const old: Held = {
        ...named("p", this.#parameters),
        ...named("m", this.#moments.m),
        ...named("v", this.#moments.v),
      };
      const numbers = Object.entries(factors).map(([name, value]) => [name, float32([1], Float32Array.of(value))]);
      const { resident } = await runKept(session, { ...old, ...gradients, ...Object.fromEntries(numbers) });
      release(old);
      this.#parameters = unnamed("next.p", resident);
      this.#moments = { m: unnamed("next.m", resident), v: unnamed("next.v", resident) };
    }
    release(gradients);
    return factors ? norm : Number.NaN;
  }

  /** Copies what is on the device into `flat` and `optimizer`. */
  async pull(flat: FlatParameters, optimizer: AdamWState): Promise<void> {
    const targets = { p: flat.data, m: optimizer.first, v: optimizer.second };
    const sources = { p: this.#parameters, ...this.#moments };
    for (const kind of ["p", "m", "v"] as const) {
      if (!Object.values(sources[kind]).some(isOnDevice)) continue;
      const session = await this.#session(`read ${kind}`, () => readGraph(this.#places, kind), false);
      const values = await session.run(named(kind, sources[kind]));
      for (const [name, view] of Object.entries(viewsOf(flat, targets[kind]))) {
        view.data.set(values[`out.${name}`].data as Float32Array);
      }
    }
  }

  async dispose(): Promise<void> {
    for (const held of [this.#parameters, this.#moments.m, this.#moments.v, this.#gradients]) release(held);
    for (const session of this.#sessions.values()) await (await session).dispose();
    for (const objective of this.#objectives.values()) await (await objective).dispose();
    this.#sessions.clear();
    this.#objectives.clear();
  }
}

/** Named views of an array that is laid out as `flat`. */
function viewsOf(flat: FlatParameters, data: Float32Array): Parameters {
  const views = gradientViews(flat, data);
  return Object.fromEntries(
    Object.entries(flat.views).map(([name, { shape }]) => [name, { type: "float32", shape, data: views[name] }]),
  );
}

const named = (kind: string, held: Held): Held =>
  Object.fromEntries(Object.entries(held).map(([name, tensor]) => [`${kind}.${name}`, tensor]));
const unnamed = (kind: string, held: Held): Held =>
  Object.fromEntries(
    Object.entries(held).flatMap(([name, tensor]) =>
      name.startsWith(`${kind}.`) ? [[name.slice(kind.length + 1), tensor] as const] : [],
    ),
  );
