/**
 * The text that the vocabulary of `tiny` and `mini` is trained on: synthetic pages and their questions, and, where it is at
 * hand, the training tables of WikiTableQuestions and TabFact. Lower case, as the word models read. One line a page.
 *   node --import tsx runs/vocabulary.ts FOLDER [--pages 20000]     1 minute
 *   docformer tokenizer train FOLDER --size 4096 --out tokenizer.json     4 minutes; 3,743 pieces beside specials and bytes
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readLabelled } from "../src/data/common-format.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { TRAINING_SEEDS } from "../src/train/sources.ts";

const [folder, ...flags] = process.argv.slice(2);
const pages = Number(flags[flags.indexOf("--pages") + 1] || 20_000);

function textOf({ document, questions, statements, table }: LabelledDocument): string {
  const words = document.pages.flatMap((page) => page.words.map((word) => word.text));
  const cells = table ? [table.header, ...table.rows].flat() : [];
  const asked = [...questions.map((item) => item.question), ...statements.map((item) => item.text)];
  return [...words, ...cells, ...asked].join(" ").replace(/\s+/g, " ").toLowerCase();
}

mkdirSync(folder, { recursive: true });
const lines = Array.from({ length: pages }, (_, i) => {
  const { labelled } = synthesize({ seed: TRAINING_SEEDS + i, options: { templates: "train" } });
  return textOf(labelled);
});
writeFileSync(join(folder, "synthetic.txt"), `${lines.join("\n")}\n`);
for (const name of ["wikitablequestions", "tabfact"]) {
  const data = new URL(`../../shared/data/${name}`, import.meta.url).pathname;
  if (!existsSync(data)) continue;
  const texts: string[] = [];
  for await (const labelled of readLabelled(data, "train")) texts.push(textOf(labelled));
  writeFileSync(join(folder, `${name}.txt`), `${texts.join("\n")}\n`);
}
