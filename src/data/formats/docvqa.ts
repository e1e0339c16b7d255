/**
 * DocVQA (Mathew et al. 2020): `{train,val,test}_v1.0[_withQT].json` with questions, page images under `image`, and the words of
 * each page as Microsoft Read gave them (`ocr_results/<page>.json`). Files may stand together, by split, or in the folders of
 * the later download (`spdocvqa_qas`, `spdocvqa_images`, `spdocvqa_ocr`).
 */
import { basename, extname, join } from "node:path";
import type { Page } from "../../document/document.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { firstThere } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { pageBeside } from "./ocr-page.ts";
import { fileOf, gathered, kindOf, questionOf, readQuestions, splitFiles } from "./question-file.ts";
import {
  neededQuestions,
  numberedId,
  onlyPage,
  pixelQuad,
  pixelSize,
  stemOf,
  storeImage,
  writeJson,
} from "./writing.ts";

const PREFIX = "docvqa-";
const NAME = /^(train|val|test)_v1\.0(_withQT)?\.json$/;

// Sorted, the file that tells the kinds of questions comes last and is the one kept.
const filesOf = (folder: string) => {
  const others = ["train", "val", "test", "spdocvqa_qas", "questions"].map((name) => join(folder, name));
  return splitFiles([folder, ...others], NAME, "DocVQA", "val_v1.0.json or val_v1.0_withQT.json");
};

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  const { check, records } = await readQuestions(file);
  const pages = gathered(records, ({ raw, at }) => check.text(raw.image, `${at}.image`));
  for (const [image, own] of pages) {
    const stem = basename(image, extname(image));
    const id = PREFIX + stem;
    const read = async () => {
      const questions = own.map((record) =>
        questionOf(check, record, "questionId", kindOf(record.raw.question_types, "docvqa")),
      );
      const roots = [folder, join(folder, split)];
      const imageFile = firstThere(
        ...roots.map((root) => join(root, image)),
        join(folder, "spdocvqa_images", basename(image)),
      );
      const ocr = firstThere(
        ...roots.flatMap((root) => ["ocr_results", "ocr"].map((name) => join(root, name, `${stem}.json`))),
        join(folder, "spdocvqa_ocr", `${stem}.json`),
      );
      const page = await pageBeside({ ocr, image: imageFile }, { id, file, field: `${own[0].at}.image` });
      return { labelled: labelledOf(id, "docvqa", split, [page], { questions }), images: [imageFile ?? null] };
    };
    yield { id, read };
  }
}

/** The words of a page as Microsoft Read wrote them. */
function recognitionOf(page: Page): unknown {
  const lines = page.lines.map(({ box, words }) => ({
    boundingBox: pixelQuad(box, page),
    text: words.map((w) => page.words[w].text).join(" "),
    words: words.map((w) => ({ boundingBox: pixelQuad(page.words[w].box, page), text: page.words[w].text })),
  }));
  const result = { page: 1, clockwiseOrientation: 0, ...pixelSize(page), unit: "pixel", lines };
  return { status: "Succeeded", recognitionResults: [result] };
}

export const docvqa: DataFormat = {
  name: "docvqa",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, `${split}_v1.0_withQT.json`);
    const data: unknown[] = [];
    let count = 0;
    for await (const labelled of documents) {
      const page = onlyPage(labelled, "DocVQA", file);
      const stem = stemOf(labelled, PREFIX);
      const image = (await storeImage(page, join(folder, "documents"), stem)) ?? `${stem}.png`;
      await writeJson(join(folder, "ocr_results", `${stem}.json`), recognitionOf(page));
      // "ffbg0227_2": document and page of the archive that DocVQA was made from.
      const [, document = stem, number = "1"] = /^(.*)_(\d+)$/.exec(stem) ?? [];
      for (const { id, question, answers, kind } of neededQuestions(labelled, "DocVQA", file)) {
        data.push({
          questionId: numberedId(id),
          question,
          question_types: [kind],
          image: `documents/${image}`,
          docId: count,
          ucsf_document_id: document,
          ucsf_document_page_no: number,
          answers,
          data_split: split,
        });
      }
      count++;
    }
    await writeJson(file, { dataset_name: "docvqa", dataset_version: "1.0", dataset_split: split, data });
    return count;
  },
};
