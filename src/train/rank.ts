/** One thread of a run (started by run.ts): builds its stream and trainer, trains, evaluates its share, and as rank 0 writes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { loadCheckpoint, loadTokenizerFile, saveCheckpoint } from "../model/checkpoint-files.ts";
import { LexicalCache } from "../model/lexical.ts";
import { initialize } from "../model/parameters.ts";
import { specialIds } from "../model/vocabulary.ts";
import { DocFormer } from "../tasks/docformer.ts";
import { askLabelled, countKinds, type KindCounts } from "../tasks/evaluate.ts";
import { type Group, threadGroup } from "./group.ts";
import type { RankMessage, RankSetup } from "./run.ts";
import { loadSnapshot, saveSnapshot } from "./snapshot.ts";
import { developmentPages, pageSources } from "./sources.ts";
import { type Cursor, Stream } from "./stream.ts";
import { freshState, type StepReport, Trainer } from "./trainer.ts";

const setup = workerData as RankSetup;
const { definition, folder, rank } = setup;
const send = (message: Omit<RankMessage, "rank">) => parentPort?.postMessage({ ...message, rank });

/** Cursors of all ranks, by a sum in which each fills its own place. Exact up to 2^24 pools. */
function gatherCursors(group: Group, cursor: Cursor): Cursor[] {
  const all = new Float32Array(2 * group.size);
  all[2 * group.rank] = cursor.pool;
  all[2 * group.rank + 1] = cursor.index;
  group.allReduce(all);
  return Array.from({ length: group.size }, (_, i) => ({ pool: all[2 * i], index: all[2 * i + 1] }));
}

async function main(): Promise<void> {
  const group = threadGroup(setup.memory, rank);
  const tokenizer = loadTokenizerFile(definition.tokenizer);
  const { config } = definition;
  const ids = specialIds(tokenizer);
  const lexical = new LexicalCache(config, tokenizer);
  const saved = loadSnapshot(folder, config);
  const start =
    saved ??
    freshState(
      definition.from === "random"
        ? initialize(config, definition.seed)
        : (await loadCheckpoint(definition.from, { config, missing: "initialize" })).parameters,
    );
  const sources = await pageSources(definition.sources);
  const stream = new Stream(
    config,
    ids,
    lexical,
    sources,
    definition.stream,
    definition.seed,
    rank,
    saved?.cursors[rank],
  );
  const trainer = new Trainer(config, start, stream, group, nodeRuntime, definition.trainer);
  const stopFlag = new Int32Array(setup.stop);
  const limit = (definition.minutes ?? Infinity) * 60;
  const progress = () =>
    Math.min(1, Math.max(trainer.counters.steps / (definition.steps ?? Infinity), trainer.counters.seconds / limit));

  const evaluate = async () => {
    const model = new DocFormer({ config, parameters: trainer.flat.views, calibration: null }, tokenizer, nodeRuntime);
    const byKind: Record<string, KindCounts> = {};
    for (const labelled of developmentPages(definition.evaluatePages, rank, group.size)) {
      countKinds(await askLabelled(model, labelled, { limit: 40 }), byKind);
    }
    await model.dispose();
    send({ type: "evaluation", step: trainer.counters.steps, byKind });
  };
  const save = () => {
    const cursors = gatherCursors(group, trainer.cursor);
    if (rank !== 0) return;
    const state = { parameters: trainer.flat.views, optimizer: trainer.optimizer, cursors, counters: trainer.counters };
    saveSnapshot(folder, config, state);
    saveCheckpoint(join(folder, "model"), {
      config,
      parameters: trainer.flat.views,
      tokenizer: readFileSync(definition.tokenizer, "utf8"),
      calibration: null,
      metadata: {
        run: definition.name,
        steps: String(trainer.counters.steps),
        questions: String(trainer.counters.questions),
      },
    });
  };

  let lastSave = performance.now();
  let lastEvaluation = performance.now();
  const window = new LogWindow();
  // What rank 0 decides holds for all: stop, save, evaluate.
  const decisions = new Float32Array(3);
  for (;;) {
    const now = performance.now();
    decisions.fill(0);
    if (rank === 0) {
      decisions[0] = progress() >= 1 || Atomics.load(stopFlag, 0) !== 0 ? 1 : 0;
      decisions[1] = decisions[0] || now - lastSave > definition.saveMinutes * 60_000 ? 1 : 0;
      decisions[2] = progress() >= 1 || now - lastEvaluation > definition.evaluateMinutes * 60_000 ? 1 : 0;
    }
    group.allReduce(decisions);
    if (decisions[1]) {
      save();
      lastSave = performance.now();
    }
    if (decisions[2] && definition.evaluatePages > 0) {
      await evaluate();
      lastEvaluation = performance.now();
    }
    if (decisions[0]) break;
    const report = await trainer.step(progress());
    window.add(report);
    if (rank === 0 && report.step % definition.logEvery === 0) {
      send({ type: "log", line: window.line(report, trainer.counters, progress(), definition) });
    }
  }
  await trainer.dispose();
  send({ type: "done" });
}

/** Means between two log lines. */
class LogWindow {
  #losses: Record<string, { sum: number; count: number }> = {};
  #flops = 0;
  #since = performance.now();
  #positions = 0;
  #questions = 0;

  add(report: StepReport): void {
    for (const [name, value] of Object.entries(report.losses)) {
      this.#losses[name] ??= { sum: 0, count: 0 };
      this.#losses[name].sum += value;
      this.#losses[name].count++;
    }
    this.#flops += report.flops;
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
        Object.entries(this.#losses).map(([name, { sum, count }]) => [name, round(sum / count)]),
      ),
      gradientNorm: round(report.gradientNorm),
      learningRate: round(report.learningRate),
      questions: counters.questions,
      questionsPerSecond: round((counters.questions - this.#questions) / seconds, 3),
      positionsPerSecond: round((counters.positions - this.#positions) / seconds, 3),
      gflops: round(gflops, 3),
      ...(peakGflops ? { share: round(gflops / peakGflops, 2) } : {}),
      minutes: round(counters.seconds / 60),
      ...(progress > 0 ? { minutesLeft: round(((counters.seconds / 60) * (1 - progress)) / progress, 3) } : {}),
      ...(counters.skipped > 0 ? { skipped: counters.skipped } : {}),
    };
    this.#losses = {};
    this.#flops = 0;
    this.#since = performance.now();
    this.#positions = counters.positions;
    this.#questions = counters.questions;
    return line;
  }
}

await main();
