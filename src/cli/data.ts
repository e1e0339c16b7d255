/** `docformer data check|convert|stats FOLDER`: a data set in any layout looked through, written in another, counted. */
import { existsSync, readdirSync } from "node:fs";
import { Command } from "commander";
import type { DataProblem } from "../data/data-check.ts";
import type { DataStats } from "../data/data-stats.ts";
import type { DataFormat } from "../data/formats/format.ts";
import { FORMATS } from "../data/formats/formats.ts";
import { EXIT, UsageError } from "./failure.ts";
import { outputFlags } from "./flags.ts";
import type { Context } from "./program.ts";

interface DataFlags {
  format: string;
  split?: string;
  json?: boolean;
}

interface Opened {
  format: DataFormat;
  splits: string[];
}

/** The layout and the splits that are meant: the one that was named, else all. @throws UsageError listing the splits */
async function open(folder: string, flags: DataFlags): Promise<Opened> {
  const { openFormat } = await import("../data/formats/formats.ts");
  if (!existsSync(folder)) throw new UsageError(`${folder}: no such folder`);
  const format = await openFormat(flags.format);
  const splits = await format.splits(folder);
  if (flags.split === undefined) return { format, splits };
  if (splits.includes(flags.split)) return { format, splits: [flags.split] };
  throw new UsageError(`${folder}: no split "${flags.split}"; there are ${splits.join(", ") || "none"}`);
}

function problemLine({ file, document, field, message }: DataProblem): string {
  // What readers say of a file they say whole.
  return document === null ? message : `${file}: ${document}: ${field}: ${message}`;
}

async function check(folder: string, flags: DataFlags, context: Context): Promise<void> {
  const { terminal, signal } = context;
  const { checkSplit } = await import("../data/data-check.ts");
  const { format, splits } = await open(folder, flags);
  const found: Record<string, Awaited<ReturnType<typeof checkSplit>>> = {};
  for (const split of splits) {
    found[split] = await checkSplit(format, folder, split, (done) => {
      signal.throwIfAborted();
      terminal.progress(`${split}: ${done} documents read`);
    });
    const { documents, problems } = found[split];
    if (problems.length > 0) context.exitCode = EXIT.failed;
    if (flags.json) continue;
    for (const problem of problems) terminal.print(problemLine(problem));
    terminal.print(`${split}: ${documents} documents read, ${problems.length} problems`);
  }
  if (flags.json) terminal.json({ folder, format: format.name, splits: found });
}

function statsLines(split: string, stats: DataStats): string[] {
  const { wordsPerPage: w, questions, entities, fields, statements } = stats;
  const counted = (counts: Record<string, number>) =>
    Object.entries(counts).map(([name, count]) => `    ${name.padEnd(28)} ${String(count).padStart(7)}`);
  const row = (name: string, value: number, remark = "") =>
    `  ${name.padEnd(30)} ${String(value).padStart(7)}${remark && `  ${remark}`}`;
  const perPage = w
    ? `a page: least ${w.least}; ${w.p10}, ${w.p50}, ${w.p90}, ${w.p99} at 10, 50, 90, 99 %; most ${w.most}`
    : "";
  return [
    split,
    row("documents", stats.documents),
    row("pages", stats.pages),
    row("words", stats.words, perPage),
    ...(stats.tables > 0 ? [row("tables", stats.tables)] : []),
    row("questions", questions.total, questions.withoutAnswer > 0 ? `${questions.withoutAnswer} without answer` : ""),
    ...counted(questions.byKind),
    row("entities", entities.total),
    ...counted(entities.byLabel),
    row("fields", fields.total),
    ...counted(fields.byName),
    row("links", stats.links),
    row("statements", statements.total, `${statements.entailed} entailed, ${statements.refuted} refuted`),
  ];
}

async function stats(folder: string, flags: DataFlags, context: Context): Promise<void> {
  const { terminal, signal } = context;
  const { dataStats } = await import("../data/data-stats.ts");
  const { format, splits } = await open(folder, flags);
  const found: Record<string, DataStats> = {};
  for (const split of splits) {
    const documents = format.read(folder, split, { tables: "bare" });
    found[split] = await dataStats(documents, (done) => {
      signal.throwIfAborted();
      terminal.progress(`${split}: ${done} documents counted`);
    });
    if (!flags.json) for (const line of statsLines(split, found[split])) terminal.print(line);
  }
  if (flags.json) terminal.json({ folder, format: format.name, splits: found });
}

interface ConvertFlags extends DataFlags {
  to: string;
  out: string;
}

async function convert(folder: string, flags: ConvertFlags, context: Context): Promise<void> {
  const { terminal, signal } = context;
  const { openFormat } = await import("../data/formats/formats.ts");
  const { format, splits } = await open(folder, flags);
  const target = await openFormat(flags.to);
  if (!target.write) throw new UsageError(`--to ${flags.to}: this layout can be read, not written`);
  if (existsSync(flags.out) && readdirSync(flags.out).length > 0) {
    throw new UsageError(`--out ${flags.out} is there and not empty`);
  }
  const written: Record<string, number> = {};
  for (const split of splits) {
    const documents = format.read(folder, split, {
      images: true,
      tables: "bare",
      onProblem: (problem) => {
        terminal.remark(`left out: ${problem.message}`);
        context.exitCode = EXIT.partial;
      },
    });
    async function* followed() {
      let done = 0;
      for await (const labelled of documents) {
        signal.throwIfAborted();
        yield labelled;
        terminal.progress(`${split}: ${++done} documents written`);
      }
    }
    written[split] = await target.write(flags.out, split, followed());
    if (!flags.json) terminal.print(`${split}: ${written[split]} documents`);
  }
  if (flags.json) terminal.json({ folder: flags.out, format: target.name, splits: written });
}

/** The layouts by name, below the help. */
const LAYOUTS = `
Layouts (docs/data-sets.md says what each keeps):
${FORMATS.map(({ name, summary }) => `  ${name.padEnd(20)} ${summary}`).join("\n")}`;

function verb(name: string, description: string): Command {
  return outputFlags(
    new Command(name)
      .description(description)
      .argument("<folder>", "folder of the data set")
      .option("--format <name>", "layout of the data set (default: docformer, the common one)", "docformer")
      .option("--split <name>", "this split alone (default: all)")
      .addHelpText("after", LAYOUTS),
  );
}

export function dataCommand(context: Context): Command {
  const checking = verb("check", "Reads everything, images too, and names what is wrong by file and field.");
  const counting = verb(
    "stats",
    "Counts documents, pages, words, questions by kind, entities by label, fields, links.",
  );
  const converting = verb("convert", "Writes the data set in another layout.")
    .requiredOption("--to <name>", "layout to write")
    .requiredOption("--out <folder>", "where to write; made when absent");
  return new Command("data")
    .description("Data sets of labelled documents, in their published layouts or the common one.")
    .addCommand(checking.action((folder: string, flags: DataFlags) => check(folder, flags, context)))
    .addCommand(converting.action((folder: string, flags: ConvertFlags) => convert(folder, flags, context)))
    .addCommand(counting.action((folder: string, flags: DataFlags) => stats(folder, flags, context)))
    .addHelpText("after", LAYOUTS);
}
