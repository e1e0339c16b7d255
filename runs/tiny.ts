/**
 * The whole life cycle on the smallest model: train from random weights, stop, resume, judge on held-out pages, answer.
 * A check that all of it works together, not a model to use; it runs in the tests (test/tiny.test.ts).
 *   node --import tsx runs/tiny.ts OUT [--steps 60]      1 minute; losses fall, the answers are still mostly wrong
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { preset } from "../src/model/config.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { askLabelled, countKinds, totals } from "../src/tasks/evaluate.ts";
import { RUN_DEFAULTS, type RunDefinition, run } from "../src/train/run.ts";
import { developmentPages } from "../src/train/sources.ts";
import { STREAM } from "../src/train/stream.ts";
import { TRAINER } from "../src/train/trainer.ts";

export function tinyRun(steps: number, workers = 1): RunDefinition {
  return {
    ...RUN_DEFAULTS,
    name: "tiny",
    config: preset("tiny"),
    tokenizer: fileURLToPath(new URL("../models/mini/tokenizer.json", import.meta.url)),
    workers,
    steps,
    trainer: { ...TRAINER, schedule: { peak: 3e-3, warmUp: 10, decay: 0.4, floor: 0.02 } },
    stream: {
      ...STREAM,
      budget: 384,
      buckets: [128],
      groups: [{ questions: 18, prompt: 16, answer: 10, weight: 1 }],
      poolPages: 16,
      poolBatches: 12,
      pretrain: 0.25,
      visual: 0,
    },
    sources: [{ source: "synthetic", weight: 1, kinds: ["receipt", "label"], damaged: 0.2, pictured: 0 }],
    logEvery: 5,
    evaluatePages: 0,
  };
}

/** Trains half of the steps, resumes for the rest, and asks the checkpoint. @returns log lines and counts of right answers */
export async function tiny(folder: string, steps: number, onLine: (line: Record<string, unknown>) => void) {
  const definition = tinyRun(steps);
  const first = new AbortController();
  const watch = (line: Record<string, unknown>) => {
    onLine(line);
    if (Number(line.step) >= steps / 2) first.abort();
  };
  await run(definition, folder, { onLine: watch, signal: first.signal });
  await run(definition, folder, { onLine, resume: true });
  const model = await DocFormer.load({ model: join(folder, "model") });
  try {
    const counts = {};
    for (const labelled of developmentPages(4, 0, 1))
      countKinds(await askLabelled(model, labelled, { most: 8 }), counts);
    return totals(counts);
  } finally {
    await model.dispose();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [out, ...flags] = process.argv.slice(2);
  const steps = Number(flags[flags.indexOf("--steps") + 1] || 60);
  const counts = await tiny(out, steps, (line) => console.log(JSON.stringify(line)));
  console.log(JSON.stringify({ type: "asked", ...counts }));
}
