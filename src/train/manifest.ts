/**
 * What a run was made of and what became of it: manifest.json in its folder, for whoever judges its checkpoint or makes it
 * again. Data are known by their hashes; nothing in it is a measurement of quality.
 */
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { writeDurably } from "./snapshot.ts";

/** Some files that a run read, as one hash. */
export interface DataRecord {
  /** What the run calls it: a folder, a data set with its split, a generator. */
  name: string;
  files: number;
  bytes: number;
  /** Over one line a file, "hash  path from the folder", in the order of paths. */
  sha256: string;
}

/** What was done with what, on which machine; manifest.json of a folder. */
export interface Manifest {
  name: string;
  /** The command that made it: pretrain, finetune, predict, evaluate. */
  verb: string;
  /** ISO 8601. A resumed run started when its first session did. */
  started: string;
  ended: string;
  /** False: stopped before its last step; it can be resumed. */
  finished: boolean;
  /** The run's definition, whole. */
  configuration: unknown;
  seeds: Record<string, number>;
  data: DataRecord[];
  versions: Record<string, string>;
  machine: { cpu: string; cores: number; memoryGigabytes: number; platform: string };
  /** Updates, pages, questions, minutes ... as counted by the run. */
  counts: Record<string, number>;
  /** Files of the checkpoint, by name. */
  checkpoint: Record<string, { bytes: number; sha256: string }>;
}

/** What the caller knows; the rest is found out. */
export type ManifestInput = Omit<Manifest, "ended" | "versions" | "machine" | "checkpoint">;

/** SHA-256 of a file, lower-case hex, read as a stream. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/**
 * The record of `paths` (relative to `folder`), or of every file below it. `known` spares reading files whose hash is at hand.
 * @throws the file system's error for a file that cannot be read
 */
export async function recordFiles(
  name: string,
  folder: string,
  paths?: readonly string[],
  known: ReadonlyMap<string, string> = new Map(),
): Promise<DataRecord> {
  const all = paths ?? (await filesBelow(folder));
  const total = createHash("sha256");
  let bytes = 0;
  for (const path of [...all].sort()) {
    bytes += (await stat(join(folder, path))).size;
    total.update(`${known.get(path) ?? (await hashFile(join(folder, path)))}  ${path}\n`);
  }
  return { name, files: all.length, bytes, sha256: total.digest("hex") };
}

/** Paths of all files below `folder`, relative to it, with "/", sorted; names that begin with a dot are left out. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (inside: string): Promise<void> => {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  await walk("");
  return found.sort();
}

/** Versions of the package, of Node and of the packages that compute. */
export function versionsHere(): Record<string, string> {
  const { version, dependencies } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return {
    docformer: version,
    node: process.versions.node,
    v8: process.versions.v8,
    "onnxruntime-node": dependencies["onnxruntime-node"],
  };
}

/** What is known of a run whose checkpoint stands in the folder `model` (that need not be there). */
export async function manifestOf(input: ManifestInput, model: string): Promise<Manifest> {
  const checkpoint: Manifest["checkpoint"] = {};
  for (const path of await filesBelow(model).catch(() => [])) {
    const file = join(model, path);
    checkpoint[path] = { bytes: (await stat(file)).size, sha256: await hashFile(file) };
  }
  return {
    ...input,
    ended: new Date().toISOString(),
    versions: versionsHere(),
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform}-${process.arch}`,
    },
    checkpoint,
  };
}

/** Writes `folder`/manifest.json for the run whose checkpoint stands in `folder`/model. */
export async function writeManifest(folder: string, input: ManifestInput): Promise<Manifest> {
  const manifest = await manifestOf(input, join(folder, "model"));
  writeDurably(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The lines of a run's metrics.jsonl; a last line that a kill cut off is left out. */
export async function readMetrics(folder: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, "metrics.jsonl"), "utf8").catch(() => "");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
