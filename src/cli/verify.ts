/** `docformer verify FILE "statement"...`: whether the document bears statements out, each with confidence and evidence. */
import { Command } from "commander";
import type { Document } from "../document/document.ts";
import type { Verdict } from "../tasks/verify.ts";
import { evidencePages } from "./ask.ts";
import { isBatch, refuseInBatch, runBatch } from "./batch.ts";
import { readDefinitionFile } from "./definition-file.ts";
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

interface VerifyFlags extends CommonFlags {
  draw?: string;
  threshold?: number;
  statements?: string;
  out?: string;
}

/** The statements of a file: a list of texts. @throws UsageError */
async function readStatements(file: string): Promise<string[]> {
  const content = await readDefinitionFile(file, "a list of statements");
  const list = Array.isArray(content) ? content : [];
  if (list.length === 0 || list.some((one) => typeof one !== "string")) {
    throw new UsageError(`${file} holds no list of statements; texts are wanted: ["The total is 4.32"]`);
  }
  return list;
}

export function verifyCommand(context: Context): Command {
  const command = new Command("verify")
    .description(
      "Judges statements about a document: entailed, refuted or not decidable, with confidence and evidence.",
    )
    .argument("<file>", "the document, or - for stdin")
    .argument("[statement...]", '"The total is 4.32"; with --statements these are more files and folders')
    .option("--statements <file>", "a JSON list of statements")
    .option("--out <file.jsonl>", "with --statements: a JSON line a document; lines that stand are not done again")
    .option("--threshold <share>", "least confidence of a verdict, 0..1 (default: the model's)", numberWithin(0, 1))
    .option("--draw <out.png>", "draw the evidence on the page; several pages: out-1.png, ...");
  outputFlags(computeFlags(readFlags(command), true));
  return command.action(async (file: string, rest: string[], flags: VerifyFlags) => {
    checkDrawName(flags.draw);
    const statements = flags.statements === undefined ? rest : await readStatements(flags.statements);
    const files = flags.statements === undefined ? [file] : [file, ...rest];
    if (statements.length === 0) throw new UsageError("a statement is missing; name it, or a file by --statements");
    if (statements.some((statement) => statement.trim() === "")) throw new UsageError("a statement is empty");
    if (flags.out !== undefined && flags.statements === undefined) throw new UsageError("--out needs --statements");
    const { terminal, signal } = context;
    const { DocFormer } = await import("../tasks/docformer.ts");
    const { verify } = await import("../tasks/verify.ts");
    const { threshold } = flags;
    const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
    try {
      const work = (document: Document) =>
        verify(model, document, statements, {
          signal,
          threshold,
          onProgress: ({ page, done, total }) =>
            terminal.progress(`asking page ${page + 1} (${done} of ${total} parts)`),
        });
      if (flags.statements !== undefined && (await isBatch(files, flags.out))) {
        refuseInBatch(flags, "draw");
        const task = { verb: "verify", statements, threshold };
        return await runBatch(files, flags, context, task, async (document) => ({ verdicts: await work(document) }));
      }
      const { document } = await openDocument(file, flags, context);
      const verdicts = await work(document);
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
  });
}
