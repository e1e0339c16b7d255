/**
 * One rank of a training run: batches in, gradients summed over all ranks, AdamW, checkpoints. Every rank runs this same
 * program and holds the same parameters; rank 0 alone writes. State that a run resumes from is here; files are run.ts's.
 */
import type { Device, Runtime } from "../engine/runtime.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Parameters } from "../model/parameters.ts";
import { ADAMW, type AdamWOptions, type AdamWState, adamw, adamwState, learningRate, type Schedule } from "./adamw.ts";
import { CompiledObjectives } from "./compiled.ts";
import type { Gradients } from "./differentiable.ts";
import { type FlatParameters, flatten, gradientViews } from "./flat.ts";
import type { Group } from "./group.ts";
import { LOSS_WEIGHTS, type LossWeights } from "./objectives.ts";
import { ResidentState } from "./resident.ts";
import type { Cursor, PreparedBatch, Stream } from "./stream.ts";

/** How a rank learns from batches. */
export interface TrainerOptions {
  optimizer: AdamWOptions;
  schedule: Schedule;
  losses: LossWeights;
  /** Batches that a rank adds up before an update: from so many streams, one each. */
  accumulate: number;
  /** Threads inside one operator. */
  threads: number;
  /**
   * Where batches are computed; default "cpu". On a device that keeps values all of the update is done there, as long as the run
   * has one rank; elsewhere gradients come back and the update is the host's.
   */
  device?: Device;
  /** Each graph keeps its memory between updates: a quarter faster where fresh memory is dear, and 300 MB a shape (docs/log.md). */
  arena: boolean;
  /** Updates in a row whose loss or gradient is not a number before the run gives up. */
  patience: number;
}

export const TRAINER: TrainerOptions = {
  optimizer: ADAMW,
  schedule: { peak: 2e-3, warmUp: 100, decay: 0.4, floor: 0.02 },
  losses: LOSS_WEIGHTS,
  accumulate: 1,
  threads: 1,
  arena: false,
  patience: 20,
};

/** Everything that continues a run exactly. */
export interface TrainerState {
  parameters: Parameters;
  optimizer: AdamWState;
  /** Where all streams of all ranks stand: each step takes one batch of every stream. */
  cursor: Cursor;
  counters: Counters;
}

export interface Counters {
  steps: number;
  pages: number;
  questions: number;
  positions: number;
  /** Seconds of training, over all sessions. */
  seconds: number;
  skipped: number;
}

export interface StepReport {
  step: number;
  /** Means over ranks and batches, by name. */
  losses: Record<string, number>;
  gradientNorm: number;
  learningRate: number;
  /** FLOP of all ranks' matrix products. */
  flops: number;
  /** Encoder positions of all ranks that are not padding, and all. */
  filled: number;
  room: number;
}

/** A run has met NaN or infinity again and again. */
export class DivergedError extends RangeError {
  readonly code = "diverged";
  readonly step: number;
  constructor(step: number, count: number) {
    super(
      `training diverged: ${count} updates in a row up to step ${step} had a loss or gradient that is not a number; lower the learning rate`,
    );
    this.name = "DivergedError";
    this.step = step;
  }
}

const LOSS_NAMES = ["answer", "evidence", "marks", "denoise", "line", "grid", "entity", "link"] as const;

export class Trainer {
  readonly config: ModelConfig;
  readonly flat: FlatParameters;
  readonly optimizer: AdamWState;
  readonly counters: Counters;
  readonly #group: Group;
  readonly #streams: readonly Stream[];
  readonly #options: TrainerOptions;
  readonly #gradient: Float32Array;
  readonly #views: Gradients;
  readonly #compiled: CompiledObjectives;
  /** Whether others go on with the graphs when this is disposed of. */
  readonly #shared: boolean;
  /** Where the device keeps parameters; then `flat` and `optimizer` hold them as of the last pull(). */
  readonly #resident: ResidentState | null;
  #bad = 0;

