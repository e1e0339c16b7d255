/**
 * The wrapper of @embedpdf/pdfium, the only file that imports it: loads the wasm (wasm.ts) with a bound on its memory,
 * and hides allocation and pointers. What is asked of PDFium stands in the files beside; they run in a worker (worker.ts),
 * because nothing can stop wasm that hangs.
 */
import { init, type WrappedPdfiumModule } from "@embedpdf/pdfium";
import type { Pixels } from "../../document/document.ts";
import { ReadError } from "../problem.ts";
import { pdfiumWasm } from "./wasm.ts";

export interface Pdfium {
  calls: WrappedPdfiumModule;
  /** The wasm memory; views die when it grows, so never kept. */
  bytes(): Uint8Array;
  floats(pointer: number, count: number): Float32Array;
  doubles(pointer: number, count: number): Float64Array;
  ints(pointer: number, count: number): Int32Array;
  /** Scratch space for output parameters, 256 bytes, 8-aligned. */
  scratch: number;
  malloc(size: number): number;
  free(pointer: number): void;
}

const PAGE_OF_MEMORY = 65536;

/** Writes another maximum into the memory section of a wasm binary, so that a bomb ends in "out of memory" instead of swap. */
export function limitMemory(wasm: Uint8Array, megabytes: number): Uint8Array {
  const out = wasm.slice();
  let at = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = out[at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    return value;
  };
  while (at < out.length) {
    const section = out[at++];
    const size = number();
    if (section !== 5) {
      at += size;
      continue;
    }
    number(); // one memory
    const flags = out[at++];
    number(); // initial pages
    if ((flags & 1) === 0) break;
    const start = at;
    number();
    // The same number of bytes as before: padded LEB128.
    let pages = Math.ceil((megabytes * 1e6) / PAGE_OF_MEMORY);
    for (let i = start; i < at; i++) {
      out[i] = (pages & 127) | (i < at - 1 ? 128 : 0);
      pages >>>= 7;
    }
    break;
  }
  return out;
}

/** Loads PDFium with at most `megabytes` of wasm memory. */
export async function loadPdfium(megabytes = 1024): Promise<Pdfium> {
  const wasm = limitMemory(await pdfiumWasm(), megabytes);
  const quiet = () => {};
  const settings = { wasmBinary: wasm.buffer, print: quiet, printErr: quiet } as unknown as Parameters<typeof init>[0];
  const calls = await init(settings);
  calls.PDFiumExt_Init();
  const exports = calls.pdfium.wasmExports as unknown as {
    memory: { buffer: ArrayBuffer };
    malloc(size: number): number;
    free(pointer: number): void;
  };
  const malloc = (size: number) => {
    const pointer = exports.malloc(size);
    if (!pointer) throw new ReadError("too-large", "the PDF needs more memory than a page may take");
    return pointer;
  };
  return {
    calls,
    bytes: () => new Uint8Array(exports.memory.buffer),
    floats: (pointer, count) => new Float32Array(exports.memory.buffer, pointer, count),
    doubles: (pointer, count) => new Float64Array(exports.memory.buffer, pointer, count),
    ints: (pointer, count) => new Int32Array(exports.memory.buffer, pointer, count),
    scratch: malloc(256),
    malloc,
    free: (pointer) => exports.free(pointer),
  };
}

/** A string that PDFium writes as UTF-16: `call` gets buffer and size in bytes, and returns the size needed. */
export function readString(pdfium: Pdfium, call: (buffer: number, size: number) => number): string {
  const size = Math.min(call(0, 0), 1 << 20);
  if (size <= 2) return "";
  const buffer = pdfium.malloc(size);
  try {
    call(buffer, size);
    return pdfium.calls.pdfium.UTF16ToString(buffer);
  } finally {
    pdfium.free(buffer);
  }
}

/** An open PDF: its handle, its form handle (0: none) and the memory that must outlive it. */
export interface PdfHandle {
  document: number;
  form: number;
  close(): void;
}

/** FPDF_GetLastError. */
const FORMAT_ERROR = 3;
const PASSWORD_ERROR = 4;
const SECURITY_ERROR = 5;

/** Larger files are not searched for their root. */
const MAX_MENDED = 64e6;

/**
 * `file` with a trailer that names its catalog: a download that broke off has lost its own, and without one PDFium finds no
 * root. null when no catalog stands there in the clear.
 */
