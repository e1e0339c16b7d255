/** The parts of `docformer workspace` by which documents and labels come in and go out. */
import { existsSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, Option } from "commander";
import { EXIT, UsageError } from "./failure.ts";
import { numberWithin, ocrOption, wholeNumber } from "./flags.ts";
import { type DataFlags, openSplit, seenDocument } from "./labelled.ts";
import type { Context } from "./program.ts";
import { openWorkspace, part, type WorkspaceFlags, whoIs, withJobs } from "./workspace-parts.ts";

function importPart(context: Context): Command {
  interface Flags extends DataFlags, WorkspaceFlags {
    csv?: string;
    read: boolean;
  }
  return part("import", "Takes in documents: files and folders, a data set with its labels, or a table of labels.")
    .argument("[files...]", "files, or folders with files")
    .option("--data <folder>", "a data set, with its labels")
    .option("--format <name>", "layout of the data set (default: docformer, the common one)", "docformer")
    .option("--split <name>", "default: train, else dev, test or the only one")
    .option("--limit <count>", "the first so many documents", wholeNumber(1))
    .addOption(
      new Option("--words <source>", "words of a data set as given, or read from the page images")
        .choices(["given", "ocr"])
        .default("given"),
    )
    .addOption(ocrOption())
    .option("--cache <folder>", "keep words read from images there, out of reach of erase (default: they are not kept)")
    .option("--password <password>", "password of encrypted PDFs")
    .option("--csv <file>", "labels: a column id or name, others called as the fields")
    .option("--no-read", "leave the reading of files to a later predict")
    .action(async (folder: string, files: string[], flags: Flags) => {
      const { terminal, signal } = context;
      const workspace = await openWorkspace(folder);
      const who = whoIs(flags);
      const given = [files.length > 0, flags.data !== undefined, flags.csv !== undefined].filter(Boolean).length;
      if (given !== 1) throw new UsageError("import wants files, or --data, or --csv: one of the three");
      const { addDocument, readInto } = await import("../workspace/documents.ts");
      const { filesIn, importCsv, importData } = await import("../workspace/exchange.ts");
      const { openFormat } = await import("../data/formats/formats.ts");
      if (flags.csv !== undefined) {
        const labelled = await importCsv(workspace, flags.csv, who);
        if (flags.json) terminal.json({ labelled });
        else terminal.print(`${labelled} documents labelled`);
        return;
      }
      const result = {
        added: [] as { id: string; name: string }[],
        duplicates: 0,
        labelled: 0,
        unreadable: [] as object[],
      };
      if (flags.data !== undefined) {
        // What there are examples of is what a model is taught.
        const all = existsSync(flags.data) ? await (await openFormat(flags.format)).splits(flags.data) : [];
        const wanted = flags.split ?? (all.includes("train") ? "train" : undefined);
        const { split } = await openSplit({ ...flags, split: wanted, entities: "predicted" });
        const { onOtherWords } = await import("../train/prepare.ts");
        const passing = workspace.path("incoming", `words-${process.pid}`);
        const seen: DataFlags = { ...flags, entities: "predicted", cache: flags.cache ?? passing };
        await importData(workspace, flags.format, flags.data, {
          split,
          limit: flags.limit,
          who,
          signal,
          ...(flags.words === "ocr"
            ? {
                see: async (one) => onOtherWords(one, await seenDocument(one, seen, context)),
              }
            : {}),
          onProblem(problem) {
            terminal.remark(problem.message);
            context.exitCode = EXIT.partial;
          },
          onDocument({ id, name, duplicate, labelled }) {
            if (duplicate) result.duplicates++;
            else result.added.push({ id, name });
            if (labelled) result.labelled++;
            terminal.progress(`${result.added.length + result.duplicates} documents`);
          },
        }).finally(() => rm(passing, { recursive: true, force: true }));
      } else {
        for (const path of filesIn(files)) {
          signal.throwIfAborted();
          terminal.progress(`${path}: ${flags.read ? "reading" : "copying"}`);
          const { id, name, duplicate } = await addDocument(
            workspace,
            { name: basename(path), bytes: await readFile(path) },
            who,
          );
          if (duplicate) {
            result.duplicates++;
            terminal.remark(`${path}: is here already, as ${name}`);
            continue;
          }
          result.added.push({ id, name });
          if (!flags.read) continue;
          const { pages, problem } = await readInto(workspace, id, { signal, password: flags.password });
          if (problem !== null) terminal.remark(`${path}: ${problem}`);
          if (pages !== null) continue;
          result.unreadable.push({ id, name, problem });
          context.exitCode = EXIT.partial;
        }
      }
      if (flags.json) terminal.json(result);
      else {
        const { added, duplicates, labelled, unreadable } = result;
        const counts = [
          `${added.length} documents added`,
          `${labelled} labelled`,
          `${duplicates} here already`,
          `${unreadable.length} unreadable`,
        ];
        terminal.print(counts.filter((text, i) => i === 0 || !text.startsWith("0 ")).join(", "));
      }
    });
}

