/** `docformer pretrain`: a model trained on pages without labels, with its run folder. Alone, or under mpirun as one of its ranks. */
import { existsSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { Command, Option } from "commander";
import { ConfigError } from "../model/config.ts";
import type { PretrainDefinition, PretrainResult } from "../train/pretrain.ts";
import type { SourceSpec } from "../train/sources.ts";
import { readDefinitionFile } from "./definition-file.ts";
import { EXIT, UsageError } from "./failure.ts";
import {
  type DeviceName,
  deviceOption,
  numberWithin,
  type OcrName,
  ocrOption,
  outputFlags,
  threadsOption,
  wholeNumber,
} from "./flags.ts";
import { userCache } from "./labelled.ts";
import type { Context } from "./program.ts";
import { speedText } from "./speed.ts";

interface PretrainFlags {
  data?: string;
  format?: string;
  split?: string;
  synthetic?: number;
  from?: string;
  tokenizer?: string;
  out: string;
  resume?: boolean;
  minutes?: number;
  steps?: number;
  limit?: number;
  seed?: number;
  workers?: number;
  device?: DeviceName;
  threads?: number;
  words: "given" | "ocr";
  ocr?: OcrName;
  cache?: string;
  json?: boolean;
}

/** Layout of folders whose files are read by us. */
const FILES = "files";

/** The run of CONFIG: a preset's name or a file. @throws UsageError */
async function configured(config: string): Promise<PretrainDefinition> {
  const { pretraining, pretrainingOf } = await import("../train/pretraining.ts");
  if (extname(config) === "") return pretraining(config);
  return pretrainingOf(await readDefinitionFile(config, "a configuration"), config);
}

/** A contradiction in what was asked for is wrong use. */
async function orUsage<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** The source that `--data` names. @throws UsageError */
async function sourceOf(folder: string, flags: PretrainFlags): Promise<SourceSpec> {
  const { ocr, limit } = flags;
  if (!existsSync(folder)) throw new UsageError(`--data ${folder}: no such folder`);
  const cache = flags.cache ?? userCache();
  const isCommon = readdirSync(folder).some((name) => /\.jsonl(\.gz)?$/.test(name));
  const format = flags.format ?? (isCommon ? "docformer" : FILES);
  const files = { source: FILES, weight: 1, folder, ocr, limit, cache, damaged: 0, pictured: 1 } as const;
  if (format === FILES) return files;
  const { openFormat } = await import("../data/formats/formats.ts");
  const splits = await (await openFormat(format)).splits(folder);
  const split = flags.split ?? (splits.includes("train") ? "train" : splits.length === 1 ? splits[0] : undefined);
  if (split === undefined || !splits.includes(split)) {
    const wanted = flags.split === undefined ? "which split? --split takes one of" : `no split "${split}"; there are`;
    throw new UsageError(`${folder}: ${wanted} ${splits.join(", ") || "none"}`);
  }
  if (flags.words === "ocr") return { ...files, format, split };
  return { source: "labelled", weight: 1, folder, format, split, limit, fields: false, damaged: 0, pictured: 1 };
}

/** The run that the arguments ask for; of a resumed one all that they do not say. @throws UsageError, ResumeError */
async function definitionOf(config: string, flags: PretrainFlags): Promise<PretrainDefinition> {
  const { recordedDefinition } = await import("../train/run.ts");
  const fresh = await configured(config);
  const recorded = flags.resume && existsSync(join(flags.out, "run.json")) ? recordedDefinition(flags.out) : null;
  if (recorded && recorded.name !== fresh.name) {
    throw new UsageError(`${flags.out} was started as ${recorded.name}, not ${fresh.name}`);
  }
  const definition: PretrainDefinition = recorded ?? fresh;
  if (recorded === null || flags.from !== undefined) await startOf(definition, flags);
  const { synthetic = 0, steps, minutes, seed, workers, data, device } = flags;
  if (data !== undefined) {
    const own = await sourceOf(data, flags);
    const made = { source: "synthetic", weight: synthetic, damaged: 0.5, pictured: 0.5 } as const;
    definition.sources = synthetic > 0 ? [{ ...own, weight: 1 - synthetic }, made] : [own];
  }
  if (seed !== undefined) definition.seed = seed;
  if (flags.threads !== undefined) definition.trainer = { ...definition.trainer, threads: flags.threads };
  if (device !== undefined) {
    definition.trainer = { ...definition.trainer, device };
    // Threads would wait for one device, and add up gradients in the host's memory.
    if (device !== "cpu") definition.workers = 1;
  }
  if (workers !== undefined) definition.workers = workers;
  // What is asked for ends the run; the recipe's own end only where nothing is.
  if (steps !== undefined || minutes !== undefined) Object.assign(definition, { steps, minutes });
  return definition;
}

/** Weights, shape and vocabulary to start from. A vocabulary decides on the rows of the embedding, a checkpoint on all. */
async function startOf(definition: PretrainDefinition, flags: PretrainFlags): Promise<void> {
  const { from = definition.from, tokenizer = definition.tokenizer } = flags;
  definition.from = from;
  if (from === "random" && tokenizer !== undefined) {
    Object.assign(definition, {
      tokenizer,
      config: { ...definition.config, ...(await rowsOf(tokenizer, definition)) },
    });
  } else if (from !== "random" || definition.config.positions === "words") {
    const { startFrom } = await import("../train/tune.ts");
    const start = startFrom(from);
    definition.tokenizer = start.tokenizer;
    const rows = from === "random" ? await rowsOf(start.tokenizer, definition) : {};
    definition.config = from === "random" ? { ...definition.config, ...rows } : start.config;
  }
}

async function rowsOf(tokenizer: string, { config }: PretrainDefinition) {
  if (!existsSync(tokenizer)) throw new UsageError(`--tokenizer ${tokenizer}: no such file`);
  const { loadTokenizerFile } = await import("../model/checkpoint-files.ts");
  const { vocabularySize } = loadTokenizerFile(tokenizer);
  return { vocabularySize, answerVocabulary: Math.min(config.answerVocabulary, vocabularySize) };
}

/** A line of metrics.jsonl as progress. */
function lineText({ step, losses, minutesLeft, padding, ...line }: Record<string, unknown>): string {
  const parts = Object.entries((losses ?? {}) as Record<string, number>).map(([name, value]) => `${name} ${value}`);
  const left = minutesLeft === undefined ? "" : `, ${minutesLeft} minutes left`;
  return `step ${step}: ${parts.join(", ")}, padding ${padding}${speedText(line)}${left}`;
}

function printResult({ folder, steps, minutes, losses, finished }: PretrainResult, { terminal }: Context): void {
  const said = Object.entries(losses).map(([name, value]) => `${name} ${value}`);
  terminal.print(`${steps} updates in ${minutes} minutes: ${said.join(", ")}`);
  terminal.print(`model: ${join(folder, "model")}, report: ${join(folder, "report.md")}`);
  if (!finished) terminal.print("stopped before its end; --resume goes on with it");
}

export function pretrainCommand(context: Context): Command {
  const command = new Command("pretrain")
    .description("Trains a model on pages without labels; RUN/model can be loaded at any moment. Also under mpirun.")
    .argument("<config>", "tiny, mini, small, base or large, or a .json or .ts file with parts of a run")
    .requiredOption("--out <run>", "folder of the run; made when absent")
    .option("--data <folder>", "pages to train on (default: synthetic ones, or those of the file)")
    .option(
      "--format <name>",
      'layout of a data set, or "files": a folder of PDFs, images and OCR results (default: as it looks)',
    )
    .option("--split <name>", "split of a data set (default: train, else the only one)")
    .option("--synthetic <share>", "share of synthetic pages beside those of --data", numberWithin(0, 0.999))
    .option("--from <folder>", 'checkpoint or Hugging Face T5 to start from, or "random" (default)')
    .option(
      "--tokenizer <file>",
      "tokenizer.json for random weights (default: words: the shipped one; tokens: trained on the pages)",
    )
    .option(
      "--resume",
      "go on with the run in --out, where there is one; all else is as it was started, but for its end, --workers, --threads and --device",
    )
    .option("--minutes <minutes>", "minutes of training", numberWithin(0.01, 1e7))
    .option("--steps <count>", "updates", wholeNumber(1))
    .option("--limit <count>", "the first so many files or documents", wholeNumber(1))
    .option("--seed <seed>", "the same seed gives the same run (default: 1)", wholeNumber(0))
    .addOption(
      new Option("--words <source>", "words of a data set as given, or read from its page images")
        .choices(["given", "ocr"])
        .default("given"),
    )
    .addOption(ocrOption())
    .option("--cache <folder>", "where pages that were read are kept (default: the user's cache folder)")
    .option("--workers <count>", "threads that train side by side; not under mpirun", wholeNumber(1, 256))
    .addOption(threadsOption())
    .addOption(deviceOption("batches are computed"));
  return outputFlags(command).action(async (config: string, flags: PretrainFlags) => {
    const { terminal, signal } = context;
    const { joinMpi } = await import("../train/mpi.ts");
    const { pretrain } = await import("../train/pretrain.ts");
    const group = joinMpi();
    if (group && flags.workers !== undefined) {
      throw new UsageError("--workers does not go with mpirun: each of its processes is one rank");
    }
    const chief = group === null || group.rank === 0;
    const filled = chief && existsSync(flags.out) && readdirSync(flags.out).length > 0;
    if (filled && !flags.resume) {
      throw new UsageError(`--out ${flags.out}: there is something already; --resume goes on with it`);
    }
    const definition = await orUsage(() => definitionOf(config, flags));
    const { device } = definition.trainer;
    if (device) await (await import("../engine/runtime-node.ts")).requireDevice(device);
    const result = await pretrain(definition, flags.out, {
      resume: flags.resume,
      signal,
      group: group ?? undefined,
      onRemark: (text) => terminal.remark(text),
      onProgress: (text) => terminal.progress(text),
      onLine: (line) => terminal.progress(lineText(line)),
    });
    group?.leave();
    if (signal.aborted) context.exitCode = EXIT.interrupted;
    if (result === null) return;
    if (flags.json) terminal.json(result);
    else printResult(result, context);
  });
}
