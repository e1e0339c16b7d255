/**
 * The API as typed functions, for browsers, Node and whatever else has fetch (`docformer/client`). Imports types alone, so
 * that a program which calls a server carries nothing of it.
 */
import type { Fault, JobEvent, JobState, JobView, Progress } from "./job.ts";
import type { Exported, ExportedForm, Verb, VerbInput, VerbOutput } from "./verbs.ts";

export type { Exported, ExportedForm, Fault, JobEvent, JobState, JobView, Progress, Verb, VerbInput, VerbOutput };

/** A document to send, or one that the server can open: below its roots, or of its workspace. */
export type ClientFile = Blob | { bytes: Uint8Array; name: string } | { path: string } | { document: string };

/** Where the server is, and how it is called. */
export interface ClientOptions {
  /** "http://127.0.0.1:8080" */
  url: string;
  key?: string;
  /** Default: that of the platform. */
  fetch?: typeof fetch;
  /** How often a request that was refused for now (503) is sent again. Default 3. */
  retries?: number;
}

/** What one call may be told. */
export interface CallOptions {
  signal?: AbortSignal;
  /** The same key with the same request is the same job. */
  idempotencyKey?: string;
}

/** The server refused. */
export class ClientError extends Error {
  readonly status: number;
  readonly code: string;
  readonly file: string | null;
  constructor(status: number, code: string, message: string, file: string | null = null) {
    super(message);
    this.name = "ClientError";
    this.status = status;
    this.code = code;
    this.file = file;
  }
}

/** The input may be left out where nothing of it is needed. */
type InputAndOptions<V extends Verb> =
  Partial<VerbInput<V>> extends VerbInput<V>
    ? [input?: VerbInput<V>, options?: CallOptions]
    : [input: VerbInput<V>, options?: CallOptions];

/** Sends a document and waits for the result. @throws ClientError */
type Call<V extends Verb> = (file: ClientFile, ...rest: InputAndOptions<V>) => Promise<VerbOutput<V>>;

/** Each verb of the API as a function of the same name, and jobs. */
export interface Client {
  /** Words, lines and boxes of a document. */
  read: Call<"read">;
  /** Answers to questions, with confidence and evidence. */
  ask: Call<"ask">;
  /** Data of a JSON Schema, each value with confidence and evidence, and plausibility checks. */
  extract: Call<"extract">;
  /** Entities and what belongs to what, and ticked boxes. */
  relate: Call<"relate">;
  /** Which of the classes named a document belongs to. */
  classify: Call<"classify">;
  /** Whether a document bears statements out. */
  verify: Call<"verify">;
  /** The tables of a document as rows and cells. */
  tables: Call<"tables">;
  /** What is read of a document as a file: searchable PDF, hOCR, ALTO, CSV of words, text. @throws ClientError */
  export(file: ClientFile, format: ExportedForm, input?: VerbInput<"read">, options?: CallOptions): Promise<Blob>;
  /** Sends a document and does not wait. */
  submit<V extends Verb>(
    verb: V,
    file: ClientFile,
    input?: VerbInput<V>,
    options?: CallOptions,
  ): Promise<{ id: string }>;
  /** Several documents: jobs of one batch. A file that is refused at once has an error and no id. */
  batch<V extends Verb>(
    verb: V,
    files: readonly (Blob | { bytes: Uint8Array; name: string })[],
    ...rest: InputAndOptions<V>
  ): Promise<{ batch: string; jobs: { id: string | null; file: string | null; error?: JobView["error"] }[] }>;
  /** The job as it stands, with its result when it is done. @throws ClientError 404 */
  job(id: string, options?: CallOptions): Promise<JobView>;
  /** Jobs, the newest first, without their results. */
  jobs(filter?: { batch?: string; state?: JobState; limit?: number }, options?: CallOptions): Promise<JobView[]>;
  /** Cancels a job that is not over, forgets one that is. */
  remove(id: string, options?: CallOptions): Promise<void>;
  /** What happens to a job until it is over; goes on where it was when the connection is lost. */
  events(id: string, options?: CallOptions & { after?: number }): AsyncGenerator<JobEvent>;
  /** The job when it is over. */
  wait(id: string, options?: CallOptions): Promise<JobView>;
}

const VERBS = ["read", "ask", "extract", "relate", "classify", "verify", "tables"] as const satisfies readonly Verb[];

/** How long a lost connection waits before it comes again. */
const RECONNECT_MILLISECONDS = 500;
const MOST_RECONNECTS = 20;

const pause = (milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = () => {
      end();
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      end();
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });

function bodyOf(
  files: readonly ClientFile[],
  input: object,
): { body: FormData | string; headers: Record<string, string> } {
  const [first] = files;
  if ("path" in first || "document" in first) {
    return { body: JSON.stringify({ ...input, ...first }), headers: { "Content-Type": "application/json" } };
  }
  const body = new FormData();
  for (const file of files as readonly (Blob | { bytes: Uint8Array; name: string })[]) {
    if ("bytes" in file && !(file instanceof Blob)) {
      body.append("file", new Blob([file.bytes as Uint8Array<ArrayBuffer>]), file.name);
    } else body.append("file", file as Blob, (file as { name?: string }).name ?? "document");
  }
  body.set("input", JSON.stringify(input));
  return { body, headers: {} };
}

/** Events of a stream in the format of text/event-stream. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<JobEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const field = (name: string) =>
          block
            .split("\n")
            .filter((line) => line.startsWith(`${name}:`))
            .map((line) => line.slice(name.length + 1).trim())
            .join("\n");
        if (field("data") === "") continue;
        yield { id: Number(field("id")), event: field("event") as JobEvent["event"], data: JSON.parse(field("data")) };
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/**
 * A client of one server.
 * @example
 * const client = createClient({ url }); // of docformer serve: "http://127.0.0.1:8080"
 * const file = { name: "invoice.pdf", bytes: await readFile("invoice.pdf") };
 * const [answer] = await client.ask(file, { questions: ["What is the invoice number?"] });
 * answer.text // "FJ-20417"
 */
export function createClient({ url, key, fetch = globalThis.fetch, retries = 3 }: ClientOptions): Client {
  const base = url.replace(/\/+$/, "");

  async function call(path: string, init: RequestInit = {}, options: CallOptions = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (key) headers.set("Authorization", `Bearer ${key}`);
    if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
    for (let tried = 0; ; tried++) {
      const response = await fetch(`${base}${path}`, { ...init, headers, signal: options.signal });
      if (response.ok) return response;
      if (response.status === 503 && tried < retries) {
        await response.body?.cancel();
        await pause(1000 * Number(response.headers.get("Retry-After") ?? 1), options.signal);
        continue;
      }
      const { error } = (await response.json().catch(() => ({}))) as { error?: JobView["error"] };
      const { code = "failed", message = response.statusText, file = null } = error ?? {};
      throw new ClientError(response.status, code, message, file);
    }
  }

  async function post(
    path: string,
    files: readonly ClientFile[],
    input: object = {},
    options?: CallOptions,
  ): Promise<unknown> {
    const response = await call(path, { method: "POST", ...bodyOf(files, input) }, options);
    return response.json();
  }

  const verbs = Object.fromEntries(
    VERBS.map((verb) => [
      verb,
      (file: ClientFile, input?: object, options?: CallOptions) => post(`/v1/${verb}`, [file], input, options),
    ]),
  ) as unknown as { [V in Verb]: Call<V> };

  const jobPath = (id: string) => `/v1/jobs/${encodeURIComponent(id)}`;

  const client: Client = {
    ...verbs,
    async export(file, format, input = {}, options) {
      const init = { method: "POST", ...bodyOf([file], input) };
      return (await call(`/v1/read?format=${format}`, init, options)).blob();
    },
    submit: (verb, file, ...[input, options]) =>
      post(`/v1/${verb}?async=1`, [file], input, options) as Promise<{ id: string }>,
    batch: (verb, files, ...[input, options]) =>
      post(`/v1/${verb}`, files, input, options) as ReturnType<Client["batch"]>,
    job: async (id, options) => (await (await call(jobPath(id), {}, options)).json()) as JobView,
    async jobs(filter = {}, options) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
      return ((await (await call(`/v1/jobs?${query}`, {}, options)).json()) as { jobs: JobView[] }).jobs;
    },
    async remove(id, options) {
      await (await call(jobPath(id), { method: "DELETE" }, options)).body?.cancel();
    },
    async *events(id, { after = 0, ...options } = {}) {
      let last = after;
      for (let lost = 0; ; ) {
        try {
          const headers = { "Last-Event-ID": String(last) };
          const response = await call(`${jobPath(id)}/events`, { headers }, options);
          if (response.status === 204 || !response.body) return;
          for await (const event of eventsOf(response.body)) {
            last = event.id;
            lost = 0;
            yield event;
            if (event.event === "done") return;
          }
        } catch (error) {
          if (error instanceof ClientError || options.signal?.aborted) throw error;
          if (++lost > MOST_RECONNECTS) throw error;
        }
        await pause(RECONNECT_MILLISECONDS, options.signal);
      }
    },
    async wait(id, options) {
      for await (const _ of client.events(id, options));
      return client.job(id, options);
    },
  };
  return client;
}
