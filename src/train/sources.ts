/** Page sources by name: what a run file asks for as plain data, so that every rank builds the same. */
import { readLabelled } from "../data/common-format.ts";
import { damage, damageRates } from "../data/synthetic/damage.ts";
import { findForbidden } from "../data/synthetic/forbidden.ts";
import type { PageKind } from "../data/synthetic/layouts/layouts.ts";
import { synthesize } from "../data/synthetic/synthesize.ts";
import { thumbnail } from "../data/synthetic/thumbnail.ts";
import type { PageImage } from "../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import type { Random } from "../engine/random.ts";
import { fieldQuestions } from "../tasks/fields.ts";
import type { PageSource } from "./stream.ts";

export interface SyntheticSource {
  source: "synthetic";
  weight: number;
  /** Kinds of pages; all, mixed as the generator wants them, when left out. */
  kinds?: PageKind[];
  /** Share of the pages that get reading errors, of a severity drawn anew for each. */
  damaged: number;
  /** Share of the pages that bring their image. */
  pictured: number;
}

export interface LabelledSource {
  source: "labelled";
  weight: number;
  /** Folder in the common format, and its split. */
  folder: string;
  split: string;
  /** The first so many documents; all when left out. */
  limit?: number;
  /** Fields are asked for in varied words, besides the documents' own questions. */
  fields: boolean;
  damaged: number;
}

export type SourceSpec = SyntheticSource | LabelledSource;

/** Seeds below are kept for pages that models are judged on. */
export const TRAINING_SEEDS = 1_000_000;

/** The page's small picture, made from its scene: as much as the visual branch sees. */
function picture(make: () => PageImage["thumbnail"]): PageImage {
  const small = make();
  return { width: small.width, height: small.height, thumbnail: small, read: async () => small };
}

function spoil(labelled: LabelledDocument, share: number, random: Random): LabelledDocument {
  if (random.uniform() >= share) return labelled;
  return damage(labelled, random.below(2 ** 31), damageRates(random.uniform()));
}

function synthetic(spec: SyntheticSource): PageSource {
  return {
    name: "synthetic",
    weight: spec.weight,
    draw(random): LabelledDocument {
      const seed = TRAINING_SEEDS + random.below(2 ** 31 - TRAINING_SEEDS);
      const kind = spec.kinds?.[random.below(spec.kinds.length)];
      const { labelled, scene } = synthesize({ seed, kind, options: { templates: "train" } });
      const { document } = labelled;
      if (random.uniform() < spec.pictured) {
        document.pages[0].image = picture(() => thumbnail(scene));
      }
      return spoil(labelled, spec.damaged, random);
    },
  };
}

async function labelled(spec: LabelledSource): Promise<PageSource> {
  const documents: LabelledDocument[] = [];
  for await (const document of readLabelled(spec.folder, spec.split, { limit: spec.limit })) {
    if (findForbidden(document) === undefined) documents.push(document);
  }
  return {
    name: spec.folder,
    weight: spec.weight,
    draw(random): LabelledDocument {
      const document = documents[random.below(documents.length)];
      const asked: LabelledQuestion[] = spec.fields ? fieldQuestions(document, random) : [];
      return spoil({ ...document, questions: [...document.questions, ...asked] }, spec.damaged, random);
    },
  };
}

export async function pageSources(specs: readonly SourceSpec[]): Promise<PageSource[]> {
  return Promise.all(specs.map((spec) => (spec.source === "synthetic" ? synthetic(spec) : labelled(spec))));
}

/** The pages that training is judged on, shared out between ranks. Their ways of asking are all there are. */
export function* developmentPages(count: number, rank: number, size: number): Generator<LabelledDocument> {
  for (let seed = rank; seed < count; seed += size) {
    const { labelled, scene } = synthesize({ seed, options: { templates: "all" } });
    labelled.document.pages[0].image = picture(() => thumbnail(scene));
    yield seed % 3 === 0 ? damage(labelled, seed, damageRates(0.4)) : labelled;
  }
}
