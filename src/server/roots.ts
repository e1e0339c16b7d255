/**
 * Files below the folders that a server was given, and no others: links are followed first and judged by where they end.
 * Messages never say whether something outside exists.
 */
import { constants, existsSync, realpathSync } from "node:fs";
import { type FileHandle, open, readlink, realpath } from "node:fs/promises";
import { basename, isAbsolute, join, resolve, sep } from "node:path";
import { HttpError } from "./http-error.ts";

/** A folder that was given as root is not there. */
export class RootError extends Error {
  readonly code = "root";
  readonly folder: string;
  constructor(folder: string) {
    super(`there is no folder ${folder}`);
    this.name = "RootError";
    this.folder = folder;
  }
}

export type Roots = ReturnType<typeof openRoots>;

/** @throws RootError */
export function openRoots(folders: readonly string[]) {
  const roots = folders.map((folder) => {
    if (!existsSync(folder)) throw new RootError(folder);
    return realpathSync(folder);
  });
  const inside = (path: string) =>
    roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
  const refuse = (path: string) =>
    new HttpError(404, "not-found", `there is no file ${JSON.stringify(path)} below the folders of this server`);

  /** Where a path truly leads, when that is inside. */
  async function trueFile(path: string): Promise<string> {
    if (path.includes("\0")) throw refuse(path);
    const candidates = isAbsolute(path) ? [resolve(path)] : roots.map((root) => resolve(root, path));
    for (const candidate of candidates) {
      const real = await realpath(candidate).catch(() => null);
      if (real !== null && inside(real)) return real;
    }
    throw refuse(path);
  }

  return {
    folders: roots as readonly string[],

    /** The bytes of a file below a root, at most `limit`. @throws HttpError 403, 404, 413 */
    async read(path: string, limit: number): Promise<{ name: string; bytes: Uint8Array }> {
      if (roots.length === 0) {
        throw new HttpError(403, "no-root", "this server opens no paths: start it with --root DIR, or upload the file");
      }
      const real = await trueFile(path);
      let handle: FileHandle | null = null;
      try {
        // Neither a link that was put there meanwhile, nor waiting for the other end of a pipe.
        handle = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
        // A folder on the way may have become a link meanwhile: what is open says where it lies.
        const opened = await readlink(join("/proc/self/fd", String(handle.fd))).catch(() => real);
        const found = await handle.stat();
        if (!inside(opened) || !found.isFile()) throw refuse(path);
        const name = basename(real);
        if (found.size > limit) {
          throw new HttpError(413, "too-large", `${name} has ${found.size} bytes; ${limit} are allowed`, {
            file: name,
          });
        }
        return { name, bytes: await handle.readFile() };
      } catch (error) {
        throw error instanceof HttpError ? error : refuse(path);
      } finally {
        await handle?.close();
      }
    },
  };
}
