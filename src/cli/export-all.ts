/**
 * `docformer read FILE|FOLDER... --format FORM --out-dir DIR`: a file of that form for each document, placed as the documents
 * are. A batch like those of the other verbs; its lines stand beside the files and tell what is done.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type ExportFormat, exportName } from "../read/export/formats.ts";
import { type BatchFile, filesOf, runBatch } from "./batch.ts";
import { UsageError } from "./failure.ts";
import type { CommonFlags } from "./flags.ts";
import type { Context } from "./program.ts";

/** Each document's file below the folder: documents that would share a name keep their endings in it. @throws UsageError */
function namesOf(files: readonly BatchFile[], format: ExportFormat): Map<string, string> {
  // Some file systems do not tell A.pdf from a.pdf.
  const counted = (names: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
    return (name: string) => counts.get(name.toLowerCase()) ?? 0;
  };
  const short = files.map(({ place }) => exportName(place, format));
  const howMany = counted(short);
  const names = files.map(({ place }, i) => (howMany(short[i]) > 1 ? exportName(place, format, true) : short[i]));
  const twice = counted(names);
  const clash = names.findIndex((name) => twice(name) > 1);
  if (clash >= 0) {
    throw new UsageError(`${files[clash].path} and another file would both be written as ${names[clash]}`);
  }
  return new Map(files.map(({ path }, i) => [path, names[i]]));
}

/**
 * Exports all documents of `inputs` into `folder`. A file stands whole or not at all; those that stand are not made again.
 * @throws UsageError; the signal's reason when aborted
 */
export async function exportAll(
  inputs: readonly string[],
  flags: CommonFlags,
  context: Context,
  format: ExportFormat,
  folder: string,
): Promise<void> {
  if (inputs.some((input) => resolve(input) === resolve(folder))) {
    throw new UsageError(
      `${folder} is read: what is written there would be a document next time; name another --out-dir`,
    );
  }
  const files = await filesOf(inputs, folder);
  const names = namesOf(files, format);
  const read = new Set(files.map(({ path }) => resolve(path)));
  const overwritten = [...names.values()].map((name) => join(folder, name)).find((path) => read.has(resolve(path)));
  if (overwritten) throw new UsageError(`${overwritten} is read and would be written over; name another --out-dir`);
  const { exportDocument } = await import("../read/export/export.ts");
  await mkdir(folder, { recursive: true });
  const { password } = flags;
  await runBatch(
    files.map(({ path }) => path),
    { ...flags, out: join(folder, `read-${format}.jsonl`) },
    context,
    { verb: "read", format },
    async (document, file, { problems }) => {
      const source = format === "pdf" ? await readFile(file) : undefined;
      const bytes = await exportDocument(document, format, { source, password, signal: context.signal });
      const written = names.get(file)!;
      const path = join(folder, written);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.part`, bytes);
      await rename(`${path}.part`, path);
      return { written, pages: document.pages.length, problems };
    },
    (file, { written }) => written === names.get(file) && existsSync(join(folder, written as string)),
  );
}
