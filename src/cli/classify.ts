/** `docformer classify FILE [--labels a,b,c]`: which of the classes a document belongs to. */
import { Command } from "commander";
import type { Document } from "../document/document.ts";
import { batchArguments, isBatch, runBatch } from "./batch.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, outputFlags, readFlags, threadsOf } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";
import { boxText, percent } from "./read.ts";

interface ClassifyFlags extends CommonFlags {
  labels?: string;
  field?: string;
  out?: string;
}

/** "invoice, letter" as a list. @throws UsageError for fewer than two, or one twice */
function labelsOf(text: string): string[] {
  const labels = text
    .split(",")
    .map((label) => label.trim())
    .filter((label) => label !== "");
  if (labels.length < 2) throw new UsageError("--labels wants two classes or more: --labels invoice,letter");
  if (new Set(labels).size < labels.length) throw new UsageError("--labels names a class twice");
  return labels;
}

export function classifyCommand(context: Context): Command {
  const command = batchArguments(new Command("classify"))
    .description("Says which of several classes a document belongs to, and how sure the model is of each.")
    .option(
      "--labels <names>",
      "the classes, parted by commas: invoice,letter,form; default: those that the checkpoint was taught",
    )
    .option(
      "--field <name>",
      "what the classes are of, as it is asked for; default: as it was taught, else document_type",
    );
  outputFlags(computeFlags(readFlags(command), true));
  return command.action(async (files: string[], flags: ClassifyFlags) => {
    const named = flags.labels === undefined ? undefined : labelsOf(flags.labels);
    const { terminal, signal } = context;
    const { DocFormer } = await import("../tasks/docformer.ts");
    const { TASK_VERBS } = await import("../tasks/verbs.ts");
    const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
    try {
      const { classes } = model.config;
      const labels = named ?? classes?.labels;
      if (!labels)
        throw new UsageError("this checkpoint was taught no classes: name them, as in --labels invoice,letter,form");
      const field = flags.field ?? classes?.field ?? "document_type";
      const answer = (document: Document) =>
        TASK_VERBS.classify.run(
          document,
          { labels: [...labels], field },
          {
            model: async () => model,
            signal,
            onProgress: ({ page, done, total }) =>
              terminal.progress(`asking page ${page + 1} (${done} of ${total} parts)`),
          },
        );
      if (await isBatch(files, flags.out))
        return await runBatch(files, flags, context, { verb: "classify", labels, field }, answer);
      const { document } = await openDocument(files[0], flags, context);
      const result = await answer(document);
      const { label, confidence, calibrated, evidence, scores } = result;
      if (flags.json) terminal.json(result);
      else {
        const sure = `confidence ${percent(confidence)}${calibrated || label === null ? "" : ", not calibrated"}`;
        terminal.print(`${terminal.bold(label ?? "none of them")}  (${sure})`);
        for (const { page, box } of evidence) terminal.print(terminal.dim(`  page ${page + 1}  ${boxText(box)}`));
        for (const score of scores.slice(1))
          terminal.print(terminal.dim(`  ${score.label}  ${percent(score.confidence)}`));
      }
    } finally {
      await model.dispose();
    }
  });
}
