/** The child process in which documents are read and models run; whatever leaks, hangs or traps dies with it. */
import { explain, ReadError } from "../read/problem.ts";
import type { FromChild, ToChild } from "./child-messages.ts";
import type { Fault, Task } from "./job.ts";
import { createRunner, type Runner, TaskError } from "./runner.ts";

let runner: Runner | null = null;
const running = new Map<string, AbortController>();

const send = (message: FromChild) => process.send?.(message);

/** An error as its caller sees it. Errors without a class of ours may quote the document: they keep their text to themselves. */
function faultOf(error: unknown, task: Task): Fault {
  const file = task.file?.name ?? null;
  if (error instanceof ReadError || error instanceof TaskError)
    return { code: error.code, message: error.message, file };
  if (error instanceof Error && error.name === "AbortError") return { code: "cancelled", message: "cancelled", file };
  const { code } = error as { code?: unknown };
  const known = error instanceof Error && typeof code === "string" && !/^E[A-Z]+$|^ERR_/.test(code);
  return known
    ? { code: code.toLowerCase(), message: explain(error), file }
    : { code: "internal", message: `the ${task.verb} failed (${(error as Error)?.name ?? "unknown"})`, file };
}

async function run(tasks: readonly Task[]): Promise<void> {
  const controllers = tasks.map(({ id }) => {
    const controller = new AbortController();
    running.set(id, controller);
    return controller;
  });
  // What several wait for ends when none does any more.
  const all = new AbortController();
  for (const { signal } of controllers) {
    signal.addEventListener("abort", () => {
      if (controllers.every((one) => one.signal.aborted)) all.abort();
    });
  }
  const signal = tasks.length === 1 ? controllers[0].signal : all.signal;
  try {
    const results = await runner!.run(tasks, {
      signal,
      progress: (progress) => {
        for (const { id } of tasks) send({ kind: "progress", id, progress });
      },
      log: (line) => send({ kind: "log", id: tasks[0].id, line }),
    });
    results.forEach((outcome, i) => {
      const { id } = tasks[i];
      if ("error" in outcome) send({ kind: "fault", id, fault: faultOf(outcome.error, tasks[i]) });
      else send({ kind: "result", id, result: JSON.stringify(outcome.value ?? null), pages: outcome.pages });
    });
  } catch (error) {
    for (const task of tasks) send({ kind: "fault", id: task.id, fault: faultOf(error, task) });
  } finally {
    for (const { id } of tasks) running.delete(id);
    send({ kind: "idle", rss: process.memoryUsage.rss() });
  }
}

process.on("message", (message: ToChild) => {
  if (message.kind === "settings") {
    runner = createRunner(message.settings);
    send({ kind: "ready" });
  } else if (message.kind === "run") void run(message.tasks);
  else running.get(message.id)?.abort();
});
// The server decides when a child ends; Ctrl-C of a terminal reaches all processes.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit(0));
