/**
 * `npm test`: format and lint, types, then every test file. Test files share two processes, since each process that loads the
 * sources anew costs more than most of its tests. The last line counts what passed, failed and was skipped.
 *   npm test [-- PART...]     only test files whose path holds a PART, without the checks
 *
 * All of it runs under offline.js: whatever would leave this machine is refused, and makes the run fail. test-offline.ts runs
 * the same where there is no network at all.
 *
 * TEST_DEADLINE=T (seconds since 1970, set by .ci/run) ends a step that is not done after its share of the time until T and
 * says so: a starved machine then loses the rest of the tests, not the results of those that ran. Without it nothing is cut.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DEADLINE = Number(process.env.TEST_DEADLINE ?? Number.POSITIVE_INFINITY);
/** Minutes there are for all steps. */
const BUDGET = Math.max(900, DEADLINE - Date.now() / 1000) / 60;
const parts = process.argv.slice(2);
const logs = mkdtempSync(join(tmpdir(), "docformer-test-"));
/** Refused attempts to leave this machine, a line each. */
const REFUSED = join(logs, "refused");
const OFFLINE = {
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${new URL("./offline.js", import.meta.url)}`.trim(),
  OFFLINE_LOG: REFUSED,
};

interface Outcome {
  code: number;
  output: string;
  /** Ended for lack of time. */
  cut: boolean;
}

/** Runs a program of this Node for at most `minutes`; its output is kept, and shown when it ends. */
function run(title: string, args: readonly string[], minutes: number): Promise<Outcome> {
  const started = performance.now();
  // A group of its own, so that what it started ends with it.
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, FORCE_COLOR: "0", ...OFFLINE },
  });
  let output = "";
  let cut = false;
  const take = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const timer = Number.isFinite(minutes)
    ? setTimeout(() => {
        cut = true;
        if (child.pid) process.kill(-child.pid, "SIGKILL");
      }, minutes * 60_000)
    : undefined;
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      const how = cut
        ? `CUT SHORT after ${minutes.toFixed(0)} minutes (TEST_DEADLINE)`
        : code === 0
          ? "ok"
          : `failed (${signal ?? code})`;
      console.log(`\n=== ${title}: ${how}, ${seconds} s`);
      console.log(output.trimEnd());
      resolve({ code: cut ? 0 : (code ?? 1), output, cut });
    });
  });
}

/** What spans files, reads the shared data, draws pages or starts processes costs most and comes last, in this order. */
const LATE = ["test/", "src/train/", "src/read/read-", "src/cli/", "src/data/", "test/cli", "test/tiny", "test/scenes"];

function testFiles(): string[] {
  const files = ["src", "test"].flatMap((folder) =>
    (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).map((file) => join(folder, file)),
  );
  const tests = files.filter((file) => file.endsWith(".test.ts")).sort();
  const place = (file: string) => LATE.findLastIndex((start) => file.startsWith(start));
  const ordered = tests.sort((a, b) => place(a) - place(b));
  return parts.length > 0 ? ordered.filter((file) => parts.some((part) => file.includes(part))) : ordered;
}

/** Tests of the outermost level by their mark in the output: "✔ name", "✖ name", "﹣ name". */
function count(outcomes: readonly Outcome[], marks: string): number {
  const line = new RegExp(`^(?:${marks}) .*\\(\\d`, "gmu");
  return outcomes.reduce((sum, { output }) => sum + [...output.split("✖ failing tests:")[0].matchAll(line)].length, 0);
}

const checks: Outcome[] = [];
if (parts.length === 0) {
  checks.push(await run("format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."], BUDGET / 6));
  checks.push(await run("types", ["node_modules/typescript/bin/tsc", "--noEmit"], BUDGET / 6));
  checks.push(await run("types of the page", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "web"], BUDGET / 6));
}
const files = testFiles();
const shards = [0, 1].map((shard) => files.filter((_, i) => i % 2 === shard)).filter((list) => list.length > 0);
const tests = await Promise.all(
  shards.map((list, i) =>
    run(
      `tests ${i + 1} of ${shards.length}`,
      // Parallel collection waits for threads that a busy machine does not give.
      ["--single-threaded-gc", "--import", "tsx", "--test-reporter=spec", "scripts/test-files.ts", ...list],
      (BUDGET * 2) / 3,
    ),
  ),
);
const [passed, failed, skipped] = ["✔", "✖", "﹣"].map((mark) => count(tests, mark));
const all = [...checks, ...tests];
const broken = all.filter(({ code }) => code !== 0).length;
const cut = all.filter((one) => one.cut).length;
console.log(`\n${files.length} test files; checks and test processes that failed: ${broken}; cut short: ${cut}`);
const refused = existsSync(REFUSED) ? readFileSync(REFUSED, "utf8").trimEnd().split("\n") : [];
rmSync(logs, { recursive: true, force: true });
if (refused.length > 0) console.log(`refused, since tests are offline:\n${refused.slice(0, 20).join("\n")}`);
console.log(`outgoing connections, datagrams and look-ups that were tried: ${refused.length}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(broken > 0 || failed > 0 || refused.length > 0 || passed === 0 ? 1 : 0);
