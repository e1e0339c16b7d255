/**
 * Puts pages of one PDF, text that is not drawn, over pages of another that stays as it is otherwise: what makes a scanned PDF
 * searchable. Runs inside the worker. Source: PDFium's fpdf_ppo.h and fpdf_edit.h.
 */
import { ReadError } from "../problem.ts";
import { type Affine, openPdf, type PdfHandle, type Pdfium, pageTransform } from "./pdfium.ts";

export interface OverlayPage {
  /** Page of the document, from 0. */
  number: number;
  /** Page of the layer, from 0. */
  layer: number;
  /** Degrees clockwise by which the layer's page is turned against the document's as displayed. */
  turned: 0 | 90 | 180 | 270;
  /** Text of the page that is not drawn is taken out first: the layer stands for it. */
  replaces: boolean;
}

const TEXT = 1;
const INVISIBLE = 3;

/** @returns the bytes of the document with the layers on it */
export function overlayPages(
  pdfium: Pdfium,
  handle: PdfHandle,
  layer: Uint8Array,
  pages: readonly OverlayPage[],
): Uint8Array {
  const above = openPdf(pdfium, layer, null);
  try {
    for (const page of pages) overlay(pdfium, handle, above, page);
    return saved(pdfium, handle);
  } finally {
    above.close();
  }
}

function overlay(
  pdfium: Pdfium,
  handle: PdfHandle,
  above: PdfHandle,
  { number, layer, turned, replaces }: OverlayPage,
): void {
  const { calls, scratch } = pdfium;
  const page = calls.FPDF_LoadPage(handle.document, number);
  if (!page) throw new ReadError("damaged", `page ${number + 1} of the PDF cannot be loaded`, { page: number });
  const drawing = calls.FPDF_NewXObjectFromPage(handle.document, above.document, layer);
  try {
    if (replaces) dropInvisible(pdfium, page);
    const size = calls.FPDF_GetPageSizeByIndexF(above.document, layer, scratch) && [...pdfium.floats(scratch, 2)];
    if (!drawing || !size)
      throw new ReadError("damaged", `page ${number + 1} of the PDF takes no text layer`, { page: number });
    const matrix = placing(pageTransform(pdfium, page), size[0], size[1], turned);
    const object = calls.FPDF_NewFormObjectFromXObject(drawing);
    pdfium.floats(scratch, 6).set(matrix);
    calls.FPDFPageObj_SetMatrix(object, scratch);
    calls.FPDFPage_InsertObject(page, object);
    calls.FPDFPage_GenerateContent(page);
  } finally {
    if (drawing) calls.FPDF_CloseXObject(drawing);
    calls.FPDF_ClosePage(page);
  }
}

function dropInvisible({ calls }: Pdfium, page: number): void {
  for (let i = calls.FPDFPage_CountObjects(page) - 1; i >= 0; i--) {
    const object = calls.FPDFPage_GetObject(page, i);
    if (calls.FPDFPageObj_GetType(object) !== TEXT || calls.FPDFTextObj_GetTextRenderMode(object) !== INVISIBLE)
      continue;
    if (calls.FPDFPage_RemoveObject(page, object)) calls.FPDFPageObj_Destroy(object);
  }
}

/** Points of the layer (y up) -> the page's own space, by three points: through the displayed page and back. */
function placing(shown: Affine, width: number, height: number, turned: OverlayPage["turned"]): Affine {
  const [a, b, c, d, e, f] = shown;
  const whole = a * d - b * c;
  const place = (x: number, y: number): [number, number] => {
    const [u, v] = back(x / width, 1 - y / height, turned);
    return [(d * (u - e) - c * (v - f)) / whole, (a * (v - f) - b * (u - e)) / whole];
  };
  const [x0, y0] = place(0, 0);
  const [x1, y1] = place(width, 0);
  const [x2, y2] = place(0, height);
  return [(x1 - x0) / width, (y1 - y0) / width, (x2 - x0) / height, (y2 - y0) / height, x0, y0];
}

/** A place on the page after it was turned clockwise, before that. */
function back(x: number, y: number, turned: OverlayPage["turned"]): [number, number] {
  if (turned === 90) return [y, 1 - x];
  if (turned === 180) return [1 - x, 1 - y];
  if (turned === 270) return [1 - y, x];
  return [x, y];
}

function saved(pdfium: Pdfium, handle: PdfHandle): Uint8Array {
  const { calls } = pdfium;
  const writer = calls.PDFiumExt_OpenFileWriter();
  try {
    if (!calls.PDFiumExt_SaveAsCopy(handle.document, writer))
      throw new ReadError("damaged", "the PDF cannot be written");
    const size = calls.PDFiumExt_GetFileWriterSize(writer);
    const buffer = pdfium.malloc(size);
    try {
      calls.PDFiumExt_GetFileWriterData(writer, buffer, size);
      return pdfium.bytes().slice(buffer, buffer + size);
    } finally {
      pdfium.free(buffer);
    }
  } finally {
    calls.PDFiumExt_CloseFileWriter(writer);
  }
}
