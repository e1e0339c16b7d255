/**
 * Confidence of a checkpoint, calibrated: asks it fresh synthetic pages (a third of them spoilt) and labelled documents, and
 * writes calibration.json beside its weights. About 3 minutes. The pages are neither trained on nor reported on.
 *   node --import tsx runs/calibrate.ts MODEL [--pages 300] [--data ../shared/data/sroie --split train --limit 150]
 */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { readLabelled } from "../src/data/common-format.ts";
import { damage, damageRates } from "../src/data/synthetic/damage.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { writeChecksums } from "../src/model/checkpoint-files.ts";
import { calibrationKey, learnCalibration, type Outcome } from "../src/tasks/calibration.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { askLabelled } from "../src/tasks/evaluate.ts";
import { fieldsAsQuestions } from "../src/tasks/fields.ts";
import { calibrationError } from "../src/tasks/metrics/calibration-error.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: "string", default: "300" },
    data: { type: "string" },
    split: { type: "string", default: "train" },
    limit: { type: "string", default: "150" },
  },
});
const [folder] = positionals;
/** Below the seeds of training, above those that runs are judged on. */
const SEEDS = 500_000;
const MOST_QUESTIONS = 24;

async function* documents(): AsyncGenerator<LabelledDocument> {
  for (let i = 0; i < Number(values.pages); i++) {
    const { labelled } = synthesize({ seed: SEEDS + i, options: { templates: "all" } });
    const spoilt = i % 3 === 0 ? damage(labelled, i, damageRates((i % 30) / 30)) : labelled;
    yield { ...spoilt, questions: spoilt.questions.slice(0, MOST_QUESTIONS) };
  }
  if (!values.data) return;
  for await (const labelled of readLabelled(values.data, values.split, { limit: Number(values.limit) })) {
    yield { ...labelled, questions: fieldsAsQuestions(labelled) };
  }
}

const model = await DocFormer.load({ model: folder });
if (model.calibration) throw new RangeError(`${folder} is calibrated; remove its calibration.json first`);
const outcomes: Outcome[] = [];
for await (const labelled of documents()) {
  for (const { answer, right } of await askLabelled(model, labelled)) {
    if (answer.confidence !== null) outcomes.push({ operation: calibrationKey(answer), raw: answer.confidence, right });
  }
}
await model.dispose();
const source = `${outcomes.length} answers: ${values.pages} synthetic pages${values.data ? `, ${values.limit} of ${basename(values.data)} ${values.split}` : ""}`;
const calibration = learnCalibration(outcomes, source);
writeFileSync(join(folder, "calibration.json"), `${JSON.stringify(calibration)}\n`);
writeChecksums(folder);
const before = calibrationError(outcomes.map(({ raw, right }) => ({ confidence: raw, right })));
console.log(`${source}; calibration error of the raw confidence ${(100 * before).toFixed(1)} %`);
