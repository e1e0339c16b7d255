/** Docformer as processes that benchmarks start: until they are ready, and what they and their children hold. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { residentBytes } from "../src/server/child-process.ts";

const PROGRAM = join(import.meta.dirname, "..", "bin", "docformer.js");

/**
 * Starts `docformer ARGS`. Resolves with what `ready` found in its first line of output.
 * @param onLog takes what it writes to stderr; default: our stderr
 */
export async function startProgram(
  args: readonly string[],
  ready: RegExp,
  onLog?: (text: string) => void,
): Promise<{ process: ChildProcess; found: RegExpExecArray; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ["ignore", "pipe", onLog ? "pipe" : "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.stderr?.on("data", (chunk: Buffer) => onLog?.(String(chunk)));
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    let output = "";
    child.stdout!.on("data", (chunk: Buffer) => {
      output += chunk;
      const match = ready.exec(output);
      if (match) resolve(match);
    });
    child.once("exit", (code) => reject(new Error(`docformer ${args[0]} ended with ${code} before it was ready`)));
  });
  return { process: child, found, ended };
}

/** Megabytes resident of a process alone and of its children; null where the system does not say. */
export async function megabytes(pid: number | undefined): Promise<{ self: number; children: number } | null> {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    const sizes = await Promise.all([pid!, ...list.split(" ").filter(Boolean).map(Number)].map(residentBytes));
    const [self, ...children] = sizes.map((size) => Math.round((size ?? 0) / 1e6));
    return { self, children: children.reduce((sum, size) => sum + size, 0) };
  } catch {
    return null;
  }
}
