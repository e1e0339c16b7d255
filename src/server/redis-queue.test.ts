import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Redis } from "ioredis";
import { redisOrSkip } from "../../test/redis.ts";
import { type Executor, JobFailure, JobReturned } from "./executor.ts";
import type { Task } from "./job.ts";
import { createLog } from "./log.ts";
import { queueName } from "./model-in-use.ts";
import { createQueueExecutor } from "./redis-queue.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const log = createLog("silent");

async function startWorker(t: TestContext, url: string): Promise<ChildProcess> {
  const args = ["--import", "tsx", join(ROOT, "test", "fake-worker.ts"), url];
  const worker = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => worker.kill("SIGKILL"));
  await new Promise((resolve) => worker.stdout!.once("data", resolve));
  return worker;
}

function execute(executor: Executor, task: Task, signal = new AbortController().signal) {
  const starts: number[] = [];
  let answers = 0;
  const done = executor.execute(
    task,
    { onStart: (attempts) => starts.push(attempts), onProgress: () => {}, onLog: () => {} },
    signal,
  );
  done.then(
    () => answers++,
    () => {},
  );
  return { done, starts, answers: () => answers };
}

const started = async ({ starts }: { starts: number[] }) => {
  while (starts.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
};

test("a queue loses no job and answers none twice when a worker or the server dies", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-queue-"));
  let end = async () => {};
  // Hooks run in the order in which they are set: what uses Redis ends before it does.
  t.after(async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = await redisOrSkip(t);
  if (!url) return;
  const redis = new Redis(url);
  const name = await queueName({ model: null });
  let executor = await createQueueExecutor({ url, name }, log);
  end = async () => {
    redis.disconnect();
    await executor.close(0);
  };
  const path = join(folder, "file");
  writeFileSync(path, "what a page holds");
  let count = 0;
  const task = (verb: string, input: Record<string, unknown> = {}): Task => {
    const file = { path, name: "x.pdf", sha256: "one" };
    return { id: `job-${++count}`, verb, lane: "verbs", input, file, attempts: 0 };
  };

  await t.test("workers answer, with results, faults and what becomes of questions about one document", async () => {
    const worker = await startWorker(t, url);
    const echo = await execute(executor, task("echo", { a: 1 })).done;
    assert.deepEqual(JSON.parse(echo.result).input, { a: 1 });
    const bad = (error: unknown) => error instanceof JobFailure && error.code === "damaged";
    await assert.rejects(execute(executor, task("bad")).done, bad);
    const asked = [1, 2].map(() => execute(executor, task("ask", { questions: ["?"] })));
    await Promise.all(asked.map(({ done }) => done));

    // The one that works is killed: its jobs go to the next, and each is answered once.
    const jobs = Array.from({ length: 5 }, () => execute(executor, task("wait", { milliseconds: 600 })));
    await started(jobs[0]);
    worker.kill("SIGKILL");
    await startWorker(t, url);
    const left = readdirSync(tmpdir()).filter((name) =>
      name.startsWith(`docformer-worker-${hostname()}-${worker.pid}-`),
    );
    assert.deepEqual(left, [], "the next worker removes the copies of documents that the killed one has left");
    await Promise.all(jobs.map(({ done }) => done));
    assert.deepEqual(
      jobs.map(({ answers }) => answers()),
      [1, 1, 1, 1, 1],
    );
    assert.ok(
      jobs.some(({ starts }) => starts.length > 1),
      "one was started twice",
    );
  });

  await t.test("a server that comes back finds what was answered meanwhile", async () => {
    const one = task("wait", { milliseconds: 500 });
    const before = execute(executor, one);
    await started(before);
    await executor.close(0);
    await assert.rejects(before.done, JobReturned);
    await new Promise((resolve) => setTimeout(resolve, 800));
    executor = await createQueueExecutor({ url, name }, log);
    const { done } = execute(executor, one);
    assert.equal(JSON.parse((await done).result).input.milliseconds, 500);
  });

  await t.test("cancelling reaches a worker, and nothing of a file stays", async () => {
    const controller = new AbortController();
    const long = execute(executor, task("wait", { milliseconds: 60_000 }), controller.signal);
    await started(long);
    controller.abort();
    await assert.rejects(long.done, (error) => error instanceof JobFailure && error.code === "cancelled");
    // The worker has one process: it answers only when the long one was ended.
    await execute(executor, task("echo")).done;
    let keys = ["?"];
    for (let tries = 0; tries < 50 && keys.length > 0; tries++) {
      keys = await redis.keys("docformer:file:*");
      if (keys.length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(keys, []);
  });
});
