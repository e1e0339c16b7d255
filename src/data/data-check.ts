/**
 * Whether a data set can be trained on, before anything is: every document is read, its images too, and what readers cannot
 * know to be wrong is looked at. Problems are values that name file and field.
 */
import type { Page } from "../document/document.ts";
import type { LabelledDocument, LabelledTable } from "../document/labelled.ts";
import type { DataFormat } from "./formats/format.ts";

export interface DataProblem {
  /** The file, or the folder where the reader's file is not known. */
  file: string;
  /** From 1; 0: the file as a whole. */
  line: number;
  /** The document, where it could be read. */
  document: string | null;
  /** Path of the field, e.g. "questions[2].answers[0]". */
  field: string;
  message: string;
}

interface Finding {
  field: string;
  message: string;
}

/** Shares of the page by which the shapes of a page and its image may differ: stored sizes are whole numbers. */
const SHAPE_SLACK = 0.02;

function pageFindings(page: Page, at: string): Finding[] {
  const found: Finding[] = [];
  if (!(page.width > 0 && page.height > 0)) found.push({ field: at, message: `is ${page.width} x ${page.height}` });
  const { image } = page;
  if (image && Math.abs((image.width / image.height) * (page.height / page.width) - 1) > SHAPE_SLACK) {
    const message = `is ${image.width} x ${image.height}, another shape than the page of ${page.width} x ${page.height}`;
    found.push({ field: `${at}.image`, message });
  }
  page.words.forEach(({ text }, i) => {
    if (text.trim() === "") found.push({ field: `${at}.words[${i}].text`, message: "is blank" });
  });
  return found;
}

function tableFindings({ header, rows }: LabelledTable): Finding[] {
  if (header.length === 0) return [{ field: "table.header", message: "is empty" }];
  return rows.flatMap((row, i) =>
    row.length === header.length
      ? []
      : [{ field: `table.rows[${i}]`, message: `has ${row.length} cells under a header of ${header.length}` }],
  );
}

/** What is wrong with the labels of a document that could be read. */
export function documentFindings(labelled: LabelledDocument): Finding[] {
  const { document, questions, entities, statements, table } = labelled;
  const found: Finding[] = [];
  const add = (field: string, message: string) => found.push({ field, message });
  if (document.pages.length === 0 && !table) add("pages", "is empty, and there is no table in place of pages");
  document.pages.forEach((page, i) => {
    found.push(...pageFindings(page, `pages[${i}]`));
  });
  if (table) found.push(...tableFindings(table));
  const asked = new Set<string>();
  questions.forEach(({ id, question, answers, evidence }, i) => {
    if (asked.has(id)) add(`questions[${i}].id`, `"${id}" is another question's, too`);
    asked.add(id);
    if (question.trim() === "") add(`questions[${i}].question`, "is blank");
    answers.forEach((answer, k) => {
      if (answer.trim() === "") add(`questions[${i}].answers[${k}]`, "is blank");
    });
    evidence?.forEach(({ words }, k) => {
      if (words.length === 0) add(`questions[${i}].evidence[${k}].words`, "is empty");
    });
  });
  const ids = new Set<string | number>();
  entities.forEach(({ id, label, words }, i) => {
    if (ids.has(id)) add(`entities[${i}].id`, `${id} is another entity's, too`);
    ids.add(id);
    if (label.trim() === "") add(`entities[${i}].label`, "is blank");
    if (new Set(words).size !== words.length) add(`entities[${i}].words`, "names a word twice");
  });
  statements.forEach(({ text }, i) => {
    if (text.trim() === "") add(`statements[${i}].text`, "is blank");
  });
  return found;
}

/**
 * Reads the whole split with its images.
 * @throws FormatError where the folder or the split as a whole cannot be read
 */
export async function checkSplit(
  format: DataFormat,
  folder: string,
  split: string,
  onDocument: (done: number) => void = () => {},
): Promise<{ documents: number; problems: DataProblem[] }> {
  const problems: DataProblem[] = [];
  const ids = new Set<string>();
  let documents = 0;
  const options = {
    images: true,
    tables: "bare" as const,
    onProblem: ({ file, line, field, message }: { file: string; line: number; field: string; message: string }) =>
      problems.push({ file, line, document: null, field, message }),
  };
  for await (const labelled of format.read(folder, split, options)) {
    documents++;
    const found = documentFindings(labelled);
    if (ids.has(labelled.id)) found.push({ field: "id", message: "is another document's, too" });
    ids.add(labelled.id);
    for (const { field, message } of found) {
      problems.push({ file: folder, line: 0, document: labelled.id, field, message });
    }
    onDocument(documents);
  }
  return { documents, problems };
}
