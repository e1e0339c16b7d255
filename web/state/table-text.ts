/** Tables as text for spreadsheets. Pure. */
import type { TableCell } from "../api/types.ts";

/** A text that spreadsheets take as text: what begins like a formula is not calculated. */
const plain = (text: string) => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? `'${text}` : text);

/** Rows with a sign between cells; a cell over several places fills the first one. */
export function csvOf(rows: readonly (readonly TableCell[])[]): (separator: "," | "\t") => string {
  const columns = Math.max(0, ...rows.flat().map(({ column, columnSpan }) => column + columnSpan));
  return (separator) =>
    rows
      .map((cells) => {
        const line = Array.from({ length: columns }, () => "");
        for (const { column, text } of cells) line[column] = plain(text);
        return line.map((text) => (/[",\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(separator);
      })
      .join("\r\n");
}
