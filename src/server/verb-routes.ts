/** `POST /v1/VERB`: a file or a path and an input become a job, which is waited for or not. */
import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { mediaTypeOf } from "../read/export/formats.ts";
import { type BodyReader, jsonObject } from "./body.ts";
import { faultError, HttpError } from "./http-error.ts";
import { isOver, type JobRecord } from "./job.ts";
import type { Jobs } from "./jobs.ts";
import type { ServerLimits } from "./limits.ts";
import type { Roots } from "./roots.ts";
import { EXPORTS, type Exported, type ExportedForm, VERBS, type VerbDefinition } from "./verbs.ts";

export interface VerbRoutesOptions {
  jobs: Jobs;
  bodies: BodyReader;
  roots: Roots;
  limits: ServerLimits;
  /** The file of a document of the workspace, by its id. */
  documentFile?: (id: string) => Promise<{ name: string; bytes: Uint8Array }>;
}

type Given = { name: string; bytes: Uint8Array };

/** Longest Idempotency-Key. */
const LONGEST_KEY = 200;

function checkedInput({ input }: VerbDefinition, given: unknown): Record<string, unknown> {
  const parsed = input.safeParse(given);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const [issue] = parsed.error.issues;
  const at = issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  throw new HttpError(400, "bad-input", `${at}${issue.message}`);
}

function idempotencyKey(context: Context): string | undefined {
  const key = context.req.header("idempotency-key");
  if (key !== undefined && (key.length === 0 || key.length > LONGEST_KEY)) {
    throw new HttpError(400, "bad-input", `an Idempotency-Key has 1 to ${LONGEST_KEY} characters`);
  }
  return key;
}

function wantsAsync(context: Context): boolean {
  const flag = context.req.query("async");
  if (flag !== undefined) return flag !== "0" && flag !== "false";
  return /(^|,)\s*respond-async\s*(,|;|$)/i.test(context.req.header("prefer") ?? "");
}

/** The form that `?format=` asks for; only reading has any. @throws HttpError 400 */
function exportFormat(context: Context, verb: string): ExportedForm | undefined {
  const format = context.req.query("format");
  if (format === undefined) return undefined;
  const known = EXPORTS.find((one) => one === format);
  if (verb !== "read" || !known) {
    throw new HttpError(400, "bad-input", `format: one of ${EXPORTS.join(", ")}, of /v1/read alone`);
  }
  return known;
}

/** A header that saves under any name: in ASCII for the oldest readers, whole for all others. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/**
 * The answer of a job that is over; a file that it made as such, to be saved and never shown as a page.
 * @throws HttpError of a job that failed
 */
function answerOf(job: JobRecord, exported: boolean): Response {
  if (job.state !== "done") {
    throw faultError(
      job.error ?? { code: "cancelled", message: "the job was cancelled", file: job.file?.name ?? null },
    );
  }
  if (!exported) {
    const headers = { "Content-Type": "application/json; charset=utf-8", "X-Job-Id": job.id };
    return new Response(job.result, { headers });
  }
  const { name, format, text, base64 } = JSON.parse(job.result!) as Exported;
  const headers = { "Content-Type": mediaTypeOf(format), "Content-Disposition": attachment(name), "X-Job-Id": job.id };
  return new Response(base64 === undefined ? text : Buffer.from(base64, "base64"), { headers });
}

export function verbRoutes({ jobs, bodies, roots, limits, documentFile }: VerbRoutesOptions): Hono {
  const app = new Hono();

  /** The files of a request, read; and its input, not yet checked. */
  async function received(
    context: Context,
  ): Promise<{ files: (() => Promise<Given>)[]; input: unknown; many: boolean; document?: string }> {
    const request = context.req.raw;
    if (bodies.isForm(request)) {
      const { files, fields } = await bodies.form(request);
      const input = fields.input === undefined ? {} : jsonObject(fields.input);
      return { files: files.map((file) => async () => file), input, many: files.length > 1 };
    }
    const { path, paths, document, ...input } = await bodies.json(request);
    const given = [path, paths, document].filter((one) => one !== undefined);
    if (given.length !== 1) {
      throw new HttpError(400, "bad-input", 'one of "path", "paths" and "document" is wanted, or a form with a "file"');
    }
    if (typeof path === "string") return { files: [() => roots.read(path, limits.bytes)], input, many: false };
    if (typeof document === "string" && documentFile) {
      return { files: [() => documentFile(document)], input, many: false, document };
    }
    if (Array.isArray(paths) && paths.every((one) => typeof one === "string") && paths.length <= limits.files) {
      return { files: paths.map((one: string) => () => roots.read(one, limits.bytes)), input, many: true };
    }
    throw new HttpError(400, "bad-input", `a path or document is text; paths are a list of at most ${limits.files}`);
  }

  /** Waits for a job as long as its caller does. */
  async function waitedFor(context: Context, job: JobRecord, keep: boolean, exported: boolean): Promise<Response> {
    const waiting = new AbortController();
    const gone = () => waiting.abort(new HttpError(499, "gone", "the caller is gone"));
    const { signal } = context.req.raw;
    signal.addEventListener("abort", gone, { once: true });
    const late = new HttpError(
      503,
      "busy",
      `it took longer than the ${limits.waitSeconds} s that a request waits: use ?async=1`,
      {
        retryAfter: 30,
      },
    );
    const timer = setTimeout(() => waiting.abort(late), limits.waitSeconds * 1000);
    try {
      const over = await jobs.wait(job.id, waiting.signal);
      if (over === null) throw new HttpError(410, "deleted", "the job was deleted");
      if (isOver(over.state)) {
        // A file that was delivered need not be kept a second time; it may be many megabytes.
        if (exported && over.state === "done" && !keep) jobs.remove(over.id);
        return answerOf(over, exported);
      }
      throw new HttpError(503, "stopping", "the server is stopping", { retryAfter: 10 });
    } catch (error) {
      // Nobody could fetch it later, unless by its key.
      if (waiting.signal.aborted && !keep) jobs.cancel(job.id);
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", gone);
    }
  }

  for (const [verb, definition] of Object.entries(VERBS)) {
    app.post(`/${verb}`, async (context) => {
      jobs.admit();
      const idempotency = idempotencyKey(context);
      const format = exportFormat(context, verb);
      const { files, input: given, many, document } = await received(context);
      if (files.length === 0) throw new HttpError(400, "bad-input", 'the form has no "file"');
      const checked = checkedInput(definition, given);
      // Whoever has the workspace takes the words that it has, corrected ones included.
      const input = {
        ...checked,
        ...(document === undefined ? {} : { document }),
        ...(format === undefined ? {} : { format }),
      };
      if (!many) {
        const job = await jobs.submit({ verb, input, file: await files[0](), idempotency });
        if (!wantsAsync(context)) return waitedFor(context, job, idempotency !== undefined, format !== undefined);
        const headers = { Location: `/v1/jobs/${job.id}` };
        return context.json({ id: job.id }, 202, headers);
      }
      const batch = randomUUID();
      const made: Record<string, unknown>[] = [];
      for (const [i, open] of files.entries()) {
        // One bad file never stops the others.
        try {
          const key = idempotency === undefined ? undefined : `${idempotency} ${i}`;
          const job = await jobs.submit({ verb, input, file: await open(), batch, idempotency: key });
          made.push({ id: job.id, file: job.file?.name ?? null });
        } catch (error) {
          if (!(error instanceof HttpError)) throw error;
          const { code, message, file } = error;
          made.push({ id: null, file, error: { code, message, file } });
        }
      }
      return context.json({ batch, jobs: made }, 202);
    });
  }
  return app;
}
