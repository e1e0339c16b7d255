/**
 * FUNSD (Jaume et al. 2019): `{training,testing}_data/{annotations/*.json,images/*.png}`; entities with words, labels and links,
 * whole pixels of the image. Each link stands at both of its ends.
 */
import { basename, join } from "node:path";
import { type Box, enclose, fromPixels } from "../../document/box.ts";
import type { LabelledDocument, LabelledEntity } from "../../document/labelled.ts";
import { groupLines } from "../../document/reading-order.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, imageNamed, imageSize, namesIn, readJson } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { funsdPart, funsdSplits } from "./funsd-split.ts";
import { type GivenWord, givenPage, placed } from "./given-page.ts";
import { onlyPage, pixelBox, stemOf, storeNeededImage, writeJson } from "./writing.ts";

const PREFIX = "funsd-";
const FOLDERS = { train: "training_data", test: "testing_data" } as const;

/** The folder of a published split: also inside of "dataset", as FUNSD's archive unpacks. */
function folderOf(folder: string, split: keyof typeof FOLDERS): string | undefined {
  return firstThere(join(folder, FOLDERS[split]), join(folder, "dataset", FOLDERS[split]));
}

async function stemsOf(folder: string, split: keyof typeof FOLDERS): Promise<string[]> {
  const at = folderOf(folder, split);
  if (!at) throw new FormatError(folder, 0, "", `has no folder ${FOLDERS[split]}, where FUNSD keeps ${split}`);
  const names = await namesIn(join(at, "annotations"));
  return names.filter((name) => name.endsWith(".json")).map((name) => basename(name, ".json"));
}

async function splits(folder: string): Promise<string[]> {
  const published = (["test", "train"] as const).filter((split) => folderOf(folder, split));
  if (published.length === 0) {
    throw new FormatError(folder, 0, "", "is not FUNSD: neither training_data nor testing_data stands there");
  }
  const count = published.includes("train") ? (await stemsOf(folder, "train")).length : 0;
  return funsdSplits(published, count);
}

const isBox = (box: unknown): box is Box =>
  Array.isArray(box) && box.length === 4 && box.every((edge) => Number.isFinite(edge));

/** Row of each word inside of its entity, numbered from 0. */
function rowsOf(boxes: readonly unknown[]): readonly number[] {
  return boxes.every(isBox) ? groupLines(boxes, 1, { gap: Number.POSITIVE_INFINITY }).line : boxes.map(() => 0);
}

