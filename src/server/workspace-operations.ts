/** What workspace-routes.ts answers, for the OpenAPI document: paths, summaries and the shapes of bodies. */
import { EXPORTS } from "../workspace/exchange.ts";
import type { Operation } from "./openapi.ts";

type Json = Record<string, unknown>;

const object: Json = { type: "object" };
const list: Json = { type: "array", items: object };
const text: Json = { type: "string" };
const whole: Json = { type: "integer", minimum: 0 };
const json = (schema: Json): Json => ({ "application/json": { schema } });
const refused = (description: string): Json => ({ description, content: json({ $ref: "#/components/schemas/Error" }) });
const ifMatch: Json = {
  name: "If-Match",
  in: "header",
  required: true,
  description: 'the version that was changed: "3"',
  schema: text,
};
const query = (name: string, description: string, schema: Json = text): Json => ({
  name,
  in: "query",
  description,
  schema,
});

/** Statuses beside success, by what they mean here. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: "The input is wrong",
  404: "There is no such thing",
  409: "Someone else has changed it, or it cannot be done now",
  413: "Larger than is allowed",
  422: "It cannot be saved so",
  428: "If-Match is missing",
};

interface Route {
  method: Operation["method"];
  path: string;
  summary: string;
  status?: number;
  answer?: Json;
  body?: Json;
  parameters?: Json[];
  refusals?: number[];
}

const ROUTES: readonly Route[] = [
  { method: "get", path: "", summary: "Name, schema, counts of documents, the active model, the run at work" },
  {
    method: "put",
    path: "/schema",
    summary: "Saves the schema that follows a version",
    body: { type: "object", properties: { schema: object, renames: { type: "object", additionalProperties: text } } },
    parameters: [ifMatch],
    refusals: [400, 409, 422, 428],
  },
  { method: "get", path: "/documents", summary: "The documents, the most doubtful first", answer: list },
  {
    method: "post",
    path: "/documents",
    summary: "Takes files in; each is read and predicted by a job",
    status: 201,
    answer: list,
    refusals: [400, 413],
  },
  {
    method: "get",
    path: "/documents/{id}",
    summary: "A document with its words, its label and its prediction",
    refusals: [404],
  },
  {
    method: "delete",
    path: "/documents/{id}",
    summary: "Erases a document and everything that was said of it",
    refusals: [404],
  },
  {
    method: "get",
    path: "/documents/{id}/pages/{page}",
    summary: "A page as a picture (WebP); pages count from 0",
    parameters: [query("width", "pixels", { type: "integer", minimum: 1, maximum: 4000 })],
    refusals: [400, 404],
  },
  {
    method: "put",
    path: "/documents/{id}/label",
    summary: "Saves the label that follows a version",
    body: object,
    parameters: [ifMatch],
    refusals: [400, 404, 409, 422, 428],
  },
  {
    method: "post",
    path: "/documents/{id}/words",
    summary: "Corrects a word that was read wrong",
    body: {
      type: "object",
      required: ["page", "word", "was", "text"],
      properties: { page: whole, word: whole, was: text, text },
    },
    refusals: [400, 404, 409, 422],
  },
  {
    method: "post",
    path: "/documents/{id}/predict",
    summary: "Asks the active model again: a job",
    status: 202,
    body: { type: "object", properties: { password: text } },
    refusals: [404],
  },
  {
    method: "post",
    path: "/predict",
    summary: "Asks the active model of all that is not reviewed: a job",
    status: 202,
  },
  { method: "get", path: "/runs", summary: "Training runs, newest first", answer: list },
  {
    method: "post",
    path: "/runs",
    summary: "Trains a model on what is labelled: a run and its job",
    status: 202,
    body: { type: "object", properties: { minutes: { type: "number", minimum: 0.01, maximum: 10_000 } } },
    refusals: [400, 409],
  },
  {
    method: "get",
    path: "/groups",
    summary: "Documents of one layout, in groups of two and more, and how much of them the model is sure of",
    parameters: [query("from", "least confidence of what is sure", { type: "number", minimum: 0, maximum: 1 })],
    answer: list,
    refusals: [400],
  },
  {
    method: "post",
    path: "/accept",
    summary: "Accepts what was predicted with enough confidence of fields that nobody has labelled",
    body: {
      type: "object",
      required: ["documents"],
      properties: {
        documents: { type: "array", items: text },
        from: {
          type: "number",
          minimum: 0,
          maximum: 1,
          description: "least confidence; default: what the model lets pass",
        },
      },
    },
    refusals: [400, 404],
  },
  { method: "get", path: "/runs/{id}", summary: "A run with its curve and time left", refusals: [404] },
  { method: "post", path: "/runs/{id}/stop", summary: "Stops a run; it can be resumed", status: 202, refusals: [404] },
  { method: "post", path: "/runs/{id}/resume", summary: "Goes on with a run", status: 202, refusals: [404, 409] },
  { method: "get", path: "/models", summary: "The models with their scores on held-back documents", answer: list },
  { method: "post", path: "/models/rollback", summary: "Back to the model before", refusals: [409] },
  { method: "post", path: "/models/{id}/activate", summary: "Uses a model from now on", refusals: [404] },
  { method: "get", path: "/models/{id}/download", summary: "A model's folder as tar.gz", refusals: [404] },
  {
    method: "get",
    path: "/compare",
    summary: "Two models on the held-back documents, field by field",
    parameters: [query("old", "id of a model"), query("new", "id of a model")],
    refusals: [404],
  },
  {
    method: "get",
    path: "/thresholds",
    summary: "What a threshold of confidence lets through, and how much of it is wrong",
    answer: list,
  },
  {
    method: "get",
    path: "/export",
    summary: "The labels in another program's layout",
    parameters: [
      query("format", "the layout", { type: "string", enum: [...EXPORTS] }),
      query("all", "1: documents without a review, too"),
    ],
    refusals: [400],
  },
  { method: "get", path: "/audit", summary: "Who did what, the last lines", answer: list },
  {
    method: "get",
    path: "/events",
    summary: "Server-sent events: document, schema, model, run have changed",
  },
];

/** Media types of what is not JSON. */
const MEDIA: Readonly<Record<string, string>> = {
  "/documents/{id}/pages/{page}": "image/webp",
  "/models/{id}/download": "application/gzip",
  "/export": "application/octet-stream",
  "/events": "text/event-stream",
};

function operationOf(route: Route): Operation {
  const { method, path, summary, status = 200, answer = object, body, parameters = [], refusals = [] } = route;
  const media = MEDIA[path];
  const files = { type: "object", required: ["file"], properties: { file: { type: "array", items: text } } };
  const content =
    path === "/documents" && method === "post" ? { "multipart/form-data": { schema: files } } : body && json(body);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: text,
  }));
  return {
    method,
    path: `/v1/workspace${path}`,
    tag: "Workspace",
    summary,
    ...(inPath.length + parameters.length > 0 ? { parameters: [...inPath, ...parameters] } : {}),
    ...(content ? { requestBody: { content } } : {}),
    responses: {
      [status]: { description: "Done", content: media ? { [media]: { schema: text } } : json(answer) },
      ...Object.fromEntries(refusals.map((code) => [code, refused(REFUSALS[code])])),
    },
  };
}

/** The operations of a server that has a workspace. */
export function workspaceOperations(): Operation[] {
  return ROUTES.map(operationOf);
}
