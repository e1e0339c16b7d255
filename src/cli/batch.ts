/**
 * Many files and folders through one verb: a JSON line a file, in their order. A bad file is a line with its error and stops
 * nothing; a file of lines (`--out`) is gone on with where it ended. What a verb does with a document is for the verb.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { appendFile, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import type { Document } from "../document/document.ts";
import type { ReadResult } from "../read/read-document.ts";
import { EXIT, failureOf, UsageError } from "./failure.ts";
import type { CommonFlags } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";

/** What is taken out of folders; files that are named may be anything that can be read. */
const DOCUMENTS = /\.(pdf|png|jpe?g|webp|tiff?|gif|bmp|avif|hocr)$/i;

/** Whether a folder stands at `path`. */
export const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Whether `inputs` are a batch rather than one document: several, a folder, or lines that go to a file. */
export async function isBatch(inputs: readonly string[], out: string | undefined): Promise<boolean> {
  return inputs.length > 1 || out !== undefined || (inputs[0] !== "-" && (await isFolder(inputs[0])));
}

/** Flags that speak of one document. @throws UsageError when one of them is given */
export function refuseInBatch(flags: object, ...names: string[]): void {
  const given = names.find((name) => (flags as Record<string, unknown>)[name] !== undefined);
  if (given) throw new UsageError(`--${given} is for one document; several give JSON lines`);
}

/** The arguments and flags of verbs that take one document or many. */
export function batchArguments(command: Command): Command {
  return command
    .argument("<file...>", "the document, or - for stdin; several files and folders give a JSON line each")
    .option("--out <file.jsonl>", "write JSON lines there; lines that stand are not done again");
}

/** Whether `path` stands somewhere below `folder`. */
const within = (folder: string | undefined, path: string | undefined): boolean =>
  folder !== undefined && path !== undefined && resolve(path).startsWith(resolve(folder) + sep);

/** A file of a batch. */
export interface BatchFile {
  path: string;
  /** Where it stands below the folder that was named, or its name: where an output folder has what comes of it. */
  place: string;
}

/**
 * Files as named, folders as the documents below them, sorted; each once.
 * @param except a folder that is written to: where it stands in one that is read, nothing of it is a document
 * @throws UsageError
 */
export async function filesOf(inputs: readonly string[], except?: string): Promise<BatchFile[]> {
  if (inputs.includes("-")) throw new UsageError("- is one document; files and folders are named without it");
  const folders = await Promise.all(inputs.map(isFolder));
  const several = folders.filter(Boolean).length > 1;
  const files = new Map<string, string>();
  for (const [i, input] of inputs.entries()) {
    if (!folders[i]) {
      files.set(input, files.get(input) ?? basename(input));
      continue;
    }
    const entries = await readdir(input, { recursive: true, withFileTypes: true });
    const found = entries
      .filter((entry) => entry.isFile() && DOCUMENTS.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !(within(input, except) && within(except, path)))
      .sort();
    if (found.length === 0) throw new UsageError(`${input} holds no PDF and no image`);
    for (const path of found) {
      const below = relative(input, path);
      files.set(path, files.get(path) ?? (several ? join(basename(resolve(input)), below) : below));
    }
  }
  return [...files].map(([path, place]) => ({ path, place }));
}

/** A file's bytes as a document's source names them; null where it cannot be read. */
async function hashOf(file: string): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    for await (const part of createReadStream(file)) hash.update(part);
  } catch {
    return null;
  }
  return hash.digest("hex");
}

/** What a line of a batch says. */
export type BatchLine = Readonly<Record<string, unknown>>;

/**
 * The lines of `out` that stand and hold an answer to what is asked now, by file; what failed or broke off is tried again, and
 * so is a file that has changed. @throws UsageError
 */
async function linesOf(
  out: string,
  asked: string,
  stands: (file: string, line: BatchLine) => boolean,
): Promise<Map<string, string>> {
  const text = await readFile(out, "utf8").catch((error) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const kept = new Map<string, { line: string; sha256: unknown }>();
  const lines = text.split("\n");
  lines.forEach((line, i) => {
    if (line === "") return;
    try {
      const parsed = JSON.parse(line);
      const { file, error, asked: before, sha256 } = parsed;
      if (typeof file !== "string") throw new TypeError("no file");
      if (error === undefined && before === asked && stands(file, parsed)) kept.set(file, { line, sha256 });
    } catch {
      // The last line may have been cut off; any other means that this is another kind of file.
      if (i < lines.length - 1)
        throw new UsageError(`${out} holds other things than lines of a batch; name another --out`);
    }
  });
  const same = new Map<string, string>();
  for (const [file, { line, sha256 }] of kept) if ((await hashOf(file)) === sha256) same.set(file, line);
  return same;
}

/**
 * Runs `work` over all documents of `inputs` and writes a line each, to stdout or to `out`. Exit codes: 3 some failed, 1 all.
 * @param task what is asked of each, as data: lines of other tasks are not gone on with
 * @param stands whether what a line of before tells of is still there; default: it is
 * @throws UsageError; the signal's reason when aborted
 */
export async function runBatch(
  inputs: readonly string[],
  flags: CommonFlags & { out?: string },
  context: Context,
  task: { verb: string; [input: string]: unknown },
  work: (document: Document, file: string, read: ReadResult) => Promise<object>,
  stands: (file: string, line: BatchLine) => boolean = () => true,
): Promise<void> {
  const { terminal, signal, streams } = context;
  const { out } = flags;
  const files = (await filesOf(inputs)).map(({ path }) => path);
  const { pages, ocr, lang, model } = flags;
  const asked = createHash("sha256")
    .update(JSON.stringify({ task, pages, ocr, lang, model }))
    .digest("hex")
    .slice(0, 16);
  const done = out === undefined ? new Map<string, string>() : await linesOf(out, asked, stands);
  if (out !== undefined) {
    const part = `${out}.part`;
    await writeFile(part, [...done.values()].map((line) => `${line}\n`).join(""));
    await rename(part, out);
  }
  const open = files.filter((file) => !done.has(file));
  if (open.length < files.length) terminal.remark(`${files.length - open.length} files were done before`);
  let failed = 0;
  for (const [i, file] of open.entries()) {
    signal.throwIfAborted();
    terminal.progress(`${i + 1} of ${open.length}: ${file}`);
    let line: object;
    try {
      const read = await openDocument(file, flags, context);
      const { document } = read;
      const result = await work(document, file, read);
      // What tells a line that stands from one to be done again is of use in a file alone.
      line = { file, ...(out === undefined ? {} : { sha256: document.source.sha256, asked }), ...result };
    } catch (error) {
      signal.throwIfAborted();
      failed++;
      const { code, message } = failureOf(error);
      terminal.remark(`${file}: ${message}`);
      line = { file, error: { code, message, file } };
    }
    const text = `${JSON.stringify(line)}\n`;
    if (out === undefined) streams.stdout.write(text);
    else await appendFile(out, text);
  }
  if (failed > 0) context.exitCode = failed === files.length ? EXIT.failed : EXIT.partial;
  if (out !== undefined) terminal.remark(`written: ${out} (${files.length - failed} of ${files.length} files)`);
}
