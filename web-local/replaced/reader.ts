/**
 * In place of src/read/pdf/reader.ts: PDFium in the worker that everything here runs in. A page that hangs is ended with that
 * worker, by the person who waits.
 */
import type { Pixels } from "../../src/document/document.ts";
import type { ReadLimits } from "../../src/read/limits.ts";
import { type PdfPage, readPdfPage, renderPdfPage } from "../../src/read/pdf/page.ts";
import { loadPdfium, openPdf } from "../../src/read/pdf/pdfium.ts";

const MEMORY = 1024;

export interface PdfReader {
  readonly pageCount: number;
  page(number: number): Promise<PdfPage>;
  render(number: number, width: number, height: number): Promise<Pixels>;
  close(): Promise<void>;
}

/** Opens a PDF. @throws ReadError */
export async function openPdfFile(file: Uint8Array, password: string | null, limits: ReadLimits): Promise<PdfReader> {
  let pdfium = await loadPdfium(MEMORY);
  let handle = openPdf(pdfium, file, password);
  const pageCount = pdfium.calls.FPDF_GetPageCount(handle.document);
  let open = true;
  const ready = async () => {
    if (open) return;
    pdfium = await loadPdfium(MEMORY);
    handle = openPdf(pdfium, file, password);
    open = true;
  };
  return {
    pageCount,
    async page(number) {
      await ready();
      return readPdfPage(pdfium, handle, number, limits.pagePixels);
    },
    async render(number, width, height) {
      await ready();
      return renderPdfPage(pdfium, handle, number, width, height);
    },
    async close() {
      if (open) handle.close();
      open = false;
    },
  };
}
