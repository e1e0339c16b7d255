/**
 * EC-FUNSD and ROOR (Zhang et al. 2024): `data/{jsons/*.json,images/*.png,data.<split>.txt}`; segments with words, entities as
 * runs of word ids, links between entities. The reading order between segments (`ro_linkings`) has no place in a labelled
 * document: it is neither read nor written.
 */
import { basename, join } from "node:path";
import { enclose } from "../../document/box.ts";
import type { LabelledDocument, LabelledEntity } from "../../document/labelled.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, namesIn, readJson, readText } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage, placed } from "./given-page.ts";
import { onlyPage, pixelBox, pixelSize, stemOf, storeNeededImage, writeJson, writeText } from "./writing.ts";

const PREFIX = "ec-funsd-";
const LIST = /^data\.(.+)\.txt$/;

const rootOf = (folder: string) => (firstThere(join(folder, "data", "jsons")) ? join(folder, "data") : folder);

async function splits(folder: string): Promise<string[]> {
  const names = (await namesIn(rootOf(folder))).flatMap((name) => LIST.exec(name)?.[1] ?? []);
  if (names.length === 0)
    throw new FormatError(folder, 0, "", "is not EC-FUNSD: no list data.<split>.txt stands there");
  return names;
}

async function readPage(root: string, name: string, id: string, split: string): Promise<Draft> {
  const file = join(root, "jsons", name);
  const check = checkOf(file);
  const raw = check.object(await readJson(file), "");
  const image = check.object(raw.img, "img");
  const size = { width: check.size(image.width, "img.width"), height: check.size(image.height, "img.height") };
  const words: GivenWord[] = [];
  const indexOf = new Map<unknown, number>();
  for (const [i, item] of check.list(raw.document, "document").entries()) {
    const segment = check.object(item, `document[${i}]`);
    for (const [k, entry] of check.list(segment.words, `document[${i}].words`).entries()) {
      const at = `document[${i}].words[${k}]`;
      const word = check.object(entry, at);
      indexOf.set(word.id, words.length);
      words.push({ text: check.text(word.text, `${at}.text`), box: word.box, line: i, at: `${at}.box` });
    }
  }
  const { page, places } = givenPage({ words, unit: "pixels", form: "corners", size }, file);
  const entities = check.list(raw.label_entities ?? [], "label_entities").map((item, i): LabelledEntity => {
    const at = `label_entities[${i}]`;
    const entity = check.object(item, at);
    const own = check.list(entity.word_idx, `${at}.word_idx`).map((wordId, k) => {
      return indexOf.get(wordId) ?? check.fail(`${at}.word_idx[${k}]`, `is the id ${wordId}, which no word has`);
    });
    return {
      id: check.index(entity.entity_id, `${at}.entity_id`, Number.MAX_SAFE_INTEGER),
      label: check.text(entity.label, `${at}.label`),
      page: 0,
      words: placed(own, places),
      text: own.map((w) => words[w].text).join(" "),
    };
  });
  const ids = new Set(entities.map((entity) => entity.id));
  const links = check.list(raw.label_linkings ?? [], "label_linkings").map((item, i): [number, number] => {
    const pair = check.list(item, `label_linkings[${i}]`);
    if (pair.length !== 2 || !pair.every((end) => ids.has(end as number)))
      check.fail(`label_linkings[${i}]`, "is not a pair of entity ids");
    return pair as [number, number];
  });
  const imageFile = firstThere(join(root, check.text(image.fname, "img.fname")));
  return { labelled: labelledOf(id, "ec-funsd", split, [page], { entities, links }), images: [imageFile ?? null] };
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const root = rootOf(folder);
  const names = (await readText(join(root, `data.${split}.txt`))).split(/\s+/).filter(Boolean);
  for (const name of names) {
    const id = PREFIX + basename(name, ".json");
    yield { id, read: () => readPage(root, name, id, split) };
  }
}

function jsonOf(labelled: LabelledDocument, stem: string, image: string, file: string): unknown {
  const page = onlyPage(labelled, "EC-FUNSD", file);
  const numbers = new Map(labelled.entities.map((entity, i) => [entity.id, i]));
  return {
    uid: stem,
    img: { fname: `images/${image}`, ...pixelSize(page) },
    document: page.lines.map((line, id) => ({
      id,
      box: pixelBox(enclose(line.words.map((w) => page.words[w].box)), page),
      text: line.words.map((w) => page.words[w].text).join(" "),
      words: line.words.map((w) => ({ id: w, box: pixelBox(page.words[w].box, page), text: page.words[w].text })),
    })),
    label_entities: labelled.entities.map(({ label, words }, i) => ({ entity_id: i, label, word_idx: words })),
    label_linkings: labelled.links.map(([from, to]) => [numbers.get(from), numbers.get(to)]),
    ro_linkings: [],
  };
}

export const ecFunsd: DataFormat = {
  name: "ec-funsd",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const root = join(folder, "data");
    const names: string[] = [];
    const labels = new Set<string>();
    for await (const labelled of documents) {
      const stem = stemOf(labelled, PREFIX);
      const file = join(root, "jsons", `${stem}.json`);
      const page = onlyPage(labelled, "EC-FUNSD", file);
      const image = await storeNeededImage(page, join(root, "images"), stem, labelled.id);
      await writeJson(file, jsonOf(labelled, stem, image, file));
      names.push(`${stem}.json`);
      for (const { label } of labelled.entities) labels.add(label);
    }
    await writeText(join(root, `data.${split}.txt`), `${names.join("\n")}\n`);
    await writeText(join(root, "labels.txt"), `${[...labels].sort().join("\n")}\n`);
    return names.length;
  },
};
