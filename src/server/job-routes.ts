/** `/v1/jobs`: lists, one job, its events as they come, cancelling and deleting. */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { HttpError } from "./http-error.ts";
import { isOver, type JobRecord, type JobState, viewOf } from "./job.ts";
import type { Jobs } from "./jobs.ts";

const STATES: readonly string[] = ["queued", "running", "done", "failed", "cancelled"] satisfies JobState[];
const MOST_LISTED = 1000;
/** A line that says nothing, so that nothing on the way takes the connection for dead. */
const HEARTBEAT_MILLISECONDS = 15_000;

export function jobRoutes(jobs: Jobs): Hono {
  const app = new Hono();

  function found(id: string): JobRecord {
    const job = jobs.get(id);
    if (!job) throw new HttpError(404, "no-job", "there is no such job: it was deleted, has expired or never was");
    return job;
  }

  app.get("/", (context) => {
    const { batch, state, limit = "100" } = context.req.query();
    if (state !== undefined && !STATES.includes(state)) {
      throw new HttpError(400, "bad-input", `state: one of ${STATES.join(", ")}`);
    }
    const count = Number(limit);
    if (!Number.isInteger(count) || count < 1 || count > MOST_LISTED) {
      throw new HttpError(400, "bad-input", `limit: a whole number from 1 to ${MOST_LISTED}`);
    }
    const list = jobs.list({ batch, state: state as JobState | undefined, limit: count });
    return context.json({ jobs: list.map((job) => viewOf(job, false)) });
  });

  app.get("/:id", (context) => context.json(viewOf(found(context.req.param("id")))));

  app.delete("/:id", (context) => {
    const job = found(context.req.param("id"));
    // What runs is cancelled and stays to be seen; what is over is forgotten.
    if (!isOver(job.state)) {
      jobs.cancel(job.id);
      return context.json(viewOf(found(job.id)));
    }
    jobs.remove(job.id);
    return context.body(null, 204);
  });

  app.get("/:id/events", (context) => {
    const { id, state } = found(context.req.param("id"));
    const given = context.req.header("last-event-id") ?? "0";
    const last = /^\d{1,9}$/.test(given) ? Number(given) : 0;
    // Tells an EventSource not to come again.
    if (isOver(state) && jobs.eventsAfter(id, last).length === 0) return context.body(null, 204);
    return streamSSE(context, async (stream) => {
      const ended = new AbortController();
      stream.onAbort(() => ended.abort());
      const heartbeat = setInterval(() => void stream.write(": still here\n\n"), HEARTBEAT_MILLISECONDS);
      try {
        for await (const { id: number, event, data } of jobs.follow(id, last, ended.signal)) {
          await stream.writeSSE({ id: String(number), event, data: JSON.stringify(data) });
        }
      } catch (error) {
        if (!ended.signal.aborted) throw error;
      } finally {
        clearInterval(heartbeat);
      }
    });
  });
  return app;
}
