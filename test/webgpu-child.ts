/**
 * Two updates of a small model on WebGPU and on the CPU, as JSON on stdout: losses, the difference of the gradients' running
 * means relative to their norm, and the greatest of the parameters; and an answer on both. A process of its own, since a driver in software must be named in the
 * environment before it starts.
 */
import { DeviceError } from "../src/engine/runtime.ts";
import { nodeRuntime, requireDevice } from "../src/engine/runtime-node.ts";
import { initialize } from "../src/model/parameters.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { SMALL_CONFIG, smallTrainer } from "./device.ts";
import { byteTokenizer, fakeDocument, fakePage } from "./fakes.ts";

const UPDATES = 2;
/** Questions alone: what the decoder and the encoder need is most of what there is. */
const stream = { pretrain: 0, label: 0, buckets: [32], visual: 0 };

export interface WebGpuResult {
  missing?: string;
  losses: Record<"cpu" | "webgpu", Record<string, number>[]>;
  gradientDifference: number;
  parameterDifference: number;
  answers: Record<"cpu" | "webgpu", { text: string | null; confidence: number | null }>;
  milliseconds: number;
}

const length = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));

async function answer(device: "cpu" | "webgpu") {
  const checkpoint = { config: SMALL_CONFIG, parameters: initialize(SMALL_CONFIG, 2), calibration: null };
  const model = new DocFormer(checkpoint, byteTokenizer(), nodeRuntime, { device });
  const [{ text, confidence }] = await model.ask(fakeDocument([fakePage(3, 20)]), "total?", { limit: 3 });
  await model.dispose();
  return { text, confidence };
}

async function measured(): Promise<WebGpuResult> {
  const started = performance.now();
  const losses: WebGpuResult["losses"] = { cpu: [], webgpu: [] };
  const ended: { parameters: Float32Array; means: Float32Array }[] = [];
  for (const device of ["cpu", "webgpu"] as const) {
    const trainer = smallTrainer(nodeRuntime, { device }, undefined, undefined, stream);
    for (let i = 0; i < UPDATES; i++) losses[device].push((await trainer.step(i / UPDATES)).losses);
    await trainer.pull();
    ended.push({ parameters: trainer.flat.data.slice(), means: trainer.optimizer.first.slice() });
    await trainer.dispose();
  }
  const [cpu, webgpu] = ended;
  const answers = { cpu: await answer("cpu"), webgpu: await answer("webgpu") };
  return {
    losses,
    gradientDifference: length(cpu.means.map((value, i) => value - webgpu.means[i])) / length(cpu.means),
    answers,
    parameterDifference: cpu.parameters.reduce((most, x, i) => Math.max(most, Math.abs(x - webgpu.parameters[i])), 0),
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
