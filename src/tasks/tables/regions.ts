/**
 * Where tables stand on a page: grids of ruling lines, and runs of rows whose chunks stand below each other. Running text is
 * taken away first, so that a table beside a column of text is found by itself. What the rows and columns are is grid.ts.
 */
import { type Box, enclose } from "../../document/box.ts";
import {
  type Chunk,
  chunkText,
  isFigure,
  overlapX,
  type Row,
  rowOf,
  rowsOf,
  type Sheet,
  type SheetWord,
} from "./sheet.ts";

export interface Region {
  words: SheetWord[];
  box: Box;
  /** It is a grid of lines across and down. */
  ruled: boolean;
}

/** Ends of lines that are this near to another line meet it. */
const MEETS = 0.006;

const inside = (box: Readonly<Box>, [x0, y0, x1, y1]: Readonly<Box>) => {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return x > x0 && x < x1 && y > y0 && y < y1;
};

const holds = (outer: Readonly<Box>, inner: Readonly<Box>) =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

export function findRegions(sheet: Sheet): Region[] {
  const boxes = gridsOf(sheet);
  const frames = framesOf(sheet, boxes);
  const grids = [...boxes, ...frames].map((box, i): Region => {
    return { words: sheet.words.filter((word) => inside(word.box, box)), box, ruled: i < boxes.length };
  });
  const taken = new Set(grids.flatMap(({ words }) => words));
  const rest = sheet.words.filter((word) => !taken.has(word));
  const rows = withoutProse(rowsOf(rest, sheet), sheet);
  const loose = runsOfRows(rows, sheet).map((run): Region => {
    const words = run.flatMap(({ chunks }) => chunks.flatMap((chunk) => chunk.words));
    return { words, box: enclose(words.map(({ box }) => box)), ruled: false };
  });
  return [...grids, ...loose].sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
}

/** Boxes of lines that cross and hold at least two filled columns and rows. */
function gridsOf(sheet: Sheet): Box[] {
  const { horizontal, vertical } = sheet.rules;
  const boxes: Box[] = [
    ...horizontal.map(({ at, from, to }): Box => [from, at, to, at]),
    ...vertical.map(({ at, from, to }): Box => [at, from, at, to]),
  ];
  const group = boxes.map((_, i) => i);
  const find = (i: number): number => {
    if (group[i] !== i) group[i] = find(group[i]);
    return group[i];
  };
  for (let i = 0; i < horizontal.length; i++) {
    for (let j = 0; j < vertical.length; j++) {
      const [h, v] = [horizontal[i], vertical[j]];
      const meets = v.at > h.from - MEETS && v.at < h.to + MEETS && h.at > v.from - MEETS && h.at < v.to + MEETS;
      if (meets) group[find(i)] = find(horizontal.length + j);
    }
  }
  const members = new Map<number, Box[]>();
  boxes.forEach((box, i) => {
    const root = find(i);
    members.set(root, [...(members.get(root) ?? []), box]);
  });
  return [...members.values()]
    .filter((lines) => lines.length >= 4)
    .map((lines) => enclose(lines))
    .filter((box) => isGrid(box, sheet))
    .filter((box, _, all) => !all.some((other) => other !== box && holds(other, box)));
}

/** Lines of one width are a frame up to this share of the page's height; the heads of a frame are at most so many texts high. */
const FRAME = { height: 0.7, heads: 8 };

/** Boxes of lines of one width, below each other, with heads of several chunks and at least as many rows of such as of one. */
function framesOf(sheet: Sheet, taken: readonly Box[]): Box[] {
  const { rules, text, aspect } = sheet;
  const wide = rules.horizontal.filter(({ from, to }) => to - from > 0.25 * aspect).sort((a, b) => a.at - b.at);
  const left = new Set(wide);
  const frames: Box[] = [];
  for (const top of wide) {
    if (!left.delete(top)) continue;
    const chain = [top];
    for (const rule of wide) {
      const last = chain[chain.length - 1];
      const same = Math.abs(rule.from - top.from) < 1.5 * text && Math.abs(rule.to - top.to) < 1.5 * text;
      if (!left.has(rule) || !same || rule.at <= last.at) continue;
      const between = rowsOf(
        sheet.words.filter((word) => inside(word.box, [top.from, last.at, top.to, rule.at])),
        sheet,
      );
      if (between.some((row) => CAPTION.test(chunkText(row.chunks[0])) || NOTE.test(chunkText(row.chunks[0])))) break;
      if (chain.length === 1 && rule.at - top.at > FRAME.heads * text) break;
      chain.push(rule);
      left.delete(rule);
    }
    const box: Box = [top.from, top.at, top.to, chain[chain.length - 1].at];
    if (chain.length < 3 || box[3] - box[1] > FRAME.height) continue;
    if (taken.some((other) => overlapX(other, box) > 0 && other[1] < box[3] && other[3] > box[1])) continue;
    const rows = rowsOf(
      sheet.words.filter((word) => inside(word.box, box)),
      sheet,
    );
    const several = rows.filter(({ chunks }) => chunks.length >= 2).length;
    if (several < 2 || several < 0.5 * rows.length) continue;
    // Lines under each row do not enclose the first one: such a table is found by its columns.
    const near: Box = [top.from, top.at - GAPS.aligned * text, top.to, top.at];
    const before = rowsOf(
      sheet.words.filter((word) => inside(word.box, near)),
      sheet,
    ).at(-1);
    if (!before || aligned(before, rows[0]) < 2) frames.push(box);
  }
  return frames;
}

