/** `docformer read FILE`: the words of a document, line by line with boxes and confidence, or the Document as JSON. */
import { Command } from "commander";
import type { Box } from "../document/box.ts";
import { type Page, textOf } from "../document/document.ts";
import { documentToJson } from "../document/json.ts";
import { checkDrawName, drawPages } from "./draw-pages.ts";
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

export function readCommand(context: Context): Command {
  const command = new Command("read")
    .description("Reads a document (image, PDF, JSON of words, OCR results; - is stdin) and prints its words.")
    .argument("<file>", "the document, or - for stdin")
    .option("--draw <out.png>", "draw the lines on the page; several pages: out-1.png, ...");
  outputFlags(computeFlags(readFlags(command), false));
  return command.action(async (file: string, flags: CommonFlags & { draw?: string }) => {
    checkDrawName(flags.draw);
    const { terminal } = context;
    const { document, problems, milliseconds } = await openDocument(file, flags, context);
    if (flags.draw) {
      const drawn = document.pages.map((page) => ({ page, boxes: page.lines.map(({ box }) => ({ box, fill: 0.08 })) }));
      await drawPages(flags.draw, document, drawn, context);
    }
    if (flags.json) {
      terminal.json({ document: documentToJson(document), problems, milliseconds });
      return;
    }
    for (const page of document.pages) for (const line of pageLines(page, terminal)) terminal.print(line);
    const { decode, ocr, total } = milliseconds;
    terminal.print(
      terminal.dim(`read in ${seconds(total)} (decoding ${seconds(decode)}, recognising words ${seconds(ocr)})`),
    );
  });
}
