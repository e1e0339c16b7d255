/** A server with its life: jobs, child processes and a port opened; at its end what runs is finished or goes back. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { type AddressInfo, isIP } from "node:net";
import { serve } from "@hono/node-server";
import { Workspace } from "../workspace/workspace.ts";
import { createApp } from "./app.ts";
import type { ChildSettings } from "./child-messages.ts";
import { type Executor, splitExecutor } from "./executor.ts";
import type { Task } from "./job.ts";
import { openJobStore } from "./job-store.ts";
import { Jobs } from "./jobs.ts";
import { readKeys } from "./keys.ts";
import { DEFAULT_SERVER_LIMITS, type ServerLimits } from "./limits.ts";
import { createLog, type Log, type LogLevel } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { answeringOf, queueName } from "./model-in-use.ts";
import { createQueueExecutor } from "./redis-queue.ts";
import { openRoots } from "./roots.ts";
import { createScheduler } from "./scheduler.ts";
import { VERBS } from "./verbs.ts";

export interface ServerOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  /** Folder of jobs and uploads. */
  data: string;
  /** Folders below which paths may be opened. */
  roots: readonly string[];
  apiKeyFile: string | null;
  /** Further names by which the server may be called. */
  allowedHosts: readonly string[];
  settings: Omit<ChildSettings, "limits" | "workspace">;
  processes: number;
  /** How long results are kept, hours. */
  keepHours: number;
  limits?: Partial<ServerLimits>;
  log: LogLevel | Log;
  /** Folder of the workspace; null: none is served. It is made where there is none. */
  workspace: string | null;
  /** Redis whose workers run the verbs; null: this machine does. */
  queue: string | null;
  /** Folder of the built page, where it is not the package's own. */
  pages?: string;
  /** Entry file of child processes. */
  entry?: URL;
}

/** The server cannot be started as it was asked to. */
export class ServeError extends Error {
  readonly code: "needs-key" | "port";
  constructor(code: "needs-key" | "port", message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ServeError";
    this.code = code;
  }
}

export interface RunningServer {
  url: string;
  /** Finishes or returns what runs. */
  close(milliseconds?: number): Promise<void>;
}

/** What runs has so long to end when the server does. */
const GRACE_MILLISECONDS = 10_000;
/** Time of a request's head and of its whole body: who is slower is told to come again. */
const HEADERS_MILLISECONDS = 10_000;
const REQUEST_MILLISECONDS = 120_000;
const MOST_CONNECTIONS = 512;

const isLoopback = (host: string) => host === "localhost" || host === "::1" || /^127\./.test(host);

export function packageVersion(): string {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}

/** An executor of child processes that tells a log and metrics what becomes of them. */
export function localExecutor(
  settings: ChildSettings,
  options: { processes: number; limits: ServerLimits; log: Log; metrics: Metrics; entry?: URL },
): Executor {
  const { processes, limits, log, metrics, entry } = options;
  return createScheduler({
    settings,
    processes,
    seconds: limits.jobSeconds,
    bytes: limits.childBytes,
    entry,
    observer: {
      ...metrics.scheduler,
      ended(pid, why, detail) {
        metrics.scheduler.ended?.(pid, why, detail);
        const fields = { pid, why, detail };
        if (why === "size" || why === "cancelled") log.info(fields, "child process replaced");
        else log.warn(fields, "child process lost");
      },
    },
  });
}

/** The folder of a workspace that is there, or that is made in a folder which is empty or absent. @throws WorkspaceError */
function openWorkspace(folder: string): string {
  const empty = !existsSync(folder) || readdirSync(folder).length === 0;
  return (empty ? Workspace.init(folder, { who: "serve" }) : Workspace.open(folder)).folder;
}

/**
 * Starts a server. Resolves when it can be called.
 * @throws ServeError, StoreError, KeyError, RootError, QueueError, WorkspaceError
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, data, apiKeyFile, allowedHosts, entry } = options;
  const keys = apiKeyFile === null ? null : readKeys(apiKeyFile);
  if (!keys && !isLoopback(host)) {
    throw new ServeError(
      "needs-key",
      `whoever reaches ${host} could read and write here: give --api-key-file, or listen on 127.0.0.1`,
    );
  }
  const limits: ServerLimits = { ...DEFAULT_SERVER_LIMITS, ...options.limits };
  const roots = openRoots(options.roots);
  const log = typeof options.log === "string" ? createLog(options.log) : options.log;
  const metrics = createMetrics();
  const workspace = options.workspace === null ? null : openWorkspace(options.workspace);
  const store = openJobStore(data);
  const { processes } = options;
  const settings: ChildSettings = { ...options.settings, workspace, limits };
  let executor: Executor = localExecutor(settings, { processes, limits, log, metrics, entry });
  try {
    if (options.queue !== null) {
      const name = await queueName(settings);
      const answering = (task: Task) => answeringOf(settings, task);
      const queue = await createQueueExecutor({ url: options.queue, name, answering }, log);
      executor = splitExecutor(new Set(Object.keys(VERBS)), queue, executor);
    }
  } catch (error) {
    store.close();
    throw error;
  }
  const jobs = new Jobs({
    store,
    executor,
    folder: data,
    queue: limits.queue,
    keep: options.keepHours * 3600_000,
    observer: {
      over(job, seconds, pages, code) {
        metrics.jobs.over?.(job, seconds, pages, code);
        const { id, verb, state, attempts } = job;
        log.info({ job: id, verb, state, attempts, code, pages, milliseconds: Math.round(seconds * 1000) }, "job");
      },
    },
  });
  let stopping = false;
  const app = createApp({
    jobs,
    executor,
    roots,
    keys,
    // With a key any name may lead here; without one only ours.
    hosts:
      keys && !isLoopback(host) ? null : [host, ...allowedHosts].map((name) => (isIP(name) === 6 ? `[${name}]` : name)),
    limits,
    metrics,
    log,
    version: packageVersion(),
    workspace,
    pages: options.pages,
    stopping: () => stopping,
  });
  let server: Server;
  try {
    server = await listen(app.fetch, host, port);
  } catch (error) {
    await jobs.close(0);
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE" ? "the port is in use" : (error as Error).message;
    throw new ServeError("port", `${host}:${port} cannot be listened on: ${why}`, { cause: error });
  }
  const address = server.address() as AddressInfo;
  const url = `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
  log.info({ host: address.address, port: address.port, processes, keys: keys !== null }, "listening");
  return {
    url,
    async close(milliseconds = GRACE_MILLISECONDS) {
      stopping = true;
      log.info({ ...executor.status(), processes: undefined }, "stopping");
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await jobs.close(milliseconds);
      // Answers of jobs that were just finished are still on their way.
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1000))]);
      server.closeAllConnections();
      await closed;
      log.info({}, "stopped");
    },
  };
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch,
      port,
      hostname: host,
      serverOptions: {
        headersTimeout: HEADERS_MILLISECONDS,
        requestTimeout: REQUEST_MILLISECONDS,
        connectionsCheckingInterval: 5000,
        maxHeaderSize: 16_384,
      },
    }) as Server;
    server.maxConnections = MOST_CONNECTIONS;
    server.once("error", reject);
    server.once("listening", () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}
