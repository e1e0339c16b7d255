/**
 * Label Studio's JSON export (not JSON-MIN, which drops relations): `<split>.json`, a list of tasks with data, annotations and
 * predictions. Read are rectangles and polygons with labels and texts, relations, and choices for the page. Written is the OCR
 * template with its labelling interface in `label-config.xml`; the task's data keeps the document's own line of the common
 * format, so that words, questions and fields come back as they were while entities and links are those of the annotation.
 */
import { basename, extname, join } from "node:path";
import { fromPixels } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { boxOf } from "../../read/segment.ts";
import type { Check } from "../check.ts";
import { FormatError, fromLine, toLine } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, imageSize, namesIn, readJson } from "./files.ts";
import type { DataFormat } from "./format.ts";
import {
  labellingConfig,
  readResults,
  type StudioAnnotation,
  type StudioRegion,
  writeResults,
} from "./label-studio-results.ts";
import { entityOf, piecesOf, type Region, regionPage, wordsWithin } from "./regions.ts";
import { pixelSize, stemOf, storeNeededImage, writeJson, writeText } from "./writing.ts";

const CONFIG = "label-config.xml";

async function splits(folder: string): Promise<string[]> {
  const found = (await namesIn(folder)).filter((name) => name.endsWith(".json")).map((name) => basename(name, ".json"));
  if (found.length > 0) return found;
  throw new FormatError(folder, 0, "", "is not Label Studio's: no .json file stands there");
}

type Json = Record<string, unknown>;

/** The annotation that counts: the one marked as ground truth, else the first that was not cancelled. */
function chosen(check: Check, task: Json, at: string): { results: unknown; at: string } | null {
  const list = check
    .list(task.annotations ?? [], `${at}.annotations`)
    .map((entry, i) => ({ raw: check.object(entry, `${at}.annotations[${i}]`), at: `${at}.annotations[${i}].result` }))
    .filter(({ raw }) => raw.was_cancelled !== true);
  const best = list.find(({ raw }) => raw.ground_truth === true) ?? list[0];
  return best ? { results: best.raw.result, at: best.at } : null;
}

/** What was predicted, for its words: nobody has said that its labels are right. */
function predicted(check: Check, task: Json, at: string): StudioAnnotation | null {
  const [first] = check.list(task.predictions ?? [], `${at}.predictions`);
  if (first === undefined) return null;
  const { regions } = readResults(
    check,
    check.object(first, `${at}.predictions[0]`).result,
    `${at}.predictions[0].result`,
  );
  return { regions: regions.map((region) => ({ ...region, label: null })), links: [], fields: {} };
}

