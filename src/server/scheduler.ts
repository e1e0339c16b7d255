/**
 * The executor over child processes of this machine. Questions about one document that wait at the same time go to one child
 * together; a child that has a document open gets the next task on it; one that grew, hangs or dies is replaced.
 */
import type { ChildSettings } from "./child-messages.ts";
import { ChildLost, type ChildProcess, childEntry, residentBytes, startChild } from "./child-process.ts";
import {
  cancelledFailure,
  type Executed,
  type ExecuteHooks,
  type Executor,
  type ExecutorStatus,
  JobFailure,
  JobReturned,
} from "./executor.ts";
import type { Fault, Lane, Task } from "./job.ts";

/** What happens to children; for logs and metrics. */
export interface SchedulerObserver {
  started?(pid: number, lane: Lane): void;
  /** A child was replaced for its size, for a task that took too long or too much, or it ended by itself. */
  ended?(pid: number, why: "size" | "timeout" | "memory" | "cancelled" | "crashed", detail: string): void;
  /** Tasks went to a child together. */
  grouped?(tasks: number): void;
}

export interface SchedulerOptions {
  settings: ChildSettings;
  /** Child processes for verbs; training has one more of its own. */
  processes: number;
  /** Longest run of a task in seconds, a document; training has no limit. */
  seconds: number;
  /** A child above so many bytes after a run is replaced; above twice as many within a run it is killed. */
  bytes: number;
  observer?: SchedulerObserver;
  /** Entry file of the children. */
  entry?: URL;
}

/** Questions that are sent to a child together, at most. */
const TOGETHER = 64;
/** A task whose child died this often is not tried again. */
const MOST_STARTS = 2;
/** How long a cancelled run may take to end by itself. */
const GRACE: Readonly<Record<Lane, number>> = { verbs: 5000, train: 10_000 };
/** How often the size of busy children is looked at. */
const WATCH = 1000;
/** After so many children in a row that did not start, waiting tasks fail. */
const MOST_FALSE_STARTS = 3;
/** Files whose tasks a child gets again, since it may hold their document. */
const REMEMBERED = 4;

interface Entry {
  task: Task;
  hooks: ExecuteHooks;
  resolve: (executed: Executed) => void;
  reject: (error: Error) => void;
  attempts: number;
  /** Its group lost a child: it runs alone from now on. */
  alone: boolean;
  over: boolean;
}

interface Slot {
  lane: Lane;
  child: ChildProcess | null;
  group: Entry[];
  files: string[];
  /** Since when it runs its group; milliseconds. */
  since: number;
  /** Why its child was killed. */
  killing: "timeout" | "memory" | "cancelled" | "closed" | null;
}

