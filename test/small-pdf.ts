/** Small PDFs written by hand, for tests: objects in, a file with a cross-reference table out. */

export interface SmallPage {
  /** Content stream, e.g. "BT /F1 20 Tf 50 700 Td (Hello) Tj ET". Fonts: /F1 Helvetica, /F2 ZapfDingbats. */
  content: string;
  /** More entries of the page's dictionary, e.g. "/Rotate 90". */
  more?: string;
}

/**
 * A PDF of `pages`, 612 x 792 points each.
 * @param extra further objects, numbered from 100 in order; `catalog` and pages refer to them as "100 0 R", ...
 */
export function smallPdf(pages: readonly SmallPage[], extra: readonly string[] = [], catalog = ""): Uint8Array {
  const objects = new Map<number, string>();
  const kids = pages.map((_, i) => `${10 + 2 * i} 0 R`).join(" ");
  objects.set(1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  objects.set(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  objects.set(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  objects.set(4, "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>");
  pages.forEach(({ content, more = "" }, i) => {
    const resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>";
    const page = `/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] ${resources} /Contents ${11 + 2 * i} 0 R ${more}`;
    objects.set(10 + 2 * i, `<< ${page} >>`);
    objects.set(11 + 2 * i, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  });
  extra.forEach((body, i) => {
    objects.set(100 + i, body);
  });
  let text = "%PDF-1.7\n";
  let table = "xref\n0 1\n0000000000 65535 f \n";
  for (const [number, body] of [...objects].sort(([a], [b]) => a - b)) {
    table += `${number} 1\n${String(text.length).padStart(10, "0")} 00000 n \n`;
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const size = Math.max(...objects.keys()) + 1;
  text += `${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}
