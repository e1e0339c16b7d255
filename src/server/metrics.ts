/** What is counted, in the text format of Prometheus; the wrapper of prom-client. Labels never hold names of files or content. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ExecutorStatus } from "./executor.ts";
import type { JobsObserver } from "./jobs.ts";
import type { SchedulerObserver } from "./scheduler.ts";

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registers = [new Registry()];
  const [registry] = registers;
  collectDefaultMetrics({ register: registry, prefix: "docformer_" });
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `docformer_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string) => new Gauge({ name: `docformer_${name}`, help, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name: `docformer_${name}`, help, labelNames, buckets, registers });

  const requests = counter("requests_total", "Requests answered", ["method", "route", "status"]);
  const requestSeconds = histogram("request_seconds", "Time from request to response", ["route"], SECONDS);
  const jobs = counter("jobs_total", "Jobs that are over", ["verb", "state", "code"]);
  const jobSeconds = histogram("job_seconds", "Time of a job from its start", ["verb"], SECONDS);
  const pages = counter("pages_total", "Pages of jobs that were done", ["verb"]);
  const children = counter("children_started_total", "Child processes started");
  const ended = counter("children_ended_total", "Child processes replaced or lost", ["why"]);
  const together = histogram("jobs_together", "Jobs that went to a child together", [], [1, 2, 4, 8, 16, 32, 64]);
  const queued = gauge("jobs_queued", "Jobs that wait");
  const running = gauge("jobs_running", "Jobs at work");
  const childBytes = gauge("children_resident_bytes", "Memory of all child processes after their latest run");

  const scheduler: SchedulerObserver = {
    started: () => children.inc(),
    ended: (_, why) => ended.inc({ why }),
    grouped: (count) => together.observe(count),
  };
  const observer: JobsObserver = {
    over({ verb, state }, seconds, count, code = "") {
      jobs.inc({ verb, state, code });
      jobSeconds.observe({ verb }, seconds);
      pages.inc({ verb }, count);
    },
  };
  return {
    scheduler,
    jobs: observer,
    request(method: string, route: string, status: number, seconds: number): void {
      requests.inc({ method, route, status: String(status) });
      requestSeconds.observe({ route }, seconds);
    },
    contentType: registry.contentType,
    text(status: ExecutorStatus): Promise<string> {
      queued.set(status.queued);
      running.set(status.running);
      childBytes.set(status.processes.reduce((sum, { rss }) => sum + rss, 0));
      return registry.metrics();
    },
  };
}
