/**
 * InfographicVQA (Mathew et al. 2021): `infographicsVQA_{train_v1.0,val_v1.0_withQT,test_v1.0}.json` with questions, images under
 * `image_local_name`, words under `ocr_output_file` as Amazon Textract gave them. Kinds are the answer types of `withQT`.
 */
import { basename, extname, join } from "node:path";
import { type Box, enclose } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { firstThere } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { pageBeside } from "./ocr-page.ts";
import { fileOf, gathered, kindOf, questionOf, readQuestions, splitFiles } from "./question-file.ts";
import { neededQuestions, numberedId, onlyPage, stemOf, storeImage, writeJson } from "./writing.ts";

const PREFIX = "infographicvqa-";
const NAME = /^infographicsVQA_(train|val|test)_v1\.0(_withQT)?\.json$/i;
const IMAGES = ["infographicsvqa_images", "images", ""];
const WORDS = ["infographicsvqa_ocr", "ocr", ""];

const filesOf = (folder: string) =>
  splitFiles([folder, join(folder, "infographicsvqa_qas")], NAME, "InfographicVQA", "infographicsVQA_train_v1.0.json");

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  const { check, records } = await readQuestions(file);
  const pages = gathered(records, ({ raw, at }) => check.text(raw.image_local_name, `${at}.image_local_name`));
  for (const [name, own] of pages) {
    const stem = basename(name, extname(name));
    const id = PREFIX + stem;
    const read = async () => {
      const questions = own.map((record) =>
        questionOf(check, record, "questionId", kindOf(record.raw.answer_type, "infographicvqa")),
      );
      const image = firstThere(...IMAGES.map((at) => join(folder, at, name)));
      const words = own[0].raw.ocr_output_file;
      const ocr = firstThere(
        ...WORDS.map((at) => join(folder, at, typeof words === "string" ? words : `${stem}.json`)),
      );
      const page = await pageBeside({ ocr, image }, { id, file, field: `${own[0].at}.image_local_name` });
      return { labelled: labelledOf(id, "infographicvqa", split, [page], { questions }), images: [image ?? null] };
    };
    yield { id, read };
  }
}

/** The words of a page in Textract's form, blocks sorted by type. */
export function textractOf(page: Page): unknown {
  const geometry = ([x0, y0, x1, y1]: Readonly<Box>) => ({
    BoundingBox: { Left: x0, Top: y0, Width: x1 - x0, Height: y1 - y0 },
    Polygon: [
      { X: x0, Y: y0 },
      { X: x1, Y: y0 },
      { X: x1, Y: y1 },
      { X: x0, Y: y1 },
    ],
  });
  return {
    PAGE: [{ BlockType: "PAGE", Id: "page", Geometry: geometry([0, 0, 1, 1]) }],
    LINE: page.lines.map(({ words }, i) => ({
      BlockType: "LINE",
      Id: `line-${i}`,
      Text: words.map((w) => page.words[w].text).join(" "),
      Geometry: geometry(enclose(words.map((w) => page.words[w].box))),
      Relationships: [{ Type: "CHILD", Ids: words.map((w) => `word-${w}`) }],
    })),
    WORD: page.words.map(({ text, box, confidence }, w) => ({
      BlockType: "WORD",
      Id: `word-${w}`,
      Text: text,
      ...(confidence === null ? {} : { Confidence: confidence * 100 }),
      Geometry: geometry(box),
    })),
  };
}

export const infographicvqa: DataFormat = {
  name: "infographicvqa",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, `infographicsVQA_${split}_v1.0_withQT.json`);
    const data: unknown[] = [];
    let count = 0;
    for await (const labelled of documents) {
      const page = onlyPage(labelled, "InfographicVQA", file);
      const stem = stemOf(labelled, PREFIX);
      const image = (await storeImage(page, join(folder, IMAGES[0]), stem)) ?? `${stem}.jpeg`;
      await writeJson(join(folder, WORDS[0], `${stem}.json`), textractOf(page));
      for (const { id, question, answers, kind } of neededQuestions(labelled, "InfographicVQA", file)) {
        data.push({
          questionId: numberedId(id),
          question,
          image_local_name: image,
          image_url: "",
          ocr_output_file: `${stem}.json`,
          answers,
          data_split: split,
          answer_type: [kind],
        });
      }
      count++;
    }
    await writeJson(file, { dataset_name: "infographicVQA", dataset_version: "1.0", dataset_split: split, data });
    return count;
  },
};
