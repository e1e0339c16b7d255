/** A worker with its life: child processes that do what servers put into a queue. It listens on no port. */
import type { ChildSettings } from "./child-messages.ts";
import { DEFAULT_SERVER_LIMITS, type ServerLimits } from "./limits.ts";
import { createLog, type LogLevel } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { queueName } from "./model-in-use.ts";
import { type QueueWorker, startQueueWorker } from "./redis-queue.ts";
import { localExecutor } from "./server.ts";

export interface WorkerOptions {
  queue: string;
  settings: Omit<ChildSettings, "limits">;
  processes: number;
  limits?: Partial<ServerLimits>;
  log: LogLevel;
  /** Entry file of child processes. */
  entry?: URL;
}

/** Jobs taken for each process: enough that questions about one document meet, few enough that other workers get theirs. */
const AHEAD = 3;

/** Starts a worker. Resolves when it takes jobs. @throws QueueError, WorkspaceError, ConfigError */
export async function startWorker(options: WorkerOptions): Promise<QueueWorker> {
  const limits: ServerLimits = { ...DEFAULT_SERVER_LIMITS, ...options.limits };
  const log = createLog(options.log);
  const { processes, entry, queue } = options;
  const settings: ChildSettings = { ...options.settings, limits };
  const name = await queueName(settings);
  const executor = localExecutor(settings, { processes, limits, log, metrics: createMetrics(), entry });
  try {
    return await startQueueWorker({ url: queue, name }, executor, processes * AHEAD, log);
  } catch (error) {
    await executor.close(0);
    throw error;
  }
}
