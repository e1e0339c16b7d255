/**
 * The form fields of a loaded PDF page (AcroForm): where they stand, what they hold, which boxes are ticked. Values of text
 * fields become words by flattening the page (worker.ts); this file only says what the form says.
 */
import { boxOf } from "./characters.ts";
import { type Affine, type PdfHandle, type Pdfium, readString } from "./pdfium.ts";

export interface PdfField {
  kind: "check" | "radio" | "text" | "choice" | "other";
  /** Displayed points. */
  box: [number, number, number, number];
  value: string;
  checked: boolean;
  /** The value is shown as stars. */
  secret: boolean;
}

const WIDGET = 20;
const FREE_TEXT = 3;
const STAMP = 13;
const HIDDEN = 0x02 | 0x20; // hidden, no view
const SECRET = 1 << 13;
const KINDS: Readonly<Record<number, PdfField["kind"]>> = {
  2: "check",
  3: "radio",
  4: "choice",
  5: "choice",
  6: "text",
};
const MAX_ANNOTATIONS = 5000;

/** The fields of `page`, and whether it has annotations that show text of their own (so that it must be flattened). */
export function readFields(
  pdfium: Pdfium,
  handle: PdfHandle,
  page: number,
  transform: Affine,
): { fields: PdfField[]; shown: boolean } {
  const { calls, scratch } = pdfium;
  const fields: PdfField[] = [];
  let shown = false;
  const count = Math.min(MAX_ANNOTATIONS, calls.FPDFPage_GetAnnotCount(page));
  for (let i = 0; i < count; i++) {
    const annotation = calls.FPDFPage_GetAnnot(page, i);
    if (!annotation) continue;
    try {
      const subtype = calls.FPDFAnnot_GetSubtype(annotation);
      if ((calls.FPDFAnnot_GetFlags(annotation) & HIDDEN) !== 0) continue;
      if (subtype === FREE_TEXT || subtype === STAMP) shown = true;
      if (subtype !== WIDGET) continue;
      shown = true;
      if (!handle.form || !calls.FPDFAnnot_GetRect(annotation, scratch)) continue;
      const [left, top, right, bottom] = pdfium.floats(scratch, 4);
      const kind = KINDS[calls.FPDFAnnot_GetFormFieldType(handle.form, annotation)] ?? "other";
      const ticks = kind === "check" || kind === "radio";
      fields.push({
        kind,
        box: boxOf(transform, left, bottom, right, top),
        value: readString(pdfium, (buffer, size) =>
          calls.FPDFAnnot_GetFormFieldValue(handle.form, annotation, buffer, size),
        ),
        checked: ticks && calls.FPDFAnnot_IsChecked(handle.form, annotation),
        secret: (calls.FPDFAnnot_GetFormFieldFlags(handle.form, annotation) & SECRET) !== 0,
      });
    } finally {
      calls.FPDFPage_CloseAnnot(annotation);
    }
  }
  return { fields, shown };
}
