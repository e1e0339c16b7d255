/**
 * Tesseract as an OCR engine, for scripts that the built-in models lack (Cyrillic, Arabic, Devanagari, ...): the only file that
 * knows tesseract.js, which is optional and loaded at first use. Language data come from a folder or from npm packages that are
 * installed (`@tesseract.js-data/eng`); nothing is downloaded.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Worker as Thread } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { fromPixels } from "../../document/box.ts";
import type { Pixels } from "../../document/document.ts";
import { resize } from "../pixels.ts";
import { explain, ReadError } from "../problem.ts";
import type { OcrEngine, OcrOptions, OcrWord } from "./engine.ts";

/** Which languages, and where their data lie. */
export interface TesseractOptions {
  /** Tesseract's codes: "eng", "eng+rus" or a list. */
  languages: string | readonly string[];
  /** Folder of `LANG.traineddata` or `LANG.traineddata.gz`; default: the variable TESSDATA_PREFIX, then installed packages. */
  langPath?: string;
}

type Tesseract = typeof import("tesseract.js");
type TesseractWorker = Awaited<ReturnType<Tesseract["createWorker"]>>;

/** Below this longest side a page is read at twice its size: small print has too few pixels for the LSTM. */
const SMALL_PAGE = 1800;
/** OEM.LSTM_ONLY and PSM.AUTO: enums of a package that is not loaded yet. */
const LSTM_ONLY = 1;
const AUTO = "3";

/**
 * Makes the engine; package and language data are loaded at first use, in a worker thread that does not keep the process alive.
 * @throws ReadError "ocr-unavailable" at first use, with what to install
 * @example
 * const engine = tesseractEngine({ languages: "eng" }); // npm i tesseract.js @tesseract.js-data/eng
 * engine.name // "Tesseract eng"
 * await engine.dispose?.();
 */
export function tesseractEngine({ languages, langPath }: TesseractOptions): OcrEngine {
  const codes = typeof languages === "string" ? languages.split("+") : [...languages];
  let loading: Promise<TesseractWorker> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function dispose(): Promise<void> {
    const old = loading;
    loading = null;
    await (await old?.catch(() => null))?.terminate();
  }

  async function read(pixels: Pixels, signal?: AbortSignal): Promise<OcrWord[]> {
    signal?.throwIfAborted();
    // Tesseract refuses images of a few pixels.
    if (Math.min(pixels.width, pixels.height) < 8) return [];
    loading ??= load(codes, langPath);
    const worker = await loading.catch((error) => {
      loading = null;
      throw error;
    });
    signal?.throwIfAborted();
    const enlarged = Math.max(pixels.width, pixels.height) < SMALL_PAGE;
    const page = enlarged ? resize(pixels, 2 * pixels.width, 2 * pixels.height) : pixels;
    const thread = threadOf(worker);
    thread.ref();
    let stop: (reason: unknown) => void = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    const onAbort = () => stop(signal!.reason);
    signal?.addEventListener("abort", onAbort);
    thread.on("error", stop);
    try {
      const result = await Promise.race([worker.recognize(portable(page), {}, { text: false, blocks: true }), stopped]);
      return wordsOf(result.data.blocks ?? [], page);
    } catch (error) {
      await dispose();
      if (signal?.aborted) throw signal.reason;
      throw new ReadError("damaged", `Tesseract failed on the page: ${explain(error)}`, {}, { cause: error });
    } finally {
      signal?.removeEventListener("abort", onAbort);
      thread.off("error", stop);
      thread.unref();
    }
  }

  return {
    name: `Tesseract ${codes.join("+")}`,
    // One page at a time: an abort ends the thread, and with it whatever runs there.
    recognize(pixels: Pixels, options: OcrOptions = {}) {
      const result = queue.then(() => read(pixels, options.signal));
      queue = result.catch(() => {});
      return result;
    },
    dispose,
  };
}

