/** Whoever runs jobs: the child processes of this machine (scheduler.ts) or workers behind a queue (redis-queue.ts). */
import type { Fault, Progress, Task } from "./job.ts";

export interface ExecuteHooks {
  /** A start, counted with those before it. Comes again when a child was lost and the task is tried once more. */
  onStart(attempts: number): void;
  onProgress(progress: Progress): void;
  onLog(line: object): void;
}

export interface Executed {
  /** Text of the result's JSON. */
  result: string;
  pages: number;
}

export interface ExecutorStatus {
  queued: number;
  running: number;
  /** The processes of this machine. */
  processes: readonly { pid: number; rss: number; busy: boolean }[];
  /** How long a queued task is likely to wait, from the latest ones. */
  waitSeconds: number;
}

export interface Executor {
  /**
   * Runs a task. After `signal` it ends at once with the fault "cancelled".
   * @throws JobFailure when it cannot be done; JobReturned when the executor closes first
   */
  execute(task: Task, hooks: ExecuteHooks, signal: AbortSignal): Promise<Executed>;
  status(): ExecutorStatus;
  /** Takes no more; what is not done after `milliseconds` is returned. */
  close(milliseconds: number): Promise<void>;
}

/** The task is over, without a result. */
export class JobFailure extends Error {
  readonly code: string;
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.name = "JobFailure";
    this.code = fault.code;
    this.fault = fault;
  }
}

/** The task is not over: it is to be run again when there is an executor. */
export class JobReturned extends Error {
  readonly code = "returned";
  constructor() {
    super("the job goes back to the queue");
    this.name = "JobReturned";
  }
}

export function cancelledFailure(task: Task): JobFailure {
  return new JobFailure({ code: "cancelled", message: "cancelled", file: task.file?.name ?? null });
}

/** Sends tasks of some verbs to one executor and the rest to another: what needs this machine's folders stays on it. */
export function splitExecutor(verbs: ReadonlySet<string>, first: Executor, rest: Executor): Executor {
  return {
    execute: (task, hooks, signal) => (verbs.has(task.verb) ? first : rest).execute(task, hooks, signal),
    status() {
      const [one, other] = [first.status(), rest.status()];
      return {
        queued: one.queued + other.queued,
        running: one.running + other.running,
        processes: [...one.processes, ...other.processes],
        waitSeconds: Math.max(one.waitSeconds, other.waitSeconds),
      };
    },
    async close(milliseconds) {
      await Promise.all([first.close(milliseconds), rest.close(milliseconds)]);
    },
  };
}
