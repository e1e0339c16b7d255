/**
 * Which way up a page is: PP-LCNet's document orientation model on a small copy of the page. It is sure of itself even when it
 * is wrong, so turns are proposals that the caller may check (read/upright.ts).
 */
import type { Pixels } from "../../document/document.ts";
import { float32, type Runtime, type Session } from "../../engine/runtime.ts";
import { resize, type Turn } from "../pixels.ts";
import { normalise } from "./detect.ts";
import { readModelFile } from "./models.ts";

export interface Orientation {
  /** Turn clockwise that would make the page upright. */
  turn: Turn;
  /** Of that turn, and of leaving the page as it is. */
  probability: number;
  upright: number;
}

export interface OrientationModel {
  judge(pixels: Pixels): Promise<Orientation>;
  dispose(): Promise<void>;
}

const SHORT_SIDE = 256;
const SIDE = 224;

/** The model; its file is loaded at first use. */
export function orientationModel(
  runtime: Runtime,
  options: { threads?: number; models?: string } = {},
): OrientationModel {
  let loading: Promise<Session> | null = null;
  const load = async () => {
    const bytes = await readModelFile("orientation/orientation.onnx", options.models);
    return runtime.load(bytes, { threads: options.threads ?? 1, optimization: "all", arena: false });
  };
  return {
    async judge(pixels) {
      loading ??= load();
      const session = await loading.catch((error) => {
        loading = null;
        throw error;
      });
      const scale = SHORT_SIDE / Math.min(pixels.width, pixels.height);
      const fit = (length: number) => Math.max(SIDE, Math.round(length * scale));
      const small = resize(pixels, fit(pixels.width), fit(pixels.height));
      const input = float32([1, 3, SIDE, SIDE], normalise(centre(small)));
      const output = await session.run({ [session.inputs[0]]: input });
      const probabilities = softmax(output[session.outputs[0]].data as Float32Array); // [1, 4]
      // Class k: the page was turned by k quarters clockwise.
      const best = probabilities.indexOf(Math.max(...probabilities));
      return { turn: (((4 - best) % 4) * 90) as Turn, probability: probabilities[best], upright: probabilities[0] };
    },
    async dispose() {
      const session = await loading?.catch(() => null);
      loading = null;
      await session?.dispose();
    },
  };
}

function centre(pixels: Pixels): Pixels {
  const [left, top] = [Math.floor((pixels.width - SIDE) / 2), Math.floor((pixels.height - SIDE) / 2)];
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    const from = ((top + y) * pixels.width + left) * 3;
    data.set(pixels.data.subarray(from, from + SIDE * 3), y * SIDE * 3);
  }
  return { width: SIDE, height: SIDE, data };
}

/** Some exports end in a softmax, some do not. */
function softmax(values: Float32Array): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.every((value) => value >= 0) && Math.abs(sum - 1) < 1e-3) return [...values];
  const top = Math.max(...values);
  const powers = [...values].map((value) => Math.exp(value - top));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}
