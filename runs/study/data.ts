/**
 * The documents of the study in memory: those to learn from with their evidence found, those to report on, and pages without
 * labels. Pictures are as small as the model sees them; what was read once is kept on disk, since decoding costs minutes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { openFormat } from "../../src/data/formats/formats.ts";
import { damage, damageRates } from "../../src/data/synthetic/damage.ts";
import { findForbidden } from "../../src/data/synthetic/forbidden.ts";
import { synthesize } from "../../src/data/synthetic/synthesize.ts";
import { thumbnail } from "../../src/data/synthetic/thumbnail.ts";
import type { LabelledDocument } from "../../src/document/labelled.ts";
import { type Random, randomStream } from "../../src/engine/random.ts";
import { fitWithin } from "../../src/read/pixels.ts";
import type { Taught, TaughtDocuments } from "../../src/train/documents.ts";
import { documentPages } from "../../src/train/documents.ts";
import { taughtPart } from "../../src/train/measure.ts";
import type { PageSource } from "../../src/train/pool.ts";
import { portable } from "../../src/train/prepare.ts";
import type { Recipe } from "../../src/train/recipe.ts";
import { builtInRecipe } from "../../src/train/recipes/recipes.ts";
import { pageSources, TRAINING_SEEDS } from "../../src/train/sources.ts";
import { noSupervision, supervise } from "../../src/train/supervise.ts";
import type { SetPlan } from "./plan.ts";

export interface StudySet {
  recipe: Recipe;
  taught: Taught;
  /** All that may be learned from, labels made questions with evidence. */
  train: LabelledDocument[];
  /** With the labels that are taught alone. */
  report: LabelledDocument[];
  /** Labels of entities; empty where none are taught. */
  labels: string[];
}

/** What a set's recipe is in the study: its own labels and nothing else, and the picture wherever there is one. */
export function recipeOf({ recipe, name }: SetPlan): Recipe {
  const own: Recipe = { ...builtInRecipe(recipe), synthetic: 0, pictured: 1 };
  // Entities are FUNSD's part; here it is what forms are asked.
  return name === "forms" ? { ...own, learns: { ...own.learns, entities: undefined } } : own;
}

/** Drawn forms: as many as SROIE has receipts, and others, from seeds that nothing is trained on, to report on. */
const FORMS = { train: 400, report: 60, first: 500_000 };

function drawnForms(seed: number, count: number, templates: "train" | "all"): LabelledDocument[] {
  return Array.from({ length: count }, (_, i) => {
    const { labelled, scene } = synthesize({ seed: seed + i, kind: "form", options: { templates } });
    const small = thumbnail(scene, SIDE);
    labelled.document.pages[0].image = {
      width: small.width,
      height: small.height,
      thumbnail: small,
      read: async () => small,
    };
    return labelled;
  });
}

/** Longest side of pictures in pixels; the model sees 64 by 64 of them. */
const SIDE = 96;

/** The document with small pictures: changing their colours at every draw costs more than a tiny model's update. */
function shrunk(labelled: LabelledDocument): LabelledDocument {
  const pages = labelled.document.pages.map((page) =>
    page.image ? { ...page, image: { ...page.image, thumbnail: fitWithin(page.image.thumbnail, SIDE) } } : page,
  );
  return { ...labelled, document: { ...labelled.document, pages } };
}

export class StudyData {
  /** Where the sets are, and where what was read is kept. */
  readonly #shared: string;
  readonly #cache: string;
  readonly #sets = new Map<string, Promise<StudySet>>();

  constructor(shared: string, cache: string) {
    this.#shared = shared;
    this.#cache = cache;
  }

  async #read(folder: string, split: string, limit?: number): Promise<LabelledDocument[]> {
    const file = join(this.#cache, `${folder}-${split}-${limit ?? "all"}.v8`);
    if (existsSync(file)) return deserialize(readFileSync(file));
    const format = await openFormat("docformer");
    const documents: LabelledDocument[] = [];
    for await (const one of format.read(join(this.#shared, folder), split, { limit, images: true })) {
      if (one.document.pages.length > 0 && findForbidden(one) === undefined) documents.push(one);
    }
    const kept = portable(documents).map(shrunk);
    mkdirSync(this.#cache, { recursive: true });
    writeFileSync(file, serialize(kept));
    return kept;
  }

  set(plan: SetPlan): Promise<StudySet> {
    let known = this.#sets.get(plan.name);
    if (!known) {
      known = this.#make(plan);
      this.#sets.set(plan.name, known);
    }
    return known;
  }

  async #make(plan: SetPlan): Promise<StudySet> {
    const { folder, judged } = plan;
    const recipe = recipeOf(plan);
    const train =
      folder === undefined
        ? drawnForms(TRAINING_SEEDS + FORMS.first, FORMS.train, "train")
        : await this.#read(folder, "train");
    const report =
      folder === undefined ? drawnForms(FORMS.first, FORMS.report, "all") : await this.#read(folder, "dev", judged);
    const taught: Taught = { learns: recipe.learns, classes: [] };
    const ignored = new Set(recipe.learns.entities?.ignore);
    const named = recipe.learns.entities ? train.flatMap(({ entities }) => entities.map(({ label }) => label)) : [];
    const counts = noSupervision();
    return {
      recipe,
      taught,
      train: train.map((one) => supervise(one, recipe.learns, counts)),
      report: report.map((one) => taughtPart(one, taught)),
      labels: [...new Set(named)].filter((label) => !ignored.has(label)).sort(),
    };
  }

  /** Pages without labels: half of them drawn, half of them real. */
  async unlabelled(): Promise<PageSource[]> {
    const nothing: Taught = { learns: { fields: false, statements: false }, classes: [] };
    const spoil = (one: LabelledDocument, random: Random) =>
      random.uniform() < 0.3 ? damage(one, random.below(2 ** 31), damageRates(random.uniform())) : one;
    const pages = (documents: readonly LabelledDocument[], weight: number) => {
      const bare = documents.map((one) => ({
        ...one,
        questions: [],
        fields: {},
        entities: [],
        links: [],
        statements: [],
      }));
      return { ...documentPages(bare, nothing, weight, spoil), teaches: false };
    };
    const drawn = await pageSources([{ source: "synthetic", weight: 0.5, damaged: 0.5, pictured: 1 }]);
    return [
      ...drawn,
      // Measured and not given away, so that all real pages may be used; their labels are not.
      pages(await this.#read("pretrain-pages", "pages", 300), 0.35),
      pages(await this.#read("sroie", "train"), 0.15),
    ];
  }
}

/** `count` of the documents, drawn by `seed`: the same for all arms. */
export function fewOf(train: readonly LabelledDocument[], count: number | "all", seed: number): LabelledDocument[] {
  if (count === "all") return [...train];
  return randomStream(seed, "documents")
    .shuffle([...train])
    .slice(0, count);
}

/** The labelled documents as a source of pages, spoilt as the recipe says. */
export function taughtSource({ taught, recipe }: StudySet, documents: TaughtDocuments["train"]): PageSource {
  return documentPages(documents, taught, 1, (one, random) =>
    random.uniform() < recipe.damaged ? damage(one, random.below(2 ** 31), damageRates(random.uniform())) : one,
  );
}
