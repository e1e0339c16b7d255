/**
 * The Runtime over onnxruntime-node: the only file that imports it. `run()` of the package computes inside the event loop,
 * so whoever must stay responsive (server, training with several workers) loads this in a worker.
 */
import { existsSync } from "node:fs";
import * as ort from "onnxruntime-node";
import { GraphError } from "./errors.ts";
import { build, input } from "./node.ts";
import { emitOnnx } from "./onnx.ts";
import {
  type Device,
  DeviceError,
  type DeviceTensor,
  isOnDevice,
  type ResidentResults,
  type Runtime,
  RuntimeError,
  type Session,
  type SessionOptions,
  type Tensor,
} from "./runtime.ts";

function toOrt(tensor: Tensor | DeviceTensor): ort.Tensor {
  if (isOnDevice(tensor)) return tensor.handle as ort.Tensor;
  return new ort.Tensor(tensor.type, tensor.data as never, tensor.shape as number[]);
}

function fromOrt(value: ort.Tensor): Tensor {
  return { type: value.type as Tensor["type"], shape: value.dims, data: value.data as Tensor["data"] };
}

function onDevice(value: ort.Tensor): DeviceTensor {
  return { type: value.type as Tensor["type"], shape: value.dims, handle: value, release: () => value.dispose() };
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
    feeds: Record<string, Tensor | DeviceTensor>,
    fetches: readonly string[] | Record<string, Tensor | null> = this.outputs,
  ): Promise<Record<string, Tensor>> {
    const session = this.#open();
    const missing = Object.keys(feeds).find((name) => feeds[name] === undefined);
    if (missing !== undefined) throw new GraphError("run", `the input ${missing} is not fed`);
    const converted = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]));
    try {
      if (Array.isArray(fetches)) {
        const results = await session.run(converted, fetches as string[]);
        return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromOrt(value)]));
      }
      const wanted = fetches as Record<string, Tensor | null>;
      const targets: Record<string, ort.Tensor | null> = {};
      for (const name in wanted) targets[name] = wanted[name] ? toOrt(wanted[name]) : null;
      const results = await session.run(converted, targets);
      const out: Record<string, Tensor> = {};
      for (const name in results) out[name] = wanted[name] ?? fromOrt(results[name]);
      return out;
    } catch (error) {
      throw this.#failed(error);
    }
  }

  async runResident(feeds: Record<string, Tensor | DeviceTensor>): Promise<ResidentResults> {
    const session = this.#open();
    const missing = Object.keys(feeds).find((name) => feeds[name] === undefined);
    if (missing !== undefined) throw new GraphError("run", `the input ${missing} is not fed`);
    const converted = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]));
    try {
      const results: ResidentResults = { values: {}, resident: {} };
      for (const [name, value] of Object.entries(await session.run(converted))) {
        // Values on the device must not be asked for: onnxruntime 1.30 ends the process.
        if (value.location === "gpu-buffer") results.resident[name] = onDevice(value);
        else results.values[name] = fromOrt(value);
      }
      return results;
    } catch (error) {
      throw this.#failed(error);
    }
  }

  #open(): ort.InferenceSession {
    if (this.#session) return this.#session;
    throw new RuntimeError("cannot run: the session was disposed", this.#device);
  }

  #failed(error: unknown): RuntimeError {
    const message = `the model failed to run on ${this.#device}: ${explain(error)}`;
    return new RuntimeError(message, this.#device, { cause: error });
  }

  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.release();
  }
}

/** Where Linux shows graphics devices. Looked for first: drivers that find none say so on stderr at length. */
const PLACES: Readonly<Partial<Record<Device, readonly string[]>>> = {
  webgpu: ["/dev/dri", "/dev/nvidia0", "/dev/dxg"],
  cuda: ["/dev/nvidia0", "/dev/dxg"],
};

/** What is to be done about a device that is not there. */
const MISSING: Readonly<Partial<Record<Device, string>>> = {
  webgpu: "it wants a graphics driver for Vulkan, Metal or Direct3D 12",
  cuda: "it wants an NVIDIA card with its driver, and the CUDA build of onnxruntime-node (ONNXRUNTIME_NODE_INSTALL=cuda12 npm install onnxruntime-node)",
};

async function create(model: Uint8Array | string, options: SessionOptions): Promise<ort.InferenceSession> {
  const { device = "cpu", threads = 1, optimization = "basic", arena = true, resident = [] } = options;
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
    ...(resident.length > 0
      ? { preferredOutputLocation: Object.fromEntries(resident.map((name) => [name, "gpu-buffer" as const])) }
      : {}),
  };
  return typeof model === "string"
    ? await ort.InferenceSession.create(model, settings)
    : await ort.InferenceSession.create(model, settings);
}

/** Why a device cannot be used here; null where it can. Answered once a device. */
const reasons = new Map<Device, Promise<string | null>>();

function whyNot(device: Device): Promise<string | null> {
  const known = reasons.get(device) ?? tried(device);
  reasons.set(device, known);
  return known;
}

async function tried(device: Device): Promise<string | null> {
  if (device === "cpu") return null;
  const places = process.platform === "linux" ? (PLACES[device] ?? []) : [];
  // A driver in software, named by the environment, shows no device.
  const named = device === "webgpu" && (process.env.VK_ICD_FILENAMES ?? process.env.VK_DRIVER_FILES);
  if (places.length > 0 && !named && !places.some((place) => existsSync(place))) {
    return `there is no graphics device (none of ${places.join(", ")}); ${MISSING[device]}`;
  }
  try {
    const x = input("x", [1]);
    const session = await create(emitOnnx({ y: build("negate", [x], null) }, "portable"), { device });
    await session.release();
    return null;
  } catch (error) {
    const [line] = explain(error).trim().split("\n");
    return `${line.replace(/^.* was false\. /, "")}; ${MISSING[device]}`;
  }
}

/** Tries `device` on a model of one operation. @throws DeviceError saying why not, and which devices are there */
export async function requireDevice(device: Device): Promise<void> {
  const reason = await whyNot(device);
  if (reason === null) return;
  const allowed: Device[] = [];
  for (const other of ["cpu", "webgpu", "cuda"] as const) if ((await whyNot(other)) === null) allowed.push(other);
  throw new DeviceError(device, reason, allowed);
}

/** onnxruntime on this machine: CPU always, WebGPU where Vulkan, Metal or D3D12 answers, CUDA where its libraries are. */
export const nodeRuntime: Runtime = {
  name: "onnxruntime-node",
  keeps: ["webgpu"],
  async load(model: Uint8Array | string, options: SessionOptions = {}): Promise<Session> {
    const { device = "cpu" } = options;
    await requireDevice(device);
    try {
      return new NodeSession(await create(model, options), device);
    } catch (error) {
      throw new RuntimeError(`the model could not be loaded on ${device}: ${explain(error)}`, device, { cause: error });
    }
  },
};
