/** A rank of a run as a thread, started by run.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { threadGroup } from "./group.ts";
import { trainRank } from "./loop.ts";
import type { RankMessage, RankSetup } from "./run.ts";

const { task, memory, rank, stop } = workerData as RankSetup;
const stopFlag = new Int32Array(stop);
await trainRank(task, threadGroup(memory, rank), {
  stopped: () => Atomics.load(stopFlag, 0) !== 0,
  onLine: (line) => parentPort?.postMessage(line satisfies RankMessage),
});
