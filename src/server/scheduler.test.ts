import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChildSettings } from "./child-messages.ts";
import { type Executed, type Executor, JobFailure, JobReturned } from "./executor.ts";
import type { Lane, Task } from "./job.ts";
import { createScheduler, type SchedulerOptions } from "./scheduler.ts";

const SETTINGS: ChildSettings = { model: null, device: "cpu", threads: 1, limits: {} };
const ENTRY = new URL("../../test/fake-child.ts", import.meta.url);

let count = 0;
function task(verb: string, input: Record<string, unknown> = {}, sha256 = "", lane: Lane = "verbs"): Task {
  const file = sha256 === "" ? null : { path: "/nowhere", name: "x.pdf", sha256 };
  return { id: `${verb}-${++count}`, verb, lane, input, file, attempts: 0 };
}

const never = new AbortController().signal;

function execute(executor: Executor, one: Task, signal = never) {
  const starts: number[] = [];
  const done = executor.execute(
    one,
    { onStart: (attempts) => starts.push(attempts), onProgress: () => {}, onLog: () => {} },
    signal,
  );
  done.catch(() => {});
  return { done, starts };
}

const parsed = ({ result }: Executed) => JSON.parse(result) as { pid: number; runs: number; group: number };

async function withScheduler(
  options: Partial<SchedulerOptions>,
  body: (executor: Executor, ended: string[]) => Promise<void>,
): Promise<void> {
  const ended: string[] = [];
  const executor = createScheduler({
    settings: SETTINGS,
    processes: 1,
    seconds: 60,
    bytes: 4e9,
    entry: ENTRY,
    observer: { ended: (_, why) => void ended.push(why) },
    ...options,
  });
  try {
    await body(executor, ended);
  } finally {
    await executor.close(0);
  }
}

const fails = (code: string) => (error: unknown) => error instanceof JobFailure && error.code === code;

test("createScheduler() sends waiting questions about one document together, and others not", async () => {
  await withScheduler({}, async (executor) => {
    const first = execute(executor, task("wait", { milliseconds: 300 }));
    const same = ["a", "b", "c"].map((text) => execute(executor, task("ask", { questions: [text] }, "one")));
    const other = execute(executor, task("ask", { questions: ["a"] }, "two"));
    const paged = execute(executor, task("ask", { questions: ["a"], pages: [1] }, "one"));
    await first.done;
    const together = await Promise.all(same.map(async ({ done }) => parsed(await done)));
    assert.deepEqual(
      together.map(({ group }) => group),
      [3, 3, 3],
    );
    assert.equal(new Set(together.map(({ runs }) => runs)).size, 1, "one run for all three");
    assert.equal(parsed(await other.done).group, 1);
    assert.equal(parsed(await paged.done).group, 1);
  });
});

test("createScheduler() tries a task once more when its child dies, and gives up on what kills children", async () => {
  await withScheduler({}, async (executor, ended) => {
    const once = execute(executor, task("crash-once"));
    const always = execute(executor, task("crash"));
    const innocent = execute(executor, task("echo"));
    await assert.rejects(always.done, fails("crashed"));
    assert.deepEqual(always.starts, [1, 2]);
    assert.ok(parsed(await innocent.done).pid > 0);
    await once.done;
    assert.deepEqual(once.starts, [1, 2]);
    assert.deepEqual(ended, ["crashed", "crashed", "crashed"]);
  });
});

test("createScheduler() ends what takes too long, and goes on with another child", async () => {
  await withScheduler({ seconds: 0.3 }, async (executor, ended) => {
    const hang = execute(executor, task("hang"));
    const next = execute(executor, task("echo"));
    await assert.rejects(hang.done, fails("timeout"));
    await next.done;
    assert.deepEqual(ended, ["timeout"]);
  });
});

test("createScheduler() replaces children that grew, and kills one that grows beyond twice the size", async () => {
  await withScheduler({ bytes: 250e6 }, async (executor, ended) => {
    const before = parsed(await execute(executor, task("echo")).done).pid;
    const grown = parsed(await execute(executor, task("grow", { bytes: 260e6 })).done).pid;
    const after = parsed(await execute(executor, task("echo")).done).pid;
    assert.equal(before, grown);
    assert.notEqual(grown, after);
    assert.deepEqual(ended, ["size"]);
  });
});

test("createScheduler() cancels what waits and what runs", async () => {
  await withScheduler({}, async (executor) => {
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = execute(executor, task("wait", { milliseconds: 60_000 }), running.signal);
    const second = execute(executor, task("echo"), waiting.signal);
    while (first.starts.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    waiting.abort();
    await assert.rejects(second.done, fails("cancelled"));
    running.abort();
    await assert.rejects(first.done, fails("cancelled"));
    assert.deepEqual(second.starts, []);
    await execute(executor, task("echo")).done;
  });
});

test("createScheduler() gives training a child of its own and passes its log on", async () => {
  await withScheduler({}, async (executor) => {
    const lines: object[] = [];
    const slow = execute(executor, task("wait", { milliseconds: 60_000 }));
    const one = task("log", { lines: [{ step: 1 }, { step: 2 }] }, "", "train");
    const hooks = { onStart: () => {}, onProgress: () => {}, onLog: (line: object) => void lines.push(line) };
    await executor.execute(one, hooks, never);
    assert.deepEqual(lines, [{ step: 1 }, { step: 2 }]);
    assert.equal(executor.status().running, 1);
    await executor.close(0);
    await assert.rejects(slow.done, JobReturned);
  });
});

test("createScheduler() closes when what runs is done, and returns what has not begun", async () => {
  await withScheduler({}, async (executor) => {
    const running = execute(executor, task("wait", { milliseconds: 300 }));
    while (running.starts.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const waiting = execute(executor, task("echo"));
    await executor.close(30_000);
    await running.done;
    await assert.rejects(waiting.done, JobReturned);
    await assert.rejects(execute(executor, task("echo")).done, JobReturned);
  });
});

test("createScheduler() says so when children do not start", async () => {
  await withScheduler({ entry: new URL("./no-such-file.ts", import.meta.url) }, async (executor) => {
    await assert.rejects(execute(executor, task("echo")).done, fails("unavailable"));
  });
});
