/**
 * What docformer needs of a machine, each as a check that tries the thing itself: packages compute, files have their SHA-256,
 * folders can be written to. What only some uses need is optional and fails nothing.
 */
import { randomUUID } from "node:crypto";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism, freemem, tmpdir, totalmem } from "node:os";
import { delimiter, join } from "node:path";
import type { Device } from "../engine/runtime.ts";
import { userCache } from "./labelled.ts";

export interface Finding {
  name: string;
  /** `failed`: docformer will not work as it should; `absent`: something optional is not there. */
  status: "ok" | "failed" | "absent";
  message: string;
  /** What to do about it; null where nothing is to be done. */
  todo: string | null;
}

interface Check {
  name: string;
  optional?: boolean;
  /** What to do when it fails. */
  todo: string;
  /** Says what was found. @throws what is wrong, as an error */
  run(): Promise<string>;
}

/** Messages of native libraries go on for lines. */
const LONGEST = 240;

/** A requirement is not met. */
class Unmet extends TypeError {
  readonly code = "unmet";
}

const LEAST_NODE = [20, 19];
/** Reading with the small OCR models and answering take about this much, bytes. */
const LEAST_MEMORY = 1.5e9;

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** The smallest PDF: one white page. */
const PDF = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >> endobj
trailer << /Root 1 0 R >>`;

const WORDS = {
  pages: [
    {
      width: 100,
      height: 100,
      words: [
        { text: "Total:", box: [5, 5, 40, 15] },
        { text: "4.32", box: [50, 5, 90, 15] },
      ],
    },
  ],
};

async function writable(folder: string): Promise<string> {
  const file = join(folder, `doctor-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, "");
  await rm(file);
  return folder;
}

const white = () => ({ width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(255) });

