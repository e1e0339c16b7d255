/**
 * Fine-tuning on SROIE's training receipts (company, date, address, total), from the shipped checkpoint.
 *   node --import tsx runs/sroie.ts OUT [--from models/mini] [--data ../shared/data/sroie] [--limit N] [--minutes 12] [--resume]
 * Then: docformer evaluate --model OUT/model --data ../shared/data/sroie --split dev
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../src/model/checkpoint.ts";
import { RUN_DEFAULTS, run } from "../src/train/run.ts";
import { STREAM } from "../src/train/stream.ts";
import { TRAINER } from "../src/train/trainer.ts";

const [out, ...flags] = process.argv.slice(2);
const value = (name: string) => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : undefined);
const from = value("--from") ?? "models/mini";
const limit = value("--limit");
const controller = new AbortController();
process.on("SIGINT", () => controller.abort());
process.on("SIGTERM", () => controller.abort());
await run(
  {
    ...RUN_DEFAULTS,
    name: "sroie",
    config: readConfig(readFileSync(join(from, "config.json"), "utf8")),
    tokenizer: join(from, "tokenizer.json"),
    from,
    minutes: Number(value("--minutes") ?? 12),
    trainer: { ...TRAINER, schedule: { peak: Number(value("--lr") ?? 8e-4), warmUp: 40, decay: 0.6, floor: 0.02 } },
    stream: {
      ...STREAM,
      budget: 1024,
      buckets: [192, 512],
      groups: [{ questions: 8, prompt: 16, answer: 28, weight: 1 }],
      poolPages: 48,
      poolBatches: 16,
      pretrain: 0,
      visual: 0,
    },
    sources: [
      {
        source: "labelled",
        weight: 0.8,
        folder: value("--data") ?? "../shared/data/sroie",
        split: "train",
        fields: true,
        damaged: 0.3,
        ...(limit ? { limit: Number(limit) } : {}),
      },
      { source: "synthetic", weight: 0.2, damaged: 0.5, pictured: 0 },
    ],
    logEvery: 20,
    evaluatePages: 0,
  },
  out,
  {
    resume: flags.includes("--resume"),
    signal: controller.signal,
    onLine: (line) => console.log(JSON.stringify(line)),
  },
);