export function withTrailer(file: Uint8Array): Uint8Array | null {
  if (file.length > MAX_MENDED) return null;
  // One character a byte.
  const text = new TextDecoder("latin1").decode(file);
  const catalog = /\/Type\s*\/Catalog\b/g;
  let root: string | null = null;
  for (let match = catalog.exec(text); match; match = catalog.exec(text)) {
    // The last object that begins before the entry.
    const before = text.slice(Math.max(0, match.index - 2000), match.index);
    const opened = [...before.matchAll(/(\d+)\s+(\d+)\s+obj\b/g)].pop();
    if (opened) root = `${opened[1]} ${opened[2]} R`;
  }
  if (root === null) return null;
  const trailer = new TextEncoder().encode(`\nendobj\ntrailer\n<< /Root ${root} >>\nstartxref\n0\n%%EOF\n`);
  const mended = new Uint8Array(file.length + trailer.length);
  mended.set(file);
  mended.set(trailer, file.length);
  return mended;
}

/** Opens a PDF. @throws ReadError "password-needed", "password-wrong", "unsupported" or "damaged" */
export function openPdf(pdfium: Pdfium, file: Uint8Array, password: string | null): PdfHandle {
  const { calls } = pdfium;
  const load = (bytes: Uint8Array) => {
    const pointer = pdfium.malloc(Math.max(1, bytes.length));
    pdfium.bytes().set(bytes, pointer);
    const document = calls.FPDF_LoadMemDocument(pointer, bytes.length, password ?? "");
    if (document) return { document, pointer };
    pdfium.free(pointer);
    return null;
  };
  let loaded = load(file);
  if (!loaded && calls.FPDF_GetLastError() === FORMAT_ERROR) {
    const mended = withTrailer(file);
    if (mended) loaded = load(mended);
  }
  if (!loaded) {
    const error = calls.FPDF_GetLastError();
    if (error === PASSWORD_ERROR) {
      throw password === null
        ? new ReadError("password-needed", "the PDF is encrypted: give its password (--password)")
        : new ReadError("password-wrong", "the password does not open the PDF");
    }
    if (error === SECURITY_ERROR) throw new ReadError("unsupported", "the PDF is encrypted in a way that PDFium lacks");
    throw new ReadError("damaged", "the PDF is damaged: no page tree can be found in it");
  }
  const { document, pointer } = loaded;
  const info = calls.PDFiumExt_OpenFormFillInfo();
  const form = info ? calls.PDFiumExt_InitFormFillEnvironment(document, info) : 0;
  if (form) calls.FPDF_SetFormFieldHighlightAlpha(form, 0);
  return {
    document,
    form,
    close: () => {
      if (form) calls.PDFiumExt_ExitFormFillEnvironment(form);
      if (info) calls.PDFiumExt_CloseFormFillInfo(info);
      calls.FPDF_CloseDocument(document);
      pdfium.free(pointer);
    },
  };
}

const RENDER_FLAGS = 0x01 | 0x10; // annotations, RGBA byte order
const FORMAT_BGRX = 3;

/** Draws a loaded page, upright as displayed, with the values of its form fields. */
export function renderPage(pdfium: Pdfium, handle: PdfHandle, page: number, width: number, height: number): Pixels {
  const { calls } = pdfium;
  const stride = width * 4;
  const buffer = pdfium.malloc(stride * height);
  const bitmap = calls.FPDFBitmap_CreateEx(width, height, FORMAT_BGRX, buffer, stride);
  try {
    calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, RENDER_FLAGS);
    if (handle.form) calls.FPDF_FFLDraw(handle.form, bitmap, page, 0, 0, width, height, 0, RENDER_FLAGS);
    const rgba = pdfium.bytes();
    const data = new Uint8Array(width * height * 3);
    for (let i = 0, from = buffer; i < data.length; i += 3, from += 4) {
      data[i] = rgba[from];
      data[i + 1] = rgba[from + 1];
      data[i + 2] = rgba[from + 2];
    }
    return { width, height, data };
  } finally {
    calls.FPDFBitmap_Destroy(bitmap);
    pdfium.free(buffer);
  }
}

/** Page space -> fractions of the page as displayed: [a, b, c, d, e, f], x' = a x + c y + e, y' = b x + d y + f. */
export type Affine = readonly [number, number, number, number, number, number];

/** The transform of a loaded page, with its /Rotate and crop box. */
export function pageTransform(pdfium: Pdfium, page: number): Affine {
  const { calls, scratch } = pdfium;
  const scale = 1 << 24;
  const device = (x: number, y: number): [number, number] => {
    calls.FPDF_PageToDevice(page, 0, 0, scale, scale, 0, x, y, scratch, scratch + 4);
    const [u, v] = pdfium.ints(scratch, 2);
    return [u / scale, v / scale];
  };
  const step = 100;
  const [e, f] = device(0, 0);
  const [x1, y1] = device(step, 0);
  const [x2, y2] = device(0, step);
  return [(x1 - e) / step, (y1 - f) / step, (x2 - e) / step, (y2 - f) / step, e, f];
}
