/**
 * Does the work of tasks inside a child process: reads their file, runs the verb. Documents and the model are kept for what
 * comes next, so that many questions about a document read and encode it once.
 */
import { readFile } from "node:fs/promises";
import { documentToJson } from "../document/json.ts";
import { exportName } from "../read/export/formats.ts";
import { DEFAULT_LIMITS } from "../read/limits.ts";
import type { ReadProgress } from "../read/options.ts";
import type { ReadResult } from "../read/read-document.ts";
import { DocFormer } from "../tasks/docformer.ts";
import { askQueries } from "../tasks/queries.ts";
import { tickFields } from "../tasks/tick-fields.ts";
import { isTask, runTask } from "../tasks/verbs.ts";
import { correctionCount } from "../workspace/corrections.ts";
import { folderOf, loadDocument } from "../workspace/documents.ts";
import { WorkspaceError } from "../workspace/errors.ts";
import { WORKSPACE_JOBS } from "../workspace/jobs.ts";
import { Workspace } from "../workspace/workspace.ts";
import type { ChildSettings } from "./child-messages.ts";
import type { Answering, Progress, Task } from "./job.ts";
import { checkpointSha256, modelInUse } from "./model-in-use.ts";
import { askInput, type Exported, type ExportedForm, type ReadInput } from "./verbs.ts";

/** A task that cannot be done as it was asked. */
export class TaskError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "TaskError";
    this.code = code;
  }
}

export interface RunHooks {
  signal: AbortSignal;
  progress(progress: Progress): void;
  log(line: object): void;
}

export type TaskOutcome = { value: unknown; pages: number } | { error: unknown };

export interface Runner {
  /** Outcomes in the order of `tasks`; several tasks are questions about one document. */
  run(tasks: readonly Task[], hooks: RunHooks): Promise<TaskOutcome[]>;
}

/** Documents that are kept, the latest; more would hold more page images and encodings than a child may be large. */
const KEPT = 4;
/** Models that are kept: the one in use and the one it is compared with. */
const KEPT_MODELS = 2;

/** What a worker says that lacks what the server has: a copy of its workspace, another checkpoint. */
const otherwise = (what: string) => new TaskError("other-model", `no worker that was asked has ${what}`);

const STAGES: Readonly<Record<ReadProgress["stage"], string>> = {
  open: "opening",
  decode: "decoding",
  ocr: "recognising words",
  done: "read",
};

function readingProgress({ page, pages, done, stage }: ReadProgress): Progress {
  return { done, total: pages, message: page === null ? STAGES[stage] : `page ${page + 1}: ${STAGES[stage]}` };
}

