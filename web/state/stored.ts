/** Small things that the browser keeps between visits. Where it keeps nothing, they last until the page is closed. */
import { type Signal, signal } from "@preact/signals";

const PREFIX = "docformer.";

export function readStored<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs memory between visits, nothing else.
  }
}

/** Keys that begin so. */
export function storedKeys(beginning: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + beginning))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/** A signal that is kept under `key`. */
export function storedSignal<T>(key: string, fallback: T): Signal<T> {
  const kept = signal(readStored(key, fallback));
  kept.subscribe((value) => writeStored(key, value));
  return kept;
}
