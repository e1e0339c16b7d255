/**
 * How fast this machine trains and multiplies: the same graphs and sessions as training, random numbers in. Rates are FLOP of
 * matrix products, 2 m n k, forward and backward; the peak is that of large products between the updates.
 */
import * as f from "../engine/functions.ts";
import { type Node, parameter, topological } from "../engine/node.ts";
import { emitOnnx } from "../engine/onnx.ts";
import { randomStream } from "../engine/random.ts";
import { float32, int32, type Runtime, type SessionOptions, sizeOf, type Tensor } from "../engine/runtime.ts";
import { type ModelConfig, preset } from "../model/config.ts";
import { lexicon } from "../model/embeddings.ts";
import { encode } from "../model/encoder.ts";
import { tokenScores } from "../model/output.ts";
import { GraphLeaves, initialize } from "../model/parameters.ts";
import { ADAMW, adamw, adamwState } from "./adamw.ts";
import { Differentiable } from "./differentiable.ts";
import { flatten, gradientViews } from "./flat.ts";
import { askObjective, type BatchShape, type Objective } from "./objectives.ts";
import { ResidentObjective, ResidentState } from "./resident.ts";

const PEAK_SHAPE = [1024, 512, 2048] as const;

/** Middle value; of an even number of them the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

interface PeakMeter {
  /** GFLOP/s of large matrix products, one after the other for about so many milliseconds. */
  run(milliseconds: number): Promise<number>;
  dispose(): Promise<void>;
}

async function peakMeter(runtime: Runtime, options: SessionOptions): Promise<PeakMeter> {
  const [m, k, n] = PEAK_SHAPE;
  const product = f.matmul(parameter("a", [m, k]), parameter("b", [k, n]));
  const session = await runtime.load(emitOnnx({ product }), options);
  const random = randomStream(1);
  const fill = (shape: readonly number[]) =>
    float32(
      shape,
      new Float32Array(sizeOf(shape)).map(() => random.uniform()),
    );
  const feeds = { a: fill([m, k]), b: fill([k, n]) };
  const out = { product: float32([m, n]) };
  await session.run(feeds, out);
  return {
    async run(milliseconds) {
      const start = performance.now();
      let products = 0;
      let elapsed = 0;
      do {
        await session.run(feeds, out);
        products++;
        elapsed = performance.now() - start;
      } while (elapsed < milliseconds);
      return (products * 2 * m * n * k) / elapsed / 1e6;
    },
    dispose: () => session.dispose(),
  };
}

/** GFLOP/s of large matrix products, the median of some runs. */
export async function peakGflops(runtime: Runtime, options: SessionOptions, repeats = 5): Promise<number> {
  const meter = await peakMeter(runtime, options);
  const rates: number[] = [];
  for (let i = 0; i < repeats; i++) rates.push(await meter.run(200));
  await meter.dispose();
  return median(rates);
}

/** The measured network: a T5 encoder of 4 layers, width 256, over 8 x 512 tokens, with a tied head over 8,192. */
export const MEASURED_SHAPE = { layers: 4, width: 256, length: 512, batch: 8, vocabulary: 8192 };

function encoderObjective(p: GraphLeaves, c: ModelConfig): Objective {
  const { batch, length, vocabulary } = MEASURED_SHAPE;
  const shape = { pages: batch, words: 0, units: length, question: 0, visual: false };
  const { states } = encode(c, p, lexicon(c, p, 0), shape);
  const logits = f.reshape(tokenScores(c, p, states, vocabulary), [batch * length, vocabulary]);
  const loss = f.crossEntropy(logits, p.input("label", [batch * length], "int32"));
  return { total: f.reshape(f.mean(loss, [0, 1]), []), parts: {} };
}

/** Feeds of the right shapes: small random floats, random indices below the size of what they index. */
function randomFeeds(objective: Objective): Record<string, Tensor> {
  const random = randomStream(2);
  const limits = new Map<Node, number>();
  const nodes = topological([objective.total]);
  for (const node of nodes) {
    const [table, indices] = node.op === "gather" ? node.inputs : [];
    if (indices) limits.set(indices, Math.min(limits.get(indices) ?? Infinity, table.shape[0]));
    if (node.op === "crossEntropy") limits.set(node.inputs[2], node.inputs[0].shape[1]);
  }
  const feeds: Record<string, Tensor> = {};
  for (const node of nodes) {
    if (node.op !== "input") continue;
    const { name } = (node as Node<"input">).attributes;
    const limit = limits.get(node) ?? 1;
    if (node.type === "float32") feeds[name] = float32(node.shape, new Float32Array(sizeOf(node.shape)).fill(0.01));
    else
      feeds[name] = int32(
        node.shape,
        new Int32Array(sizeOf(node.shape)).map(() => random.below(limit)),
      );
  }
  return feeds;
}

export interface RateOptions extends SessionOptions {
  /** Updates that are measured. Default 6. */
  repeats?: number;
  signal?: AbortSignal;
  onProgress?: (done: number, repeats: number) => void;
}

