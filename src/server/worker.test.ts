/** Workers of a workspace: they answer by its model and from its words, and who has another one does not. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { redisOrSkip } from "../../test/redis.ts";
import { serverOptions } from "../../test/server-options.ts";
import { tinyCheckpoint, wordsFile } from "../../test/workspaces.ts";
import { addDocument, correctWord, readInto, storedWords } from "../workspace/documents.ts";
import { activateModel } from "../workspace/models.ts";
import { Workspace } from "../workspace/workspace.ts";
import { createLog } from "./log.ts";
import { queueName } from "./model-in-use.ts";
import { createQueueExecutor } from "./redis-queue.ts";
import { type RunningServer, startServer } from "./server.ts";
import { startWorker } from "./worker.ts";

const QUESTION = { questions: ["What is it?"] };

interface Asked {
  status: number;
  /** Without times. */
  text: string;
}

async function call(server: RunningServer, verb: string, input: object): Promise<Asked> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${server.url}/v1/${verb}`, { method: "POST", headers, body: JSON.stringify(input) });
  const text = JSON.stringify(await response.json(), (key, value) => (key === "milliseconds" ? undefined : value));
  return { status: response.status, text };
}

test("workers answer by the workspace of their server, or not at all", async (t: TestContext) => {
  const root = mkdtempSync(join(tmpdir(), "docformer-worker-"));
  const ends: (() => Promise<void>)[] = [];
  // What uses Redis ends before it does: hooks run in the order in which they are set.
  t.after(async () => {
    for (const end of ends.reverse()) await end();
    rmSync(root, { recursive: true, force: true });
  });
  const queue = await redisOrSkip(t);
  if (!queue) return;

  const folder = join(root, "workspace");
  const workspace = Workspace.init(folder, { base: tinyCheckpoint(join(root, "base")), who: "ann" });
  const { id: document } = await addDocument(workspace, { name: "page.json", bytes: wordsFile(1) }, "ann");
  await readInto(workspace, document);
  const copy = join(root, "copy");
  cpSync(folder, copy, { recursive: true });
  const made = { id: "m1", created: "", parent: "base", run: "r1", documents: [], scores: null };
  const model = tinyCheckpoint(join(folder, "models", "m1"), 2);
  writeFileSync(join(model, "about.json"), JSON.stringify({ ...made, calibration: "none", remark: "" }));
  const was = storedWords(workspace, document)!.pages[0].words[0].text;

  const start = async (data: string, more: object) => {
    const server = await startServer(serverOptions(join(root, data), { workspace: folder, ...more }));
    let closed = false;
    const close = async () => {
      if (!closed) await server.close(0);
      closed = true;
    };
    ends.push(close);
    return { server, close };
  };
  const work = async (settings: { model?: string | null; workspace?: string }) => {
    const all = { model: null, device: "cpu" as const, threads: 1, ...settings };
    const worker = await startWorker({ queue, settings: all, processes: 1, log: "silent" });
    ends.push(() => worker.close(0));
    return worker;
  };
  const { server: alone, close } = await start("alone", {});
  const base = await call(alone, "ask", { document, ...QUESTION });
  activateModel(workspace, "m1", "ann");
  correctWord(workspace, document, { page: 0, word: 0, was, text: "Corrected" }, "ann");
  const wanted = await call(alone, "ask", { document, ...QUESTION });
  const words = await call(alone, "read", { document });
  assert.notEqual(wanted.text, base.text);
  await close();

  const { server } = await start("queued", { queue });
  await work({});
  await work({ model: join(folder, "models", "m1") });
  let answered = false;
  const asked = call(server, "ask", { document, ...QUESTION }).finally(() => {
    answered = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal(answered, false, "a worker without the workspace takes none of its jobs");

  const stale = await work({ workspace: copy });
  const refused = await asked;
  assert.equal(refused.status, 503, "a copy of the workspace that lags behind answers by nothing else");
  assert.match(refused.text, /"other-model","message":"no worker that was asked has [^"]+"/);
  await stale.close(0);
  await work({ workspace: folder });
  assert.deepEqual(await call(server, "ask", { document, ...QUESTION }), wanted);
  assert.deepEqual(await call(server, "read", { document }), words);
  assert.match(words.text, /"Corrected"/);
});

test("what no worker has is refused with a code, without an end of waiting", async (t: TestContext) => {
  const root = mkdtempSync(join(tmpdir(), "docformer-worker-"));
  let end = async () => {};
  t.after(async () => {
    await end();
    rmSync(root, { recursive: true, force: true });
  });
  const url = await redisOrSkip(t);
  if (!url) return;
  const model = tinyCheckpoint(join(root, "model"));
  const name = await queueName({ model });
  const log = createLog("silent");
  const answering = async () => ({ model: { id: null, sha256: "another" }, corrections: null });
  const executor = await createQueueExecutor({ url, name, answering }, log);
  const settings = { model, device: "cpu" as const, threads: 1 };
  const worker = await startWorker({ queue: url, settings, processes: 1, log: "silent" });
  end = async () => {
    await worker.close(0);
    await executor.close(0);
  };
  const path = join(root, "page.json");
  writeFileSync(path, wordsFile(1));
  const file = { path, name: "page.json", sha256: "one" };
  const task = { id: "job-1", verb: "ask", lane: "verbs" as const, input: QUESTION, file, attempts: 0 };
  const hooks = { onStart() {}, onProgress() {}, onLog() {} };
  await assert.rejects(executor.execute(task, hooks, new AbortController().signal), {
    code: "other-model",
    message: "no worker that was asked has the server's model",
  });
});
