import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { abortGroup, sharedGroupMemory } from "./group.ts";

const THREAD = `
import(process.env.TSX).then(async ({ register }) => {
  register();
  const { parentPort, workerData } = require("node:worker_threads");
  const { gather, threadGroup } = await import(process.env.GROUP);
  const group = threadGroup(workerData.memory, workerData.rank);
  if (workerData.value) return parentPort.postMessage(gather(group, workerData.value));
  const out = [];
  for (let round = 0; round < workerData.rounds; round++) {
    const values = Float32Array.from({ length: 10 }, (_, i) => (workerData.rank + 1) * i + round);
    group.allReduce(values);
    out.push(Array.from(values));
  }
  if (workerData.hang) group.barrier();
  parentPort.postMessage(out);
});`;

function start(
  memory: ReturnType<typeof sharedGroupMemory>,
  rank: number,
  task: { rounds?: number; hang?: boolean; value?: unknown },
): Promise<number[][]> {
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { memory, rank, rounds: 0, ...task },
    env: {
      ...process.env,
      TSX: import.meta.resolve("tsx/esm/api"),
      GROUP: new URL("./group.ts", import.meta.url).href,
    },
  });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

test("allReduce() gives every thread the sum over all, also in parts and many times", async () => {
  // Room for four floats at a time: ten travel in three parts.
  const memory = sharedGroupMemory(3, 4);
  const results = await Promise.all([0, 1, 2].map((rank) => start(memory, rank, { rounds: 50 })));
  for (const rounds of results) {
    rounds.forEach((values, round) => {
      assert.deepEqual(
        values,
        Array.from({ length: 10 }, (_, i) => 6 * i + 3 * round),
      );
    });
  }
});

test("abortGroup() lets a thread that waits for a dead one fail", async () => {
  const memory = sharedGroupMemory(2, 16);
  const waiting = start(memory, 0, { hang: true });
  setTimeout(() => abortGroup(memory), 500);
  await assert.rejects(waiting, /another rank of the training group has failed/);
});

test("a thread that comes to a barrier after abortGroup() fails instead of waiting", async () => {
  const memory = sharedGroupMemory(2, 16);
  abortGroup(memory);
  await assert.rejects(start(memory, 0, { hang: true }), /another rank of the training group has failed/);
});

test("gather() gives every rank what each has, of any length", async () => {
  const memory = sharedGroupMemory(2, 100);
  const values = [{ words: ["naïve", "€"], count: 3 }, { long: "x".repeat(10_000) }];
  const results = await Promise.all(values.map((value, rank) => start(memory, rank, { value })));
  for (const all of results) assert.deepEqual(all, values);
});
