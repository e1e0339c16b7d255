/** Jobs of the server, followed by their events until they end. */
import { call, epoch, get, listen, online, type Stream } from "./client.ts";
import type { Job, Progress } from "./types.ts";

export const ended = (job: Pick<Job, "state">): boolean => !["queued", "running"].includes(job.state);

/** Tells of each change of job `id`, the last time when it has ended. Stops when called. */
export function followJob(id: string, onChange: (job: Job) => void, onGone: (error: unknown) => void): () => void {
  let stream: Stream | null = null;
  let last: Job | null = null;
  let stopped = false;
  let failures = 0;
  const stop = () => {
    stopped = true;
    stream?.close();
    unsubscribe();
  };
  const refresh = async () => {
    try {
      const job = await get<Job>(`/v1/jobs/${id}`);
      failures = 0;
      if (stopped) return;
      last = job;
      if (ended(job)) stop();
      onChange(job);
    } catch (error) {
      // While the server is away its jobs are not lost; they go on when it is back.
      if (stopped || !online.value) return;
      failures++;
      if (failures < 3) setTimeout(refresh, 500);
      else {
        stop();
        onGone(error);
      }
    }
  };
  const unsubscribe = epoch.subscribe(() => void refresh());
  stream = listen(`/v1/jobs/${id}/events`, {
    progress: (data) => {
      if (stopped || !last || ended(last)) return;
      last = { ...last, state: "running", progress: data as Progress };
      onChange(last);
    },
    state: () => void refresh(),
    done: () => void refresh(),
  });
  if (stopped) (stream as Stream).close();
  return stop;
}

export const cancelJob = (id: string) => call("DELETE", `/v1/jobs/${id}`);
