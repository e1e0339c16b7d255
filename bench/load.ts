/**
 * A server at saturation: good and bad files from many callers for some minutes. Counts statuses, latencies and documents a
 * minute, and the memory of the server and its children by minute. Any status but a designed one makes it fail.
 *   node --import tsx bench/load.ts [--minutes 30] [--callers 8] [--processes N]
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { residentBytes } from "../src/server/child-process.ts";

const ROOT = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    callers: { type: "string", default: "8" },
    processes: { type: "string", default: "1" },
  },
});
const [minutes, callers] = [Number(values.minutes), Number(values.callers)];

const read = (path: string) => readFileSync(join(ROOT, path));
const words = JSON.stringify({
  pages: [
    {
      words: [
        { text: "Total:", box: [0.1, 0.1, 0.2, 0.12] },
        { text: "$4.32", box: [0.3, 0.1, 0.4, 0.12] },
      ],
    },
  ],
});
const receipt = read("examples/receipt.jpg");

interface Call {
  name: string;
  verb: string;
  bytes: Uint8Array;
  input: object;
  /** What it is answered with when the server is not too busy. */
  status: number;
}

const question = { questions: ["What is the total?", "What is the date?"] };
const CALLS: readonly Call[] = [
  { name: "receipt.jpg", verb: "ask", bytes: receipt, input: question, status: 200 },
  { name: "invoice.pdf", verb: "ask", bytes: read("examples/invoice.pdf"), input: question, status: 200 },
  { name: "words.json", verb: "ask", bytes: Buffer.from(words), input: question, status: 200 },
  { name: "invoice.pdf", verb: "tables", bytes: read("examples/invoice.pdf"), input: {}, status: 200 },
  { name: "words.json", verb: "read", bytes: Buffer.from(words), input: {}, status: 200 },
  { name: "text.txt", verb: "read", bytes: Buffer.from("only text"), input: {}, status: 415 },
  { name: "empty.pdf", verb: "read", bytes: new Uint8Array(0), input: {}, status: 400 },
  { name: "cut.jpg", verb: "read", bytes: receipt.subarray(0, 300), input: {}, status: 422 },
  { name: "noise.pdf", verb: "read", bytes: Buffer.from("%PDF-1.7\nnoise"), input: {}, status: 422 },
  { name: "words.json", verb: "ask", bytes: Buffer.from(words), input: { questions: [] }, status: 400 },
];

const data = mkdtempSync(join(tmpdir(), "docformer-load-"));
const flags = ["--port", "0", "--data", data, "--processes", values.processes, "--keep", "0.05", "--quiet"];
const server = spawn(process.execPath, [join(ROOT, "bin", "docformer.js"), "serve", ...flags], {
  stdio: ["ignore", "pipe", "inherit"],
});
const url = await new Promise<string>((resolve) => {
  server.stdout.on("data", (chunk: Buffer) => {
    const found = /listening (\S+)/.exec(String(chunk));
    if (found) resolve(found[1]);
  });
});

const statuses = new Map<string, number>();
const latencies: number[] = [];
const undesigned: string[] = [];
const end = Date.now() + minutes * 60_000;
let done = 0;

async function call({ name, verb, bytes, input, status }: Call): Promise<void> {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(bytes)], name));
  form.set("input", JSON.stringify(input));
  const start = performance.now();
  const response = await fetch(`${url}/v1/${verb}`, { method: "POST", body: form });
  const text = await response.text();
  const { error } = response.ok ? { error: null } : JSON.parse(text);
  const key = `${response.status} ${error?.code ?? "ok"}`;
  statuses.set(key, (statuses.get(key) ?? 0) + 1);
  if (response.status === 200) {
    latencies.push(performance.now() - start);
    done++;
  }
  const busy = response.status === 503 && response.headers.has("retry-after");
  if (response.status !== status && !busy) undesigned.push(`${name} ${verb}: ${key}, expected ${status}`);
  if (busy) await new Promise((resolve) => setTimeout(resolve, 1000));
}

async function caller(first: number): Promise<void> {
  for (let turn = first; Date.now() < end; turn++) await call(CALLS[turn % CALLS.length]);
}

/** The server and its children, megabytes; null where the system does not say. */
async function megabytes(): Promise<number | null> {
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").trim().split(" ");
  const sizes = await Promise.all(
    [String(server.pid), ...children].filter(Boolean).map((pid) => residentBytes(Number(pid))),
  );
  return sizes.includes(null) ? null : Math.round(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) / 1e6);
}

const memory: (number | null)[] = [];
const watch = setInterval(async () => {
  memory.push(await megabytes().catch(() => null));
  console.error(`minute ${memory.length}: ${memory.at(-1)} MB, ${done} documents answered`);
}, 60_000);
await Promise.all(Array.from({ length: callers }, (_, i) => caller(i)));
clearInterval(watch);

const sorted = latencies.sort((a, b) => a - b);
const quantile = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
console.log(
  JSON.stringify(
    {
      minutes,
      callers,
      processes: Number(values.processes),
      statuses: Object.fromEntries([...statuses].sort()),
      documentsPerMinute: Math.round((10 * done) / minutes) / 10,
      p50Milliseconds: quantile(0.5),
      p95Milliseconds: quantile(0.95),
      megabytesByMinute: memory,
      undesigned: undesigned.slice(0, 20),
    },
    null,
    2,
  ),
);
const ended = new Promise((resolve) => server.once("exit", resolve));
server.kill("SIGTERM");
await ended;
rmSync(data, { recursive: true, force: true });
process.exit(undesigned.length > 0 ? 1 : 0);