const NEEDED: readonly Check[] = [
  {
    name: "Node",
    todo: `install Node ${LEAST_NODE.join(".")} or later`,
    async run() {
      const [major, minor] = process.versions.node.split(".").map(Number);
      const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
      const found = `${process.versions.node} on ${process.platform}-${process.arch}`;
      if (!enough) throw new Unmet(`${found}; ${LEAST_NODE.join(".")} or later is needed`);
      return found;
    },
  },
  {
    name: "images (sharp)",
    todo: "install again on this machine: npm install sharp",
    async run() {
      const { encodePng } = await import("../read/image.ts");
      const { readDocument } = await import("../read/read-document.ts");
      const { document } = await readDocument(await encodePng(white()), { ocr: false });
      return `a picture was written and read, ${document.pages[0].width} pixels wide`;
    },
  },
  {
    name: "drawing (@napi-rs/canvas)",
    todo: "install again on this machine: npm install @napi-rs/canvas",
    async run() {
      const { drawBoxes } = await import("../read/draw.ts");
      const drawn = await drawBoxes(white(), [{ box: [0.2, 0.2, 0.8, 0.8], caption: "drawn" }]);
      return `a picture was drawn on, ${drawn.length} bytes`;
    },
  },
  {
    name: "PDF (pdfium)",
    todo: "install again: npm install @embedpdf/pdfium",
    async run() {
      const { readDocument } = await import("../read/read-document.ts");
      const { document } = await readDocument(Buffer.from(PDF), { ocr: false, name: "one-page.pdf" });
      return `a PDF was opened, ${document.pages.length} page`;
    },
  },
  {
    name: "OCR models",
    todo: "copy the folder models/ocr of the package anew, or install the package again",
    async run() {
      const { modelFiles, readModelFile } = await import("../read/ocr/models.ts");
      const files = await modelFiles();
      for (const name of files) await readModelFile(name);
      return `${files.length} files have their SHA-256`;
    },
  },
  {
    name: "model mini",
    todo: "copy the folder models/mini of the package anew, or install the package again",
    async run() {
      const { verifyChecksums } = await import("../model/checkpoint-files.ts");
      const { defaultModelFolder } = await import("../tasks/load.ts");
      const files = verifyChecksums(defaultModelFolder());
      if (files === 0) throw new Unmet(`${defaultModelFolder()} has no checksums.json`);
      return `${files} files have their SHA-256`;
    },
  },
  {
    name: "answering (onnxruntime)",
    todo: "install again on this machine: npm install onnxruntime-node",
    async run() {
      const { documentFromJson } = await import("../document/json.ts");
      const { DocFormer } = await import("../tasks/docformer.ts");
      const model = await DocFormer.load();
      try {
        const [answer] = await model.ask(documentFromJson(WORDS), ["What is the total?"]);
        return `a question was answered: ${answer.text ?? "absent"}`;
      } finally {
        await model.dispose();
      }
    },
  },
  {
    name: "jobs (libsql)",
    todo: "install again on this machine: npm install libsql (docformer serve needs it)",
    async run() {
      const { openJobStore } = await import("../server/job-store.ts");
      const folder = join(tmpdir(), `docformer-doctor-${randomUUID()}`);
      await mkdir(folder);
      try {
        openJobStore(folder).close();
        return "a database was opened";
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
  {
    name: "memory",
    todo: "close other programs; --ocr tiny needs less",
    async run() {
      const found = `${gigabytes(totalmem())}, of which ${gigabytes(freemem())} are free`;
      if (totalmem() < LEAST_MEMORY) throw new Unmet(`${found}; ${gigabytes(LEAST_MEMORY)} are wanted`);
      return found;
    },
  },
  { name: "cores", todo: "", run: async () => `${availableParallelism()}` },
  { name: "cache folder", todo: "make the folder writable, or set XDG_CACHE_HOME", run: () => writable(userCache()) },
  { name: "temporary folder", todo: "make the folder writable, or set TMPDIR", run: () => writable(tmpdir()) },
];

/** Whether a package can be found, without loading it. */
function found(name: string): string {
  try {
    import.meta.resolve(name);
  } catch (cause) {
    throw new Unmet(`${name} is not installed`, { cause });
  }
  return `${name} is installed`;
}

async function onPath(command: string): Promise<string> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, process.platform === "win32" ? `${command}.exe` : command);
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  throw new Unmet(`${command} is not on the PATH`);
}

async function onDevice(device: Device): Promise<string> {
  const { requireDevice } = await import("../engine/runtime-node.ts");
  await requireDevice(device);
  return "a model was loaded there";
}

const OPTIONAL: readonly Check[] = [
  {
    name: "other scripts (tesseract.js)",
    todo: "for --ocr tesseract: npm install tesseract.js",
    run: async () => found("tesseract.js"),
  },
  {
    name: "training on several machines (koffi, MPI)",
    todo: "for training under mpirun: npm install koffi, and Open MPI of the system",
    run: async () => `${found("koffi")}, ${await onPath("mpirun")}`,
  },
  {
    name: "queue on Redis (bullmq)",
    todo: "for docformer serve --queue and docformer worker: npm install bullmq ioredis, and a Redis server",
    run: async () => `${found("bullmq")}, ${found("ioredis")}`,
  },
  {
    name: "assistants (MCP)",
    todo: "for docformer mcp: npm install @modelcontextprotocol/sdk",
    run: async () => found("@modelcontextprotocol/sdk/server/mcp.js").replace("/server/mcp.js", ""),
  },
  { name: "GPU (webgpu)", todo: "nothing: --device cpu is used", run: () => onDevice("webgpu") },
  {
    name: "GPU (cuda)",
    todo: "nothing: --device cpu is used; CUDA wants an NVIDIA card, its driver and the CUDA build of onnxruntime",
    run: () => onDevice("cuda"),
  },
];

/** Tries everything, one after the other. */
export async function* examine(signal: AbortSignal): AsyncGenerator<Finding> {
  for (const check of [...NEEDED, ...OPTIONAL.map((one) => ({ ...one, optional: true }))]) {
    signal.throwIfAborted();
    const { name, todo, optional } = check;
    try {
      yield { name, status: "ok", message: await check.run(), todo: null };
    } catch (error) {
      const [message] = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST).split("\n");
      yield { name, status: optional ? "absent" : "failed", message, todo };
    }
  }
}
