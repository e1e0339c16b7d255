/** `docformer verify FILE "statement"...`: whether the document bears statements out, each with confidence and evidence. */
import { Command } from "commander";
import type { Verdict } from "../tasks/verify.ts";
import { evidencePages } from "./ask.ts";
import { checkDrawName, drawPages } from "./draw-pages.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, numberWithin, outputFlags, readFlags, threadsOf } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";
import { boxText, percent } from "./read.ts";

const WORDS: Readonly<Record<Verdict, string>> = {
  entailed: "entailed",
  refuted: "refuted",
  undecidable: "not decidable",
};

export function verifyCommand(context: Context): Command {
  const command = new Command("verify")
    .description(
      "Judges statements about a document: entailed, refuted or not decidable, with confidence and evidence.",
    )
    .argument("<file>", "the document, or - for stdin")
    .argument("<statement...>", 'one or more statements: "The total is 4.32"')
    .option("--threshold <share>", "least confidence of a verdict, 0..1 (default: the model's)", numberWithin(0, 1))
    .option("--draw <out.png>", "draw the evidence on the page; several pages: out-1.png, ...");
  outputFlags(computeFlags(readFlags(command), true));
  return command.action(
    async (file: string, statements: string[], flags: CommonFlags & { draw?: string; threshold?: number }) => {
      checkDrawName(flags.draw);
      if (statements.some((statement) => statement.trim() === "")) throw new UsageError("a statement is empty");
      const { terminal, signal } = context;
      const { DocFormer } = await import("../tasks/docformer.ts");
      const { verify } = await import("../tasks/verify.ts");
      const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
      try {
        const { document } = await openDocument(file, flags, context);
        const verdicts = await verify(model, document, statements, {
          signal,
          threshold: flags.threshold,
          onProgress: ({ page, done, total }) =>
            terminal.progress(`asking page ${page + 1} (${done} of ${total} parts)`),
        });
        if (flags.draw) {
          const { COLOURS } = await import("../read/draw.ts");
          const captioned = verdicts.map(({ verdict, evidence }) => ({ text: WORDS[verdict], evidence }));
          await drawPages(flags.draw, document, evidencePages(document, captioned, COLOURS), context);
        }
        if (flags.json) terminal.json(verdicts);
        else {
          for (const { statement, verdict, confidence, evidence } of verdicts) {
            const sure = confidence === null ? "" : `  (confidence ${percent(confidence)})`;
            terminal.print(statement);
            terminal.print(`  ${terminal.bold(WORDS[verdict])}${sure}`);
            for (const { page, box } of evidence) terminal.print(terminal.dim(`  page ${page + 1}  ${boxText(box)}`));
          }
        }
      } finally {
        await model.dispose();
      }
    },
  );
}
