/**
 * The worker in which a page reads and answers: the library's own front door and model, with the files that need Node replaced
 * while it is built (scripts/build-browser.ts). Nothing is sent anywhere but back to the page.
 */
import type { Document } from "../src/document/document.ts";
import { documentToJson } from "../src/document/json.ts";
import { sharedEngine, sharedOrientation } from "../src/read/engines.ts";
import { pdfiumWasm } from "../src/read/pdf/wasm.ts";
import { readDocument } from "../src/read/read-document.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import type { Reply, Request } from "./messages.ts";
import { fetchFrom } from "./replaced/fetched.ts";

const blank = (width: number, height: number) => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(255),
});
const send = (reply: Reply, transfer: Transferable[] = []) => self.postMessage(reply, { transfer });

let model: DocFormer | null = null;
let document: Document | null = null;

/** Loads all that reading and answering need: from then on nothing is fetched. */
async function start(folder: string): Promise<void> {
  const loaded = new Map<string, number>();
  fetchFrom(folder, (name, bytes) => {
    loaded.set(name, bytes);
    send({ kind: "loading", bytes: [...loaded.values()].reduce((sum, n) => sum + n, 0) });
  });
  model = await DocFormer.load();
  // A first run loads the models of OCR; PDFium is fetched again from the browser's memory when a PDF comes.
  await sharedEngine("tiny", [], 1)?.recognize(blank(64, 64));
  await sharedOrientation(1).judge(blank(64, 64));
  await pdfiumWasm();
  send({ kind: "ready" });
}

async function read(name: string, bytes: Uint8Array, password: string | null): Promise<void> {
  const started = performance.now();
  const result = await readDocument(bytes, {
    name,
    password,
    ocr: "tiny",
    onProgress: ({ page, pages, stage }) => {
      if (page !== null) send({ kind: "working", message: `page ${page + 1} of ${pages}: ${stage}` });
    },
  });
  document = result.document;
  send({
    kind: "document",
    pages: document.pages.map(({ number, width, height, words }) => ({
      number,
      width,
      height,
      words: words.map(({ text, box }) => ({ text, box })),
    })),
    json: JSON.stringify(documentToJson(document)),
    problems: result.problems.map(({ message }) => message),
    milliseconds: performance.now() - started,
  });
}

async function draw(page: number): Promise<void> {
  const image = document?.pages[page]?.image;
  if (!image) return send({ kind: "picture", page, picture: null });
  const { width, height, data } = await image.read();
  const rgba = new ImageData(width, height);
  for (let i = 0, to = 0; i < data.length; i += 3, to += 4) {
    rgba.data[to] = data[i];
    rgba.data[to + 1] = data[i + 1];
    rgba.data[to + 2] = data[i + 2];
    rgba.data[to + 3] = 255;
  }
  const picture = await createImageBitmap(rgba);
  send({ kind: "picture", page, picture }, [picture]);
}

async function ask(questions: string[]): Promise<void> {
  if (!model || !document) return;
  const started = performance.now();
  const found = await model.ask(document, questions, {
    onProgress: ({ done, total }) => send({ kind: "working", message: `${done} of ${total} parts of the document` }),
  });
  const answers = found.map((answer, i) => ({ question: questions[i], answer }));
  send({ kind: "answers", answers, milliseconds: performance.now() - started });
}

/** One thing after the other. */
let queue: Promise<void> = Promise.resolve();
self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  const work = async () => {
    if (data.kind === "start") await start(data.folder);
    else if (data.kind === "read") await read(data.name, data.bytes, data.password);
    else if (data.kind === "draw") await draw(data.page);
    else await ask(data.questions);
  };
  queue = queue.then(work).catch((error: unknown) => {
    const code = (error as { code?: string }).code ?? "failed";
    send({ kind: "error", code, message: error instanceof Error ? error.message : String(error) });
  });
});