export interface TrainingRate {
  gflops: number;
  /** Of the peak measured between the updates. */
  share: number;
  peakGflops: number;
  millisecondsPerStep: number;
  shape: Record<string, number | boolean>;
}

/** A network whose updates are measured, and the shape it is measured at. */
export interface MeasuredNetwork {
  config: ModelConfig;
  objective: (p: GraphLeaves) => Objective;
  shape: TrainingRate["shape"];
}

/** Whole updates of one network with random numbers fed: losses, gradients, clipping, AdamW. */
export interface MeasuredUpdate {
  /** FLOP of the matrix products of one update. */
  flops: number;
  /** Does one update. */
  run(): Promise<void>;
  dispose(): Promise<void>;
}

export async function measuredUpdate(
  { config, objective: build }: MeasuredNetwork,
  runtime: Runtime,
  session: SessionOptions,
): Promise<MeasuredUpdate> {
  const objective = build(new GraphLeaves(config));
  if (runtime.keeps?.includes(session.device ?? "cpu")) return residentUpdate(config, objective, runtime, session);
  const step = await Differentiable.compile(objective, runtime, session);
  const flat = flatten(config, initialize(config, 1));
  const gradient = new Float32Array(flat.data.length);
  const views = gradientViews(flat, gradient);
  const state = adamwState(gradient.length);
  const feeds = randomFeeds(objective);
  return {
    flops: step.flops,
    async run() {
      gradient.fill(0);
      await step.run(flat.views, feeds, views);
      adamw(flat.data, gradient, state, flat.ranges, 1e-3);
    },
    dispose: () => step.dispose(),
  };
}

/** The same on a device that keeps values. */
async function residentUpdate(
  config: ModelConfig,
  objective: Objective,
  runtime: Runtime,
  session: SessionOptions,
): Promise<MeasuredUpdate> {
  const step = await ResidentObjective.compile(objective, runtime, session);
  const flat = flatten(config, initialize(config, 1));
  const optimizer = adamwState(flat.data.length);
  const state = new ResidentState(config, flat, optimizer, runtime, session, ADAMW);
  const feeds = randomFeeds(objective);
  return {
    flops: step.flops,
    async run() {
      await state.add(step, feeds);
      await state.update(optimizer, 1e-3, 1);
    },
    async dispose() {
      await state.dispose();
      await step.dispose();
    },
  };
}

/**
 * Median of `repeats` whole updates after one that warms up. Each is followed by large products for as long as it took, so
 * that a busy machine slows both alike.
 */
async function rate(network: MeasuredNetwork, runtime: Runtime, options: RateOptions): Promise<TrainingRate> {
  const { repeats = 6, signal, onProgress, ...session } = options;
  const meter = await peakMeter(runtime, session);
  const update = await measuredUpdate(network, runtime, session);
  const steps: number[] = [];
  const peaks: number[] = [];
  try {
    for (let i = 0; i <= repeats; i++) {
      signal?.throwIfAborted();
      const start = performance.now();
      await update.run();
      const elapsed = performance.now() - start;
      if (i > 0) {
        steps.push(elapsed);
        peaks.push(await meter.run(elapsed));
      }
      onProgress?.(i, repeats);
    }
  } finally {
    await update.dispose();
    await meter.dispose();
  }
  const milliseconds = median(steps);
  const peak = median(peaks);
  const gflops = update.flops / milliseconds / 1e6;
  return { gflops, share: gflops / peak, peakGflops: peak, millisecondsPerStep: milliseconds, shape: network.shape };
}

/** The T5 encoder of MEASURED_SHAPE. */
export function encoderNetwork(): MeasuredNetwork {
  const { layers, width, length, batch, vocabulary } = MEASURED_SHAPE;
  const config: ModelConfig = {
    ...preset("small"),
    width,
    heads: 4,
    feedForward: 4 * width,
    encoderLayers: layers,
    decoderLayers: 0,
    vocabularySize: vocabulary,
    answerVocabulary: vocabulary,
    spatial: false,
    visualTokens: 0,
  };
  const shape = { layers, width, length, batch, vocabulary };
  return { config, objective: (p) => encoderObjective(p, config), shape };
}

/** A typical batch of `mini`. */
export const MINI_SHAPE: BatchShape = {
  pages: 6,
  words: 640,
  units: 96,
  question: 0,
  visual: false,
  questions: 8,
  prompt: 12,
  answer: 6,
};

/** `mini`, or another configuration, at that batch. */
export function answeringNetwork(config: ModelConfig = preset("mini")): MeasuredNetwork {
  return { config, objective: (p) => askObjective(config, p, MINI_SHAPE), shape: { ...MINI_SHAPE } };
}

/** The rate at the measured shape, and of `mini` at a typical batch of its own. */
export async function trainingRates(
  runtime: Runtime,
  options: RateOptions,
): Promise<{ measured: TrainingRate; mini: TrainingRate }> {
  return {
    measured: await rate(encoderNetwork(), runtime, options),
    mini: await rate(answeringNetwork(), runtime, options),
  };
}
