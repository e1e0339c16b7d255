/**
 * Does the work of tasks inside a child process: reads their file, runs the verb. Documents and the model are kept for what
 * comes next, so that many questions about a document read and encode it once.
 */
import { readFile } from "node:fs/promises";
import { documentToJson } from "../document/json.ts";
import type { ReadProgress } from "../read/options.ts";
import type { ReadResult } from "../read/read-document.ts";
import { DocFormer } from "../tasks/docformer.ts";
import type { ChildSettings } from "./child-messages.ts";
import type { Progress, Task } from "./job.ts";
import { askInput, type ReadInput } from "./verbs.ts";

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
  let model: Promise<DocFormer> | null = null;

  function loadModel(): Promise<DocFormer> {
    const { device, threads } = settings;
    model ??= DocFormer.load({ model: settings.model ?? undefined, device, threads });
    model.catch(() => {
      model = null;
    });
    return model;
  }

  async function read(task: Task, hooks: RunHooks): Promise<ReadResult> {
    if (!task.file) throw new TaskError("bad-input", "a file is missing");
    const { pages, password, ocr, language } = task.input as ReadInput;
    const key = JSON.stringify([task.file.sha256, pages, password, ocr, language]);
    const kept = documents.get(key);
    if (kept) {
      documents.delete(key);
      documents.set(key, kept);
      return kept;
    }
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
        threads: settings.threads,
        signal: hooks.signal,
        onProgress: (progress) => hooks.progress(readingProgress(progress)),
      },
    );
    documents.set(key, result);
    const [oldest] = documents.keys();
    if (documents.size > KEPT) documents.delete(oldest);
    return result;
  }

  async function ask(tasks: readonly Task[], hooks: RunHooks): Promise<TaskOutcome[]> {
    const { document } = await read(tasks[0], hooks);
    const model = await loadModel();
    const start = performance.now();
    const lists = tasks.map((task) => askInput.parse(task.input).questions);
    const all = lists.flat();
    const answers = await model.ask(document, all, {
      signal: hooks.signal,
      onProgress: ({ page, done, total }) => hooks.progress({ done, total, message: `page ${page + 1}: asking` }),
    });
    const milliseconds = Math.round((10 * (performance.now() - start)) / all.length) / 10;
    let next = 0;
    return lists.map((questions) => ({
      value: questions.map((question) => ({ question, ...answers[next++], milliseconds })),
      pages: document.pages.length,
    }));
  }

  return {
    async run(tasks, hooks) {
      const [task] = tasks;
      if (task.verb === "ask") return ask(tasks, hooks);
      if (task.verb === "read") {
        const { document, problems, milliseconds } = await read(task, hooks);
        return [
          { value: { document: documentToJson(document), problems, milliseconds }, pages: document.pages.length },
        ];
      }
      throw new TaskError("bad-input", `there is no verb "${task.verb}"`);
    },
  };
}
