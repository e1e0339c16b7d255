/** A worker as a process, with fake children, that a test may kill: node --import tsx test/fake-worker.ts REDIS_URL */
import { startWorker } from "../src/server/worker.ts";

const worker = await startWorker({
  queue: process.argv[2],
  settings: { model: null, device: "cpu", threads: 1 },
  processes: 1,
  log: "silent",
  entry: new URL("./fake-child.ts", import.meta.url),
});
console.log("working");
process.once("SIGTERM", async () => {
  await worker.close(100);
  process.exit(0);
});
