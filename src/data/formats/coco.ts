/**
 * COCO's object detection JSON for documents: images, categories, annotations with bbox `[x, y, width, height]` in pixels. An
 * annotation with a text (COCO-Text's and TextOCR's `utf8_string`, `text`, `transcription`, also among `attributes`) gives words;
 * one without takes the words below it, and keeps its place where there are none. Stands as `*.json` in the folder, in
 * `annotations`, or as `<split>/_annotations.coco.json` (Roboflow).
 */
import { basename, extname, join } from "node:path";
import type { LabelledDocument } from "../../document/labelled.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, namesIn, readJson } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { fileOf } from "./question-file.ts";
import { piecesOf, type Region, regionPage } from "./regions.ts";
import { pixelSize, stemOf, storeNeededImage, writeJson } from "./writing.ts";

const ROBOFLOW = "_annotations.coco.json";
const TEXTS = ["text", "utf8_string", "transcription"];

async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const at of [folder, join(folder, "annotations")]) {
    for (const name of await namesIn(at)) {
      const inside = join(at, name, ROBOFLOW);
      if (name.endsWith(".json")) files.set(basename(name, ".json").replace(/^instances_/, ""), join(at, name));
      else if (firstThere(inside)) files.set(name, inside);
    }
  }
  if (files.size > 0) return files;
  throw new FormatError(folder, 0, "", `is not COCO: neither a .json file nor <split>/${ROBOFLOW} stands there`);
}

interface Annotation {
  raw: Record<string, unknown>;
  at: string;
}

function textIn({ raw }: Annotation): string {
  const nested = typeof raw.attributes === "object" && raw.attributes !== null ? raw.attributes : {};
  for (const holder of [raw, nested as Record<string, unknown>]) {
    const key = TEXTS.find((name) => typeof holder[name] === "string");
    if (key) return holder[key] as string;
  }
  return "";
}

function draftOf(
  image: Record<string, unknown>,
  annotations: readonly Annotation[],
  categories: ReadonlyMap<unknown, string>,
  place: { check: Check; at: string; file: string; id: string; split: string; find: (name: string) => string | null },
): Draft {
  const { check, at, file, id, split, find } = place;
  const size = { width: check.size(image.width, `${at}.width`), height: check.size(image.height, `${at}.height`) };
  const regions = annotations.map((annotation, i): Region => {
    const { raw, at: where } = annotation;
    const text = textIn(annotation);
    const name = categories.get(raw.category_id);
    if (name === undefined) check.fail(`${where}.category_id`, `${raw.category_id} is not among the categories`);
    // Sets of plain text have one category, which says nothing of a word.
    const label = text !== "" && categories.size === 1 ? null : name!;
    const own = typeof raw.id === "number" || typeof raw.id === "string" ? raw.id : i;
    return { id: own, text, box: raw.bbox, label, at: `${where}.bbox` };
  });
  const { page, entities } = regionPage({ regions, unit: "pixels", form: "size", size }, file);
  const found = find(check.text(image.file_name, `${at}.file_name`));
  return { labelled: labelledOf(id, "coco", split, [page], { entities }), images: [found] };
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  const check = checkOf(file);
  const root = check.object(await readJson(file), "");
  const categories = new Map<unknown, string>();
  for (const [i, entry] of check.list(root.categories, "categories").entries()) {
    const { id, name } = check.object(entry, `categories[${i}]`);
    categories.set(id, check.text(name, `categories[${i}].name`));
  }
  const byImage = new Map<unknown, Annotation[]>();
  for (const [i, entry] of check.list(root.annotations, "annotations").entries()) {
    const at = `annotations[${i}]`;
    const raw = check.object(entry, at);
    const own = byImage.get(raw.image_id);
    if (own) own.push({ raw, at });
    else byImage.set(raw.image_id, [{ raw, at }]);
  }
  const folders = [join(file, ".."), folder, join(folder, "images"), join(folder, split)];
  const find = (name: string) => firstThere(...folders.map((at) => join(at, name))) ?? null;
  for (const [i, entry] of check.list(root.images, "images").entries()) {
    const at = `images[${i}]`;
    const image = check.object(entry, at);
    const name = check.text(image.file_name, `${at}.file_name`);
    const id = name.slice(0, name.length - extname(name).length);
    const place = { check, at, file, id, split, find };
    yield { id, read: () => draftOf(image, byImage.get(image.id) ?? [], categories, place) };
  }
}

/** Entities alone: words that are part of none have no place in COCO. Documents of several pages become an image a page. */
async function write(folder: string, split: string, documents: AsyncIterable<LabelledDocument>): Promise<number> {
  const images: unknown[] = [];
  const annotations: unknown[] = [];
  const categories = new Map<string, number>();
  let count = 0;
  for await (const labelled of documents) {
    count++;
    for (const page of labelled.document.pages) {
      const stem = stemOf(labelled, "") + (labelled.document.pages.length > 1 ? `-${page.number + 1}` : "");
      const file_name = await storeNeededImage(page, join(folder, "images"), stem, labelled.id);
      const image_id = images.push({ id: images.length + 1, file_name, ...pixelSize(page) });
      for (const { entity, text, box } of piecesOf(labelled, page)) {
        if (!entity) continue;
        if (!categories.has(entity.label)) categories.set(entity.label, categories.size + 1);
        const [x0, y0, x1, y1] = box.map(Math.round);
        annotations.push({
          id: annotations.length + 1,
          image_id,
          category_id: categories.get(entity.label),
          bbox: [x0, y0, x1 - x0, y1 - y0],
          area: (x1 - x0) * (y1 - y0),
          iscrowd: 0,
          segmentation: [[x0, y0, x1, y0, x1, y1, x0, y1]],
          ...(text === "" ? {} : { text }),
        });
      }
    }
  }
  const list = [...categories].map(([name, id]) => ({ id, name, supercategory: "" }));
  await writeJson(join(folder, `${split}.json`), { images, annotations, categories: list });
  return count;
}

export const coco: DataFormat = {
  name: "coco",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  write,
};
