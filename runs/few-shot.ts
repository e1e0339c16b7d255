/**
 * Few labels: recipes taught from 5, 20, 50 and 100 documents, from a checkpoint and from random weights, equal minutes and the same
 * draws; prints a table and draws a curve a data set. What is in OUT already is not run again.
 *   node --import tsx runs/few-shot.ts OUT [--from models/mini] [--sets sroie,ad-buy] [--arms checkpoint,random] [--counts 5,20,50,100]
 *     [--minutes 2] [--repeats 2] [--images docs/images]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chartSvg } from "../src/tasks/report/chart.ts";
import type { FinetuneResult } from "../src/train/finetune.ts";
import { spreadText } from "./study/table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: "string", default: "models/mini" },
    sets: { type: "string", default: "sroie,ad-buy" },
    arms: { type: "string", default: "checkpoint,random" },
    counts: { type: "string", default: "5,20,50,100" },
    minutes: { type: "string", default: "2" },
    repeats: { type: "string", default: "2" },
    images: { type: "string" },
  },
});
const [out] = positionals;
const DATA: Record<string, string> = {
  sroie: "../shared/data/sroie",
  "ad-buy": "../shared/data/vrdu-ad-buy",
  registration: "../shared/data/vrdu-registration",
};
const sets = values.sets.split(",");
const arms = values.arms.split(",");
const counts = values.counts.split(",").map(Number);
mkdirSync(out, { recursive: true });

/** Where the result of an arm stands, once it is there. */
const fileOf = (arm: string, set: string, count: number) => join(out, `${arm}-${set}-${count}.json`);

function teach(arm: string, set: string, count: number): void {
  const file = fileOf(arm, set, count);
  if (existsSync(file)) return;
  const run = join(out, `${arm}-${set}-${count}`);
  const from = ["--from", arm === "random" ? "random" : values.from];
  const much = ["--limit", String(count), "--minutes", values.minutes, "--repeats", values.repeats, "--workers", "1"];
  const started = existsSync(run) ? ["--resume"] : [];
  const flags = started.length > 0 ? started : [...from, ...much];
  const args = ["finetune", set, "--data", DATA[set], "--out", run, ...flags, "--json", "--quiet"];
  const text = execFileSync(process.execPath, ["bin/docformer.js", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  writeFileSync(`${file}.draft`, text);
  renameSync(`${file}.draft`, file);
}

for (const set of sets) for (const count of counts) for (const arm of arms) teach(arm, set, count);

const NAMES: Record<string, string> = { checkpoint: "the shipped checkpoint", random: "random weights" };
for (const set of sets) {
  const known = arms.flatMap((arm) =>
    counts.flatMap((count) => {
      const file = fileOf(arm, set, count);
      if (!existsSync(file)) return [];
      return [{ arm, count, ...(JSON.parse(readFileSync(file, "utf8")) as FinetuneResult) }];
    }),
  );
  console.log(`\n| ${set} | ${counts.join(" | ")} |\n|---|${counts.map(() => "---:|").join("")}`);
  for (const arm of arms) {
    for (const score of ["exactMatch", "wordF1"]) {
      const cells = counts.map((count) => {
        const one = known.find((at) => at.arm === arm && at.count === count);
        const scores = one?.runs.flatMap(
          ({ report }) => (report?.metrics as Record<string, number> | undefined)?.[score] ?? [],
        );
        return spreadText(scores ?? []);
      });
      console.log(`| ${NAMES[arm]}, ${score} | ${cells.join(" | ")} |`);
    }
  }
  if (!values.images) continue;
  const series = arms.map((arm) => ({
    name: NAMES[arm],
    points: known
      .filter((one) => one.arm === arm && one.spread.exactMatch)
      .map(({ count, spread }) => [count, spread.exactMatch.mean] as const),
  }));
  const title = `${set}: exactMatch by labelled documents`;
  const chart = chartSvg({ title, x: "labelled documents", y: "exactMatch", widest: 100, series });
  writeFileSync(join(values.images, `few-shot-${set}.svg`), chart);
}
