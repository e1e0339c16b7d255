/** Rows as CSV (RFC 4180), guarded: text of a document that a spreadsheet would run as a formula gets a quote before it. */
import { stringify } from "csv-stringify/sync";

/** How formulas begin; of these, figures with a sign are none. */
const FORMULA = /^[=+\-@\t\r]/;
const SIGNED = /^[-+][\d\s.,'%()]*$/;

export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  const guarded = (cell: string | number) =>
    typeof cell === "string" && FORMULA.test(cell) && !SIGNED.test(cell) ? `'${cell}` : cell;
  return stringify(rows.map((row) => row.map(guarded)));
}