async function readForm(file: string, imageFile: string | undefined, id: string, split: string): Promise<Draft> {
  const check = checkOf(file);
  if (!imageFile) throw new FormatError(file, 0, "", "has no image beside it, whose size its boxes need");
  const form = check.list(check.object(await readJson(file), "").form, "form");
  const words: GivenWord[] = [];
  const owners: { id: number | string; label: string; text: string; words: number[]; box: unknown }[] = [];
  const links: [number | string, number | string][] = [];
  const seen = new Set<string>();
  for (const [i, item] of form.entries()) {
    const at = `form[${i}]`;
    const entity = check.object(item, at);
    const entityId = typeof entity.id === "number" ? entity.id : check.text(entity.id, `${at}.id`);
    const raw = check.list(entity.words, `${at}.words`).map((word, k) => check.object(word, `${at}.words[${k}]`));
    const rows = rowsOf(raw.map(({ box }) => box));
    const own = raw.map((word, k) => {
      const text = check.text(word.text, `${at}.words[${k}].text`);
      return words.push({ text, box: word.box, line: `${i}/${rows[k]}`, at: `${at}.words[${k}].box` }) - 1;
    });
    owners.push({
      id: entityId,
      label: check.text(entity.label, `${at}.label`),
      text: check.text(entity.text ?? own.map((w) => words[w].text).join(" "), `${at}.text`),
      words: own,
      box: entity.box,
    });
    for (const [k, link] of check.list(entity.linking ?? [], `${at}.linking`).entries()) {
      const pair = check.list(link, `${at}.linking[${k}]`);
      if (pair.length !== 2) check.fail(`${at}.linking[${k}]`, "is not a pair of ids");
      if (!seen.has(pair.join())) links.push(pair as [number, number]);
      seen.add(pair.join());
    }
  }
  const ids = new Set(owners.map((owner) => owner.id));
  for (const pair of links) {
    const lost = pair.find((end) => !ids.has(end));
    if (lost !== undefined) check.fail("form", `a link names the entity ${lost}, which is not there`);
  }
  // In one order, whichever end of a link stands first in the file.
  links.sort(([a, b], [c, d]) => Number(a) - Number(c) || Number(b) - Number(d));
  const size = await imageSize(imageFile);
  const { page, places } = givenPage({ words, unit: "pixels", form: "corners", size }, file);
  const entities = owners.map(({ box, ...owner }): LabelledEntity => {
    const own = placed(owner.words, places);
    // Some entities are boxes about nothing that could be read.
    const bare = own.length === 0 && isBox(box) ? { box: fromPixels(box, size) } : {};
    return { ...owner, page: 0, words: own, ...bare };
  });
  return { labelled: labelledOf(id, "funsd", split, [page], { entities, links }), images: [imageFile] };
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const there = await splits(folder);
  if (!there.includes(split)) {
    throw new FormatError(folder, 0, "", `no split "${split}"; there are ${there.join(", ")}`);
  }
  const published = split === "test" ? "test" : "train";
  const at = folderOf(folder, published)!;
  const stems = await stemsOf(folder, published);
  const all = stems.map((stem) => PREFIX + stem);
  const cut = published === "train" && there.includes("dev");
  const part = cut ? funsdPart(split as "train" | "dev", all) : new Set(all);
  for (const stem of stems) {
    const id = PREFIX + stem;
    if (!part.has(id)) continue;
    const image = imageNamed(stem, join(at, "images"));
    yield { id, read: () => readForm(join(at, "annotations", `${stem}.json`), image, id, split) };
  }
}

/** The `form` of a document: its entities, and each line of other words as one labelled "other". */
function formOf(labelled: LabelledDocument, file: string): unknown[] {
  const page = onlyPage(labelled, "FUNSD", file);
  const item = (id: number, label: string, text: string, words: readonly number[], box?: Box) => ({
    box: pixelBox(box ?? enclose(words.map((w) => page.words[w].box)), page),
    text,
    label,
    words: words.map((w) => ({ box: pixelBox(page.words[w].box, page), text: page.words[w].text })),
    linking: [] as [number, number][],
    id,
  });
  // FUNSD numbers its entities; other layouts may name them.
  const numbers = new Map(labelled.entities.map((entity, i) => [entity.id, i]));
  const numbered = labelled.entities.every(({ id }) => Number.isInteger(id));
  const numberOf = (id: number | string) => (numbered ? (id as number) : numbers.get(id)!);
  const form = labelled.entities.map(({ id, label, text, words, box }) => item(numberOf(id), label, text, words, box));
  const byId = new Map(form.map((entry) => [entry.id, entry]));
  for (const [from, to] of labelled.links) {
    const pair: [number, number] = [numberOf(from), numberOf(to)];
    for (const end of new Set(pair)) byId.get(end)!.linking.push(pair);
  }
  const used = new Set(labelled.entities.flatMap(({ words }) => words));
  let next = Math.max(-1, ...form.map(({ id }) => id)) + 1;
  for (const line of page.lines) {
    const free = line.words.filter((w) => !used.has(w));
    if (free.length > 0) form.push(item(next++, "other", free.map((w) => page.words[w].text).join(" "), free));
  }
  return form;
}

export const funsd: DataFormat = {
  name: "funsd",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const at = join(folder, split === "test" ? FOLDERS.test : FOLDERS.train);
    let count = 0;
    for await (const labelled of documents) {
      const stem = stemOf(labelled, PREFIX);
      const file = join(at, "annotations", `${stem}.json`);
      const form = formOf(labelled, file);
      await storeNeededImage(labelled.document.pages[0], join(at, "images"), stem, labelled.id);
      await writeJson(file, { form });
      count++;
    }
    return count;
  },
};
