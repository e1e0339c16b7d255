/**
 * Compiled objectives by the kind and shape of their batches. Weights are inputs of the graphs, so that runs of one configuration
 * that follow each other in a process can share them: a graph costs about a second, a short run has a dozen of them.
 */
import type { Runtime, SessionOptions } from "../engine/runtime.ts";
import type { ModelConfig } from "../model/config.ts";
import { GraphLeaves } from "../model/parameters.ts";
import { Differentiable } from "./differentiable.ts";
import {
  askObjective,
  type BatchShape,
  type LabelShape,
  type LossWeights,
  labelObjective,
  type Objective,
  type PretrainShape,
  pretrainObjective,
} from "./objectives.ts";
import type { PreparedBatch } from "./stream.ts";

/** What a batch of this kind and shape minimises. */
export function objectiveOf(
  config: ModelConfig,
  { kind, shape }: Pick<PreparedBatch, "kind" | "shape">,
  losses: LossWeights,
): Objective {
  const leaves = new GraphLeaves(config);
  if (kind === "ask") return askObjective(config, leaves, shape as BatchShape, losses);
  if (kind === "pretrain") return pretrainObjective(config, leaves, shape as PretrainShape, losses);
  return labelObjective(config, leaves, shape as LabelShape, losses);
}

export class CompiledObjectives {
  readonly config: ModelConfig;
  readonly #runtime: Runtime;
  readonly #session: SessionOptions;
  readonly #compiled = new Map<string, Promise<Differentiable>>();
  readonly #pool = new Map<string, Float32Array>();
  #cpu = 0;

  constructor(config: ModelConfig, runtime: Runtime, session: SessionOptions) {
    this.config = config;
    this.#runtime = runtime;
    this.#session = session;
  }

  /** Graphs that there are. */
  get count(): number {
    return this.#compiled.size;
  }

  /** CPU seconds of this process that went into compiling, so far. */
  get cpuSeconds(): number {
    return this.#cpu;
  }

  async get(batch: Pick<PreparedBatch, "kind" | "shape">, losses: LossWeights): Promise<Differentiable> {
    const key = `${batch.kind} ${JSON.stringify([batch.shape, losses])}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const before = process.cpuUsage();
    const objective = objectiveOf(this.config, batch, losses);
    const compiled = Differentiable.compile(objective, this.#runtime, this.#session, this.#pool);
    this.#compiled.set(key, compiled);
    const made = await compiled;
    const { user, system } = process.cpuUsage(before);
    this.#cpu += (user + system) / 1e6;
    return made;
  }

  async dispose(): Promise<void> {
    for (const compiled of this.#compiled.values()) await (await compiled).dispose();
    this.#compiled.clear();
  }
}
