/** The command as a process: few starts, for each is slow; what verbs do is tested in src/cli. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const BIN = join(import.meta.dirname, "..", "bin", "docformer.js");

function call(args: string[], stdin = ""): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args]);
    let [out, err] = ["", ""];
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      err += part;
    });
    // A child that has ended already takes no input.
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

test("docformer ends with 2 and names the verbs where the verb is unknown", async () => {
  const { code, out, err } = await call(["reed"]);
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /^docformer: no verb "reed"; there are read, ask, /);
});

test("docformer reads stdin and keeps stdout for data", async () => {
  const page = { width: 100, height: 100, words: [{ text: "Total", box: [0, 0, 10, 10] }] };
  const { code, out, err } = await call(["read", "-", "--json"], JSON.stringify({ pages: [page] }));
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).document.pages[0].words[0].text, "Total");
});

test("docformer reports errors as JSON without a stack trace", async () => {
  const { code, out, err } = await call(["read", "-", "--json"], "no document");
  assert.equal(code, 1);
  assert.equal(JSON.parse(out).error.code, "unsupported");
  assert.doesNotMatch(err, /\n\s+at /);
});

test("docformer ends with 130 on SIGINT", { skip: process.platform === "win32" }, async () => {
  // stdin stays open: the command waits for it until it is interrupted.
  const child = spawn(process.execPath, [BIN, "read", "-"]);
  const code = await new Promise((resolve) => {
    child.stderr.once("data", () => child.kill("SIGINT"));
    child.on("close", resolve);
  });
  assert.equal(code, 130);
});
