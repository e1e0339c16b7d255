/** Things that are fetched: loading, failed or there. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { epoch, messageOf } from "../api/client.ts";

export type Loadable<T> = { state: "loading" } | { state: "failed"; message: string } | { state: "ready"; value: T };

/**
 * Loads when the view appears, when `keys` change and when the server is back; keeps what it has while loading again.
 * @param first what is shown until then
 */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  keys: readonly unknown[],
  first: T | null = null,
) {
  const [loaded, setLoaded] = useState<Loadable<T>>(
    first === null ? { state: "loading" } : { state: "ready", value: first },
  );
  const latest = useRef(load);
  latest.current = load;
  const [count, setCount] = useState(0);
  const again = epoch.value;
  useEffect(() => {
    const controller = new AbortController();
    latest.current(controller.signal).then(
      (value) => !controller.signal.aborted && setLoaded({ state: "ready", value }),
      (error) => {
        if (!controller.signal.aborted)
          setLoaded((was) => (was.state === "ready" ? was : { state: "failed", message: messageOf(error) }));
      },
    );
    return () => controller.abort();
  }, [...keys, count, again]);
  const reload = useCallback(() => setCount((n) => n + 1), []);
  return { loaded, reload, setLoaded };
}
