/**
 * The documents of a workspace: taken in once (known by the SHA-256 of their bytes), read, listed with the most doubtful first,
 * erased without a trace but the fact. Each stands in a folder of its own, called by its id.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { imageOf } from "../data/common-format.ts";
import type { Document } from "../document/document.ts";
import { documentFromJson, documentToJson } from "../document/json.ts";
import type { DocumentJson } from "../document/schema.ts";
import { encodeWebp, narrowWebp } from "../read/image.ts";
import type { ReadLimits } from "../read/limits.ts";
import type { OcrChoice } from "../read/options.ts";
import { explain, isFailure, ReadError, type ReadErrorCode } from "../read/problem.ts";
import { readDocument } from "../read/read-document.ts";
import { sniff } from "../read/sniff.ts";
import { writeDurably } from "../train/snapshot.ts";
import { type Correction, corrected, putCorrection } from "./corrections.ts";
import { ConflictError, WorkspaceError } from "./errors.ts";
import { changedFields, checkLabel, type Label, labelUnder, NO_LABEL, type StoredLabel } from "./label.ts";
import { type SchemaField, underSchema } from "./schema-fields.ts";
import { newest, putVersion, readVersion } from "./versions.ts";
import type { Workspace } from "./workspace.ts";

/** What is known of a document beside its words. */
export interface About {
  id: string;
  name: string;
  /** Of the file; of its words and images where it came from a data set. */
  sha256: string;
  /** ISO 8601. */
  added: string;
  /** Name of the file in its folder; null where it came from a data set, page by page. */
  source: string | null;
  mime: string;
  /** null while it is not read. */
  pages: number | null;
  /** Why it could not be read; or which pages could not. */
  problem: string | null;
  /** What kind of problem that is, where it was not read at all: "password-needed". */
  code?: ReadErrorCode | null;
}

/** A file that was taken in. */
export interface Added {
  id: string;
  name: string;
  /** It was there already. */
  duplicate: boolean;
}

/** Longest side of a page's image as it is kept, pixels. */
const IMAGE_SIDE = 2400;

const isId = (id: string) => /^[0-9a-f]{16}$/.test(id);

/** The folder of a document. @throws WorkspaceError "no-such-document" */
export function folderOf(workspace: Workspace, id: string): string {
  const folder = workspace.path("documents", id);
  if (!isId(id) || !existsSync(folder)) {
    throw new WorkspaceError("no-such-document", `the workspace has no document ${JSON.stringify(id)}`);
  }
  return folder;
}

/** Ids of all documents, sorted. */
export function documentIds(workspace: Workspace): string[] {
  const folder = workspace.path("documents");
  return existsSync(folder) ? readdirSync(folder).filter(isId).sort() : [];
}

export function aboutOf(workspace: Workspace, id: string): About {
  const file = `${folderOf(workspace, id)}/about.json`;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    // Between looking and reading it may have been erased.
    throw new WorkspaceError("no-such-document", `the document ${id} is gone`, file, { cause });
  }
}

const writeAbout = (folder: string, about: About) =>
  writeDurably(`${folder}/about.json`, `${JSON.stringify(about, null, 2)}\n`);

/**
 * Puts a document's folder in its place, whole. @param fill writes what the folder holds beside about.json
 * @returns whether it was there already
 */
