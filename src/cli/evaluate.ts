/**
 * `docformer evaluate`: the scores of the contract for a model, or for a file of predictions, on a data set; with a report and
 * files for the challenges' servers where these are wanted.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import type { LabelledDocument } from "../document/labelled.ts";
import type { DocFormer } from "../tasks/docformer.ts";
import type { JudgedDocument, JudgedQuestion } from "../tasks/judge.ts";
import type { Prediction } from "../tasks/prediction.ts";
import type { FailedDocument } from "../tasks/report/failures.ts";
import type { Table } from "../tasks/report/report.ts";
import type { Speed } from "./evaluate-report.ts";
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
import type { Recorded } from "./recorded.ts";

export interface EvaluateFlags extends DataFlags {
  predictions?: string;
  out?: string;
  resume?: boolean;
  answers?: string;
  report?: string;
  rrc?: string;
}

/** Who predicts: a model, or a file. */
interface Predictor {
  name: string;
  /** `seen`: the document with the words that a model is to see. */
  predict(labelled: LabelledDocument, seen: LabelledDocument["document"]): Promise<Prediction>;
  /** Whether the prediction stands already, so that nothing is asked. */
  knows(id: string): boolean;
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
    knows: () => true,
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
  const { judgedRequest, predictDocument } = await import("../tasks/predict.ts");
  const model: DocFormer = await DocFormer.load({
    model: flags.model,
    device: flags.device,
    threads: threadsOf(flags),
  });
  const set = model.config.entityLabels ? (await surveyOf(opened, context)).schema : { entities: [], links: false };
  return {
    name: flags.model ?? defaultModelFolder(),
    knows: () => false,
    predict(given, seen) {
      const request = judgedRequest(given, set, { entities: flags.entities, seen });
      return predictDocument(model, request, { signal: context.signal });
    },
    close: () => model.dispose(),
  };
}

/** What is predicted is kept in `file`, and what stands there is not asked again. */
async function keptPredictor(
  inner: Predictor,
  file: string,
  flags: EvaluateFlags,
  opened: OpenSplit,
  context: Context,
): Promise<Predictor> {
  const { openPredictions, readPredictions } = await import("./predictions.ts");
  const { noPrediction } = await import("../tasks/prediction.ts");
  const ids = (await surveyOf(opened, context)).ids.slice(0, flags.limit);
  const opening = await openPredictions(file, ids);
  const kept = opening.kept > 0 ? await readPredictions(file) : new Map<string, Prediction>();
  if (kept.size > 0) context.terminal.remark(`${file}: ${kept.size} of ${ids.length} documents stand already`);
  let done = opening.kept;
  return {
    name: inner.name,
    knows: (id) => kept.has(id) || inner.knows(id),
    async predict(labelled, seen) {
      const known = kept.get(labelled.id);
      if (known) return known;
      // Documents that could not be read keep their place.
      while (done < ids.length && ids[done] !== labelled.id) {
        await opening.write(noPrediction(ids[done]));
        done++;
      }
      const prediction = await inner.predict(labelled, seen);
      await opening.write(prediction);
      done++;
      return prediction;
    },
    async close() {
      await opening.close();
      await inner.close();
    },
  };
}

