/**
 * Labels out of a workspace and into it: files as they are, data sets in any layout with their labels, Label Studio's work on what
 * was exported, tables. A document that the workspace has already gets the labels; none is doubled.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openFormat } from "../data/formats/formats.ts";
import { mentionsOf } from "../data/locate.ts";
import type { Document } from "../document/document.ts";
import { textOf } from "../document/document.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { exactMatch } from "../tasks/metrics/exact-match.ts";
import { csvOf, labelsFromCsv } from "./csv.ts";
import { type Added, documentIds, isRead, labelOf, loadDocument, putLabel } from "./documents.ts";
import { WorkspaceError } from "./errors.ts";
import type { LabelField } from "./label.ts";
import { addLabelled, labelFrom, labelledDocuments, schemaFrom } from "./labelled.ts";
import type { Workspace } from "./workspace.ts";

/** Layouts that labels can be written in. */
export const EXPORTS = ["docformer", "csv", "label-studio", "funsd", "donut", "due"] as const;
/** A layout that labels can be written in. */
export type ExportFormat = (typeof EXPORTS)[number];

/** What was written, and what the layout cannot hold. */
export interface Exported {
  format: ExportFormat;
  documents: number;
  /** Documents that the layout cannot hold, and why. */
  leftOut: { id: string; name: string; reason: string }[];
}

/** Why a layout cannot hold a document; null where it can. */
function misfit(format: ExportFormat, { document, fields }: LabelledDocument): string | null {
  const pictured = document.pages.every((page) => page.image);
  if (format === "funsd" || format === "donut") {
    if (document.pages.length !== 1) return `has ${document.pages.length} pages, and ${format} holds one`;
    if (!pictured) return `has no picture of its page, which ${format} needs`;
    if (format === "donut" && Object.keys(fields).length === 0) return "has no label";
  }
  if (format === "label-studio" && !pictured) return "has no pictures of its pages, which label-studio needs";
  return null;
}

/**
 * Writes what is labelled (`all`: everything that was read) to an empty folder; a table to labels.csv in it.
 * @throws WorkspaceError "not-empty"
 */
export async function exportWorkspace(
  workspace: Workspace,
  format: ExportFormat,
  folder: string,
  options: { all?: boolean; who: string; signal?: AbortSignal },
): Promise<Exported> {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new WorkspaceError("not-empty", `${folder} is not empty`, folder);
  const { who, all = false, signal } = options;
  const exported: Exported = { format, documents: 0, leftOut: [] };
  if (format === "csv") {
    const text = csvOf(workspace);
    writeFileSync(join(folder, "labels.csv"), text);
    exported.documents = documentIds(workspace).filter((id) => isRead(workspace, id)).length;
  } else {
    const layout = await openFormat(format);
    const fields = workspace.fields();
    const ids = documentIds(workspace).filter(
      (id) => isRead(workspace, id) && (all || Object.keys(labelOf(workspace, id, fields).fields).length > 0),
    );
    async function* fitting() {
      for await (const labelled of labelledDocuments(workspace, ids, { signal })) {
        const reason = misfit(format, labelled);
        if (reason === null) yield { ...labelled, wanted: undefined };
        else exported.leftOut.push({ id: labelled.id, name: labelled.document.source.name, reason });
      }
    }
    exported.documents = (await layout.write?.(folder, "train", fitting())) ?? 0;
  }
  workspace.note({ who, action: "exported", state: format });
  return exported;
}

/** Whether these words of the document say `text`. */
function says({ pages }: Document, page: number, words: readonly number[], text: string): boolean {
  const own = pages.find(({ number }) => number === page);
  return !!own && words.every((word) => word < own.words.length) && exactMatch(textOf(own, words), text);
}

/**
 * Where the texts of a label stand among the words that the workspace has: other layouts keep them in another order.
 * @param given the document that the label was made on; without it keys have no text to be found by
 */
function replaced(
  fields: Record<string, LabelField>,
  document: Document,
  given: Document | null,
): Record<string, LabelField> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, { keys, ...field }]): [string, LabelField] => {
      const { words, page = 0, text, box: _, ...rest } = field;
      if (!text || field.status === "absent") return [path, field];
      const moved = (keys ?? []).flatMap((key) => {
        const there = given?.pages.find(({ number }) => number === key.page);
        if (!there) return [];
        const named = textOf(there, key.words);
        return says(document, key.page, key.words, named) ? [key] : mentionsOf(document.pages, named).slice(0, 1);
      });
      const linked = moved.length > 0 ? { keys: moved } : {};
      if (words && says(document, page, words, text)) return [path, { ...field, ...linked }];
      const found = mentionsOf(document.pages, text);
      return [path, { ...rest, text, ...found[0], ...linked }];
    }),
  );
}

