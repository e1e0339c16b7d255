/** The limits of a server as flags: what each answers with, over HTTP. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { DEFAULT_SERVER_LIMITS } from "../server/limits.ts";
import { runProgram } from "./program.ts";

const PHOTOGRAPH = new Uint8Array(readFileSync(join(import.meta.dirname, "..", "..", "examples", "receipt.jpg")));

/** A document of `count` pages with a word each. */
function pages(count: number): string {
  const page = { words: [{ text: "Total", box: [0.1, 0.1, 0.2, 0.2] }] };
  return JSON.stringify({ pages: Array.from({ length: count }, () => page) });
}

/** `docformer serve` in this process, until the test ends. */
async function serve(t: TestContext, ...flags: string[]): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "docformer-limits-"));
  const controller = new AbortController();
  const args = ["serve", "--port", "0", "--data", data, "--processes", "1", "--threads", "1", "--quiet", ...flags];
  let ended: Promise<number> | undefined;
  t.after(async () => {
    controller.abort();
    await ended;
    rmSync(data, { recursive: true, force: true });
  });
  return new Promise((resolve, reject) => {
    const stdout = { write: (text: string) => resolve(/listening (\S+)/.exec(text)?.[1] ?? "") };
    const stderr = { write: (text: string) => reject(new Error(text)) };
    const stdin = (async function* () {
      yield "";
    })();
    ended = runProgram(args, { stdin, stdout, stderr, env: {} }, controller.signal);
  });
}

interface Refusal {
  error?: { code: string; message: string; file: string | null };
}

async function post(url: string, bytes: string | Uint8Array<ArrayBuffer>, input: object = {}, query = "") {
  const form = new FormData();
  form.set("file", new File([bytes], "x.json"));
  form.set("input", JSON.stringify(input));
  const response = await fetch(`${url}/v1/read${query}`, { method: "POST", body: form });
  const body = (await response.json()) as Refusal & { id?: string };
  return { told: `${response.status} ${body.error?.code ?? "ok"}`, body, retry: response.headers.get("retry-after") };
}

test("serve --max-file, --max-pages and --max-pixels refuse what is larger with 413, and say what is allowed", async (t) => {
  const url = await serve(t, "--max-file", "0.25", "--max-pages", "2", "--max-pixels", "0.1");
  const large = await post(url, new Uint8Array(300_000));
  assert.equal(large.told, "413 too-large");
  assert.match(large.body.error?.message ?? "", /300000 bytes; 250000 are allowed/);
  assert.equal((await post(url, pages(2))).told, "200 ok");
  const long = await post(url, pages(3));
  assert.equal(long.told, "413 too-large");
  assert.match(long.body.error?.message ?? "", /has 3 pages; 2 are allowed at once/);
  assert.equal((await post(url, pages(3), { pages: [2] })).told, "200 ok", "a part of it is read");
  const wide = await post(url, PHOTOGRAPH);
  assert.equal(wide.told, "413 too-large");
  assert.match(wide.body.error?.message ?? "", /pixels/);
});

test("serve --max-seconds, --max-waiting and --max-wait end what is too slow, and say when to come again", async (t) => {
  const url = await serve(t, "--max-seconds", "0.05", "--max-waiting", "1", "--max-wait", "0.02");
  // The only process is still being started: one job is handed to it, one waits, one is too many.
  const sent = await Promise.all([1, 2, 3].map(() => post(url, PHOTOGRAPH, {}, "?async=1")));
  assert.deepEqual(sent.map(({ told }) => told).sort(), ["202 ok", "202 ok", "503 queue-full"]);
  const refused = sent.find(({ body }) => body.error);
  assert.ok(Number(refused?.retry) >= 1);
  assert.match(refused?.body.error?.message ?? "", /1 jobs are waiting/);
  for (const { id } of sent.flatMap(({ body }) => (body.id === undefined ? [] : [body]))) {
    await (await fetch(`${url}/v1/jobs/${id}/events`)).text();
    const job = (await (await fetch(`${url}/v1/jobs/${id}`)).json()) as Refusal;
    assert.equal(job.error?.code, "timeout");
    assert.match(job.error?.message ?? "", /longer than the 0\.05 seconds/);
  }
  const waited = await post(url, PHOTOGRAPH);
  assert.equal(waited.told, "503 busy");
  assert.ok(Number(waited.retry) >= 1);
});

test("serve and worker list their limits in their help, with what the server uses as the default", async (t) => {
  // commander takes the exit code of help from the process's, which a test that failed before has set.
  const { exitCode } = process;
  process.exitCode = undefined;
  t.after(() => {
    process.exitCode = exitCode;
  });
  const { bytes, pages: most, pixels, jobSeconds, childBytes, queue, waitSeconds, bodyBytes } = DEFAULT_SERVER_LIMITS;
  const reading = {
    file: bytes / 1e6,
    pages: most,
    pixels: pixels / 1e6,
    seconds: jobSeconds,
    memory: childBytes / 1e6,
  };
  const taking = { waiting: queue, wait: waitSeconds, uploads: bodyBytes / 1e6 };
  const help = async (verb: string) => (await callProgram(["help", verb])).out.replace(/\s+/g, " ");
  const [server, worker] = [await help("serve"), await help("worker")];
  for (const [name, value] of Object.entries({ ...reading, ...taking })) {
    const line = new RegExp(`--max-${name} <\\w+> [^-]*(?:-[^-]+)?\\(default: ${value}\\)`);
    assert.match(server, line);
    if (name in reading) assert.match(worker, line);
  }
});

test("serve refuses limits that no file could meet, and values that are none", async () => {
  for (const flags of [
    ["--max-file", "100", "--max-uploads", "50"],
    ["--max-file", "0"],
    ["--max-pages", "1.5"],
    ["--max-waiting", "many"],
  ]) {
    const { code, out, err } = await callProgram(["serve", "--port", "0", ...flags]);
    assert.deepEqual([code, out], [2, ""], flags.join(" "));
    assert.match(err, /--max-|max-uploads/);
  }
});
