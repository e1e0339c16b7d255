/**
 * Our training beside the PyTorch prototype's on the same pages of the prototype's generator, at equal questions seen, by one
 * thread each: exact match of freely decoded answers on held-out pages, and CPU seconds. Prints a JSON line an arm and seed.
 *
 *   node --import tsx bench/yardstick.ts --python PYTHON --prototype ../shared/prototype --out FOLDER
 *     [--arms prototype,same,ours,encoder] [--seeds 1,2,3] [--steps 800] [--pages 8000] [--ours-steps N] [--core 1]
 *
 * Arms: `prototype`: its word model with input feeding; `same`: ours with nothing that the prototype lacks; `ours`: all that
 * `mini` has, at the same width; `encoder`: that, with the question in the encoder's input as in the paper. PYTHON has torch,
 * numpy and tokenizers. 2 minutes an arm and seed on a free core; what is there already is not made again.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readLabelled } from "../src/data/common-format.ts";
import * as vocabulary from "../src/data/synthetic/words/vocabulary.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { loadTokenizerFile } from "../src/model/checkpoint-files.ts";
import { type ModelConfig, preset } from "../src/model/config.ts";
import { LexicalCache } from "../src/model/lexical.ts";
import { SPECIAL_TOKENS, specialIds } from "../src/model/vocabulary.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { exactMatch } from "../src/tasks/metrics/exact-match.ts";
import { formatTokenizerJson } from "../src/text/tokenizer-json.ts";
import { trainUnigram } from "../src/text/train-unigram.ts";
import { RUN_DEFAULTS, type RunDefinition } from "../src/train/run.ts";
import { pageSources } from "../src/train/sources.ts";
import { STREAM, Stream } from "../src/train/stream.ts";
import { TRAINER } from "../src/train/trainer.ts";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    prototype: { type: "string", default: "../shared/prototype" },
    out: { type: "string" },
    arms: { type: "string", default: "prototype,same,ours,encoder" },
    seeds: { type: "string", default: "1,2,3" },
    steps: { type: "string", default: "800" },
    pages: { type: "string", default: "8000" },
    "ours-steps": { type: "string" },
    core: { type: "string", default: "1" },
  },
});
const out = resolve(values.out ?? "yardstick");
const prototype = resolve(values.prototype);
const repository = fileURLToPath(new URL("..", import.meta.url));
const results = join(out, "results.json");
/** By arm and seed. */
const known: Record<string, Record<string, unknown>> = existsSync(results)
  ? JSON.parse(readFileSync(results, "utf8"))
  : {};
/** Questions that are asked of a test page, as in yardstick.py. */
const ASKED = 20;
/** As many pieces as the prototype has, beside our special tokens and bytes. */
const VOCABULARY = SPECIAL_TOKENS.length + 256 + 2000;

/** The last line that a command prints, and its exit. Its remarks go to ours. */
async function lastLine(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  const code = await new Promise((done) => child.on("close", done));
  if (code !== 0) throw new RangeError(`${child.spawnargs.join(" ")} ended with code ${code}`);
  return text.trim().split("\n").at(-1) ?? "";
}

const python = (...flags: string[]) => [
  values.python,
  join(repository, "bench/yardstick.py"),
  ...flags,
  "--prototype",
  prototype,
];

/** A command on one core, with one thread in each library, and memory that is not given back between the updates. */
function onOneCore(command: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    OMP_NUM_THREADS: "1",
    MALLOC_ARENA_MAX: "1",
    MALLOC_MMAP_THRESHOLD_: "33554432",
    MALLOC_TRIM_THRESHOLD_: "17179869184",
    MALLOC_TOP_PAD_: "134217728",
  };
  const stdio = ["ignore", "pipe", "inherit"] as const;
  return lastLine(spawn("taskset", ["-c", values.core, ...command], { cwd: out, env, stdio: [...stdio] }));
}

/** Words of our own lists: the prototype's generator wants some. */
function englishWords(): string[] {
  const texts = Object.values(vocabulary).flat();
  const words = texts.flatMap((text) => (typeof text === "string" ? text.split(/\s+/) : []));
  return [...new Set(words.filter((word) => /^[a-z]{3,10}$/.test(word)))].sort();
}