/** Adds labels to those of a document. @returns whether they changed anything */
async function mergeLabel(
  workspace: Workspace,
  id: string,
  given: Record<string, LabelField>,
  who: string,
  document: Document | null = null,
): Promise<boolean> {
  const before = labelOf(workspace, id);
  const fields = isRead(workspace, id)
    ? replaced(given, await loadDocument(workspace, id, { images: false }), document)
    : given;
  const merged = { ...before.fields };
  for (const [path, field] of Object.entries(fields)) {
    const known = merged[path];
    if (known && known.status === field.status && known.text === field.text) {
      if (field.keys && !known.keys) merged[path] = { ...known, keys: field.keys };
    } else merged[path] = field;
  }
  if (JSON.stringify(merged) === JSON.stringify(before.fields)) return false;
  await putLabel(workspace, id, { fields: merged }, before.version, who);
  return true;
}

/** Which documents of a data set are taken in, and for whom. */
export interface ImportOptions {
  split: string;
  limit?: number;
  who: string;
  signal?: AbortSignal;
  /** Puts a document on the words that it is to be known by, e.g. those of OCR. */
  see?: (labelled: LabelledDocument) => Promise<LabelledDocument>;
  /** A document that could not be read; the others are taken in. */
  onProblem?: (problem: Error) => void;
  /** Called after each document. */
  onDocument?: (added: Added & { labelled: boolean }) => void;
}

/**
 * Takes in the documents of a data set with their labels. A workspace without fields gets those of the data. Documents that were
 * exported from this workspace are known by their id, and get what was labelled elsewhere.
 */
export async function importData(
  workspace: Workspace,
  format: string,
  folder: string,
  options: ImportOptions,
): Promise<(Added & { labelled: boolean })[]> {
  const { split, limit, who, signal, see, onProblem, onDocument } = options;
  const layout = await openFormat(format);
  const given: LabelledDocument[] = [];
  if (workspace.fields().length === 0) {
    for await (const labelled of layout.read(folder, split, { limit, onProblem })) given.push(labelled);
    workspace.putSchema(schemaFrom(given), workspace.schema().version, who);
  }
  const own = new Set(documentIds(workspace));
  const done: (Added & { labelled: boolean })[] = [];
  for await (const labelled of layout.read(folder, split, { limit, images: true, onProblem })) {
    signal?.throwIfAborted();
    const known = /[0-9a-f]{16}$/.exec(labelled.id)?.[0] ?? "";
    let added: Added & { labelled: boolean };
    if (own.has(known)) {
      // In Label Studio the regions are what was worked on; the fields beside them are as they were exported.
      const label = labelFrom(labelled, workspace.fields(), format === "label-studio");
      const changed = await mergeLabel(workspace, known, label, who, labelled.document);
      added = { id: known, name: labelled.id, duplicate: true, labelled: changed };
    } else {
      const seen = see ? await see(labelled) : labelled;
      const before = await addLabelled(workspace, seen, who);
      added = { ...before, labelled: labelOf(workspace, before.id).version > 0 };
    }
    done.push(added);
    onDocument?.(added);
  }
  return done;
}

/** Labels of documents of the workspace from a table. @returns how many documents got some */
export async function importCsv(workspace: Workspace, file: string, who: string): Promise<number> {
  let count = 0;
  for (const { id, fields } of labelsFromCsv(workspace, readFileSync(file, "utf8"), basename(file))) {
    if (await mergeLabel(workspace, id, fields, who)) count++;
  }
  return count;
}

/** The files that are meant by paths: folders are gone through. Hidden and half-written ones are not documents. */
export function filesIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    const found = readdirSync(path, { recursive: true, withFileTypes: true });
    const files = found.filter((entry) => entry.isFile() && isDocumentName(entry.name));
    return files.map((entry) => join(entry.parentPath, entry.name)).sort();
  });
}

export const isDocumentName = (name: string) => !/^[.~]|\.(tmp|part|partial|crdownload|download)$/i.test(name);
