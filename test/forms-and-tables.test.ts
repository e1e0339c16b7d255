/** Runs the commands of docs/forms-and-tables.md and compares what they print with what the page says; "..." is any further lines. */
import assert from "node:assert/strict";
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

test("the commands of docs/forms-and-tables.md print what the page says", async () => {
  const commands = commandsOf(readFileSync(join(ROOT, "docs", "forms-and-tables.md"), "utf8"));
  assert.ok(commands.length >= 9);
  for (const { command, printed } of commands) {
    const args = argumentsOf(command);
    const { code, out, err } = await callProgram([...args, "--quiet", "--ocr", "tiny"]);
    assert.equal(code, 0, `${command}: ${err}`);
    const lines = out.trimEnd().split("\n");
    const shown = printed.filter((line) => line !== "...");
    assert.deepEqual(printed.at(-1) === "..." ? lines.slice(0, shown.length) : lines.filter(Boolean), shown, command);
    const file = args[args.indexOf("--out") + 1];
    if (args.includes("--out")) assert.ok(existsSync(file), command);
  }
});
