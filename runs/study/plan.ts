/**
 * The plan of the study as data: arms, data sets, budgets, and the jobs they make. Nothing runs here.
 */
import { ConfigError, type ModelConfig, type PresetName } from "../../src/model/config.ts";
import type { StreamOptions } from "../../src/train/stream.ts";

export interface Arm {
  name: string;
  /** What it is, a few words. */
  what: string;
  /** Objectives: arms of the central claim; the others each differ from `both` in one choice of ours. */
  group: "objectives" | "choices";
  /** Changes to the preset's configuration. */
  config?: Partial<ModelConfig>;
  /** Changes to the stream of pre-training. null: it is not pre-trained. */
  stream?: Partial<StreamOptions> | null;
}

const LINE = { pairs: 32, grid: false };
const GRID = { pairs: 0, grid: true };
const NEITHER = { pairs: 0, grid: false };

/** Places of units are hidden at the same rate in all of them, so that all see the same inputs. */
export const ARMS: readonly Arm[] = [
  { name: "denoising", what: "denoising only", group: "objectives", stream: { places: NEITHER } },
  { name: "line", what: "denoising, token-to-line", group: "objectives", stream: { places: LINE } },
  { name: "grid", what: "denoising, token-to-grid", group: "objectives", stream: { places: GRID } },
  { name: "both", what: "denoising and both", group: "objectives" },
  { name: "no-image", what: "both, without the image", group: "objectives", config: { visualTokens: 0 } },
  {
    name: "no-boxes",
    what: "both, without boxes",
    group: "objectives",
    // Everything that is computed from boxes, column ranks and matches along lines included.
    config: { spatial: false, rotary: false, relations: false, matches: false, numbers: false },
  },
  { name: "none", what: "no pre-training", group: "choices", stream: null },
  {
    name: "question-in-encoder",
    what: "both, the question in the encoder",
    group: "choices",
    config: { question: "encoder" },
  },
  {
    name: "tokens",
    what: "both, tokens as positions",
    group: "choices",
    config: { positions: "tokens", piecesPerWord: 1 },
  },
];

/** Keys of a report that are compared. */
export type ScoreName = "exactMatch" | "entityF1" | "linkF1" | "denotation" | "fieldF1";

export interface SetPlan {
  name: string;
  recipe: string;
  /** Below the folder of the data; none: drawn by the generator. */
  folder?: string;
  seeds: number;
  /** What is compared first, and what stands beside it. */
  scores: readonly ScoreName[];
  /** Documents that are reported on, the first of the split. */
  judged: number;
}

export const SETS: readonly SetPlan[] = [
  { name: "sroie", recipe: "sroie", folder: "sroie", seeds: 3, scores: ["exactMatch"], judged: 61 },
  { name: "forms", recipe: "forms", seeds: 3, scores: ["exactMatch"], judged: 60 },
  { name: "funsd", recipe: "funsd", folder: "funsd", seeds: 1, scores: ["entityF1", "linkF1"], judged: 30 },
  { name: "ad-buy", recipe: "ad-buy", folder: "vrdu-ad-buy", seeds: 1, scores: ["fieldF1"], judged: 15 },
  { name: "wtq", recipe: "wtq", folder: "wikitablequestions", seeds: 1, scores: ["denotation"], judged: 60 },
];

export const LABELS = ["20", "100", "all"] as const;
export type Labels = (typeof LABELS)[number];

export interface Budget {
  preset: PresetName;
  /** Updates, and page positions of each. */
  pretrain: number;
  tune: number;
  positions: number;
}

/** About twenty and five minutes of one thread with `mini`. */
export const NOMINAL: Budget = { preset: "mini", pretrain: 800, tune: 200, positions: 1024 };

/** The nominal budget times `scale`. */
export function scaled(scale: number): Budget {
  const updates = (count: number) => Math.max(2, Math.round(count * scale));
  return { ...NOMINAL, pretrain: updates(NOMINAL.pretrain), tune: updates(NOMINAL.tune) };
}

