/**
 * The columns of a table: where no text stands on most rows, and where vertical lines run. Pure geometry.
 */
import type { Box } from "../../document/box.ts";
import type { Row, Sheet } from "./sheet.ts";

/** Columns from left to right, as extents of their text; `parts` are the x that part them, one fewer. */
export interface Columns {
  extents: [number, number][];
  parts: number[];
}

/** Share of the rows whose text may cross a gap: heads that span, and headings. */
const CROSSED = 0.12;

/** Text may reach this far over a line, in pages. */
const SLACK = 0.004;

interface Stretch {
  from: number;
  to: number;
}

export function columnsOf(rows: readonly Row[], box: Readonly<Box>, sheet: Sheet): Columns {
  const several = rows.filter(({ chunks }) => chunks.length >= 2);
  const body = several.length >= 2 ? several : rows;
  const spans = body.flatMap(({ chunks }) => chunks.map(({ box: [from, , to] }) => ({ from, to })));
  const limit = Math.max(body.length >= 4 ? 1 : 0, Math.floor(CROSSED * body.length));
  const filled = stretchesAbove(spans, limit);
  // Text that stands in a gap all by itself is a column with few cells.
  const own = spans.filter(({ from, to }) => filled.every((other) => to <= other.from || from >= other.to));
  const stretches = [...filled, ...joined(own)].sort((a, b) => a.from - b.from);
  const lines = longLines(rows, box, sheet);
  const cuts = [...lines];
  for (let i = 1; i < stretches.length; i++) {
    const [left, right] = [stretches[i - 1].to, stretches[i].from];
    if (right - left < 0.3 * sheet.text) continue;
    if (lines.some((at) => at > left - 0.4 * sheet.text && at < right + 0.4 * sheet.text)) continue;
    cuts.push((left + right) / 2);
  }
  return settle(
    cuts.sort((a, b) => a - b),
    spans,
  );
}

/** Where more than `limit` spans lie above each other. */
function stretchesAbove(spans: readonly Stretch[], limit: number): Stretch[] {
  const edges = spans.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at || b.by - a.by);
  const found: Stretch[] = [];
  let depth = 0;
  for (const { at, by } of edges) {
    const before = depth;
    depth += by;
    if (before <= limit && depth > limit) found.push({ from: at, to: at });
    if (before > limit && depth <= limit) found[found.length - 1].to = at;
  }
  return found;
}

function joined(spans: readonly Stretch[]): Stretch[] {
  return stretchesAbove(spans, 0);
}

/** x of vertical lines that run along a good part of the table. */
function longLines(rows: readonly Row[], box: Readonly<Box>, { rules, text }: Sheet): number[] {
  const lengths: { at: number; length: number }[] = [];
  for (const { at, from, to } of rules.vertical) {
    if (at < box[0] + 0.3 * text || at > box[2] - 0.3 * text) continue;
    const length = Math.min(to, box[3]) - Math.max(from, box[1]);
    if (length <= 0) continue;
    const near = lengths.find((line) => Math.abs(line.at - at) < 0.35 * text);
    if (near) near.length += length;
    else lengths.push({ at, length });
  }
  const height = Math.max(1e-6, box[3] - box[1]);
  return lengths
    .filter(({ length }) => length > 0.3 * height || length > 0.5 * height * (2 / rows.length))
    .map(({ at }) => at);
}

/** Columns between the cuts, those without text of their own left out. */
function settle(cuts: readonly number[], spans: readonly Stretch[]): Columns {
  const columns: Columns = { extents: [], parts: [] };
  const bounds = [Number.NEGATIVE_INFINITY, ...cuts, Number.POSITIVE_INFINITY];
  for (let i = 1; i < bounds.length; i++) {
    const own = spans.filter(({ from, to }) => from > bounds[i - 1] - SLACK && to < bounds[i] + SLACK);
    if (own.length === 0) continue;
    if (columns.extents.length > 0) columns.parts.push(bounds[i - 1]);
    columns.extents.push([Math.min(...own.map(({ from }) => from)), Math.max(...own.map(({ to }) => to))]);
  }
  return columns;
}
