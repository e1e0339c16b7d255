/**
 * safetensors: an 8-byte little-endian header length, a JSON header {name: {dtype, shape, data_offsets}}, the data. Reads
 * F32, F16, BF16, I32 and I64 (floats become float32), writes F32, or F16 for half the size. Bytes in, bytes out: no files.
 */
import type { Tensor } from "./runtime.ts";

/** The bytes are not a safetensors file that can be read. */
export class SafetensorsError extends SyntaxError {
  readonly code = "safetensors";
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SafetensorsError";
  }
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

export interface Safetensors {
  tensors: Record<string, Tensor>;
  metadata: Record<string, string>;
}

/** Value of a 16-bit IEEE float. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** Bits of the 16-bit IEEE float nearest to `value` (ties to even; too large becomes infinity). */
export function toHalf(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent === 128) return sign | 0x7c00 | (fraction ? 0x200 : 0);
  if (exponent > 15) return sign | 0x7c00;
  if (exponent < -25) return sign;
  // The hidden bit joins the fraction; small numbers shift further.
  const full = fraction | 0x800000;
  const shift = exponent < -14 ? -1 - exponent : 13;
  const kept = full >>> shift;
  const rest = full & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  const rounded = kept + (rest > half || (rest === half && kept & 1) ? 1 : 0);
  return exponent < -14 ? sign | rounded : sign | (rounded + ((exponent + 14) << 10));
}

/** Reads all tensors. @throws SafetensorsError */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  if (bytes.length < 8) throw new SafetensorsError(`a safetensors file has 8 bytes or more, found ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = Number(view.getBigUint64(0, true));
  if (length > bytes.length - 8) {
    throw new SafetensorsError(
      `the header claims ${length} bytes, the file holds ${bytes.length - 8} after the length`,
    );
  }
  let header: Record<string, Entry | Record<string, string>>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  } catch (cause) {
    throw new SafetensorsError("the header is not JSON", { cause });
  }
  const tensors: Record<string, Tensor> = {};
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") metadata = value as Record<string, string>;
    else tensors[name] = readTensor(name, value as Entry, bytes.subarray(8 + length));
  }
  return { tensors, metadata };
}

function readTensor(name: string, { dtype, shape, data_offsets: [start, end] }: Entry, data: Uint8Array): Tensor {
  const count = shape.reduce((a, b) => a * b, 1);
  const width = { F32: 4, F16: 2, BF16: 2, I32: 4, I64: 8 }[dtype];
  if (!width) throw new SafetensorsError(`${name} is ${dtype}; F32, F16, BF16, I32 and I64 can be read`);
  if (start < 0 || end > data.length || end - start !== count * width) {
    throw new SafetensorsError(
      `${name} [${shape.join(", ")}] of ${dtype} wants ${count * width} bytes, has ${start}:${end} of ${data.length}`,
    );
  }
  // Not data.slice(): a Node Buffer would share its memory.
  const copy = new Uint8Array(data.subarray(start, end)).buffer;
  if (dtype === "I32") return { type: "int32", shape, data: new Int32Array(copy) };
  if (dtype === "I64") return { type: "int64", shape, data: new BigInt64Array(copy) };
  if (dtype === "F32") return { type: "float32", shape, data: new Float32Array(copy) };
  const halves = new Uint16Array(copy);
  const floats = new Float32Array(count);
  if (dtype === "F16") for (let i = 0; i < count; i++) floats[i] = fromHalf(halves[i]);
  else
    new Uint32Array(floats.buffer).forEach((_, i, bits) => {
      bits[i] = halves[i] << 16;
    });
  return { type: "float32", shape, data: floats };
}

/** Writes float32 tensors, sorted by name, so that equal contents are equal bytes. */
export function writeSafetensors(
  tensors: Record<string, Tensor>,
  metadata: Record<string, string> = {},
  dtype: "F32" | "F16" = "F32",
): Uint8Array {
  const width = dtype === "F32" ? 4 : 2;
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  const names = Object.keys(tensors).sort();
  for (const name of names) {
    const end = offset + tensors[name].data.length * width;
    header[name] = { dtype, shape: tensors[name].shape, data_offsets: [offset, end] };
    offset = end;
  }
  let json = JSON.stringify(header);
  json += " ".repeat((8 - (json.length % 8)) % 8);
  const text = new TextEncoder().encode(json);
  const bytes = new Uint8Array(8 + text.length + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  let at = 8 + text.length;
  for (const name of names) {
    const data = tensors[name].data as Float32Array;
    for (let i = 0; i < data.length; i++, at += width) {
      if (dtype === "F32") view.setFloat32(at, data[i], true);
      else view.setUint16(at, toHalf(data[i]), true);
    }
  }
  return bytes;
}
