/**
 * A server at saturation: good and bad files from many callers for some minutes. Counts statuses, latencies and documents a
 * minute, and the memory of the server and its children by minute. Any status but a designed one makes it fail.
 * With a queue (load-queue.ts): two workers on a Redis, one of them killed every minute; any job that is not answered exactly
 * once makes it fail.
 *   node --import tsx bench/load.ts [--minutes 30] [--callers 8] [--processes N] [--waiting 500]
 *   node --import tsx bench/load.ts --queue redis://HOST:PORT|own [--minutes 10] [--callers 8] [--kill 60]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Call, calls, send, summary } from "./load-calls.ts";
import { loadQueue } from "./load-queue.ts";
import { megabytes, startProgram } from "./processes.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    callers: { type: "string", default: "8" },
    processes: { type: "string", default: "1" },
    /** Jobs that may wait; fewer than callers: some are told to come again. */
    waiting: { type: "string", default: "500" },
    /** Address of a Redis; "own" starts one. */
    queue: { type: "string" },
    /** Seconds between two workers that are killed. */
    kill: { type: "string", default: "60" },
  },
});
const [minutes, callers] = [Number(values.minutes), Number(values.callers)];

async function loadServer(data: string) {
  const flags = ["--port", "0", "--data", data, "--processes", values.processes, "--max-waiting", values.waiting];
  const server = await startProgram(["serve", ...flags, "--keep", "0.05", "--quiet"], /listening (\S+)/);
  const [, url] = server.found;
  const statuses: Record<string, number> = {};
  const milliseconds: number[] = [];
  const undesigned: string[] = [];
  const memory: Awaited<ReturnType<typeof megabytes>>[] = [];
  const end = Date.now() + minutes * 60_000;

  async function call(one: Call): Promise<void> {
    const { name, verb, statuses: allowed } = one;
    const start = performance.now();
    const response = await send(url, one);
    const text = await response.text();
    const key = `${response.status} ${response.ok ? "ok" : JSON.parse(text).error.code}`;
    statuses[key] = (statuses[key] ?? 0) + 1;
    if (response.ok) milliseconds.push(performance.now() - start);
    const busy = response.status === 503 && response.headers.has("retry-after");
    if (!busy && !allowed.includes(response.status)) undesigned.push(`${name} ${verb}: ${key}, expected ${allowed}`);
    // Sooner than Retry-After says, so that the queue stays full.
    if (busy) await new Promise((resolve) => setTimeout(resolve, 1000));
  }

  async function caller(first: number): Promise<void> {
    for (const one of calls(first)) {
      if (Date.now() >= end) return;
      await call(one);
    }
  }

  const watch = setInterval(async () => {
    memory.push(await megabytes(server.process.pid));
    const { self, children } = memory.at(-1) ?? { self: "?", children: "?" };
    if (Date.now() > end) return;
    console.error(`minute ${memory.length}: ${self} + ${children} MB, ${milliseconds.length} documents answered`);
  }, 60_000);
  await Promise.all(Array.from({ length: callers }, (_, i) => caller(i * 7)));
  clearInterval(watch);
  server.process.kill("SIGTERM");
  if ((await server.ended) !== 0) undesigned.push("the server did not end well");
  const mean = (part: typeof memory) => {
    const known = part.filter((one) => one !== null);
    return Math.round(known.reduce((sum, { self, children }) => sum + self + children, 0) / known.length);
  };
  return {
    ...{ minutes, callers, processes: Number(values.processes), waiting: Number(values.waiting) },
    ...summary(milliseconds, minutes),
    statuses: Object.fromEntries(Object.entries(statuses).sort()),
    megabytesFirstTenMinutes: mean(memory.slice(0, 10)),
    megabytesLastTenMinutes: mean(memory.slice(-10)),
    megabytesByMinute: memory.map((one) => one && [one.self, one.children]),
    failures: undesigned,
  };
}

const data = mkdtempSync(join(tmpdir(), "docformer-load-"));
const report =
  values.queue === undefined
    ? await loadServer(data)
    : await loadQueue({ queue: values.queue, minutes, callers, killSeconds: Number(values.kill), data });
rmSync(data, { recursive: true, force: true });
console.log(JSON.stringify({ ...report, failures: report.failures.slice(0, 20) }, null, 2));
process.exit(report.failures.length > 0 ? 1 : 0);
