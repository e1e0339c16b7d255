/** The bytes of PDFium's wasm as they stand in its package; a browser fetches them instead. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

export async function pdfiumWasm(): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm"));
}
