/** Documents of the shared data as a person has them: files of pages, and what is right for each field. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openFormat } from "../../src/data/formats/formats.ts";
import type { LabelledDocument } from "../../src/document/labelled.ts";
import { exportDocument } from "../../src/read/export/export.ts";

export interface Sample {
  /** As the workspace will call it. */
  name: string;
  /** null: it came with its words. */
  file: string | null;
  /** null: not in the document. */
  fields: Record<string, string | null>;
}

/** Documents of a folder in the common format, the first ones of its train split. */
export async function labelledSamples(folder: string, count: number): Promise<LabelledDocument[]> {
  const found: LabelledDocument[] = [];
  const format = await openFormat("docformer");
  for await (const labelled of format.read(folder, "train", { images: true, limit: count })) found.push(labelled);
  return found;
}

/** What is right for each of `fields`. */
export function rightOf({ fields: known }: LabelledDocument, fields: readonly string[]): Sample["fields"] {
  return Object.fromEntries(fields.map((field) => [field, [known[field] ?? null].flat()[0] ?? null]));
}

/** Writes documents as PDFs of their pictures into `folder`. */
export async function samplesIn(
  folder: string,
  documents: readonly LabelledDocument[],
  fields: readonly string[],
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const labelled of documents) {
    const name = `${labelled.id.split("-").at(-1)}.pdf`;
    const file = join(folder, name);
    writeFileSync(file, (await exportDocument(labelled.document, "pdf")) as Uint8Array);
    samples.push({ name, file, fields: rightOf(labelled, fields) });
  }
  return samples;
}
