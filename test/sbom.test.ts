/** The bill of materials: what is bundled and the weights are in it, and it is the same each time. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sbomOf } from "../scripts/sbom.ts";
import { readModule } from "./imports.ts";

const ROOT = join(import.meta.dirname, "..");

/** The packages that the files of a folder import while they run. */
function packagesOf(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true }) as string[];
  const modules = files
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith("vite.config.ts"))
    .map((file) => readModule(file, readFileSync(join(ROOT, folder, file), "utf8")));
  const names = modules.flatMap(({ imports }) =>
    imports.flatMap(({ specifier, kind }) =>
      specifier && kind !== "type" && /^[@a-z]/.test(specifier) ? [specifier] : [],
    ),
  );
  const name = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return [...new Set(names.filter((one) => !one.startsWith("node:")).map(name))];
}

test("the bill of materials names what is installed, what is bundled and the weights, the same each time", () => {
  const sbom = sbomOf();
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const names = new Set(sbom.components.map(({ name }) => name));
  const bundled = [...packagesOf("web"), ...packagesOf("web-local"), "onnxruntime-web", "uplot"];
  assert.deepEqual(
    [...Object.keys(dependencies), ...bundled].filter((name) => !names.has(name)),
    [],
  );
  const development = ["vite", "typescript", "@biomejs/biome", "playwright-core"];
  assert.deepEqual(
    development.filter((name) => names.has(name)),
    [],
  );
  const weights = (readdirSync(join(ROOT, "models"), { recursive: true }) as string[]).filter((file) =>
    /\.(onnx|safetensors)$/.test(file),
  );
  assert.ok(weights.length >= 6);
  for (const file of weights) {
    const hash = createHash("sha256")
      .update(readFileSync(join(ROOT, "models", file)))
      .digest("hex");
    const found = sbom.components.find((one) => one["bom-ref"] === `models/${file}`);
    assert.deepEqual(found?.hashes, [{ alg: "SHA-256", content: hash }], file);
  }
  const refs = sbom.components.map((one) => one["bom-ref"]);
  assert.equal(new Set(refs).size, refs.length);
  assert.ok(!("serialNumber" in sbom) && !("timestamp" in sbom.metadata));
  assert.equal(sbom.metadata.component.name, "docformer");
  assert.deepEqual(sbomOf(), sbom);
});