async function load(codes: readonly string[], langPath: string | undefined): Promise<TesseractWorker> {
  const { createWorker } = await loadPackage();
  const data = await Promise.all(codes.map((code) => languageData(code, langPath)));
  // The package reads all languages from one folder.
  const folder = await mkdtemp(join(tmpdir(), "docformer-tesseract-"));
  try {
    await Promise.all(codes.map((code, i) => writeFile(join(folder, `${code}.traineddata`), data[i])));
    let fail: (reason: unknown) => void = () => {};
    const failed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const settings = {
      langPath: folder,
      cacheMethod: "none",
      gzip: false,
      errorHandler: (error: unknown) => fail(error),
    };
    const worker = await Promise.race([createWorker([...codes], LSTM_ONLY, settings), failed]);
    // Tesseract's remarks would land on standard output.
    await worker.setParameters({ debug_file: "/dev/null", tessedit_pageseg_mode: AUTO as never });
    threadOf(worker).unref();
    return worker;
  } catch (error) {
    throw new ReadError(
      "ocr-unavailable",
      `Tesseract cannot start with ${codes.join("+")}: ${explain(error)}`,
      {},
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadPackage(): Promise<Tesseract> {
  try {
    const loaded = await import("tesseract.js");
    return (loaded as unknown as { default?: Tesseract }).default ?? loaded;
  } catch (error) {
    throw new ReadError(
      "ocr-unavailable",
      `the OCR engine "tesseract" needs a package that is not installed: npm install tesseract.js@7 (${explain(error).split("\n")[0]})`,
      {},
      { cause: error },
    );
  }
}

/** The trained data of one language, unpacked. @throws ReadError "ocr-unavailable" */
async function languageData(code: string, langPath: string | undefined): Promise<Uint8Array> {
  if (!/^\w+$/.test(code)) {
    throw new ReadError(
      "ocr-unavailable",
      `"${code}" is no language code of Tesseract: they look like eng, rus, chi_sim`,
    );
  }
  const folder = langPath ?? process.env.TESSDATA_PREFIX;
  const places = langPath === undefined ? packageFolders(code) : [];
  if (folder) places.unshift(folder);
  for (const place of places) {
    for (const name of [`${code}.traineddata`, `${code}.traineddata.gz`]) {
      const path = join(place, name);
      const bytes = await readFile(path).catch(() => null);
      if (bytes) return unpacked(bytes, path);
    }
  }
  const instead = langPath === undefined ? `npm install @tesseract.js-data/${code}` : `put ${code}.traineddata there`;
  throw new ReadError(
    "ocr-unavailable",
    `Tesseract's data of the language "${code}" are not in ${folder ?? "any installed package"}: ${instead}`,
  );
}

/** Folders of the data package, seen from here and from the working directory. */
function packageFolders(code: string): string[] {
  for (const from of [import.meta.url, join(process.cwd(), "index.js")]) {
    try {
      const root = dirname(createRequire(from).resolve(`@tesseract.js-data/${code}/package.json`));
      return [join(root, "4.0.0_best_int"), join(root, "4.0.0")];
    } catch {
      // Not installed there.
    }
  }
  return [];
}

/** Bad data would hang the package's worker: header and offsets are checked before. Source: Tesseract's TessdataManager. */
function unpacked(bytes: Buffer, path: string): Uint8Array {
  try {
    const data = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    const count = data.readInt32LE(0);
    if (count < 1 || count > 64) throw new RangeError("no table of contents");
    for (let i = 0; i < count; i++) {
      if (data.readBigInt64LE(4 + 8 * i) >= data.length) throw new RangeError("its end is missing");
    }
    return data;
  } catch (error) {
    throw new ReadError("ocr-unavailable", `${path} is no language data: ${explain(error)}`, {}, { cause: error });
  }
}

/** The thread under the package's worker; its type leaves it out. */
function threadOf(worker: TesseractWorker): Thread {
  return (worker as unknown as { worker: Thread }).worker;
}

/** Binary PPM: what Tesseract's image library reads without a codec. */
function portable({ width, height, data }: Pixels): Buffer {
  return Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`, "latin1"), data]);
}

interface Recognised {
  paragraphs: {
    lines: {
      baseline: { x0: number; y0: number; x1: number; y1: number };
      words: { text: string; confidence: number; bbox: { x0: number; y0: number; x1: number; y1: number } }[];
    }[];
  }[];
}

function wordsOf(blocks: readonly Recognised[], page: Pixels): OcrWord[] {
  const lines = blocks.flatMap((block) => block.paragraphs).flatMap((paragraph) => paragraph.lines);
  return lines.flatMap(({ baseline, words }) => {
    const slope = (Math.atan2(baseline.y1 - baseline.y0, baseline.x1 - baseline.x0) * 180) / Math.PI;
    const angle = Math.abs(slope) < 90 ? slope : 0;
    return words
      .filter(({ text }) => text.trim() !== "")
      .map(({ text, confidence, bbox }) => ({
        text: text.trim(),
        box: fromPixels([bbox.x0, bbox.y0, bbox.x1, bbox.y1], page),
        confidence: Math.min(1, Math.max(0, confidence / 100)),
        angle: Math.abs(angle) < 0.05 ? 0 : angle,
      }));
  });
}
