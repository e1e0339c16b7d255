/** Page sources by name: what a run file asks for as plain data, so that every rank builds the same. */
import { openFormat } from "../data/formats/formats.ts";
import { keptPage, type PageFile } from "../data/page-folder.ts";
import { damage, damageRates } from "../data/synthetic/damage.ts";
import { findForbidden } from "../data/synthetic/forbidden.ts";
import type { PageKind } from "../data/synthetic/layouts/layouts.ts";
import { synthesize } from "../data/synthetic/synthesize.ts";
import { thumbnail } from "../data/synthetic/thumbnail.ts";
import { DOCUMENT_VERSION, type PageImage } from "../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import type { Random } from "../engine/random.ts";
import { fieldQuestions } from "../tasks/fields.ts";
import { documentPages, type Taught } from "./documents.ts";
import type { PageSource } from "./pool.ts";
import type { Recipe } from "./recipe.ts";
import { noSupervision, supervise } from "./supervise.ts";

/** Pages made up from seeds. */
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

/** Documents of a data set. */
export interface LabelledSource {
  source: "labelled";
  weight: number;
  /** Folder of a data set, its layout (the common format when left out), and its split. */
  folder: string;
  format?: string;
  split: string;
  /** The first so many documents; all when left out. */
  limit?: number;
  /** Fields are asked for in varied words, besides the documents' own questions. */
  fields: boolean;
  /** What is learned by weak supervision, as a recipe's: evidence is looked for where the data set gives none. */
  learns?: Recipe["learns"];
  damaged: number;
  /** Share of the pages that bring their image, of those that have one. None when left out. */
  pictured?: number;
}

/** Pages without labels: files below a folder, or (with `split`) the page images of a data set, read by us. */
export interface FilesSource {
  source: "files";
  weight: number;
  folder: string;
  /** The data set whose images are read, by its layout and split; without, all files that can be read. */
  format?: string;
  split?: string;
  ocr?: "small" | "tiny" | "tesseract";
  /** Folder in which read pages are kept. */
  cache: string;
  /** The first so many files or documents. */
  limit?: number;
  damaged: number;
  pictured: number;
}

/** Documents that the run is given in memory. */
export interface DocumentsSource {
  source: "documents";
  weight: number;
  taught: Taught;
  damaged: number;
}

/** Where pages come from. */
export type SourceSpec = SyntheticSource | LabelledSource | FilesSource | DocumentsSource;

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

/** The page with its image in so many of the cases. */
function maybePictured(labelled: LabelledDocument, share: number, random: Random): LabelledDocument {
  if (random.uniform() < share) return labelled;
  const pages = labelled.document.pages.map(({ image: _, ...page }) => page);
  return { ...labelled, document: { ...labelled.document, pages } };
}

async function labelled(spec: LabelledSource): Promise<PageSource> {
  const { folder, split, limit, fields, damaged, pictured = 0 } = spec;
  const format = await openFormat(spec.format ?? "docformer");
  const documents: LabelledDocument[] = [];
  for await (const document of format.read(folder, split, { limit, images: pictured > 0 })) {
    if (document.document.pages.length > 0 && findForbidden(document) === undefined) documents.push(document);
  }
  if (documents.length === 0) throw new SourceError(folder, `the split ${split} has no document with pages`);
  const { learns } = spec;
  if (learns) {
    const taught = documents.map((one) => supervise(one, learns, noSupervision()));
    const spoiled = (drawn: LabelledDocument, random: Random) =>
      spoil(maybePictured(drawn, pictured, random), damaged, random);
    return { ...documentPages(taught, { learns, classes: [] }, spec.weight, spoiled), name: folder };
  }
  return {
    name: folder,
    weight: spec.weight,
    teaches: documents.some(({ questions, entities }) => questions.length + entities.length > 0),
    draw(random): LabelledDocument {
      const document = documents[random.below(documents.length)];
      const asked: LabelledQuestion[] = fields ? fieldQuestions(document, random) : [];
      const drawn = { ...document, questions: [...document.questions, ...asked] };
      return spoil(maybePictured(drawn, pictured, random), damaged, random);
    },
  };
}

function files({ folder, weight, damaged, pictured }: FilesSource, all: readonly PageFile[] = []): PageSource {
  if (all.length === 0) throw new SourceError(folder, "no file with a page that has words was read");
  return {
    name: folder,
    weight,
    teaches: false,
    // A file at a time, so that one of a thousand pages counts as one.
    draw(random): LabelledDocument {
      const file = all[random.below(all.length)];
      const page = keptPage(file, random.below(file.pages));
      const source = { name: file.name, mime: "application/json", sha256: file.sha256 };
      const nothing = { questions: [], fields: {}, entities: [], links: [], statements: [] };
      const drawn: LabelledDocument = {
        id: file.name,
        document: { version: DOCUMENT_VERSION, source, pages: [page] },
        ...nothing,
      };
      return spoil(maybePictured(drawn, pictured, random), damaged, random);
    },
  };
}

/** A source has no pages. */
export class SourceError extends RangeError {
  readonly code = "source";
  readonly folder: string;
  constructor(folder: string, message: string) {
    super(`${folder}: ${message}`);
    this.name = "SourceError";
    this.folder = folder;
  }
}

/** What sources draw from that is no part of their definition. */
export interface SourceData {
  /** Of sources of documents. */
  documents?: readonly LabelledDocument[];
  /** Of sources of files, by their place in the list of sources: what prepareSources has read. */
  files?: readonly (readonly PageFile[])[];
}

/** The sources of a run. @throws SourceError where one has no pages */
export async function pageSources(specs: readonly SourceSpec[], data: SourceData = {}): Promise<PageSource[]> {
  return Promise.all(
    specs.map((spec, i) => {
      if (spec.source === "synthetic") return synthetic(spec);
      if (spec.source === "labelled") return labelled(spec);
      if (spec.source === "files") return files(spec, data.files?.[i]);
      const spoiled = (drawn: LabelledDocument, random: Random) => spoil(drawn, spec.damaged, random);
      return documentPages(data.documents ?? [], spec.taught, spec.weight, spoiled);
    }),
  );
}

/** The pages that training is judged on, shared out between ranks. Their ways of asking are all there are. */
export function* developmentPages(count: number, rank: number, size: number): Generator<LabelledDocument> {
  for (let seed = rank; seed < count; seed += size) {
    const { labelled, scene } = synthesize({ seed, options: { templates: "all" } });
    labelled.document.pages[0].image = picture(() => thumbnail(scene));
    yield seed % 3 === 0 ? damage(labelled, seed, damageRates(0.4)) : labelled;
  }
}
