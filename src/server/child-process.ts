/**
 * One child process with its life: started, given tasks, cancelled, killed. What it does with a task is child.ts; who gets
 * which task is scheduler.ts. Runs from the sources through tsx and from the built package.
 */
import { fork, type ChildProcess as Process } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ChildSettings, FromChild, ToChild } from "./child-messages.ts";
import type { Task } from "./job.ts";

export type LossReason = "crashed" | "killed";

/** A child ended under its tasks. */
export class ChildLost extends Error {
  readonly code = "child-lost";
  readonly reason: LossReason;
  constructor(reason: LossReason, message: string) {
    super(message);
    this.name = "ChildLost";
    this.reason = reason;
  }
}

export type TaskMessage = Exclude<FromChild, { kind: "ready" } | { kind: "idle" }>;

export interface ChildProcess {
  readonly pid: number;
  /** Resolves when it can work. @throws ChildLost with what it wrote to stderr */
  readonly ready: Promise<void>;
  /** Bytes resident after the last run. */
  rss(): number;
  alive(): boolean;
  /** Runs tasks together. Resolves when all are answered. @throws ChildLost */
  run(tasks: readonly Task[], onMessage: (message: TaskMessage) => void): Promise<void>;
  cancel(id: string): void;
  /** Ends it at once. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Where the entry file of children stands. */
export function childEntry(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./child.ts" : "./child.js", import.meta.url);
}

/** How much is kept of what a child writes to stderr before it is ready. */
const STDERR = 2000;

/**
 * How glibc allots memory, where it is the allocator: tensors of a page of its own, given back when they are freed. Without it each
 * kind of page leaves holes that no other fits: 1.4 GB after half an hour at saturation instead of a half.
 */
const ALLOTMENT = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: String(2 ** 20) };

export function startChild(entry: URL, settings: ChildSettings): ChildProcess {
  const process_: Process = fork(fileURLToPath(entry), [], {
    // Sources: the child registers tsx before it loads its file.
    execArgv: entry.pathname.endsWith(".ts") ? ["--import", import.meta.resolve("tsx")] : [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...ALLOTMENT, ...process.env },
  });
  let rss = 0;
  let alive = true;
  let killed = false;
  let stderr = "";
  let current: { onMessage: (message: TaskMessage) => void; resolve: () => void; reject: (e: Error) => void } | null =
    null;
  process_.stderr?.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk).slice(-STDERR);
  });
  let setReady = () => {};
  let failReady = (_: Error) => {};
  const ready = new Promise<void>((resolve, reject) => {
    setReady = resolve;
    failReady = reject;
  });
  ready.catch(() => {});
  const gone = new Promise<void>((resolve) => {
    const lose = (how: string) => {
      if (!alive) return;
      alive = false;
      const error = new ChildLost(killed ? "killed" : "crashed", `the child process ended (${how})`);
      failReady(stderr ? new ChildLost(error.reason, `${error.message}: ${stderr.trim()}`) : error);
      current?.reject(error);
      current = null;
      resolve();
    };
    process_.once("exit", (code, signal) => lose(String(signal ?? code)));
    process_.once("error", (error) => lose(error.message));
  });
  process_.on("message", (message: FromChild) => {
    if (message.kind === "ready") return setReady();
    if (message.kind !== "idle") return current?.onMessage(message);
    rss = message.rss;
    current?.resolve();
    current = null;
  });
  const send = (message: ToChild) => {
    // A channel that is closing is told by "exit".
    if (alive && process_.connected) process_.send(message, () => {});
  };
  send({ kind: "settings", settings });
  return {
    pid: process_.pid ?? -1,
    ready,
    rss: () => rss,
    alive: () => alive,
    run(tasks, onMessage) {
      return new Promise((resolve, reject) => {
        if (!alive) return reject(new ChildLost("crashed", "the child process has ended"));
        current = { onMessage, resolve, reject };
        send({ kind: "run", tasks: [...tasks] });
      });
    },
    cancel: (id) => send({ kind: "cancel", id }),
    kill() {
      killed = true;
      if (alive) process_.kill("SIGKILL");
      return gone;
    },
  };
}

/** Bytes resident of a process as the system counts them now; null where it does not say. */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
    return Number(pages) * 4096;
  } catch {
    return null;
  }
}
