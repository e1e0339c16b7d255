/**
 * Jobs of the server, looked at until they end. All that are followed are asked for in one request: a browser opens six
 * connections to a server, and a stream a job would leave none for anything else.
 */
import { ApiError, call, epoch, get, online, post } from "./client.ts";
import type { Job, Progress } from "./types.ts";

export const ended = (job: Pick<Job, "state">): boolean => !["queued", "running"].includes(job.state);

interface Follower {
  seen: string;
  onChange(job: Job): void;
  onGone(error: unknown): void;
}

const followed = new Map<string, Set<Follower>>();
/** Milliseconds between looks: soon after something new was asked for, later more rarely. */
const SOON = 120;
const LATE = 1000;
/** Jobs in the list that is asked for beyond those that are followed; what is not in it is asked for itself. */
const MORE = 20;
let delay = SOON;
let timer: ReturnType<typeof setTimeout> | null = null;
let looking = false;

function lookSoon(): void {
  if (timer !== null || looking || followed.size === 0 || !online.value) return;
  timer = setTimeout(() => void look(), delay);
  delay = Math.min(LATE, delay * 1.3);
}

/** While the server is away its jobs are not lost: they go on when it is back. */
epoch.subscribe(() => {
  delay = SOON;
  lookSoon();
});

function tell(job: Job): void {
  const seen = JSON.stringify([job.state, job.progress]);
  for (const follower of followed.get(job.id) ?? []) {
    if (follower.seen === seen) continue;
    follower.seen = seen;
    follower.onChange(job);
  }
  if (ended(job)) followed.delete(job.id);
}

async function lookAt(id: string): Promise<void> {
  try {
    tell(await get<Job>(`/v1/jobs/${id}`));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    for (const { onGone } of followed.get(id) ?? []) onGone(error);
    followed.delete(id);
  }
}

async function look(): Promise<void> {
  timer = null;
  looking = true;
  try {
    const { jobs } = await get<{ jobs: Job[] }>(`/v1/jobs?limit=${Math.min(1000, followed.size + MORE)}`);
    const listed = new Map(jobs.map((job) => [job.id, job]));
    for (const id of [...followed.keys()]) {
      const job = listed.get(id);
      // The list holds no results.
      if (!job || ended(job)) await lookAt(id);
      else tell(job);
    }
  } catch {
    // The next look finds out, or the server's return.
  }
  looking = false;
  lookSoon();
}

/** Tells of each change of job `id`, the last time when it has ended. Stops when called. */
export function followJob(id: string, onChange: (job: Job) => void, onGone: (error: unknown) => void): () => void {
  const own: Follower = { seen: "", onChange, onGone };
  followed.set(id, (followed.get(id) ?? new Set()).add(own));
  delay = SOON;
  lookSoon();
  return () => {
    const others = followed.get(id);
    others?.delete(own);
    if (others?.size === 0) followed.delete(id);
  };
}

export const cancelJob = (id: string) => call("DELETE", `/v1/jobs/${id}`);

/**
 * Lets the server do `verb` and waits for its answer, telling how far it is.
 * @throws ApiError; the AbortError of `signal`, on which the job is cancelled
 */
export async function runVerb<T>(
  verb: string,
  input: Record<string, unknown>,
  signal: AbortSignal,
  onProgress: (progress: Progress | null) => void,
): Promise<T> {
  const { id } = await post<{ id: string }>(`/v1/${verb}?async=1`, input, { signal });
  return new Promise<T>((resolve, reject) => {
    const cancelled = () => {
      stop();
      cancelJob(id).catch(() => {});
      reject(new DOMException("Cancelled", "AbortError"));
    };
    const stop = followJob(
      id,
      (job) => {
        if (!ended(job)) return onProgress(job.progress);
        signal.removeEventListener("abort", cancelled);
        if (job.state === "done") resolve(job.result as T);
        else reject(new ApiError(0, job.error?.code ?? "cancelled", job.error?.message ?? "It was cancelled."));
      },
      reject,
    );
    signal.addEventListener("abort", cancelled, { once: true });
    if (signal.aborted) cancelled();
  });
}
