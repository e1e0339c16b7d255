/**
 * Words of any reader -> the Document's words and lines in reading order. Rows are found along the page's slope, so that a
 * skewed photo keeps its lines; words that run up or down the page get lines of their own. Pure.
 */
import { type Box, clampBox, enclose } from "../document/box.ts";
import type { Line, Word } from "../document/document.ts";
import { groupLines } from "../document/reading-order.ts";

export interface LooseWord extends Omit<Word, "line"> {
  /** Direction of writing, degrees clockwise; absent: level. */
  angle?: number;
}

/** The angle as -180..180. */
function signed(angle: number): number {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}

function isUpright(angle: number): boolean {
  return Math.abs(signed(angle)) <= 45;
}

/** Median slope of the level words in degrees, weighed by their length. */
export function slopeOf(words: readonly LooseWord[]): number {
  const slopes = words
    .filter((word) => word.angle !== undefined && isUpright(word.angle))
    .map((word) => ({ slope: signed(word.angle!), weight: word.text.length }))
    .sort((a, b) => a.slope - b.slope);
  const half = slopes.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { slope, weight } of slopes) {
    sum += weight;
    if (sum >= half) return slope;
  }
  return 0;
}

/**
 * Puts words in reading order and numbers their lines.
 * @param aspect page width / height.
 */
export function arrange(loose: readonly LooseWord[], aspect: number): { words: Word[]; lines: Line[] } {
  const kept = loose.filter((word) => word.text !== "").map((word) => ({ ...word, box: clampBox(word.box) }));
  const level = kept.filter((word) => isUpright(word.angle ?? 0));
  const upended = kept.filter((word) => !isUpright(word.angle ?? 0));
  const slope = (slopeOf(level) * Math.PI) / 180;
  // Boxes as they would stand on a straight page: centres turned back, sizes without the slope's share.
  const straight = level.map(({ box, angle }) =>
    straighten(box, Math.abs(slope) < 0.004 ? 0 : slope, aspect, angle ?? 0),
  );
  const grouped = groupLines(straight, aspect);
  const rows: LooseWord[][] = grouped.lines.map((line) => line.words.map((position) => level[grouped.order[position]]));
  const columns = columnsOf(upended);
  // A column stands before the first row that begins below its top.
  const all = [...rows];
  for (const column of columns) {
    const top = Math.min(...column.map((word) => word.box[1]));
    const place = all.findIndex((row) => Math.min(...row.map((word) => word.box[1])) > top);
    all.splice(place < 0 ? all.length : place, 0, column);
  }
  const words: Word[] = [];
  const lines = all.map((row, line): Line => {
    const indices = row.map(({ angle: _, ...word }) => words.push({ ...word, line }) - 1);
    return { box: enclose(row.map((word) => word.box)), words: indices };
  });
  return { words, lines };
}

function straighten(box: Box, slope: number, aspect: number, angle: number): Box {
  if (slope === 0 && Math.abs(signed(angle)) < 0.5) return box;
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const [x, y] = [((box[0] + box[2]) / 2) * aspect, (box[1] + box[3]) / 2];
  const [u, v] = [x * cos + y * sin, y * cos - x * sin];
  const own = Math.abs(Math.tan((signed(angle) * Math.PI) / 180));
  const width = (box[2] - box[0]) * aspect;
  const height = Math.max(0.3 * (box[3] - box[1]), box[3] - box[1] - width * own);
  return [(u - width / 2) / aspect, v - height / 2, (u + width / 2) / aspect, v + height / 2];
}

/** Upended words that overlap from left to right and follow each other closely, in the direction of writing. */
function columnsOf(words: readonly LooseWord[]): LooseWord[][] {
  const down = (word: LooseWord) => Math.sin(((word.angle ?? 0) * Math.PI) / 180) >= 0;
  const columns: LooseWord[][] = [];
  const ordered = [...words].sort((a, b) => (down(a) ? a.box[1] - b.box[1] : b.box[3] - a.box[3]));
  for (const word of ordered) {
    const home = columns.find((column) => {
      const last = column[column.length - 1];
      if (down(last) !== down(word)) return false;
      const centre = (word.box[0] + word.box[2]) / 2;
      if (centre < last.box[0] || centre > last.box[2]) return false;
      const gap = down(word) ? word.box[1] - last.box[3] : last.box[1] - word.box[3];
      return gap < 2.5 * (last.box[2] - last.box[0]);
    });
    if (home) home.push(word);
    else columns.push([word]);
  }
  return columns;
}