async function documents(split: string, limit?: number): Promise<LabelledDocument[]> {
  const list: LabelledDocument[] = [];
  for await (const labelled of readLabelled(out, split, { limit })) list.push(labelled);
  return list;
}

const tokenizerFile = join(out, "tokenizer.json");

/** Pages, a vocabulary of their text, and the bundle of our training. */
async function prepare(): Promise<void> {
  mkdirSync(out, { recursive: true });
  if (!existsSync(join(out, "test.jsonl"))) {
    writeFileSync(join(out, "words.txt"), `${englishWords().join("\n")}\n`);
    await onOneCore(python("dump", "--train", values.pages, "--test", "160"));
  }
  if (!existsSync(tokenizerFile)) {
    const lines = (await documents("train", 3000)).map(({ document, questions }) =>
      [...document.pages[0].words.map(({ text }) => text), ...questions.map(({ question }) => question)].join(" "),
    );
    const options = { vocabularySize: VOCABULARY, specials: SPECIAL_TOKENS, lowercase: true };
    writeFileSync(tokenizerFile, formatTokenizerJson(trainUnigram(lines, options)));
  }
  const esbuild = join(repository, "node_modules/.bin/esbuild");
  const entries = ["bench/yardstick-run.ts", "src/train/rank.ts"];
  const flags = ["--bundle", "--platform=node", "--format=esm", "--packages=external", "--entry-names=[name]"];
  await lastLine(
    spawn(esbuild, [...entries, ...flags, `--outdir=${bundle}`, "--log-level=error"], { cwd: repository }),
  );
  writeFileSync(join(bundle, "package.json"), '{"type":"module"}\n');
}

const bundle = join(repository, "node_modules/.cache/yardstick");

const ALL: ModelConfig = {
  ...preset("mini"),
  vocabularySize: VOCABULARY,
  width: 128,
  heads: 4,
  feedForward: 256,
  encoderLayers: 4,
  decoderLayers: 2,
  // The pages have no image and no colours, and the prototype neither knows sets.
  visualTokens: 0,
  colours: false,
  colourNames: false,
  marks: false,
};

const CONFIGS: Record<string, ModelConfig> = {
  ours: ALL,
  same: { ...ALL, relations: false, matches: false, numbers: false },
  encoder: { ...ALL, question: "encoder" },
};

/** The prototype's recipe in our terms: 512 words and 64 questions a batch, four of five batches short. */
function definition(config: ModelConfig, seed: number, steps: number): RunDefinition {
  return {
    ...RUN_DEFAULTS,
    name: "yardstick",
    config,
    tokenizer: tokenizerFile,
    seed,
    workers: 1,
    steps,
    trainer: { ...TRAINER, arena: true, schedule: { peak: 2e-3, warmUp: 100, decay: 0.3, floor: 0.02 } },
    stream: {
      ...STREAM,
      budget: 512,
      buckets: [48, 64, 80, 104, 128],
      groups: [
        { questions: 64, prompt: 8, answer: 6, weight: 0.8 },
        { questions: 32, prompt: 12, answer: 20, weight: 0.2 },
      ],
      poolPages: 600,
      poolBatches: 72,
      pretrain: 0,
      visual: 0,
      augment: { ...STREAM.augment, margin: 0, jitter: 0 },
    },
    sources: [{ source: "labelled", weight: 1, folder: out, split: "train", fields: false, damaged: 0 }],
    logEvery: 1,
    saveMinutes: 1e6,
    evaluatePages: 0,
  };
}

/** Questions of a batch, on average. */
async function questionsPerStep(run: RunDefinition): Promise<number> {
  const tokenizer = loadTokenizerFile(run.tokenizer);
  const lexical = new LexicalCache(run.config, tokenizer);
  const sources = await pageSources([{ ...run.sources[0], limit: 1500 } as never]);
  const stream = new Stream(run.config, specialIds(tokenizer), lexical, sources, run.stream, run.seed, 0);
  let questions = 0;
  for (let i = 0; i < 144; i++) questions += stream.next().questions;
  return questions / 144;
}

