/** Everything that takes long: uploads and jobs, with progress, an end and a way to stop it. Shown in one place. */
import { computed, signal } from "@preact/signals";
import { messageOf } from "../api/client.ts";
import { cancelJob, ended, followJob } from "../api/jobs.ts";
import type { Job, JobState, Progress } from "../api/types.ts";

export interface Activity {
  key: string;
  title: string;
  state: JobState;
  progress: Progress | null;
  problem: string | null;
  cancel: (() => void) | null;
}

export const activities = signal<readonly Activity[]>([]);
export const busy = computed(() => activities.value.filter(({ state }) => state === "queued" || state === "running"));

/** Said once to those who listen rather than look. */
export const announced = signal("");

export function announce(text: string): void {
  announced.value = "";
  // The same words twice are only spoken when the region was empty in between.
  setTimeout(() => {
    announced.value = text;
  }, 30);
}

let count = 0;

export function startActivity(title: string, cancel: (() => void) | null): string {
  const key = `a${++count}`;
  activities.value = [...activities.value, { key, title, state: "running", progress: null, problem: null, cancel }];
  return key;
}

export function changeActivity(key: string, change: Partial<Activity>): void {
  activities.value = activities.value.map((one) => (one.key === key ? { ...one, ...change } : one));
  if (change.state === "done" || change.state === "cancelled") setTimeout(() => dismissActivity(key), 4000);
}

export function dismissActivity(key: string): void {
  activities.value = activities.value.filter((one) => one.key !== key);
}

/** Shows job `id` until it ends. Rejects when it failed or was cancelled. */
export function trackJob(id: string, title: string): Promise<Job> {
  return new Promise((resolve, reject) => {
    const key = startActivity(title, () => {
      cancelJob(id).catch((error) => changeActivity(key, { problem: messageOf(error) }));
    });
    followJob(
      id,
      (job) => {
        const problem = job.state === "failed" ? (job.error?.message ?? "It failed without a word.") : null;
        changeActivity(key, { state: job.state, progress: job.progress, problem });
        if (job.state === "done") {
          announce(`${title}: done`);
          resolve(job);
        } else if (job.state === "failed" || job.state === "cancelled") {
          announce(`${title}: ${job.state}`);
          reject(
            Object.assign(new Error(problem ?? "Cancelled"), {
              name: job.state === "cancelled" ? "AbortError" : "JobError",
            }),
          );
        }
      },
      (error) => {
        changeActivity(key, { state: "failed", problem: messageOf(error) });
        reject(error);
      },
    );
  });
}

/** Shows many jobs as one, that counts those which have ended. */
export function trackJobs(jobs: readonly { id: string; name: string }[], title: string): void {
  const open = new Set(jobs.map(({ id }) => id));
  const failed: string[] = [];
  const key = startActivity(title, () => {
    for (const id of open) cancelJob(id).catch((error) => changeActivity(key, { problem: messageOf(error) }));
  });
  const tell = (now: string) => {
    const progress = { done: jobs.length - open.size, total: jobs.length, message: now };
    if (open.size > 0) return changeActivity(key, { progress });
    const problem = failed.length > 0 ? `not done: ${failed.join(", ")}` : null;
    changeActivity(key, { state: problem ? "failed" : "done", progress, problem });
    announce(`${title}: ${problem ?? "done"}`);
  };
  const end = (id: string, name: string, well: boolean) => {
    open.delete(id);
    if (!well) failed.push(name);
    tell(`${jobs.length - open.size} of ${jobs.length}`);
  };
  tell(`0 of ${jobs.length}`);
  for (const { id, name } of jobs) {
    followJob(
      id,
      (job) => {
        if (ended(job)) end(id, name, job.state === "done");
        else if (job.state === "running") tell(`${jobs.length - open.size} of ${jobs.length}, now ${name}`);
      },
      () => end(id, name, false),
    );
  }
}

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";
