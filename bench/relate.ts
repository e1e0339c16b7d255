/**
 * Links found on FUNSD forms by a checkpoint, against the published ones: F1 of exact spans, and of spans taken for the
 * labelled entity that shares most words with them. Measured only: nothing of FUNSD is shipped.
 *
 *   node --import tsx bench/relate.ts [--part dev|train] [--limit 15] [--model FOLDER] [--draw FOLDER]
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { drawnRelations } from "../src/cli/relate.ts";
import { readLabelled } from "../src/data/common-format.ts";
import { funsdPart } from "../src/data/formats/funsd-split.ts";
import type { LabelledEntity } from "../src/document/labelled.ts";
import { drawBoxes } from "../src/read/draw.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { addCounts, type Counts, f1, precision, recall, setCounts } from "../src/tasks/metrics/f1.ts";
import { linkCounts } from "../src/tasks/metrics/link-f1.ts";
import { relate } from "../src/tasks/relate.ts";

const { values } = parseArgs({
  options: {
    part: { type: "string", default: "dev" },
    limit: { type: "string", default: "15" },
    model: { type: "string" },
    draw: { type: "string" },
  },
});

const DATA = join(import.meta.dirname, "..", "..", "shared", "data", "funsd");
const all = readFileSync(join(DATA, "train.jsonl"), "utf8").split("\n").filter(Boolean);
const known = all.map((line): string => JSON.parse(line).id.replace(/^funsd-/, ""));
const part = funsdPart(values.part === "train" ? "train" : "dev", known);
const ids = new Set([...part].map((id) => `funsd-${id}`));

/** The labelled entity that shares most words. */
function nearest(words: readonly number[], entities: readonly LabelledEntity[]): string {
  let [best, most] = ["", 0];
  for (const { id, words: own } of entities) {
    const shared = words.filter((word) => own.includes(word)).length;
    if (shared > most) [best, most] = [String(id), shared];
  }
  return best;
}

const model = await DocFormer.load({ model: values.model });
const [exact, loose]: [Counts[], Counts[]] = [[], []];
let milliseconds = 0;
for await (const { id, document, entities, links } of readLabelled(DATA, "train", {
  images: true,
  ids,
  limit: Number(values.limit),
})) {
  const start = performance.now();
  const found = await relate(model, document);
  milliseconds += performance.now() - start;
  exact.push(linkCounts(found, { entities, links }, "boundaries"));
  const said = new Set(
    found.links.map(
      ([a, b]) => `${nearest(found.entities[a].words, entities)} ${nearest(found.entities[b].words, entities)}`,
    ),
  );
  loose.push(setCounts(said, new Set(links.map(([a, b]) => `${a} ${b}`))));
  console.log(`${id}: ${found.links.length} links, ${links.length} wanted, ${loose.at(-1)!.right} right`);
  if (values.draw) {
    mkdirSync(values.draw, { recursive: true });
    const [page] = document.pages;
    const { boxes, arrows } = drawnRelations(found, 0);
    writeFileSync(join(values.draw, `${id}.png`), await drawBoxes(await page.image!.read(), boxes, { arrows }));
  }
}
await model.dispose();
const percent = (share: number | null) => (share === null ? "-" : (100 * share).toFixed(1));
for (const [name, counts] of [
  ["exact spans", exact],
  ["nearest entities", loose],
] as const) {
  const sum = addCounts(counts);
  console.log(`${name}: precision ${percent(precision(sum))} recall ${percent(recall(sum))} F1 ${percent(f1(sum))}`);
}
console.log(`${exact.length} forms, ${Math.round(milliseconds / exact.length)} ms each`);
