/** The names of the export forms, and which one the name of a file asks for. */

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
