/** The worker thread in which PDFium runs: one document a worker, so that whatever hangs or traps dies with it. */
import { parentPort } from "node:worker_threads";
import { explain, ReadError } from "../problem.ts";
import type { PdfAnswer, PdfRequest } from "./messages.ts";
import { overlayPages } from "./overlay.ts";
import { readPdfPage, renderPdfPage } from "./page.ts";
import { loadPdfium, openPdf, type PdfHandle, type Pdfium } from "./pdfium.ts";

let pdfium: Pdfium | null = null;
let handle: PdfHandle | null = null;

async function answer(request: PdfRequest): Promise<PdfAnswer> {
  if (request.kind === "open") {
    pdfium = await loadPdfium(request.megabytes);
    handle = openPdf(pdfium, request.file, request.password);
    return { kind: "open", pages: pdfium.calls.FPDF_GetPageCount(handle.document) };
  }
  if (!pdfium || !handle) throw new ReadError("damaged", "the PDF is not open");
  if (request.kind === "page") {
    return { kind: "page", page: readPdfPage(pdfium, handle, request.number, request.pagePixels) };
  }
  if (request.kind === "overlay") {
    return { kind: "overlay", file: overlayPages(pdfium, handle, request.layer, request.pages) };
  }
  return { kind: "render", pixels: renderPdfPage(pdfium, handle, request.number, request.width, request.height) };
}

parentPort?.on("message", async (request: PdfRequest) => {
  let reply: PdfAnswer;
  try {
    reply = await answer(request);
  } catch (error) {
    const typed = error instanceof ReadError ? error : null;
    const message = typed ? typed.message : `PDFium failed: ${explain(error).split("\n")[0]}`;
    reply = { kind: "error", code: typed?.code ?? "damaged", message, fatal: typed === null };
  }
  const pixels = reply.kind === "page" ? reply.page.pixels : reply.kind === "render" ? reply.pixels : null;
  parentPort?.postMessage(reply, pixels ? [pixels.data.buffer as ArrayBuffer] : []);
});
