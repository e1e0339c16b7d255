/**
 * TextVQA 0.5.1 (Singh et al. 2019): `TextVQA_0.5.1_<split>.json` with questions and ten answers each (repetitions count in its
 * metric and are kept), words by Rosetta in `TextVQA_Rosetta_OCR_v0.2_<split>.json` in parts of the image, images
 * `train_images/<image_id>.jpg` (validation's too) and `test_images`.
 */
import { join } from "node:path";
import type { Check } from "../check.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { firstThere, imageNamed } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage } from "./given-page.ts";
import { fileOf, gathered, type QuestionRecord, questionOf, readQuestions, splitFiles } from "./question-file.ts";
import { neededQuestions, numberedId, onlyPage, pixelSize, stemOf, storeImage, writeJson } from "./writing.ts";

const PREFIX = "textvqa-";
const NAME = /^TextVQA_0\.5\.1_(\w+)\.json$/;
const wordsFile = (folder: string, split: string) => join(folder, `TextVQA_Rosetta_OCR_v0.2_${split}.json`);

const filesOf = (folder: string) => splitFiles([folder], NAME, "TextVQA", "TextVQA_0.5.1_val.json");

/** The first holds the images of train and val. */
const IMAGES = ["train_images", "test_images", "images"];

async function readWords(file: string | undefined) {
  if (file === undefined) return undefined;
  const { check, records } = await readQuestions(file);
  const byImage = new Map(records.map((record) => [check.text(record.raw.image_id, `${record.at}.image_id`), record]));
  return { file, check, byImage };
}

/** Words that Rosetta found. */
function wordsIn(check: Check, { raw, at: path }: QuestionRecord): GivenWord[] {
  return check.list(raw.ocr_info ?? [], `${path}.ocr_info`).map((item, i): GivenWord => {
    const at = `${path}.ocr_info[${i}]`;
    const entry = check.object(item, at);
    const box = check.object(entry.bounding_box, `${at}.bounding_box`);
    return {
      text: check.text(entry.word, `${at}.word`),
      box: [box.top_left_x, box.top_left_y, box.width, box.height],
      at: `${at}.bounding_box`,
    };
  });
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  const { check, records } = await readQuestions(file);
  const rosetta = await readWords(firstThere(wordsFile(folder, split)));
  for (const [image, own] of gathered(records, ({ raw, at }) => check.text(raw.image_id, `${at}.image_id`))) {
    const id = PREFIX + image;
    const read = () => {
      const questions = own.map((record) => questionOf(check, record, "question_id", "scene-text"));
      const [{ raw, at }] = own;
      const size = {
        width: check.size(raw.image_width, `${at}.image_width`),
        height: check.size(raw.image_height, `${at}.image_height`),
      };
      const record = rosetta?.byImage.get(image);
      // Without the file, or where Rosetta found nothing, the page has no words.
      const words = rosetta && record ? wordsIn(rosetta.check, record) : [];
      const { page } = givenPage({ words, unit: "fractions", form: "size", size }, rosetta?.file ?? file);
      const imageFile = imageNamed(image, ...IMAGES.map((name) => join(folder, name)));
      return { labelled: labelledOf(id, "textvqa", split, [page], { questions }), images: [imageFile ?? null] };
    };
    yield { id, read };
  }
}

export const textvqa: DataFormat = {
  name: "textvqa",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, `TextVQA_0.5.1_${split}.json`);
    const data: unknown[] = [];
    const words: unknown[] = [];
    let count = 0;
    for await (const labelled of documents) {
      const page = onlyPage(labelled, "TextVQA", file);
      const image = stemOf(labelled, PREFIX);
      await storeImage(page, join(folder, split === "test" ? IMAGES[1] : IMAGES[0]), image);
      const { width, height } = pixelSize(page);
      for (const { id, question, answers } of neededQuestions(labelled, "TextVQA", file)) {
        const asked = {
          question_id: numberedId(id),
          question,
          image_id: image,
          image_width: width,
          image_height: height,
        };
        data.push({ ...asked, image_classes: [], answers, set_name: split });
      }
      words.push({
        image_id: image,
        ocr_tokens: page.words.map(({ text }) => text),
        ocr_info: page.words.map(({ text, box: [x0, y0, x1, y1] }) => ({
          word: text,
          bounding_box: { top_left_x: x0, top_left_y: y0, width: x1 - x0, height: y1 - y0, rotation: 0 },
        })),
      });
      count++;
    }
    const head = { dataset_type: split, dataset_name: "textvqa", dataset_version: "0.5.1" };
    await writeJson(file, { ...head, data });
    await writeJson(wordsFile(folder, split), { ...head, data: words });
    return count;
  },
};
