/** `docformer serve` as a process that is killed at work: what it had accepted is finished by the next one on the same folder. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { JobView } from "./job.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const BIN = join(ROOT, "bin", "docformer.js");
const WORDS = JSON.stringify({ pages: [{ words: [{ text: "Total", box: [0.1, 0.1, 0.2, 0.2] }] }] });

async function startServe(t: TestContext, data: string): Promise<{ serve: ChildProcess; url: string }> {
  const args = [BIN, "serve", "--port", "0", "--data", data, "--processes", "1", "--threads", "1", "--quiet"];
  const serve = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => serve.kill("SIGKILL"));
  const url = await new Promise<string>((resolve, reject) => {
    serve.stdout!.on("data", (chunk) => resolve(/listening (\S+)/.exec(String(chunk))?.[1] ?? ""));
    serve.once("exit", (code) => reject(new Error(`docformer serve ended with ${code}`)));
  });
  return { serve, url };
}

async function submit(url: string, verb: string, bytes: string | Uint8Array<ArrayBuffer>, name: string) {
  const form = new FormData();
  form.set("file", new File([bytes], name));
  const response = await fetch(`${url}/v1/${verb}?async=1`, { method: "POST", body: form });
  assert.equal(response.status, 202);
  return ((await response.json()) as { id: string }).id;
}

/** Events after `last` until the connection ends, or until `enough`. */
async function eventsOf(url: string, id: string, last = 0, enough = (_: string) => false) {
  const headers = { "Last-Event-ID": String(last) };
  const response = await fetch(`${url}/v1/jobs/${id}/events`, { headers });
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    if (enough(text)) break;
  }
  const blocks = text.split("\n\n").filter((block) => /^id: /m.test(block));
  return blocks.map((block) => ({
    id: Number(/^id: (\d+)$/m.exec(block)?.[1]),
    event: /^event: (\w+)$/m.exec(block)?.[1],
    data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null") as { state?: string },
  }));
}

const jobOf = async (url: string, id: string) => (await (await fetch(`${url}/v1/jobs/${id}`)).json()) as JobView;

const alive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

test("a server killed at work loses no job, keeps results and goes on telling", async (t) => {
  const data = mkdtempSync(join(tmpdir(), "docformer-killed-"));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const first = await startServe(t, data);
  const done = await submit(first.url, "read", WORDS, "words.json");
  await eventsOf(first.url, done);
  const before = await jobOf(first.url, done);
  assert.equal(before.state, "done");

  // A photograph, which takes a second or more to read, and three jobs behind it.
  const photograph = new Uint8Array(readFileSync(join(ROOT, "examples", "receipt.jpg")));
  const running = await submit(first.url, "read", photograph, "receipt.jpg");
  const waiting = await submit(first.url, "read", WORDS, "words.json");
  const bad = await submit(first.url, "read", "only text", "text.txt");
  const cancelled = await submit(first.url, "read", WORDS, "words.json");
  await fetch(`${first.url}/v1/jobs/${cancelled}`, { method: "DELETE" });
  const seen = await eventsOf(first.url, running, 0, (text) => text.includes('"state":"running"'));
  const children = `/proc/${first.serve.pid}/task/${first.serve.pid}/children`;
  const child = existsSync(children) ? Number(readFileSync(children, "utf8").trim().split(" ")[0]) : null;
  const ended = new Promise((resolve) => first.serve.once("exit", (_, signal) => resolve(signal)));
  first.serve.kill("SIGKILL");
  assert.equal(await ended, "SIGKILL");

  const second = await startServe(t, data);
  const last = seen.at(-1)!.id;
  const rest = await eventsOf(second.url, running, last);
  assert.deepEqual(
    rest.map(({ id }) => id),
    rest.map((_, i) => last + 1 + i),
    "nothing is told again, nothing is left out",
  );
  assert.equal(rest[0].data.state, "queued", "it went back first");
  for (const id of [running, waiting, bad]) {
    await eventsOf(second.url, id);
    const all = await eventsOf(second.url, id);
    assert.equal(all.filter(({ event }) => event === "done").length, 1, "its end is told once");
  }
  const [again, other, refused] = await Promise.all([running, waiting, bad].map((id) => jobOf(second.url, id)));
  assert.deepEqual([again.state, again.attempts], ["done", 2]);
  assert.ok((again.result as { document: { pages: { words: object[] }[] } }).document.pages[0].words.length > 10);
  assert.deepEqual([other.state, other.attempts], ["done", 1]);
  assert.deepEqual([refused.state, refused.error?.code], ["failed", "unsupported"]);
  assert.equal((await jobOf(second.url, cancelled)).state, "cancelled");
  assert.deepEqual(await jobOf(second.url, done), before, "what was answered stays as it was");
  assert.deepEqual(readdirSync(join(data, "files")), []);
  assert.ok(child === null || !alive(child), "the child of the killed server is gone");
});
