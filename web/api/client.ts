/** Calls to the server the page came from. Knows whether it can be reached, and when a key is wanted. */
import { signal } from "@preact/signals";

/** What the server says is wrong, or "offline" when it says nothing. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** The answer's JSON: a conflict holds the current state. */
  readonly body: unknown;
  constructor(status: number, code: string, message: string, body: unknown = null) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.body = body;
  }
}

export const online = signal(true);
/** Counts up whenever the server is back: what was loaded may be old. */
export const epoch = signal(0);
export const wantsKey = signal(false);

let pinging = false;

/** Asks again, ever more rarely, until the server answers. */
function waitForServer(): void {
  online.value = false;
  if (pinging) return;
  pinging = true;
  let delay = 1000;
  const ping = async () => {
    const there = await fetch("/healthz", { cache: "no-store" }).then(
      () => true,
      () => false,
    );
    if (!there) {
      delay = Math.min(delay * 1.5, 10_000);
      setTimeout(ping, delay);
      return;
    }
    pinging = false;
    online.value = true;
    epoch.value++;
  };
  setTimeout(ping, delay);
}

export interface CallOptions {
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The error that an answer's body tells of. */
export function errorOf(status: number, body: unknown): ApiError {
  const told = isObject(body) && isObject(body.error) ? body.error : {};
  const code = typeof told.code === "string" ? told.code : `http-${status}`;
  const message = typeof told.message === "string" ? told.message : `The server answered with status ${status}.`;
  return new ApiError(status, code, message, body);
}

/** Sends a request. @throws ApiError where nothing answers, or the AbortError of `signal` */
async function send(method: string, path: string, body: unknown, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { ...options.headers };
  if (body !== undefined) headers["content-type"] = "application/json";
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
    });
    online.value = true;
    if (response.status === 401) wantsKey.value = true;
    return response;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    waitForServer();
    throw new ApiError(0, "offline", "The server does not answer. It is asked again until it does.");
  }
}

/** Sends a request and reads its JSON. @throws ApiError, or the AbortError of `signal` */
export async function call<T>(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
  const response = await send(method, path, body, options);
  const text = await response.text();
  let json: unknown = null;
  try {
    json = text === "" ? null : JSON.parse(text);
  } catch {
    if (response.ok) throw new ApiError(response.status, "not-json", "The server's answer is not JSON.");
  }
  if (response.ok) return json as T;
  throw errorOf(response.status, json);
}

/** Sends a request whose answer is a file, with its name. @throws ApiError, or the AbortError of `signal` */
export async function fetchFile(path: string, body: unknown, options: CallOptions = {}): Promise<[Blob, string]> {
  const response = await send("POST", path, body, options);
  if (!response.ok) throw errorOf(response.status, await response.json().catch(() => null));
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return [await response.blob(), decodeURIComponent(name ?? "document")];
}

export const get = <T>(path: string, options?: CallOptions) => call<T>("GET", path, undefined, options);
export const post = <T>(path: string, body: unknown = {}, options?: CallOptions) =>
  call<T>("POST", path, body, options);

/** Puts `body` if the server still has `version`. */
export const putVersion = <T>(path: string, version: number, body: unknown) =>
  call<T>("PUT", path, body, { headers: { "if-match": `"${version}"` } });

/** What to tell a person of `error`. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Uploads files in one request, telling the share sent; fetch() cannot. */
export function upload<T>(path: string, files: readonly File[], onSent: (share: number) => void, signal: AbortSignal) {
  return new Promise<T>((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total);
    request.onload = () => {
      if (request.status === 401) wantsKey.value = true;
      if (request.status >= 200 && request.status < 300) resolve(request.response as T);
      else reject(errorOf(request.status, request.response));
    };
    request.onerror = () => {
      waitForServer();
      reject(new ApiError(0, "offline", "The server does not answer. Nothing was lost: try again."));
    };
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

export interface Stream {
  close(): void;
}

/** Server-sent events of `path`; the browser resumes them by their last id. */
export function listen(path: string, handlers: Record<string, (data: unknown) => void>): Stream {
  const source = new EventSource(path);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => {
      const text = (event as MessageEvent<string>).data;
      let data: unknown = text;
      try {
        data = JSON.parse(text);
      } catch {
        // Plain text is handed on as it is.
      }
      handle(data);
    });
  }
  source.onerror = () => {
    if (source.readyState === EventSource.CONNECTING) waitForServer();
  };
  return source;
}
