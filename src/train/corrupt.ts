/**
 * Pages spoilt for pre-training. Denoising: a span of units becomes one sentinel that keeps the span's enclosing box, so that
 * it does not leak word lengths. Token-to-line and token-to-grid: the places of some units are hidden (coordinates, rotation,
 * relations), since with them both answers could be read off; they must follow from the neighbours.
 */
import type { Box } from "../document/box.ts";
import type { Random } from "../engine/random.ts";
import { spanBox } from "../model/batch.ts";
import type { ModelConfig } from "../model/config.ts";
import { CASE_FEATURES, NUMBER_FEATURES, RANKS } from "../model/features.ts";
import type { PageInputs, PositionText } from "../model/inputs.ts";
import type { LexicalCache } from "../model/lexical.ts";
import type { SpecialIds } from "../model/vocabulary.ts";

export interface CorruptionOptions {
  /** Share of units that are masked (T5: 0.15), and mean units of a span (T5: 3). */
  density: number;
  span: number;
  /** Share of units whose place is hidden. */
  hidden: number;
  /** Longest denoising target in tokens. */
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
  /** Sentinels and the pieces of what they hide, without the end token. */
  target: number[];
  /** Positions of `page` whose place is hidden. */
  hidden: Set<number>;
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
  const n = page.texts.length;
  const target: number[] = [];
  /** Position -> span that starts there. */
  const spans = new Map<number, { end: number; sentinel: number }>();
  const wanted = Math.max(1, Math.round((n * options.density) / options.span));
  const starts = random
    .shuffle(Array.from({ length: n }, (_, i) => i))
    .slice(0, Math.min(wanted, ids.sentinels.length));
  let previousEnd = 0;
  for (const start of starts.sort((a, b) => a - b)) {
    if (start < previousEnd) continue;
    let end = start + 1;
    // Geometric lengths with the wanted mean; a span stays on its line, whose box it keeps.
    while (end < n && page.rows[end] === page.rows[start] && random.uniform() < 1 - 1 / options.span) end++;
    const sentinel = ids.sentinels[spans.size];
    const pieces = page.texts
      .slice(start, end)
      .flatMap(({ entry, id }) => (id >= 0 ? [id] : lexical.get(entry.text).ids));
    if (target.length + pieces.length + 1 > options.limit) break;
    target.push(sentinel, ...pieces);
    spans.set(start, { end, sentinel });
    // A unit stays visible between two spans.
    previousEnd = end + 1;
  }

  const kept: number[] = [];
  const texts: PositionText[] = [];
  const boxes: Box[] = [];
  for (let i = 0; i < n; i++) {
    const span = spans.get(i);
    kept.push(i);
    texts.push(span ? specialText(c, span.sentinel) : page.texts[i]);
    boxes.push(
      span
        ? spanBox(
            page,
            Array.from({ length: span.end - i }, (_, j) => i + j),
          )
        : page.boxes[i],
    );
    if (span) i = span.end - 1;
  }
  const take = (values: Int32Array, masked?: number) =>
    Int32Array.from(kept, (i) => (masked !== undefined && spans.has(i) ? masked : values[i]));
  const colours = page.colours.length / Math.max(1, n);
  const corrupted: PageInputs = {
    units: page.units,
    unitOf: take(page.unitOf),
    texts,
    positionsOf: new Map(),
    boxes,
    rows: take(page.rows),
    rankTop: c.numbers ? take(page.rankTop, RANKS - 1) : page.rankTop,
    rankBottom: c.numbers ? take(page.rankBottom, RANKS - 1) : page.rankBottom,
    colours: Float32Array.from({ length: kept.length * colours }, (_, i) => {
      const position = kept[Math.floor(i / colours)];
      return spans.has(position) ? 0 : page.colours[position * colours + (i % colours)];
    }),
    match: null,
    patches: page.patches,
  };
  const hidden = new Set<number>();
  for (let i = 0; i < kept.length; i++) if (random.uniform() < options.hidden) hidden.add(i);
  return { page: corrupted, target, hidden };
}
