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

export interface SessionOptions {
  /** Default "cpu". */
  device?: Device;
  /** Threads inside one operator; default 1, the right choice when several sessions run side by side. */
  threads?: number;
  /** "basic" loads fast (training), "all" runs fastest (inference). Default "basic". */
  optimization?: "none" | "basic" | "all";
  /** Keep freed memory for the next run (default true). false gives it back: for sessions that are seldom used. */
  arena?: boolean;
}

export interface Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Runs the model. `feeds` are read in place. `fetches` names the outputs wanted (default: all); a tensor given for a
   * name is written in place and returned.
   */
  run(
    feeds: Record<string, Tensor>,
    fetches?: readonly string[] | Record<string, Tensor | null>,
  ): Promise<Record<string, Tensor>>;
  /** Frees the native memory. Running afterwards is an error. */
  dispose(): Promise<void>;
}

export interface Runtime {
  readonly name: string;
  /** @param model the ONNX bytes, or (where there is a file system) a path. @throws RuntimeError */
  load(model: Uint8Array | string, options?: SessionOptions): Promise<Session>;
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