  /** @param runtime what graphs are compiled on, or such as were compiled before; those stay when this is disposed of. */
  constructor(
    config: ModelConfig,
    state: Omit<TrainerState, "cursor">,
    streams: readonly Stream[],
    group: Group,
    runtime: Runtime | CompiledObjectives,
    options: TrainerOptions = TRAINER,
  ) {
    this.config = config;
    this.flat = flatten(config, state.parameters);
    this.optimizer = state.optimizer;
    this.counters = { ...state.counters };
    this.#streams = streams;
    this.#group = group;
    this.#options = options;
    this.#shared = runtime instanceof CompiledObjectives;
    const { threads, arena, device = "cpu" } = options;
    const session = { threads, arena, device };
    this.#compiled = runtime instanceof CompiledObjectives ? runtime : new CompiledObjectives(config, runtime, session);
    this.#gradient = new Float32Array(this.flat.data.length);
    this.#views = gradientViews(this.flat, this.#gradient);
    this.#resident =
      group.size === 1 && !(runtime instanceof CompiledObjectives) && runtime.keeps?.includes(device)
        ? new ResidentState(config, this.flat, this.optimizer, runtime, session, options.optimizer)
        : null;
  }

  /** Adds the gradients of a batch to this rank's. */
  async #learn(batch: PreparedBatch, weights: LossWeights): Promise<{ flops: number; losses: Record<string, number> }> {
    const compiled = await this.#compiled.get(batch, weights);
    const losses = await compiled.run(this.flat.views, batch.feeds, this.#views);
    return { flops: compiled.flops, losses };
  }

  /** One update. `progress` (0..1) of the run sets the learning rate. @throws DivergedError */
  async step(progress: number): Promise<StepReport> {
    const started = performance.now();
    const { optimizer, schedule, losses: weights, patience } = this.#options;
    this.#gradient.fill(0);
    // name -> sum, count; then what is counted. All travel in one sum over ranks.
    const sums = new Float32Array(2 * LOSS_NAMES.length + 6);
    for (const stream of this.#streams) {
      const batch = stream.next();
      const { flops, losses } = this.#resident
        ? await this.#resident.learn(batch, weights)
        : await this.#learn(batch, weights);
      LOSS_NAMES.forEach((name, j) => {
        if (losses[name] === undefined) return;
        sums[2 * j] += losses[name];
        sums[2 * j + 1]++;
      });
      const base = 2 * LOSS_NAMES.length;
      sums[base] += batch.pages;
      sums[base + 1] += batch.questions;
      sums[base + 2] += batch.positions;
      sums[base + 3] += flops / 1e9;
      sums[base + 4] += batch.filled;
      sums[base + 5] += batch.room;
    }
    this.#group.allReduce(sums);
    if (!this.#resident) this.#group.allReduce(this.#gradient);
    const share = 1 / (this.#streams.length * this.#group.size);
    const rate = learningRate(schedule, this.optimizer.step, progress);
    const norm = this.#resident
      ? await this.#resident.update(this.optimizer, rate, share)
      : adamw(this.flat.data, this.#gradient, this.optimizer, this.flat.ranges, rate, optimizer, share);
    if (!Number.isNaN(norm)) this.#bad = 0;
    else {
      this.counters.skipped++;
      if (++this.#bad >= patience) throw new DivergedError(this.counters.steps, this.#bad);
    }
    const base = 2 * LOSS_NAMES.length;
    this.counters.steps++;
    this.counters.pages += sums[base];
    this.counters.questions += sums[base + 1];
    this.counters.positions += sums[base + 2];
    this.counters.seconds += (performance.now() - started) / 1000;
    const losses: Record<string, number> = {};
    LOSS_NAMES.forEach((name, j) => {
      if (sums[2 * j + 1] > 0) losses[name] = sums[2 * j] / sums[2 * j + 1];
    });
    const [flops, filled, room] = sums.subarray(base + 3);
    const { steps } = this.counters;
    return { step: steps, losses, gradientNorm: norm, learningRate: rate, flops: flops * 1e9, filled, room };
  }

  /** Where all streams stand. */
  get cursor(): Cursor {
    return this.#streams[0].cursor;
  }

  /** Brings `flat` and `optimizer` up to date where the device keeps them. */
  async pull(): Promise<void> {
    await this.#resident?.pull(this.flat, this.optimizer);
  }

  async dispose(): Promise<void> {
    await this.#resident?.dispose();
    if (!this.#shared) await this.#compiled.dispose();
  }
}

export function freshState(parameters: Parameters): Omit<TrainerState, "cursor"> {
  const size = Object.values(parameters).reduce((total, { data }) => total + data.length, 0);
  return {
    parameters,
    optimizer: adamwState(size),
    counters: { steps: 0, pages: 0, questions: 0, positions: 0, seconds: 0, skipped: 0 },
  };
}
