/**
 * `npm run bundle [-- --out FOLDER --built]`: the package as one file for machines without a network: with all packages of the lock
 * file inside, those of this system and processor. Default folder: out/offline; `--built` takes dist as it is. Then it is installed and asked where there is
 * no network, with an empty cache; fails when that does.
 */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { withoutNetwork } from "./namespace.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = join(ROOT, "examples", "invoice.pdf");
const { values } = parseArgs({
  options: {
    out: { type: "string", default: join(ROOT, "out", "offline") },
    built: { type: "boolean", default: false },
  },
});
const out = resolve(values.out);
const folder = mkdtempSync(join(tmpdir(), "docformer-bundle-"));

const run = (cwd: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] });
const tarballIn = (place: string) => join(place, readdirSync(place).find((name) => name.endsWith(".tgz")) ?? "");
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** The package with its packages in it, packed. */
function bundle(): string {
  if (!values.built) run(ROOT, "npm", "run", "build");
  run(ROOT, "npm", "pack", "--silent", "--pack-destination", folder);
  run(folder, "tar", "-xzf", tarballIn(folder));
  const place = join(folder, "package");
  // The lock file speaks of the development packages, too: npm ci wants to find them named.
  copyFileSync(join(ROOT, "package-lock.json"), join(place, "package-lock.json"));
  mkdirSync(join(place, "scripts", "reference"), { recursive: true });
  const reference = "scripts/reference/package.json";
  copyFileSync(join(ROOT, reference), join(place, reference));
  run(place, "npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund");
  rmSync(join(place, "scripts"), { recursive: true });
  const { devDependencies: _, scripts: __, ...about } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
  const bundleDependencies = Object.keys({ ...about.dependencies, ...about.optionalDependencies });
  writeFileSync(join(place, "package.json"), JSON.stringify({ ...about, bundleDependencies }, null, 2));
  mkdirSync(out, { recursive: true });
  const packed = join(folder, "packed");
  mkdirSync(packed);
  run(place, "npm", "pack", "--silent", "--pack-destination", packed);
  const file = join(out, `docformer-${about.version}-${process.platform}-${process.arch}.tgz`);
  copyFileSync(tarballIn(packed), file);
  console.log(`${file}: ${megabytes(statSync(file).size)}, ${megabytes(bytesIn(place))} unpacked`);
  return file;
}

function bytesIn(place: string): number {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return entries.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** Installs the file into an empty folder and asks a page there. */
function tried(file: string): void {
  const place = join(folder, "machine");
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  const inside = (...command: string[]) => {
    const there = withoutNetwork(command);
    if (!there)
      console.log("this system gives no network namespace (unshare -n): npm --offline is all that keeps it in");
    return there ? run(place, there.command, ...there.args) : run(place, command[0], ...command.slice(1));
  };
  const flags = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", join(folder, "empty-cache")];
  const start = performance.now();
  inside("npm", "install", ...flags, file);
  console.log(`installed in ${Math.round((performance.now() - start) / 1000)} s`);
  const command = join(place, "node_modules", ".bin", "docformer");
  const answer = inside(command, "ask", PAGE, "What is the invoice number?", "--quiet");
  if (!answer.includes("FJ-20417")) throw new TypeError(`the installed package answers ${JSON.stringify(answer)}`);
  console.log(answer);
}

try {
  tried(bundle());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
