/** What is drawn on a loaded PDF page besides text: images with their places, and how many paths. */
import { boxOf } from "./characters.ts";
import type { Affine, Pdfium } from "./pdfium.ts";

export interface PdfImage {
  /** Displayed points. */
  box: [number, number, number, number];
  /** Place in the page's drawing order. */
  order: number;
}

export interface PdfObjects {
  images: PdfImage[];
  paths: number;
  /** Text object's handle -> its place in the drawing order. */
  texts: Map<number, number>;
}

const TEXT = 1;
const PATH = 2;
const IMAGE = 3;
const FORM = 5;
const MAX_OBJECTS = 100_000;

/** Lists the objects of `page`, form objects opened (their images take the place of the whole form object). */
export function readObjects(pdfium: Pdfium, page: number, transform: Affine): PdfObjects {
  const { calls, scratch } = pdfium;
  const found: PdfObjects = { images: [], paths: 0, texts: new Map() };
  const count = Math.min(MAX_OBJECTS, calls.FPDFPage_CountObjects(page));
  let budget = MAX_OBJECTS;
  const visit = (object: number, order: number, outer: number, depth: number) => {
    const type = calls.FPDFPageObj_GetType(object);
    if (type === TEXT) found.texts.set(object, order);
    else if (type === PATH) found.paths++;
    else if (type === IMAGE) {
      // Inside a form object the bounds are in its own space: the form's bounds stand for them.
      if (calls.FPDFPageObj_GetBounds(outer, scratch, scratch + 4, scratch + 8, scratch + 12)) {
        const [left, bottom, right, top] = pdfium.floats(scratch, 4);
        found.images.push({ box: boxOf(transform, left, bottom, right, top), order });
      }
    } else if (type === FORM && depth < 6) {
      const inner = calls.FPDFFormObj_CountObjects(object);
      for (let i = 0; i < inner && budget > 0; i++) {
        budget--;
        visit(calls.FPDFFormObj_GetObject(object, i), order, outer, depth + 1);
      }
    }
  };
  for (let i = 0; i < count; i++) {
    const object = calls.FPDFPage_GetObject(page, i);
    if (object) visit(object, i, object, 0);
  }
  return found;
}
