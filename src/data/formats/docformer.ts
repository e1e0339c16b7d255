/**
 * The common format (../common-format.ts) as a layout: `<split>.jsonl[.gz]` and images beside it. Adds FUNSD's development
 * split where a folder of FUNSD has none, and draws documents that are a table alone.
 */
import { join } from "node:path";
import type { LabelledDocument } from "../../document/labelled.ts";
import { readLabelled, splitsOf, toLine } from "../common-format.ts";
import { withTablePage } from "./entries.ts";
import type { DataFormat, FormatOptions } from "./format.ts";
import { funsdPart, funsdSplits } from "./funsd-split.ts";
import { stemOf, storeImage, writeLines } from "./writing.ts";

/** The ids of the training documents where `folder` holds FUNSD as published, else null. */
async function funsdIds(folder: string, published: readonly string[]): Promise<string[] | null> {
  if (!published.includes("train") || published.includes("dev")) return null;
  const ids: string[] = [];
  for await (const { id, source } of readLabelled(folder, "train", { onProblem: () => {} })) {
    if (source !== "funsd") return null;
    ids.push(id);
  }
  return ids;
}

async function* read(folder: string, split: string, options: FormatOptions = {}): AsyncIterable<LabelledDocument> {
  const published = splitsOf(folder);
  const ids = split === "train" || split === "dev" ? await funsdIds(folder, published) : null;
  // Only where the rule makes a split of its own: elsewhere the files say it all.
  if (!ids || funsdSplits(published, ids.length).length === published.length) {
    for await (const labelled of readLabelled(folder, split, options)) yield withTablePage(labelled, options);
    return;
  }
  const part = funsdPart(split as "train" | "dev", ids);
  const wanted = options.ids ? new Set([...options.ids].filter((id) => part.has(id))) : part;
  for await (const labelled of readLabelled(folder, "train", { ...options, ids: wanted })) yield { ...labelled, split };
}

export const docformer: DataFormat = {
  name: "docformer",
  async splits(folder) {
    const published = splitsOf(folder);
    const ids = await funsdIds(folder, published);
    return ids ? funsdSplits(published, ids.length) : published;
  },
  read,
  write(folder, split, documents) {
    async function* lines() {
      for await (const labelled of documents) {
        const images: (string | null)[] = [];
        for (const page of labelled.document.pages) {
          images.push(await storeImage(page, folder, `images/${stemOf(labelled, "")}-${page.number + 1}`));
        }
        // Whole pixels of the stored image, not of a page that is known in points.
        const pages = labelled.document.pages.map((page) => {
          const { width, height } = page.image ?? page;
          return { ...page, width, height };
        });
        yield toLine({ ...labelled, split, document: { ...labelled.document, pages } }, images);
      }
    }
    return writeLines(join(folder, `${split}.jsonl`), lines());
  },
};
