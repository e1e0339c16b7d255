/**
 * XFUND (Xu et al. 2022) and data in its form: `<split>.json` (zh.train.json) with `documents`, each an image with its size and
 * pieces of text: box in pixels, text, label, words with boxes, linking from key to value. Images stand in a folder called as
 * the split, in `images`, or beside the file.
 */
import { basename, extname, join } from "node:path";
import type { LabelledDocument } from "../../document/labelled.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, namesIn, readJson } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { linkingOf, linksOf, piecesOf, type Region, regionPage } from "./regions.ts";
import { onlyPage, pixelBox, pixelSize, stemOf, storeNeededImage, writeJson } from "./writing.ts";

/** What XFUND calls text that is no part of the form. */
const OTHER = "other";

async function splits(folder: string): Promise<string[]> {
  const found = (await namesIn(folder)).filter((name) => name.endsWith(".json")).map((name) => basename(name, ".json"));
  if (found.length > 0) return found;
  throw new FormatError(folder, 0, "", "is not XFUND: no file like zh.train.json stands there");
}

function draftOf(
  value: unknown,
  at: string,
  place: { folder: string; file: string; split: string; id: string },
): Draft {
  const { folder, file, split, id } = place;
  const check = checkOf(file);
  const raw = check.object(value, at);
  const img = check.object(raw.img, `${at}.img`);
  const size = { width: check.size(img.width, `${at}.img.width`), height: check.size(img.height, `${at}.img.height`) };
  const name = check.text(img.fname, `${at}.img.fname`);
  const lists: { linking: unknown; at: string }[] = [];
  const regions = check.list(raw.document, `${at}.document`).map((item, i): Region => {
    const where = `${at}.document[${i}]`;
    const piece = check.object(item, where);
    lists.push({ linking: piece.linking, at: `${where}.linking` });
    return {
      id: piece.id === undefined ? i : Number(piece.id),
      text: check.text(piece.text, `${where}.text`),
      box: piece.box,
      label: check.text(piece.label, `${where}.label`),
      at: `${where}.box`,
      words: check.list(piece.words ?? [], `${where}.words`).map((entry, k) => {
        const word = check.object(entry, `${where}.words[${k}]`);
        const path = `${where}.words[${k}].box`;
        return { text: check.text(word.text, `${where}.words[${k}].text`), box: word.box, at: path };
      }),
    };
  });
  const { page, entities } = regionPage({ regions, unit: "pixels", form: "corners", size }, file);
  const links = linksOf(check, lists, entities);
  const image = firstThere(...[split, "images", "."].map((inside) => join(folder, inside, name))) ?? null;
  return { labelled: labelledOf(id, "xfund", split, [page], { entities, links }), images: [image] };
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = join(folder, `${split}.json`);
  const check = checkOf(file);
  const documents = check.list(check.object(await readJson(file), "").documents, "documents");
  for (const [i, value] of documents.entries()) {
    const at = `documents[${i}]`;
    const raw = check.object(value, at);
    const { fname } = check.object(raw.img, `${at}.img`);
    const id = check.text(raw.id ?? basename(String(fname), extname(String(fname))), `${at}.id`);
    yield { id, read: () => draftOf(value, at, { folder, file, split, id }) };
  }
}

function jsonOf(labelled: LabelledDocument, fname: string, id: string, file: string): unknown {
  const page = onlyPage(labelled, "XFUND", file);
  const pieces = piecesOf(labelled, page);
  const document = pieces.map(({ entity, words, text, box }, i) => ({
    box: box.map(Math.round),
    text,
    label: entity?.label ?? OTHER,
    words: words.map((w) => ({ box: pixelBox(page.words[w].box, page), text: page.words[w].text })),
    linking: linkingOf(labelled, entity),
    id: entity ? labelled.entities.indexOf(entity) : labelled.entities.length + i,
  }));
  return { id, uid: id, document, img: { fname, ...pixelSize(page) } };
}

export const xfund: DataFormat = {
  name: "xfund",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, `${split}.json`);
    const written: unknown[] = [];
    for await (const labelled of documents) {
      const id = stemOf(labelled, "");
      const page = onlyPage(labelled, "XFUND", file);
      written.push(jsonOf(labelled, await storeNeededImage(page, join(folder, split), id, labelled.id), id, file));
    }
    await writeJson(file, { lang: "", version: "docformer", split, documents: written });
    return written.length;
  },
};
