/**
 * The announcement's five kinds of question on fresh pages, drawn and scanned: one question a page, half of the pages asked in
 * ways that training never saw. Words are given, colours measured on the picture.
 *
 *   node --import tsx bench/scenes.ts [--pages 200] [--model FOLDER] [--failures FOLDER]
 *
 * `--failures` writes the pages answered wrongly as pictures, named by what was asked, wanted and answered.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { drawScene } from "../src/data/synthetic/draw.ts";
import type { PageKind } from "../src/data/synthetic/layouts/layouts.ts";
import { Random } from "../src/data/synthetic/random.ts";
import { scan } from "../src/data/synthetic/scan.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { encodePng } from "../src/read/image.ts";
import { coloured, pageImage } from "../src/read/page-words.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { askLabelled } from "../src/tasks/evaluate.ts";

const { values } = parseArgs({
  options: {
    pages: { type: "string", default: "200" },
    model: { type: "string" },
    failures: { type: "string" },
  },
});

const SCENES: { name: string; page: PageKind; kinds: string[] }[] = [
  { name: "address of a party on a label", page: "label", kinds: ["multi-line"] },
  { name: "total of a receipt", page: "receipt", kinds: ["total"] },
  { name: "row whose name lacks a letter", page: "table", kinds: ["row-without-letter"] },
  { name: "count of rows that say something", page: "table", kinds: ["count-equal", "count-containing"] },
  { name: "colour of a word", page: "scene", kinds: ["word-colour"] },
];
/** Worst strength of the scan effects, as `docformer synth` has it. */
const STRENGTH = 0.5;

const count = Number(values.pages);
const model = await DocFormer.load({ model: values.model });
if (values.failures) mkdirSync(values.failures, { recursive: true });
console.log("| kind of question | seen ways of asking | held-out ways | evidence | ms a page |\n|---|---|---|---|---|");
for (const { name, page, kinds } of SCENES) {
  const seen = { right: 0, of: 0 };
  const heldOut = { right: 0, of: 0 };
  const evidence = { right: 0, of: 0 };
  let spent = 0;
  for (let i = 0; seen.of + heldOut.of < count; i++) {
    const part = seen.of <= heldOut.of ? seen : heldOut;
    const seed = `fresh ${page} ${kinds[0]} ${i}`;
    const templates = part === seen ? "train" : "heldOut";
    const made = synthesize({ seed, kind: page, options: { templates } });
    const question = made.labelled.questions.find(({ kind }) => kinds.includes(kind ?? ""));
    if (!question) continue;
    const strength = STRENGTH * new Random(`strength ${seed}`).next();
    const { labelled, pixels } = scan(drawScene(made.scene), made.labelled, seed, strength, made.scene.photograph);
    const [first] = labelled.document.pages;
    const [asked] = labelled.questions.filter(({ id }) => id === question.id);
    // A page that the scanner has turned grey cannot be asked for its colours.
    if (!asked) continue;
    const shown = { ...first, words: coloured(first.words, pixels), image: pageImage(pixels, async () => pixels) };
    const one: LabelledDocument = {
      ...labelled,
      document: { ...labelled.document, pages: [shown] },
      questions: [asked],
    };
    const start = performance.now();
    const [{ answer, right, evidenceHit }] = await askLabelled(model, one);
    spent += performance.now() - start;
    part.of++;
    if (right) part.right++;
    if (evidenceHit !== null) evidence.of++;
    if (evidenceHit) evidence.right++;
    if (!right && values.failures) {
      const text = `${asked.question} - wanted ${asked.answers.join(" or ") || "nothing"} - got ${answer.text ?? "nothing"}`;
      const file = `${name} ${i} ${text}`.replace(/[^\w .-]+/g, "_").slice(0, 180);
      writeFileSync(join(values.failures, `${file}.png`), await encodePng(pixels));
    }
  }
  const percent = ({ right, of }: { right: number; of: number }) =>
    of === 0 ? "-" : `${((100 * right) / of).toFixed(1)} % of ${of}`;
  console.log(
    `| ${name} | ${percent(seen)} | ${percent(heldOut)} | ${percent(evidence)} | ${(spent / count).toFixed(0)} |`,
  );
}
await model.dispose();
