/**
 * What happens to a run's sources before it starts, once and not in each rank: files are read (or found in the cache), and the
 * data are recorded by their hashes for the manifest.
 */
import { createHash } from "node:crypto";
import { openFormat } from "../data/formats/formats.ts";
import { type PageFile, type PageFolder, readPageFolder, rereadPages } from "../data/page-folder.ts";
import { type DataRecord, filesBelow, recordFiles } from "./manifest.ts";
import type { FilesSource, LabelledSource, SourceSpec } from "./sources.ts";

export interface PrepareOptions {
  threads?: number;
  signal?: AbortSignal;
  onProgress?: (text: string) => void;
}

export interface PreparedSources {
  /** What was read for each source; empty for those that are no files. */
  files: PageFile[][];
  records: DataRecord[];
  /** Files that could not be read, with the reason. */
  problems: string[];
}

const IMAGES = /\.(png|jpe?g|webp|tiff?|bmp|gif|avif|pdf)$/i;

/** @throws what reading the sources throws; the signal's reason when aborted */
export async function prepareSources(
  specs: readonly SourceSpec[],
  options: PrepareOptions = {},
): Promise<PreparedSources> {
  const prepared: PreparedSources = { files: [], records: [], problems: [] };
  for (const spec of specs) {
    options.signal?.throwIfAborted();
    if (spec.source === "files") {
      const { files, problems } = await readFiles(spec, options);
      prepared.files.push(files);
      prepared.problems.push(...problems.map(({ name, message }) => `${name}: ${message}`));
      prepared.records.push(recordOf(spec, files));
      continue;
    }
    prepared.files.push([]);
    if (spec.source === "labelled") prepared.records.push(await labelledRecord(spec));
    // Of made pages the definition says all; documents in memory are recorded by who read them.
    if (spec.source === "synthetic") {
      const sha256 = createHash("sha256").update(JSON.stringify(spec)).digest("hex");
      prepared.records.push({ name: "synthetic pages (hash of their definition)", files: 0, bytes: 0, sha256 });
    }
  }
  return prepared;
}

async function readFiles(spec: FilesSource, { threads, signal, onProgress }: PrepareOptions): Promise<PageFolder> {
  const { folder, format, split, cache, ocr, limit } = spec;
  const settings = {
    cache,
    ocr,
    limit,
    threads,
    signal,
    onProgress: ({ done, of, name }: { done: number; of: number | null; name: string }) =>
      onProgress?.(`read ${done}${of === null ? "" : ` of ${of}`} files: ${name}`),
  };
  if (split === undefined) return readPageFolder(folder, settings);
  const { read } = await openFormat(format ?? "docformer");
  return rereadPages(read(folder, split, { images: true, limit, tables: "bare" }), settings);
}

function recordOf({ folder, split }: FilesSource, files: PageFolder["files"]): DataRecord {
  const total = createHash("sha256");
  for (const { sha256, name } of files) total.update(`${sha256}  ${name}\n`);
  const name = split === undefined ? folder : `${folder} ${split}, images`;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { name, files: files.length, bytes, sha256: total.digest("hex") };
}

/** Images count only where they are looked at. */
async function labelledRecord({ folder, split, pictured = 0 }: LabelledSource): Promise<DataRecord> {
  const files = (await filesBelow(folder)).filter((path) => pictured > 0 || !IMAGES.test(path));
  return recordFiles(`${folder} ${split}`, folder, files);
}
