/** Small changes of a labelled page that keep its labels: margins and scale, jitter of boxes, colours unknown or grey. */
import type { Box } from "../document/box.ts";
import type { Page, Rgb } from "../document/document.ts";
import type { Random } from "../engine/random.ts";

export interface AugmentOptions {
  /** Largest share of the page that is cropped to or widened by margins. */
  margin: number;
  /** Deviation of each box edge, in heights of the box. */
  jitter: number;
  /** Share of pages whose words have no measured colours, and of those that are grey scans. */
  colourless: number;
  grey: number;
}

export const AUGMENT: AugmentOptions = { margin: 0.15, jitter: 0.06, colourless: 0.15, grey: 0.25 };

const greyOf = ([r, g, b]: Rgb): Rgb => {
  const value = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  return [value, value, value];
};

/** A changed copy of `page`; words keep their order and text. */
export function augmentPage(page: Page, random: Random, options: AugmentOptions = AUGMENT): Page {
  const draw = () => random.uniform() * options.margin;
  const [left, top, right, bottom] = [draw(), draw(), draw(), draw()];
  const scaleX = 1 - left - right;
  const scaleY = 1 - top - bottom;
  const colourless = random.uniform() < options.colourless;
  const grey = !colourless && random.uniform() < options.grey;
  const words = page.words.map((word) => {
    const [x0, y0, x1, y1] = word.box;
    const height = (y1 - y0) * options.jitter;
    const across = (height * page.height) / page.width;
    const box: Box = [
      left + scaleX * (x0 + random.normal() * across),
      top + scaleY * (y0 + random.normal() * height),
      left + scaleX * (x1 + random.normal() * across),
      top + scaleY * (y1 + random.normal() * height),
    ];
    if (box[2] <= box[0]) box[2] = box[0] + 1e-4;
    if (box[3] <= box[1]) box[3] = box[1] + 1e-4;
    const changed = { ...word, box };
    if (colourless) {
      changed.ink = undefined;
      changed.paper = undefined;
    } else if (grey && word.ink && word.paper) {
      changed.ink = greyOf(word.ink);
      changed.paper = greyOf(word.paper);
    }
    return changed;
  });
  return { ...page, words };
}
