/**
 * Ticked boxes as fields: the text beside each box, and whether it is ticked. Pure geometry over a Document whose check boxes
 * are words ("☐", "☒", "☑"), as all our readers write them.
 */
import { type Box, enclose } from "../document/box.ts";
import { type Document, type Page, textOf } from "../document/document.ts";

/** A check box with what it stands for. */
export interface TickField {
  /** The text beside the box; "" where none stands near. */
  label: string;
  /** What stands before the first box and its label on the row, or as a question right above: "Married?"; null: nothing. */
  group: string | null;
  /** Ticked: true. */
  value: boolean;
  /** Index of the page, from 0. */
  page: number;
  /** The check box. */
  box: Box;
  /** Indices of words on the page: the box, then those of the label. */
  words: number[];
}

/** Recognisers write "□" for a box whose frame is not seen in the pixels. */
const TICK = /^[☐☒☑□]$/u;

/** How far a label may stand from its box, and its words from each other, in heights of the box. */
const NEAR = 3.5;
const WITHIN = 1.6;

/** Words on one row with `index`, from left to right. */
function rowWith(page: Page, index: number): number[] {
  const [, y0, , y1] = page.words[index].box;
  const row = page.words.flatMap(({ box }, i) => {
    const centre = (box[1] + box[3]) / 2;
    const height = Math.max(y1 - y0, box[3] - box[1]);
    return Math.abs(centre - (y0 + y1) / 2) < 0.55 * height ? [i] : [];
  });
  return row.sort((a, b) => page.words[a].box[0] - page.words[b].box[0]);
}

/** Words from `from` on in one direction, up to a wide gap or the next box. */
function textFrom(
  page: Page,
  row: readonly number[],
  from: number,
  step: 1 | -1,
  height: number,
  near = NEAR,
): number[] {
  const found: number[] = [];
  const aspect = page.width / page.height;
  let last = row[from];
  for (let at = from + step; at >= 0 && at < row.length; at += step) {
    const [word, before] = [page.words[row[at]], page.words[last]];
    if (TICK.test(word.text)) break;
    const gap = (step > 0 ? word.box[0] - before.box[2] : before.box[0] - word.box[2]) * aspect;
    if (gap > (found.length === 0 ? near : WITHIN) * height) break;
    found.push(row[at]);
    last = row[at];
  }
  return step > 0 ? found : found.reverse();
}

/** How far what is asked may stand from the first box or its label, and from the row below it, in heights of the box. */
const LEAD = 9;
const ABOVE = 1.6;

/** The words that say what a row of boxes is about: before the first of them on the row, else the question above. */
function leadOf(page: Page, row: readonly number[], tick: number, trailing: boolean, height: number): number[] {
  const own = trailing ? textFrom(page, row, row.indexOf(tick), -1, height) : [];
  const before = textFrom(page, row, row.indexOf(own[0] ?? tick), -1, height, LEAD);
  if (before.length > 0) return before;
  const [x0, y0] = [page.words[row[0]].box[0], Math.min(...row.map((word) => page.words[word].box[1]))];
  const above = page.lines
    .filter(({ box, words }) => {
      const close = y0 - box[3] < ABOVE * height && box[3] < y0 + 0.4 * height;
      return close && box[0] <= x0 + height && /[?:]$/.test(page.words[words.at(-1) ?? -1]?.text ?? "");
    })
    .at(-1);
  return above ? above.words : [];
}

/**
 * The check boxes of a document as yes/no fields, in reading order.
 * @example
 * tickFields(document) // []
 */
export function tickFields(document: Document): TickField[] {
  return document.pages.flatMap((page) =>
    page.words.flatMap(({ text, box }, index): TickField[] => {
      if (!TICK.test(text)) return [];
      const row = rowWith(page, index);
      const height = box[3] - box[1];
      const at = row.indexOf(index);
      const [before, after] = [textFrom(page, row, at, -1, height), textFrom(page, row, at, 1, height)];
      // A row that begins with text and ends with a box has its labels before the boxes: "Yes ☐ No ☒".
      const ticks = row.filter((word) => TICK.test(page.words[word].text));
      const trailing = after.length === 0 || (row.at(-1) === ticks.at(-1) && row[0] !== ticks[0]);
      const label = trailing && before.length > 0 ? before : after;
      const lead = leadOf(page, row, ticks[0], trailing && before.length > 0, height);
      return [
        {
          label: textOf(page, label),
          group: lead.length > 0 ? textOf(page, lead) : null,
          value: text !== "☐" && text !== "□",
          page: page.number,
          box: enclose([box]),
          words: [index, ...label],
        },
      ];
    }),
  );
}