function exportPart(context: Context): Command {
  interface Flags extends WorkspaceFlags {
    format: string;
    out: string;
    all?: boolean;
  }
  return part("export", "Writes the labels to a new folder; csv: predictions, too, where nobody has labelled.")
    .requiredOption("--format <name>", "docformer, csv, label-studio, funsd, donut or due")
    .requiredOption("--out <folder>", "folder to write to; made when absent")
    .option("--all", "documents without labels, too")
    .action(async (folder: string, { format, out, all, ...flags }: Flags) => {
      const { terminal, signal } = context;
      const { EXPORTS, exportWorkspace } = await import("../workspace/exchange.ts");
      const known = EXPORTS.find((name) => name === format);
      if (!known) throw new UsageError(`--format ${format}: there are ${EXPORTS.join(", ")}`);
      const workspace = await openWorkspace(folder);
      const exported = await exportWorkspace(workspace, known, out, { all, who: whoIs(flags), signal });
      for (const { name, reason } of exported.leftOut) terminal.remark(`${name} is left out: it ${reason}`);
      if (exported.leftOut.length > 0) context.exitCode = EXIT.partial;
      if (flags.json) terminal.json(exported);
      else terminal.print(`${exported.documents} documents: ${out}`);
    });
}

function watchPart(context: Context): Command {
  interface Flags extends WorkspaceFlags {
    every: number;
  }
  return part("watch", "Takes in and predicts what is put into a folder, until it is interrupted.")
    .argument("<folder>", "the folder to watch, with those inside it")
    .option("--every <seconds>", "longest wait between two looks", numberWithin(0.1, 86_400), 10)
    .action(async (folder: string, watched: string, flags: Flags) => {
      const { terminal, signal } = context;
      const { watchFolder } = await import("../workspace/watch.ts");
      const { predictDocuments } = await import("../workspace/jobs.ts");
      const { DEFAULT_LIMITS } = await import("../read/limits.ts");
      const workspace = await openWorkspace(folder);
      if (!(await stat(watched)).isDirectory()) throw new UsageError(`${watched} is no folder`);
      terminal.remark(`watching ${watched}`);
      await withJobs(flags, context, (job) =>
        watchFolder(workspace, watched, {
          who: whoIs(flags),
          signal,
          every: 1000 * flags.every,
          mostBytes: DEFAULT_LIMITS.bytes,
          async onDocument({ id, name }, path) {
            const quiet = { ...job, progress: () => {} };
            const { left } = await predictDocuments({ workspace: workspace.folder, documents: [id] }, quiet);
            const problem = left[0]?.problem ?? null;
            // A line a document as it comes, for whoever reads along.
            if (flags.json) context.streams.stdout.write(`${JSON.stringify({ id, name, file: path, problem })}\n`);
            else terminal.print(`${id}  ${name}  ${problem ?? "predicted"}`);
          },
          onProblem(path, error) {
            terminal.remark(`${path}: ${error instanceof Error ? error.message : String(error)}`);
            context.exitCode = EXIT.partial;
          },
        }),
      );
      signal.throwIfAborted();
    });
}

export function exchangeCommands(context: Context): Command[] {
  return [importPart, exportPart, watchPart].map((make) => make(context));
}
