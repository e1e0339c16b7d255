/**
 * Starts a script of this folder on a fresh clone: installs the packages of the lock file first when they are missing or of
 * another lock file, then runs scripts/NAME.ts through tsx. Plain JavaScript, since nothing is installed yet.
 *   node scripts/start.js NAME ARGS...
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name, ...args] = process.argv.slice(2);

function run(command, list) {
  const { status, signal } = spawnSync(command, list, { cwd: root, stdio: "inherit" });
  if (signal) process.kill(process.pid, signal);
  if (status !== 0) process.exit(status ?? 1);
}

const lock = createHash("sha256")
  .update(readFileSync(`${root}package-lock.json`))
  .digest("hex");
const mark = `${root}node_modules/.installed`;
const complete = existsSync(`${root}node_modules/tsx`) && existsSync(`${root}node_modules/.package-lock.json`);
const installed = existsSync(mark) ? readFileSync(mark, "utf8") : complete && !process.env.CI ? lock : "";
if (installed !== lock || !complete) {
  console.error("installing the packages of package-lock.json ...");
  const npm = process.env.npm_execpath;
  if (npm) run(process.execPath, [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  else run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  writeFileSync(mark, lock);
}
run(process.execPath, ["--import", "tsx", `scripts/${name}.ts`, ...args]);
