/** A server for tests: on a free port of this machine, with a folder of its own, silent. */
import { join } from "node:path";
import { createLog } from "../src/server/log.ts";
import type { ServerOptions } from "../src/server/server.ts";

export function serverOptions(folder: string, more: Partial<ServerOptions> = {}): ServerOptions {
  return {
    host: "127.0.0.1",
    port: 0,
    data: join(folder, "data"),
    roots: [],
    apiKeyFile: null,
    allowedHosts: [],
    settings: { model: null, device: "cpu", threads: 1 },
    processes: 1,
    keepHours: 1,
    queue: null,
    workspace: null,
    log: createLog("silent"),
    ...more,
  };
}
