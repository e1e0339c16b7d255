/**
 * How each preset is pre-trained, as data: the paper's three tasks on pages without labels. A run's own file changes any part of
 * it. What the paper does not say (batch, rate, steps: paper.md, section 1.4) is our choice, with its reason beside it.
 */
import { ConfigError, type PRESETS, preset } from "../model/config.ts";
import { RUN_DEFAULTS, type RunDefinition } from "./run.ts";
import { STREAM } from "./stream.ts";
import { TRAINER } from "./trainer.ts";

/** A run but for its vocabulary. */
export type Pretraining = Omit<RunDefinition, "tokenizer">;

const SYNTHETIC = { source: "synthetic", weight: 1, damaged: 0.5, pictured: 0.5 } as const;

/** All pages pre-train; a half of the batches shows the pictures, since readers of words alone must work without. */
const PAGES = { ...STREAM, pretrain: 1, visual: 0.5 };

/** T5's shapes learn with large batches at a small rate; 16,384 positions an update are about 40 pages of 400 tokens. */
const T5 = {
  // One rank of two threads: a second rank would hold all parameters, moments and gradients once more.
  workers: 1,
  trainer: { ...TRAINER, threads: 2, accumulate: 8, schedule: { peak: 5e-4, warmUp: 2000, decay: 0.9, floor: 0.02 } },
  stream: { ...PAGES, budget: 2048, corruption: { ...PAGES.corruption, limit: 127 } },
  logEvery: 10,
  saveMinutes: 15,
};

const RECIPES: Record<keyof typeof PRESETS, Partial<Pretraining>> = {
  /** A check that all works, in a minute or two. */
  tiny: {
    steps: 200,
    trainer: { ...TRAINER, schedule: { peak: 3e-3, warmUp: 20, decay: 0.4, floor: 0.02 } },
    stream: { ...PAGES, budget: 384, buckets: 6, poolPages: 64, poolBatches: 48 },
    logEvery: 20,
  },
  /** An arm of the study: twenty minutes. */
  mini: {
    minutes: 20,
    trainer: { ...TRAINER, schedule: { peak: 1.5e-3, warmUp: 150, decay: 0.4, floor: 0.02 } },
    stream: { ...PAGES, budget: 1024 },
  },
  /** The paper's smallest: 50,000 updates see some 2 million pages, a thirtieth of the paper's; costs are what the estimate says. */
  small: { ...T5, steps: 50_000 },
  base: { ...T5, steps: 50_000, trainer: { ...T5.trainer, schedule: { ...T5.trainer.schedule, peak: 3e-4 } } },
  large: { ...T5, steps: 50_000, trainer: { ...T5.trainer, schedule: { ...T5.trainer.schedule, peak: 1e-4 } } },
};

/** The recipe of a preset, on synthetic pages. @throws ConfigError naming the presets there are */
export function pretraining(name: string): Pretraining {
  const config = preset(name);
  return {
    ...RUN_DEFAULTS,
    sources: [SYNTHETIC],
    evaluatePages: 0,
    ...RECIPES[name as keyof typeof PRESETS],
    name: `pretrain-${name}`,
    config,
  };
}

/** Fields that a recipe may lack and a run may have. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  "": ["preset", "steps", "minutes", "peakGflops", "tokenizer"],
  config: ["entityLabels", "classes"],
};
/** Objects whose fields the user names. */
const OPEN = ["stream.kinds", "stream.augment", "stream.places"];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `base` with the fields of `part` in their place, objects field by field, lists whole. @throws ConfigError for a field that is none */
function merged(base: Record<string, unknown>, part: Record<string, unknown>, at: string): Record<string, unknown> {
  const result = { ...base };
  for (const [name, value] of Object.entries(part)) {
    const field = at === "" ? name : `${at}.${name}`;
    if (!(name in base) && !OPEN.includes(at) && !OPTIONAL[at]?.includes(name)) {
      throw new ConfigError(field, `is no field of a run; there are ${Object.keys(base).join(", ")}`);
    }
    const known = base[name];
    const kind = (one: unknown) => (Array.isArray(one) ? "list" : typeof one);
    // Buckets are a number or a list.
    if (known !== undefined && name !== "buckets" && kind(known) !== kind(value)) {
      throw new ConfigError(field, `is a ${kind(known)}, and ${JSON.stringify(value)} is none`);
    }
    result[name] = isObject(known) && isObject(value) ? merged(known, value, field) : value;
  }
  return result;
}

/**
 * The run that a file describes: a part of a definition, laid over the recipe of its `preset` (default mini).
 * @throws ConfigError naming the field
 * @example
 * const part = { preset: "mini", minutes: 20, trainer: { losses: { grid: 0 } }, stream: { places: { grid: false } } };
 * pretrainingOf(part, "run.json").minutes // 20
 */
export function pretrainingOf(part: unknown, file: string): Pretraining & { tokenizer?: string } {
  if (!isObject(part)) throw new ConfigError("run", `${file} holds no object with parts of a run`);
  const { preset: name = "mini", ...rest } = part;
  if (typeof name !== "string") throw new ConfigError("preset", `${JSON.stringify(name)} is no name of a preset`);
  return merged(pretraining(name) as never, rest, "") as never;
}
