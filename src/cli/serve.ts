/** `docformer serve [WORKSPACE]`: the verbs over HTTP, until it is told to end. What it does is src/server. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, type DeviceName, numberWithin, outputFlags, wholeNumber } from "./flags.ts";
import { type LimitFlags, limitFlags, type QueueFlags, queueFlags, serverLimitsOf } from "./limit-flags.ts";
import type { Context } from "./program.ts";

interface ServeFlags extends CommonFlags, LimitFlags, QueueFlags {
  host: string;
  port: number;
  root: string[];
  apiKeyFile?: string;
  data?: string;
  processes?: number;
  keep: number;
  allowHost: string[];
  queue?: string;
}

/** A flag that may be repeated. */
export const collect = (value: string, before: string[]) => [...before, value];

/** A reader of addresses of a Redis. */
export function redisUrl(text: string): string {
  if (/^rediss?:\/\/./.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError("An address like redis://host:6379 is wanted.");
}

/** Children that compute at the same time, and the threads of each: together the machine's. */
export function shareOut(flags: { processes?: number; threads?: number }): { processes: number; threads: number } {
  const cores = availableParallelism();
  const processes = flags.processes ?? Math.min(4, Math.max(1, Math.floor(cores / 2)));
  return { processes, threads: flags.threads ?? Math.min(8, Math.max(1, Math.floor(cores / processes))) };
}

/** Where jobs of a server without a workspace are kept: by its port, which no two servers share. A free port keeps none. */
function stateFolder(port: number): string {
  if (port === 0) return mkdtempSync(join(tmpdir(), "docformer-serve-"));
  const base = process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state");
  return join(base, "docformer", `serve-${port}`);
}

/** A checkpoint folder that is not there is told before anything is opened. */
export function checkedModel(folder: string | undefined): string | null {
  if (folder === undefined) return null;
  if (!existsSync(join(folder, "config.json")))
    throw new UsageError(`${folder} is no checkpoint: it has no config.json`);
  return resolve(folder);
}

/** A device that is not there is told before anything is opened; the CPU is, and onnxruntime is not loaded to see it. */
export async function checkedDevice(device: DeviceName = "cpu"): Promise<DeviceName> {
  if (device !== "cpu") await (await import("../engine/runtime-node.ts")).requireDevice(device);
  return device;
}

export function serveCommand(context: Context): Command {
  const command = new Command("serve")
    .description("Serves the verbs over HTTP, with jobs that survive a restart.")
    .argument("[workspace]", "folder of a workspace, with its page; made where there is none")
    .option("--host <host>", "address to listen on; wider than this machine only with keys", "127.0.0.1")
    .option("--port <port>", "port; 0 takes a free one", wholeNumber(0, 65_535), 8080)
    .option("--root <folder>", "files below it may be named by path; may be repeated", collect, [])
    .option("--api-key-file <file>", "keys that callers must have, one a line, NAME:KEY or a key alone")
    .option("--allow-host <name>", "a further name by which it may be called; may be repeated", collect, [])
    .option("--data <folder>", "where jobs and uploads are kept")
    .option("--queue <url>", "Redis by which `docformer worker` on other machines does the work: redis://...", redisUrl)
    .option("--processes <count>", "processes that read and answer", wholeNumber(1, 64))
    .option("--keep <hours>", "how long results are kept", numberWithin(0.01, 24 * 365), 24);
  outputFlags(computeFlags(queueFlags(limitFlags(command)), true));
  return command.action(async (workspace: string | undefined, flags: ServeFlags) => {
    const { terminal, signal } = context;
    const limits = serverLimitsOf(flags);
    const { startServer } = await import("../server/server.ts");
    const { processes, threads } = shareOut(flags);
    const data = flags.data ?? (workspace === undefined ? stateFolder(flags.port) : join(workspace, "server"));
    const temporary = workspace === undefined && flags.data === undefined && flags.port === 0;
    const server = await startServer({
      host: flags.host,
      port: flags.port,
      data,
      roots: flags.root,
      apiKeyFile: flags.apiKeyFile ?? null,
      allowedHosts: flags.allowHost,
      settings: { model: checkedModel(flags.model), device: await checkedDevice(flags.device), threads },
      processes,
      workspace: workspace ?? null,
      queue: flags.queue ?? null,
      keepHours: flags.keep,
      limits,
      log: flags.quiet ? "warn" : "info",
    });
    terminal.print(`listening ${server.url}`);
    if (!signal.aborted) await new Promise((end) => signal.addEventListener("abort", end, { once: true }));
    await server.close();
    if (temporary) rmSync(data, { recursive: true, force: true });
  });
}
