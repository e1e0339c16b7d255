/**
 * Files as the layouts have them: text, JSON, JSON lines, the size of an image. What is wrong with a file is a FormatError that
 * names it. Knows no layout.
 */
import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { openImage } from "../../read/image.ts";
import { DEFAULT_LIMITS } from "../../read/limits.ts";
import { explain } from "../../read/problem.ts";
import { sniff } from "../../read/sniff.ts";
import { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";

/** Checks whose failures name `file` and, from 1, `line` (0: the file as a whole). */
export function checkOf(file: string, line = 0): Check {
  return new Check((field, message) => {
    throw new FormatError(file, line, field, message);
  });
}

/** The first of `paths` that exists. */
export function firstThere(...paths: string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}

/** Names in `folder`, sorted; none where it is absent. */
export async function namesIn(folder: string): Promise<string[]> {
  return existsSync(folder) ? (await readdir(folder)).sort() : [];
}

/** @throws FormatError where the file cannot be opened */
export async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new FormatError(file, 0, "", `cannot be opened: ${explain(cause)}`, { cause });
  }
}

/** A text file: UTF-8, or Windows-1252 where it is no UTF-8 (a few of SROIE's); without byte order mark. @throws FormatError */
export async function readText(file: string): Promise<string> {
  const bytes = await bytesOf(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function parse(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError(file, line, "", `is not JSON: ${explain(cause)}`, { cause });
  }
}

function peek(text: string, key: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)?.[key];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @throws FormatError */
export async function readJson(file: string): Promise<unknown> {
  return parse(await readText(file), file, 0);
}

/** A line of JSON, numbered from 1. */
export interface JsonLine {
  line: number;
  /** @throws FormatError */
  parse(): unknown;
  /** A text under `key` of the line's object; undefined where there is none, or where it is no JSON. */
  peek(key: string): string | undefined;
}

/** The lines of a file that are not blank; `.gz` is unpacked. @throws FormatError where it cannot be opened or unpacked */
export async function* readJsonLines(file: string): AsyncIterable<JsonLine> {
  const stream = createReadStream(file);
  const text = file.endsWith(".gz") ? stream.pipe(createGunzip()) : stream;
  // An error of the file does not travel through the pipe, nor into readline.
  const failed = new Promise<never>((_, reject) => {
    for (const part of [stream, text]) {
      part.on("error", (cause: Error) =>
        reject(new FormatError(file, 0, "", `cannot be read: ${cause.message}`, { cause })),
      );
    }
  });
  failed.catch(() => {});
  const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  try {
    for (let line = 1; ; line++) {
      const next = await Promise.race([lines.next(), failed]);
      if (next.done) return;
      const content = next.value;
      if (content.trim() === "") continue;
      yield { line, parse: () => parse(content, file, line), peek: (key) => peek(content, key) };
    }
  } finally {
    stream.destroy();
  }
}

/** Width and height in pixels of an image file as it is displayed. @throws FormatError */
export async function imageSize(file: string): Promise<{ width: number; height: number }> {
  const bytes = await bytesOf(file);
  try {
    // Without the limit of pages in memory: boxes count pixels of the file.
    const limits = { ...DEFAULT_LIMITS, pagePixels: Number.POSITIVE_INFINITY };
    const { width, height } = await (await openImage(bytes, sniff(bytes), limits, file)).page(0);
    return { width, height };
  } catch (cause) {
    throw new FormatError(file, 0, "", `is no image that can be read: ${explain(cause)}`, { cause });
  }
}

/** Endings under which the layouts keep images. */
const IMAGE_ENDINGS = [".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".JPG", ".PNG"];

/** The image `stem` (name without ending) in one of `folders`. */
export function imageNamed(stem: string, ...folders: string[]): string | undefined {
  return firstThere(...folders.flatMap((folder) => IMAGE_ENDINGS.map((ending) => join(folder, stem + ending))));
}
