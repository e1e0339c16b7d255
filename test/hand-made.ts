/** Data sets written by hand into a temporary folder: files, blank images, and the documents that a layout reads of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { openFormat } from "../src/data/formats/formats.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { encodePng } from "../src/read/image.ts";

/** A folder that is gone when the tests of the file have run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "docformer-hand-made-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes `files` below `root`: text and bytes as they are, objects as JSON. @returns `root` */
export function put(root: string, files: Readonly<Record<string, string | Uint8Array | object>>): string {
  for (const [name, content] of Object.entries(files)) {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    const plain = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(file, plain ? content : JSON.stringify(content));
  }
  return root;
}

/** A white image. */
export function blankPng(width: number, height: number): Promise<Uint8Array> {
  return encodePng({ width, height, data: new Uint8Array(width * height * 3).fill(255) });
}

/** The documents of a split with their images. */
export async function readAll(format: string, folder: string, split: string): Promise<LabelledDocument[]> {
  const documents: LabelledDocument[] = [];
  for await (const labelled of (await openFormat(format)).read(folder, split, { images: true }))
    documents.push(labelled);
  return documents;
}
