/**
 * The documents of a data set as `predict` and `evaluate` want them: which folder, layout and split, with the given words or
 * with those that OCR finds, remembered on disk.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { DataFormat, FormatOptions } from "../data/formats/format.ts";
import type { Document } from "../document/document.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import type { Schema } from "../tasks/predict.ts";
import { EXIT, UsageError } from "./failure.ts";
import { type CommonFlags, languagesOf, ocrOption, threadsOf, wholeNumber } from "./flags.ts";
import { problemText } from "./open.ts";
import type { Context } from "./program.ts";

export interface DataFlags extends CommonFlags {
  data: string;
  format: string;
  split?: string;
  limit?: number;
  words: "given" | "ocr";
  entities: "gold" | "predicted";
  cache?: string;
}

/** Flags of verbs that go through a data set. */
export function dataFlags(command: Command): Command {
  return command
    .requiredOption("--data <folder>", "folder of the data set")
    .option("--format <name>", "layout of the data set (default: docformer, the common one)", "docformer")
    .option("--split <name>", "default: dev, else test, else the only one")
    .option("--limit <count>", "the first so many documents", wholeNumber(1))
    .addOption(
      new Option("--words <source>", "words as given, or read from the page images")
        .choices(["given", "ocr"])
        .default("given"),
    )
    .addOption(
      new Option("--entities <source>", "entities that are linked: predicted, or the labelled ones")
        .choices(["gold", "predicted"])
        .default("predicted"),
    )
    .addOption(ocrOption())
    .option("--lang <codes>", "languages of the page for tesseract: eng, deu+fra")
    .option("--cache <folder>", "where words read from images are kept (default: the user's cache folder)");
}

/** A split of a data set, opened. */
export interface OpenSplit {
  folder: string;
  split: string;
  format: DataFormat;
}

/** The split that was asked for, or the one to take when none was. @throws UsageError listing what there is */
export async function openSplit(flags: DataFlags): Promise<OpenSplit> {
  const { defaultSplit } = await import("../data/common-format.ts");
  const { openFormat } = await import("../data/formats/formats.ts");
  if (flags.entities === "gold" && flags.words === "ocr") {
    throw new UsageError("--entities gold names words as given; it does not go with --words ocr");
  }
  if (!existsSync(flags.data)) throw new UsageError(`--data ${flags.data}: no such folder`);
  const format = await openFormat(flags.format);
  const splits = await format.splits(flags.data);
  const split = flags.split ?? defaultSplit(splits);
  if (split === undefined || !splits.includes(split)) {
    const wanted =
      flags.split === undefined ? "which split? --split takes one of" : `no split "${flags.split}"; there are`;
    throw new UsageError(`${flags.data}: ${wanted} ${splits.join(", ") || "none"}`);
  }
  return { folder: flags.data, split, format };
}

/** The documents of an open split. One that cannot be read is told and left out. */
export function documentsOf(
  { folder, split, format }: OpenSplit,
  options: FormatOptions,
  context: Context,
): AsyncIterable<LabelledDocument> {
  const onProblem = (problem: Error) => {
    context.terminal.remark(problem.message);
    context.exitCode = EXIT.partial;
  };
  return format.read(folder, split, { ...options, onProblem });
}

/** The ids of a split in their order, and what any of its documents is labelled with: names alone. */
export async function surveyOf(opened: OpenSplit, context: Context): Promise<{ ids: string[]; schema: Schema }> {
  const { joinSchemas, schemaOf } = await import("../tasks/predict.ts");
  const ids: string[] = [];
  let schema = joinSchemas([]);
  for await (const labelled of documentsOf(opened, { tables: "bare" }, context)) {
    context.signal.throwIfAborted();
    ids.push(labelled.id);
    schema = joinSchemas([schema, schemaOf(labelled)]);
  }
  return { ids, schema };
}

/** Where caches of a user belong on this system. */
export function userCache(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === "win32" && LOCALAPPDATA) return join(LOCALAPPDATA, "docformer", "cache");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "docformer");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "docformer");
}

/**
 * The document with the words that the model is to see: itself, or its page images read anew. Pages without an image keep their
 * words, and pages that cannot be read have none; both are told.
 */
export async function seenDocument(labelled: LabelledDocument, flags: DataFlags, context: Context): Promise<Document> {
  if (flags.words === "given") return labelled.document;
  const { cachedEngine } = await import("../read/ocr/cached.ts");
  const { sharedEngine } = await import("../read/engines.ts");
  const { encodePng } = await import("../read/image.ts");
  const { isFailure } = await import("../read/problem.ts");
  const { readDocument } = await import("../read/read-document.ts");
  const languages = languagesOf(flags) ?? [];
  const threads = threadsOf(flags);
  const engine = sharedEngine(flags.ocr ?? "small", languages, threads);
  const ocr = engine ? cachedEngine(engine, flags.cache ?? userCache()) : false;
  const pages: Document["pages"] = [];
  for (const page of labelled.document.pages) {
    const name = `${labelled.id} page ${page.number + 1}`;
    if (!page.image) {
      context.terminal.remark(`${name} has no image: its words stay as given`);
      context.exitCode = EXIT.partial;
      pages.push(page);
      continue;
    }
    const bytes = await encodePng(await page.image.read());
    const read = await readDocument(bytes, { name, ocr, threads, signal: context.signal });
    for (const problem of read.problems) context.terminal.remark(`${name}: ${problemText(problem)}`);
    if (read.problems.some(isFailure)) context.exitCode = EXIT.partial;
    pages.push({ ...read.document.pages[0], number: page.number });
  }
  return { ...labelled.document, pages };
}
