import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { cancelledFailure, type Executed, type ExecuteHooks, type Executor, JobReturned } from "./executor.ts";
import { HttpError } from "./http-error.ts";
import type { JobEvent, Task } from "./job.ts";
import { openJobStore, StoreError } from "./job-store.ts";
import { Jobs } from "./jobs.ts";

interface Call {
  task: Task;
  hooks: ExecuteHooks;
  resolve: (executed: Executed) => void;
  reject: (error: Error) => void;
}

/** An executor that does what the test says. */
function handExecutor(): Executor & { calls: Call[]; queued: number } {
  const calls: Call[] = [];
  const executor = {
    calls,
    queued: 0,
    execute: (task: Task, hooks: ExecuteHooks, signal: AbortSignal) =>
      new Promise<Executed>((resolve, reject) => {
        calls.push({ task, hooks, resolve, reject });
        signal.addEventListener("abort", () => reject(cancelledFailure(task)), { once: true });
      }),
    status: () => ({ queued: executor.queued, running: 0, processes: [], waitSeconds: 8 }),
    close: async () => {
      for (const { reject } of calls) reject(new JobReturned());
    },
  };
  return executor;
}

function openJobs(t: TestContext, more: { folder?: string; keep?: number } = {}) {
  const folder = more.folder ?? mkdtempSync(join(tmpdir(), "docformer-jobs-"));
  const executor = handExecutor();
  const store = openJobStore(folder);
  const jobs = new Jobs({ store, executor, folder, queue: 2, keep: more.keep ?? 1e9 });
  let open = true;
  const close = async () => {
    if (open) await jobs.close(0);
    open = false;
  };
  t.after(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, executor, store, jobs, close };
}

const FILE = { bytes: new TextEncoder().encode("secret words"), name: "a.pdf" };
const never = new AbortController().signal;

test("Jobs keeps a job over a restart, with its file, and runs it again", async (t) => {
  const first = openJobs(t);
  const { id } = await first.jobs.submit({ verb: "read", input: { password: "p" }, file: FILE });
  first.executor.calls[0].hooks.onStart(1);
  assert.equal(first.jobs.get(id)?.state, "running");
  await first.close();
  const second = openJobs(t, { folder: first.folder });
  const [{ task, hooks, resolve }] = second.executor.calls;
  assert.equal(task.id, id);
  assert.deepEqual(task.input, { password: "p" });
  assert.ok(existsSync(task.file!.path));
  // To be stopped is no failure: the start before does not count.
  assert.equal(task.attempts, 0);
  hooks.onStart(1);
  resolve({ result: '{"words":3}', pages: 1 });
  const over = await second.jobs.wait(id, never);
  assert.equal(over?.state, "done");
  assert.equal(over?.result, '{"words":3}');
  assert.deepEqual(over?.input, {}, "what may hold a password is forgotten");
  assert.deepEqual(readdirSync(join(first.folder, "files")), []);
});

test("Jobs gives up a job under which the server died again and again", async (t) => {
  const { folder, jobs, close } = openJobs(t);
  const { id } = await jobs.submit({ verb: "read", input: {}, file: FILE });
  await close();
  const dying = openJobStore(folder);
  dying.start(id, 3);
  dying.close();
  const second = openJobs(t, { folder });
  assert.equal(second.executor.calls.length, 0);
  assert.equal(second.jobs.get(id)?.error?.code, "crashed");
});

test("openJobStore() refuses a folder that another server uses", (t) => {
  const { folder } = openJobs(t);
  assert.throws(() => openJobStore(folder), StoreError);
});

test("Jobs follows a job from any event on, and an end is told once", async (t) => {
  const { executor, jobs } = openJobs(t);
  const { id } = await jobs.submit({ verb: "read", input: {} });
  const events: JobEvent[] = [];
  const following = (async () => {
    for await (const event of jobs.follow(id, 0, never)) events.push(event);
  })();
  const [{ hooks, resolve }] = executor.calls;
  hooks.onStart(1);
  hooks.onProgress({ done: 1, total: 2, message: "half" });
  hooks.onProgress({ done: 2, total: 2, message: "too soon after the last" });
  hooks.onLog({ loss: 0.5 });
  resolve({ result: "1", pages: 1 });
  await following;
  assert.deepEqual(
    events.map(({ id: number, event }) => `${number} ${event}`),
    ["1 state", "2 state", "3 progress", "4 log", "5 state", "6 done"],
  );
  const rest: number[] = [];
  for await (const event of jobs.follow(id, 4, never)) rest.push(event.id);
  assert.deepEqual(rest, [5, 6]);
  assert.equal(jobs.cancel(id), false, "what is done cannot be cancelled");
});

test("Jobs cancels, deletes and forgets", async (t) => {
  const { jobs, folder } = openJobs(t, { keep: -1 });
  const { id } = await jobs.submit({ verb: "read", input: {}, file: FILE });
  assert.equal(jobs.cancel(id), true);
  assert.equal((await jobs.wait(id, never))?.state, "cancelled");
  assert.deepEqual(readdirSync(join(folder, "files")), []);
  jobs.purge();
  assert.equal(jobs.get(id), null);
  assert.deepEqual(jobs.eventsAfter(id, 0), []);
});

test("Jobs refuses what is too much, and says when to come again", async (t) => {
  const { executor, jobs, folder, close } = openJobs(t);
  executor.queued = 2;
  const refused = (code: string) => (error: unknown) =>
    error instanceof HttpError && error.status === 503 && error.code === code && (error.retryAfter ?? 0) >= 1;
  await assert.rejects(jobs.submit({ verb: "read", input: {} }), refused("queue-full"));
  executor.queued = 0;
  // Requests that come together all find room before the first has its place.
  const execute = executor.execute;
  executor.execute = (...args) => {
    executor.queued++;
    return execute(...args);
  };
  const together = await Promise.allSettled([1, 2, 3].map(() => jobs.submit({ verb: "read", input: {}, file: FILE })));
  assert.deepEqual(together.map(({ status }) => status).sort(), ["fulfilled", "fulfilled", "rejected"]);
  assert.equal(readdirSync(join(folder, "files")).length, 2, "nothing of a refused file stays");
  await close();
  await assert.rejects(jobs.submit({ verb: "read", input: {} }), refused("stopping"));
});
