/**
 * `docformer read FILE`: the words of a document, line by line with boxes and confidence, as the Document's JSON, or exported
 * in the forms of others. Several files and folders: a JSON line each, or a file each in a folder.
 */
import { readFile, writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import type { Box } from "../document/box.ts";
import { type Document, type Page, textOf } from "../document/document.ts";
import { documentToJson } from "../document/json.ts";
import { EXPORT_FORMATS, type ExportFormat, formatOfName } from "../read/export/formats.ts";
import type { ReadResult } from "../read/read-document.ts";
import { tickFields } from "../tasks/tick-fields.ts";
import { isFolder, refuseInBatch, runBatch } from "./batch.ts";
import { checkDrawName, drawPages } from "./draw-pages.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, outputFlags, readFlags } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** "0.120 0.050 0.553 0.081": fractions of the page. */
export function boxText(box: Box): string {
  return box.map((value) => value.toFixed(3)).join(" ");
}

/** 0..1 as "97 %"; null as "-". */
export function percent(share: number | null): string {
  return share === null ? "-" : `${Math.round(100 * share)} %`;
}

/** Milliseconds as seconds. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}

/** A page as a person reads it: a head, then each line with its box and the confidence of its weakest word. */
export function pageLines(page: Page, style: Pick<Terminal, "bold" | "dim">): string[] {
  const size = `${Math.round(page.width)} x ${Math.round(page.height)} ${page.unit}`;
  const turned = page.rotation === 0 ? "" : `, turned by ${page.rotation} degrees`;
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const head = `page ${page.number + 1}  ${size}${turned}  ${count(page.words.length, "word")} in ${count(page.lines.length, "line")}`;
  const lines = page.lines.map(({ box, words }) => {
    const known = words.flatMap((index) => page.words[index].confidence ?? []);
    const weakest = known.length > 0 ? Math.min(...known) : null;
    return `${style.dim(`  ${boxText(box)} ${percent(weakest).padStart(6)}`)}  ${textOf(page, words)}`;
  });
  return [style.bold(head), ...lines];
}

interface ReadFlags extends CommonFlags {
  draw?: string;
  format?: ExportFormat;
  out?: string;
  outDir?: string;
}

/** The form that the flags ask for, by name or by the ending of the file; undefined: none. @throws UsageError */
function exportOf({ json, format, out }: ReadFlags): ExportFormat | undefined {
  if (json && (format || out)) throw new UsageError("--json goes to stdout; --format and --out write other forms");
  if (format === "pdf" && out === undefined) throw new UsageError("--format pdf needs --out FILE");
  if (format || out === undefined) return format;
  const named = formatOfName(out);
  if (named) return named;
  throw new UsageError(`--format is missing: the name "${out}" does not tell which of ${EXPORT_FORMATS.join(", ")}`);
}

/** Writes the document in another form, to a file or to stdout. */
async function writeExport(file: string, document: Document, format: ExportFormat, flags: ReadFlags, context: Context) {
  const { exportDocument } = await import("../read/export/export.ts");
  // stdin is spent: a PDF that came from there is made of pictures of its pages.
  const source = format === "pdf" && file !== "-" ? await readFile(file) : undefined;
  const written = await exportDocument(document, format, { source, password: flags.password, signal: context.signal });
  if (flags.out === undefined) context.streams.stdout.write(written as string);
  else {
    await writeFile(flags.out, written);
    context.terminal.remark(`written: ${flags.out}`);
  }
}

/** What was read, as JSON. Only pages with check boxes have more than the three keys that all documents have. */
function jsonOf({ document, problems, milliseconds }: ReadResult): object {
  const ticks = tickFields(document);
  return { document: documentToJson(document), problems, milliseconds, ...(ticks.length > 0 ? { ticks } : {}) };
}

/** Several files and folders. @throws UsageError */
async function readAll(files: readonly string[], flags: ReadFlags, context: Context): Promise<void> {
  const { json, format, out, outDir } = flags;
  refuseInBatch(flags, "draw");
  if (outDir !== undefined) {
    if (!format) throw new UsageError(`--out-dir wants a --format: one of ${EXPORT_FORMATS.join(", ")}`);
    if (out !== undefined || json)
      throw new UsageError("--out-dir takes a file for each document; --out and --json do not");
    const { exportAll } = await import("./export-all.ts");
    return exportAll(files, flags, context, format, outDir);
  }
  if (format || (out !== undefined && formatOfName(out))) {
    throw new UsageError("several files are exported with --format and --out-dir; --out file.jsonl takes JSON lines");
  }
  return runBatch(files, flags, context, { verb: "read" }, async (_, __, read) => jsonOf(read));
}

export function readCommand(context: Context): Command {
  const command = new Command("read")
    .description("Reads a document (image, PDF, JSON of words, OCR results; - is stdin) and prints its words.")
    .argument("<file...>", "the document, or - for stdin; several files and folders give a JSON line each")
    .addOption(
      new Option(
        "--format <form>",
        "write what was read as json, text, hOCR, ALTO 4, CSV of words or searchable PDF",
      ).choices(EXPORT_FORMATS),
    )
    .option(
      "--out <file>",
      "where to write it (default: stdout); its ending tells the form: .txt .hocr .xml .csv .pdf .json",
    )
    .option("--out-dir <folder>", "with --format: a file for each document there; those that stand are not made again")
    .option("--draw <out.png>", "draw the lines on the page; several pages: out-1.png, ...");
  outputFlags(computeFlags(readFlags(command), false));
  return command.action(async (files: string[], flags: ReadFlags) => {
    checkDrawName(flags.draw);
    const [file] = files;
    if (files.length > 1 || flags.outDir !== undefined || (await isFolder(file))) return readAll(files, flags, context);
    const format = exportOf(flags);
    const { terminal } = context;
    const read = await openDocument(file, flags, context);
    const { document, milliseconds } = read;
    if (flags.draw) {
      const drawn = document.pages.map((page) => ({ page, boxes: page.lines.map(({ box }) => ({ box, fill: 0.08 })) }));
      await drawPages(flags.draw, document, drawn, context);
    }
    if (format) {
      await writeExport(file, document, format, flags, context);
      return;
    }
    if (flags.json) {
      terminal.json(jsonOf(read));
      return;
    }
    for (const page of document.pages) for (const line of pageLines(page, terminal)) terminal.print(line);
    const { decode, ocr, total } = milliseconds;
    terminal.print(
      terminal.dim(`read in ${seconds(total)} (decoding ${seconds(decode)}, recognising words ${seconds(ocr)})`),
    );
  });
}
