/**
 * Request bodies within bounds: read whole up to a limit, then parsed as a form or as JSON. What all requests hold in memory at
 * the same time is bounded, too. Nothing is written to disk here, and nothing is unpacked.
 */
import { HttpError } from "./http-error.ts";
import type { ServerLimits } from "./limits.ts";

export interface Form {
  files: { name: string; bytes: Uint8Array }[];
  fields: Record<string, string>;
}

/** JSON bodies hold questions, schemas and labels, never files. */
export const JSON_BYTES = 8e6;
/** Names are for messages; no file system sees them. */
const NAME = 200;

/** The last part of a name that a caller gave, without what would spoil a log or a terminal. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  const plain = last.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").slice(-NAME);
  return plain === "" || plain === "." || plain === ".." ? "document" : plain;
}

export type BodyReader = ReturnType<typeof createBodyReader>;

export function createBodyReader(limits: Pick<ServerLimits, "bytes" | "bodyBytes" | "files">) {
  let held = 0;

  function typeOf(request: Request): string {
    const encoding = request.headers.get("content-encoding") ?? "identity";
    if (encoding !== "identity") {
      throw new HttpError(415, "unsupported", `bodies in "${encoding}" are not unpacked: send it as it is`);
    }
    return (request.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
  }

  /** The whole body; `release` gives its share of the memory back. */
  async function bytesOf(request: Request, limit: number): Promise<{ bytes: Uint8Array; release: () => void }> {
    const tooLarge = () =>
      new HttpError(413, "too-large", `the request is larger than the ${limit} bytes that are allowed`);
    if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
    const parts: Uint8Array[] = [];
    let size = 0;
    const release = () => {
      held -= size;
      size = 0;
    };
    try {
      if (request.body) {
        for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
          size += part.length;
          held += part.length;
          if (size > limit) throw tooLarge();
          if (held > limits.bodyBytes) {
            throw new HttpError(503, "busy", "too many uploads at the same time", { retryAfter: 2 });
          }
          parts.push(part);
        }
      }
      return { bytes: Buffer.concat(parts), release };
    } catch (error) {
      release();
      if (error instanceof HttpError) throw error;
      throw new HttpError(400, "bad-body", "the request ended before its body did", {}, { cause: error });
    }
  }

  /** Whether a request is a form. @throws HttpError 415 when it is neither form nor JSON */
  function isForm(request: Request): boolean {
    const type = typeOf(request);
    if (type === "multipart/form-data") return true;
    if (type === "application/json") return false;
    throw new HttpError(415, "unsupported", "send multipart/form-data with a file, or application/json");
  }

  return {
    isForm,

    /** @throws HttpError 413, 415, 400, 503 */
    async form(request: Request): Promise<Form> {
      if (!isForm(request)) throw new HttpError(415, "unsupported", "a file is sent as multipart/form-data");
      const { bytes, release } = await bytesOf(request, limits.bodyBytes);
      try {
        const type = request.headers.get("content-type") ?? "";
        const data = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { "content-type": type } })
          .formData()
          .catch((cause) => {
            throw new HttpError(
              400,
              "bad-body",
              "the form cannot be read: it is cut short or malformed",
              {},
              { cause },
            );
          });
        const form: Form = { files: [], fields: Object.create(null) };
        for (const [key, value] of data) {
          if (typeof value === "string") form.fields[key] = value;
          else {
            const name = plainName(value.name);
            if (value.size > limits.bytes) {
              throw new HttpError(413, "too-large", `${name} has ${value.size} bytes; ${limits.bytes} are allowed`, {
                file: name,
              });
            }
            form.files.push({ name, bytes: new Uint8Array(await value.arrayBuffer()) });
          }
          if (form.files.length > limits.files) {
            throw new HttpError(413, "too-large", `more than the ${limits.files} files that one request may bring`);
          }
        }
        return form;
      } finally {
        release();
      }
    },

    /** A JSON object. @throws HttpError 413, 415, 400, 503 */
    async json(request: Request): Promise<Record<string, unknown>> {
      if (isForm(request)) throw new HttpError(415, "unsupported", "application/json is wanted");
      const { bytes, release } = await bytesOf(request, JSON_BYTES);
      try {
        return jsonObject(new TextDecoder().decode(bytes));
      } finally {
        release();
      }
    },
  };
}

/** Parses the text of a JSON object. @throws HttpError 400 */
export function jsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw new HttpError(400, "bad-input", "the JSON cannot be parsed", {}, { cause });
  }
  throw new HttpError(400, "bad-input", "a JSON object is wanted");
}
