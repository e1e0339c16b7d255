/**
 * The API as OpenAPI 3.1, from the schemas by which requests are checked. A test holds it beside the routes that there are and
 * beside what they answer.
 */
import { z } from "zod";
import { mediaTypeOf } from "../read/export/formats.ts";
import { EXPORTS, exportedSchema, VERBS } from "./verbs.ts";

type Json = Record<string, unknown>;

export interface Operation {
  method: "get" | "post" | "put" | "delete";
  /** With parameters in braces: /v1/jobs/{id}. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  parameters?: Json[];
  requestBody?: Json;
  responses: Json;
  /** Needs no key. */
  open?: boolean;
}

const faultSchema = z.object({
  code: z.string().describe("a word that does not change"),
  message: z.string().describe("what is wrong, for people"),
  file: z.string().nullable().describe("name of the file that is to blame"),
});
const progressSchema = z.object({ done: z.int(), total: z.int(), message: z.string() });
const stateSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);
const jobSchema = z.object({
  id: z.string(),
  verb: z.string(),
  state: stateSchema,
  file: z.string().nullable(),
  batch: z.string().nullable(),
  attempts: z.int().describe("how often it was started"),
  progress: progressSchema.nullable(),
  result: z.unknown().optional().describe("what the verb gives, when it is done"),
  error: faultSchema.optional(),
  created: z.iso.datetime(),
  finished: z.iso.datetime().nullable(),
});

