/** `docformer finetune`: a checkpoint taught a data set by a recipe, with its run folder. Reads documents; the work is train's. */
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Command, Option } from "commander";
import type { LabelledDocument } from "../document/labelled.ts";
import type { FinetuneData, FinetuneRequest, FinetuneResult } from "../train/finetune.ts";
import type { Recipe } from "../train/recipe.ts";
import { readDefinitionFile } from "./definition-file.ts";
import { UsageError } from "./failure.ts";
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
import { type DataFlags, documentsOf, seenDocument } from "./labelled.ts";
import type { Context } from "./program.ts";
import { percent } from "./read.ts";
import { speedText } from "./speed.ts";

interface FinetuneFlags {
  data?: string;
  format?: string;
  from?: string;
  preset?: string;
  out: string;
  resume?: boolean;
  minutes?: number;
  steps?: number;
  limit?: number;
  repeats: number;
  seed: number;
  words: "given" | "ocr";
  ocr?: OcrName;
  cache?: string;
  workers?: number;
  device?: DeviceName;
  threads?: number;
  json?: boolean;
  quiet?: boolean;
}

/** A recipe by its name, or in a .json, .ts or .js file. @throws UsageError, RecipeError */
async function recipeOf(name: string): Promise<Recipe> {
  const { builtInRecipe } = await import("../train/recipes/recipes.ts");
  const { readRecipe } = await import("../train/recipe.ts");
  if (extname(name) === "") return builtInRecipe(name);
  return readRecipe(await readDefinitionFile(name, "a recipe"), name);
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

/** Splits to report on, the first that there is. */
const REPORTED = ["dev", "test", "val", "validation"];

/** The documents of a request: those of its training split, and those to report on. @throws UsageError */
async function dataOf(
  { data, recipe }: FinetuneRequest,
  flags: FinetuneFlags,
  context: Context,
): Promise<FinetuneData> {
  const { openFormat } = await import("../data/formats/formats.ts");
  const { filesBelow, recordFiles } = await import("../train/manifest.ts");
  const { onOtherWords } = await import("../train/prepare.ts");
  const { terminal, signal } = context;
  if (!existsSync(data.folder)) throw new UsageError(`--data ${data.folder}: no such folder`);
  const format = await openFormat(data.format);
  const splits = await format.splits(data.folder);
  if (!splits.includes(recipe.split)) {
    throw new UsageError(
      `${data.folder}: the recipe ${recipe.name} learns from the split "${recipe.split}"; there are ${splits.join(", ") || "none"}`,
    );
  }
  const reportSplit = REPORTED.find((split) => splits.includes(split) && split !== recipe.split) ?? null;
  const images = data.words === "ocr" || recipe.pictured > 0;
  const seen: DataFlags = {
    ...flags,
    data: data.folder,
    format: data.format,
    words: data.words,
    ocr: data.ocr as OcrName | undefined,
    entities: "predicted",
  };
  let recognised = 0;
  const see = async (labelled: LabelledDocument): Promise<LabelledDocument> => {
    signal.throwIfAborted();
    const other = await seenDocument(labelled, seen, context);
    terminal.progress(`recognised words of ${++recognised} documents`);
    return onOtherWords(labelled, other);
  };
  const read = async (split: string, images: boolean, limit?: number): Promise<LabelledDocument[]> => {
    const documents: LabelledDocument[] = [];
    for await (const labelled of documentsOf({ folder: data.folder, split, format }, { images, limit }, context)) {
      signal.throwIfAborted();
      documents.push(labelled);
      terminal.progress(`${split}: ${documents.length} documents`);
    }
    return documents;
  };
  // Reported on as evaluate does, with what their pictures show, whatever the recipe learns from.
  const report = reportSplit ? await read(reportSplit, true, recipe.judged) : [];
  const ocr = data.words === "ocr";
  // Images are read again for OCR and pictures alone; else what they hold makes no difference.
  const files = (await filesBelow(data.folder)).filter(
    (path) => images || !/\.(png|jpe?g|webp|tiff?|bmp|gif|pdf)$/i.test(path),
  );
  return {
    train: await read(recipe.split, images),
    ...(ocr ? { see } : {}),
    report: ocr ? await inTurn(report, see) : report,
    reportSplit,
    records: [await recordFiles(`${data.format} ${recipe.split}`, data.folder, files)],
  };
}

/** The request of the flags, or the one that the folder was started with. @throws UsageError */
async function requestOf(name: string, flags: FinetuneFlags): Promise<FinetuneRequest> {
  const filled = existsSync(flags.out) && readdirSync(flags.out).length > 0;
  if (flags.resume) {
    const { recordedRequest } = await import("../train/finetune.ts");
    const { sha256: _, ...known } = recordedRequest(flags.out);
    const recipe = await recipeOf(name);
    if (recipe.name !== known.recipe.name) {
      throw new UsageError(`${flags.out} was started with the recipe ${known.recipe.name}, not ${recipe.name}`);
    }
    const { minutes = known.minutes, steps = known.steps, device = known.device, threads = known.threads } = flags;
    return {
      ...known,
      minutes,
      steps,
      device,
      threads,
      data: { ...known.data, folder: flags.data ?? known.data.folder },
    };
  }
  if (filled) throw new UsageError(`--out ${flags.out}: there is something already; --resume goes on with it`);
  const recipe = await recipeOf(name);
  if (flags.data === undefined) throw new UsageError("--data is missing: the folder of the data set");
  if (flags.preset !== undefined && flags.from !== "random") throw new UsageError("--preset goes with --from random");
  const { defaultModelFolder } = await import("../tasks/load.ts");
  const { minutes, steps, limit, repeats, seed, preset, device, threads } = flags;
  return {
    recipe,
    data: { folder: flags.data, format: flags.format ?? recipe.format, words: flags.words, ocr: flags.ocr },
    from: flags.from ?? defaultModelFolder(),
    preset,
    minutes,
    steps,
    limit,
    repeats,
    seed,
    // Threads would wait for one device, and add up gradients in the host's memory.
    workers: flags.workers ?? (device === undefined || device === "cpu" ? Math.min(4, availableParallelism()) : 1),
    device,
    threads,
    started: new Date().toISOString(),
  };
}

/** A line of metrics.jsonl as progress. */
export function lineText({ type, step, losses, minutesLeft, score, ...line }: Record<string, unknown>): string | null {
  if (type === "step") {
    const parts = Object.entries(losses as Record<string, number>).map(([name, value]) => `${name} ${value}`);
    return `step ${step}: ${parts.join(", ")}${speedText(line)}${minutesLeft === undefined ? "" : `, ${minutesLeft} minutes left`}`;
  }
  if (type === "development" && typeof score === "number") {
    const what = line.of === "average" ? "mean of the last checkpoints" : `step ${step}`;
    const scores = ["answers", "entityF1", "linkF1"].flatMap((name) =>
      typeof line[name] === "number" ? [`${name} ${percent(line[name] as number)}`] : [],
    );
    return `${what}: ${scores.join(", ")} on ${line.documents} documents held back`;
  }
  return null;
}

function printResult(result: FinetuneResult, out: string, { terminal }: Context): void {
  for (const [name, { mean, deviation }] of Object.entries(result.spread)) {
    const spread = deviation === null ? "" : ` ± ${percent(deviation)} over ${result.runs.length} runs`;
    terminal.print(`${name.padEnd(20)}${percent(mean)}${spread}`);
  }
  terminal.print(`model: ${out}/model, report: ${out}/report.md`);
}

export function finetuneCommand(context: Context): Command {
  const command = new Command("finetune")
    .description("Teaches a checkpoint a data set by a recipe; RUN/model can be loaded at any moment.")
    .argument("<recipe>", "name of a recipe, or a .json or .ts file")
    .requiredOption("--out <run>", "folder of the run; made when absent")
    .option("--data <folder>", "folder of the data set")
    .option("--format <name>", "layout of the data set (default: the recipe's)")
    .option(
      "--from <folder>",
      'checkpoint or Hugging Face T5 to start from, or "random" (default: the one of the package)',
    )
    .option("--preset <name>", "shape of the model with --from random (default: mini)")
    .option(
      "--resume",
      "go on with the run in --out; all else is as it was started, but for --minutes, --steps, --threads and --device",
    )
    .option("--minutes <minutes>", "minutes of training (default: the recipe's)", numberWithin(0.01, 1e6))
    .option("--steps <count>", "updates", wholeNumber(1))
    .option("--limit <count>", "learn from so many documents, drawn by the seed", wholeNumber(1))
    .addOption(
      new Option("--repeats <count>", "runs with seeds and draws of their own; mean and spread are reported")
        .argParser(wholeNumber(1, 1000))
        .default(1),
    )
    .addOption(new Option("--seed <seed>", "the same seed gives the same run").argParser(wholeNumber(0)).default(1))
    .addOption(
      new Option("--words <source>", "words as given, or read from the page images")
        .choices(["given", "ocr"])
        .default("given"),
    )
    .addOption(ocrOption())
    .option("--cache <folder>", "where words read from images are kept (default: the user's cache folder)")
    .option(
      "--workers <count>",
      "threads that train side by side (default: the machine's, at most 4; 1 on a device)",
      wholeNumber(1, 256),
    )
    .addOption(threadsOption())
    .addOption(deviceOption("batches are computed"));
  return outputFlags(command).action(async (name: string, flags: FinetuneFlags) => {
    const { terminal, signal } = context;
    const request = await requestOf(name, flags);
    if (request.device) await (await import("../engine/runtime-node.ts")).requireDevice(request.device);
    const { finetune } = await import("../train/finetune.ts");
    const data = await dataOf(request, flags, context);
    const result = await finetune(request, data, flags.out, {
      resume: flags.resume,
      signal,
      onRemark: (text) => terminal.remark(text),
      onProgress: (text) => terminal.progress(text),
      onLine(line) {
        const text = lineText(line);
        if (text === null) return;
        if (line.type === "development") terminal.remark(text);
        else terminal.progress(text);
      },
    });
    if (flags.json) terminal.json(result);
    else printResult(result, flags.out, context);
  });
}
