/**
 * Pages spoilt for pre-training. Denoising: a span of units on one line becomes one sentinel that keeps the span's enclosing
 * box, so that it tells where and how much room there is, but not how many words of which lengths. Token-to-line and
 * token-to-grid: the places of some units are hidden (coordinates, rotation, relations, ranks). With its box as input a unit's
 * cell is read off the first coordinate table and its line off two of them, and nothing is learned; hidden, both must follow
 * from what the text says and from the neighbours, whose places stay. Sentinels keep theirs: one thing is asked of a unit.
 */
import type { Box } from "../document/box.ts";
import type { Random } from "../engine/random.ts";
import { spanBox } from "../model/batch.ts";
import type { ModelConfig } from "../model/config.ts";
import { CASE_FEATURES, NUMBER_FEATURES } from "../model/features.ts";
import type { PageInputs, PositionText } from "../model/inputs.ts";
import type { LexicalCache } from "../model/lexical.ts";
import { columnRanks } from "../model/numbers.ts";
import type { SpecialIds } from "../model/vocabulary.ts";

/** What of a page is hidden. */
export interface CorruptionOptions {
  /** Share of the units that are masked; 0: no denoising. T5's rate: more leaves too little to tell from, less wastes an encoding. */
  density: number;
  /** Mean units of a span (T5's): single words are guessed from grammar, long spans are hopeless. Spans end with their line. */
  span: number;
  /** Share of the units whose place is hidden: few enough that most neighbours of a hidden unit are in place. */
  hidden: number;
  /** Longest denoising target in tokens, which is what the decoder costs. On long pages it caps the density, evenly over the page. */
  limit: number;
}

export const CORRUPTION: CorruptionOptions = { density: 0.15, span: 3, hidden: 0.15, limit: 63 };

/** A special token as the text of a position. */
export function specialText(c: ModelConfig, id: number): PositionText {
  return {
    entry: {
      text: `\u0000${id}`,
      ids: [id],
      pieces: [id],
      magnitude: { value: Number.NaN, date: false },
      numbers: new Float32Array(NUMBER_FEATURES),
      letterCase: new Float32Array(CASE_FEATURES),
      grams: new Map(),
    },
    id: c.positions === "words" ? -1 : id,
  };
}

export interface Corrupted {
  page: PageInputs;
  /** Sentinels and the pieces of what they hide, without the end token; empty where nothing is masked. */
  target: number[];
  /** Positions of `page` whose place is hidden. */
  hidden: Set<number>;
}

/** Positions `start` up to `end` of one unit or one span. */
interface Run {
  start: number;
  end: number;
}

/** Each unit's positions: several where positions are tokens, all masked or hidden together, since each knows its whole word. */
function unitRuns(page: PageInputs): Run[] {
  const runs: Run[] = [];
  page.unitOf.forEach((unit, i) => {
    if (i > 0 && unit === page.unitOf[i - 1]) runs[runs.length - 1].end = i + 1;
    else runs.push({ start: i, end: i + 1 });
  });
  return runs;
}

const piecesOf = (page: PageInputs, lexical: LexicalCache, { start, end }: Run): number[] =>
  page.texts.slice(start, end).flatMap(({ entry, id }) => (id >= 0 ? [id] : lexical.get(entry.text).ids));

/** Runs of units to mask, in the order of the page: never two without a unit between them. */
function drawSpans(
  page: PageInputs,
  units: readonly Run[],
  lexical: LexicalCache,
  most: number,
  random: Random,
  { density, span, limit }: CorruptionOptions,
): Run[] {
  const spans: Run[] = [];
  const wanted = density > 0 ? Math.max(1, Math.round(units.length * density)) : 0;
  const taken = new Uint8Array(units.length);
  let masked = 0;
  let length = 0;
  // In random order, so that whatever limit ends it, what is masked lies all over the page.
  for (const first of random.shuffle(Array.from(units, (_, i) => i))) {
    if (masked >= wanted || spans.length >= most) break;
    if (taken[first] || taken[first - 1]) continue;
    let last = first;
    const row = page.rows[units[first].start];
    const free = (i: number) => i < units.length && !taken[i] && !taken[i + 1] && page.rows[units[i].start] === row;
    if (!free(first)) continue;
    while (masked + last + 1 - first < wanted && free(last + 1) && random.uniform() < 1 - 1 / span) last++;
    const run = { start: units[first].start, end: units[last].end };
    const cost = piecesOf(page, lexical, run).length + 1;
    if (length + cost > limit) continue;
    taken.fill(1, first, last + 1);
    spans.push(run);
    masked += last + 1 - first;
    length += cost;
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Masks spans and hides places of one page. */
export function corrupt(
  c: ModelConfig,
  ids: SpecialIds,
  lexical: LexicalCache,
  page: PageInputs,
  random: Random,
  options: CorruptionOptions = CORRUPTION,
): Corrupted {
  const units = unitRuns(page);
  const spans = drawSpans(page, units, lexical, ids.sentinels.length, random, options);
  const target = spans.flatMap((span, i) => [ids.sentinels[i], ...piecesOf(page, lexical, span)]);
  const spanAt = new Map(spans.map((span, i) => [span.start, { ...span, sentinel: ids.sentinels[i] }]));
  const hiddenUnits = new Set(units.flatMap(({ start }) => (random.uniform() < options.hidden ? [start] : [])));

  const kept: number[] = [];
  const texts: PositionText[] = [];
  const boxes: Box[] = [];
  const hidden = new Set<number>();
  for (const { start, end } of units) {
    if (kept.length > 0 && start < (spanAt.get(kept[kept.length - 1])?.end ?? 0)) continue;
    const span = spanAt.get(start);
    if (span) {
      const positions = Array.from({ length: span.end - start }, (_, i) => start + i);
      kept.push(start);
      texts.push(specialText(c, span.sentinel));
      boxes.push(spanBox(page, positions));
      continue;
    }
    for (let i = start; i < end; i++) {
      if (hiddenUnits.has(start)) hidden.add(kept.length);
      kept.push(i);
      texts.push(page.texts[i]);
      boxes.push(page.boxes[i]);
    }
  }
  const take = (values: Int32Array) => Int32Array.from(kept, (i) => values[i]);
  // What is masked or out of place counts in no rank, else the ranks of the others would tell of it.
  const ranks = c.numbers
    ? columnRanks(
        texts.map(({ entry }, i) => (hidden.has(i) ? { value: Number.NaN, date: false } : entry.magnitude)),
        boxes,
      )
    : null;
  const colours = page.colours.length / Math.max(1, page.texts.length);
  const corrupted: PageInputs = {
    units: page.units,
    unitOf: take(page.unitOf),
    texts,
    positionsOf: new Map(),
    boxes,
    rows: take(page.rows),
    rankTop: ranks?.top ?? page.rankTop,
    rankBottom: ranks?.bottom ?? page.rankBottom,
    colours: Float32Array.from({ length: kept.length * colours }, (_, i) => {
      const position = kept[Math.floor(i / colours)];
      return spanAt.has(position) ? 0 : page.colours[position * colours + (i % colours)];
    }),
    match: null,
    patches: page.patches,
  };
  return { page: corrupted, target, hidden };
}
