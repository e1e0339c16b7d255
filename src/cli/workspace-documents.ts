/** The parts of `docformer workspace` about documents and labels. */
import { readFile, rm, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, Option } from "commander";
import type { LabelField } from "../workspace/label.ts";
import type { DocumentEntry } from "../workspace/predictions.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { EXIT, UsageError } from "./failure.ts";
import { languagesOf, numberWithin, ocrOption, wholeNumber } from "./flags.ts";
import { type DataFlags, openSplit, seenDocument } from "./labelled.ts";
import type { Context } from "./program.ts";
import { percent } from "./read.ts";
import { columns, openWorkspace, part, type WorkspaceFlags, whoIs, withJobs } from "./workspace-parts.ts";

async function jsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${path} is not JSON`, { cause });
  }
}

const collect = (value: string, before: string[] = []) => [...before, value];

/** The document that a person means by its id, the beginning of it, or its name. @throws UsageError */
async function documentOf(workspace: Workspace, text: string): Promise<DocumentEntry> {
  const { documentList } = await import("../workspace/predictions.ts");
  const list = documentList(workspace);
  const exact = list.filter(({ id, name }) => id === text || name === text);
  const found = exact.length > 0 ? exact : list.filter(({ id }) => text.length >= 4 && id.startsWith(text));
  if (found.length === 1) return found[0];
  if (found.length === 0) throw new UsageError(`no document "${text}"; docformer workspace status lists them`);
  throw new UsageError(
    `${found.length} documents are called "${text}"; name one by its id: ${found.map(({ id }) => id).join(", ")}`,
  );
}

function initPart({ terminal }: Context): Command {
  interface Flags extends WorkspaceFlags {
    schema?: string;
    name?: string;
  }
  return part("init", "Makes a workspace in a new folder.")
    .option("--schema <file>", "JSON Schema of what is to be extracted (default: none yet; a data set brings its own)")
    .option("--name <name>", "what it is called (default: the folder's name)")
    .option("--model <folder>", "checkpoint to begin with (default: the one that comes with the package)")
    .addOption(ocrOption())
    .option("--lang <codes>", "languages of the pages for tesseract: eng, deu+fra")
    .action(async (folder: string, flags: Flags) => {
      const { Workspace } = await import("../workspace/workspace.ts");
      const schema = flags.schema === undefined ? undefined : await jsonFile(flags.schema);
      if (schema !== undefined && (typeof schema !== "object" || schema === null || Array.isArray(schema))) {
        throw new UsageError(`${flags.schema} holds no JSON Schema, an object`);
      }
      const workspace = Workspace.init(folder, {
        schema: schema as never,
        name: flags.name,
        base: flags.model,
        ocr: flags.ocr,
        language: languagesOf(flags),
        who: whoIs(flags),
      });
      const fields = workspace.fields().map(({ path }) => path);
      if (flags.json) terminal.json({ folder: workspace.folder, name: workspace.settings.name, fields });
      else terminal.print(`${workspace.folder}: ${fields.length > 0 ? fields.join(", ") : "no fields yet"}`);
    });
}

function schemaPart({ terminal }: Context): Command {
  interface Flags extends WorkspaceFlags {
    set?: string;
    rename?: string[];
  }
  return part("schema", "Prints the schema, or puts another in its place; labels are kept.")
    .option("--set <file>", "the JSON Schema that shall hold from now on")
    .option("--rename <old=new>", "a field of --set that had another name before; may be repeated", collect)
    .action(async (folder: string, flags: Flags) => {
      const workspace = await openWorkspace(folder);
      if (flags.set !== undefined) {
        const pairs = (flags.rename ?? []).map((text) => text.split("="));
        if (pairs.some((pair) => pair.length !== 2)) throw new UsageError("--rename wants old=new");
        const { version } = workspace.schema();
        workspace.putSchema(await jsonFile(flags.set), version, whoIs(flags), Object.fromEntries(pairs));
      } else if (flags.rename) throw new UsageError("--rename belongs to --set, whose schema has the new names");
      const { version, value: schema } = workspace.schema();
      if (flags.json || flags.set === undefined) terminal.json(flags.json ? { version, schema } : schema);
      else
        terminal.print(
          `schema ${version}: ${workspace
            .fields()
            .map(({ path }) => path)
            .join(", ")}`,
        );
    });
}

function importPart(context: Context): Command {
  interface Flags extends DataFlags, WorkspaceFlags {
    csv?: string;
    read: boolean;
  }
  return part("import", "Takes in documents: files and folders, a data set with its labels, or a table of labels.")
    .argument("[files...]", "files, or folders with files")
    .option("--data <folder>", "a data set, with its labels")
    .option("--format <name>", "layout of the data set (default: docformer, the common one)", "docformer")
    .option("--split <name>", "default: the only split")
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
        const { split } = await openSplit({ ...flags, entities: "predicted" });
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

function labelPart({ terminal }: Context): Command {
  interface Flags extends WorkspaceFlags {
    set?: string[];
    absent?: string[];
    from?: string;
    accept?: boolean;
  }
  return part("label", "Labels fields of a document, or prints its label. What is not named stays as it is.")
    .argument("<document>", "id or name of the document")
    .option("--set <field=text>", "what stands there, as it is printed: total=4.32, items[0].price=1.20", collect)
    .option("--absent <field>", "the document does not have it", collect)
    .option("--accept", "accept what was predicted of the fields that are not labelled")
    .option("--from <file>", 'a label as JSON: { "fields": { "total": { "text": "4.32" } } }')
    .action(async (folder: string, name: string, flags: Flags) => {
      const { isRead, labelOf, loadDocument, putLabel } = await import("../workspace/documents.ts");
      const workspace = await openWorkspace(folder);
      const { id } = await documentOf(workspace, name);
      const before = labelOf(workspace, id);
      const fields: Record<string, unknown> = { ...before.fields };
      if (flags.from !== undefined)
        Object.assign(fields, ((await jsonFile(flags.from)) as { fields?: object })?.fields ?? {});
      for (const text of flags.set ?? []) {
        const cut = text.indexOf("=");
        if (cut < 1) throw new UsageError(`--set ${text}: field=text is wanted`);
        const [path, said] = [text.slice(0, cut).trim(), text.slice(cut + 1).trim()];
        const { locateFields } = await import("../data/locate.ts");
        const pages = isRead(workspace, id) ? (await loadDocument(workspace, id, { images: false })).pages : [];
        const [place] = locateFields(pages, { [path]: said });
        fields[path] = { text: said, ...(place ? { page: place.page, words: place.words } : {}) };
      }
      for (const path of flags.absent ?? []) fields[path] = { status: "absent" };
      if (flags.accept) {
        const { predictionOf } = await import("../workspace/predictions.ts");
        const { acceptedLabel } = await import("../workspace/labelled.ts");
        const predicted = predictionOf(workspace, id)?.fields;
        if (!predicted) throw new UsageError(`nothing was predicted of ${name} yet`);
        for (const [path, answer] of Object.entries(predicted)) fields[path] ??= acceptedLabel(answer);
      }
      const changes = flags.from !== undefined || flags.set || flags.absent || flags.accept;
      if (changes) await putLabel(workspace, id, { fields }, before.version, whoIs(flags));
      const label = labelOf(workspace, id);
      if (flags.json) terminal.json({ document: id, ...label });
      else {
        const rows = Object.entries(label.fields).map(([path, one]: [string, LabelField]) => [
          path,
          one.text ?? "absent",
        ]);
        for (const line of columns(rows)) terminal.print(line);
      }
    });
}

function predictPart(context: Context): Command {
  return part(
    "predict",
    "Reads documents and asks the model for the fields; by default those that nobody has reviewed.",
  )
    .argument("[documents...]", "ids or names of documents")
    .option("--model <id>", "a model of the workspace (default: the active one)")
    .option("--password <password>", "password of encrypted PDFs")
    .option("--threads <count>", "threads of one operation", wholeNumber(1, 1024))
    .action(async (folder: string, names: string[], flags: WorkspaceFlags) => {
      const { predictDocuments } = await import("../workspace/jobs.ts");
      const workspace = await openWorkspace(folder);
      const documents: string[] = [];
      for (const name of names) documents.push((await documentOf(workspace, name)).id);
      const { model, password } = flags;
      const input = { workspace: workspace.folder, model, password, ...(names.length > 0 ? { documents } : {}) };
      const result = await withJobs(flags, context, (job) => predictDocuments(input, job));
      for (const { problem } of result.left) context.terminal.remark(problem);
      if (result.left.length > 0) context.exitCode = EXIT.partial;
      if (flags.json) context.terminal.json(result);
      else context.terminal.print(`${result.predicted.length} documents predicted by ${result.model}`);
    });
}

function statusPart({ terminal }: Context): Command {
  return part("status", "The documents, the most doubtful first, and where labels and models stand.").action(
    async (folder: string, flags: WorkspaceFlags) => {
      const { documentList } = await import("../workspace/predictions.ts");
      const { activeModel } = await import("../workspace/models.ts");
      const { runningRun } = await import("../workspace/runs.ts");
      const workspace = await openWorkspace(folder);
      const documents = documentList(workspace);
      const counts: Record<string, number> = {};
      for (const { status } of documents) counts[status] = (counts[status] ?? 0) + 1;
      const { version } = workspace.schema();
      const [model, training] = [activeModel(workspace), runningRun(workspace)];
      if (flags.json) {
        const schema = { version, fields: workspace.fields().map(({ path }) => path) };
        terminal.json({ name: workspace.settings.name, schema, model, training, counts, documents });
        return;
      }
      const rows = documents.map(({ id, name, pages, status, doubt, problem }) => {
        const remark = doubt === null ? (problem ?? "") : `doubt ${percent(doubt)}`;
        return [id, status, pages === null ? "" : `${pages} p.`, name, remark];
      });
      for (const line of columns(rows)) terminal.print(line);
      const said = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
      terminal.print(terminal.bold(`${documents.length} documents${said.length > 0 ? `: ${said.join(", ")}` : ""}`));
      terminal.print(`schema ${version}, model ${model}${training ? `, ${training} is training` : ""}`);
    },
  );
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

function erasePart({ terminal }: Context): Command {
  return part(
    "erase",
    "Erases documents with their labels, predictions and pictures; the audit log keeps the fact alone.",
  )
    .argument("<documents...>", "ids or names of documents")
    .action(async (folder: string, names: string[], flags: WorkspaceFlags) => {
      const { eraseDocument } = await import("../workspace/models.ts");
      const workspace = await openWorkspace(folder);
      const ids: string[] = [];
      // All are looked up before the first is gone.
      for (const name of names) ids.push((await documentOf(workspace, name)).id);
      const erased = ids.map((id) => eraseDocument(workspace, id, whoIs(flags)));
      if (flags.json) terminal.json(erased);
      else {
        for (const { id, models } of erased) {
          const known = models.length > 0 ? `; ${models.join(", ")} learned from it and may know some of it` : "";
          terminal.print(`${id} erased${known}`);
        }
      }
    });
}

function auditPart({ terminal }: Context): Command {
  interface Flags extends WorkspaceFlags {
    last: number;
  }
  return part("audit", "Who did what: the last lines of the audit log.")
    .option("--last <count>", "so many lines", wholeNumber(1), 50)
    .action(async (folder: string, flags: Flags) => {
      const { auditSince } = await import("../workspace/audit.ts");
      const workspace = await openWorkspace(folder);
      const events = auditSince(workspace.folder).events.slice(-flags.last);
      if (flags.json) {
        terminal.json(events);
        return;
      }
      const rows = events.map(({ at, who, action, document, fields, model, run, state }) => {
        const about = [document, model, run, state, fields?.join(" ")].filter((text) => text !== undefined);
        return [at.slice(0, 19), who, action, about.join("  ")];
      });
      for (const line of columns(rows)) terminal.print(line);
    });
}

export function documentCommands(context: Context): Command[] {
  const parts = [
    initPart,
    schemaPart,
    importPart,
    labelPart,
    predictPart,
    statusPart,
    exportPart,
    watchPart,
    erasePart,
    auditPart,
  ];
  return parts.map((make) => make(context));
}