export function createScheduler(options: SchedulerOptions): Executor {
  const { settings, seconds, bytes, observer = {}, entry = childEntry() } = options;
  const makeSlot = (lane: Lane): Slot => ({ lane, child: null, group: [], files: [], since: 0, killing: null });
  const slots = [...Array.from({ length: options.processes }, () => makeSlot("verbs")), makeSlot("train")];
  let queue: Entry[] = [];
  let closed = false;
  let falseStarts = 0;
  /** Moving mean of the seconds of a group. */
  let groupSeconds = 2;

  /** What two tasks must have in common to be asked together. */
  function groupKey({ verb, file, input, answering }: Task): string | null {
    if (verb !== "ask" || !file) return null;
    const { questions: _, ...how } = input;
    return JSON.stringify([file.sha256, how, answering]);
  }

  /** A task over many documents has the time of each. */
  const documentsOf = ({ input }: Task) => Math.max(1, (input.documents as unknown[] | undefined)?.length ?? 1);

  const questionsOf = ({ task }: Entry) => ((task.input.questions as unknown[] | undefined) ?? []).length;

  function takeGroup(first: Entry): Entry[] {
    const key = groupKey(first.task);
    const group = [first];
    let count = questionsOf(first);
    if (key !== null && !first.alone) {
      for (const other of queue) {
        if (other === first || other.alone || groupKey(other.task) !== key) continue;
        if (count + questionsOf(other) > TOGETHER) continue;
        group.push(other);
        count += questionsOf(other);
      }
    }
    queue = queue.filter((one) => !group.includes(one));
    return group;
  }

  /** The free slot that last had the task's file, else the one that is started, else any. */
  function freeSlot({ lane, file }: Task): Slot | undefined {
    const free = slots.filter((slot) => slot.lane === lane && slot.group.length === 0);
    return (
      free.find((slot) => slot.child?.alive() && file !== null && slot.files.includes(file.sha256)) ??
      free.find((slot) => slot.child?.alive()) ??
      free[0]
    );
  }

  function pump(): void {
    for (const lane of ["verbs", "train"] as const) {
      for (;;) {
        const first = queue.find(({ task }) => task.lane === lane);
        const slot = first && freeSlot(first.task);
        if (!slot) break;
        void runGroup(slot, takeGroup(first));
      }
    }
  }

  function settle(one: Entry, outcome: Executed | Error): void {
    if (one.over) return;
    one.over = true;
    if (outcome instanceof Error) one.reject(outcome);
    else one.resolve(outcome);
  }

  const fault = (one: Entry, code: string, message: string): JobFailure => {
    const whole: Fault = { code, message, file: one.task.file?.name ?? null };
    return new JobFailure(whole);
  };

  async function runGroup(slot: Slot, group: Entry[]): Promise<void> {
    slot.group = group;
    slot.killing = null;
    let timer: NodeJS.Timeout | undefined;
    let watch: NodeJS.Timeout | undefined;
    try {
      const child = await startedChild(slot);
      const live = group.filter((one) => !one.over);
      if (live.length === 0 || closed) return;
      slot.since = performance.now();
      const allowed = seconds * 1000 * Math.max(...group.map(({ task }) => documentsOf(task)));
      if (slot.lane === "verbs") timer = setTimeout(() => kill(slot, "timeout"), allowed);
      watch = setInterval(async () => {
        if (((await residentBytes(child.pid)) ?? 0) > 2 * bytes && slot.group === group) kill(slot, "memory");
      }, WATCH);
      for (const one of live) one.hooks.onStart(++one.attempts);
      observer.grouped?.(live.length);
      const byId = new Map(live.map((one) => [one.task.id, one]));
      await child.run(
        live.map(({ task, attempts }) => ({ ...task, attempts })),
        (message) => {
          const one = byId.get(message.id);
          if (!one || one.over) return;
          if (message.kind === "progress") one.hooks.onProgress(message.progress);
          else if (message.kind === "log") one.hooks.onLog(message.line);
          else if (message.kind === "fault") settle(one, new JobFailure(message.fault));
          else settle(one, { result: message.result, pages: message.pages });
        },
      );
      groupSeconds += 0.2 * ((performance.now() - slot.since) / 1000 - groupSeconds);
      const sha = live[0].task.file?.sha256;
      if (sha) slot.files = [sha, ...slot.files.filter((other) => other !== sha)].slice(0, REMEMBERED);
      if (child.rss() > bytes) await replace(slot, "size", `${Math.round(child.rss() / 1e6)} MB`);
      // Training holds hundreds of megabytes that nobody needs until the next run.
      else if (slot.lane === "train") await replace(slot, "size", "the run is over");
    } catch (error) {
      lost(slot, group, error);
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      for (const one of group) if (!one.over && (closed || slot.killing === "closed")) settle(one, new JobReturned());
      slot.group = [];
      pump();
    }
  }

  async function startedChild(slot: Slot): Promise<ChildProcess> {
    if (slot.child?.alive()) return slot.child;
    const child = startChild(entry, settings);
    slot.child = child;
    slot.files = [];
    observer.started?.(child.pid, slot.lane);
    await child.ready;
    falseStarts = 0;
    return child;
  }

  async function replace(slot: Slot, why: "size", detail: string): Promise<void> {
    const { child } = slot;
    slot.child = null;
    if (!child) return;
    observer.ended?.(child.pid, why, detail);
    await child.kill();
  }

  function kill(slot: Slot, why: NonNullable<Slot["killing"]>): void {
    slot.killing ??= why;
    void slot.child?.kill();
  }

  /** The child of `group` is gone, or never came. */
  function lost(slot: Slot, group: readonly Entry[], error: unknown): void {
    const pid = slot.child?.pid ?? -1;
    slot.child = null;
    const why = slot.killing;
    if (why === "closed" || closed) return;
    observer.ended?.(pid, why ?? "crashed", error instanceof ChildLost ? error.message : String(error));
    const open = group.filter((one) => !one.over);
    const started = open.some((one) => one.attempts > one.task.attempts);
    if (!started && ++falseStarts >= MOST_FALSE_STARTS) {
      falseStarts = 0;
      for (const one of [...open, ...queue]) {
        settle(
          one,
          fault(one, "unavailable", "the processes that read documents do not start; the server's log says why"),
        );
      }
      queue = [];
      return;
    }
    for (const one of open) {
      if (group.length === 1 && why === "timeout") {
        settle(one, fault(one, "timeout", `it took longer than the ${seconds} seconds that are allowed`));
      } else if (group.length === 1 && why === "memory") {
        settle(one, fault(one, "memory", "it needs more memory than is allowed"));
      } else if (started && one.attempts >= MOST_STARTS && one.alone) {
        settle(one, fault(one, "crashed", "the process that worked on it ended twice"));
      } else {
        one.alone = true;
        queue.unshift(one);
      }
    }
  }

  function cancel(one: Entry): void {
    if (one.over) return;
    settle(one, cancelledFailure(one.task));
    queue = queue.filter((other) => other !== one);
    const slot = slots.find(({ group }) => group.includes(one));
    if (!slot) return;
    slot.child?.cancel(one.task.id);
    const { group } = slot;
    setTimeout(() => {
      if (slot.group === group && group.every(({ over }) => over)) kill(slot, "cancelled");
    }, GRACE[slot.lane]).unref();
  }

  return {
    execute(task, hooks, signal) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new JobReturned());
        if (signal.aborted) return reject(cancelledFailure(task));
        const done = { resolve, reject };
        const one: Entry = { task, hooks, ...done, attempts: task.attempts, alone: false, over: false };
        const onAbort = () => cancel(one);
        signal.addEventListener("abort", onAbort, { once: true });
        one.resolve = (executed) => {
          signal.removeEventListener("abort", onAbort);
          resolve(executed);
        };
        one.reject = (error) => {
          signal.removeEventListener("abort", onAbort);
          reject(error);
        };
        queue.push(one);
        pump();
      });
    },
    status(): ExecutorStatus {
      const busy = slots.filter(({ group }) => group.length > 0);
      const processes = slots.flatMap(({ child, group }) =>
        child?.alive() ? [{ pid: child.pid, rss: child.rss(), busy: group.length > 0 }] : [],
      );
      const waiting = queue.filter(({ task }) => task.lane === "verbs").length;
      return {
        queued: queue.length,
        running: busy.reduce((sum, { group }) => sum + group.filter(({ over }) => !over).length, 0),
        processes,
        waitSeconds: ((waiting + 1) * groupSeconds) / options.processes,
      };
    },
    async close(milliseconds) {
      closed = true;
      for (const one of queue) settle(one, new JobReturned());
      queue = [];
      const until = performance.now() + milliseconds;
      const busy = () => slots.some(({ group }) => group.some(({ over }) => !over));
      while (busy() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
      for (const slot of slots) for (const one of slot.group) settle(one, new JobReturned());
      await Promise.all(
        slots.map(async (slot) => {
          slot.killing = "closed";
          await slot.child?.kill();
        }),
      );
    },
  };
}
