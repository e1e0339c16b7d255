/**
 * What one rank of a run does, be it a thread or a process: builds its streams and trainer, trains, evaluates its share. Rank 0
 * alone decides, writes and reports; what it decides reaches the others by sums.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { loadCheckpoint, loadTokenizerFile, saveCheckpoint } from "../model/checkpoint-files.ts";
import { LexicalCache } from "../model/lexical.ts";
import { initialize, type Parameters } from "../model/parameters.ts";
import { specialIds, type Tokenizer } from "../model/vocabulary.ts";
import { DocFormer } from "../tasks/docformer.ts";
import { askLabelled, countKinds, type KindCounts } from "../tasks/evaluate.ts";
import { Course } from "./course.ts";
import type { TaughtDocuments } from "./documents.ts";
import { flatten } from "./flat.ts";
import { type Group, gather } from "./group.ts";
import { addMeasured, fromSums, measure, NOTHING, scoreOf, toSums } from "./measure.ts";
import type { RunDefinition } from "./run.ts";
import { loadSnapshot, saveSnapshot } from "./snapshot.ts";
import { developmentPages, pageSources, type SourceData } from "./sources.ts";
import { Stream } from "./stream.ts";
import { freshState, type StepReport, Trainer, type TrainerState } from "./trainer.ts";

/** What all ranks of a run are given. */
export interface RankTask {
  definition: RunDefinition;
  folder: string;
  /** What a source of documents draws from, and what a course is measured on. */
  documents?: TaughtDocuments;
  /** What sources of files draw from (SourceData). */
  files?: SourceData["files"];
}

export interface RankHooks {
  /** Whether the run shall stop; of any rank. */
  stopped: () => boolean;
  /** A line of metrics.jsonl; called on rank 0 alone. */
  onLine: (line: Record<string, unknown>) => void;
}

/** The state to go on from. Rank 0 alone needs the run's folder; the others get all from it. */
async function sharedStart({ definition, folder }: RankTask, group: Group): Promise<TrainerState> {
  const { config, from, seed } = definition;
  if (group.rank > 0) {
    const [head] = gather<Omit<TrainerState, "parameters"> | null>(group, null);
    const { data, views } = flatten(config);
    const state = { ...(head as TrainerState), parameters: views };
    state.optimizer = { ...freshState(views).optimizer, step: state.optimizer.step };
    for (const values of [data, state.optimizer.first, state.optimizer.second]) group.allReduce(values);
    return state;
  }
  const state: TrainerState = loadSnapshot(folder, config) ?? {
    ...freshState(
      from === "random"
        ? initialize(config, seed)
        : (await loadCheckpoint(from, { config, missing: "initialize" })).parameters,
    ),
    cursor: { pool: 0, index: 0 },
  };
  const { counters, cursor, optimizer } = state;
  gather(group, { counters, cursor, optimizer: { step: optimizer.step } });
  const flat = flatten(config, state.parameters);
  // The others add zeros.
  for (const values of [flat.data, optimizer.first, optimizer.second]) group.allReduce(values);
  return state;
}

