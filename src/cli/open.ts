/** A FILE argument as a Document: a path or stdin, with the reading flags, progress and remarks of all verbs that open one. */
import type { ReadProgress } from "../read/options.ts";
import { isFailure, type Problem, ReadError } from "../read/problem.ts";
import type { ReadResult } from "../read/read-document.ts";
import { EXIT } from "./failure.ts";
import { type CommonFlags, languagesOf, threadsOf } from "./flags.ts";
import type { Context } from "./program.ts";
import type { Streams } from "./terminal.ts";

/** What stands for stdin where a file is named. */
const STDIN = "-";

/** All of stdin, at most `limit` bytes. @throws ReadError "too-large"; the signal's reason when aborted */
async function readStdin(stdin: Streams["stdin"], limit: number, signal: AbortSignal): Promise<Uint8Array> {
  // Waiting for a stream that stays silent must end with the signal.
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {});
  const parts = stdin[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = await Promise.race([parts.next(), aborted]);
    if (done) return Buffer.concat(read);
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    size += bytes.length;
    if (size > limit) {
      throw new ReadError("too-large", `stdin holds more than the ${limit} bytes that are allowed`, { file: "stdin" });
    }
    read.push(bytes);
  }
}

const STAGES: Readonly<Record<ReadProgress["stage"], string>> = {
  open: "opening",
  decode: "decoding",
  ocr: "recognising words",
  done: "done",
};

/** A line on where reading stands. Pages count from 1 here. */
export function progressText(file: string, { page, pages, done, stage }: ReadProgress): string {
  if (page === null) return `${file}: ${STAGES[stage]}`;
  return `${file}: page ${page + 1} ${STAGES[stage]} (${done} of ${pages} pages done)`;
}

/** A problem as a person reads it. */
export function problemText({ message, page, code }: Problem): string {
  return `${page === undefined ? "" : `page ${page + 1}: `}${message} (${code})`;
}

/**
 * Reads FILE with the flags given. Problems become remarks; pages that failed set the exit code.
 * @throws ReadError; the signal's reason when aborted
 */
export async function openDocument(file: string, flags: CommonFlags, context: Context): Promise<ReadResult> {
  const { terminal, signal, streams } = context;
  const { readDocument } = await import("../read/read-document.ts");
  const { DEFAULT_LIMITS } = await import("../read/limits.ts");
  const name = file === STDIN ? "stdin" : file;
  if (file === STDIN) terminal.progress("reading stdin");
  const source = file === STDIN ? await readStdin(streams.stdin, DEFAULT_LIMITS.bytes, signal) : file;
  const result = await readDocument(source, {
    signal,
    pages: flags.pages,
    password: flags.password,
    ocr: flags.ocr,
    language: languagesOf(flags),
    threads: threadsOf(flags),
    ...(file === STDIN ? { name } : {}),
    onProgress: (progress) => terminal.progress(progressText(name, progress)),
  });
  for (const problem of result.problems) terminal.remark(`${name}: ${problemText(problem)}`);
  if (result.problems.some(isFailure)) context.exitCode = EXIT.partial;
  return result;
}