/** At least two rows of at least two chunks. */
function isGrid(box: Box, sheet: Sheet): boolean {
  const parts = sheet.rules.vertical.filter(
    ({ at, from, to }) => at > box[0] + MEETS && at < box[2] - MEETS && from > box[1] - MEETS && to < box[3] + MEETS,
  );
  if (parts.length === 0) return false;
  const words = sheet.words.filter((word) => inside(word.box, box));
  return rowsOf(words, sheet).filter(({ chunks }) => chunks.length >= 2).length >= 2;
}

/** Words of a line of running text, at least. */
const PROSE_WORDS = 5;

/** Rows without the chunks that are lines of running text: three or more of about one width below each other. */
function withoutProse(rows: readonly Row[], sheet: Sheet): Row[] {
  const chunks = rows.flatMap((row) => row.chunks);
  const wordy = chunks.filter((chunk) => {
    const figures = chunk.words.filter(({ text }) => isFigure(text)).length;
    return chunk.words.length >= PROSE_WORDS && figures < 0.5 * chunk.words.length;
  });
  const prose = new Set<Chunk>();
  const below = (upper: Chunk) =>
    wordy.find((lower) => {
      const pitch = lower.box[1] - upper.box[1];
      const width = Math.max(upper.box[2] - upper.box[0], lower.box[2] - lower.box[0]);
      return (
        lower !== upper &&
        pitch > 0.4 * sheet.text &&
        pitch < 2.4 * sheet.text &&
        overlapX(upper.box, lower.box) > 0.8 * width
      );
    });
  for (const chunk of wordy) {
    const second = below(chunk);
    const third = second && below(second);
    if (third) for (const line of [chunk, second, third]) prose.add(line);
  }
  // In a column of text beside others, what stands between its lines is text, too.
  const narrow = [...prose].filter(({ box }) => box[2] - box[0] < 0.6 * sheet.aspect);
  for (const chunk of chunks) {
    if (prose.has(chunk)) continue;
    const around = (below: boolean) =>
      narrow.some(({ box }) => {
        const gap = below ? box[1] - chunk.box[3] : chunk.box[1] - box[3];
        const within = chunk.box[0] > box[0] - sheet.text && chunk.box[2] < box[2] + sheet.text;
        return within && gap > -0.5 * sheet.text && gap < 4 * sheet.text;
      });
    if (around(true) && around(false)) prose.add(chunk);
  }
  // The last line of a paragraph is short, the first one indented.
  for (const line of [...prose]) {
    for (const chunk of chunks) {
      if (prose.has(chunk)) continue;
      const pitch = chunk.box[1] - line.box[1];
      const starts = Math.abs(chunk.box[0] - line.box[0]) < 0.5 * sheet.text && pitch > 0 && pitch < 1.7 * sheet.text;
      if (starts && chunk.box[2] <= line.box[2] + sheet.text && !isFigure(chunkText(chunk))) prose.add(chunk);
    }
  }
  return rows.flatMap((row) => {
    const kept = row.chunks.filter((chunk) => !prose.has(chunk));
    return kept.length > 0 ? [rowOf(kept)] : [];
  });
}

/** Chunks of a row that stand below a chunk of their own in `above`. */
function aligned(row: Row, above: Row): number {
  let count = 0;
  for (const chunk of row.chunks) {
    const hits = above.chunks.filter((other) => overlapX(chunk.box, other.box) > 0);
    if (hits.length === 0) continue;
    const back = row.chunks.filter((other) => overlapX(other.box, hits[0].box) > 0);
    if (hits.length === 1 && back.length === 1) count++;
  }
  return count;
}

/** Gaps in heights of text that a table may have between rows: with columns that go on, and else. */
const GAPS = { aligned: 4.5, other: 2.2 };
/** Rows of one chunk that may stand between two rows of several. */
const HEADINGS = 2;

/** Runs of rows that are a table. */
function runsOfRows(rows: readonly Row[], sheet: Sheet): Row[][] {
  const runs: Row[][] = [];
  let run: Row[] = [];
  let pending: Row[] = [];
  const close = () => {
    const own = withoutNotes(run);
    if (isTable(own, sheet)) runs.push(withoutNotes(withHeads(own, rows, sheet)));
    run = [];
    pending = [];
  };
  for (const row of rows) {
    const several = row.chunks.length >= 2;
    if (run.length === 0) {
      if (several) run.push(row);
      continue;
    }
    const last = pending.at(-1) ?? run[run.length - 1];
    const gap = (row.box[1] - last.box[3]) / sheet.text;
    if (!several) {
      const within = row.box[0] > enclose(run.map(({ box }) => box))[0] - 2 * sheet.text;
      if (gap < GAPS.other && within && pending.length < HEADINGS) pending.push(row);
      else close();
      continue;
    }
    if (run.length >= 4 && repeatsHead(row, run)) {
      const heads = pending;
      close();
      run.push(...heads, row);
      continue;
    }
    const recent = run.slice(-4);
    const fits = Math.max(...recent.map((above) => aligned(row, above)));
    const most = Math.min(row.chunks.length, Math.max(...recent.map(({ chunks }) => chunks.length)));
    if (gap < (fits >= 2 ? GAPS.aligned : GAPS.other) && (fits >= 2 || fits >= 0.5 * most)) {
      run.push(...pending, row);
      pending = [];
    } else {
      close();
      run.push(row);
    }
  }
  close();
  return runs;
}