export async function place(
  workspace: Workspace,
  about: About,
  who: string,
  fill: (folder: string) => void | Promise<void>,
): Promise<Added> {
  const { id, name } = about;
  const target = workspace.path("documents", id);
  if (existsSync(target)) return { id, name: aboutOf(workspace, id).name, duplicate: true };
  const draft = workspace.path("incoming", randomUUID());
  mkdirSync(draft, { recursive: true });
  try {
    await fill(draft);
    writeAbout(draft, about);
    mkdirSync(workspace.path("documents"), { recursive: true });
    try {
      renameSync(draft, target);
    } catch (error) {
      if (!existsSync(target)) throw error;
      return { id, name, duplicate: true };
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  workspace.note({ who, action: "document-added", document: id });
  return { id, name, duplicate: false };
}

export const sha256Of = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** The id of a document with this SHA-256. */
export const idOf = (sha256: string) => sha256.slice(0, 16);

/** Takes a file in; it is read later (readInto). A file that can be of no kind that is read is taken, too, and says so then. */
export function addDocument(
  workspace: Workspace,
  file: { name: string; bytes: Uint8Array },
  who: string,
): Promise<Added> {
  const { bytes } = file;
  const name = basename(file.name.replaceAll("\\", "/")).replace(/\p{Cc}/gu, "") || "document";
  const sha256 = sha256Of(bytes);
  const ending = extname(name).toLowerCase();
  const source = `source${/^\.[a-z0-9]{1,8}$/.test(ending) ? ending : ".bin"}`;
  const about: About = {
    id: idOf(sha256),
    name,
    sha256,
    added: new Date().toISOString(),
    source,
    mime: sniff(bytes).mime,
    pages: null,
    problem: null,
  };
  return place(workspace, about, who, (folder) =>
    writeFileSync(`${folder}/${source}`, bytes, { flush: true } as object),
  );
}

/** Writes the words and the page images of a document that was read. */
export async function storeDocument(folder: string, document: Document): Promise<void> {
  mkdirSync(`${folder}/pages`, { recursive: true });
  for (const page of document.pages) {
    if (page.image)
      writeDurably(`${folder}/pages/${page.number}.webp`, await encodeWebp(await page.image.read(), IMAGE_SIDE));
  }
  // Last: a folder with words is one that was read.
  writeDurably(`${folder}/document.json`, `${JSON.stringify(documentToJson(document))}\n`);
}

/** How a file is read into words and pictures. */
export interface ReadingOptions {
  limits?: Partial<ReadLimits>;
  threads?: number;
  signal?: AbortSignal;
  password?: string;
  /** Default: as the workspace is set. */
  ocr?: OcrChoice;
  /** Pages done, and pages in all. */
  onProgress?: (done: number, pages: number) => void;
}

/** Reads a document's file into words and images. A file that cannot be read is marked so, and is no error. */
export async function readInto(workspace: Workspace, id: string, options: ReadingOptions = {}): Promise<About> {
  const folder = folderOf(workspace, id);
  const about = aboutOf(workspace, id);
  if (about.source === null) return about;
  const { ocr, language } = workspace.settings;
  const { onProgress, ...rest } = options;
  let [pages, problem, code]: [number | null, string | null, ReadErrorCode | null] = [null, null, null];
  try {
    const bytes = await readFile(`${folder}/${about.source}`);
    const { document, problems } = await readDocument(bytes, {
      ocr,
      language,
      ...rest,
      name: about.name,
      onProgress: (progress) => onProgress?.(progress.done, progress.pages),
    });
    const failed = problems.filter(isFailure);
    if (failed.length > 0) problem = failed.map(({ message }) => message).join("; ");
    await storeDocument(folder, document);
    pages = document.pages.length;
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    problem = explain(error);
    code = error.code;
  }
  const read: About = { ...about, pages, problem, code };
  writeAbout(folderOf(workspace, id), read);
  workspace.note({ who: "docformer", action: pages === null ? "document-unreadable" : "document-read", document: id });
  return read;
}

export const isRead = (workspace: Workspace, id: string) => existsSync(`${folderOf(workspace, id)}/document.json`);

/**
 * The words of a document as they were written and corrected here, unchecked: long documents are looked at and labelled word by word.
 * null while it is not read.
 */
export function storedWords(workspace: Workspace, id: string): DocumentJson | null {
  const folder = folderOf(workspace, id);
  const file = `${folder}/document.json`;
  return existsSync(file) ? corrected(folder, JSON.parse(readFileSync(file, "utf8"))) : null;
}

/** Corrects a word that was read wrong. @throws WorkspaceError "not-read", "bad-label"; ConflictError */
export function correctWord(workspace: Workspace, id: string, input: unknown, who: string): Correction {
  const json = storedWords(workspace, id);
  if (!json) throw new WorkspaceError("not-read", `${aboutOf(workspace, id).name} was not read yet`);
  const done = putCorrection(folderOf(workspace, id), json, input, who);
  workspace.note({ who, action: "document-corrected", document: id });
  return done;
}

/** The words of a document, corrected unless they are wanted as read, and its page images unless they are not wanted. @throws WorkspaceError "not-read" */
export async function loadDocument(
  workspace: Workspace,
  id: string,
  options: { images?: boolean; asRead?: boolean } = {},
): Promise<Document> {
  const folder = folderOf(workspace, id);
  let text: string;
  try {
    text = await readFile(`${folder}/document.json`, "utf8");
  } catch (cause) {
    const { name, problem } = aboutOf(workspace, id);
    const why = problem === null ? "was not read yet" : `could not be read: ${problem}`;
    throw new WorkspaceError("not-read", `${name} ${why}`, null, { cause });
  }
  const json: DocumentJson = JSON.parse(text);
  const document = documentFromJson(options.asRead ? json : corrected(folder, json));
  if (options.images ?? true) {
    for (const page of document.pages) {
      const file = `${folder}/pages/${page.number}.webp`;
      if (existsSync(file)) page.image = await imageOf(file);
    }
  }
  return document;
}

/** The image of a page as WebP, at most `width` pixels wide. @throws WorkspaceError "no-such-page" */
export async function pagePicture(workspace: Workspace, id: string, page: number, width?: number): Promise<Uint8Array> {
  const file = `${folderOf(workspace, id)}/pages/${page}.webp`;
  if (!existsSync(file))
    throw new WorkspaceError("no-such-page", `the document ${id} has no image of page ${page + 1}`);
  const bytes = await readFile(file);
  return width === undefined ? bytes : narrowWebp(bytes, width);
}

/** The label as it was at `version`, under the fields of then or now. */
export function labelAt(workspace: Workspace, id: string, version: number, fields: readonly SchemaField[]): Label {
  const value = version === 0 ? NO_LABEL : readVersion<StoredLabel>(labelsOf(workspace, id), version);
  return labelUnder({ version, value }, fields);
}

const labelsOf = (workspace: Workspace, id: string) => `${folderOf(workspace, id)}/labels`;

/** The newest label of a document; without fields where nobody has labelled it. @throws WorkspaceError "no-such-document" */
export function labelOf(workspace: Workspace, id: string, fields: readonly SchemaField[] = workspace.fields()): Label {
  return labelUnder(newest<StoredLabel>(labelsOf(workspace, id), NO_LABEL), fields);
}

/**
 * Saves the label that follows version `base`. @returns its version
 * @throws WorkspaceError "bad-label"; ConflictError, whose `current` is the label as it stands now
 */
export async function putLabel(
  workspace: Workspace,
  id: string,
  input: unknown,
  base: number,
  who: string,
): Promise<number> {
  const fields = workspace.fields();
  const checked = checkLabel(input, fields, storedWords(workspace, id));
  const before = newest<StoredLabel>(labelsOf(workspace, id), NO_LABEL).value;
  const { known, others } = underSchema(before.fields, fields);
  const stored: StoredLabel = { fields: { ...others, ...checked }, at: new Date().toISOString(), who };
  let version: number;
  try {
    version = putVersion(labelsOf(workspace, id), base, stored, `the label of ${aboutOf(workspace, id).name}`);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw new ConflictError(error.what, error.version, labelOf(workspace, id, fields));
  }
  workspace.note({ who, action: "label", document: id, version, fields: changedFields(known, checked) });
  return version;
}

/** Folders that an import or an erasure left when it was cut off are older than this, milliseconds. */
const LEFT_OVER = 3_600_000;

/** Erases a document's folder. What models have said of it is erased by models.ts, which calls this. */
export function eraseFolder(workspace: Workspace, id: string, who: string): void {
  const folder = folderOf(workspace, id);
  const trash = workspace.path("incoming", randomUUID());
  mkdirSync(workspace.path("incoming"), { recursive: true });
  // At once out of everybody's sight, whatever happens to the rest.
  renameSync(folder, trash);
  rmSync(trash, { recursive: true, force: true });
  for (const name of readdirSync(workspace.path("incoming"))) {
    const left = workspace.path("incoming", name);
    const { mtimeMs } = statSync(left, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY };
    if (Date.now() - mtimeMs > LEFT_OVER) rmSync(left, { recursive: true, force: true });
  }
  workspace.note({ who, action: "document-erased", document: id });
}
