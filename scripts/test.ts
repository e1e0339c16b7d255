/**
 * `npm test`: format and lint, types, then every test file. Test files share two processes, since each process that loads the
 * sources anew costs more than most of its tests. The last line counts what passed, failed and was skipped.
 *   npm test [-- PART...]     only test files whose path holds a PART, without the checks
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const parts = process.argv.slice(2);

interface Outcome {
  code: number;
  output: string;
}

/** Runs a program of this Node; its output is kept, and shown when it ends. */
function run(title: string, args: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, FORCE_COLOR: "0" } });
  let output = "";
  const take = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(`\n=== ${title}: ${code === 0 ? "ok" : `failed (${signal ?? code})`}, ${seconds} s`);
      console.log(output.trimEnd());
      resolve({ code: code ?? 1, output });
    });
  });
}

function testFiles(): string[] {
  const files = ["src", "test"].flatMap((folder) =>
    (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).map((file) => join(folder, file)),
  );
  const tests = files.filter((file) => file.endsWith(".test.ts")).sort();
  return parts.length > 0 ? tests.filter((file) => parts.some((part) => file.includes(part))) : tests;
}

/** Sums "# pass 12" or "ℹ pass 12" over the processes. */
function count(outcomes: readonly Outcome[], name: string): number {
  const line = new RegExp(`^(?:#|ℹ) ${name} (\\d+)`, "gm");
  return outcomes.reduce((sum, { output }) => {
    const found = [...output.matchAll(line)].at(-1);
    return sum + Number(found?.[1] ?? 0);
  }, 0);
}

const checks: Outcome[] = [];
if (parts.length === 0) {
  checks.push(await run("format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]));
  checks.push(await run("types", ["node_modules/typescript/bin/tsc", "--noEmit"]));
}
const files = testFiles();
const shards = [0, 1].map((shard) => files.filter((_, i) => i % 2 === shard)).filter((list) => list.length > 0);
const tests = await Promise.all(
  shards.map((list, i) =>
    run(`tests ${i + 1} of ${shards.length}`, [
      "--import",
      "tsx",
      "--test-reporter=spec",
      "scripts/test-files.ts",
      ...list,
    ]),
  ),
);
const [passed, failed, skipped] = ["pass", "fail", "skipped"].map((name) => count(tests, name));
const broken = [...checks, ...tests].filter(({ code }) => code !== 0).length;
console.log(`\n${files.length} test files; checks and test processes that failed: ${broken}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(broken > 0 || failed > 0 || passed === 0 ? 1 : 0);
