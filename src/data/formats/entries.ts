/**
 * From what a layout's file says of one document to LabelledDocuments, one at a time: limit, choice of ids, problems that cost
 * one document, images when they are asked for. Knows no layout.
 */
import { DOCUMENT_VERSION, type Page } from "../../document/document.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { explain } from "../../read/problem.ts";
import { readDocument } from "../../read/read-document.ts";
import { attachImages, FormatError, tolerate } from "../common-format.ts";
import { tablePage } from "../table-page.ts";
import type { FormatOptions } from "./format.ts";

/** Image file of each page (null: none), or the PDF whose pages they are. */
export type PageFiles = readonly (string | null)[] | { pdf: string };

export interface Draft {
  labelled: LabelledDocument;
  images?: PageFiles;
}

/** A document that is not read yet. */
export interface Entry {
  id: string;
  /** @throws FormatError */
  read(): Draft | Promise<Draft>;
}

/** A labelled document; labels that are left out are empty. */
export function labelledOf(
  id: string,
  source: string,
  split: string,
  pages: Page[],
  labels: Partial<Omit<LabelledDocument, "id" | "source" | "split" | "document">> = {},
): LabelledDocument {
  return {
    id,
    source,
    split,
    document: { version: DOCUMENT_VERSION, source: { name: id, mime: "application/json", sha256: "" }, pages },
    questions: [],
    fields: {},
    entities: [],
    links: [],
    statements: [],
    ...labels,
  };
}

async function attach(labelled: LabelledDocument, files: PageFiles): Promise<void> {
  if (!("pdf" in files)) return attachImages(labelled, files);
  try {
    const { document } = await readDocument(files.pdf, { ocr: false });
    for (const page of labelled.document.pages) page.image = document.pages[page.number]?.image;
  } catch (cause) {
    throw new FormatError(files.pdf, 0, "", `the pages of ${labelled.id} cannot be drawn: ${explain(cause)}`, {
      cause,
    });
  }
}

/** A document that is a table alone, with the table drawn as its page; any other as it is. */
export function withTablePage(labelled: LabelledDocument, { tables, images }: FormatOptions): LabelledDocument {
  if (tables === "bare" || !labelled.table || labelled.document.pages.length > 0) return labelled;
  const page = tablePage(labelled.table, labelled.id, { image: images });
  return { ...labelled, document: { ...labelled.document, pages: [page] } };
}

/** Reads what `options` want of `entries`. @throws FormatError */
export async function* readEntries(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
  options: FormatOptions = {},
): AsyncIterable<LabelledDocument> {
  let given = 0;
  for await (const entry of entries) {
    if (options.limit !== undefined && given >= options.limit) return;
    if (options.ids && !options.ids.has(entry.id)) continue;
    let labelled: LabelledDocument;
    try {
      const draft = await entry.read();
      labelled = withTablePage(draft.labelled, options);
      if (options.images && draft.images) await attach(labelled, draft.images);
    } catch (error) {
      tolerate(error, options);
      continue;
    }
    yield labelled;
    given++;
  }
}
