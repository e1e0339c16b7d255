/**
 * `npm run sbom`: what the package is made of, as CycloneDX, into dist/sbom.cdx.json, which is shipped: the packages that are
 * installed with it, those that are bundled into its pages, and the weights with their SHA-256. `npm run build` ends with it.
 * The same checkout gives the same file: no time, no serial number.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Packages whose code is inside of a page rather than installed beside it. */
export const BUNDLED: Readonly<Record<string, string>> = {
  preact: "dist/web",
  "@preact/signals": "dist/web",
  "@preact/signals-core": "dist/web",
  uplot: "dist/web",
  "onnxruntime-web": "out/browser, by npm run build:browser",
  "onnxruntime-common": "out/browser, by npm run build:browser",
};
/** Weights and where each is from; the licence of all is Apache-2.0. */
const WEIGHTS: readonly [prefix: string, name: string, version?: string][] = [
  ["models/mini/", "docformer mini"],
  ["models/ocr/small/", "PP-OCRv6 small", "6"],
  ["models/ocr/tiny/", "PP-OCRv6 tiny", "6"],
  ["models/ocr/orientation/", "PP-LCNet page orientation"],
];

interface Component {
  "bom-ref": string;
  type: string;
  name: string;
  version?: string;
  hashes?: { alg: string; content: string }[];
  [key: string]: unknown;
}

export interface Sbom {
  metadata: { component: Component; [key: string]: unknown };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
  [key: string]: unknown;
}

const licences = (id: string) => [{ license: { id } }];
/** name@version of what the lock file installs for users; `npm sbom --omit dev` loses what a development package names as a peer, too. */
function installed(): Set<string> {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const entries = Object.entries(
    packages as Record<string, { version: string; dev?: true; name?: string; link?: true }>,
  );
  return new Set(
    entries.flatMap(([path, { version, dev, name = path.split("node_modules/").at(-1), link }]) =>
      path.startsWith("node_modules/") && !dev && !link ? [`${name}@${version}`] : [],
    ),
  );
}

function weights(version: string): Component[] {
  const files = (readdirSync(join(ROOT, "models"), { recursive: true }) as string[])
    .map((file) => `models/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.(onnx|safetensors)$/.test(file))
    .sort();
  return files.map((file) => {
    const [, name, own = version] = WEIGHTS.find(([prefix]) => file.startsWith(prefix)) ?? ["", ""];
    if (!name) throw new TypeError(`${file} is shipped, and scripts/sbom.ts does not know what it is`);
    const content = createHash("sha256")
      .update(readFileSync(join(ROOT, file)))
      .digest("hex");
    return {
      "bom-ref": file,
      type: "machine-learning-model",
      name: `${name}, ${file}`,
      version: own,
      hashes: [{ alg: "SHA-256", content }],
      licenses: licences("Apache-2.0"),
    };
  });
}

/** The bill of materials of this checkout. */
export function sbomOf(): Sbom {
  const npm = process.env.npm_execpath;
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--include", "dev"];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ["npm", args];
  const options = { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 } as const;
  const { serialNumber: _, ...made } = JSON.parse(execFileSync(command, all, options)) as Sbom;
  const { timestamp: __, tools: ___, component, ...metadata } = made.metadata;
  // npm takes the name of the folder.
  const own: Component = { ...component, name: "docformer" };
  const users = installed();
  const kept = made.components.filter((one) => users.has(one["bom-ref"]) || one.name in BUNDLED);
  const components = kept.map(({ scope: _scope, ...one }) => {
    const properties = [{ name: "docformer:bundled", value: BUNDLED[one.name] }];
    return one.name in BUNDLED ? { ...one, properties } : one;
  });
  const files = weights(component.version ?? "");
  const refs = new Set([...components, ...files, own].map((one) => one["bom-ref"]));
  const inside = [...components.filter(({ name }) => name in BUNDLED), ...files].map((one) => one["bom-ref"]);
  const dependencies = made.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => {
      const all = ref === own["bom-ref"] ? [...dependsOn, ...inside] : dependsOn;
      return { ref, dependsOn: [...new Set(all)].filter((one) => refs.has(one)).sort() };
    });
  return {
    ...made,
    metadata: { ...metadata, component: own },
    components: [...components, ...files],
    dependencies: [...dependencies, ...files.map((one) => ({ ref: one["bom-ref"], dependsOn: [] }))],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sbom = sbomOf();
  // What the bundler says that it has put into the page.
  const list = join(ROOT, "dist", "web", "licences.txt");
  const titles = existsSync(list) ? readFileSync(list, "utf8").split("\n-----")[0].trim().split("\n") : [];
  const known = new Set(sbom.components.map(({ name, version }) => `${name} ${version}`));
  const lost = titles.map((title) => title.split(":")[0]).filter((title) => !known.has(title));
  if (lost.length > 0) throw new TypeError(`in the page, but not in BUNDLED of scripts/sbom.ts: ${lost.join(", ")}`);
  const out = join(ROOT, "dist", "sbom.cdx.json");
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(sbom, null, 1)}\n`);
  console.log(`${out}: ${sbom.components.length} parts`);
}
