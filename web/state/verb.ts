/** A verb that is run about the open document: at work with progress, failed, and a way to stop it. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../api/client.ts";
import { runVerb } from "../api/jobs.ts";
import type { Progress } from "../api/types.ts";

export function useVerb<T>(verb: string, document: string, onDone: (value: T) => void) {
  const running = useSignal(false);
  const progress = useSignal<Progress | null>(null);
  const problem = useSignal<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const run = async () => {
    const own = new AbortController();
    controller.current = own;
    running.value = true;
    progress.value = null;
    problem.value = null;
    try {
      onDone(
        await runVerb<T>(verb, { document }, own.signal, (value) => {
          progress.value = value;
        }),
      );
    } catch (error) {
      problem.value = own.signal.aborted ? null : messageOf(error);
    }
    running.value = false;
  };
  return {
    running: running.value,
    progress: progress.value,
    problem: problem.value,
    run,
    cancel: () => controller.current?.abort(),
  };
}