/** Trains to the end of the run, or until it is stopped. @throws what any part of it throws */
export async function trainRank(task: RankTask, group: Group, { stopped, onLine }: RankHooks): Promise<void> {
  const { definition, folder } = task;
  const { config, seed } = definition;
  const { rank, size } = group;
  const tokenizer = loadTokenizerFile(definition.tokenizer);
  const ids = specialIds(tokenizer);
  const lexical = new LexicalCache(config, tokenizer);
  const start = await sharedStart(task, group);
  const sources = await pageSources(definition.sources, { documents: task.documents?.train, files: task.files });
  // A lane is a stream of its own whichever rank works on it: N ranks see what one sees that adds up N batches.
  const streams = Array.from({ length: definition.trainer.accumulate }, (_, i) => {
    return new Stream(config, ids, lexical, sources, definition.stream, seed, rank + size * i, start.cursor);
  });
  const trainer = new Trainer(config, start, streams, group, nodeRuntime, definition.trainer);
  const limit = (definition.minutes ?? Infinity) * 60;
  const progress = () =>
    Math.min(1, Math.max(trainer.counters.steps / (definition.steps ?? Infinity), trainer.counters.seconds / limit));
  const say = (line: Record<string, unknown>) => {
    if (rank === 0) onLine(line);
  };

  const evaluate = async () => {
    const model = new DocFormer({ config, parameters: trainer.flat.views, calibration: null }, tokenizer, nodeRuntime);
    const byKind: Record<string, KindCounts> = {};
    for (const labelled of developmentPages(definition.evaluatePages, rank, size)) {
      countKinds(await askLabelled(model, labelled, { limit: 40 }), byKind);
    }
    await model.dispose();
    say(evaluationLine(trainer.counters.steps, gather(group, byKind)));
  };
  const publish = (parameters: Parameters) =>
    saveCheckpoint(join(folder, "model"), {
      config,
      parameters,
      tokenizer: readFileSync(definition.tokenizer, "utf8"),
      calibration: null,
      metadata: {
        run: definition.name,
        steps: String(trainer.counters.steps),
        questions: String(trainer.counters.questions),
      },
    });
  const opened = definition.course && openCourse(task, definition.course, group, tokenizer, trainer, publish, say);
  const course = opened?.course;
  const save = () => {
    if (rank !== 0) return;
    const { flat, optimizer, cursor, counters } = trainer;
    saveSnapshot(folder, config, { parameters: flat.views, optimizer, cursor, counters });
    if (!course) publish(trainer.flat.views);
  };

  let lastSave = performance.now();
  let lastEvaluation = performance.now();
  const window = new LogWindow();
  const votes = new Float32Array(4);
  for (;;) {
    const now = performance.now();
    votes.fill(0);
    votes[1] = stopped() ? 1 : 0;
    if (rank === 0) {
      const whole = progress() >= 1;
      votes[0] = whole || course?.exhausted ? 1 : 0;
      votes[2] = now - lastSave > definition.saveMinutes * 60_000 ? 1 : 0;
      votes[3] = (course ? course.due(progress()) : whole || now - lastEvaluation > definition.evaluateMinutes * 60_000)
        ? 1
        : 0;
    }
    group.allReduce(votes);
    const [ended, stop, saveDue, evaluateDue] = Array.from(votes, (vote) => vote > 0);
    if (ended || stop || saveDue || evaluateDue) await trainer.pull();
    if (course && evaluateDue && !stop) {
      await course.stage(trainer.counters.steps, progress());
      // The stage may have been one too many without a better score.
      if (!ended) continue;
    }
    if (ended || stop || saveDue) {
      save();
      lastSave = performance.now();
    }
    if (!course && evaluateDue && definition.evaluatePages > 0) {
      await evaluate();
      lastEvaluation = performance.now();
    }
    if (ended && !stop && course) {
      const mean = await course.finish();
      if (mean) say({ type: "average", ...mean });
    }
    if (ended || stop) break;
    const report = await trainer.step(progress());
    window.add(report);
    if (report.step % definition.logEvery === 0) say(window.line(report, trainer.counters, progress(), definition));
  }
  await opened?.close();
  await trainer.dispose();
}

/** The course of a fine-tuning run: documents held back are shared out to the ranks, and what they say is summed. */
function openCourse(
  { folder, documents: taught }: RankTask,
  options: NonNullable<RunDefinition["course"]>,
  group: Group,
  tokenizer: Tokenizer,
  trainer: Trainer,
  publish: (parameters: Parameters) => void,
  say: (line: Record<string, unknown>) => void,
): { course: Course; close: () => Promise<void> } {
  const { config } = trainer;
  const documents = taught?.development ?? [];
  // One model whose weights are replaced, so that its graphs are compiled once.
  const flat = flatten(config);
  const model = new DocFormer({ config, parameters: flat.views, calibration: null }, tokenizer, nodeRuntime);
  let asked = 0;
  const course = new Course(
    {
      folder,
      group,
      options,
      parameters: trainer.flat.data,
      async measure(parameters, of) {
        if (documents.length === 0) return null;
        flat.data.set(parameters);
        let measured = NOTHING;
        for (let i = group.rank; i < documents.length; i += group.size) {
          measured = addMeasured(measured, await measure(model, documents[i], options.taught));
        }
        const sums = Float32Array.from(toSums(measured));
        group.allReduce(sums);
        const summed = fromSums(sums);
        asked = summed.asked;
        const scores = scoreOf(summed);
        const { steps, seconds } = trainer.counters;
        const line = { type: "development", of, step: steps, minutes: seconds / 60, ...scores };
        say({ ...line, documents: documents.length });
        return scores.score;
      },
      // Two standard errors of a share of that many answers.
      doubt: (score) => (asked > 0 ? 2 * Math.sqrt((score * (1 - score)) / asked) : 0),
      publish(parameters) {
        flat.data.set(parameters);
        publish(flat.views);
      },
    },
    trainer.counters.steps,
  );
  return { course, close: () => model.dispose() };
}

