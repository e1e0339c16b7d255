/**
 * The shipped checkpoint `mini`, from random weights, on synthetic pages.
 *   node --import tsx runs/mini.ts OUT [--resume] [--minutes N] [--from DIR]
 */
import { preset } from "../src/model/config.ts";
import { RUN_DEFAULTS, type RunDefinition, run } from "../src/train/run.ts";
import { STREAM } from "../src/train/stream.ts";
import { TRAINER } from "../src/train/trainer.ts";

const [out, ...flags] = process.argv.slice(2);
const value = (name: string) => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : undefined);
const definition: RunDefinition = {
  ...RUN_DEFAULTS,
  name: "mini",
  config: { ...preset("mini"), ...JSON.parse(value("--config") ?? "{}") },
  tokenizer: value("--tokenizer") as string,
  from: value("--from") ?? "random",
  minutes: Number(value("--minutes") ?? 60),
  workers: Number(value("--workers") ?? 2),
  trainer: {
    ...TRAINER,
    schedule: {
      peak: Number(value("--lr") ?? 1.5e-3),
      warmUp: Number(value("--warm") ?? 200),
      decay: Number(value("--decay") ?? 0.4),
      floor: 0.02,
    },
  },
  stream: { ...STREAM, ...JSON.parse(value("--stream") ?? "{}") },
  sources: value("--sources")
    ? JSON.parse(value("--sources") as string)
    : [{ source: "synthetic", weight: 1, damaged: 0.5, pictured: 0.5 }],
  logEvery: Number(value("--log") ?? 50),
  evaluateMinutes: Number(value("--evaluate") ?? 20),
};
const controller = new AbortController();
process.on("SIGINT", () => controller.abort());
process.on("SIGTERM", () => controller.abort());
await run(definition, out, {
  resume: flags.includes("--resume"),
  signal: controller.signal,
  onLine: (line) => console.log(JSON.stringify(line)),
});
