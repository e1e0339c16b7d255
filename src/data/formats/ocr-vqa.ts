/**
 * OCR-VQA (Mishra et al. 2019): `dataset.json`, an object of book covers by id with aligned lists of questions and answers and a
 * split (1 train, 2 val, 3 test); images `images/<id>.<ending of imageURL>`. No words are published: pages have none until
 * their images are read. Title, author and genre are what the questions were made from; they are not read as fields.
 */
import { extname, join } from "node:path";
import type { LabelledQuestion } from "../../document/labelled.ts";
import { FormatError } from "../common-format.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, imageNamed, readJson } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { pageBeside } from "./ocr-page.ts";
import { neededQuestions, onlyPage, stemOf, storeNeededImage, writeJson } from "./writing.ts";

const PREFIX = "ocr-vqa-";
const SPLITS: Readonly<Record<string, number>> = { train: 1, val: 2, test: 3 };

async function readCovers(folder: string): Promise<{ file: string; covers: [string, unknown][] }> {
  const file = join(folder, "dataset.json");
  if (!firstThere(file)) throw new FormatError(folder, 0, "", "is not OCR-VQA: no dataset.json stands there");
  return { file, covers: Object.entries(checkOf(file).object(await readJson(file), "")) };
}

const splitOf = (cover: unknown) => (cover as { split?: unknown } | null)?.split;

async function splits(folder: string): Promise<string[]> {
  const { covers } = await readCovers(folder);
  const there = new Set(covers.map(([, cover]) => splitOf(cover)));
  return Object.keys(SPLITS)
    .filter((name) => there.has(SPLITS[name]))
    .sort();
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const { file, covers } = await readCovers(folder);
  const check = checkOf(file);
  if (!(split in SPLITS))
    throw new FormatError(folder, 0, "", `no split "${split}"; there are ${Object.keys(SPLITS).join(", ")}`);
  for (const [name, value] of covers) {
    if (splitOf(value) !== SPLITS[split]) continue;
    const id = PREFIX + name;
    const read = async () => {
      const cover = check.object(value, name);
      const asked = check.list(cover.questions, `${name}.questions`);
      const answers = check.list(cover.answers, `${name}.answers`);
      if (asked.length !== answers.length)
        check.fail(`${name}.answers`, `are ${answers.length} for ${asked.length} questions`);
      const questions = asked.map((question, i): LabelledQuestion => {
        const answer = check.text(answers[i], `${name}.answers[${i}]`);
        return {
          id: `${name}-${i}`,
          question: check.text(question, `${name}.questions[${i}]`),
          answers: answer === "" ? [] : [answer],
          kind: "book-cover",
        };
      });
      const image = imageNamed(name, join(folder, "images"));
      const page = await pageBeside({ image }, { id, file, field: `${name}.imageURL` });
      return { labelled: labelledOf(id, "ocr-vqa", split, [page], { questions }), images: [image ?? null] };
    };
    yield { id, read };
  }
}

/** Words, and all but the first answer of a question, have no place in OCR-VQA and are not written. */
export const ocrVqa: DataFormat = {
  name: "ocr-vqa",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const number = SPLITS[split === "dev" ? "val" : split];
    if (number === undefined)
      throw new FormatError(
        folder,
        0,
        "split",
        `OCR-VQA has no split "${split}"; there are ${Object.keys(SPLITS).join(", ")}`,
      );
    // One file holds all splits: what others have written is kept.
    const file = join(folder, "dataset.json");
    const covers = new Map(firstThere(file) ? (await readCovers(folder)).covers : []);
    let count = 0;
    for await (const labelled of documents) {
      const page = onlyPage(labelled, "OCR-VQA", file);
      const stem = stemOf(labelled, PREFIX);
      const image = await storeNeededImage(page, join(folder, "images"), stem, labelled.id);
      const asked = neededQuestions(labelled, "OCR-VQA", file);
      covers.set(stem, {
        imageURL: `images/${stem}${extname(image)}`,
        questions: asked.map(({ question }) => question),
        answers: asked.map(({ answers }) => answers[0] ?? ""),
        title: "",
        authorName: "",
        genre: "",
        split: number,
      });
      count++;
    }
    await writeJson(file, Object.fromEntries(covers));
    return count;
  },
};