type Said = Map<string, (string | null)[]>;

/** Exact match (letters and digits, case folded) in percent: of all questions, and by kind. */
async function score(said: Said): Promise<Record<string, unknown>> {
  const counts = new Map<string, { questions: number; right: number }>();
  for (const { id, questions } of await documents("test")) {
    const answers = said.get(id) ?? [];
    questions.slice(0, ASKED).forEach(({ answers: accepted, kind }, i) => {
      const answer = answers[i] ?? null;
      const right = accepted.length === 0 ? answer === null : answer !== null && exactMatch(answer, accepted[0]);
      for (const name of ["all", kind]) {
        const count = counts.get(name) ?? { questions: 0, right: 0 };
        counts.set(name, { questions: count.questions + 1, right: count.right + Number(right) });
      }
    });
  }
  const percent = ({ questions, right }: { questions: number; right: number }) =>
    Math.round((1000 * right) / questions) / 10;
  const { all, ...byKind } = Object.fromEntries([...counts].map(([name, count]) => [name, percent(count)]));
  return { tested: counts.get("all")?.questions, exactMatch: all, byKind };
}

async function trainPrototype(seed: number): Promise<Record<string, unknown>> {
  const file = join(out, `prototype-${seed}.jsonl`);
  const flags = ["--seed", String(seed), "--steps", values.steps, "--out", file];
  const trained = JSON.parse(await onOneCore(python("train", ...flags)));
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const said: Said = new Map(lines.map((line) => JSON.parse(line)).map(({ id, answers }) => [id, answers]));
  return { ...trained, ...(await score(said)) };
}

async function trained(arm: string, seed: number, steps: number): Promise<Record<string, unknown> & Trained> {
  const folder = join(out, `${arm}-${seed}`);
  const file = `${folder}.run.json`;
  writeFileSync(file, JSON.stringify(definition(CONFIGS[arm], seed, steps)));
  rmSync(folder, { recursive: true, force: true });
  const collector = ["--single-threaded-gc", "--max-semi-space-size=48", "--min-semi-space-size=48"];
  const run = ["node", ...collector, join(bundle, "yardstick-run.js"), file, folder];
  return { steps, ...JSON.parse(await onOneCore(run)) };
}

interface Trained {
  cpuSeconds: number;
  stepSeconds: number;
}

/** As many updates as see `wanted` questions; with the question in the encoder, as take the CPU time of `ours`. */
async function stepsOf(arm: string, seed: number, wanted: number): Promise<number> {
  if (values["ours-steps"]) return Number(values["ours-steps"]);
  if (arm !== "encoder") return Math.round(wanted / (await questionsPerStep(definition(CONFIGS[arm], seed, 1))));
  const { stepSeconds } = await trained(arm, seed, 60);
  return Math.round(Number(known[`ours-${seed}`]?.cpuSeconds ?? 60) / stepSeconds);
}

async function trainOurs(arm: string, seed: number, wanted: number): Promise<Record<string, unknown>> {
  const result = await trained(arm, seed, await stepsOf(arm, seed, wanted));
  const model = await DocFormer.load({ model: join(out, `${arm}-${seed}`, "model"), threads: 1 });
  const said: Said = new Map();
  for (const { id, document, questions } of await documents("test")) {
    const asked = questions.slice(0, ASKED).map(({ question }) => question);
    const answers = await model.ask(document, asked, { limit: 24 });
    said.set(
      id,
      answers.map(({ status, text }) => (status === "absent" ? null : text)),
    );
  }
  await model.dispose();
  return { ...result, ...(await score(said)) };
}

await prepare();
for (const seed of values.seeds.split(",").map(Number)) {
  for (const arm of values.arms.split(",")) {
    const name = `${arm}-${seed}`;
    if (!known[name]) {
      const wanted = Number(known[`prototype-${seed}`]?.questions ?? 51_200);
      known[name] = arm === "prototype" ? await trainPrototype(seed) : await trainOurs(arm, seed, wanted);
      writeFileSync(results, `${JSON.stringify(known, null, 2)}\n`);
    }
    console.log(JSON.stringify({ arm, seed, ...known[name] }));
  }
}
