/** The command as a process: few starts, for each is slow; what verbs do is tested in src/cli. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { toLine } from "../src/data/common-format.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";

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

test("docformer ends at once on a second SIGINT, while threads compute, too", {
  skip: process.platform === "win32",
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-twice-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "data"));
  const lines = Array.from({ length: 8 }, (_, i) => `${toLine(synthesize({ seed: i, kind: "receipt" }).labelled)}\n`);
  writeFileSync(join(folder, "data", "train.jsonl"), lines.join(""));
  const recipe = { name: "mine", summary: "Mine.", learns: { fields: true }, synthetic: 0, budget: 256 };
  writeFileSync(join(folder, "mine.json"), JSON.stringify(recipe));
  const run = [
    "--out",
    join(folder, "run"),
    "--workers",
    "2",
    "--from",
    "random",
    "--preset",
    "mini",
    "--minutes",
    "5",
  ];
  const data = ["--data", join(folder, "data")];
  const child = spawn(process.execPath, [BIN, "finetune", join(folder, "mine.json"), ...data, ...run]);
  t.after(() => child.kill("SIGKILL"));
  let err = "";
  const learning = new Promise<void>((resolve) => {
    child.stderr.on("data", (part) => {
      err += part;
      if (/held back/.test(err)) resolve();
    });
  });
  const closed = new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal })));
  await Promise.race([learning, closed]);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  child.kill("SIGINT");
  await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGINT");
  // By the signal, which shells show as exit code 130; on a busy machine the first one may have ended it before.
  const ended = await closed;
  const byFirst = /docformer: interrupted/.test(err);
  assert.deepEqual(ended, byFirst ? { code: 130, signal: null } : { code: null, signal: "SIGINT" }, err);
  assert.doesNotMatch(err, /Napi|terminate|\n\s+at /);
});
