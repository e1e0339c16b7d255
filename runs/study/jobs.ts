/** Does the jobs of a plan: each is a file with its result, below OUT, and what is there is not done again. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { misread, READING_ERRORS, type ReadingError } from "../../src/data/synthetic/misread.ts";
import { loadCheckpoint, loadTokenizerFile, saveCheckpoint } from "../../src/model/checkpoint-files.ts";
import { checkConfig, type ModelConfig, preset } from "../../src/model/config.ts";
import { initialize, type Parameters } from "../../src/model/parameters.ts";
import { type Metrics, score } from "../../src/tasks/score.ts";
import type { PageSource } from "../../src/train/pool.ts";
import { writeDurably } from "../../src/train/snapshot.ts";
import { STREAM, type StreamOptions } from "../../src/train/stream.ts";
import { groupsFor } from "../../src/train/tune.ts";
import { fewOf, type StudyData, type StudySet, taughtSource } from "./data.ts";
import { type Arm, type Budget, type Job, pretrainId } from "./plan.ts";
import { cpuSeconds, type Trained, Workshop } from "./workshop.ts";

/** What a job leaves behind. */
export interface Result {
  id: string;
  kind: Job["kind"];
  arm: string;
  set?: string;
  labels?: string;
  seed?: number;
  budget: Budget;
  /** CPU seconds: training, asking; compiling and reading besides are in `whole`. */
  seconds: { train: number; ask: number; whole: number };
  updates: number;
  questions: number;
  pages: number;
  positions: number;
  losses: Record<string, number>;
  metrics?: Metrics;
  /** Between labelled entities. */
  linkF1?: number | null;
  /** Under reading errors. */
  errors?: { error: ReadingError; rate: number; score: number | null; ceiling: number | null }[];
}

/** Peak rates for weights that were pre-trained or are random, and for pre-training. */
export const RATES = { pretrain: 2e-3, tune: 2e-3 };
/** Shares of words (or lines; heights of a box) in error. */
const ERROR_RATES = [0.1, 0.3];
const TOKENIZER = "models/mini/tokenizer.json";

export class Study {
  readonly folder: string;
  readonly budget: Budget;
  readonly #data: StudyData;
  readonly #tokenizer = loadTokenizerFile(TOKENIZER);
  readonly #workshops = new Map<string, Workshop>();
  readonly #streams = new Map<string, StreamOptions>();

  constructor(folder: string, budget: Budget, data: StudyData) {
    this.folder = folder;
    this.budget = budget;
    this.#data = data;
  }

  /** The result of a job that was done; null otherwise. */
  done(job: Job): Result | null {
    const file = this.#file(job);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  }

  #file({ id }: Job): string {
    return join(this.folder, `${id}.json`);
  }

