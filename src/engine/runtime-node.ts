/**
 * The Runtime over onnxruntime-node: the only file that imports it. `run()` of the package computes inside the event loop,
 * so whoever must stay responsive (server, training with several workers) loads this in a worker.
 */
import * as ort from "onnxruntime-node";
import { type Device, type Runtime, RuntimeError, type Session, type SessionOptions, type Tensor } from "./runtime.ts";

function toOrt(tensor: Tensor): ort.Tensor {
  return new ort.Tensor(tensor.type, tensor.data as never, tensor.shape as number[]);
}

function fromOrt(value: ort.Tensor): Tensor {
  return { type: value.type as Tensor["type"], shape: value.dims, data: value.data as Tensor["data"] };
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

class NodeSession implements Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #device: Device;
  #session: ort.InferenceSession | null;

  constructor(session: ort.InferenceSession, device: Device) {
    this.#session = session;
    this.#device = device;
    this.inputs = session.inputNames;
    this.outputs = session.outputNames;
  }

  async run(
    feeds: Record<string, Tensor>,
    fetches: readonly string[] | Record<string, Tensor | null> = this.outputs,
  ): Promise<Record<string, Tensor>> {
    if (!this.#session) throw new RuntimeError("cannot run: the session was disposed", this.#device);
    const converted: Record<string, ort.Tensor> = {};
    for (const name in feeds) converted[name] = toOrt(feeds[name]);
    try {
      if (Array.isArray(fetches)) {
        const results = await this.#session.run(converted, fetches as string[]);
        return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromOrt(value)]));
      }
      const wanted = fetches as Record<string, Tensor | null>;
      const targets: Record<string, ort.Tensor | null> = {};
      for (const name in wanted) targets[name] = wanted[name] ? toOrt(wanted[name]) : null;
      const results = await this.#session.run(converted, targets);
      const out: Record<string, Tensor> = {};
      for (const name in results) out[name] = wanted[name] ?? fromOrt(results[name]);
      return out;
    } catch (error) {
      throw new RuntimeError(`the model failed to run on ${this.#device}: ${explain(error)}`, this.#device, {
        cause: error,
      });
    }
  }

  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.release();
  }
}

/** onnxruntime on this machine: CPU always, WebGPU where Vulkan, Metal or D3D12 answers, CUDA where its libraries are. */
export const nodeRuntime: Runtime = {
  name: "onnxruntime-node",
  async load(model: Uint8Array | string, options: SessionOptions = {}): Promise<Session> {
    const { device = "cpu", threads = 1, optimization = "basic", arena = true } = options;
    const settings: ort.InferenceSession.SessionOptions = {
      executionProviders: device === "cpu" ? ["cpu"] : [device, "cpu"],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: optimization === "none" ? "disabled" : optimization,
      enableCpuMemArena: arena,
      enableMemPattern: arena,
      logSeverityLevel: 3,
      // Spinning costs a quarter more CPU time and slows every neighbour down.
      extra: { session: { intra_op: { allow_spinning: "0" }, set_denormal_as_zero: "1" } },
    };
    try {
      const session =
        typeof model === "string"
          ? await ort.InferenceSession.create(model, settings)
          : await ort.InferenceSession.create(model, settings);
      return new NodeSession(session, device);
    } catch (error) {
      throw new RuntimeError(
        `the model could not be loaded on ${device}: ${explain(error)}; available: ${ort
          .listSupportedBackends()
          .map((backend) => backend.name)
          .join(", ")}`,
        device,
        { cause: error },
      );
    }
  },
};
