/** In place of src/read/source.ts: bytes alone, there are no paths. */
import { ReadError } from "../../src/read/problem.ts";

export type ReadSource = string | Uint8Array | { bytes: Uint8Array; name?: string };

export interface SourceBytes {
  bytes: Uint8Array;
  file: string;
  name: string;
}

/** @throws ReadError "empty", "too-large", "unsupported" */
export async function loadSource(source: ReadSource, limit: number, name?: string): Promise<SourceBytes> {
  if (typeof source === "string") throw new ReadError("unsupported", "a page is given bytes, not paths");
  const given = source instanceof Uint8Array ? { bytes: source } : source;
  const called = name ?? ("name" in given ? given.name : undefined) ?? "document";
  const { bytes } = given;
  if (bytes.length === 0) throw new ReadError("empty", `${called} is empty (0 bytes)`, { file: called });
  if (bytes.length > limit) {
    throw new ReadError("too-large", `${called} has ${bytes.length} bytes; ${limit} are allowed`, { file: called });
  }
  return { bytes, file: called, name: called };
}
