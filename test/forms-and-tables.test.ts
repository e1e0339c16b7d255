/** Runs the commands of pages of docs/ and compares what they print with what the page says; "..." is any lines. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram } from "./call.ts";

const ROOT = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "docformer-doc-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The commands of the page's console blocks, each with the lines that it prints. */
function commandsOf(markdown: string): { command: string; printed: string[] }[] {
  const commands: { command: string; printed: string[] }[] = [];
  for (const [, block] of markdown.matchAll(/```console\n([\s\S]*?)```/g)) {
    for (const line of block.trimEnd().split("\n")) {
      if (line.startsWith("$ ")) commands.push({ command: line.slice(2), printed: [] });
      else commands.at(-1)?.printed.push(line);
    }
  }
  return commands;
}

/** Arguments as a shell would part them; examples are found wherever the test runs, files are written below `folder`. */
function argumentsOf(command: string): string[] {
  const parts = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  const args = parts.slice(1).map((part) => (part.startsWith("examples/") ? join(ROOT, part) : part));
  const out = args.indexOf("--out");
  if (out >= 0) args[out + 1] = join(folder, args[out + 1]);
  return args;
}

/** Lines but for figures of confidence, which change with the checkpoint. */
const plain = (lines: readonly string[]) => lines.map((line) => line.replace(/confidence \d+ %/, "confidence N %"));

/** Whether `lines` are those shown; "..." stands for any. */
function shows(shown: readonly string[], lines: readonly string[]): boolean {
  if (shown.length === 0) return lines.length === 0;
  if (shown[0] !== "...") return shown[0] === lines[0] && shows(shown.slice(1), lines.slice(1));
  for (let skip = 0; skip <= lines.length; skip++) if (shows(shown.slice(1), lines.slice(skip))) return true;
  return false;
}

for (const [page, least] of [
  ["guide.md", 2],
  ["forms-and-tables.md", 9],
  ["extract.md", 3],
] as const) {
  test(`the commands of docs/${page} print what the page says`, async () => {
    const commands = commandsOf(readFileSync(join(ROOT, "docs", page), "utf8"));
    assert.ok(commands.length >= least);
    for (const { command, printed } of commands) {
      const args = argumentsOf(command);
      const { code, out, err } = await callProgram([...args, "--quiet", "--ocr", "tiny"]);
      assert.equal(code, 0, `${command}: ${err}`);
      const lines = plain(out.split("\n").filter(Boolean));
      if (!shows(plain(printed), lines)) assert.deepEqual(lines, printed, command);
      const file = args[args.indexOf("--out") + 1];
      if (args.includes("--out")) assert.ok(existsSync(file), command);
    }
  });
}

test("the program of docs/extract.md is examples/extract.ts, and runs", () => {
  const [, block] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "docs", "extract.md"), "utf8")) ?? [];
  const program = readFileSync(join(ROOT, "examples", "extract.ts"), "utf8");
  assert.equal(block, program.slice(program.indexOf("import {")).replace("../src/index.ts", "docformer"));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "examples/extract.ts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^2024-05-03 2348\.5 4\n/);
});
