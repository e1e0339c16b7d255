/**
 * Pages without labels: a folder of PDFs, images and OCR results, or the page images of labelled documents read anew. Every
 * file is read once (readDocument); its pages stay on disk under the hash of its content and how it was read, each by itself, so
 * that a page of a long document is at hand at once.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { DOCUMENT_VERSION, type Page, type Pixels } from "../document/document.ts";
import { documentFromJson, documentToJson } from "../document/json.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { encodePng } from "../read/image.ts";
import { explain, ReadError } from "../read/problem.ts";
import { type ReadResult, readDocument } from "../read/read-document.ts";

/** Raised whenever files are read otherwise, or the stored pages look otherwise. */
const VERSION = 1;

export interface PageFolderOptions {
  /** Folder in which read pages are kept; made when absent. */
  cache: string;
  /** What recognises scans. Default "small". */
  ocr?: "small" | "tiny" | "tesseract";
  /** The first so many files or documents. */
  limit?: number;
  threads?: number;
  signal?: AbortSignal;
  /** After each file. */
  onProgress?: (progress: { done: number; of: number | null; name: string; cached: boolean }) => void;
}

/** A file (or page image) that was read. */
export interface PageFile {
  /** Path from the folder, or the document's id and page. */
  name: string;
  bytes: number;
  /** Of its content. */
  sha256: string;
  /** Where its pages stand: a folder of the cache. */
  place: string;
  /** How many pages have words. */
  pages: number;
}

export interface PageFolder {
  /** Those with a page that has words, by name. */
  files: PageFile[];
  /** What could not be read, and why; kinds of files that nobody could read are not among them. */
  problems: { name: string; message: string }[];
}

/** A page that was kept cannot be had. */
export class PageFolderError extends TypeError {
  readonly code = "page-folder";
  readonly file: string;
  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.name = "PageFolderError";
    this.file = file;
  }
}

interface Index {
  pages: number;
  problems: string[];
  /** The file is of no kind that is read: not a failure. */
  foreign: boolean;
}

/** Paths of all files below `folder`, relative to it, sorted; names that begin with a dot are left out. */
async function pathsBelow(folder: string, inside = ""): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await pathsBelow(folder, path)));
    else if (entry.isFile()) paths.push(path);
  }
  return paths.sort();
}

async function contentOf(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return { bytes: (await stat(file)).size, sha256: hash.digest("hex") };
}

/** The pages of all files below `folder` that can be read. @throws the file system's error; the signal's reason when aborted */
export async function readPageFolder(folder: string, options: PageFolderOptions): Promise<PageFolder> {
  const paths = (await pathsBelow(folder)).slice(0, options.limit);
  const kept = new Keeper(options, paths.length);
  for (const path of paths) {
    const file = join(folder, path);
    await kept.add(path, await contentOf(file), () => file);
  }
  return kept.result;
}

/** The page images of labelled documents, read anew as if nothing were known of them. */
export async function rereadPages(
  documents: AsyncIterable<LabelledDocument>,
  options: PageFolderOptions,
): Promise<PageFolder> {
  const kept = new Keeper(options, null);
  for await (const { id, document } of documents) {
    for (const { image, number } of document.pages) {
      if (!image) continue;
      const png = await encodePng(await image.read());
      const content = { bytes: png.length, sha256: createHash("sha256").update(png).digest("hex") };
      await kept.add(`${id} page ${number + 1}`, content, () => png);
    }
  }
  return kept.result;
}

/** Page `index` (of those that have words) of a file that was read. @throws PageFolderError when it is no longer kept */
export function keptPage({ place, name }: PageFile, index: number): Page {
  const path = join(place, `${index}.json.gz`);
  try {
    const { thumbnail, ...json } = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"));
    const page: Page = documentFromJson(json, name).pages[0];
    if (!thumbnail) return page;
    const pixels: Pixels = { ...thumbnail, data: new Uint8Array(Buffer.from(thumbnail.data, "base64")) };
    return {
      ...page,
      image: { width: pixels.width, height: pixels.height, thumbnail: pixels, read: async () => pixels },
    };
  } catch (cause) {
    throw new PageFolderError(path, `the kept page cannot be read; delete ${place}, it is then made anew`, { cause });
  }
}

/** Reads what is not kept yet, and counts what there is. */
class Keeper {
  readonly result: PageFolder = { files: [], problems: [] };
  readonly #options: PageFolderOptions;
  readonly #count: number | null;
  #done = 0;

  constructor(options: PageFolderOptions, count: number | null) {
    this.#options = options;
    this.#count = count;
  }

  async add(
    name: string,
    content: Pick<PageFile, "bytes" | "sha256">,
    source: () => string | Uint8Array,
  ): Promise<void> {
    const { cache, ocr = "small", threads, signal, onProgress } = this.#options;
    signal?.throwIfAborted();
    const { sha256 } = content;
    const place = join(cache, "pages", sha256.slice(0, 2), `${sha256.slice(2)}-${ocr}-${VERSION}`);
    const indexFile = join(place, "index.json");
    const cached = existsSync(indexFile);
    const index: Index = cached
      ? JSON.parse(readFileSync(indexFile, "utf8"))
      : keep(place, await attempt(() => readDocument(source(), { name, ocr, threads, signal }), signal));
    if (index.pages > 0) this.result.files.push({ name, ...content, place, pages: index.pages });
    for (const message of index.foreign ? [] : index.problems) this.result.problems.push({ name, message });
    onProgress?.({ done: ++this.#done, of: this.#count, name, cached });
  }
}

async function attempt(
  read: () => Promise<ReadResult>,
  signal: AbortSignal | undefined,
): Promise<ReadResult | ReadError> {
  try {
    return await read();
  } catch (error) {
    signal?.throwIfAborted();
    // A missing engine is missing for all files: that no file is to blame for.
    if (error instanceof ReadError && error.code !== "ocr-unavailable") return error;
    throw error;
  }
}

/** Writes the pages, and last the index: whoever finds it finds all. */
function keep(place: string, result: ReadResult | ReadError): Index {
  mkdirSync(place, { recursive: true });
  const write = (name: string, bytes: Uint8Array | string) => {
    const draft = join(place, `${name}.${randomUUID()}`);
    writeFileSync(draft, bytes);
    renameSync(draft, join(place, name));
  };
  let index: Index;
  if (result instanceof ReadError) {
    index = { pages: 0, problems: [explain(result)], foreign: result.code === "unsupported" };
  } else {
    const { document, problems } = result;
    const worded = document.pages.filter((page) => page.words.length > 0);
    worded.forEach((page, i) => {
      const json = documentToJson({ version: DOCUMENT_VERSION, source: document.source, pages: [page] });
      const small = page.image?.thumbnail;
      const thumbnail = small && { ...small, data: Buffer.from(small.data).toString("base64") };
      write(`${i}.json.gz`, gzipSync(JSON.stringify({ ...json, thumbnail })));
    });
    index = { pages: worded.length, problems: problems.map(({ message }) => message), foreign: false };
  }
  write("index.json", JSON.stringify(index));
  return index;
}
