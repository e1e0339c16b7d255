import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { VERBS } from "./verbs.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const PAGE = {
  width: 1000,
  height: 1400,
  words: [
    { text: "Total:", box: [100, 300, 180, 320] },
    { text: "$4.32", box: [200, 300, 280, 320] },
  ],
};

test("docformer mcp offers the verbs to an assistant, below its root and nowhere else", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-mcp-test-"));
  const root = join(folder, "root");
  mkdirSync(root);
  writeFileSync(join(root, "words.json"), JSON.stringify({ pages: [PAGE] }));
  writeFileSync(join(root, "bad.pdf"), "%PDF-1.4 nothing");
  writeFileSync(join(folder, "secret.json"), JSON.stringify({ pages: [PAGE] }));
  symlinkSync(join(folder, "secret.json"), join(root, "link.json"));
  const client = new Client({ name: "test", version: "1" });
  t.after(async () => {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ["--import", "tsx", join(ROOT, "bin", "docformer.js"), "mcp", "--root", root, "--quiet"],
      cwd: ROOT,
      // Its own choice leaves out what keeps tests offline.
      env: { ...getDefaultEnvironment(), NODE_OPTIONS: process.env.NODE_OPTIONS ?? "" },
    }),
  );
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(({ name }) => name).sort(), Object.keys(VERBS).sort());
  assert.ok(tools.every(({ inputSchema }) => inputSchema.required?.includes("path")));

  type Result = { isError?: boolean; content: { text: string }[]; structuredContent?: { result: unknown } };
  const call = async (name: string, given: Record<string, unknown>, onprogress?: () => void) =>
    (await client.callTool({ name, arguments: given }, undefined, { onprogress })) as unknown as Result;
  const read = await call("read", { path: "words.json" });
  assert.equal(read.content[0].text, "page 1\nTotal: $4.32");
  let told = 0;
  // The client drops progress that it gets in one piece with the result: of several calls one tells.
  for (let tries = 0; told === 0 && tries < 8; tries++) {
    const asked = await call("ask", { path: "words.json", questions: ["What is the total?"] }, () => told++);
    const [answer] = asked.structuredContent!.result as { value: number }[];
    assert.equal(answer.value, 4.32);
  }
  assert.ok(told > 0, "progress is told");
  for (const path of ["../secret.json", "link.json", join(folder, "secret.json"), "/etc/passwd", "none.pdf"]) {
    const refused = await call("read", { path });
    assert.equal(refused.isError, true, path);
    assert.match(refused.content[0].text, /^not-found: there is no file/);
  }
  const bad = await call("read", { path: "bad.pdf" });
  assert.equal(bad.isError, true);
  assert.match(bad.content[0].text, /^damaged: /);
});
