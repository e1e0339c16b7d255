/**
 * The course of a fine-tuning run: at even stages the model is measured on documents held back; the best so far is RUN/model,
 * too many stages without a better one end the run, and at its end the mean of the last checkpoints is tried. Where nothing is
 * held back (few labels), nothing is chosen and the mean is the model. Its state is files in the run's folder, cut back to the
 * step that a run resumes at.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors, writeSafetensors } from "../engine/safetensors.ts";
import { type Group, gather } from "./group.ts";
import { writeDurably } from "./snapshot.ts";

/** How a fine-tuning run is judged, stopped and averaged. */
export interface CourseOptions {
  /** Stages of the run, each ended by a measurement. */
  stages: number;
  /** Stages in a row without a better score after which the run ends. Scores of few documents jump, and the best come when the rate has fallen. */
  patience: number;
  /** Checkpoints whose mean is tried at the end: of the last so many stages. */
  average: number;
  /**
   * How far the model goes from the weights it started with to that mean, 0..1; 1 is the mean itself. Weights in between keep more
   * of what was known and are better on documents unlike those learned from (Wortsman et al. 2022, Robust fine-tuning).
   */
  share: number;
  /** Whether a better score makes a checkpoint the model; without, scores are only looked at, and the mean is the model. */
  chooses: boolean;
}

export const COURSE: CourseOptions = { stages: 8, patience: 6, average: 3, share: 1, chooses: true };

interface Point {
  step: number;
  /** Which stage it ended; a long update may skip some. */
  stage: number;
  /** null: nothing to measure by. */
  score: number | null;
}

/** What the course needs of the run it is part of. */
export interface CourseRun {
  folder: string;
  group: Group;
  options: CourseOptions;
  /** All parameters as one array, of the trainer. */
  parameters: Float32Array;
  /** Measures these parameters, together with the other ranks: all get the same. */
  measure: (parameters: Float32Array, name: "stage" | "average") => Promise<number | null>;
  /** By how much a score may differ by chance: of several stages' scores the best is partly luck, the mean's is not. Default 0. */
  doubt?: (score: number) => number;
  /** Writes these parameters as RUN/model. */
  publish: (parameters: Float32Array) => void;
}

export class Course {
  readonly #run: CourseRun;
  readonly #points: Point[];

  /** Takes up the course at `step`. */
  constructor(run: CourseRun, step: number) {
    this.#run = run;
    const file = join(run.folder, "course.json");
    const known: Point[] = run.group.rank === 0 && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
    // Rank 0 alone needs the run's folder.
    const [points] = gather(
      run.group,
      known.filter((point) => point.step <= step),
    );
    this.#points = points;
  }

  /** Whether the next measurement is due when `progress` (0..1) of the run is done. The first is before any training. */
  due(progress: number): boolean {
    return this.#stageAt(progress) > (this.#points.at(-1)?.stage ?? -1);
  }

  #stageAt(progress: number): number {
    return Math.floor(progress * this.#run.options.stages + 1e-9);
  }

  get #best(): Point | undefined {
    return this.#points.reduce<Point | undefined>(
      (best, point) => (best === undefined || (point.score ?? -1) > (best.score ?? -1) ? point : best),
      undefined,
    );
  }

  /** Whether the score has not risen for too long. */
  get exhausted(): boolean {
    const best = this.#best;
    if (!best || best.score === null) return false;
    return this.#points.length - 1 - this.#points.indexOf(best) >= this.#run.options.patience;
  }

  #path(step: number): string {
    return join(this.#run.folder, "checkpoints", `parameters-${String(step).padStart(9, "0")}.safetensors`);
  }

  /** Ends a stage at `step`, where `progress` of the run is done: measures, keeps the checkpoint, publishes it where it is the best or none is known to be. */
  async stage(step: number, progress: number): Promise<void> {
    const { group, folder, options, parameters, measure, publish } = this.#run;
    const before = this.#best;
    const measured = await measure(parameters, "stage");
    const score = options.chooses ? measured : null;
    this.#points.push({ step, stage: this.#stageAt(progress), score });
    if (group.rank === 0) {
      mkdirSync(join(folder, "checkpoints"), { recursive: true });
      const data = { type: "float32" as const, shape: [parameters.length], data: parameters };
      writeDurably(this.#path(step), writeSafetensors({ parameters: data }));
      const dropped = this.#points.at(-1 - options.average);
      if (dropped && !(dropped === this.#points[0] && options.share < 1))
        rmSync(this.#path(dropped.step), { force: true });
      if (!before || score === null || score > (before.score ?? -1)) publish(parameters);
      writeDurably(join(folder, "course.json"), `${JSON.stringify(this.#points)}\n`);
    }
    group.barrier();
  }

  /** At the end: tries the mean of the last checkpoints, or what stands before it by `share`. @returns its steps, its score and whether it became the model */
  async finish(): Promise<{ steps: number[]; score: number | null; chosen: boolean } | null> {
    const { group, options, parameters, measure, doubt, publish } = this.#run;
    // What was before training is no checkpoint of it.
    const last = this.#points.slice(1).slice(-options.average);
    if (last.length === 0) return null;
    const mean = new Float32Array(parameters.length);
    const add = (step: number, weight: number) => {
      const values = readSafetensors(readFileSync(this.#path(step))).tensors.parameters.data as Float32Array;
      for (let i = 0; i < mean.length; i++) mean[i] += weight * values[i];
    };
    if (group.rank === 0) {
      for (const { step } of last) add(step, options.share / last.length);
      if (options.share < 1) add(this.#points[0].step, 1 - options.share);
    }
    // The others add zeros.
    group.allReduce(mean);
    const score = await measure(mean, "average");
    const best = this.#best?.score ?? null;
    const chosen = score === null || best === null || score >= best - (doubt?.(best) ?? 0);
    if (chosen && group.rank === 0) publish(mean);
    group.barrier();
    return { steps: last.map(({ step }) => step), score, chosen };
  }
}
