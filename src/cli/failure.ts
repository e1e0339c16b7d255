/** How the command line ends: exit codes, wrong use, and what any error looks like to the person or script that called. */

export const EXIT = { ok: 0, failed: 1, usage: 2, partial: 3, interrupted: 130 } as const;

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  readonly code = "usage";
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** The person or system that called wants no more of it: exit code 130. */
export class Interrupted extends Error {
  readonly code = "interrupted";
  constructor(options?: ErrorOptions) {
    super("interrupted", options);
    this.name = "AbortError";
  }
}

/** An error as `--json` prints it. */
export interface Failure {
  code: string;
  message: string;
  /** File or folder that is to blame. */
  file: string | null;
}

/** Names and codes of errors of the layers below that mean a wrong call. */
const WRONG_USE: ReadonlySet<unknown> = new Set([
  "UsageError",
  "SynthError",
  "SchemaError",
  "no-such-page",
  "no-such-format",
  "recipe",
  "resume",
  "bad-schema",
  "bad-label",
  "no-workspace",
  "no-such-document",
  "no-such-model",
  "no-such-run",
  "needs-key",
  "device",
  "api-key",
  "root",
]);

/** What a system call's code means, as far as people meet it. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "no right to open it",
  EPERM: "no right to open it",
  EISDIR: "this is a folder",
  ENOTDIR: "this is no folder",
  ENOSPC: "no space left",
  EROFS: "the file system cannot be written to",
};

/** Any thrown value as code, one-line message and file. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: "failed", message: String(error), file: null };
  const { code, file, folder, path } = error as Error & Record<"code" | "file" | "folder" | "path", unknown>;
  const place = [file, folder, path].find((value) => typeof value === "string" && value !== "") as string | undefined;
  if (error.name === "AbortError") return { code: "interrupted", message: "interrupted", file: null };
  if (typeof code === "string" && SYSTEM[code] && place) {
    return { code: code.toLowerCase(), message: `${place}: ${SYSTEM[code]}`, file: place };
  }
  const known = typeof code === "string" ? code.toLowerCase() : WRONG_USE.has(error.name) ? "usage" : "internal";
  return { code: known, message: error.message.trim() || error.name, file: place ?? null };
}

/** The exit code that `error` ends with. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) return EXIT.failed;
  if (error.name === "AbortError") return EXIT.interrupted;
  const { code } = error as Error & { code?: unknown };
  return WRONG_USE.has(error.name) || WRONG_USE.has(code) ? EXIT.usage : EXIT.failed;
}
