/**
 * ST-VQA (Biten et al. 2019): `{train,test}_task_{1,2,3}.json` with questions, images under `file_path`. Task 3 asks without a
 * dictionary and is the one read where it is there. No words are published: pages have none until their images are read.
 */
import { extname, join } from "node:path";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { firstThere } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { pageBeside } from "./ocr-page.ts";
import { fileOf, gathered, questionOf, readQuestions, splitFiles } from "./question-file.ts";
import { neededQuestions, numberedId, onlyPage, stemOf, storeNeededImage, writeJson } from "./writing.ts";

const PREFIX = "st-vqa-";
const NAME = /^(train|test)_task_[123]\.json$/;

// By name, so that task 3 comes last and stays.
const filesOf = (folder: string) => splitFiles([folder], NAME, "ST-VQA", "train_task_3.json");

/** "train/coco-text/COCO_1.jpg" -> "train-coco-text-COCO_1" */
const idOf = (path: string) => PREFIX + path.slice(0, path.length - extname(path).length).replaceAll("/", "-");

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  const { check, records } = await readQuestions(file);
  for (const [path, own] of gathered(records, ({ raw, at }) => check.text(raw.file_path, `${at}.file_path`))) {
    const id = idOf(path);
    const read = async () => {
      const questions = own.map((record) => questionOf(check, record, "question_id", "scene-text"));
      const image = firstThere(join(folder, path), join(folder, "images", path));
      const page = await pageBeside({ image }, { id, file, field: `${own[0].at}.file_path` });
      return { labelled: labelledOf(id, "st-vqa", split, [page], { questions }), images: [image ?? null] };
    };
    yield { id, read };
  }
}

/** Words have no place in ST-VQA and are not written. */
export const stVqa: DataFormat = {
  name: "st-vqa",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, `${split}_task_3.json`);
    const data: unknown[] = [];
    let count = 0;
    for await (const labelled of documents) {
      const page = onlyPage(labelled, "ST-VQA", file);
      const stem = stemOf(labelled, `${PREFIX}${split}-images-`);
      const name = await storeNeededImage(page, join(folder, split, "images"), stem, labelled.id);
      const path = `${split}/images/${name}`;
      for (const { id, question, answers } of neededQuestions(labelled, "ST-VQA", file)) {
        const asked = { question_id: numberedId(id), dataset: "images", file_path: path, file_name: name };
        data.push({ ...asked, question, answers, set_name: split });
      }
      count++;
    }
    await writeJson(file, { task_name: "task3", dataset_name: "st-vqa", data });
    return count;
  },
};
