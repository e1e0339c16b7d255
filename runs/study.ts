/**
 * The study of the objectives: arms pre-trained alike on pages without labels, each fine-tuned with few and with all labels.
 * A job is a folder of OUT with result.json when it is done; what is done is skipped and what was stopped is gone on with.
 *   node --import tsx runs/study.ts OUT [--scale 0.1] [--only ARM,ARM] [--data SET,SET] [--labels 20,100,all] [--plan]
 * Budgets are updates of equal numbers of positions, not minutes: a busy machine favours no arm. What an arm costs more per
 * update (the question in the encoder, tokens as positions) is not taken from it; its minutes stand beside its scores.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chartSvg } from "../src/tasks/report/chart.ts";
import { builtInRecipe } from "../src/train/recipes/recipes.ts";

const SHARED = "../shared/data";
const PLACES = { line: { pairs: 32, grid: false }, grid: { pairs: 0, grid: true }, none: { pairs: 0, grid: false } };
/** What each arm changes of `mini` with both tasks. Hidden places are the same in all, so that all see the same inputs. */
const ARMS: Readonly<Record<string, { config?: Record<string, unknown>; stream?: Record<string, unknown> }>> = {
  denoising: { stream: { places: PLACES.none } },
  line: { stream: { places: PLACES.line } },
  grid: { stream: { places: PLACES.grid } },
  both: {},
  "no-image": { config: { visualTokens: 0 } },
  // Everything that is computed from boxes, column ranks and matches along lines included.
  "no-boxes": { config: { spatial: false, rotary: false, relations: false, matches: false, numbers: false } },
  "question-in-encoder": { config: { question: "encoder" } },
  tokens: { config: { positions: "tokens", piecesPerWord: 1 } },
};
/** Data sets: recipe, folder, seeds, and the score that is compared. */
const SETS: Readonly<Record<string, { recipe: string; folder?: string; seeds: number; score: string }>> = {
  sroie: { recipe: "sroie", folder: `${SHARED}/sroie`, seeds: 3, score: "exactMatch" },
  forms: { recipe: "forms", seeds: 3, score: "exactMatch" },
  funsd: { recipe: "funsd", folder: `${SHARED}/funsd`, seeds: 1, score: "entityF1" },
  wtq: { recipe: "wtq", folder: `${SHARED}/wikitablequestions`, seeds: 1, score: "denotation" },
  "ad-buy": { recipe: "ad-buy", folder: `${SHARED}/vrdu-ad-buy`, seeds: 1, score: "fieldF1" },
};
/** Updates that are about 20 and 5 minutes of one thread here. */
const UPDATES = { pretrain: 800, tune: 200 };

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: "string", default: "1" },
    only: { type: "string" },
    data: { type: "string" },
    labels: { type: "string", default: "20,100,all" },
    plan: { type: "boolean", default: false },
  },
});
const [out] = positionals;
const chosen = (text: string | undefined, known: object) => {
  const names = text?.split(",") ?? Object.keys(known);
  const strange = names.filter((name) => !Object.hasOwn(known, name));
  if (strange.length === 0) return names;
  console.error(`no ${strange.join(", ")}; there are ${Object.keys(known).join(", ")}`);
  process.exit(2);
};
const scale = Number(flags.scale);
if (!out || !(scale > 0)) {
  console.error("a folder OUT is wanted, and a --scale above 0");
  process.exit(2);
}
const [arms, sets, labels] = [chosen(flags.only, ARMS), chosen(flags.data, SETS), flags.labels.split(",")];
const updates = (count: number) => Math.max(2, Math.round(count * scale));

interface Row {
  arm: string;
  set: string;
  labels: string;
  score: string;
  scores: number[];
  minutes: number;
}

