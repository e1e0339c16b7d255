/**
 * `/v1/workspace`: the documents, labels, runs and models of one workspace over HTTP. What takes time is handed to jobs; what
 * the answers are is in src/workspace. Guards stand before it.
 */
import { mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { documentToJson } from "../document/json.ts";
import { thresholdTable } from "../tasks/metrics/thresholds.ts";
import { type AuditEvent, auditSince } from "../workspace/audit.ts";
import { compareModels, judgedAnswers } from "../workspace/compare.ts";
import {
  aboutOf,
  addDocument,
  correctWord,
  folderOf,
  labelOf,
  loadDocument,
  pagePicture,
  putLabel,
  sha256Of,
} from "../workspace/documents.ts";
import { ConflictError, WorkspaceError, type WorkspaceErrorCode } from "../workspace/errors.ts";
import { EXPORTS, type ExportFormat, exportWorkspace } from "../workspace/exchange.ts";
import { acceptPredictions, similarGroups } from "../workspace/groups.ts";
import { openDocuments, type PredictInput } from "../workspace/jobs.ts";
import { activateModel, activeModel, eraseDocument, modelFolder, modelList, rollBack } from "../workspace/models.ts";
import { documentList, documentView } from "../workspace/predictions.ts";
import { noteJob, planOf, planRun, runIds, runningRun, runView, samplesOf, stopRun } from "../workspace/runs.ts";
import { tarOf } from "../workspace/tar.ts";
import { Workspace } from "../workspace/workspace.ts";
import { HttpError } from "./http-error.ts";

/** What the routes need of the server around them. */
export interface WorkspaceHost {
  /** The workspace's folder. */
  folder: string;
  jobs: {
    submit(job: { verb: string; input: Record<string, unknown>; lane?: "train" }): Promise<{ id: string }>;
    /** Forgets what was answered about a file. */
    forgetFile(sha256: string): void;
  };
  receiveForm(
    context: Context,
  ): Promise<{ files: { name: string; bytes: Uint8Array }[]; fields: Record<string, string> }>;
  /** A refusal, to be thrown. */
  error(status: number, code: string, message: string, more?: Record<string, unknown>): Error;
  /** Who calls, for the audit log. Default: "web". */
  who?(context: Context): string;
}

const STATUS: Readonly<Record<WorkspaceErrorCode, number>> = {
  "no-workspace": 503,
  "not-empty": 409,
  "no-such-document": 404,
  "no-such-page": 404,
  "no-such-model": 404,
  "no-such-run": 404,
  "not-read": 409,
  "bad-schema": 422,
  "bad-label": 422,
  "not-now": 409,
};

/** Which part of the workspace an event is about, as the page follows it. */
function topicOf({ action }: AuditEvent): "document" | "schema" | "model" | "run" | null {
  if (action.startsWith("document") || action === "label" || action === "prediction") return "document";
  if (action.startsWith("model")) return "model";
  return action === "schema" || action === "run" ? action : null;
}

/** How often it is looked for what other windows and processes have done, and how often silence is broken, milliseconds. */
const LOOK = 500;
const HEARTBEAT = 15_000;
const MOST_WIDTH = 4000;
const LAST_EVENTS = 200;

/** A document's file, as it is handed to a job; its words where it came without a file. @throws HttpError 404 */
export async function workspaceDocument(folder: string, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const workspace = Workspace.open(folder);
  try {
    const { name, source } = aboutOf(workspace, id);
    if (source !== null) return { name, bytes: await readFile(`${folderOf(workspace, id)}/${source}`) };
    // As read: what jobs have answered about these bytes is found by them again, whatever was corrected since.
    const json = documentToJson(await loadDocument(workspace, id, { images: false, asRead: true }));
    return { name, bytes: new TextEncoder().encode(JSON.stringify(json)) };
  } catch (error) {
    if (error instanceof WorkspaceError) throw new HttpError(STATUS[error.code], error.code, error.message);
    throw error;
  }
}

export function workspaceRoutes(host: WorkspaceHost): Hono {
  const workspace = Workspace.open(host.folder);
  const app = new Hono();
  const who = (context: Context) => host.who?.(context) ?? "web";
  const bad = (message: string) => host.error(400, "bad-input", message);

  app.onError((error) => {
    if (error instanceof ConflictError) {
      const { version, current } = error;
      throw host.error(409, "conflict", error.message, { version, current });
    }
    if (error instanceof WorkspaceError) throw host.error(STATUS[error.code], error.code, error.message);
    throw error;
  });

  async function body(context: Context): Promise<Record<string, unknown>> {
    const text = await context.req.text();
    if (text.trim() === "") return {};
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw bad("the body is not JSON");
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad("a JSON object is wanted");
    return value as Record<string, unknown>;
  }

  /** The version that a write goes on from, of If-Match. */
  function baseOf(context: Context): number {
    const given = /^(?:W\/)?"?(\d{1,9})"?$/.exec(context.req.header("if-match")?.trim() ?? "");
    if (!given) throw host.error(428, "no-version", 'If-Match: "<version>" is wanted: the version that was changed');
    return Number(given[1]);
  }

  const predict = async (input: Omit<PredictInput, "workspace">) => {
    const job = { verb: "workspace.predict", input: { workspace: workspace.folder, ...input } };
    const { id } = await host.jobs.submit(job);
    return { id };
  };

  app.get("/", (context) => {
    const { version, value: schema } = workspace.schema();
    const list = documentList(workspace);
    const count = (...wanted: string[]) => list.filter(({ status }) => wanted.includes(status)).length;
    const id = activeModel(workspace);
    const fields = workspace.fields();
    const labels = list.flatMap((one) => (one.labelVersion > 0 ? [labelOf(workspace, one.id, fields)] : []));
    return context.json({
      name: workspace.settings.name,
      schema: { version, schema },
      documents: {
        total: list.length,
        reviewed: count("reviewed"),
        predicted: count("predicted"),
        unreadable: count("unreadable"),
      },
      model: { id, name: id },
      training: runningRun(workspace),
      samples: samplesOf(labels, fields),
    });
  });

  app.put("/schema", async (context) => {
    const given = await body(context);
    const { schema = given, renames = {} } = given;
    if (
      typeof renames !== "object" ||
      renames === null ||
      Object.values(renames).some((to) => typeof to !== "string")
    ) {
      throw bad("renames is an object from old to new names");
    }
    const version = workspace.putSchema(schema, baseOf(context), who(context), renames as Record<string, string>);
    return context.json({ version });
  });

  app.get("/documents", (context) => context.json(documentList(workspace)));

  app.post("/documents", async (context) => {
    const { files, fields } = await host.receiveForm(context);
    if (files.length === 0) throw bad("no file was sent; the part of the form is called file");
    const added = [];
    for (const file of files) {
      const one = await addDocument(workspace, file, who(context));
      const input = { documents: [one.id], ...(fields.password ? { password: fields.password } : {}) };
      added.push({ ...one, job: one.duplicate ? null : (await predict(input)).id });
    }
    return context.json(added, 201);
  });

  app.get("/documents/:id", (context) => context.json(documentView(workspace, context.req.param("id"))));

  app.delete("/documents/:id", async (context) => {
    const id = context.req.param("id");
    // What the verbs have said of it stands in their jobs, which know it by its bytes.
    const { bytes } = await workspaceDocument(workspace.folder, id);
    const erased = eraseDocument(workspace, id, who(context));
    host.jobs.forgetFile(sha256Of(bytes));
    return context.json(erased);
  });

  app.get("/documents/:id/pages/:page", async (context) => {
    const { id, page } = context.req.param();
    const width = context.req.query("width");
    if (!/^\d{1,5}$/.test(page)) throw bad("a page is a whole number from 0");
    if (width !== undefined && (!/^\d{1,4}$/.test(width) || Number(width) < 1 || Number(width) > MOST_WIDTH)) {
      throw bad(`width: a whole number from 1 to ${MOST_WIDTH}`);
    }
    const bytes = await pagePicture(workspace, id, Number(page), width === undefined ? undefined : Number(width));
    return context.body(new Uint8Array(bytes), 200, {
      "Content-Type": "image/webp",
      "Cache-Control": "private, max-age=3600",
    });
  });

  app.put("/documents/:id/label", async (context) => {
    const version = await putLabel(
      workspace,
      context.req.param("id"),
      await body(context),
      baseOf(context),
      who(context),
    );
    return context.json({ version });
  });

  app.post("/documents/:id/words", async (context) =>
    context.json(correctWord(workspace, context.req.param("id"), await body(context), who(context))),
  );

  app.post("/documents/:id/predict", async (context) => {
    const { id } = aboutOf(workspace, context.req.param("id"));
    const { password } = await body(context);
    return context.json(await predict({ documents: [id], ...(typeof password === "string" ? { password } : {}) }), 202);
  });

  app.get("/groups", (context) => {
    const from = context.req.query("from");
    if (from !== undefined && !(Number(from) >= 0 && Number(from) <= 1)) throw bad("from: a number from 0 to 1");
    return context.json(similarGroups(workspace, from === undefined ? undefined : Number(from)));
  });

  app.post("/accept", async (context) => {
    const { documents, from } = await body(context);
    if (!Array.isArray(documents) || !documents.every((id) => typeof id === "string")) {
      throw bad("documents is a list of ids");
    }
    if (from !== undefined && (typeof from !== "number" || from < 0 || from > 1))
      throw bad("from: a number from 0 to 1");
    return context.json(await acceptPredictions(workspace, documents, { from, who: who(context) }));
  });

  app.post("/predict", async (context) => context.json(await predict({ documents: openDocuments(workspace) }), 202));

  const train = async (run: string) => {
    const input = { workspace: workspace.folder, run };
    const { id } = await host.jobs.submit({ verb: "workspace.train", input, lane: "train" });
    noteJob(workspace, run, id);
    return { run, job: id };
  };

  app.post("/runs", async (context) => {
    const { minutes } = await body(context);
    const fits = minutes === undefined || (typeof minutes === "number" && minutes >= 0.01 && minutes <= 10_000);
    if (!fits) throw bad("minutes: a number from 0.01 to 10000");
    const { id } = planRun(workspace, { minutes: minutes as number | undefined, who: who(context) });
    return context.json(await train(id), 202);
  });

  app.get("/runs", async (context) => {
    const views = await Promise.all(runIds(workspace).map((id) => runView(workspace, id)));
    return context.json(views.reverse().map(({ curve: _, ...view }) => view));
  });

  app.get("/runs/:id", async (context) => context.json(await runView(workspace, context.req.param("id"))));

  app.post("/runs/:id/stop", async (context) => {
    stopRun(workspace, context.req.param("id"));
    return context.json(await runView(workspace, context.req.param("id")), 202);
  });

  app.post("/runs/:id/resume", async (context) => {
    const { id } = planOf(workspace, context.req.param("id"));
    const { state } = await runView(workspace, id);
    if (state === "running" || state === "done") throw host.error(409, "not-now", `the run ${id} is ${state}`);
    return context.json(await train(id), 202);
  });

  app.get("/models", (context) => context.json(modelList(workspace)));

  app.post("/models/rollback", (context) => context.json({ active: rollBack(workspace, who(context)) }));

  app.post("/models/:id/activate", (context) =>
    context.json({ active: activateModel(workspace, context.req.param("id"), who(context)) }),
  );

  const archive = (context: Context, stream: Readable, name: string) =>
    context.body(Readable.toWeb(stream) as ReadableStream, 200, {
      "Content-Type": "application/gzip",
      "Content-Disposition": `attachment; filename="${name}.tar.gz"`,
    });

  app.get("/models/:id/download", (context) => {
    const id = context.req.param("id");
    // What it said of documents stays here.
    return archive(context, tarOf(modelFolder(workspace, id), id, ["held.json"]), `docformer-${id}`);
  });

  app.get("/compare", async (context) => {
    const models = modelList(workspace);
    const { new: fresh = models[0].id, old = models.find(({ id }) => id === fresh)?.parent ?? "base" } =
      context.req.query();
    for (const id of [old, fresh]) modelFolder(workspace, id);
    return context.json(await compareModels(workspace, old, fresh));
  });

  app.get("/thresholds", async (context) => context.json(thresholdTable(await judgedAnswers(workspace))));

  app.get("/export", async (context) => {
    const { format = "docformer", all } = context.req.query();
    if (!EXPORTS.includes(format as ExportFormat)) throw bad(`format: one of ${EXPORTS.join(", ")}`);
    const folder = workspace.path("incoming", `export-${crypto.randomUUID()}`);
    mkdirSync(folder, { recursive: true });
    const gone = () => rmSync(folder, { recursive: true, force: true });
    try {
      const options = { all: all === "1", who: who(context), signal: context.req.raw.signal };
      const { leftOut } = await exportWorkspace(workspace, format as ExportFormat, folder, options);
      context.header("X-Left-Out", String(leftOut.length));
      if (format === "csv") {
        const table = await readFile(`${folder}/labels.csv`);
        gone();
        return context.body(table, 200, {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": 'attachment; filename="labels.csv"',
        });
      }
      const stream = tarOf(folder, format);
      stream.once("close", gone);
      return archive(context, stream, format);
    } catch (error) {
      gone();
      throw error;
    }
  });

  app.get("/audit", (context) => context.json(auditSince(workspace.folder).events.slice(-LAST_EVENTS)));

  app.get("/events", (context) => {
    const last = context.req.header("last-event-id") ?? "";
    let from = /^\d{1,15}$/.test(last) ? Number(last) : auditSince(workspace.folder).next;
    return streamSSE(context, async (stream) => {
      let silent = 0;
      await stream.write(": here\n\n");
      while (!stream.aborted && !stream.closed) {
        const { events, next } = auditSince(workspace.folder, from);
        for (const event of events) {
          const topic = topicOf(event);
          if (topic) await stream.writeSSE({ id: String(next), event: topic, data: JSON.stringify(event) });
        }
        silent = events.length > 0 ? 0 : silent + LOOK;
        if (silent >= HEARTBEAT) {
          await stream.write(": still here\n\n");
          silent = 0;
        }
        from = next;
        await stream.sleep(LOOK);
      }
    });
  });

  return app;
}
