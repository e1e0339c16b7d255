/** `docformer worker --queue URL`: does the work of servers that were started with the same queue, until it is told to end. */
import { resolve } from "node:path";
import { Command } from "commander";
import { type CommonFlags, computeFlags, outputFlags, wholeNumber } from "./flags.ts";
import { type LimitFlags, limitFlags, limitsOf } from "./limit-flags.ts";
import type { Context } from "./program.ts";
import { checkedDevice, checkedModel, redisUrl, shareOut } from "./serve.ts";

/** What runs has so long to end when the worker does. */
const GRACE_MILLISECONDS = 10_000;

interface WorkerFlags extends CommonFlags, LimitFlags {
  queue: string;
  workspace?: string;
  processes?: number;
}

export function workerCommand(context: Context): Command {
  const command = new Command("worker")
    .description("Does the work of servers that share a queue; many may run, on many machines.")
    .requiredOption("--queue <url>", "the Redis of the servers: redis://...", redisUrl)
    .option("--workspace <folder>", "the workspace of the servers, in a folder that all machines share")
    .option("--processes <count>", "processes that read and answer", wholeNumber(1, 64));
  outputFlags(computeFlags(limitFlags(command), true));
  return command.action(async (flags: WorkerFlags) => {
    const { terminal, signal } = context;
    const { startWorker } = await import("../server/worker.ts");
    const { processes, threads } = shareOut(flags);
    const workspace = flags.workspace === undefined ? null : resolve(flags.workspace);
    const model = checkedModel(flags.model);
    const worker = await startWorker({
      queue: flags.queue,
      settings: { model, workspace, device: await checkedDevice(flags.device), threads },
      processes,
      limits: limitsOf(flags),
      log: flags.quiet ? "warn" : "info",
    });
    terminal.print("working");
    if (!signal.aborted) await new Promise((end) => signal.addEventListener("abort", end, { once: true }));
    await worker.close(GRACE_MILLISECONDS);
  });
}