/** Runs a verb in a process of its own, whose memory goes when it ends. Ends this one where it fails. */
function docformer(args: readonly string[]): void {
  const { status, signal } = spawnSync(process.execPath, ["bin/docformer.js", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status === 0) return;
  console.error(`stopped (${signal ?? status}): docformer ${args.join(" ")}; the same command goes on`);
  process.exit(status ?? 130);
}

/** A run in `folder`, gone on with where it was begun; `done` is the file that tells of its end. */
function job(folder: string, done: string, begun: string, args: readonly string[]): void {
  if (existsSync(join(folder, done))) return;
  console.error(`${new Date().toISOString().slice(11, 19)} ${folder}`);
  docformer([...args, "--out", folder, ...(existsSync(join(folder, begun)) ? ["--resume"] : [])]);
}

function pretrainArm(arm: string): string {
  const folder = join(out, "pretrain", arm);
  const file = join(out, `${arm}.json`);
  const pages = { source: "labelled", fields: false, damaged: 0.3, pictured: 0.5 };
  const run = {
    preset: "mini",
    name: `study-${arm}`,
    tokenizer: "models/mini/tokenizer.json",
    steps: updates(UPDATES.pretrain),
    workers: 1,
    sources: [
      { source: "synthetic", weight: 0.5, damaged: 0.5, pictured: 0.5 },
      // Measured and not given away, so that all real pages may be used; their labels are not.
      { ...pages, weight: 0.35, folder: `${SHARED}/pretrain-pages`, split: "pages" },
      { ...pages, weight: 0.15, folder: `${SHARED}/sroie`, split: "train" },
    ],
    ...ARMS[arm],
  };
  writeFileSync(file, JSON.stringify(run, null, 2));
  // The manifest is written by a run that was stopped, too; what was marked done was not stopped.
  const mark = join(folder, "study-done");
  if (existsSync(mark)) return join(folder, "model");
  job(folder, "study-done", "run.json", ["pretrain", file, "--steps", String(run.steps)]);
  writeFileSync(mark, "");
  return join(folder, "model");
}

function tuneArm(arm: string, from: string, set: string, count: string): Row {
  const { recipe, seeds, score, folder: data = join(out, "forms") } = SETS[set];
  const folder = join(out, "tune", `${arm}-${set}-${count}`);
  const file = join(out, `recipe-${recipe}.json`);
  writeFileSync(file, JSON.stringify({ ...builtInRecipe(recipe), pictured: 0.5 }, null, 2));
  const few = count === "all" ? [] : ["--limit", count];
  // Of several runs result.json tells of those that are done.
  const finished = () => existsSync(join(folder, "result.json")) && runsOf(folder).length === seeds;
  if (!finished()) {
    job(folder, "study-done", "finetune.json", [
      ...["finetune", file, "--data", data, "--from", from, "--steps", String(updates(UPDATES.tune))],
      ...["--repeats", String(seeds), "--seed", "1", "--workers", "1", ...few],
    ]);
  }
  const runs = runsOf(folder);
  const scores = runs.flatMap(({ report }) => report?.metrics[score] ?? []);
  return { arm, set, labels: count, score, scores, minutes: runs.reduce((sum, { minutes }) => sum + minutes, 0) };
}

interface Tuned {
  minutes: number;
  report: { metrics: Record<string, number | null> } | null;
}
const runsOf = (folder: string) => JSON.parse(readFileSync(join(folder, "result.json"), "utf8")).runs as Tuned[];
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

/** Mean and sample deviation in percent. */
function cell({ scores }: Row): string {
  if (scores.length === 0) return "-";
  const middle = mean(scores);
  const squares = scores.reduce((sum, one) => sum + (one - middle) ** 2, 0);
  const spread = scores.length > 1 ? ` ± ${(100 * Math.sqrt(squares / (scores.length - 1))).toFixed(1)}` : "";
  return `${(100 * middle).toFixed(1)}${spread}`;
}

/** Tables and curves of what is there, so that a study that is under way can be looked at. */
function write(rows: readonly Row[]): void {
  writeFileSync(join(out, "study.json"), `${JSON.stringify({ scale, updates: UPDATES, rows }, null, 2)}\n`);
  const parts = sets.flatMap((set) => {
    const own = rows.filter((row) => row.set === set);
    if (own.length === 0) return [];
    const of = (arm: string, count: string) => own.find((row) => row.arm === arm && row.labels === count);
    const line = (arm: string) => `| ${[arm, ...labels.map((count) => cellOf(of(arm, count)))].join(" | ")} |`;
    const series = arms.map((name) => ({
      name,
      points: labels.flatMap((count, i) => {
        const scores = of(name, count)?.scores ?? [];
        return scores.length > 0 ? [[i, mean(scores)] as const] : [];
      }),
    }));
    const x = `labels: ${labels.join(", ")}`;
    const title = `${set} by labels`;
    const chart = chartSvg({ title, x, y: SETS[set].score, widest: Math.max(1, labels.length - 1), series });
    writeFileSync(join(out, `${set}.svg`), chart);
    const head = [`| ${["arm", ...labels].join(" | ")} |`, `| --- | ${labels.map(() => "---:").join(" | ")} |`];
    return [`## ${set}: ${SETS[set].score}, percent`, "", ...head, ...arms.map(line), "", `![](${set}.svg)`, ""];
  });
  const about = `Scale ${scale}: ${updates(UPDATES.pretrain)} updates of pre-training, ${updates(UPDATES.tune)} of fine-tuning a run; a deviation stands where a set has several seeds.`;
  writeFileSync(join(out, "study.md"), ["# The study", "", about, "", ...parts].join("\n"));
}
const cellOf = (row: Row | undefined) => (row ? cell(row) : "-");

const runs = sets.reduce((sum, set) => sum + SETS[set].seeds, 0) * arms.length * labels.length;
const minutes = Math.round(scale * (20 * arms.length + 5 * runs));
console.error(
  `${arms.length} pre-trainings and ${runs} fine-tunings: about ${minutes} minutes of one thread, and starts`,
);
if (flags.plan) process.exit(0);
mkdirSync(out, { recursive: true });
if (sets.includes("forms")) {
  for (const [split, count, seed] of [
    ["train", "400", "7001"],
    ["dev", "60", "7002"],
  ]) {
    if (existsSync(join(out, "forms", `${split}.jsonl`))) continue;
    const what = ["--count", count, "--kind", "form", "--seed", seed, "--split", split];
    docformer(["synth", "--out", join(out, "forms"), ...what]);
  }
}
const rows: Row[] = [];
for (const arm of arms) {
  const from = pretrainArm(arm);
  for (const set of sets) {
    for (const count of labels) {
      rows.push(tuneArm(arm, from, set, count));
      write(rows);
    }
  }
}
