import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertClose } from "../../test/close.ts";
import { readMetrics } from "./manifest.ts";
import { joinMpi, MpiError, underMpi } from "./mpi.ts";
import { recordedDefinition } from "./run.ts";
import { loadSnapshot } from "./snapshot.ts";

const COMMAND = fileURLToPath(new URL("../../bin/docformer.js", import.meta.url));

/** Skips with the reason where MPI cannot be had. */
function mpiOrSkip(t: TestContext): boolean {
  const mpirun = spawnSync("mpirun", ["--version"], { encoding: "utf8" });
  if (mpirun.error || !/Open MPI/.test(mpirun.stdout)) {
    t.skip("mpirun of Open MPI is not installed (Debian: openmpi-bin)");
    return false;
  }
  try {
    createRequire(import.meta.url).resolve("koffi");
    return true;
  } catch {
    t.skip("the optional package koffi is not installed");
    return false;
  }
}

const STEPS = 12;

/** Small pages of one length, so that there is one graph; a snapshot after each update. */
const part = (accumulate: number) => ({
  preset: "tiny",
  steps: STEPS,
  workers: 1,
  logEvery: 1,
  saveMinutes: 0,
  trainer: { accumulate },
  stream: { buckets: [96], visual: 0, poolPages: 24, poolBatches: 16 },
  sources: [{ source: "synthetic", weight: 1, kinds: ["label"], damaged: 0, pictured: 0 }],
});

function start(
  command: string,
  args: readonly string[],
): { child: ChildProcess; ended: Promise<{ code: number | null; err: string }> } {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr?.on("data", (text) => (err += text));
  return { child, ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, err }))) };
}

const mpirun = (...args: string[]) =>
  start("mpirun", [
    "-np",
    "2",
    "--oversubscribe",
    "--allow-run-as-root",
    process.execPath,
    COMMAND,
    "pretrain",
    ...args,
  ]);

/** Losses by step, of a step that was done twice the last. */
async function curve(run: string): Promise<Map<number, Record<string, number>>> {
  const lines = (await readMetrics(run)).filter(({ type }) => type === "step");
  return new Map(lines.map(({ step, losses }) => [step as number, losses as Record<string, number>]));
}

const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);

/** Whether a process runs; one that nobody has buried yet does not. */
function runs(pid: number): boolean {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("two ranks under mpirun learn as one that adds up two batches, also when one is killed and the job resumed", async (t) => {
  if (!mpiOrSkip(t)) return;
  if (process.platform !== "linux") return t.skip("finds the ranks' processes in /proc");
  const folder = mkdtempSync(join(tmpdir(), "docformer-mpi-"));
  try {
    const [one, two] = [1, 2].map((accumulate) => {
      const file = join(folder, `accumulate-${accumulate}.json`);
      writeFileSync(file, JSON.stringify(part(accumulate)));
      return file;
    });
    const [alone, together] = [join(folder, "alone"), join(folder, "together")];
    const single = await start(process.execPath, [COMMAND, "pretrain", two, "--out", alone]).ended;
    assert.equal(single.code, 0, single.err);

    const job = mpirun(one, "--out", together);
    const late = setTimeout(() => job.child.kill("SIGKILL"), 240_000);
    while (job.child.exitCode === null && (await curve(together)).size < 3) await wait(30);
    const ranks = childrenOf(job.child.pid as number);
    process.kill(ranks[1], "SIGKILL");
    const killed = await job.ended;
    clearTimeout(late);
    assert.notEqual(killed.code, 0);
    for (let tries = 0; tries < 200 && ranks.some(runs); tries++) await wait(50);
    assert.deepEqual(ranks.filter(runs), [], "ranks outlive their job");
    const reached = Math.max(...(await curve(together)).keys());
    assert.ok(reached < STEPS, `the job was already done when a rank was killed`);

    const rest = await mpirun(one, "--out", together, "--resume").ended;
    assert.equal(rest.code, 0, rest.err);
    const [expected, actual] = [await curve(alone), await curve(together)];
    assert.equal(actual.size, STEPS);
    for (const [step, losses] of expected) {
      for (const [name, value] of Object.entries(losses)) {
        assertClose([actual.get(step)?.[name] ?? Number.NaN], [value], {
          absolute: 1e-4,
          relative: 0,
          name: `${name} of step ${step}`,
        });
      }
    }
    const { config } = recordedDefinition(alone);
    const [left, right] = [alone, together].map((run) => loadSnapshot(run, config)?.parameters["shared.weight"].data);
    assert.ok(left && right);
    assertClose(right as Float32Array, left as Float32Array, { absolute: 1e-3, relative: 1e-3, name: "shared.weight" });
    assert.equal(JSON.parse(readFileSync(join(together, "manifest.json"), "utf8")).counts.ranks, 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("joinMpi() is null without mpirun, and names what is missing under another MPI", () => {
  assert.equal(joinMpi({}), null);
  assert.equal(joinMpi({ OMPI_COMM_WORLD_SIZE: "1" }), null);
  assert.ok(underMpi({ OMPI_COMM_WORLD_SIZE: "4" }));
  assert.throws(
    () => joinMpi({ PMI_SIZE: "4" }),
    (error) => error instanceof MpiError && /another MPI/.test(error.message),
  );
});
