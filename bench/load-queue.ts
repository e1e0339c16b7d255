/**
 * A server whose work two workers do through a Redis, one of them killed again and again and replaced. Every job that was
 * accepted is followed to its end: it must be told over exactly once, with the outcome that its file deserves.
 */
import { Redis } from "ioredis";
import { faultError } from "../src/server/http-error.ts";
import type { JobView } from "../src/server/job.ts";
import { startRedis } from "../test/redis.ts";
import { type Call, calls, send, summary } from "./load-calls.ts";
import { startProgram } from "./processes.ts";

export interface QueueLoad {
  /** Address of a Redis that nothing else uses; "own" starts one. */
  queue: string;
  minutes: number;
  callers: number;
  killSeconds: number;
  /** Folder of the server's jobs. */
  data: string;
}

/** Workers at the same time. */
const WORKERS = 2;
/** A job that is not over so long after the last was sent is lost. */
const PATIENCE_MILLISECONDS = 120_000;

/** What of a result must be the same each time: the texts, without times and confidences. */
function gist({ name, verb }: Call, result: unknown): string {
  const text = JSON.stringify(result, (key, value) =>
    ["milliseconds", "confidence", "alternatives", "score"].includes(key) ? undefined : value,
  );
  return `${verb} ${name} ${text}`;
}

export async function loadQueue({ queue, minutes, callers, killSeconds, data }: QueueLoad) {
  const own = queue === "own" ? await startRedis() : null;
  const address = own?.url ?? queue;
  const redis = new Redis(address);
  const flags = ["--port", "0", "--data", data, "--processes", "1", "--threads", "1", "--keep", "1", "--quiet"];
  const server = await startProgram(["serve", ...flags, "--queue", address], /listening (\S+)/);
  const [, url] = server.found;

  /** How often a worker finished each job; a job whose worker died in between is finished by two. */
  const finished = new Map<string, number>();
  const startWorker = () =>
    startProgram(["worker", "--queue", address, "--processes", "1", "--threads", "1"], /working/, (text) => {
      for (const [, id] of text.matchAll(/"job":"([^"]+)","verb":[^\n]*"msg":"job"/g))
        finished.set(id, (finished.get(id) ?? 0) + 1);
    });
  const workers = await Promise.all(Array.from({ length: WORKERS }, startWorker));

  const failures: string[] = [];
  const outcomes: Record<string, number> = {};
  const milliseconds: number[] = [];
  const gists = new Map<string, string>();
  const open = new Set<string>();
  const counts = { accepted: 0, answeredOnce: 0, startedAgain: 0, killed: 0 };
  const end = Date.now() + minutes * 60_000;
  const count = (key: string) => {
    outcomes[key] = (outcomes[key] ?? 0) + 1;
  };

  /** Events of a job until it is over, resumed where the connection was lost: how often it was told over. */
  async function follow(id: string): Promise<number> {
    let last = "0";
    let told = 0;
    for (;;) {
      const response = await fetch(`${url}/v1/jobs/${id}/events`, { headers: { "Last-Event-ID": last } });
      if (response.status === 204) return told;
      for (const event of (await response.text()).split("\n\n")) {
        last = /^id: (\d+)$/m.exec(event)?.[1] ?? last;
        if (/^event: done$/m.test(event)) told++;
      }
      if (told > 0) return told;
    }
  }

  async function call(one: Call): Promise<void> {
    const start = performance.now();
    const response = await send(url, one, "?async=1");
    const body = (await response.json()) as { id: string; error?: { code: string } };
    if (response.status !== 202) {
      count(`${response.status} ${body.error?.code}`);
      const busy = response.status === 503 && response.headers.has("retry-after");
      if (!busy && !one.statuses.includes(response.status)) failures.push(`${one.name}: refused ${response.status}`);
      if (busy) await new Promise((resolve) => setTimeout(resolve, 1000));
      return;
    }
    const { id } = body;
    open.add(id);
    counts.accepted++;
    await follow(id);
    open.delete(id);
    // From the first event on: whatever was told twice stands there.
    const all = await (await fetch(`${url}/v1/jobs/${id}/events`)).text();
    const told = [...all.matchAll(/^event: done$/gm)].length;
    const job = (await (await fetch(`${url}/v1/jobs/${id}`)).json()) as JobView;
    const status = job.state === "done" ? 200 : job.error ? faultError(job.error).status : 0;
    count(`${status} ${job.error?.code ?? "ok"}`);
    if (told === 1) counts.answeredOnce++;
    else failures.push(`${id}: told over ${told} times`);
    if (job.attempts > 1) counts.startedAgain++;
    if (!one.statuses.includes(status)) failures.push(`${one.name} ${one.verb}: ${status} ${job.error?.code}`);
    if (status === 200) {
      milliseconds.push(performance.now() - start);
      const key = `${one.name} ${one.verb}`;
      const now = gist(one, job.result);
      if ((gists.get(key) ?? now) !== now) failures.push(`${key}: another answer than before`);
      gists.set(key, now);
    }
    await fetch(`${url}/v1/jobs/${id}`, { method: "DELETE" });
  }

  async function caller(first: number): Promise<void> {
    for (const one of calls(first)) {
      if (Date.now() >= end) return;
      await call(one);
    }
  }

  /** One after the other, each so long after its predecessor's successor takes jobs: a starved machine keeps one at work. */
  const killing = (async () => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, killSeconds * 1000));
      if (Date.now() >= end) return;
      const next = counts.killed++ % WORKERS;
      workers[next].process.kill("SIGKILL");
      console.error(`worker killed; ${counts.accepted} accepted, ${counts.answeredOnce} answered, ${open.size} open`);
      workers[next] = await startWorker();
    }
  })();
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, minutes * 60_000 + PATIENCE_MILLISECONDS).unref();
  });
  await Promise.race([Promise.all(Array.from({ length: callers }, (_, i) => caller(i * 7))), late]);
  for (const id of open) failures.push(`${id}: lost`);

  await killing;
  const left = await redis.keys("docformer:*");
  for (const program of [...workers, server]) program.process.kill("SIGTERM");
  await Promise.all([...workers, server].map(({ ended }) => ended));
  redis.disconnect();
  await own?.close();
  return {
    ...{ minutes, callers, workers: WORKERS, killSeconds },
    ...counts,
    lost: open.size,
    /** Worked out by two workers, the first of which died before it could say so; answered once. */
    workedOutTwice: [...finished.values()].filter((times) => times > 1).length,
    ...summary(milliseconds, minutes),
    outcomes: Object.fromEntries(Object.entries(outcomes).sort()),
    keysLeftInRedis: left.length,
    failures,
  };
}
