/**
 * Donut (Kim et al. 2022): `<split>/metadata.jsonl` beside the images, a line a page: file_name and ground_truth, JSON in a
 * string, with gt_parse (a tree of values, or `{ "class": ... }`) or gt_parses (questions with answers). There are no words: they
 * are read from the images. Values become fields called by their path ("menu.nm"), those of lists become lists.
 */
import { basename, extname, join } from "node:path";
import { isRecord } from "../../document/json.ts";
import type { LabelledDocument, LabelledQuestion } from "../../document/labelled.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { readCord } from "./cord.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, namesIn, readJsonLines } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { pageBeside } from "./ocr-page.ts";
import { fileOf } from "./question-file.ts";
import { onlyPage, stemOf, storeNeededImage, writeLines } from "./writing.ts";

const METADATA = "metadata.jsonl";

async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const own = firstThere(join(folder, METADATA));
  // As Hugging Face calls a folder without splits.
  if (own) files.set("train", own);
  for (const name of await namesIn(folder)) {
    const file = firstThere(join(folder, name, METADATA));
    if (file) files.set(name, file);
  }
  if (files.size > 0) return files;
  throw new FormatError(folder, 0, "", `is not Donut's: neither ${METADATA} nor <split>/${METADATA} stands there`);
}

type Labels = Pick<LabelledDocument, "fields" | "questions">;

/** The values of a tree of objects, lists and scalars, by path; "" where an object of a list lacks what others of it have. */
function valuesOf(tree: unknown, path: string, fields: Map<string, string[]>): void {
  if (Array.isArray(tree)) {
    const rows = tree.filter((entry) => isRecord(entry));
    const keys = new Set(rows.flatMap((row) => Object.keys(row)));
    const isLeaf = (value: unknown) => value === undefined || value === null || typeof value !== "object";
    const columns = [...keys].filter((key) => rows.every((row) => isLeaf(row[key])));
    for (const key of columns) {
      const cells = rows.map((row) => String(row[key] ?? ""));
      const at = path === "" ? key : `${path}.${key}`;
      if (cells.some((cell) => cell !== "")) fields.set(at, [...(fields.get(at) ?? []), ...cells]);
    }
    for (const entry of tree) {
      const rest = Object.entries(isRecord(entry) ? entry : {}).filter(([key]) => !columns.includes(key));
      valuesOf(isRecord(entry) ? Object.fromEntries(rest) : entry, path, fields);
    }
  } else if (typeof tree === "object" && tree !== null) {
    for (const [key, value] of Object.entries(tree)) valuesOf(value, path === "" ? key : `${path}.${key}`, fields);
  } else if (tree !== null && tree !== undefined && tree !== "")
    fields.set(path, [...(fields.get(path) ?? []), String(tree)]);
}

/** Questions with their answers; each accepted answer is a parse of its own. */
function questionsOf(check: Check, parses: unknown, id: string): LabelledQuestion[] {
  const answers = new Map<string, string[]>();
  for (const [i, entry] of check.list(parses, "gt_parses").entries()) {
    const { question, answer } = check.object(entry, `gt_parses[${i}]`);
    const text = check.text(question, `gt_parses[${i}].question`);
    const known = answers.get(text) ?? [];
    answers.set(text, known);
    if (answer !== undefined && answer !== null) known.push(check.text(answer, `gt_parses[${i}].answer`));
  }
  return [...answers].map(([question, list], i) => ({ id: `${id}-${i}`, question, answers: list, kind: "question" }));
}

/**
 * What a `ground_truth` says of the document `id`; with CORD's words where it holds them (`valid_line`), else without pages.
 * @throws FormatError naming file, line and field
 */
export function readGroundTruth(
  text: unknown,
  place: { file: string; line: number; id: string; split: string },
): { labels: Labels; cord: LabelledDocument | null } {
  const check = checkOf(place.file, place.line);
  let raw: unknown;
  try {
    raw = JSON.parse(check.text(text, "ground_truth"));
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw new FormatError(place.file, place.line, "ground_truth", "is not JSON in a string", { cause });
  }
  const truth = check.object(raw, "ground_truth");
  const isQuestions = truth.gt_parses !== undefined;
  if (!isQuestions && truth.gt_parse === undefined) check.fail("ground_truth", "has neither gt_parse nor gt_parses");
  const fields = new Map<string, string[]>();
  if (!isQuestions) valuesOf(truth.gt_parse, "", fields);
  const plain = [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]);
  const labels: Labels = {
    fields: Object.fromEntries(plain),
    questions: isQuestions ? questionsOf(check, truth.gt_parses, place.id) : [],
  };
  return { labels, cord: Array.isArray(truth.valid_line) ? readCord(truth, place) : null };
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  for await (const { line, parse } of readJsonLines(file)) {
    const check = checkOf(file, line);
    const raw = check.object(parse(), "");
    const name = check.text(raw.file_name, "file_name");
    const id = basename(name, extname(name));
    const read = async (): Promise<Draft> => {
      const { labels, cord } = readGroundTruth(raw.ground_truth, { file, line, id, split });
      const image = firstThere(join(file, "..", name));
      if (cord) return { labelled: { ...cord, source: "donut" }, images: [image ?? null] };
      const page = await pageBeside({ image }, { id, file, field: "file_name" });
      return { labelled: labelledOf(id, "donut", split, [page], labels), images: [image ?? null] };
    };
    yield { id, read };
  }
}

/**
 * Fields as a tree: "menu.nm" becomes an object, of several values a list of objects, one a value. A path whose beginning is a
 * field itself stays one key.
 */
function treeOf(fields: LabelledDocument["fields"]): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(fields)) {
    const [head, ...rest] = path.split(".");
    const [key, known] = [rest.join("."), tree[head]];
    if (rest.length === 0 || head in fields) tree[path] = value;
    else if (!Array.isArray(value) && !Array.isArray(known)) tree[head] = { ...(known as object), [key]: value };
    else {
      const list = ([known ?? []].flat() as object[]).slice();
      for (const [i, text] of [value].flat().entries()) list[i] = { ...list[i], [key]: text };
      tree[head] = list;
    }
  }
  return tree;
}

export const donut: DataFormat = {
  name: "donut",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  /** Questions where there are any, else fields: a line of Donut's holds one of the two. */
  async write(folder, split, documents) {
    const file = join(folder, split, METADATA);
    async function* lines() {
      for await (const labelled of documents) {
        const page = onlyPage(labelled, "Donut", file);
        const file_name = await storeNeededImage(page, join(folder, split), stemOf(labelled, ""), labelled.id);
        const parses = labelled.questions.flatMap(({ question, answers }) =>
          answers.length > 0 ? answers.map((answer) => ({ question, answer })) : [{ question }],
        );
        if (parses.length === 0 && Object.keys(labelled.fields).length === 0)
          throw new FormatError(
            file,
            0,
            "",
            `${labelled.id} has neither fields nor questions, all that Donut's layout can hold`,
          );
        const truth = parses.length > 0 ? { gt_parses: parses } : { gt_parse: treeOf(labelled.fields) };
        yield JSON.stringify({ file_name, ground_truth: JSON.stringify(truth) });
      }
    }
    return writeLines(file, lines());
  },
};
