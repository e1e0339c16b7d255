/**
 * The page that reads and answers in a browser alone, as static files for any host: web-local bundled by Vite, the files of src
 * that need Node replaced by those of web-local/replaced, and the models beside it, the checkpoint quantised to 8 bits.
 *   npm run build:browser [-- --out FOLDER]      default: out/browser
 */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";
import { loadCheckpoint, saveCheckpoint } from "../src/model/checkpoint-files.ts";
import { BundledPackages, licencesText } from "./licences.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = join(ROOT, "web-local");
const OCR = [
  "manifest.json",
  "NOTICE",
  "LICENSE",
  "tiny/det.onnx",
  "tiny/rec.onnx",
  "tiny/dict.txt",
  "orientation/orientation.onnx",
];
/** Files of src, and that of web-local/replaced which stands for each. */
const REPLACED = new Map(
  [
    ...["engine/runtime-node.ts", "read/image.ts", "read/ocr/models.ts", "read/ocr/tesseract.ts", "read/pdf/reader.ts"],
    ...["read/pdf/wasm.ts", "read/sha256.ts", "read/source.ts", "tasks/load.ts"],
  ].map((path) => [join(ROOT, "src", path), join(PAGE, "replaced", basename(path))]),
);
const bundled = new BundledPackages();

const replace = {
  name: "docformer-replace",
  enforce: "pre" as const,
  resolveId(source: string, importer: string | undefined) {
    if (!importer || !source.startsWith(".")) return null;
    return REPLACED.get(resolve(dirname(importer), source)) ?? null;
  },
  // Both packages would bring their wasm along; it is handed to them as bytes instead.
  generateBundle(_options: unknown, bundle: Record<string, unknown>) {
    for (const name of Object.keys(bundle)) if (name.endsWith(".wasm")) delete bundle[name];
  },
};

const { values } = parseArgs({ options: { out: { type: "string", default: join(ROOT, "out", "browser") } } });
const out = resolve(values.out);
const require = createRequire(import.meta.url);
const put = (from: string, to: string) => {
  mkdirSync(dirname(join(out, to)), { recursive: true });
  copyFileSync(from, join(out, to));
};

rmSync(out, { recursive: true, force: true });
for (const file of ["onnxruntime-web/ort-wasm-simd-threaded.wasm", "@embedpdf/pdfium/pdfium.wasm"]) {
  const from = require.resolve(file);
  put(from, `wasm/${basename(file)}`);
  bundled.add(from);
}
// onnxruntime-web's file is a bundle itself.
bundled.add(require.resolve("onnxruntime-common"));
for (const name of OCR) put(join(ROOT, "models/ocr", name), `models/ocr/${name}`);
const checkpoint = await loadCheckpoint(join(ROOT, "models/mini"));
saveCheckpoint(join(out, "models/mini"), checkpoint, { type: "I8", heads: false });

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
const bytesOf = (files: readonly string[]) => files.reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
const loaded = filesOf(out).filter((name) => !/LICENSE|NOTICE/.test(name));

await build({
  configFile: false,
  root: PAGE,
  base: "./",
  logLevel: "warn",
  plugins: [replace, bundled.plugin()],
  worker: { format: "es", plugins: () => [replace, bundled.plugin()] },
  define: { LOAD_BYTES: String(bytesOf(loaded)) },
  build: { outDir: out, emptyOutDir: false, target: "es2023", modulePreload: { polyfill: false } },
});

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const own = [
  { name: "docformer, models/mini", version, licence: "Apache-2.0", text: readFileSync(join(ROOT, "LICENSE"), "utf8") },
  { name: "models/ocr", version, licence: "Apache-2.0", text: readFileSync(join(ROOT, "models/ocr/NOTICE"), "utf8") },
];
writeFileSync(join(out, "licences.txt"), licencesText(own, bundled.licences()));

const files = filesOf(out);
const hash = createHash("sha256");
for (const name of files) hash.update(name).update(readFileSync(join(out, name)));
const text = readFileSync(join(PAGE, "sw.js"), "utf8")
  .replace("__VERSION__", JSON.stringify(`docformer-${hash.digest("hex").slice(0, 16)}`))
  .replace("__FILES__", JSON.stringify(["./", ...files]));
writeFileSync(join(out, "sw.js"), text);
console.log(`${out}: ${files.length + 1} files, ${(bytesOf(filesOf(out)) / 1e6).toFixed(1)} MB`);
