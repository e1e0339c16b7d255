/**
 * Pools: some hundred pages drawn from the sources, windowed, changed a little, spoilt where they pre-train, and cut into
 * batches of nearly equal lengths. A pool is a function of (seed, rank, number), so that a run resumes without saved data; of
 * which kind and about how long the batches are, in which order, all ranks share, so that a step takes all equally long.
 */
import { asksColour } from "../data/synthetic/colours.ts";
import type { Page } from "../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import { type Random, randomStream } from "../engine/random.ts";
import type { ModelConfig } from "../model/config.ts";
import { type PageInputs, pageInputs, pageWindows } from "../model/inputs.ts";
import type { LexicalCache } from "../model/lexical.ts";
import type { Unit } from "../model/units.ts";
import type { SpecialIds } from "../model/vocabulary.ts";
import { augmentPage } from "./augment.ts";
import { type Corrupted, corrupt } from "./corrupt.ts";
import { type PageLabels, pageLabels } from "./label-batch.ts";
import { type Cut, chooseBuckets, cutBatches, spread } from "./lengths.ts";
import type { QuestionGroup, StreamOptions } from "./stream.ts";

/** Where pages come from. `draw` must depend on `random` alone. */
export interface PageSource {
  name: string;
  weight: number;
  /** False: its pages bring neither questions nor labels, and are drawn for pre-training only. */
  teaches?: boolean;
  draw(random: Random): LabelledDocument;
}

export interface PoolPage {
  inputs: PageInputs;
  questions: LabelledQuestion[];
  /** Null where the document labels no entities. */
  labels: PageLabels | null;
  index: number;
}

export type BatchKind = "ask" | "pretrain" | "label";

interface Wanted {
  visual: boolean;
  group: QuestionGroup;
}

/** A batch that is still pages. */
export type PlannedBatch = Wanted & { bucket: number } & (
    | { kind: "ask" | "label"; pages: PoolPage[] }
    | { kind: "pretrain"; pages: Corrupted[] }
  );

/** No batch can be made of what the sources give. */
export class StreamError extends RangeError {
  readonly code = "stream";
  readonly sources: string[];
  constructor(sources: readonly PageSource[], wanted: string) {
    const names = sources.map(({ name }) => name);
    super(
      `no page of ${names.join(", ") || "no source"} can be used for ${wanted}; pages need words, questions evidence on them`,
    );
    this.name = "StreamError";
    this.sources = names;
  }
}

/** Pages whose lengths the buckets are chosen by. */
const SAMPLE = 256;

/** One of `items`, by their weights. */
export function choose<T extends { weight: number }>(items: readonly T[], random: Random): T {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  let at = random.uniform() * total;
  for (const item of items) {
    at -= item.weight;
    if (at < 0) return item;
  }
  return items[items.length - 1];
}

/** Positions that a unit takes. */
const costOf = (c: ModelConfig, lexical: LexicalCache, unit: Unit) =>
  c.positions === "words" ? 1 : lexical.get(unit.text).ids.length;

const windowLength = (c: ModelConfig, lexical: LexicalCache, units: readonly Unit[]) =>
  units.reduce((sum, unit) => sum + costOf(c, lexical, unit), 0);

/** The window without its first or last units, which took at least `excess` positions. */
function cropUnits(c: ModelConfig, lexical: LexicalCache, units: Unit[], excess: number, first: boolean): Unit[] {
  let [start, end] = [0, units.length];
  for (let cut = 0; cut < excess && end - start > 1; ) {
    cut += costOf(c, lexical, first ? units[start++] : units[--end]);
  }
  return units.slice(start, end);
}

/** The inputs without the first or last units, which took at least `excess` positions; only for pages that are not asked. */
function cropInputs(page: PageInputs, excess: number, first: boolean): PageInputs {
  const n = page.texts.length;
  let [start, end] = first ? [Math.min(excess, n - 1), n] : [0, Math.max(1, n - excess)];
  while (first && start < n - 1 && page.unitOf[start] === page.unitOf[start - 1]) start++;
  while (!first && end > 1 && page.unitOf[end] === page.unitOf[end - 1]) end--;
  const colours = page.colours.length / n;
  return {
    ...page,
    unitOf: page.unitOf.slice(start, end),
    texts: page.texts.slice(start, end),
    positionsOf: new Map(),
    boxes: page.boxes.slice(start, end),
    rows: page.rows.slice(start, end),
    rankTop: page.rankTop.slice(start, end),
    rankBottom: page.rankBottom.slice(start, end),
    colours: page.colours.slice(start * colours, end * colours),
    match: null,
  };
}

