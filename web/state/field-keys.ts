/** Keys of fields: 1 to 9 and letters, given by themselves in the order of the fields, or as the person wants them. */
import { computed } from "@preact/signals";
import { takenKeys } from "./keys.ts";
import { storedSignal } from "./stored.ts";

const FREE = [..."123456789abcdefghijklmnopqrstuvwxyz"];
const wanted = storedSignal<Record<string, string>>("fieldKeys", {});

/** Keys that no command has. */
const free = computed(() => FREE.filter((key) => !takenKeys.value.has(key)));

/** The key of each field; of fields that find none left, none. */
export function fieldKeys(paths: readonly string[]): Map<string, string> {
  const keys = new Map<string, string>();
  const used = new Set<string>();
  for (const path of paths) {
    const own = wanted.value[path];
    if (!own || used.has(own) || takenKeys.value.has(own)) continue;
    keys.set(path, own);
    used.add(own);
  }
  const rest = free.value.filter((key) => !used.has(key));
  for (const path of paths) {
    const next = keys.has(path) ? undefined : rest.shift();
    if (next) keys.set(path, next);
  }
  return keys;
}

/** Gives a field a key, and takes it from the field that had it. @returns why not; null when it was done */
export function assignFieldKey(path: string, key: string): string | null {
  if (!FREE.includes(key)) return "A field's key is a letter or a digit from 1 to 9.";
  if (takenKeys.value.has(key)) return `${key.toUpperCase()} is the key of a command; give that another one first.`;
  const others = Object.entries(wanted.value).filter(([other, own]) => other !== path && own !== key);
  wanted.value = { ...Object.fromEntries(others), [path]: key };
  return null;
}

export function resetFieldKeys(): void {
  wanted.value = {};
}
