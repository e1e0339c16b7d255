/**
 * MP-DocVQA (Tito et al. 2022): questions on several pages. Either its `imdb_<split>.npy` as JSON lines `imdb_<split>.jsonl[.gz]`
 * (numpy's pickles are not read: they run code), or `<split>.json` with `page_ids` and words by Amazon Textract (`ocr/<page>.json`).
 * Images `images/<page>.jpg`. Consecutive questions on the same pages are one document. The page of the answer
 * (`answer_page_idx`) has no place in a labelled question and is not kept. How to export a pickle: the error that meets one.
 */
import { join } from "node:path";
import type { Page } from "../../document/document.ts";
import { FormatError } from "../common-format.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, imageNamed, imageSize, namesIn, readJsonLines } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage } from "./given-page.ts";
import { pageBeside } from "./ocr-page.ts";
import { fileOf, gathered, type QuestionRecord, questionOf, readQuestions } from "./question-file.ts";
import { neededQuestions, numberedId, stemOf, storeImage, writeLines } from "./writing.ts";

const PREFIX = "mp-docvqa-";
const KIND = "mp-docvqa";
const IMDB = /^(?:new_)?imdb_(\w+?)\.jsonl(\.gz)?$/;
const PICKLE = /^(?:new_)?imdb_\w+\.npy$/;
const QUESTIONS = /^(train|val|test)\.json$/;

async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  let pickle: string | undefined;
  for (const root of ["", "qas", "imdbs"].map((name) => join(folder, name))) {
    for (const name of await namesIn(root)) {
      const split = (IMDB.exec(name) ?? QUESTIONS.exec(name))?.[1];
      if (split) files.set(split, join(root, name));
      else if (PICKLE.test(name)) pickle = join(root, name);
    }
  }
  if (files.size > 0) return files;
  const message = pickle
    ? `is a pickle, which is not read here; export it as JSON lines: python -c 'import json,sys,numpy; [print(json.dumps(r, default=lambda a: a.tolist())) for r in numpy.load(sys.argv[1], allow_pickle=True)]' ${pickle} > ${pickle.replace(/npy$/, "jsonl")}`
    : "is not MP-DocVQA: neither imdb_<split>.jsonl nor <split>.json stands there";
  throw new FormatError(pickle ?? folder, 0, "", message);
}

const imageOf = (folder: string, page: string) => imageNamed(page, join(folder, "images"), folder);

/** A document of the pages `names` under the first question on them: questions on one document may see different pages. */
const idOf = (document: string, question: unknown) => `${PREFIX}${document}-${question}`;

async function* fromQuestions(folder: string, file: string, split: string): AsyncIterable<Entry> {
  const { check, records } = await readQuestions(file);
  const groups = gathered(records, ({ raw, at }) => JSON.stringify(check.list(raw.page_ids, `${at}.page_ids`)));
  for (const own of groups.values()) {
    const [{ raw, at }] = own;
    const id = idOf(check.text(raw.doc_id ?? raw.docId, `${at}.doc_id`), raw.questionId);
    const read = async () => {
      const questions = own.map((record) => questionOf(check, record, "questionId", KIND));
      const names = check
        .list(raw.page_ids, `${at}.page_ids`)
        .map((name, i) => check.text(name, `${at}.page_ids[${i}]`));
      const images = names.map((name) => imageOf(folder, name));
      const pages: Page[] = [];
      for (const [i, name] of names.entries()) {
        const ocr = firstThere(...["ocr", "OCR"].map((at) => join(folder, at, `${name}.json`)));
        pages.push(await pageBeside({ ocr, image: images[i] }, { id, file, field: `${at}.page_ids[${i}]` }, i));
      }
      return { labelled: labelledOf(id, KIND, split, pages, { questions }), images: images.map((one) => one ?? null) };
    };
    yield { id, read };
  }
}

