/**
 * An OCR engine that remembers on disk what it read: one JSON file a page, named by the hash of pixels and engine. Safe for
 * several processes at once; a file that cannot be used is read anew and written over.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Pixels } from "../../document/document.ts";
import type { OcrEngine, OcrOptions, OcrWord } from "./engine.ts";

/** Raised whenever an engine of the same name reads otherwise, or the files look otherwise. */
const VERSION = 4;

/**
 * `engine` with a memory in `folder`. The engine's name must say all that decides what it reads.
 * @throws what the engine throws; the file system's errors when `folder` cannot be written to
 */
export function cachedEngine(engine: OcrEngine, folder: string): OcrEngine {
  return {
    name: engine.name,
    dispose: async () => engine.dispose?.(),
    async recognize(pixels, options) {
      const file = join(folder, fileName(engine.name, pixels, options));
      const known = await wordsIn(file);
      if (known) return known;
      const words = await engine.recognize(pixels, options);
      await mkdir(dirname(file), { recursive: true });
      // Nobody must ever see half a file.
      const draft = `${file}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify({ engine: engine.name, words }));
      await rename(draft, file);
      return words;
    },
  };
}

function fileName(engine: string, pixels: Pixels, { skip = [] }: OcrOptions = {}): string {
  const { width, height, data } = pixels;
  const what = JSON.stringify([VERSION, engine, width, height, skip]);
  const hash = createHash("sha256").update(what).update(data).digest("hex");
  return join("ocr", hash.slice(0, 2), `${hash.slice(2)}.json`);
}

async function wordsIn(file: string): Promise<OcrWord[] | null> {
  try {
    const { words } = JSON.parse(await readFile(file, "utf8")) as { words?: OcrWord[] };
    return Array.isArray(words) ? words : null;
  } catch {
    return null;
  }
}