/** What the task calls its images: the first list of paths or addresses of images in its data, else the first one. */
function imagesOf(data: Json): string[] {
  const isImage = (value: unknown): value is string =>
    typeof value === "string" && /\.(png|jpe?g|webp|tiff?|bmp|gif)([?#].*)?$/i.test(value);
  const values = Object.values(data);
  const list = values.find((value) => Array.isArray(value) && value.length > 0 && value.every(isImage));
  return (list as string[] | undefined) ?? values.filter(isImage).slice(0, 1);
}

/** The file of an image: uploads keep their name behind a code, local storage names a path, anything else its last part. */
function imageFile(folder: string, reference: string): string | undefined {
  const path = decodeURIComponent(/[?&]d=([^&]+)/.exec(reference)?.[1] ?? reference.replace(/[?#].*$/, ""));
  const name = basename(path);
  const names = [path, name, name.replace(/^[0-9a-f]{8}-/, "")];
  return firstThere(...names.flatMap((own) => [join(folder, own), join(folder, "images", own)]));
}

function stem(reference: string): string {
  const name = basename(decodeURIComponent(/[?&]d=([^&]+)/.exec(reference)?.[1] ?? reference).replace(/[?#].*$/, ""));
  return name.slice(0, name.length - extname(name).length);
}

async function draftOf(
  task: Json,
  place: { folder: string; file: string; split: string; at: string; id: string },
): Promise<Draft> {
  const { folder, file, split, at, id } = place;
  const check = checkOf(file);
  const data = check.object(task.data, `${at}.data`);
  const annotation = chosen(check, task, at);
  const base = data.docformer === undefined ? null : fromLine(JSON.stringify(data.docformer), { file, line: 0 });
  const said = annotation
    ? readResults(check, annotation.results, annotation.at)
    : base
      ? null
      : predicted(check, task, at);
  const names = imagesOf(data);
  const files = names.map((name) => imageFile(folder, name));
  const images = files.map((name) => name ?? null);
  const regions = said?.regions ?? [];
  const pages = base ? base.document.pages : await pagesOf(regions, files, file);
  const entities = regions.flatMap((region) => {
    const { label, page: number } = region;
    if (label === null) return [];
    const page =
      pages[number] ?? check.fail(`${region.at}.item_index`, `is ${number}, and there are ${pages.length} pages`);
    const box = fromPixels(boxOf(region.points), { width: 100, height: 100 });
    return [entityOf({ ...region, box: null }, label, page, wordsWithin(page, box, region.text), box)];
  });
  const ids = new Set(entities.map((entity) => entity.id));
  const links = (said?.links ?? []).filter((pair) => pair.every((end) => ids.has(end)));
  const fields = Object.entries(said?.fields ?? {}).map(([name, list]) => [name, list.length === 1 ? list[0] : list]);
  const labels = { entities, links, fields: { ...base?.fields, ...Object.fromEntries(fields) } };
  if (base) return { labelled: { ...base, split, ...(said ? labels : {}) }, images };
  return { labelled: labelledOf(id, "label-studio", split, pages, labels), images };
}

/** Pages of the regions' own texts. */
async function pagesOf(
  regions: readonly StudioRegion[],
  files: readonly (string | undefined)[],
  file: string,
): Promise<Page[]> {
  const count = Math.max(1, files.length, ...regions.map(({ page }) => page + 1));
  const pages: Page[] = [];
  for (let number = 0; number < count; number++) {
    const own = regions.filter(({ page }) => page === number);
    const image = files[number];
    const size = own.find((region) => region.size)?.size ?? (image ? await imageSize(image) : null);
    const given = own.map(({ id, text, points, at }): Region => ({ id, text, box: points, label: null, at }));
    pages.push(regionPage({ regions: given, unit: "percent", form: "polygon", size, number }, file).page);
  }
  return pages;
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = join(folder, `${split}.json`);
  const check = checkOf(file);
  for (const [i, value] of check.list(await readJson(file), "").entries()) {
    const at = `[${i}]`;
    const task = check.object(value, at);
    if (task.data === undefined || (task.annotations ?? task.predictions) === undefined)
      check.fail(at, "is no task with data and annotations: export as JSON, not as JSON-MIN");
    const data = check.object(task.data, `${at}.data`);
    const own = typeof data.docformer === "object" ? (data.docformer as Json | null)?.id : undefined;
    const [name] = imagesOf(data);
    const id = check.text(own ?? (name ? stem(name) : task.id), `${at}.id`);
    yield { id, read: () => draftOf(task, { folder, file, split, at, id }) };
  }
}

function taskOf(labelled: LabelledDocument, images: readonly string[], number: number): unknown {
  const { pages } = labelled.document;
  const regions = pages.flatMap((page, index) => {
    const size = pixelSize(page);
    const own = piecesOf(labelled, page).flatMap(({ entity, text, box }, i) => {
      // Words of no entity are the task's own words already.
      if (!entity) return [];
      return [{ id: String(entity.id ?? i), text, label: entity.label, box: fromPixels(box, size) }];
    });
    return writeResults(own, { ...size, index, pages: pages.length });
  });
  const relations = labelled.links.map(([from, to]) => ({
    type: "relation",
    from_id: String(from),
    to_id: String(to),
    direction: "right",
  }));
  const { entities: _, links: __, ...rest } = labelled;
  const line: unknown = JSON.parse(toLine({ ...rest, entities: [], links: [] }, images));
  // Of several pages where some other document of the split has them: the interface is one for all.
  const shown = { image: images[0], pages: images };
  const annotations = [{ id: number, was_cancelled: false, result: [...regions, ...relations] }];
  return { id: number, data: { ...shown, docformer: line }, annotations, predictions: [] };
}

export const labelStudio: DataFormat = {
  name: "label-studio",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const tasks: unknown[] = [];
    const labels = new Set<string>();
    let most = 1;
    for await (const labelled of documents) {
      const images: string[] = [];
      for (const page of labelled.document.pages) {
        const name = stemOf(labelled, "") + (labelled.document.pages.length > 1 ? `-${page.number + 1}` : "");
        images.push(`images/${await storeNeededImage(page, join(folder, "images"), name, labelled.id)}`);
      }
      for (const { label } of labelled.entities) labels.add(label);
      most = Math.max(most, images.length);
      tasks.push(taskOf(labelled, images, tasks.length + 1));
    }
    await writeJson(join(folder, `${split}.json`), tasks);
    await writeText(join(folder, CONFIG), labellingConfig([...labels], most));
    return tasks.length;
  },
};
