/** A child process for tests of the scheduler: its verbs wait, die, grow or answer what they were asked with. */
import type { FromChild, ToChild } from "../src/server/child-messages.ts";
import type { Task } from "../src/server/job.ts";

const send = (message: FromChild) => process.send?.(message);
const cancelled = new Set<string>();
const ballast: Buffer[] = [];
let runs = 0;

async function run(tasks: readonly Task[]): Promise<void> {
  runs++;
  for (const { id, verb, input, attempts, lane } of tasks) {
    if (verb === "crash" || (verb === "crash-once" && attempts === 1)) process.kill(process.pid, "SIGKILL");
    if (verb === "hang") for (;;) Math.sqrt(2);
    if (verb === "grow") ballast.push(Buffer.alloc(input.bytes as number, 1));
    if (verb === "wait") {
      const until = Date.now() + (input.milliseconds as number);
      while (Date.now() < until && !cancelled.has(id)) {
        send({ kind: "progress", id, progress: { done: 1, total: 2, message: "waiting" } });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    if (verb === "log") for (const line of input.lines as object[]) send({ kind: "log", id, line });
    if (verb === "bad")
      send({ kind: "fault", id, fault: { code: "damaged", message: "it is damaged", file: "x.pdf" } });
    else {
      const result = JSON.stringify({ pid: process.pid, runs, group: tasks.length, lane, input });
      send({ kind: "result", id, result, pages: 1 });
    }
  }
  send({ kind: "idle", rss: process.memoryUsage.rss() });
}

process.on("message", (message: ToChild) => {
  if (message.kind === "settings") send({ kind: "ready" });
  else if (message.kind === "run") void run(message.tasks);
  else cancelled.add(message.id);
});
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit(0));
