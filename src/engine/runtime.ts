/**
 * What a numerical runtime offers: load an ONNX model, run it. One interface for onnxruntime-node (CPU, WebGPU, CUDA) and
 * onnxruntime-web; nothing here computes. Runtimes are chosen by the caller and passed down, so that this folder stays pure.
 */

/** What computes. */
export type Device = "cpu" | "webgpu" | "cuda";

export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/** A dense tensor in row-major order. `bool` and `uint8` share Uint8Array. */
export interface Tensor {
  type: "float32" | "int32" | "int64" | "bool" | "uint8";
  shape: readonly number[];
  data: TensorData;
}

/** A tensor that a run has left on the device, to be fed to another session of the same runtime and device. */
export interface DeviceTensor {
  type: Tensor["type"];
  shape: readonly number[];
  /** Only its runtime knows what that is. Its values are read by a session that copies them. */
  handle: unknown;
  /** Frees its memory. Feeding it afterwards is an error. */
  release(): void;
}

export const isOnDevice = (tensor: Tensor | DeviceTensor): tensor is DeviceTensor => "handle" in tensor;

export interface SessionOptions {
  /** Default "cpu". */
  device?: Device;
  /** Threads inside one operator; default 1, the right choice when several sessions run side by side. */
  threads?: number;
  /** "basic" loads fast (training), "all" runs fastest (inference). Default "basic". */
  optimization?: "none" | "basic" | "all";
  /** Keep freed memory for the next run (default true). false gives it back: for sessions that are seldom used. */
  arena?: boolean;
  /** Outputs that stay on the device, of the devices that the runtime `keeps` values on; then runResident() is to be called. */
  resident?: readonly string[];
}

export interface Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Runs the model. `feeds` are read in place. `fetches` names the outputs wanted (default: all); a tensor given for a
   * name is written in place and returned.
   */
  run(
    feeds: Record<string, Tensor | DeviceTensor>,
    fetches?: readonly string[] | Record<string, Tensor | null>,
  ): Promise<Record<string, Tensor>>;
  /** Runs a session that was loaded with `resident` outputs: these stay on the device, the others come back. */
  runResident?(feeds: Record<string, Tensor | DeviceTensor>): Promise<ResidentResults>;
  /** Frees the native memory. Running afterwards is an error. */
  dispose(): Promise<void>;
}

export interface ResidentResults {
  values: Record<string, Tensor>;
  resident: Record<string, DeviceTensor>;
}

export interface Runtime {
  readonly name: string;
  /** Devices on which values can stay between runs. */
  readonly keeps?: readonly Device[];
  /** @param model the ONNX bytes, or (where there is a file system) a path. @throws RuntimeError */
  load(model: Uint8Array | string, options?: SessionOptions): Promise<Session>;
}

/** A device that was asked for is not there, or its driver or library is not. */
export class DeviceError extends TypeError {
  readonly code = "device";
  readonly device: Device;
  /** Devices that are there. */
  readonly allowed: readonly Device[];
  constructor(device: Device, reason: string, allowed: readonly Device[], options?: ErrorOptions) {
    super(`${device} is not available here: ${reason}; allowed: ${allowed.join(", ")}`, options);
    this.name = "DeviceError";
    this.device = device;
    this.allowed = allowed;
  }
}

/** The runtime could not load or run a model. */
export class RuntimeError extends TypeError {
  readonly code = "runtime";
  readonly device: Device;
  constructor(message: string, device: Device, options?: ErrorOptions) {
    super(message, options);
    this.name = "RuntimeError";
    this.device = device;
  }
}

/** Number of elements of `shape`. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** A float32 tensor over `data` (or zeros). */
export function float32(shape: readonly number[], data = new Float32Array(sizeOf(shape))): Tensor {
  return { type: "float32", shape, data };
}

/** An int32 tensor over `data` (or zeros). */
export function int32(shape: readonly number[], data = new Int32Array(sizeOf(shape))): Tensor {
  return { type: "int32", shape, data };
}
