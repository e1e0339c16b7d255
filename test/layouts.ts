/** Folders that tests fill with the files of a data layout, and what layouts give and take, as lists. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { encodePng } from "../src/read/image.ts";

/** A new folder with these files (text, bytes, or a value for JSON), gone after the test. */
export async function folderWith(t: TestContext, files: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "docformer-layout-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    const raw = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(join(folder, name), raw ? content : JSON.stringify(content));
  }
  return folder;
}

/** A white page as PNG. */
export function whitePng(width: number, height: number): Promise<Uint8Array> {
  return encodePng({ width, height, data: new Uint8Array(width * height * 3).fill(255) });
}

export async function all(documents: AsyncIterable<LabelledDocument>): Promise<LabelledDocument[]> {
  const list: LabelledDocument[] = [];
  for await (const labelled of documents) list.push(labelled);
  return list;
}

/** `list` as a layout's writer takes it. */
export async function* stream(list: readonly LabelledDocument[]): AsyncIterable<LabelledDocument> {
  yield* list;
}

/** Words of a document's page in order. */
export function wordsOn({ document }: LabelledDocument, page = 0): string[] {
  return document.pages[page].words.map(({ text }) => text);
}