/** JSON Schema (2020-12, which OpenAPI 3.1 takes as it is) of what callers send or get. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}

const json = (schema: Json): Json => ({ "application/json": { schema } });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const answer = (description: string, schema?: Json): Json => ({
  description,
  ...(schema ? { content: json(schema) } : {}),
});
const refusal = (description: string): Json => answer(description, ref("Error"));
const busy: Json = {
  ...refusal("Too much to do, or about to stop"),
  headers: { "Retry-After": { schema: { type: "integer" } } },
};

const idParameter: Json = { name: "id", in: "path", required: true, schema: { type: "string" } };
const query = (name: string, description: string, schema: Json): Json => ({ name, in: "query", description, schema });
const header = (name: string, description: string): Json => ({
  name,
  in: "header",
  description,
  schema: { type: "string" },
});

const EXPORT_PARAMETER = query(
  "format",
  "a file of this form in place of JSON: searchable PDF, hOCR, ALTO 4, CSV of words, text. The result of a job that is not waited for holds it as Exported",
  { type: "string", enum: [...EXPORTS] },
);

function verbOperation(verb: keyof typeof VERBS): Operation {
  const { summary, input, output } = VERBS[verb];
  const inputSchema = jsonSchemaOf(input, "input");
  const file = { type: "string", contentMediaType: "application/octet-stream" };
  const form = {
    type: "object",
    required: ["file"],
    properties: { file: { oneOf: [file, { type: "array", items: file }] }, input: inputSchema },
  };
  const place = {
    type: "object",
    properties: {
      path: { type: "string", description: "a file below a folder that the server was started with (--root)" },
      paths: { type: "array", items: { type: "string" }, description: "several: a batch" },
      document: { type: "string", description: "a document of the workspace, by its id" },
    },
  };
  const result: Json = answer("The result; X-Job-Id names its job", jsonSchemaOf(output, "output"));
  const bytes = { type: "string", contentMediaType: "application/octet-stream" };
  const files = Object.fromEntries(EXPORTS.map((format) => [mediaTypeOf(format).split(";")[0], { schema: bytes }]));
  return {
    method: "post",
    path: `/v1/${verb}`,
    tag: "Verbs",
    summary,
    description:
      "Send the document as `file` of a form with `input` as JSON text, or JSON with `path` or `document` beside the input. Several files make a batch of jobs.",
    parameters: [
      ...(verb === "read" ? [EXPORT_PARAMETER] : []),
      query("async", "1: answer at once with the id of a job", { type: "string", enum: ["0", "1"] }),
      header("Idempotency-Key", "The same key with the same request is the same job"),
      header("Prefer", "respond-async: as async=1"),
    ],
    requestBody: {
      required: true,
      content: {
        "multipart/form-data": { schema: form, encoding: { input: { contentType: "application/json" } } },
        "application/json": { schema: { allOf: [place, inputSchema] } },
      },
    },
    responses: {
      200: {
        ...result,
        ...(verb === "read" ? { content: { ...(result.content as Json), ...files } } : {}),
        headers: { "X-Job-Id": { schema: { type: "string" } } },
      },
      202: answer("A job, or a batch of jobs", { oneOf: [ref("Accepted"), ref("Batch")] }),
      400: refusal("The input is wrong"),
      404: refusal("There is no such file"),
      413: refusal("Larger than is allowed"),
      415: refusal("Of no kind that can be read"),
      422: refusal("The document cannot be read"),
      503: busy,
    },
  };
}

const OPERATIONS: readonly Operation[] = [
  ...(Object.keys(VERBS) as (keyof typeof VERBS)[]).map(verbOperation),
  {
    method: "get",
    path: "/v1/jobs",
    tag: "Jobs",
    summary: "The jobs, newest first, without their results",
    parameters: [
      query("batch", "only those of a batch", { type: "string" }),
      query("state", "only those in this state", jsonSchemaOf(stateSchema, "output")),
      query("limit", "at most so many", { type: "integer", minimum: 1, maximum: 1000, default: 100 }),
    ],
    responses: {
      200: answer("Jobs", {
        type: "object",
        required: ["jobs"],
        properties: { jobs: { type: "array", items: ref("Job") } },
      }),
      400: refusal("A parameter is wrong"),
    },
  },
  {
    method: "get",
    path: "/v1/jobs/{id}",
    tag: "Jobs",
    summary: "A job, with its result when it is done",
    parameters: [idParameter],
    responses: { 200: answer("The job", ref("Job")), 404: refusal("There is no such job") },
  },
  {
    method: "delete",
    path: "/v1/jobs/{id}",
    tag: "Jobs",
    summary: "Cancels a job that is not over, forgets one that is",
    parameters: [idParameter],
    responses: {
      200: answer("Cancelled; it stays to be seen", ref("Job")),
      204: answer("Forgotten, with its result"),
      404: refusal("There is no such job"),
    },
  },
  {
    method: "get",
    path: "/v1/jobs/{id}/events",
    tag: "Jobs",
    summary: "What happens to a job, as it happens",
    description:
      "Server-sent events `state`, `progress`, `log` and, last, `done` with the job. Ids count from 1: with Last-Event-ID the stream goes on behind that event, after a restart of the server, too.",
    parameters: [idParameter, header("Last-Event-ID", "the last event that was seen")],
    responses: {
      200: { description: "Events", content: { "text/event-stream": { schema: { type: "string" } } } },
      204: answer("The job is over and all events were seen"),
      404: refusal("There is no such job"),
    },
  },
  {
    method: "post",
    path: "/v1/session",
    tag: "Server",
    summary: "A cookie that stands for a key, for pages",
    requestBody: {
      required: true,
      content: json({ type: "object", required: ["key"], properties: { key: { type: "string" } } }),
    },
    responses: { 204: answer("The cookie is set"), 401: refusal("No key of this server") },
    open: true,
  },
  {
    method: "delete",
    path: "/v1/session",
    tag: "Server",
    summary: "Ends the session",
    responses: { 204: answer("Ended") },
    open: true,
  },
  {
    method: "get",
    path: "/healthz",
    tag: "Server",
    summary: "Whether the server takes requests",
    responses: { 200: answer("It does", { type: "object" }), 503: answer("It is about to stop", { type: "object" }) },
    open: true,
  },
  {
    method: "get",
    path: "/metrics",
    tag: "Server",
    summary: "Counters and histograms for Prometheus",
    responses: { 200: { description: "Metrics", content: { "text/plain": { schema: { type: "string" } } } } },
  },
];

/** The document at /openapi.json. @param more operations of routes that are mounted beside these */
export function openApi(version: string, keys: boolean, more: readonly Operation[] = []): Json {
  const paths: Record<string, Json> = {};
  for (const { method, path, tag, open, ...operation } of [...OPERATIONS, ...more]) {
    paths[path] ??= {};
    const guarded = keys && !open;
    paths[path][method] = {
      tags: [tag],
      ...operation,
      ...(guarded ? { responses: { ...operation.responses, 401: refusal("A key is missing") } } : { security: [] }),
    };
  }
  const accepted = z.object({ id: z.string() });
  const batch = z.object({
    batch: z.string(),
    jobs: z.array(z.object({ id: z.string().nullable(), file: z.string().nullable(), error: faultSchema.optional() })),
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "docformer",
      version,
      summary: "Documents in, typed answers with confidence and evidence out",
      description: "Boxes are fractions of the upright page, pages count from 0.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    ...(keys ? { security: [{ bearer: [] }, { header: [] }] } : {}),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        header: { type: "apiKey", in: "header", name: "X-API-Key" },
      },
      schemas: {
        Job: jsonSchemaOf(jobSchema, "output"),
        Accepted: jsonSchemaOf(accepted, "output"),
        Batch: jsonSchemaOf(batch, "output"),
        Exported: jsonSchemaOf(exportedSchema, "output"),
        Error: jsonSchemaOf(z.object({ error: faultSchema }), "output"),
      },
    },
  };
}