/** A row that begins and has as many chunks as one of the first of the run: the next table begins with the same heads. */
function repeatsHead(row: Row, run: readonly Row[]): boolean {
  const first = ({ chunks }: Row) => chunkText(chunks[0]);
  if (isFigure(first(row))) return false;
  return run.slice(0, 3).some((head) => first(head) === first(row) && head.chunks.length === row.chunks.length);
}

const CAPTION = /^(table|figure|exhibit|chart|tab\.|fig\.|tableau|tabelle|abbildung|tabla)\s*[\dA-Z]/i;
const NOTE = /^((sources?|notes?|quelle|anmerkung|fuente|nota)\s*[:.]|(\(?\d?\*+|†|‡)\s*[\p{L}:.)])/iu;

/** Rows without a caption above and notes below that stand in line with columns by chance. */
function withoutNotes(run: readonly Row[]): Row[] {
  const text = ({ chunks }: Row) => chunkText(chunks[0]);
  let start = 0;
  run.slice(0, 3).forEach((row, i) => {
    if (CAPTION.test(text(row))) start = i + 1;
  });
  // What goes on from a caption is one text.
  while (start > 0 && run[start]?.chunks.length === 1) start++;
  const from = Math.max(start + 2, run.length - 6);
  const note = run.slice(from).findIndex((row) => NOTE.test(text(row)));
  return run.slice(start, note < 0 ? run.length : from + note);
}

/** Not two columns of text, not a letterhead. */
function isTable(run: readonly Row[], sheet: Sheet): boolean {
  const several = run.filter(({ chunks }) => chunks.length >= 2);
  if (several.length < 2) return false;
  const chunks = several.flatMap((row) => row.chunks);
  const figures = chunks.filter((chunk) => isFigure(chunkText(chunk))).length / chunks.length;
  const words = chunks.reduce((sum, chunk) => sum + chunk.words.length, 0) / chunks.length;
  if (figures >= 0.2) return several.length >= 3 || several.every((row) => row.chunks.length >= 3);
  return several.length >= 3 && words <= 4.5 && alignedShare(several, sheet) >= 0.5;
}

/** Share of the chunks beside the first whose left edge, right edge or middle stands below or above that of another. */
function alignedShare(rows: readonly Row[], { text }: Sheet): number {
  const places = rows.map(({ chunks }) =>
    chunks.slice(1).map(({ box: [x0, , x1] }) => [x0, x1, (x0 + x1) / 2] as const),
  );
  let [all, hits] = [0, 0];
  places.forEach((row, i) => {
    const near = [...(places[i - 1] ?? []), ...(places[i + 1] ?? [])];
    for (const place of row) {
      all++;
      if (near.some((other) => other.some((x, side) => Math.abs(x - place[side]) < 0.5 * text))) hits++;
    }
  });
  return all > 0 ? hits / all : 0;
}

/** Adds the heads above: what stands under a line of the table's width, and short texts close above a column beside the first. */
function withHeads(run: readonly Row[], rows: readonly Row[], sheet: Sheet): Row[] {
  const box = enclose(run.map((row) => row.box));
  const spans = sheet.rules.horizontal.filter(
    ({ from, to }) => Math.min(to, box[2]) - Math.max(from, box[0]) > 0.75 * (box[2] - box[0]),
  );
  const top = spans.filter(({ at }) => at < box[1] && at > box[1] - 5 * sheet.text).sort((a, b) => a.at - b.at)[0];
  const above = rows.filter((row) => row.box[3] < box[1] + 0.5 * sheet.text && !run.includes(row));
  if (top) {
    const heads = above.filter((row) => row.box[1] > top.at - 0.3 * sheet.text && overlapX(row.box, box) > 0);
    return [...heads, ...run];
  }
  const heads: Row[] = [];
  for (let row = above.pop(); row && heads.length < 3; row = above.pop()) {
    const next = heads[0] ?? run[0];
    const [first] = run[0].chunks;
    const near = next.box[1] - row.box[3] < 0.8 * sheet.text;
    const over = row.chunks.every(({ box: [x0, , x1] }) => x0 > first.box[2] && x1 - x0 < 0.4 * (box[2] - box[0]));
    if (!near || !over || row.box[2] > box[2] + sheet.text) break;
    heads.unshift(row);
  }
  return [...heads, ...run];
}