/** The folder of an evaluation. @throws UsageError where it holds one that is not to be gone on with */
function runFolder({ out, resume, predictions, report }: EvaluateFlags): string | null {
  if (resume && out === undefined) throw new UsageError("--resume goes on with --out, which is missing");
  if (out === undefined) return null;
  if (predictions)
    throw new UsageError("--out keeps predictions, which --predictions has already: leave out one of them");
  if (report) throw new UsageError("--out has the report in it: leave out --report");
  if (!resume && existsSync(out) && readdirSync(out).length > 0) {
    throw new UsageError(`--out ${out}: there is something already; --resume goes on with it`);
  }
  mkdirSync(out, { recursive: true });
  return out;
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

async function recordIn(run: string, file: string, flags: EvaluateFlags, opened: OpenSplit): Promise<Recorded> {
  const { recordPredictions } = await import("./recorded.ts");
  return recordPredictions("evaluate", { path: join(run, "manifest.json"), file }, flags, opened);
}

/** Time of answering, and of reading where words are read, of pages whose predictions did not stand already. */
function speedOf(pages: number, milliseconds: number): Speed {
  const seconds = milliseconds / 1000;
  return { seconds: Number(seconds.toPrecision(4)), pagesPerSecond: Number((pages / seconds).toPrecision(3)) };
}

/** metrics.jsonl, begun anew: what was predicted before is judged again. */
function metricsFile(run: string): (line: Record<string, unknown>) => void {
  const file = join(run, "metrics.jsonl");
  writeFileSync(file, "");
  return (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
}

export function evaluateCommand(context: Context): Command {
  const command = new Command("evaluate")
    .description("Scores of a model, or of a file of predictions, on labelled documents.")
    .option("--predictions <file.jsonl>", "score these (as predict writes them) instead of asking a model")
    .option("--out <run>", "folder that keeps predictions, a line a document of metrics, manifest and report")
    .option("--resume", "go on with the evaluation in --out")
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
    const run = runFolder(flags);
    const { judge } = await import("../tasks/judge.ts");
    const { curves, score } = await import("../tasks/score.ts");
    const { failuresOf } = await import("../tasks/report/failures.ts");
    const { questionTable, taskTable } = await import("../tasks/report/report.ts");
    const { lighten, Submission, writeReport } = await import("./evaluate-report.ts");
    let predictor = flags.predictions
      ? await filePredictor(flags.predictions, context)
      : await modelPredictor(flags, opened, context);
    const kept = run ? join(run, "predictions.jsonl") : null;
    const recorded = run && kept ? await recordIn(run, kept, flags, opened) : null;
    if (kept) predictor = await keptPredictor(predictor, kept, flags, opened, context);
    const metrics = run ? metricsFile(run) : null;
    const reported = run ?? flags.report;
    const submission = flags.rrc ? new Submission(flags.rrc) : null;
    const images = !flags.predictions || flags.words === "ocr" || reported !== undefined;
    const judged: JudgedDocument[] = [];
    const failed: FailedDocument[] = [];
    let [asked, rightly] = [0, 0];
    let [pages, milliseconds] = [0, 0];
    try {
      for await (const labelled of documentsOf(opened, { limit: flags.limit, images }, context)) {
        signal.throwIfAborted();
        const began = performance.now();
        const seen = await seenDocument(labelled, flags, context);
        const prediction = await predictor.predict(labelled, seen);
        if (!predictor.knows(labelled.id)) {
          milliseconds += performance.now() - began;
          pages += seen.pages.length;
        }
        // The ceiling is that of the words which the model saw.
        const one = judge(labelled, prediction, { seen, entitiesGiven: flags.entities === "gold" });
        judged.push(one);
        await submission?.add(labelled, prediction);
        const failures = reported ? failuresOf(labelled, prediction, one, seen) : null;
        if (failures) failed.push(lighten(failures, failed.length));
        const answers = [...one.questions, ...one.statements];
        const right = answers.filter((answer) => answer.right).length;
        asked += answers.length;
        rightly += right;
        metrics?.({ type: "document", id: one.id, asked: answers.length, right });
        terminal.progress(`${judged.length} documents, ${rightly} of ${asked} answers right`);
      }
    } finally {
      await predictor.close();
    }
    const questions = judged.flatMap((one) => one.questions);
    if (flags.answers) await writeFile(flags.answers, questions.map(answerLine).join(""));
    await submission?.finish();
    const evaluation = score(judged);
    metrics?.({ type: "evaluation", ...evaluation });
    const speed = pages > 0 ? speedOf(pages, milliseconds) : null;
    if (speed) terminal.remark(`${pages} pages in ${speed.seconds} s: ${speed.pagesPerSecond} pages a second`);
    if (reported) {
      const about = {
        data: flags.data,
        format: flags.format,
        split: opened.split,
        predictedBy: predictor.name,
        words: flags.words === "ocr" ? `read from the page images (${flags.ocr ?? "small"})` : "as given",
        entities: flags.entities === "gold" ? "the labelled ones" : "as predicted",
      };
      await writeReport(reported, { about, evaluation, curves: curves(judged), failed }, speed);
      terminal.remark(`report: ${reported}`);
    }
    await recorded?.finish({ documents: judged.length, questions: evaluation.questions });
    if (flags.json) terminal.json(evaluation);
    else {
      for (const line of tableLines(questionTable(evaluation))) terminal.print(line);
      const tasks = taskTable(evaluation);
      if (tasks.rows.length > 0) for (const line of ["", ...tableLines(tasks)]) terminal.print(line);
    }
  });
}
