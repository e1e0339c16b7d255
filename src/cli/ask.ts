/** `docformer ask FILE "question"...`: answers with confidence and evidence, as lines or JSON, and drawn on the page. */
import { Command } from "commander";
import type { Document } from "../document/document.ts";
import type { DrawnBox } from "../read/draw.ts";
import type { Answer } from "../tasks/answer.ts";
import type { AskedAnswer } from "../tasks/queries.ts";
import { isBatch, refuseInBatch, runBatch } from "./batch.ts";
import { checkDrawName, type DrawnPage, drawPages } from "./draw-pages.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, outputFlags, readFlags, threadsOf, wholeNumber } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";
import { readQueries } from "./queries-file.ts";
import { boxText, percent } from "./read.ts";
import type { Terminal } from "./terminal.ts";

/** An answer as a person reads it. */
export function answerLines(answer: AskedAnswer, style: Pick<Terminal, "bold" | "dim">): string[] {
  const { question, text, status, confidence, calibrated, operation, evidence } = answer;
  const sure =
    confidence === null
      ? "confidence unknown"
      : `confidence ${percent(confidence)}${calibrated ? "" : ", not calibrated"}`;
  const said = status === "absent" ? "not in the document" : style.bold(text ?? "");
  const doubt = status === "low" ? ", below the threshold of trust" : "";
  const how = operation === "copy" ? "" : `, ${operation}`;
  const printed = answer.ambiguous ? ", more than one reading" : "";
  return [
    answer.alias === undefined ? question : `${answer.alias}: ${question}`,
    `  ${said}  (${sure}${doubt}${how}${printed})`,
    ...evidence.map(({ page, box }) => style.dim(`  page ${page + 1}  ${boxText(box)}`)),
  ];
}

/** The pages that hold evidence with its boxes, a colour a question; the first page where nothing was found. */
export function evidencePages(
  document: Document,
  answers: readonly Pick<Answer, "text" | "evidence">[],
  colours: readonly string[],
) {
  const boxes = new Map<number, DrawnBox[]>();
  answers.forEach(({ text, evidence }, i) => {
    evidence.forEach(({ page, box }, j) => {
      const drawn: DrawnBox = { box, colour: colours[i % colours.length] };
      // One flag an answer: its other operands are seen by their colour.
      if (j === 0 && text !== null) drawn.caption = text;
      boxes.set(page, [...(boxes.get(page) ?? []), drawn]);
    });
  });
  const found = document.pages.filter((page) => boxes.has(page.number));
  const shown = found.length > 0 ? found : document.pages.slice(0, 1);
  return shown.map((page): DrawnPage => ({ page, boxes: boxes.get(page.number) ?? [] }));
}

interface AskFlags extends CommonFlags {
  draw?: string;
  beams?: number;
  queries?: string;
  out?: string;
}

export function askCommand(context: Context): Command {
  const command = new Command("ask")
    .description("Answers questions about a document, each with its confidence and its evidence.")
    .argument("<file>", "the document, or - for stdin")
    .argument("[question...]", "one or more questions; with --queries these are more files and folders")
    .option("--queries <file>", "questions with aliases and pages as JSON, e.g. Textract's Queries")
    .option("--out <file.jsonl>", "with --queries: a JSON line a document; lines that stand are not done again")
    .option("--draw <out.png>", "draw the evidence on the page; several pages: out-1.png, ...")
    .option("--beams <count>", "beams of the decoder; more give alternatives and cost time", wholeNumber(1, 16));
  outputFlags(computeFlags(readFlags(command), true));
  return command.action(async (file: string, rest: string[], flags: AskFlags) => {
    checkDrawName(flags.draw);
    const questions = flags.queries === undefined ? rest : await readQueries(flags.queries);
    const files = flags.queries === undefined ? [file] : [file, ...rest];
    if (questions.length === 0) throw new UsageError("a question is missing; name it, or a file of them by --queries");
    if (rest.some((text) => text.trim() === "")) throw new UsageError("a question is empty");
    if (flags.out !== undefined && flags.queries === undefined) throw new UsageError("--out needs --queries");
    const { terminal, signal } = context;
    const { DocFormer } = await import("../tasks/docformer.ts");
    const { askQueries } = await import("../tasks/queries.ts");
    // A model that cannot be loaded is told before minutes of reading.
    const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
    try {
      const work = (document: Document) =>
        askQueries(model, document, questions, {
          signal,
          beams: flags.beams,
          onProgress: ({ page, done, total }) =>
            terminal.progress(`asking page ${page + 1} (${done} of ${total} parts)`),
        });
      if (flags.queries !== undefined && (await isBatch(files, flags.out))) {
        refuseInBatch(flags, "draw");
        const task = { verb: "ask", questions, beams: flags.beams };
        return await runBatch(files, flags, context, task, async (document) => ({ answers: await work(document) }));
      }
      const { document } = await openDocument(file, flags, context);
      const answers = await work(document);
      if (flags.draw) {
        const { COLOURS } = await import("../read/draw.ts");
        await drawPages(flags.draw, document, evidencePages(document, answers, COLOURS), context);
      }
      if (flags.json) terminal.json(answers);
      else for (const answer of answers) for (const line of answerLines(answer, terminal)) terminal.print(line);
    } finally {
      await model.dispose();
    }
  });
}
