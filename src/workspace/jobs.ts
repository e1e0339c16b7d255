/**
 * The work of a workspace that takes time, as jobs: plain input, plain result without any document's content, safe to be run
 * again when whoever ran it died.
 */
import { documentIds, isRead, loadDocument, readInto } from "./documents.ts";
import { WorkspaceError } from "./errors.ts";
import type { JobContext } from "./job-context.ts";
import { activeModel, modelFolder } from "./models.ts";
import { askFields, entryOf, putPrediction } from "./predictions.ts";
import { sessionOf } from "./runs.ts";
import { trainRun } from "./train.ts";
import { Workspace } from "./workspace.ts";

/** Which documents a model is asked about. */
export interface PredictInput {
  /** The workspace's folder. */
  workspace: string;
  /** Default: every document that is not reviewed. */
  documents?: string[];
  /** Id of the model. Default: the active one. */
  model?: string;
  password?: string;
}

/** Which documents were answered, and which were not. */
export interface Predicted {
  model: string;
  predicted: string[];
  /** Documents that cannot be read, and those that were erased meanwhile. */
  left: { id: string; problem: string }[];
}

/** Documents that nobody has reviewed, as far as they may be readable. */
export function openDocuments(workspace: Workspace): string[] {
  const fields = workspace.fields();
  return documentIds(workspace).filter((id) => {
    const { status } = entryOf(workspace, id, fields);
    return status !== "reviewed" && status !== "unreadable";
  });
}

/** Reads what is not read yet and asks the model for the fields. One document that fails does not stop the rest. */
export async function predictDocuments(input: PredictInput, context: JobContext): Promise<Predicted> {
  const { signal, limits, threads } = context;
  const workspace = Workspace.open(input.workspace);
  const model = input.model ?? activeModel(workspace);
  const folder = modelFolder(workspace, model);
  const ids = input.documents ?? openDocuments(workspace);
  const result: Predicted = { model, predicted: [], left: [] };
  let done = 0;
  const tell = (message: string) => context.progress({ done, total: ids.length, message });
  for (const id of ids) {
    signal.throwIfAborted();
    try {
      if (!isRead(workspace, id)) {
        tell("reading");
        const { password } = input;
        await readInto(workspace, id, { limits, threads, signal, password });
      }
      const { version, value: schema } = workspace.schema();
      const document = await loadDocument(workspace, id);
      tell("asking the model");
      const said = await askFields(await context.model(folder), document, schema, { signal });
      putPrediction(workspace, id, { model, schemaVersion: version, ...said });
      result.predicted.push(id);
    } catch (error) {
      if (!(error instanceof WorkspaceError)) throw error;
      result.left.push({ id, problem: error.message });
    }
    done++;
    tell("");
  }
  return result;
}

/** Carries out a run of a workspace, or goes on with it. */
async function train(input: { workspace: string; run: string; workers?: number }, context: JobContext) {
  const workspace = Workspace.open(input.workspace);
  const { state, model } = sessionOf(workspace, input.run);
  // A job is run again when its end could not be told any more.
  if (state === "done") return { run: input.run, model };
  const made = await trainRun(workspace, input.run, {
    signal: context.signal,
    workers: input.workers,
    onRemark: (message) => context.log({ type: "remark", message }),
    onLine(line) {
      context.log(line);
      const { minutes, minutesLeft } = line as { minutes?: number; minutesLeft?: number };
      if (line.type !== "step" || minutes === undefined || minutesLeft === undefined) return;
      const message = `${Math.ceil(minutesLeft)} minutes left`;
      context.progress({ done: minutes, total: minutes + minutesLeft, message });
    },
  });
  return { run: input.run, model: made };
}

/** Jobs by their verb. */
// biome-ignore lint/suspicious/noExplicitAny: a job's input comes from a queue; what submitted it is workspace-routes.ts.
export const WORKSPACE_JOBS: Record<string, (input: any, context: JobContext) => Promise<unknown>> = {
  "workspace.predict": predictDocuments,
  "workspace.train": train,
};
