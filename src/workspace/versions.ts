/**
 * Numbered versions of one thing, a JSON file each, of which the highest counts. A version is made whole under another name and
 * then linked to its number, which the file system allows once: of two windows or processes that write at the same time one is
 * told, and no lock is left behind by whoever dies in between.
 */
import { randomUUID } from "node:crypto";
import { constants, copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeDurably } from "../train/snapshot.ts";
import { ConflictError } from "./errors.ts";

/** A numbered version of something that is never written over. */
export interface Version<T> {
  /** 0: nothing was written yet. */
  version: number;
  value: T;
}

const NAME = /^(\d+)\.json$/;

/** The numbers that there are, rising. */
export function versionsIn(folder: string): number[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const numbers = names.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
  return numbers.sort((a, b) => a - b);
}

/** One version. @throws the file system's error where it is not there */
export function readVersion<T>(folder: string, version: number): T {
  return JSON.parse(readFileSync(join(folder, `${version}.json`), "utf8"));
}

/** The version that counts; `nothing` at 0 before the first. */
export function newest<T>(folder: string, nothing: T): Version<T> {
  const version = versionsIn(folder).at(-1);
  return version === undefined ? { version: 0, value: nothing } : { version, value: readVersion<T>(folder, version) };
}

/** Links `from` to the name `to`, unless that is taken. File systems without links get a copy. */
function claim(from: string, to: string): boolean {
  try {
    linkSync(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
    try {
      copyFileSync(from, to, constants.COPYFILE_EXCL);
    } catch (second) {
      if ((second as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw second;
    }
  }
  return true;
}

/**
 * Writes the version that follows `base`. @returns its number
 * @param what names the thing in the error. @throws ConflictError when `base` is not the newest
 */
export function putVersion(folder: string, base: number, value: unknown, what: string): number {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `${randomUUID()}.draft`);
  const newer = () => {
    const current = newest<unknown>(folder, null);
    return new ConflictError(what, current.version, current.value);
  };
  if ((versionsIn(folder).at(-1) ?? 0) !== base) throw newer();
  try {
    writeDurably(draft, `${JSON.stringify(value, null, 2)}\n`);
    if (!claim(draft, join(folder, `${base + 1}.json`))) throw newer();
  } finally {
    rmSync(draft, { force: true });
  }
  return base + 1;
}
