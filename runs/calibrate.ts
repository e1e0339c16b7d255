/**
 * Confidence of a checkpoint, calibrated: asks it fresh synthetic pages (a third of them spoilt) and labelled documents, with the
 * words given and with words that OCR reads, and writes calibration.json beside its weights, with what it is worth on answers
 * that it was not learned from (every fourth document). The pages are neither trained on nor reported on. About 10 minutes.
 *   node --import tsx runs/calibrate.ts MODEL [--pages 300] [--data ../shared/data/sroie --split train --limit 150 --read 100] [--out docs/images/reliability.svg] [--dry]
 */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { readLabelled } from "../src/data/common-format.ts";
import { damage, damageRates } from "../src/data/synthetic/damage.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { writeChecksums } from "../src/model/checkpoint-files.ts";
import { disposeEngines } from "../src/read/engines.ts";
import { encodePng } from "../src/read/image.ts";
import { readDocument } from "../src/read/read-document.ts";
import { learnCalibration, mapConfidence, type Outcome, outcomesOf } from "../src/tasks/calibration.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { askLabelled } from "../src/tasks/evaluate.ts";
import { fieldsAsQuestions } from "../src/tasks/fields.ts";
import { calibrationError, reliability } from "../src/tasks/metrics/calibration-error.ts";
import { thresholdTable } from "../src/tasks/metrics/thresholds.ts";
import { reliabilitySvg } from "../src/tasks/report/report.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: "string", default: "300" },
    data: { type: "string" },
    split: { type: "string", default: "train" },
    limit: { type: "string", default: "150" },
    /** Of the labelled documents so many once more, read by OCR. */
    read: { type: "string", default: "100" },
    /** Where the reliability plot goes. */
    out: { type: "string" },
    /** Writes no calibration. */
    dry: { type: "boolean", default: false },
  },
});
const [folder] = positionals;
/** Below the seeds of training, above those that runs are judged on. */
const SEEDS = 500_000;
const MOST_QUESTIONS = 24;
/** Every fourth document, in all its readings, is held back to judge the curves on. */
const HELD = 4;

/** The document with words that OCR reads off its page images; null where a page has none. */
async function readAnew(labelled: LabelledDocument): Promise<LabelledDocument | null> {
  const pages = [];
  for (const page of labelled.document.pages) {
    if (!page.image) return null;
    const { document } = await readDocument(await encodePng(await page.image.read()));
    pages.push({ ...document.pages[0], number: page.number });
  }
  return { ...labelled, document: { ...labelled.document, pages } };
}

/** Documents, and whether they are held back. */
async function* documents(): AsyncGenerator<[labelled: LabelledDocument, held: boolean]> {
  for (let i = 0; i < Number(values.pages); i++) {
    const { labelled } = synthesize({ seed: SEEDS + i, options: { templates: "all" } });
    const spoilt = i % 3 === 0 ? damage(labelled, i, damageRates((i % 30) / 30)) : labelled;
    yield [{ ...spoilt, questions: spoilt.questions.slice(0, MOST_QUESTIONS) }, i % HELD === 0];
  }
  if (!values.data) return;
  let count = 0;
  for await (const given of readLabelled(values.data, values.split, { limit: Number(values.limit), images: true })) {
    const labelled = { ...given, questions: fieldsAsQuestions(given) };
    yield [labelled, count % HELD === 0];
    const read = count < Number(values.read) ? await readAnew(labelled) : null;
    if (read) yield [read, count % HELD === 0];
    count++;
  }
}

const model = await DocFormer.load({ model: folder });
if (model.calibration) throw new RangeError(`${folder} is calibrated; remove its calibration.json first`);
const learned: Outcome[] = [];
const held: Outcome[] = [];
for await (const [labelled, holdBack] of documents()) {
  const into = holdBack ? held : learned;
  into.push(...outcomesOf(await askLabelled(model, labelled), labelled.document));
}
await Promise.all([model.dispose(), disposeEngines()]);

const all = [...learned, ...held];
const sets = values.data
  ? `, ${values.limit} of ${basename(values.data)} ${values.split} (${values.read} also read by OCR)`
  : "";
const source = `${all.length} answers: ${values.pages} synthetic pages${sets}`;
const trial = learnCalibration(learned, source);
const judged = held.map(({ keys, raw, right }) => ({
  keys,
  confidence: mapConfidence(trial, keys, raw) ?? raw,
  right,
}));
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
console.log(source);
console.log(`held back: ${held.length} answers, of every ${HELD}th document`);
const raw = calibrationError(held.map(({ raw: confidence, right }) => ({ confidence, right })));
console.log(`calibration error: raw ${percent(raw)}, calibrated ${percent(calibrationError(judged))}`);
for (const key of [...new Set(judged.flatMap(({ keys }) => keys))].sort()) {
  const own = judged.filter(({ keys }) => keys.includes(key));
  const right = own.filter((one) => one.right).length / own.length;
  console.log(
    `  ${key}: ${own.length} answers, ${percent(right)} right, calibration error ${percent(calibrationError(own))}`,
  );
}
console.log("threshold, accepted, wrong among them");
for (const { threshold, accepted, wrong } of thresholdTable(judged)) {
  if (threshold >= 0.5) console.log(`  ${threshold.toFixed(2)}  ${percent(accepted)}  ${percent(wrong)}`);
}
if (values.out)
  writeFileSync(values.out, `${reliabilitySvg(reliability(judged), "Reliability on held-back answers")}\n`);
if (!values.dry) {
  // The curves that are kept learn from everything.
  writeFileSync(join(folder, "calibration.json"), `${JSON.stringify(learnCalibration(all, source))}\n`);
  writeChecksums(folder);
}
