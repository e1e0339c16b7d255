/** `docformer tables FILE`: the tables of a document as text, JSON or CSV, and their cells drawn on the page. */
import { Command } from "commander";
import type { Document } from "../document/document.ts";
import { csvText } from "../read/export/csv.ts";
import { documentTables, type Table, tableTexts } from "../tasks/tables.ts";
import { batchArguments, isBatch, refuseInBatch, runBatch } from "./batch.ts";
import { checkDrawName, type DrawnPage, drawPages } from "./draw-pages.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, outputFlags, readFlags, wholeNumber } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** Longest text of a cell that people are shown. */
const SHOWN = 28;

/** A table as a person reads it: columns of one width, heads bold. */
export function tableLines(table: Table, number: number, style: Pick<Terminal, "bold" | "dim">): string[] {
  const texts = tableTexts(table).map((row) =>
    row.map((text) => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text)),
  );
  const widths = Array.from({ length: table.columns }, (_, i) => Math.max(1, ...texts.map((row) => row[i].length)));
  const head = `table ${number}  page ${table.page + 1}  ${table.rows.length} rows, ${table.columns} columns`;
  return [
    style.dim(head),
    ...texts.map((row, i) => {
      const line = row
        .map((text, column) => text.padEnd(widths[column]))
        .join("  ")
        .trimEnd();
      return table.rows[i].every((cell) => cell.header) ? style.bold(line) : line;
    }),
  ];
}

/** Cells in a colour a row, so that merged and missing ones are seen. */
function drawnPages(document: Document, tables: readonly Table[], colours: readonly string[]): DrawnPage[] {
  const pages = document.pages.filter((page) => tables.some((table) => table.page === page.number));
  return (pages.length > 0 ? pages : document.pages.slice(0, 1)).map((page) => ({
    page,
    boxes: tables
      .filter((table) => table.page === page.number)
      .flatMap((table) => [
        { box: table.box, fill: 0, colour: "#000" },
        ...table.rows.flatMap((row, i) =>
          row
            .filter(({ text }) => text !== "")
            .map(({ box, column }) => ({ box, colour: colours[(3 * i + column) % colours.length] })),
        ),
      ]),
  }));
}

interface TablesFlags extends CommonFlags {
  csv?: boolean;
  table?: number;
  draw?: string;
  out?: string;
}

export function tablesCommand(context: Context): Command {
  const command = batchArguments(new Command("tables"))
    .description("Finds the tables of a document: rows and cells, with heads and cells that span. Needs no model.")
    .option("--csv", "print CSV; several tables are parted by an empty line")
    .option("--table <number>", "only this table, counted from 1", wholeNumber(1))
    .option("--draw <out.png>", "draw the cells on the page; several pages: out-1.png, ...");
  outputFlags(computeFlags(readFlags(command), false));
  return command.action(async (files: string[], flags: TablesFlags) => {
    checkDrawName(flags.draw);
    if (flags.csv && flags.json) throw new UsageError("--csv and --json: one of them is printed, not both");
    const { terminal, signal, streams } = context;
    if (await isBatch(files, flags.out)) {
      refuseInBatch(flags, "csv", "table", "draw");
      return runBatch(files, flags, context, { verb: "tables" }, async (document) => ({
        tables: await documentTables(document, { signal }),
      }));
    }
    const { document } = await openDocument(files[0], flags, context);
    const all = await documentTables(document, {
      signal,
      onProgress: ({ done, total }) => terminal.progress(`tables of page ${done} of ${total}`),
    });
    if (flags.table !== undefined && flags.table > all.length) {
      throw new UsageError(`there is no table ${flags.table}; ${all.length} were found`);
    }
    const tables = flags.table === undefined ? all : [all[flags.table - 1]];
    if (flags.draw) {
      const { COLOURS } = await import("../read/draw.ts");
      await drawPages(flags.draw, document, drawnPages(document, tables, COLOURS), context);
    }
    if (flags.json) terminal.json({ tables });
    else if (flags.csv) streams.stdout.write(tables.map((table) => csvText(tableTexts(table))).join("\n"));
    else if (tables.length === 0) terminal.remark("no table was found");
    else {
      tables.forEach((table, i) => {
        for (const line of tableLines(table, flags.table ?? i + 1, terminal)) terminal.print(line);
      });
    }
  });
}
