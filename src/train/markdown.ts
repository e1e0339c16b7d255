/** Tables of reports as Markdown. */

const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;

/** The lines of a table. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  return [row(heads), row(heads.map(() => "---")), ...rows.map(row)];
}
