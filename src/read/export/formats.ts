/** The names of the export forms, their media types, and which one the name of a file asks for. */

/** Searchable PDF, and texts: our JSON, plain text, hOCR, ALTO 4, CSV of words. */
export const EXPORT_FORMATS = ["json", "text", "hocr", "alto", "csv", "pdf"] as const;
/** A form that a document can be written in. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const ENDINGS: Readonly<Record<string, ExportFormat>> = {
  json: "json",
  txt: "text",
  text: "text",
  hocr: "hocr",
  html: "hocr",
  xml: "alto",
  csv: "csv",
  pdf: "pdf",
};

/** "page.hocr" -> "hocr"; undefined where the ending says nothing. */
export function formatOfName(name: string): ExportFormat | undefined {
  return ENDINGS[/\.([a-z]+)$/i.exec(name)?.[1].toLowerCase() ?? ""];
}

/** How a file of each form is called, and as what it is sent. hOCR has a type of its own, which no browser runs as a page. */
const FILES: Readonly<Record<ExportFormat, { ending: string; type: string }>> = {
  json: { ending: "json", type: "application/json; charset=utf-8" },
  text: { ending: "txt", type: "text/plain; charset=utf-8" },
  hocr: { ending: "hocr", type: "text/vnd.hocr+html; charset=utf-8" },
  alto: { ending: "xml", type: "application/xml; charset=utf-8" },
  csv: { ending: "csv", type: "text/csv; charset=utf-8" },
  pdf: { ending: "pdf", type: "application/pdf" },
};

/** The media type of a form. */
export const mediaTypeOf = (format: ExportFormat): string => FILES[format].type;

/**
 * "scan.jpg" as "scan.pdf". @param whole keeps the ending that it has: "scan.jpg.pdf"
 */
export function exportName(name: string, format: ExportFormat, whole = false): string {
  const stem = whole ? name : name.replace(/(?<=[^/\\])\.[a-z0-9]{1,5}$/i, "");
  return `${stem}.${FILES[format].ending}`;
}