  #model(id: string): string {
    return join(this.folder, id);
  }

  config({ config }: Arm, labels: readonly string[] = []): ModelConfig {
    const { vocabularySize } = this.#tokenizer;
    const base = preset(this.budget.preset);
    const answerVocabulary = Math.min(base.answerVocabulary, vocabularySize);
    const heads = labels.length > 0 ? { entityLabels: labels } : {};
    return checkConfig({ ...base, vocabularySize, answerVocabulary, ...config, ...heads });
  }

  #workshop(config: ModelConfig): Workshop {
    const key = JSON.stringify(config);
    const known = this.#workshops.get(key);
    if (known) return known;
    const made = new Workshop(config, this.#tokenizer);
    this.#workshops.set(key, made);
    return made;
  }

  async #start(arm: Arm, config: ModelConfig, seed: number): Promise<Parameters> {
    if (arm.stream === null) return initialize(config, seed);
    const folder = this.#model(pretrainId(arm.name, seed));
    return (await loadCheckpoint(folder, { config, missing: "initialize" })).parameters;
  }

  /** Batches of all labelled documents set the shapes, so that few of them go through the same graphs. */
  #tuneStream(arm: Arm, set: StudySet, workshop: Workshop): StreamOptions {
    const key = `${JSON.stringify(workshop.config)} ${set.recipe.name}`;
    const known = this.#streams.get(key);
    if (known) return known;
    const { recipe, taught, train } = set;
    const { entities } = recipe.learns;
    const { positions } = this.budget;
    const asks = !entities;
    const part = { documents: { train, development: [] }, taught };
    const options: StreamOptions = {
      ...STREAM,
      budget: positions,
      buckets: 3,
      groups: asks ? groupsFor(workshop.config, TOKENIZER, part, positions) : STREAM.groups,
      poolPages: 64,
      poolBatches: 48,
      pretrain: 0,
      label: asks ? 0 : 1,
      links: entities?.links ?? false,
      visual: arm.config?.visualTokens === 0 ? 0 : 1,
    };
    const { buckets } = workshop.stream([taughtSource(set, train)], options, 1);
    const made = { ...options, buckets };
    this.#streams.set(key, made);
    return made;
  }

  /** Does a job that is not done. */
  async run(job: Job): Promise<Result> {
    const before = process.cpuUsage();
    const made =
      job.kind === "pretrain"
        ? await this.#pretrain(job)
        : job.kind === "tune"
          ? await this.#tune(job)
          : await this.#errors(job);
    const whole = cpuSeconds(before);
    const { id, kind, arm } = job;
    const of =
      job.kind === "tune"
        ? { set: job.set.name, labels: job.labels, seed: job.seed }
        : job.kind === "errors"
          ? { set: job.set.name, labels: "all", seed: job.seed }
          : { seed: job.seed };
    const { seconds, ...rest } = made;
    const result: Result = {
      ...{ id, kind, arm: arm.name, ...of, budget: this.budget },
      ...rest,
      seconds: { ...seconds, whole },
    };
    mkdirSync(dirname(this.#file(job)), { recursive: true });
    writeDurably(this.#file(job), `${JSON.stringify(result)}\n`);
    return result;
  }

  async #pretrain({ arm, id, seed }: Job & { kind: "pretrain" }): Promise<Made> {
    const config = this.config(arm);
    const workshop = this.#workshop(config);
    const sources: PageSource[] = await this.#data.unlabelled();
    const stream: StreamOptions = {
      ...STREAM,
      budget: this.budget.positions,
      buckets: 4,
      poolPages: 96,
      poolBatches: 96,
      pretrain: 1,
      visual: config.visualTokens > 0 ? 1 : 0,
      ...arm.stream,
    };
    const steps = this.budget.pretrain;
    const from = initialize(config, seed);
    const trained = await workshop.train({ from, sources, stream, seed, steps, rate: RATES.pretrain });
    this.#save(id, config, trained.parameters, steps);
    return madeOf(trained, steps);
  }

  #save(id: string, config: ModelConfig, parameters: Parameters, steps: number): void {
    const tokenizer = readFileSync(TOKENIZER, "utf8");
    const metadata = { run: id, steps: String(steps) };
    saveCheckpoint(this.#model(id), { config, parameters, tokenizer, calibration: null, metadata });
  }

  async #tune({ arm, set: plan, labels, seed, from, id }: Job & { kind: "tune" }): Promise<Made> {
    const set = await this.#data.set(plan);
    const config = this.config(arm, set.labels);
    const workshop = this.#workshop(config);
    const documents = fewOf(set.train, labels === "all" ? "all" : Number(labels), seed);
    const steps = this.budget.tune;
    const trained = await workshop.train({
      from: await this.#start(arm, config, from),
      sources: [taughtSource(set, documents)],
      stream: this.#tuneStream(arm, set, workshop),
      seed,
      steps,
      rate: RATES.tune,
    });
    // What is asked under reading errors afterwards.
    if (labels === "all") this.#save(id, config, trained.parameters, steps);
    const { judged, linkF1, seconds } = await workshop.judge(trained.parameters, set.report);
    return { ...madeOf(trained, steps, seconds), metrics: score(judged).metrics, linkF1 };
  }

  async #errors({ arm, set: plan, seed }: Job & { kind: "errors" }): Promise<Made> {
    const set = await this.#data.set(plan);
    const config = this.config(arm, set.labels);
    const workshop = this.#workshop(config);
    const tuned = this.#model(`tune/${plan.name}-all-${arm.name}-${seed}`);
    const { parameters } = await loadCheckpoint(tuned, { config });
    const errors: NonNullable<Result["errors"]> = [];
    let ask = 0;
    const measure = async (error: ReadingError, rate: number) => {
      const { judged, seconds } = await workshop.judge(parameters, set.report, ({ document, id }) =>
        misread(document, error, rate, id),
      );
      ask += seconds;
      const { metrics } = score(judged);
      errors.push({ error, rate, score: metrics[plan.scores[0]], ceiling: metrics.copyCeiling });
    };
    // Without errors all families are one.
    await measure(READING_ERRORS[0], 0);
    for (const error of READING_ERRORS) for (const rate of ERROR_RATES) await measure(error, rate);
    return { ...NOTHING, seconds: { train: 0, ask }, errors };
  }

  async dispose(): Promise<void> {
    for (const workshop of this.#workshops.values()) await workshop.dispose();
    this.#workshops.clear();
  }
}

type Made = Omit<Result, "id" | "kind" | "arm" | "set" | "labels" | "seed" | "budget" | "seconds"> & {
  seconds: { train: number; ask: number };
};

const NOTHING = { updates: 0, questions: 0, pages: 0, positions: 0, losses: {} };

function madeOf(trained: Trained, updates: number, ask = 0): Made {
  const { questions, pages, positions, losses, seconds } = trained;
  return { updates, questions, pages, positions, losses, seconds: { train: seconds, ask } };
}

/**
 * Does what is not done of the jobs, in their order. @param onDone told of each job done now
 * @returns how many were done now
 */
export async function runJobs(
  study: Study,
  jobs: readonly Job[],
  onDone: (job: Job, result: Result) => void = () => {},
): Promise<number> {
  let done = 0;
  for (const job of jobs) {
    if (study.done(job)) continue;
    onDone(job, await study.run(job));
    done++;
  }
  return done;
}
