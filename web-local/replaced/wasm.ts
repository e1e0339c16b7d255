/** In place of src/read/pdf/wasm.ts: PDFium's wasm beside the page, kept so that a PDF opens without network. */
import { fetched } from "./fetched.ts";

let bytes: Promise<Uint8Array> | null = null;

export function pdfiumWasm(): Promise<Uint8Array> {
  bytes ??= fetched("wasm/pdfium.wasm");
  return bytes;
}
