/**
 * Words in any order -> lines in reading order: rows by vertical overlap of centres, cut where the gap is wide, top to
 * bottom and left to right. For sources that give no lines of their own. Pure geometry, no language.
 */
import { type Box, enclose } from "./box.ts";
import type { Line } from "./document.ts";

/** Boxes that share most of the narrower one's width stand one above the other, however close their lines are. */
function stacked(a: Readonly<Box>, b: Readonly<Box>): boolean {
  const shared = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  return shared > 0.5 * Math.min(a[2] - a[0], b[2] - b[0]);
}

export interface Grouping {
  /** Indices of the input boxes in reading order. */
  order: number[];
  /** Line number of each input box. */
  line: number[];
  /** Lines whose `words` are indices into `order`'s positions. */
  lines: Line[];
}

/**
 * Groups boxes to lines.
 * @param boxes fractions of the page.
 * @param aspect page width / height, so that gaps and heights compare in one unit.
 * @param options `gap`: cut a row where the gap exceeds this many line heights (default 2.5; Infinity keeps whole rows).
 * @example
 * groupLines([[0.5, 0.1, 0.6, 0.12], [0.1, 0.1, 0.2, 0.12]]).order // [1, 0]
 */
export function groupLines(boxes: readonly Readonly<Box>[], aspect = 1, options: { gap?: number } = {}): Grouping {
  const gap = options.gap ?? 2.5;
  const centre = (i: number) => (boxes[i][1] + boxes[i][3]) / 2;
  const height = (i: number) => Math.max(1e-6, boxes[i][3] - boxes[i][1]);
  const byCentre = boxes.map((_, i) => i).sort((a, b) => centre(a) - centre(b) || boxes[a][0] - boxes[b][0]);
  const rows: { members: number[]; centre: number; height: number }[] = [];
  for (const i of byCentre) {
    // Only the last few rows can still take a word: centres only grow.
    let best: (typeof rows)[number] | undefined;
    for (let r = rows.length - 1; r >= Math.max(0, rows.length - 4); r--) {
      const row = rows[r];
      const reach = 0.5 * Math.min(height(i), row.height) + 0.1 * Math.max(height(i), row.height);
      if (Math.abs(centre(i) - row.centre) > reach || row.members.some((member) => stacked(boxes[i], boxes[member]))) {
        continue;
      }
      if (!best || Math.abs(centre(i) - row.centre) < Math.abs(centre(i) - best.centre)) best = row;
    }
    if (!best) rows.push({ members: [i], centre: centre(i), height: height(i) });
    else {
      const n = best.members.push(i);
      best.centre += (centre(i) - best.centre) / n;
      best.height += (height(i) - best.height) / n;
    }
  }
  rows.sort((a, b) => a.centre - b.centre);
  const order: number[] = [];
  const line = new Array<number>(boxes.length).fill(-1);
  const lines: Line[] = [];
  for (const row of rows) {
    row.members.sort((a, b) => boxes[a][0] - boxes[b][0]);
    let current: number[] = [];
    let right = -Infinity;
    const flush = () => {
      if (current.length === 0) return;
      const words = current.map((i) => {
        line[i] = lines.length;
        return order.push(i) - 1;
      });
      lines.push({ box: enclose(current.map((i) => boxes[i])), words });
      current = [];
    };
    for (const i of row.members) {
      if ((boxes[i][0] - right) * aspect > gap * row.height) flush();
      current.push(i);
      right = current.length === 1 ? boxes[i][2] : Math.max(right, boxes[i][2]);
    }
    flush();
  }
  return { order, line, lines };
}
