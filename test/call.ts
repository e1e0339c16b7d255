/** The command line as a function, in this process, with its output kept. */
import { runProgram } from "../src/cli/program.ts";

export async function callProgram(
  args: string[],
  { stdin = "", signal = new AbortController().signal }: { stdin?: string; signal?: AbortSignal } = {},
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const streams = {
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    env: {},
  };
  const code = await runProgram(args, streams, signal);
  return { code, ...written };
}
