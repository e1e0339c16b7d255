/** `docformer evaluate`: asks a model the labelled questions and fields of a data set and prints the scores of the contract. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import type { LabelledDocument } from "../document/labelled.ts";
import type { AskedQuestion } from "../tasks/evaluate.ts";
import type { Evaluation, ScoredQuestion, Scores } from "../tasks/score.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, ocrOption, outputFlags, threadsOf, wholeNumber } from "./flags.ts";
import type { Context } from "./program.ts";
import { percent } from "./read.ts";

export interface EvaluateFlags extends CommonFlags {
  data: string;
  format: string;
  split?: string;
  limit?: number;
  words: "given" | "ocr";
  answers?: string;
}

/** The split that was asked for, or the one to take when none was. @throws UsageError listing the splits */
async function splitOf(flags: EvaluateFlags): Promise<string> {
  const { defaultSplit, splitsOf } = await import("../data/common-format.ts");
  if (!existsSync(flags.data)) throw new UsageError(`--data ${flags.data}: no such folder`);
  const splits = splitsOf(flags.data);
  const split = flags.split ?? defaultSplit(splits);
  if (split === undefined || !splits.includes(split)) {
    const wanted =
      flags.split === undefined ? "which split? --split takes one of" : `no split "${flags.split}"; there are`;
    throw new UsageError(`${flags.data}: ${wanted} ${splits.join(", ") || "none"}`);
  }
  return split;
}

/** The document with its words read anew from its page images; what rests on the given words' indices is dropped. */
async function recognised(labelled: LabelledDocument, flags: EvaluateFlags, context: Context) {
  const { readDocument } = await import("../read/read-document.ts");
  const { encodePng } = await import("../read/image.ts");
  const pages: LabelledDocument["document"]["pages"] = [];
  for (const page of labelled.document.pages) {
    if (!page.image) throw new UsageError(`${labelled.id}: page ${page.number + 1} has no image to recognise`);
    const bytes = await encodePng(await page.image.read());
    const { document } = await readDocument(bytes, {
      name: labelled.id,
      ocr: flags.ocr,
      threads: threadsOf(flags),
      signal: context.signal,
    });
    pages.push({ ...document.pages[0], number: page.number });
  }
  const questions = labelled.questions.map(({ evidence: _, ...question }) => question);
  return { ...labelled, questions, entities: [], links: [], document: { ...labelled.document, pages } };
}

function scoreLines(evaluation: Evaluation): string[] {
  const row = (name: string, s: Omit<Scores, "questions"> & { questions: number }) =>
    [
      name.padEnd(24),
      String(s.questions).padStart(6),
      ...[s.exactMatch, s.exactMatchStrict, s.copyCeiling, s.wordF1, s.anls, s.evidenceHit, s.ece].map((value) =>
        (value === null ? "-" : percent(value)).padStart(8),
      ),
    ].join(" ");
  const heads = ["exact", "strict", "ceiling", "word F1", "ANLS", "evidence", "ECE"].map((head) => head.padStart(8));
  return [
    `${"".padEnd(24)} ${"asked".padStart(6)} ${heads.join(" ")}`,
    row("all", { ...evaluation.metrics, questions: evaluation.questions }),
    ...Object.entries({ ...evaluation.byField, ...evaluation.byKind }).map(([name, s]) => row(name, s)),
  ];
}

/** One answered question as `--answers` writes it, for reading beside the page. */
function answerLine({ document, question, answer, right, field }: ScoredQuestion): string {
  const { text, confidence, status, operation, evidence } = answer;
  const { id, answers, kind } = question;
  const said = { text, confidence, status, operation, evidence };
  return `${JSON.stringify({ document, id, field, kind, question: question.question, answers, right, ...said })}\n`;
}

export function evaluateCommand(context: Context): Command {
  const command = new Command("evaluate")
    .description("Scores of a model on labelled documents.")
    .requiredOption("--data <folder>", "folder of the data set")
    .addOption(
      new Option("--format <name>", "layout of the data set")
        .choices(["docformer"])
        .default("docformer", "the common one"),
    )
    .option("--split <name>", "default: dev, else test, else the only one")
    .option("--limit <count>", "the first so many documents", wholeNumber(1))
    .addOption(
      new Option("--words <source>", "words as given, or read from the page images")
        .choices(["given", "ocr"])
        .default("given"),
    )
    .addOption(ocrOption())
    .option("--answers <file.jsonl>", "write every answer beside what was wanted");
  outputFlags(computeFlags(command, true));
  return command.action(async (flags: EvaluateFlags) => {
    const { terminal, signal } = context;
    const split = await splitOf(flags);
    const { readLabelled } = await import("../data/common-format.ts");
    const { DocFormer } = await import("../tasks/docformer.ts");
    const { askLabelled } = await import("../tasks/evaluate.ts");
    const { fieldsAsQuestions } = await import("../tasks/fields.ts");
    const { judged, score } = await import("../tasks/score.ts");
    const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
    const all: ScoredQuestion[] = [];
    let documents = 0;
    try {
      for await (const given of readLabelled(flags.data, split, { limit: flags.limit, images: true })) {
        signal.throwIfAborted();
        const labelled = flags.words === "ocr" ? await recognised(given, flags, context) : given;
        const questions = [...labelled.questions, ...fieldsAsQuestions(labelled)];
        const asked: AskedQuestion[] = await askLabelled(model, { ...labelled, questions }, { signal });
        // The ceiling is that of the words which the model saw.
        all.push(...judged(labelled, asked));
        documents++;
        const right = all.filter((one) => one.right).length;
        terminal.progress(`${documents} documents, ${right} of ${all.length} answers right`);
      }
    } finally {
      await model.dispose();
    }
    if (flags.answers) await writeFile(flags.answers, all.map(answerLine).join(""));
    const evaluation = score(documents, all);
    if (flags.json) terminal.json(evaluation);
    else for (const line of scoreLines(evaluation)) terminal.print(line);
  });
}
