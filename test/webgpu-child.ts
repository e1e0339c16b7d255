/**
 * A few updates of a small model on WebGPU and on the CPU, as JSON on stdout: losses, the greatest difference of the gradients
 * relative to their norm, and of the parameters afterwards. A process of its own, since a driver in software must be named in the
 * environment before it starts.
 */
import { DeviceError } from "../src/engine/runtime.ts";
import { nodeRuntime, requireDevice } from "../src/engine/runtime-node.ts";
import { initialize } from "../src/model/parameters.ts";
import { objectiveOf } from "../src/train/compiled.ts";
import { Differentiable } from "../src/train/differentiable.ts";
import { flatten, gradientViews } from "../src/train/flat.ts";
import { LOSS_WEIGHTS } from "../src/train/objectives.ts";
import { SMALL_CONFIG, smallStreams, smallTrainer } from "./device.ts";

const UPDATES = 3;
/** Questions alone: what the decoder and the encoder need is most of what there is. */
const stream = { pretrain: 0, label: 0, buckets: [32], visual: 0 };

export interface WebGpuResult {
  missing?: string;
  losses: Record<"cpu" | "webgpu", Record<string, number>[]>;
  gradientDifference: number;
  parameterDifference: number;
  milliseconds: number;
}

async function gradientDifference(): Promise<number> {
  const [batch] = smallStreams(1, stream).map((one) => one.next());
  const flat = flatten(SMALL_CONFIG, initialize(SMALL_CONFIG, 2));
  const found: Float32Array[] = [];
  for (const device of ["cpu", "webgpu"] as const) {
    const gradient = new Float32Array(flat.data.length);
    const objective = objectiveOf(SMALL_CONFIG, batch, LOSS_WEIGHTS);
    const compiled = await Differentiable.compile(objective, nodeRuntime, { device });
    await compiled.run(flat.views, batch.feeds, gradientViews(flat, gradient));
    await compiled.dispose();
    found.push(gradient);
  }
  const [a, b] = found;
  const norm = Math.hypot(...a);
  return Math.hypot(...a.map((value, i) => value - b[i])) / norm;
}

async function measured(): Promise<WebGpuResult> {
  const started = performance.now();
  const difference = await gradientDifference();
  const losses: WebGpuResult["losses"] = { cpu: [], webgpu: [] };
  const ended: Float32Array[] = [];
  for (const device of ["cpu", "webgpu"] as const) {
    const trainer = smallTrainer(nodeRuntime, { device }, undefined, undefined, stream);
    for (let i = 0; i < UPDATES; i++) losses[device].push((await trainer.step(i / UPDATES)).losses);
    await trainer.pull();
    ended.push(trainer.flat.data.slice());
    await trainer.dispose();
  }
  return {
    losses,
    gradientDifference: difference,
    parameterDifference: Math.max(...ended[0].map((value, i) => Math.abs(value - ended[1][i]))),
    milliseconds: performance.now() - started,
  };
}

try {
  await requireDevice("webgpu");
  console.log(JSON.stringify(await measured()));
} catch (error) {
  if (!(error instanceof DeviceError)) throw error;
  console.log(JSON.stringify({ missing: error.message }));
}
