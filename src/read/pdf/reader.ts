/**
 * A PDF as seen from outside of its worker: open it, read its pages, draw them again. A page that hangs or traps costs that
 * page: the worker is ended and a new one opens the file.
 */
import { Worker } from "node:worker_threads";
import type { Pixels } from "../../document/document.ts";
import type { ReadLimits } from "../limits.ts";
import { ReadError } from "../problem.ts";
import type { PdfAnswer, PdfRequest } from "./messages.ts";
import type { OverlayPage } from "./overlay.ts";
import type { PdfPage } from "./page.ts";

/** Wasm memory of one document, megabytes. */
const MEMORY = 1024;
/** After so many lost workers the rest of the document is given up. */
const MAX_LOSSES = 3;
/** On a crowded machine a request may take this many times the limit, as long as this process had less than half of it to compute in. */
const STARVED = 4;
/** A worker that nobody asks for this long is ended. */
const IDLE_MILLISECONDS = 5000;

export interface PdfReader {
  readonly pageCount: number;
  /** @throws ReadError "damaged" or "timeout" with the page */
  page(number: number, signal?: AbortSignal): Promise<PdfPage>;
  render(number: number, width: number, height: number): Promise<Pixels>;
  /** The file with pages of `layer` on it, as overlay.ts puts them; the reader is of no other use afterwards. */
  overlay(layer: Uint8Array, pages: OverlayPage[]): Promise<Uint8Array>;
  /** Ends the worker; asking again starts another. */
  close(): Promise<void>;
}

function startWorker(): Worker {
  const options = { resourceLimits: { maxOldGenerationSizeMb: 1024 } };
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./worker.js", import.meta.url), options);
  // Sources: the thread registers tsx before it loads its file.
  const file = JSON.stringify(new URL("./worker.ts", import.meta.url).href);
  const start = `import(${JSON.stringify(import.meta.resolve("tsx/esm/api"))}).then((tsx) => { tsx.register(); return import(${file}); })`;
  return new Worker(start, { ...options, eval: true });
}

/** Opens a PDF. @throws ReadError */
export async function openPdfFile(
  file: Uint8Array,
  password: string | null,
  limits: ReadLimits,
  name: string,
  signal?: AbortSignal,
): Promise<PdfReader> {
  let worker: Worker | null = null;
  let losses = 0;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    clearTimeout(idle);
    const old = worker;
    worker = null;
    await old?.terminate();
  }

  function ask<K extends PdfAnswer["kind"]>(
    request: PdfRequest & { kind: K },
    page: number | null,
    abort?: AbortSignal,
  ): Promise<Extract<PdfAnswer, { kind: K }>> {
    const current = worker!;
    current.ref();
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        current.off("message", onMessage);
        current.off("error", onError);
        current.off("exit", onExit);
        abort?.removeEventListener("abort", onAbort);
        current.unref();
      };
      const lose = (error: unknown) => {
        done();
        losses++;
        void end().then(() => reject(error));
      };
      const where = { file: name, page };
      const what = page === null ? "the PDF" : `page ${page + 1} of the PDF`;
      const onMessage = (reply: PdfAnswer) => {
        if (reply.kind !== "error") {
          done();
          resolve(reply as Extract<PdfAnswer, { kind: K }>);
        } else if (reply.fatal) lose(new ReadError(reply.code, `${what} cannot be read: ${reply.message}`, where));
        else {
          done();
          reject(new ReadError(reply.code, reply.message, where));
        }
      };
      const onError = (error: Error) =>
        lose(new ReadError("damaged", `${what} cannot be read: ${error.message}`, where, { cause: error }));
      const onExit = () => lose(new ReadError("damaged", `${what} ended its reader`, where));
      const onAbort = () => lose(abort!.reason);
      const [asked, spent] = [performance.now(), process.cpuUsage()];
      const late = () => {
        const { user, system } = process.cpuUsage(spent);
        const starved = (user + system) / 1e6 < limits.seconds / 2;
        if (starved && performance.now() - asked < STARVED * limits.seconds * 1000) timer.refresh();
        else lose(new ReadError("timeout", `${what} took more than ${limits.seconds} s (limits.seconds)`, where));
      };
      const timer = setTimeout(late, limits.seconds * 1000);
      current.on("message", onMessage);
      current.on("error", onError);
      current.on("exit", onExit);
      if (abort?.aborted) {
        onAbort();
        return;
      }
      abort?.addEventListener("abort", onAbort);
      current.postMessage(request);
    });
  }

  async function open(abort?: AbortSignal): Promise<number> {
    worker = startWorker();
    try {
      const reply = await ask({ kind: "open", file, password, megabytes: MEMORY }, null, abort);
      return reply.pages;
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** One request at a time; a worker that was lost is replaced first. */
  function enqueue<T>(page: number, abort: AbortSignal | undefined, task: () => Promise<T>): Promise<T> {
    const run = async () => {
      clearTimeout(idle);
      abort?.throwIfAborted();
      if (losses >= MAX_LOSSES) {
        throw new ReadError("damaged", `given up after ${losses} pages that hang or crash`, { file: name, page });
      }
      if (!worker) await open(abort);
      try {
        return await task();
      } finally {
        idle = setTimeout(() => void end(), IDLE_MILLISECONDS);
        idle.unref();
      }
    };
    const result = queue.then(run, run);
    queue = result.catch(() => {});
    return result;
  }

  const pageCount = await open(signal);
  return {
    pageCount,
    page: (number, abort) =>
      enqueue(number, abort, async () => {
        const reply = await ask({ kind: "page", number, pagePixels: limits.pagePixels }, number, abort);
        return reply.page;
      }),
    render: (number, width, height) =>
      enqueue(number, undefined, async () => (await ask({ kind: "render", number, width, height }, number)).pixels),
    overlay: (layer, pages) =>
      enqueue(pages[0].number, undefined, async () => (await ask({ kind: "overlay", layer, pages }, null)).file),
    close: () => queue.then(end),
  };
}