/** Of the counts of all ranks: shares of right answers, in percent with one decimal, by kind ("kind*": ways of asking held out of training). */
function evaluationLine(step: number, parts: readonly Record<string, KindCounts>[]): Record<string, unknown> {
  const byKind: Record<string, KindCounts> = {};
  for (const [kind, counts] of parts.flatMap(Object.entries<KindCounts>)) {
    byKind[kind] ??= { questions: 0, exact: 0, evidenced: 0, evidenceHit: 0 };
    for (const key of Object.keys(counts) as (keyof KindCounts)[]) byKind[kind][key] += counts[key];
  }
  const share = (counts: KindCounts[], right: keyof KindCounts, of: keyof KindCounts) => {
    const total = counts.reduce((n, c) => n + c[of], 0);
    return total > 0 ? Math.round((1000 * counts.reduce((n, c) => n + c[right], 0)) / total) / 10 : null;
  };
  const all = Object.entries(byKind);
  const seen = all.filter(([kind]) => !kind.endsWith("*")).map(([, counts]) => counts);
  const heldOut = all.filter(([kind]) => kind.endsWith("*")).map(([, counts]) => counts);
  return {
    type: "evaluation",
    step,
    questions: all.reduce((n, [, counts]) => n + counts.questions, 0),
    exactMatch: share(seen, "exact", "questions"),
    heldOutExactMatch: share(heldOut, "exact", "questions"),
    evidenceHit: share(seen, "evidenceHit", "evidenced"),
    byKind: Object.fromEntries(
      all
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([kind, counts]) => [kind, [share([counts], "exact", "questions"), counts.questions]]),
    ),
  };
}

/** Means between two log lines. */
class LogWindow {
  #losses: Record<string, { sum: number; count: number }> = {};
  #flops = 0;
  #since = performance.now();
  #positions = 0;
  #questions = 0;
  #filled = 0;
  #room = 0;

  add(report: StepReport): void {
    for (const [name, value] of Object.entries(report.losses)) {
      this.#losses[name] ??= { sum: 0, count: 0 };
      this.#losses[name].sum += value;
      this.#losses[name].count++;
    }
    this.#flops += report.flops;
    this.#filled += report.filled;
    this.#room += report.room;
  }

  line(
    report: StepReport,
    counters: Trainer["counters"],
    progress: number,
    { peakGflops }: { peakGflops?: number },
  ): Record<string, unknown> {
    const seconds = (performance.now() - this.#since) / 1000;
    const round = (value: number, digits = 4) => Number(value.toPrecision(digits));
    const gflops = this.#flops / seconds / 1e9;
    const line = {
      type: "step",
      step: report.step,
      losses: Object.fromEntries(
        Object.entries(this.#losses).map(([name, { sum, count }]) => [name, round(sum / count, 6)]),
      ),
      gradientNorm: round(report.gradientNorm),
      learningRate: round(report.learningRate),
      questions: counters.questions,
      questionsPerSecond: round((counters.questions - this.#questions) / seconds, 3),
      positionsPerSecond: round((counters.positions - this.#positions) / seconds, 3),
      padding: round(1 - this.#filled / Math.max(1, this.#room), 3),
      gflops: round(gflops, 3),
      ...(peakGflops ? { share: round(gflops / peakGflops, 2) } : {}),
      minutes: round(counters.seconds / 60),
      ...(progress > 0 ? { minutesLeft: round(((counters.seconds / 60) * (1 - progress)) / progress, 3) } : {}),
      ...(counters.skipped > 0 ? { skipped: counters.skipped } : {}),
    };
    this.#losses = {};
    this.#flops = 0;
    this.#filled = 0;
    this.#room = 0;
    this.#since = performance.now();
    this.#positions = counters.positions;
    this.#questions = counters.questions;
    return line;
  }
}
