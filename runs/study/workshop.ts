/**
 * Short runs of one configuration, one after the other in one process. Weights are inputs of all graphs, so that the graphs of
 * training and of answering are compiled once and every run goes through them.
 */

import type { Document } from "../../src/document/document.ts";
import type { LabelledDocument } from "../../src/document/labelled.ts";
import { nodeRuntime } from "../../src/engine/runtime-node.ts";
import type { ModelConfig } from "../../src/model/config.ts";
import { LexicalCache } from "../../src/model/lexical.ts";
import type { Parameters } from "../../src/model/parameters.ts";
import { specialIds, type Tokenizer } from "../../src/model/vocabulary.ts";
import { DocFormer } from "../../src/tasks/docformer.ts";
import { type JudgedDocument, judge } from "../../src/tasks/judge.ts";
import { addCounts, type Counts, f1 } from "../../src/tasks/metrics/f1.ts";
import { predictDocument, requestOf, schemaOf } from "../../src/tasks/predict.ts";
import { CompiledObjectives } from "../../src/train/compiled.ts";
import { flatten } from "../../src/train/flat.ts";
import { ALONE } from "../../src/train/group.ts";
import { judgeLinks } from "../../src/train/measure.ts";
import type { PageSource } from "../../src/train/pool.ts";
import { Stream, type StreamOptions } from "../../src/train/stream.ts";
import { freshState, TRAINER, Trainer } from "../../src/train/trainer.ts";

export interface ShortRun {
  /** Not changed. */
  from: Parameters;
  sources: readonly PageSource[];
  stream: StreamOptions;
  seed: number;
  steps: number;
  /** Peak learning rate. */
  rate: number;
}

export interface Trained {
  parameters: Parameters;
  questions: number;
  pages: number;
  positions: number;
  /** CPU seconds without compiling. */
  seconds: number;
  /** Means over the last quarter of the updates. */
  losses: Record<string, number>;
}

/** CPU seconds of this process since `since`. */
export function cpuSeconds(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

export class Workshop {
  readonly config: ModelConfig;
  readonly #tokenizer: Tokenizer;
  readonly #lexical: LexicalCache;
  readonly #objectives: CompiledObjectives;
  readonly #answering: { flat: ReturnType<typeof flatten>; model: DocFormer };

  constructor(config: ModelConfig, tokenizer: Tokenizer) {
    this.config = config;
    this.#tokenizer = tokenizer;
    this.#lexical = new LexicalCache(config, tokenizer);
    this.#objectives = new CompiledObjectives(config, nodeRuntime, { threads: 1, arena: false });
    const flat = flatten(config);
    const checkpoint = { config, parameters: flat.views, calibration: null };
    this.#answering = { flat, model: new DocFormer(checkpoint, tokenizer, nodeRuntime, { coarse: true }) };
  }

  /** CPU seconds that graphs of training took to compile, and how many there are. */
  get compiled(): { graphs: number; seconds: number } {
    return { graphs: this.#objectives.count, seconds: this.#objectives.cpuSeconds };
  }

  /** Batches of `sources`. */
  stream(sources: readonly PageSource[], options: StreamOptions, seed: number): Stream {
    return new Stream(this.config, specialIds(this.#tokenizer), this.#lexical, sources, options, seed, 0);
  }

  async train({ from, sources, stream, seed, steps, rate }: ShortRun): Promise<Trained> {
    const [before, compiling] = [process.cpuUsage(), this.#objectives.cpuSeconds];
    const schedule = { peak: rate, warmUp: Math.min(40, steps / 8), decay: 0.6, floor: 0.02 };
    const batches = this.stream(sources, stream, seed);
    const options = { ...TRAINER, schedule };
    // flatten copies: what it starts from stays as it is.
    const trainer = new Trainer(this.config, freshState(from), [batches], ALONE, this.#objectives, options);
    const sums: Record<string, [sum: number, count: number]> = {};
    for (let step = 0; step < steps; step++) {
      const { losses } = await trainer.step(step / steps);
      if (step < Math.floor(0.75 * steps)) continue;
      for (const [name, value] of Object.entries(losses)) {
        const [sum, count] = sums[name] ?? [0, 0];
        sums[name] = [sum + value, count + 1];
      }
    }
    const { questions, pages, positions } = trainer.counters;
    const seconds = cpuSeconds(before) - (this.#objectives.cpuSeconds - compiling);
    await trainer.dispose();
    const losses = Object.fromEntries(Object.entries(sums).map(([name, [sum, count]]) => [name, sum / count]));
    return { parameters: trainer.flat.views, questions, pages, positions, seconds, losses };
  }

  /**
   * What these weights say of documents, judged. @param parts labels that are taught alone (taughtPart)
   * @param seen the words that the model is to see instead, of each part
   */
  async judge(
    parameters: Parameters,
    parts: readonly LabelledDocument[],
    seen?: (part: LabelledDocument) => Document,
  ): Promise<{ judged: JudgedDocument[]; linkF1: number | null; seconds: number }> {
    const before = process.cpuUsage();
    const { flat, model } = this.#answering;
    for (const [name, { data }] of Object.entries(flat.views)) data.set(parameters[name].data);
    const judged: JudgedDocument[] = [];
    const links: Counts[] = [];
    for (const part of parts) {
      // A document of its own, so that nothing that older weights have computed is taken from it.
      const document = { ...(seen?.(part) ?? part.document) };
      const asked = { ...part, document, links: [] };
      const request = requestOf(asked, schemaOf(asked), seen ? { seen: document } : {});
      const prediction = await predictDocument(model, request);
      judged.push(judge(seen ? part : asked, prediction, seen ? { seen: document } : {}));
      const counts = seen ? null : await judgeLinks(model, part);
      if (counts) links.push(counts);
    }
    const linkF1 = links.length > 0 ? f1(addCounts(links)) : null;
    return { judged, linkF1, seconds: cpuSeconds(before) };
  }

  async dispose(): Promise<void> {
    await this.#objectives.dispose();
    await this.#answering.model.dispose();
  }
}
