/**
 * Where a document's bytes come from: a path or bytes that the caller has. Bounded before anything is kept; what the bytes are
 * is sniff.ts.
 */
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { explain, ReadError } from "./problem.ts";

/** A path, bytes, or bytes with the name under which messages and `document.source` speak of them. */
export type ReadSource = string | Uint8Array | { bytes: Uint8Array; name?: string };

export interface SourceBytes {
  bytes: Uint8Array;
  /** For messages: the path as given, or the name. */
  file: string;
  /** For `document.source.name`: without folders. */
  name: string;
}

/**
 * Loads `source`, at most `limit` bytes.
 * @param name overrides the source's own name.
 * @throws ReadError "not-found", "empty" or "too-large"; the signal's reason when aborted
 */
export async function loadSource(
  source: ReadSource,
  limit: number,
  name?: string,
  signal?: AbortSignal,
): Promise<SourceBytes> {
  signal?.throwIfAborted();
  if (typeof source === "string") {
    const bytes = await loadFile(source, limit, signal);
    return { bytes: checked(bytes, limit, source), file: source, name: name ?? basename(source) };
  }
  const given = source instanceof Uint8Array ? { bytes: source } : source;
  if (!(given?.bytes instanceof Uint8Array)) {
    throw new ReadError("unsupported", "a document is given as a path, as bytes (Uint8Array) or as { bytes, name }");
  }
  const called = name ?? ("name" in given ? given.name : undefined) ?? "document";
  return { bytes: checked(given.bytes, limit, called), file: called, name: basename(called) };
}

function checked(bytes: Uint8Array, limit: number, file: string): Uint8Array {
  if (bytes.length === 0) throw new ReadError("empty", `${file} is empty (0 bytes)`, { file });
  if (bytes.length > limit) throw tooLarge(file, `${bytes.length}`, limit);
  return bytes;
}

function tooLarge(file: string, size: string, limit: number): ReadError {
  return new ReadError("too-large", `${file} has ${size} bytes; ${limit} are allowed (limits.bytes)`, { file });
}

async function loadFile(path: string, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw new ReadError("not-found", `${path} is a folder; give one of its files`, { file: path });
    }
    if (found.isFile()) {
      if (found.size > limit) throw tooLarge(path, `${found.size}`, limit);
      return await readFile(path, { signal });
    }
    return await drain(path, limit, signal);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    signal?.throwIfAborted();
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      code === "ENOENT" || code === "ENOTDIR"
        ? `there is no file ${path}`
        : code === "EACCES" || code === "EPERM"
          ? `${path} may not be read (permissions)`
          : `${path} cannot be read: ${explain(error)}`;
    throw new ReadError("not-found", what, { file: path }, { cause: error });
  }
}

/** Pipes and devices have no size and perhaps no end. */
async function drain(path: string, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of createReadStream(path, { signal })) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > limit) throw tooLarge(path, `more than ${limit}`, limit);
  }
  return Buffer.concat(parts);
}
