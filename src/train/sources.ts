/** Page sources by name: what a run file asks for as plain data, so that every rank builds the same. */
import { synthesize } from "../data/synthetic/synthesize.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import type { PageSource } from "./stream.ts";

export interface SyntheticSource {
  source: "synthetic";
  weight: number;
  /** Share of the pages that get OCR errors. */
  damaged: number;
}

export type SourceSpec = SyntheticSource;

/** Seeds below are kept for pages that models are judged on. */
export const TRAINING_SEEDS = 1_000_000;

function synthetic(spec: SyntheticSource): PageSource {
  return {
    name: "synthetic",
    weight: spec.weight,
    draw(random): LabelledDocument {
      const seed = TRAINING_SEEDS + random.below(2 ** 31 - TRAINING_SEEDS);
      return synthesize({ seed, options: { templates: "train" } }).labelled;
    },
  };
}

export function pageSources(specs: readonly SourceSpec[]): PageSource[] {
  return specs.map(synthetic);
}

/** The pages that training is judged on, shared out between ranks. Their ways of asking are all there are. */
export function* developmentPages(count: number, rank: number, size: number): Generator<LabelledDocument> {
  for (let seed = rank; seed < count; seed += size) {
    yield synthesize({ seed, options: { templates: "all" } }).labelled;
  }
}
