/**
 * A folder that is watched: what is put there is taken into the workspace once it has stopped growing. The system's notices only
 * hasten the next look; what they miss (network folders) is found by looking again and again.
 */
import { type FSWatcher, watch } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ReadError } from "../read/problem.ts";
import { type Added, addDocument } from "./documents.ts";
import { isDocumentName } from "./exchange.ts";
import type { Workspace } from "./workspace.ts";

/** How a watched folder is looked at. */
export interface WatchOptions {
  who: string;
  signal: AbortSignal;
  /** Larger files are left where they are, and told. */
  mostBytes: number;
  /** Longest wait between two looks, milliseconds. Default 10 seconds. */
  every?: number;
  /** How long a file must have stayed the same, milliseconds. Default 1 second. */
  quiet?: number;
  /** Called for each new document before the next is taken. */
  onDocument: (added: Added, path: string) => Promise<void> | void;
  /** A file could not be taken in; it is tried again when it changes. */
  onProblem: (path: string, error: unknown) => void;
}

/** Takes in what stands in `folder` and what comes, until the signal. @throws the file system's error where there is no folder */
export async function watchFolder(workspace: Workspace, folder: string, options: WatchOptions): Promise<void> {
  const { signal, every = 10_000, quiet = 1000, who, mostBytes, onDocument, onProblem } = options;
  /** What was seen of a file at the last look, and whether it is done with. */
  const known = new Map<string, { stamp: string; done: boolean }>();
  let wake = new AbortController();
  let watcher: FSWatcher | null = null;
  try {
    // Where the system cannot tell of changes, looking is all there is.
    watcher = watch(folder, { recursive: true }, () => wake.abort());
    watcher.on("error", () => {});
  } catch {
    watcher = null;
  }
  try {
    while (!signal.aborted) {
      let growing = false;
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (signal.aborted) break;
        if (!entry.isFile() || !isDocumentName(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const found = await stat(path).catch(() => null);
        if (!found || found.size === 0) continue;
        const stamp = `${found.size} ${found.mtimeMs}`;
        const before = known.get(path);
        if (before?.stamp !== stamp) {
          known.set(path, { stamp, done: false });
          growing = true;
          continue;
        }
        if (before.done) continue;
        before.done = true;
        try {
          if (found.size > mostBytes) {
            const message = `${path} has ${found.size} bytes; ${mostBytes} are allowed`;
            throw new ReadError("too-large", message, { file: path });
          }
          const added = await addDocument(workspace, { name: entry.name, bytes: await readFile(path) }, who);
          if (!added.duplicate) await onDocument(added, path);
        } catch (error) {
          if (signal.aborted) break;
          onProblem(path, error);
        }
      }
      if (growing) await sleep(quiet, undefined, { signal }).catch(() => {});
      else await sleep(every, undefined, { signal: AbortSignal.any([signal, wake.signal]) }).catch(() => {});
      wake = new AbortController();
    }
  } finally {
    watcher?.close();
  }
}