async function readPages(folder: string, file: string, line: number, raw: Record<string, unknown>) {
  const check = checkOf(file, line);
  const single = !Array.isArray(raw.image_name);
  const listed = (value: unknown) => (single ? [value] : value);
  const names = check.list(listed(raw.image_name), "image_name").map((name, i) => check.text(name, `image_name[${i}]`));
  const tokens = check.list(listed(raw.ocr_tokens), "ocr_tokens");
  const boxes = check.list(listed(raw.ocr_normalized_boxes), "ocr_normalized_boxes");
  const pages: Page[] = [];
  const images: (string | null)[] = [];
  for (const [i, name] of names.entries()) {
    const own = check.list(tokens[i], `ocr_tokens[${i}]`);
    const places = check.list(boxes[i], `ocr_normalized_boxes[${i}]`);
    if (own.length !== places.length)
      check.fail(`ocr_normalized_boxes[${i}]`, `are ${places.length} for ${own.length} tokens`);
    const words = own.map((text, k): GivenWord => {
      const word = check.text(text, `ocr_tokens[${i}][${k}]`);
      return { text: word, box: places[k], at: `ocr_normalized_boxes[${i}][${k}]` };
    });
    const image = imageOf(folder, name);
    const size = image ? await imageSize(image) : null;
    pages.push(givenPage({ words, unit: "fractions", form: "corners", size, number: i }, file, line).page);
    images.push(image ?? null);
  }
  return { pages, images };
}

async function* fromRecords(folder: string, file: string, split: string): AsyncIterable<Entry> {
  let group: { key: string; line: number; raw: Record<string, unknown>; records: QuestionRecord[] } | undefined;
  const entry = ({ line, raw, records }: NonNullable<typeof group>): Entry => {
    const check = checkOf(file, line);
    const [first] = [raw.image_name].flat();
    const id = idOf(check.text(raw.image_id ?? first, "image_id"), raw.question_id);
    const read = async () => {
      const questions = records.map((record) => questionOf(check, record, "question_id", KIND));
      const { pages, images } = await readPages(folder, file, line, raw);
      return { labelled: labelledOf(id, KIND, split, pages, { questions }), images };
    };
    return { id, read };
  };
  for await (const { line, parse } of readJsonLines(file)) {
    let raw: Record<string, unknown>;
    try {
      raw = checkOf(file, line).object(parse(), "");
    } catch (error) {
      // A line that is no record costs itself alone.
      yield { id: `${PREFIX}${line}`, read: () => Promise.reject(error) };
      continue;
    }
    // The first record of an imdb is its header.
    if (raw.question === undefined && raw.image_name === undefined) continue;
    const key = JSON.stringify(raw.image_name);
    if (group?.key === key) group.records.push({ raw, at: `line ${line}` });
    else {
      if (group) yield entry(group);
      group = { key, line, raw, records: [{ raw, at: `line ${line}` }] };
    }
  }
  if (group) yield entry(group);
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  yield* file.endsWith(".json") ? fromQuestions(folder, file, split) : fromRecords(folder, file, split);
}

export const mpDocvqa: DataFormat = {
  name: "mp-docvqa",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, `imdb_${split}.jsonl`);
    let count = 0;
    async function* lines() {
      yield JSON.stringify({ dataset_name: "MP-DocVQA", dataset_split: split, has_answer: true });
      for await (const labelled of documents) {
        const stem = stemOf(labelled, PREFIX);
        const { pages } = labelled.document;
        const names = pages.map(({ number }) => `${stem}_p${number}`);
        for (const [i, page] of pages.entries()) await storeImage(page, join(folder, "images"), names[i]);
        const asked = neededQuestions(labelled, "MP-DocVQA", file);
        // The reader put the first question behind the document's name.
        const document = stem.endsWith(`-${asked[0].id}`) ? stem.slice(0, -asked[0].id.length - 1) : stem;
        for (const { id, question, answers } of asked) {
          yield JSON.stringify({
            question_id: numberedId(id),
            question,
            image_id: document,
            image_name: names,
            imdb_doc_pages: pages.length,
            total_doc_pages: pages.length,
            ocr_tokens: pages.map(({ words }) => words.map(({ text }) => text)),
            ocr_normalized_boxes: pages.map(({ words }) => words.map(({ box }) => box)),
            answers,
          });
        }
        count++;
      }
    }
    await writeLines(file, lines());
    return count;
  },
};
