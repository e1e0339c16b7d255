/** A Redis of a test's own, and how a test that needs one is skipped where the program is missing. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

const PROGRAM = "/usr/bin/redis-server";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A fresh redis-server on a free port of this machine, with a temporary folder that goes when it is closed. */
export async function startRedis(): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "docformer-redis-"));
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
  const redis: ChildProcess = spawn(PROGRAM, args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => redis.once("exit", resolve));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    redis.stdout!.on("data", (chunk: Buffer) => {
      output += chunk;
      if (/Ready to accept connections/.test(output)) resolve();
    });
    redis.once("error", reject);
    redis.once("exit", () => reject(new Error(`redis-server ended: ${output}`)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      redis.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address of a fresh Redis that ends with the test; undefined after the test was skipped with the reason. */
export async function redisOrSkip(t: TestContext): Promise<string | undefined> {
  if (!existsSync(PROGRAM)) {
    t.skip(`${PROGRAM} is absent`);
    return undefined;
  }
  const { url, close } = await startRedis();
  t.after(close);
  return url;
}
