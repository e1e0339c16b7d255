/** Documentation against the code: the API reference is complete, every example of a doc comment runs. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import * as api from "../src/index.ts";
import { examplesOf } from "./doc-blocks.ts";
import type { Outcome } from "./doc-runner.ts";

const ROOT = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "docformer-docs-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the checkout in a process of its own. */
function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

/** What test/doc-runner.ts makes of files. */
async function outcomesOf(kind: "examples" | "pages", files: readonly string[]): Promise<Outcome[]> {
  const result = join(folder, `${kind}.json`);
  const { code, output } = await run("test/doc-runner.ts", result, kind, ...files);
  assert.equal(code, 0, output);
  return JSON.parse(readFileSync(result, "utf8"));
}

const faultsOf = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap(({ place, what, fault }) => (fault === null ? [] : [`${place} ${what}: ${fault}`]));

const sources = (readdirSync(join(ROOT, "src"), { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => `src/${file.replaceAll("\\", "/")}`)
  .sort();
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");

test("npm run reference finds a comment at every export, and no link that leads nowhere", async () => {
  const { code, output } = await run("scripts/reference.ts", "--out", join(folder, "reference"));
  assert.equal(code, 0, output);
  assert.match(readFileSync(join(folder, "reference", "index.html"), "utf8"), /In the examples of the reference/);
});

test("every function and class of the package has an example", () => {
  const texts = sources.map(textOf);
  const lacking = Object.entries(api).flatMap(([name, value]) => {
    if (typeof value !== "function") return [];
    const declared = new RegExp(
      `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?(?:function\\*?|class) ${name}\\b`,
    );
    const comment = texts.flatMap((text) => declared.exec(text)?.[1] ?? []).at(0);
    return comment?.includes("@example") ? [] : [name];
  });
  assert.deepEqual(lacking, []);
});

test("every example of a doc comment runs and gives what it says", async () => {
  const files = sources.filter((file) => examplesOf(textOf(file)).length > 0);
  assert.ok(files.length > 30, `only ${files.length} files hold examples`);
  const outcomes = await outcomesOf("examples", files);
  assert.deepEqual(faultsOf(outcomes), []);
  assert.equal(
    outcomes.length,
    files.reduce((sum, file) => sum + examplesOf(textOf(file)).length, 0),
  );
});
