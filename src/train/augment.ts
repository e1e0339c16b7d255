/**
 * Small changes of a labelled page that keep its labels: margins and scale, jitter of boxes, colours unknown or grey; and the
 * same of its small picture, with other light, contrast and noise. Words keep their order and text.
 */
import { greyOf, luma } from "../data/synthetic/colours.ts";
import type { Box } from "../document/box.ts";
import type { Page, PageImage, Pixels, Rgb } from "../document/document.ts";
import type { Random } from "../engine/random.ts";

/** How often pages are changed, and how far. */
export interface AugmentOptions {
  /** Largest share of the page that margins are widened by on each side. */
  margin: number;
  /** Deviation of each box edge, in heights of the box. */
  jitter: number;
  /** Share of pages whose words have no measured colours, and of those that are grey scans. */
  colourless: number;
  grey: number;
  /** Deviation of the picture's brightness as a share of the range, and of its contrast as a factor. */
  brightness: number;
  contrast: number;
  /** Largest deviation of the noise of a picture, of the range; each draws its own. */
  noise: number;
  /** Deviation by which the picture lies beside its boxes, in shares of the page. */
  shift: number;
}

export const AUGMENT: AugmentOptions = {
  margin: 0.15,
  jitter: 0.06,
  colourless: 0.15,
  grey: 0.25,
  brightness: 0.08,
  contrast: 0.15,
  noise: 0.03,
  shift: 0.004,
};

/** Where the old page lies on the new one. */
interface Placing {
  left: number;
  top: number;
  scaleX: number;
  scaleY: number;
}

/** A changed copy of `page`, and of its thumbnail where it has one; what is not `given` is AUGMENT's. */
export function augmentPage(page: Page, random: Random, given: Partial<AugmentOptions> = {}): Page {
  const options = { ...AUGMENT, ...given };
  const draw = () => random.uniform() * options.margin;
  const [left, top, right, bottom] = [draw(), draw(), draw(), draw()];
  const placing = { left, top, scaleX: 1 - left - right, scaleY: 1 - top - bottom };
  const colourless = random.uniform() < options.colourless;
  const grey = !colourless && random.uniform() < options.grey;
  const words = page.words.map((word) => {
    const [x0, y0, x1, y1] = word.box;
    const height = (y1 - y0) * options.jitter;
    const across = (height * page.height) / page.width;
    const box: Box = [
      left + placing.scaleX * (x0 + random.normal() * across),
      top + placing.scaleY * (y0 + random.normal() * height),
      left + placing.scaleX * (x1 + random.normal() * across),
      top + placing.scaleY * (y1 + random.normal() * height),
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
  if (!page.image) return { ...page, words };
  const thumbnail = augmentPixels(page.image.thumbnail, placing, grey, random, options);
  const image: PageImage = { ...thumbnail, thumbnail, read: async () => thumbnail };
  return { ...page, words, image };
}

/** The picture set into new margins of its own paper, in other light. Only the thumbnail: it is all that the model sees. */
function augmentPixels(
  { width, height, data }: Pixels,
  { left, top, scaleX, scaleY }: Placing,
  grey: boolean,
  random: Random,
  { brightness, contrast, noise, shift }: AugmentOptions,
): Pixels {
  const out = new Uint8Array(data.length);
  const [moveX, moveY] = [random.normal() * shift, random.normal() * shift];
  const light = 255 * random.normal() * brightness;
  const gain = Math.exp(random.normal() * contrast);
  const deviation = 255 * random.uniform() * noise;
  // Noise from a short table: a normal number for each of 100,000 values costs more than all the rest.
  const table = Float32Array.from({ length: 1021 }, () => deviation * random.normal());
  const from = random.below(table.length);
  const source = (at: number, offset: number, scale: number, size: number) =>
    Math.floor(((at + 0.5) / size - offset) * (size / scale));
  const columns = Int32Array.from({ length: width }, (_, x) => source(x, left + moveX, scaleX, width));
  const paper = paperOf({ width, height, data });
  for (let y = 0; y < height; y++) {
    const row = source(y, top + moveY, scaleY, height);
    for (let x = 0; x < width; x++) {
      const inside = row >= 0 && row < height && columns[x] >= 0 && columns[x] < width;
      const at = (row * width + columns[x]) * 3;
      let [r, g, b] = inside ? [data[at], data[at + 1], data[at + 2]] : paper;
      if (grey) r = g = b = luma(r, g, b);
      const to = (y * width + x) * 3;
      const speck = table[(from + y * width + x) % table.length];
      const change = (value: number) => Math.max(0, Math.min(255, 128 + (value - 128) * gain + light + speck));
      out[to] = change(r);
      out[to + 1] = change(g);
      out[to + 2] = change(b);
    }
  }
  return { width, height, data: out };
}

/** The median colour of the picture's border, a channel each. */
function paperOf({ width, height, data }: Pixels): Rgb {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1);
  const median = (channel: number) =>
    Uint8Array.from(border, (at) => data[3 * at + channel]).sort()[border.length >> 1] ?? 255;
  return [median(0), median(1), median(2)];
}
