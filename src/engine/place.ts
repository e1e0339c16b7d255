/** Puts tensors on a device that keeps values, so that they are not fed from the host again and again. */
import * as f from "./functions.ts";
import { input, type Node } from "./node.ts";
import { dialectOf, emitOnnx } from "./onnx.ts";
import type { DeviceTensor, Runtime, SessionOptions, Tensor } from "./runtime.ts";

/** Copies of `tensors` on the device of `options`, by name; null where values cannot stay there. Release them when done. */
export async function placeTensors(
  runtime: Runtime,
  tensors: Readonly<Record<string, Tensor>>,
  options: SessionOptions,
): Promise<Record<string, DeviceTensor> | null> {
  if (!runtime.keeps?.includes(options.device ?? "cpu")) return null;
  const outputs: Record<string, Node> = {};
  for (const [name, { shape }] of Object.entries(tensors))
    outputs[`placed.${name}`] = f.stopGradient(input(name, shape));
  const model = emitOnnx(outputs, dialectOf(options.device));
  const session = await runtime.load(model, { ...options, resident: Object.keys(outputs) });
  try {
    const results = await session.runResident?.({ ...tensors });
    return Object.fromEntries(
      Object.entries(results?.resident ?? {}).map(([name, tensor]) => [name.slice("placed.".length), tensor]),
    );
  } finally {
    await session.dispose();
  }
}
