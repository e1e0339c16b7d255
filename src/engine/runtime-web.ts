/**
 * The Runtime over onnxruntime-web on wasm: the only file that imports it. One thread, so that pages need no cross-origin
 * isolation; the wasm's bytes are handed in, so that nothing is fetched behind the caller's back.
 */
import type * as Ort from "onnxruntime-web/wasm";
import {
  type DeviceTensor,
  isOnDevice,
  type Runtime,
  RuntimeError,
  type Session,
  type SessionOptions,
  type Tensor,
} from "./runtime.ts";

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

class WebSession implements Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #ort: typeof Ort;
  #session: Ort.InferenceSession | null;

  constructor(ort: typeof Ort, session: Ort.InferenceSession) {
    this.#ort = ort;
    this.#session = session;
    this.inputs = session.inputNames;
    this.outputs = session.outputNames;
  }

  async run(
    feeds: Record<string, Tensor | DeviceTensor>,
    fetches: readonly string[] | Record<string, Tensor | null> = this.outputs,
  ): Promise<Record<string, Tensor>> {
    if (!this.#session) throw new RuntimeError("cannot run: the session was disposed", "cpu");
    const converted: Record<string, Ort.Tensor> = {};
    for (const name in feeds) {
      const tensor = feeds[name];
      if (isOnDevice(tensor)) throw new RuntimeError(`${name} is on a device, and models run on wasm ("cpu")`, "cpu");
      const { type, shape, data } = tensor;
      converted[name] = new this.#ort.Tensor(type, data as never, shape as number[]);
    }
    const given = Array.isArray(fetches) ? {} : (fetches as Record<string, Tensor | null>);
    const names = Array.isArray(fetches) ? (fetches as string[]) : Object.keys(given);
    try {
      const results = await this.#session.run(converted, names);
      const out: Record<string, Tensor> = {};
      for (const name in results) {
        const { type, dims, data } = results[name];
        const target = given[name];
        // Results lie in the wasm's memory and come out as copies.
        if (target) target.data.set(data as never);
        out[name] = target ?? { type: type as Tensor["type"], shape: dims, data: data as Tensor["data"] };
      }
      return out;
    } catch (error) {
      throw new RuntimeError(`the model failed to run in wasm: ${explain(error)}`, "cpu", { cause: error });
    }
  }

  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.release();
  }
}

/**
 * onnxruntime in a browser (or a worker of one).
 * @param wasm gives the bytes of ort-wasm-simd-threaded.wasm; called at the first load.
 */
export function webRuntime(wasm: () => Promise<Uint8Array>): Runtime {
  let loading: Promise<typeof Ort> | null = null;
  const start = async () => {
    const ort = await import("onnxruntime-web/wasm");
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmBinary = (await wasm()).slice().buffer;
    ort.env.logLevel = "error";
    return ort;
  };
  return {
    name: "onnxruntime-web",
    async load(model: Uint8Array | string, options: SessionOptions = {}): Promise<Session> {
      const { device = "cpu", optimization = "basic", arena = true } = options;
      if (device !== "cpu") throw new RuntimeError(`there is no ${device} here: models run on wasm ("cpu")`, device);
      if (typeof model === "string") throw new RuntimeError("a model is given as bytes: there are no files", device);
      try {
        loading ??= start();
        const ort = await loading;
        const session = await ort.InferenceSession.create(model, {
          executionProviders: ["wasm"],
          graphOptimizationLevel: optimization === "none" ? "disabled" : optimization,
          enableCpuMemArena: arena,
          enableMemPattern: arena,
          logSeverityLevel: 3,
        });
        return new WebSession(ort, session);
      } catch (error) {
        throw new RuntimeError(`the model could not be loaded in wasm: ${explain(error)}`, device, { cause: error });
      }
    },
  };
}