export class Pools {
  readonly #c: ModelConfig;
  readonly #ids: SpecialIds;
  readonly #lexical: LexicalCache;
  readonly #sources: readonly PageSource[];
  readonly #options: StreamOptions;
  readonly #seed: number;
  readonly #rank: number;
  /** Lengths that pages are padded to, rising. */
  readonly buckets: readonly number[];

  constructor(
    c: ModelConfig,
    ids: SpecialIds,
    lexical: LexicalCache,
    sources: readonly PageSource[],
    options: StreamOptions,
    seed: number,
    rank: number,
  ) {
    this.#c = c;
    this.#ids = ids;
    this.#lexical = lexical;
    this.#sources = sources;
    this.#options = options;
    this.#seed = seed;
    this.#rank = rank;
    this.buckets = typeof options.buckets === "number" ? this.#sampledBuckets(options.buckets) : options.buckets;
  }

  /** The best buckets for a sample of the pages, the same for all ranks. */
  #sampledBuckets(count: number): number[] {
    const random = randomStream(this.#seed, "buckets");
    const { pretrain, crop } = this.#options;
    const lengths = this.#draw(this.#sources, SAMPLE, random, []).map(({ inputs }) =>
      random.uniform() < pretrain ? this.#spoil(inputs, random, []).page.texts.length : inputs.texts.length,
    );
    return chooseBuckets(
      lengths.map((length) => length / (1 + crop)),
      count,
      this.#c.window,
    );
  }

  /** Positions by which a page of `length` is too long for a bucket that it would fit but for a little. */
  #excess(length: number, buckets: readonly number[]): number {
    const below = buckets.findLast((limit) => limit < length);
    return below !== undefined && length <= below * (1 + this.#options.crop) ? length - below : 0;
  }

  #spoil(inputs: PageInputs, random: Random, buckets: readonly number[]): Corrupted {
    const { corruption } = this.#options;
    let spoilt = corrupt(this.#c, this.#ids, this.#lexical, inputs, random, corruption);
    // How long it becomes is chance: what is cut off is so much that the next try is as a rule the last.
    for (let tries = 0, cut = 0; tries < 3; tries++) {
      const excess = this.#excess(spoilt.page.texts.length, buckets);
      if (excess === 0) break;
      cut += excess + 1;
      const shorter = cropInputs(inputs, cut, random.uniform() < 0.5);
      spoilt = corrupt(this.#c, this.#ids, this.#lexical, shorter, random, corruption);
    }
    return spoilt;
  }

  #draw(sources: readonly PageSource[], count: number, random: Random, buckets: readonly number[]): PoolPage[] {
    const { augment, label } = this.#options;
    const drawn: PoolPage[] = [];
    for (let i = 0; i < count; i++) {
      const labelled = choose(sources, random).draw(random);
      if (labelled.document.pages.length === 0) continue;
      const index = random.below(labelled.document.pages.length);
      const printed = labelled.document.pages[index];
      const page: Page = augmentPage(printed, random, augment);
      const windows = pageWindows(this.#c, this.#lexical, page);
      if (windows.length === 0) continue;
      const window = windows[random.below(windows.length)];
      const excess = this.#excess(windowLength(this.#c, this.#lexical, window), buckets);
      const units = excess > 0 ? cropUnits(this.#c, this.#lexical, window, excess, random.uniform() < 0.5) : window;
      const inputs = pageInputs(this.#c, this.#lexical, page, units);
      const labels = label > 0 ? pageLabels(this.#c, labelled, page, index, inputs) : null;
      // What has lost its colours cannot be asked for them.
      const seen = page.words.every((word, w) => word.ink === printed.words[w].ink);
      const questions = seen ? labelled.questions : labelled.questions.filter((question) => !asksColour(question));
      drawn.push({ inputs, questions, labels, index });
    }
    return drawn;
  }

  /** Of which kind each batch of a pool is. Without a source that teaches, all of them pre-train. */
  #kinds(pool: number, teaching: boolean): (Wanted & { kind: BatchKind })[] {
    const { poolBatches, pretrain, visual, groups, label } = this.#options;
    return Array.from({ length: poolBatches }, (_, index) => {
      const shared = randomStream(this.#seed, `shape ${pool} ${index}`);
      const pretrains = shared.uniform() < pretrain;
      const shows = shared.uniform() < visual && this.#c.visualTokens > 0;
      const group = choose(groups, shared);
      const labels = shared.uniform() < label;
      const kind = !teaching ? "pretrain" : labels ? "label" : pretrains ? "pretrain" : "ask";
      return { kind, visual: shows, group };
    });
  }

  /** The batches of a pool. @throws StreamError */
  plan(pool: number): PlannedBatch[] {
    const { budget, poolPages } = this.#options;
    const random = randomStream(this.#seed, `pool ${this.#rank} ${pool}`);
    const teachers = this.#sources.filter(({ teaches }) => teaches !== false);
    const wanted = this.#kinds(pool, teachers.length > 0);
    const share = wanted.filter(({ kind }) => kind === "pretrain").length / wanted.length;
    const taught = share < 1 ? this.#draw(teachers, poolPages, random, this.buckets) : [];
    // The pages that teach pre-train, too, unless there are others: then more are drawn than are needed, for the sake of choice.
    const reused = taught.length > 0 && teachers.length === this.#sources.length;
    const count = Math.ceil(poolPages * Math.min(1, 3 * share));
    const plain = reused ? taught : share > 0 ? this.#draw(this.#sources, count, random, this.buckets) : [];
    const spoilt = share > 0 ? plain.map(({ inputs }) => this.#spoil(inputs, random, this.buckets)) : [];

    const cuts = new Map<string, Cut<PoolPage | Corrupted>[]>();
    const add = (name: string, pages: readonly (PoolPage | Corrupted)[]) => {
      const inputs = (page: PoolPage | Corrupted) => ("inputs" in page ? page.inputs : page.page);
      const cut = (some: readonly (PoolPage | Corrupted)[]) =>
        cutBatches(some, (page) => inputs(page).texts.length, this.buckets, budget);
      // Pages of equal length come in random order.
      const mixed = random.shuffle([...pages]);
      cuts.set(name, cut(mixed));
      cuts.set(`${name} shown`, cut(mixed.filter((page) => inputs(page).patches !== null)));
    };
    add("pretrain", spoilt);
    add(
      "ask",
      taught.filter(({ questions }) => questions.length > 0),
    );
    add(
      "label",
      taught.filter(({ labels }) => labels !== null),
    );
    return this.#pick(pool, wanted, cuts);
  }

  /** Batches in the order wanted: of those of each kind evenly from the longest to the shortest, alike on all ranks. */
  #pick(
    pool: number,
    wanted: readonly (Wanted & { kind: BatchKind })[],
    cuts: ReadonlyMap<string, Cut<PoolPage | Corrupted>[]>,
  ): PlannedBatch[] {
    const some = (name: string) => (cuts.get(name)?.length ?? 0) > 0;
    const names = wanted.map(({ kind, visual }) => {
      const kinds = [kind, "ask", "pretrain", "label"].filter(some);
      if (kinds.length === 0) throw new StreamError(this.#sources, kind);
      return visual && some(`${kinds[0]} shown`) ? `${kinds[0]} shown` : kinds[0];
    });
    const planned: PlannedBatch[] = [];
    for (const name of new Set(names)) {
      const shared = randomStream(this.#seed, `order ${pool} ${name}`);
      const places = names.flatMap((other, i) => (other === name ? [i] : []));
      const batches = spread(cuts.get(name) as Cut<PoolPage | Corrupted>[], places.length, shared.uniform());
      shared.shuffle(places).forEach((place, i) => {
        const { bucket, items } = batches[i];
        const [kind, shown] = name.split(" ");
        planned[place] = {
          kind,
          visual: shown !== undefined,
          group: wanted[place].group,
          bucket,
          pages: items,
        } as never;
      });
    }
    return planned;
  }
}
