/** Puts tensors on a device that keeps values, so that they are not fed from the host again and again. */
import * as f from "./functions.ts";
import { input, type Node } from "./node.ts";
import { dialectOf, emitOnnx } from "./onnx.ts";
import type { DeviceTensor, Runtime, SessionOptions, Tensor } from "./runtime.ts";

/** Tensors on a device, by name. */
export interface Placed {
  tensors: Record<string, DeviceTensor>;
  /** Frees them. */
  release(): Promise<void>;
}

/** Copies of `tensors` on the device of `options`; null where values cannot stay there. */
export async function placeTensors(
  runtime: Runtime,
  tensors: Readonly<Record<string, Tensor>>,
  options: SessionOptions,
): Promise<Placed | null> {
  if (!runtime.keeps?.includes(options.device ?? "cpu")) return null;
  const outputs: Record<string, Node> = {};
  for (const [name, { shape }] of Object.entries(tensors))
    outputs[`placed.${name}`] = f.stopGradient(input(name, shape));
  const model = emitOnnx(outputs, dialectOf(options.device));
  const session = await runtime.load(model, { ...options, resident: Object.keys(outputs) });
  const results = await session.runResident?.({ ...tensors });
  const placed = Object.fromEntries(
    Object.entries(results?.resident ?? {}).map(([name, tensor]) => [name.slice("placed.".length), tensor]),
  );
  return {
    tensors: placed,
    async release() {
      for (const tensor of Object.values(placed)) tensor.release();
      // Not before: the memory belongs to the session, and onnxruntime 1.30 reads freed memory without a word.
      await session.dispose();
    },
  };
}