export function createRunner(settings: ChildSettings): Runner {
  const documents = new Map<string, ReadResult>();
  const models = new Map<string, Promise<DocFormer>>();

  /** A checkpoint's model, kept; no folder is the one that answers now. @param sha256 keeps apart what lay in it one after the other */
  function loadModel(folder = modelInUse(settings).folder, sha256 = ""): Promise<DocFormer> {
    const { device, threads } = settings;
    const key = `${folder} ${sha256}`;
    const kept = models.get(key);
    const model = kept ?? DocFormer.load({ model: folder, device, threads });
    models.delete(key);
    models.set(key, model);
    if (kept) return kept;
    model.catch(() => models.delete(key));
    const [[oldest, old]] = models;
    if (models.size > KEPT_MODELS) {
      models.delete(oldest);
      void old.then((one) => one.dispose());
    }
    return model;
  }

  /** The model that a task wants, or the one that answers now. @throws TaskError when what is here would answer otherwise */
  async function modelFor({ answering }: Task): Promise<DocFormer> {
    if (!answering) return loadModel();
    const { id, sha256 } = answering.model;
    let folder: string;
    try {
      folder = modelInUse(settings, id).folder;
    } catch (error) {
      if (error instanceof WorkspaceError) throw otherwise(`the model ${id} of the server's workspace`);
      throw error;
    }
    if ((await checkpointSha256(folder)) !== sha256) throw otherwise(`the server's model ${id ?? ""}`.trimEnd());
    return loadModel(folder, sha256);
  }

  /** Keeps what was read for what comes next. */
  function keep(key: string, result: ReadResult): ReadResult {
    documents.delete(key);
    documents.set(key, result);
    const [oldest] = documents.keys();
    if (documents.size > KEPT) documents.delete(oldest);
    return result;
  }

  /** The words of a document of the workspace as they stand there; null where it has none, or none are to be had here. */
  async function storedDocument(id: string, answering?: Answering): Promise<ReadResult | null> {
    if (!settings.workspace) return null;
    const started = performance.now();
    try {
      const workspace = Workspace.open(settings.workspace);
      const count = correctionCount(folderOf(workspace, id));
      if (count < (answering?.corrections ?? 0)) throw otherwise("what was corrected in the server's workspace");
      const key = JSON.stringify([id, count]);
      const kept = documents.get(key);
      if (kept) return keep(key, kept);
      const document = await loadDocument(workspace, id);
      const total = performance.now() - started;
      return keep(key, { document, problems: [], milliseconds: { decode: total, ocr: 0, total } });
    } catch (error) {
      if (error instanceof WorkspaceError) return null;
      throw error;
    }
  }

  async function read(task: Task, hooks: RunHooks): Promise<ReadResult> {
    if (!task.file) throw new TaskError("bad-input", "a file is missing");
    const { pages, password, ocr, language, document } = task.input as ReadInput & { document?: string };
    const plain = pages === undefined && ocr === undefined && language === undefined;
    const stored = document !== undefined && plain ? await storedDocument(document, task.answering) : null;
    if (stored) return stored;
    const key = JSON.stringify([task.file.sha256, pages, password, ocr, language]);
    const kept = documents.get(key);
    if (kept) return keep(key, kept);
    const { readDocument } = await import("../read/read-document.ts");
    // By bytes, so that no message speaks of where the server keeps its files.
    const bytes = await readFile(task.file.path);
    const result = await readDocument(
      { bytes, name: task.file.name },
      {
        pages,
        password,
        ocr,
        language,
        limits: settings.limits,
        // Answers have no place to say that they know the first pages only.
        tooManyPages: "refuse",
        threads: settings.threads,
        signal: hooks.signal,
        onProgress: (progress) => hooks.progress(readingProgress(progress)),
      },
    );
    return keep(key, result);
  }

  async function ask(tasks: readonly Task[], hooks: RunHooks): Promise<TaskOutcome[]> {
    const { document } = await read(tasks[0], hooks);
    const model = await modelFor(tasks[0]);
    const lists = tasks.map((task) => askInput.parse(task.input).questions);
    const answers = await askQueries(model, document, lists.flat(), {
      signal: hooks.signal,
      onProgress: ({ page, done, total }) => hooks.progress({ done, total, message: `page ${page + 1}: asking` }),
    });
    return lists.map((list) => ({ value: answers.splice(0, list.length), pages: document.pages.length }));
  }

  /** What was read as a file of another form. */
  async function exported(task: Task, format: ExportedForm, hooks: RunHooks): Promise<TaskOutcome> {
    const { document } = await read(task, hooks);
    const { exportDocument } = await import("../read/export/export.ts");
    const { path, name } = task.file!;
    const { password } = task.input as ReadInput;
    const source = format === "pdf" ? await readFile(path) : undefined;
    const written = await exportDocument(document, format, { source, password, signal: hooks.signal });
    const content =
      typeof written === "string" ? { text: written } : { base64: Buffer.from(written).toString("base64") };
    const value: Exported = { name: exportName(name, format), format, ...content };
    return { value, pages: document.pages.length };
  }

  return {
    async run(tasks, hooks) {
      const [task] = tasks;
      if (task.verb === "ask") return ask(tasks, hooks);
      if (task.verb === "read") {
        const { format } = task.input as { format?: ExportedForm };
        if (format !== undefined) return [await exported(task, format, hooks)];
        const { document, problems, milliseconds } = await read(task, hooks);
        const ticks = tickFields(document);
        const value = { document: documentToJson(document), problems, milliseconds };
        return [{ value: ticks.length > 0 ? { ...value, ticks } : value, pages: document.pages.length }];
      }
      if (isTask(task.verb)) {
        const { document } = await read(task, hooks);
        const value = await runTask(task.verb, document, task.input, {
          model: () => modelFor(task),
          signal: hooks.signal,
          onProgress: ({ page, done, total }) => hooks.progress({ done, total, message: `page ${page + 1}: asking` }),
        });
        return [{ value, pages: document.pages.length }];
      }
      const work = WORKSPACE_JOBS[task.verb];
      if (work) {
        const { threads } = settings;
        const limits = { ...DEFAULT_LIMITS, ...settings.limits };
        return [{ value: await work(task.input, { ...hooks, model: loadModel, limits, threads }), pages: 0 }];
      }
      throw new TaskError("bad-input", `there is no verb "${task.verb}"`);
    },
  };
}
