/**
 * The OCR model files beside this package (models/ocr): found, read and checked against the manifest's SHA-256, so that a
 * half-copied or exchanged file is named instead of giving nonsense. Never downloads.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { explain, ReadError } from "../problem.ts";
import { sha256 } from "../sha256.ts";

interface Manifest {
  files: Record<string, { bytes: number; sha256: string }>;
}

/** The folder models/ocr of the package: the first one found upwards of this file. */
export function ocrModelFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, "models", "ocr");
    if (existsSync(join(candidate, "manifest.json"))) return candidate;
    const parent = dirname(folder);
    if (parent === folder)
      throw new ReadError("ocr-unavailable", "the OCR models (models/ocr) are not beside the package");
    folder = parent;
  }
}

/** The names of all model files, as the manifest lists them. */
export async function modelFiles(folder = ocrModelFolder()): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Manifest;
  return Object.keys(manifest.files);
}

/**
 * Reads one model file, e.g. "small/det.onnx".
 * @param folder default: the package's own models/ocr.
 * @throws ReadError "ocr-unavailable" when it is missing or is not the file of the manifest.
 */
export async function readModelFile(name: string, folder = ocrModelFolder()): Promise<Uint8Array> {
  let bytes: Uint8Array;
  let manifest: Manifest;
  try {
    manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Manifest;
    bytes = await readFile(join(folder, name));
  } catch (error) {
    throw new ReadError(
      "ocr-unavailable",
      `the OCR model ${name} cannot be read: ${explain(error)}`,
      {},
      { cause: error },
    );
  }
  const wanted = manifest.files[name]?.sha256;
  const found = sha256(bytes);
  if (found !== wanted) {
    throw new ReadError(
      "ocr-unavailable",
      `the OCR model ${name} has SHA-256 ${found.slice(0, 16)}..., expected ${wanted?.slice(0, 16) ?? "no such file"}...; copy models/ocr anew`,
    );
  }
  return bytes;
}
