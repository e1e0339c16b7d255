/**
 * `docformer evaluate`: the scores of the contract for a model, or for a file of predictions, on a data set; with a report and
 * files for the challenges' servers where these are wanted.
 */
import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import type { LabelledDocument } from "../document/labelled.ts";
import type { DocFormer } from "../tasks/docformer.ts";
import type { JudgedDocument, JudgedQuestion } from "../tasks/judge.ts";
import type { Prediction } from "../tasks/prediction.ts";
import type { FailedDocument } from "../tasks/report/failures.ts";
import type { Table } from "../tasks/report/report.ts";
import { UsageError } from "./failure.ts";
import { computeFlags, outputFlags, threadsOf } from "./flags.ts";
import {
  type DataFlags,
  dataFlags,
  documentsOf,
  type OpenSplit,
  openSplit,
  seenDocument,
  surveyOf,
} from "./labelled.ts";
import type { Context } from "./program.ts";

export interface EvaluateFlags extends DataFlags {
  predictions?: string;
  answers?: string;
  report?: string;
  rrc?: string;
}

/** Who predicts: a model, or a file. */
interface Predictor {
  name: string;
  /** `seen`: the document with the words that a model is to see. */
  predict(labelled: LabelledDocument, seen: LabelledDocument["document"]): Promise<Prediction>;
  close(): Promise<void>;
}

/** The predictions of a file; a document that it lacks is told at the end, and counts as unanswered. */
async function filePredictor(file: string, context: Context): Promise<Predictor> {
  const { readPredictions } = await import("./predictions.ts");
  const { noPrediction } = await import("../tasks/prediction.ts");
  const predictions = await readPredictions(file);
  let missing = 0;
  return {
    name: file,
    async predict({ id }) {
      const prediction = predictions.get(id);
      if (!prediction) missing++;
      return prediction ?? noPrediction(id);
    },
    async close() {
      if (missing > 0)
        context.terminal.remark(`${file} has no line for ${missing} documents: they count as unanswered`);
    },
  };
}

async function modelPredictor(flags: EvaluateFlags, opened: OpenSplit, context: Context): Promise<Predictor> {
  const { DocFormer } = await import("../tasks/docformer.ts");
  const { defaultModelFolder } = await import("../tasks/load.ts");
  const { predictDocument, requestOf, schemaOf } = await import("../tasks/predict.ts");
  const model: DocFormer = await DocFormer.load({
    model: flags.model,
    device: flags.device,
    threads: threadsOf(flags),
  });
  // A document without some kind of entity is judged by what is found of it all the same.
  const { entities, links } = model.config.entityLabels
    ? (await surveyOf(opened, context)).schema
    : { entities: [], links: false };
  return {
    name: flags.model ?? defaultModelFolder(),
    predict(given, seen) {
      // A field that no label can judge is not asked for.
      const labelled = { ...given, wanted: undefined };
      const schema = { fields: schemaOf(labelled).fields, entities, links };
      const request = requestOf(labelled, schema, { entities: flags.entities, seen });
      return predictDocument(model, request, { signal: context.signal });
    },
    close: () => model.dispose(),
  };
}

/** A table with its columns in line. */
function tableLines({ heads, rows }: Table): string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, i) => Math.max(...all.map((row) => row[i].length)));
  return all.map((row) =>
    row
      .map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i])))
      .join("  ")
      .trimEnd(),
  );
}

/** One answered question as `--answers` writes it, for reading beside the page. */
function answerLine({ document, question, answer, right, field }: JudgedQuestion): string {
  const { text, confidence, status, operation, evidence } = answer;
  const { id, answers, kind } = question;
  const said = { text, confidence, status, operation, evidence };
  return `${JSON.stringify({ document, id, field, kind, question: question.question, answers, right, ...said })}\n`;
}

export function evaluateCommand(context: Context): Command {
  const command = new Command("evaluate")
    .description("Scores of a model, or of a file of predictions, on labelled documents.")
    .option("--predictions <file.jsonl>", "score these (as predict writes them) instead of asking a model")
    .option("--report <folder>", "write report.json, report.md and report.html, failures drawn on their pages")
    .option("--rrc <folder>", "write files for the Robust Reading Competition: docvqa.json, sroie/*.txt")
    .option("--answers <file.jsonl>", "write every answer beside what was wanted");
  outputFlags(computeFlags(dataFlags(command), true));
  return command.action(async (flags: EvaluateFlags) => {
    const { terminal, signal } = context;
    if (flags.predictions && flags.model) {
      throw new UsageError("--predictions are scored without a model: leave out one of --predictions and --model");
    }
    const opened = await openSplit(flags);
    const { judge } = await import("../tasks/judge.ts");
    const { curves, score } = await import("../tasks/score.ts");
    const { failuresOf } = await import("../tasks/report/failures.ts");
    const { questionTable, taskTable } = await import("../tasks/report/report.ts");
    const { lighten, Submission, writeReport } = await import("./evaluate-report.ts");
    const predictor = flags.predictions
      ? await filePredictor(flags.predictions, context)
      : await modelPredictor(flags, opened, context);
    const submission = flags.rrc ? new Submission(flags.rrc) : null;
    const images = !flags.predictions || flags.words === "ocr" || flags.report !== undefined;
    const judged: JudgedDocument[] = [];
    const failed: FailedDocument[] = [];
    let [asked, rightly] = [0, 0];
    try {
      for await (const labelled of documentsOf(opened, { limit: flags.limit, images }, context)) {
        signal.throwIfAborted();
        const seen = await seenDocument(labelled, flags, context);
        const prediction = await predictor.predict(labelled, seen);
        // The ceiling is that of the words which the model saw.
        const one = judge(labelled, prediction, { seen, entitiesGiven: flags.entities === "gold" });
        judged.push(one);
        await submission?.add(labelled, prediction);
        const failures = flags.report ? failuresOf(labelled, prediction, one, seen) : null;
        if (failures) failed.push(lighten(failures, failed.length));
        for (const { right } of [...one.questions, ...one.statements]) {
          asked++;
          if (right) rightly++;
        }
        terminal.progress(`${judged.length} documents, ${rightly} of ${asked} answers right`);
      }
    } finally {
      await predictor.close();
    }
    const questions = judged.flatMap((one) => one.questions);
    if (flags.answers) await writeFile(flags.answers, questions.map(answerLine).join(""));
    await submission?.finish();
    const evaluation = score(judged);
    if (flags.report) {
      const about = {
        data: flags.data,
        format: flags.format,
        split: opened.split,
        predictedBy: predictor.name,
        words: flags.words === "ocr" ? `read from the page images (${flags.ocr ?? "small"})` : "as given",
        entities: flags.entities === "gold" ? "the labelled ones" : "as predicted",
      };
      await writeReport(flags.report, { about, evaluation, curves: curves(judged), failed });
      terminal.remark(`report: ${flags.report}`);
    }
    if (flags.json) terminal.json(evaluation);
    else {
      for (const line of tableLines(questionTable(evaluation))) terminal.print(line);
      const tasks = taskTable(evaluation);
      if (tasks.rows.length > 0) for (const line of ["", ...tableLines(tasks)]) terminal.print(line);
    }
  });
}