export type Job = { arm: Arm; id: string } & (
  | { kind: "pretrain"; seed: number }
  /** `from`: the seed of the pre-training that it starts from. */
  | { kind: "tune"; set: SetPlan; labels: Labels; seed: number; from: number }
  | { kind: "errors"; set: SetPlan; seed: number }
);

export interface Choice {
  arms?: readonly string[];
  sets?: readonly string[];
  labels?: readonly string[];
  /**
   * Pre-trainings of each arm, each with first weights, pages and masks of its own; 1 when left out. The seeds of fine-tuning
   * take them in turn, so that with as many as seeds a spread holds the luck of pre-training, too.
   */
  pretrainings?: number;
  /**
   * What is left out where time is short: the hundred labels of sets with one seed; of the arms that test choices the hundred
   * labels and those sets; reading errors of all seeds but the first.
   */
  short?: boolean;
}

function chosen<T extends { name: string }>(field: string, all: readonly T[], names?: readonly string[]): T[] {
  const strange = names?.filter((name) => !all.some((one) => one.name === name)) ?? [];
  if (strange.length === 0) return all.filter(({ name }) => names?.includes(name) ?? true);
  throw new ConfigError(field, `no ${strange.join(", ")}; there are ${all.map(({ name }) => name).join(", ")}`);
}

/** The set whose tuned models are asked under reading errors, too. */
const ERRORS_ON = "sroie";

/** Where the pre-training of an arm is kept; the first has no number. */
export const pretrainId = (arm: string, seed: number) => `pretrain/${arm}${seed > 1 ? `-${seed}` : ""}`;

/**
 * The jobs in their order, seed by seed, so that what is stopped early has compared all arms: of each seed the pre-trainings
 * that are wanted first, then what is tuned from them. @throws ConfigError naming what is unknown
 */
export function jobsOf(choice: Choice = {}): Job[] {
  const arms = chosen("arms", ARMS, choice.arms);
  const sets = chosen("sets", SETS, choice.sets);
  const sizes = chosen(
    "labels",
    LABELS.map((name) => ({ name })),
    choice.labels,
  ).map(({ name }) => name);
  const left = ({ group }: Arm, { seeds }: SetPlan, labels: Labels) =>
    choice.short &&
    ((labels === "100" && (seeds === 1 || group === "choices")) || (seeds === 1 && group === "choices"));
  const { pretrainings = 1 } = choice;
  if (!(Number.isInteger(pretrainings) && pretrainings > 0)) {
    throw new ConfigError("pretrainings", `${pretrainings} is not a whole number above 0`);
  }
  const jobs: Job[] = [];
  for (let seed = 1; seed <= Math.max(...sets.map(({ seeds }) => seeds)); seed++) {
    const from = ((seed - 1) % pretrainings) + 1;
    for (const arm of from === seed ? arms.filter(({ stream }) => stream !== null) : []) {
      jobs.push({ kind: "pretrain", arm, seed, id: pretrainId(arm.name, seed) });
    }
    const own = sets.filter(({ seeds }) => seed <= seeds);
    for (const set of own) {
      for (const arm of arms) {
        for (const labels of sizes) {
          if (left(arm, set, labels)) continue;
          const id = `tune/${set.name}-${labels}-${arm.name}-${seed}`;
          jobs.push({ kind: "tune", arm, set, labels, seed, from, id });
        }
      }
    }
    if (!sizes.includes("all") || (choice.short && seed > 1)) continue;
    for (const set of own.filter(({ name }) => name === ERRORS_ON)) {
      for (const arm of arms.filter(({ group }) => group === "objectives")) {
        jobs.push({ kind: "errors", arm, set, seed, id: `errors/${set.name}-${arm.name}-${seed}` });
      }
    }
  }
  return jobs;
}
