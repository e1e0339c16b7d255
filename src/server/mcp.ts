/**
 * The verbs as tools for assistants, by the Model Context Protocol over stdin and stdout; the wrapper of its SDK, which is
 * optional. Opens files below the given folders and no others; documents are opened in child processes, as the server does.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";
import { textOf } from "../document/document.ts";
import { documentFromJson } from "../document/json.ts";
import type { ChildSettings } from "./child-messages.ts";
import { JobFailure } from "./executor.ts";
import { HttpError } from "./http-error.ts";
import type { Progress, Task } from "./job.ts";
import { DEFAULT_SERVER_LIMITS, type ServerLimits } from "./limits.ts";
import { createLog, type LogLevel } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { openRoots } from "./roots.ts";
import { localExecutor, packageVersion } from "./server.ts";
import { VERBS } from "./verbs.ts";

export interface McpOptions {
  /** Folders below which files may be opened. */
  roots: readonly string[];
  settings: Omit<ChildSettings, "limits">;
  processes: number;
  limits?: Partial<ServerLimits>;
  log: LogLevel;
  stdin: Readable;
  stdout: Writable;
  signal: AbortSignal;
}

/** The SDK is not installed. */
export class McpError extends Error {
  readonly code = "mcp";
  constructor(options?: ErrorOptions) {
    super("tools for assistants need one more package: npm install @modelcontextprotocol/sdk", options);
    this.name = "McpError";
  }
}

async function load() {
  try {
    return {
      ...(await import("@modelcontextprotocol/sdk/server/mcp.js")),
      ...(await import("@modelcontextprotocol/sdk/server/stdio.js")),
    };
  } catch (cause) {
    throw new McpError({ cause });
  }
}

/** What an assistant reads first: a document's text by page, everything else as JSON. */
function textOfResult(verb: string, result: unknown): string {
  if (verb !== "read") return JSON.stringify(result, null, 1);
  const { document } = result as { document: unknown };
  const pages = documentFromJson(document).pages.map((page) => {
    const lines = page.lines.map(({ words }) => textOf(page, words));
    return [`page ${page.number + 1}`, ...lines].join("\n");
  });
  return pages.join("\n\n");
}

/** Serves tools until stdin ends or `signal` aborts. @throws McpError, RootError */
export async function runMcp(options: McpOptions): Promise<void> {
  const { McpServer, StdioServerTransport } = await load();
  const roots = openRoots(options.roots);
  const limits: ServerLimits = { ...DEFAULT_SERVER_LIMITS, ...options.limits };
  const settings: ChildSettings = { ...options.settings, limits };
  const { processes } = options;
  const log = createLog(options.log);
  const executor = localExecutor(settings, { processes, limits, log, metrics: createMetrics() });
  const folder = await mkdtemp(join(tmpdir(), "docformer-mcp-"));
  const server = new McpServer({ name: "docformer", version: packageVersion() });

  async function run(
    verb: string,
    given: Record<string, unknown>,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<unknown> {
    const { path: wanted, ...input } = given;
    const { name, bytes } = await roots.read(wanted as string, limits.bytes);
    const id = randomUUID();
    const path = join(folder, id);
    await writeFile(path, bytes, { mode: 0o600 });
    try {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const task: Task = { id, verb, lane: "verbs", input, file: { path, name, sha256 }, attempts: 0 };
      const { result } = await executor.execute(task, { onStart() {}, onProgress, onLog() {} }, signal);
      return JSON.parse(result);
    } finally {
      await rm(path, { force: true });
    }
  }

  for (const [verb, { summary, input, output }] of Object.entries(VERBS)) {
    const path = z.string().describe(`a document (PDF, image, ...) below ${roots.folders.join(" or ")}`);
    server.registerTool(
      verb,
      {
        description: `${summary}. Boxes are fractions of the page, pages count from 0.`,
        inputSchema: { path, ...(input as z.ZodObject).shape },
        outputSchema: { result: output as z.ZodType },
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      },
      async (given: Record<string, unknown>, { signal, sendNotification, _meta }) => {
        const progressToken = _meta?.progressToken;
        let count = 0;
        const tell = ({ message }: Progress) => {
          if (progressToken === undefined) return;
          const params = { progressToken, progress: ++count, message };
          void sendNotification({ method: "notifications/progress", params }).catch(() => {});
        };
        try {
          const result = await run(verb, given, signal, tell);
          return { content: [{ type: "text", text: textOfResult(verb, result) }], structuredContent: { result } };
        } catch (error) {
          // What cannot be read is an answer, from which an assistant goes on.
          if (!(error instanceof HttpError || error instanceof JobFailure)) throw error;
          return { isError: true, content: [{ type: "text", text: `${error.code}: ${error.message}` }] };
        }
      },
    );
  }

  try {
    const ended = new Promise<void>((resolve) => {
      options.stdin.once("end", resolve);
      options.stdin.once("close", resolve);
      if (options.signal.aborted) resolve();
      options.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await server.connect(new StdioServerTransport(options.stdin, options.stdout));
    log.info({ roots: roots.folders.length, processes }, "serving tools");
    await ended;
  } finally {
    await server.close();
    await executor.close(0);
    await rm(folder, { recursive: true, force: true });
  }
}
