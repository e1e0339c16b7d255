/** Refusals as HTTP tells them: status, code, message, and after how long it makes sense to ask again. */
import { ReadError } from "../read/problem.ts";
import type { Fault } from "./job.ts";

export interface HttpErrorDetails {
  file?: string | null;
  /** Seconds. Stands with every 503. */
  retryAfter?: number;
  /** More fields of the body beside `error`. */
  more?: Record<string, unknown>;
}

/** A designed refusal. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly file: string | null;
  readonly retryAfter: number | null;
  readonly more: Record<string, unknown>;
  constructor(status: number, code: string, message: string, details: HttpErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
    this.code = code;
    this.file = details.file ?? null;
    this.retryAfter = details.retryAfter ?? null;
    this.more = details.more ?? {};
  }
}

/** What a job failed of is a file or an input that cannot be served (4xx), or a server that cannot (503). */
const STATUS: Readonly<Record<string, number>> = {
  "not-found": 404,
  empty: 400,
  unsupported: 415,
  "too-large": 413,
  "password-needed": 422,
  "password-wrong": 422,
  damaged: 422,
  timeout: 422,
  "bad-words": 422,
  "no-such-page": 422,
  "bad-input": 400,
  "bad-schema": 400,
  /** The child process died of it, twice. */
  crashed: 422,
  memory: 422,
  cancelled: 409,
  "ocr-unavailable": 422,
  unavailable: 503,
  /** Workers that share the queue have not what the server answers by. */
  "other-model": 503,
  stopping: 503,
};

/** The refusal that a failed job's request is answered with. Codes that no list knows are the server's own fault. */
export function faultError(fault: Fault): HttpError {
  const status = STATUS[fault.code] ?? 500;
  return new HttpError(status, fault.code, fault.message, {
    file: fault.file,
    ...(status === 503 ? { retryAfter: 10 } : {}),
  });
}

/** Any thrown value as a refusal; what was not designed says nothing of itself to the caller. */
export function httpErrorOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof ReadError) return faultError({ code: error.code, message: error.message, file: error.file });
  return new HttpError(500, "internal", "the server failed; its log says why", {}, { cause: error });
}

/** The response of a refusal. */
export function errorResponse(error: HttpError): Response {
  const headers = new Headers({ "Content-Type": "application/json; charset=utf-8" });
  if (error.retryAfter !== null) headers.set("Retry-After", String(Math.max(1, Math.ceil(error.retryAfter))));
  if (error.status === 401) headers.set("WWW-Authenticate", 'Bearer realm="docformer"');
  // What is left of a refused body is not waited for.
  if (error.status === 413 || error.status === 408) headers.set("Connection", "close");
  const { code, message, file } = error;
  return new Response(JSON.stringify({ error: { code, message, file }, ...error.more }), {
    status: error.status,
    headers,
  });
}
