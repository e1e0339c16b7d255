/** The parts of `docformer workspace` about documents, their labels and the schema. */
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import type { LabelField } from "../workspace/label.ts";
import type { DocumentEntry } from "../workspace/predictions.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { EXIT, UsageError } from "./failure.ts";
import { languagesOf, ocrOption, wholeNumber } from "./flags.ts";
import type { Context } from "./program.ts";
import { percent } from "./read.ts";
import type { Terminal } from "./terminal.ts";
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

function labelPart({ terminal }: Context): Command {
  interface Flags extends WorkspaceFlags {
    set?: string[];
    absent?: string[];
    clear?: string[];
    from?: string;
    accept?: boolean;
  }
  return part("label", "Labels fields of a document, or prints its label. What is not named stays as it is.")
    .argument("<document>", "id or name of the document")
    .option("--set <field=text>", "what stands there, as it is printed: total=4.32, items[0].price=1.20", collect)
    .option("--absent <field>", "the document does not have it", collect)
    .option("--clear <field>", "it is not labelled any more", collect)
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
      for (const path of flags.clear ?? []) delete fields[path];
      if (flags.accept) {
        const { predictionOf } = await import("../workspace/predictions.ts");
        const { acceptedLabel } = await import("../workspace/labelled.ts");
        const predicted = predictionOf(workspace, id)?.fields;
        if (!predicted) throw new UsageError(`nothing was predicted of ${name} yet`);
        for (const [path, answer] of Object.entries(predicted)) fields[path] ??= acceptedLabel(answer);
      }
      const changes = flags.from !== undefined || flags.set || flags.absent || flags.clear || flags.accept;
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

/** By what the jobs of a server know documents. */
async function hashesOf(workspace: Workspace, ids: readonly string[]): Promise<Set<string>> {
  const { workspaceDocument } = await import("../server/workspace-routes.ts");
  const { sha256Of } = await import("../workspace/documents.ts");
  const hashes = new Set<string>();
  for (const id of ids) hashes.add(sha256Of((await workspaceDocument(workspace.folder, id)).bytes));
  return hashes;
}

/** Removes what jobs have answered about erased documents, where a server has kept jobs in the workspace. */
async function forgetJobs(workspace: Workspace, hashes: ReadonlySet<string>, terminal: Terminal): Promise<void> {
  const folder = workspace.path("server");
  if (!existsSync(join(folder, "jobs.db"))) return;
  const { openJobStore, StoreError } = await import("../server/job-store.ts");
  try {
    const store = openJobStore(folder);
    for (const { id, file } of store.list({ limit: 1e9 })) {
      if (!file || !hashes.has(file.sha256)) continue;
      store.remove(id);
      await rm(file.path, { force: true });
    }
    store.close();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    terminal.remark(
      "a server works here: what it has answered about the documents stays until its jobs are deleted or expire",
    );
  }
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
      const hashes = await hashesOf(workspace, ids);
      const erased = ids.map((id) => eraseDocument(workspace, id, whoIs(flags)));
      await forgetJobs(workspace, hashes, terminal);
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
  const parts = [initPart, schemaPart, labelPart, predictPart, statusPart, erasePart, auditPart];
  return parts.map((make) => make(context));
}
