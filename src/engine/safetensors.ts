/**
 * safetensors: an 8-byte little-endian header length, a JSON header {name: {dtype, shape, data_offsets}}, the data. Reads
 * F32, F16, BF16, I32 and I64 (floats become float32), writes F32, or F16 for half the size, or I8 for a quarter: a matrix in whole
 * numbers of -127..127 with a scale for each row beside it, "NAME.scale", which reading multiplies out again. Bytes in, bytes out: no files.
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
  for (const [name, value] of Object.entries(header)) if (value.dtype === "I8") multiplyOut(tensors, name);
  return { tensors, metadata };
}

/** The rows of a quantised matrix times their scales, which are no tensors any more. */
function multiplyOut(tensors: Record<string, Tensor>, name: string): void {
  const scale = tensors[name + SCALE];
  const { shape, data } = tensors[name] as Tensor & { data: Float32Array };
  if (scale?.type !== "float32" || scale.data.length !== shape[0]) {
    throw new SafetensorsError(`${name} is I8 and wants a scale for each of its ${shape[0]} rows as ${name + SCALE}`);
  }
  const width = data.length / shape[0];
  for (let i = 0; i < data.length; i++) data[i] *= (scale.data as Float32Array)[Math.floor(i / width)];
  delete tensors[name + SCALE];
}

const SCALE = ".scale";

/** A matrix in whole numbers of -127..127 and what each of its rows is to be multiplied by. */
function quantized({ shape, data }: Tensor): { whole: Int8Array; scale: Float32Array } {
  const [rows] = shape;
  const width = data.length / rows;
  const scale = new Float32Array(rows);
  const whole = new Int8Array(data.length);
  for (let row = 0; row < rows; row++) {
    const own = (data as Float32Array).subarray(row * width, (row + 1) * width);
    scale[row] = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    for (let i = 0; i < width && scale[row] > 0; i++) whole[row * width + i] = Math.round(own[i] / scale[row]);
  }
  return { whole, scale };
}

function readTensor(name: string, { dtype, shape, data_offsets: [start, end] }: Entry, data: Uint8Array): Tensor {
  const count = shape.reduce((a, b) => a * b, 1);
  const width = { F32: 4, F16: 2, BF16: 2, I8: 1, I32: 4, I64: 8 }[dtype];
  if (!width) throw new SafetensorsError(`${name} is ${dtype}; F32, F16, BF16, I8, I32 and I64 can be read`);
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
  if (dtype === "I8") return { type: "float32", shape, data: Float32Array.from(new Int8Array(copy)) };
  const halves = new Uint16Array(copy);
  const floats = new Float32Array(count);
  if (dtype === "F16") for (let i = 0; i < count; i++) floats[i] = fromHalf(halves[i]);
  else
    new Uint32Array(floats.buffer).forEach((_, i, bits) => {
      bits[i] = halves[i] << 16;
    });
  return { type: "float32", shape, data: floats };
}

/** In what a file of tensors is written. */
export type SafetensorsType = "F32" | "F16" | "I8";

interface Part extends Pick<Entry, "shape"> {
  name: string;
  dtype: SafetensorsType;
  bytes: Uint8Array;
}

const WIDTH: Readonly<Record<SafetensorsType, number>> = { F32: 4, F16: 2, I8: 1 };

/** A tensor as what stands in the file. */
function partsOf(name: string, tensor: Tensor, type: SafetensorsType): Part[] {
  const shape = [...tensor.shape];
  if (type === "I8" && shape.length === 2 && tensor.data.length > 0) {
    const { whole, scale } = quantized(tensor);
    const scales = { type: "float32" as const, shape: [shape[0]], data: scale };
    return [...partsOf(name + SCALE, scales, "F32"), { name, dtype: type, shape, bytes: new Uint8Array(whole.buffer) }];
  }
  const dtype = type === "I8" ? "F32" : type;
  const data = tensor.data as Float32Array;
  const bytes = new Uint8Array(data.length * WIDTH[dtype]);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < data.length; i++) {
    if (dtype === "F32") view.setFloat32(4 * i, data[i], true);
    else view.setUint16(2 * i, toHalf(data[i]), true);
  }
  return [{ name, dtype, shape, bytes }];
}

/** Writes float32 tensors, sorted by name, so that equal contents are equal bytes. "I8": matrices; what is no matrix stays F32. */
export function writeSafetensors(
  tensors: Record<string, Tensor>,
  metadata: Record<string, string> = {},
  type: SafetensorsType = "F32",
): Uint8Array {
  const parts = Object.keys(tensors)
    .sort()
    .flatMap((name) => partsOf(name, tensors[name], type));
  // Wide ones first: all begin at multiples of their width.
  parts.sort((a, b) => WIDTH[b.dtype] - WIDTH[a.dtype]);
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, dtype, shape, bytes } of parts) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  let json = JSON.stringify(header);
  json += " ".repeat((8 - (json.length % 8)) % 8);
  const text = new TextEncoder().encode(json);
  const file = new Uint8Array(8 + text.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { bytes } of parts) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}
