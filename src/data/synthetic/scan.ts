/**
 * What paper, copying and photographing do to a drawn page: turning, perspective, fold, shadow, uneven light, blur, noise, dirt,
 * low contrast, fax thresholds, stamps and pen strokes, JPEG-like blocks. Boxes follow the geometry; words and labels stay.
 */
import { type Box, clampBox } from "../../document/box.ts";
import type { Pixels } from "../../document/document.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { createCanvas, cssFont } from "./canvas.ts";
import { asksColour, greyOf, luma } from "./colours.ts";
import { Random } from "./random.ts";

export interface Scanned {
  pixels: Pixels;
  labelled: LabelledDocument;
}

/**
 * Scans `pixels`, the drawn page of `labelled` (one page).
 * @param strength 0 nothing, 1 a bad copy.
 * @param photograph scenes: no fax, stamps or dirt.
 */
export function scan(
  pixels: Pixels,
  labelled: LabelledDocument,
  seed: number | string,
  strength: number,
  photograph = false,
): Scanned {
  if (strength <= 0) return { pixels, labelled };
  const random = new Random(`scan ${seed}`);
  let image: Pixels = { ...pixels, data: pixels.data.slice() };
  const s = strength;
  if (!photograph && random.chance(0.22 * s)) image = overlay(image, random);
  const { pixels: warped, map } = warp(image, random, s);
  image = warped;
  const { width, height } = image;
  const fax = !photograph && random.chance(0.16 * s + 0.04);
  const grey = fax || (!photograph && random.chance(0.6));
  const plane = grey ? greyPlane(image) : undefined;
  const channels = plane
    ? [plane]
    : [0, 1, 2].map((c) => image.data.filter((_, i) => i % 3 === c)).map((d) => Float32Array.from(d));
  const blur = random.chance(0.7) ? random.range(0.2, 0.5 + 0.8 * s) : 0;
  const light = lightOf(random, width, height, s);
  const noise = random.range(1, 4 + 14 * s);
  const lift = random.chance(0.4) ? random.range(0, 60 * s) : 0;
  const drop = random.chance(0.4) ? random.range(0, 40 * s) : 0;
  for (const channel of channels) {
    if (blur > 0.2) blurChannel(channel, width, height, blur);
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        let v = channel[i];
        v = lift + (v / 255) * (255 - lift - drop);
        v *= light(x, y);
        // A sum of two uniform numbers is near enough to normal noise, and cheap.
        v += (random.next() + random.next() - 1) * noise;
        channel[i] = v;
      }
    }
  }
  if (!photograph) dirt(channels, width, height, random, s);
  if (random.chance(0.35 * s)) blocks(channels, width, height, random.range(6, 10 + 26 * s));
  if (fax) {
    const level = random.range(110, 175);
    for (const channel of channels)
      for (let i = 0; i < channel.length; i++) channel[i] = channel[i] < level + (random.next() - 0.5) * 40 ? 0 : 255;
  }
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) data[i * 3 + c] = Math.max(0, Math.min(255, (channels[c] ?? channels[0])[i]));
  }
  return { pixels: { width, height, data }, labelled: move(grey ? withoutColour(labelled) : labelled, map) };
}

/** The labels of a grey copy: no colours to see, no questions for them. */
function withoutColour(labelled: LabelledDocument): LabelledDocument {
  const pages = labelled.document.pages.map((page) => ({
    ...page,
    words: page.words.map((word) => ({
      ...word,
      ...(word.ink ? { ink: greyOf(word.ink) } : {}),
      ...(word.paper ? { paper: greyOf(word.paper) } : {}),
    })),
  }));
  const questions = labelled.questions.filter((question) => !asksColour(question));
  return { ...labelled, document: { ...labelled.document, pages }, questions };
}

type Map2 = (x: number, y: number) => [number, number];

function move(labelled: LabelledDocument, map: Map2): LabelledDocument {
  const moved = (box: Readonly<Box>): Box => {
    const points = [map(box[0], box[1]), map(box[2], box[1]), map(box[2], box[3]), map(box[0], box[3])];
    return clampBox([
      Math.min(...points.map((p) => p[0])),
      Math.min(...points.map((p) => p[1])),
      Math.max(...points.map((p) => p[0])),
      Math.max(...points.map((p) => p[1])),
    ]);
  };
  const pages = labelled.document.pages.map((page) => ({
    ...page,
    words: page.words.map((word) => ({ ...word, box: moved(word.box) })),
    lines: page.lines.map((line) => ({ ...line, box: moved(line.box) })),
  }));
  return { ...labelled, document: { ...labelled.document, pages } };
}

/** Turns by up to 2 degrees and bends the perspective a little: four corners move, by the inverse of a projective map. */
function warp(image: Pixels, random: Random, s: number): { pixels: Pixels; map: Map2 } {
  const { width: w, height: h, data } = image;
  const angle = random.chance(0.65) ? ((random.normal() * 0.8 * s * Math.PI) / 180) * 1.2 : 0;
  const bend = random.chance(0.35) ? 0.02 * s : 0;
  if (angle === 0 && bend === 0) return { pixels: image, map: (x, y) => [x, y] };
  const limit = Math.max(-0.045, Math.min(0.045, angle));
  const cos = Math.cos(limit);
  const sin = Math.sin(limit);
  const px = random.range(-bend, bend);
  const py = random.range(-bend, bend);
  const aspect = h / w;
  // Forward: page fractions -> image fractions.
  const map: Map2 = (x, y) => {
    const u = x - 0.5;
    const v = (y - 0.5) * aspect;
    const z = 1 + px * u * 2 + (py * v * 2) / aspect;
    return [0.5 + (u * cos - v * sin) / z, 0.5 + (u * sin + v * cos) / z / aspect];
  };
  const inverse: Map2 = (x, y) => {
    // Two fixed-point steps: the map is near the identity.
    let [u, v] = [x, y];
    for (let i = 0; i < 4; i++) {
      const [fx, fy] = map(u, v);
      u += x - fx;
      v += y - fy;
    }
    return [u, v];
  };
  const out = new Uint8Array(data.length);
  const edge = random.chance(0.7) ? 250 : random.int(5, 60);
  // Exact on a grid of 16 pixels, linear between.
  const step = 16;
  const columns = Math.ceil(w / step) + 1;
  const gridRow = (gy: number) => Array.from({ length: columns }, (_, gx) => inverse((gx * step) / w, (gy * step) / h));
  let upper = gridRow(0);
  for (let gy = 0; gy * step < h; gy++) {
    const lower = gridRow(gy + 1);
    for (let y = gy * step; y < Math.min(h, (gy + 1) * step); y++) {
      const ty = (y - gy * step) / step;
      for (let x = 0; x < w; x++) {
        const gx = x >> 4;
        const tx = (x - gx * step) / step;
        const sx =
          ((upper[gx][0] * (1 - tx) + upper[gx + 1][0] * tx) * (1 - ty) +
            (lower[gx][0] * (1 - tx) + lower[gx + 1][0] * tx) * ty) *
          w;
        const sy =
          ((upper[gx][1] * (1 - tx) + upper[gx + 1][1] * tx) * (1 - ty) +
            (lower[gx][1] * (1 - tx) + lower[gx + 1][1] * tx) * ty) *
          h;
        const at = (y * w + x) * 3;
        const x0 = Math.floor(sx);
        const y0 = Math.floor(sy);
        if (x0 < 0 || y0 < 0 || x0 >= w - 1 || y0 >= h - 1) {
          out[at] = edge;
          out[at + 1] = edge;
          out[at + 2] = edge;
          continue;
        }
        const fx = sx - x0;
        const fy = sy - y0;
        const from = (y0 * w + x0) * 3;
        for (let c = 0; c < 3; c++) {
          const top = data[from + c] * (1 - fx) + data[from + 3 + c] * fx;
          const bottom = data[from + w * 3 + c] * (1 - fx) + data[from + w * 3 + 3 + c] * fx;
          out[at + c] = top * (1 - fy) + bottom * fy;
        }
      }
    }
    upper = lower;
  }
  return { pixels: { width: w, height: h, data: out }, map };
}

function greyPlane({ data, width, height }: Pixels): Float32Array {
  const plane = new Float32Array(width * height);
  for (let i = 0; i < plane.length; i++) plane[i] = luma(data[i * 3], data[i * 3 + 1], data[i * 3 + 2]);
  return plane;
}

/** Uneven light, a shadow, folds: a factor for each pixel. */
function lightOf(random: Random, width: number, height: number, s: number): (x: number, y: number) => number {
  const parts: ((x: number, y: number) => number)[] = [];
  if (random.chance(0.5)) {
    const [ax, ay] = [random.range(-0.16, 0.16) * s, random.range(-0.16, 0.16) * s];
    parts.push((x, y) => 1 + ax * (x / width - 0.5) + ay * (y / height - 0.5));
  }
  if (random.chance(0.25 * s)) {
    const at = random.chance(0.5) ? 0 : width;
    const reach = width * random.range(0.04, 0.16);
    const depth = random.range(0.2, 0.7);
    parts.push((x) => 1 - depth * Math.max(0, 1 - Math.abs(x - at) / reach));
  }
  for (let i = random.chance(0.3 * s) ? random.int(1, 2) : 0; i > 0; i--) {
    const upright = random.chance(0.4);
    const at = random.range(0.25, 0.75) * (upright ? width : height);
    const reach = random.range(2, 7);
    const depth = random.range(-0.12, 0.2);
    parts.push((x, y) => 1 - depth * Math.max(0, 1 - Math.abs((upright ? x : y) - at) / reach));
  }
  if (random.chance(0.3 * s)) {
    // Paper grain: two slow waves.
    const [fx, fy, p] = [random.range(0.01, 0.05), random.range(0.01, 0.05), random.range(0, 6)];
    parts.push((x, y) => 1 + 0.02 * Math.sin(x * fx + p) * Math.sin(y * fy + p));
  }
  return (x, y) => {
    let factor = 1;
    for (const part of parts) factor *= part(x, y);
    return factor;
  };
}

/** Three box blurs of the same radius come near a Gaussian of deviation `sigma`; below one pixel a 3-tap kernel. */
function blurChannel(plane: Float32Array, width: number, height: number, sigma: number): void {
  const side = Math.min(0.32, 0.2 * sigma * sigma + 0.08 * sigma);
  const middle = 1 - 2 * side;
  const rounds = sigma > 1 ? 2 : 1;
  for (let round = 0; round < rounds; round++) {
    for (let y = 0; y < height; y++) {
      const row = y * width;
      let before = plane[row];
      for (let x = 0; x < width - 1; x++) {
        const here = plane[row + x];
        plane[row + x] = before * side + here * middle + plane[row + x + 1] * side;
        before = here;
      }
    }
    const above = plane.slice(0, width);
    for (let y = 0; y < height - 1; y++) {
      const row = y * width;
      for (let x = 0; x < width; x++) {
        const here = plane[row + x];
        plane[row + x] = above[x] * side + here * middle + plane[row + width + x] * side;
        above[x] = here;
      }
    }
  }
}

/** Specks, scratches, punched holes. */
function dirt(channels: Float32Array[], width: number, height: number, random: Random, s: number): void {
  const specks = random.chance(0.5) ? random.int(0, 160 * s) : 0;
  for (let i = 0; i < specks; i++) {
    const x = random.int(0, width - 1);
    const y = random.int(0, height - 1);
    const r = random.range(0.4, 1.6);
    const dark = random.range(0, 120);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const [px, py] = [x + dx, y + dy];
        if (px < 0 || py < 0 || px >= width || py >= height || dx * dx + dy * dy > r * r) continue;
        for (const channel of channels) channel[py * width + px] = dark;
      }
    }
  }
  if (random.chance(0.12 * s)) {
    const x = random.int(0, width - 1);
    const tone = random.range(0, 180);
    for (let y = 0; y < height; y++) for (const channel of channels) channel[y * width + x] = tone;
  }
  if (random.chance(0.1 * s)) {
    const r = width * 0.012;
    for (const at of [0.2, 0.8]) {
      const [cx, cy] = [width * 0.03, height * at];
      for (let y = Math.floor(cy - r); y <= cy + r; y++) {
        for (let x = Math.floor(cx - r); x <= cx + r; x++) {
          if (x < 0 || y < 0 || x >= width || y >= height || (x - cx) ** 2 + (y - cy) ** 2 > r * r) continue;
          for (const channel of channels) channel[y * width + x] = 25;
        }
      }
    }
  }
}

/** The coarse steps of strong JPEG compression: each 8 x 8 block drawn towards its mean where it is nearly flat. */
function blocks(channels: Float32Array[], width: number, height: number, level: number): void {
  for (const channel of channels) {
    for (let by = 0; by < height; by += 8) {
      for (let bx = 0; bx < width; bx += 8) {
        let sum = 0;
        let count = 0;
        for (let y = by; y < Math.min(height, by + 8); y++) {
          for (let x = bx; x < Math.min(width, bx + 8); x++) {
            sum += channel[y * width + x];
            count++;
          }
        }
        const mean = sum / count;
        for (let y = by; y < Math.min(height, by + 8); y++) {
          for (let x = bx; x < Math.min(width, bx + 8); x++) {
            const i = y * width + x;
            const off = channel[i] - mean;
            channel[i] = mean + Math.round(off / level) * level;
          }
        }
      }
    }
  }
}

const STAMPS = [
  "PAID",
  "RECEIVED",
  "COPY",
  "APPROVED",
  "ORIGINAL",
  "CANCELLED",
  "URGENT",
  "FILE COPY",
  "ENTERED",
  "CONFIDENTIAL",
];

/** A stamp or a pen stroke over the print; its text is no word of the page, as readers often miss it. */
function overlay(image: Pixels, random: Random): Pixels {
  const { width, height, data } = image;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  const colour = random.pick(["rgba(170,30,40,0.55)", "rgba(40,50,150,0.55)", "rgba(40,40,45,0.5)"]);
  context.translate(width * random.range(0.25, 0.75), height * random.range(0.2, 0.85));
  context.rotate(random.range(-0.5, 0.5));
  context.strokeStyle = colour;
  context.fillStyle = colour;
  if (random.chance(0.6)) {
    const size = width * random.range(0.05, 0.09);
    context.font = cssFont("slab", size);
    const text = random.pick(STAMPS);
    const wide = context.measureText(text).width;
    context.fillText(text, -wide / 2, size * 0.36);
    context.lineWidth = size * 0.08;
    context.strokeRect(-wide / 2 - size * 0.3, -size * 0.65, wide + size * 0.6, size * 1.3);
  } else {
    context.lineWidth = random.range(1.5, 3.5);
    context.beginPath();
    context.moveTo(0, 0);
    for (let i = 0; i < random.int(3, 8); i++)
      context.quadraticCurveTo(
        random.range(-0.1, 0.2) * width,
        random.range(-0.04, 0.04) * height,
        random.range(-0.15, 0.2) * width,
        random.range(-0.05, 0.05) * height,
      );
    context.stroke();
  }
  const rgba = context.getImageData(0, 0, width, height).data;
  const out = data.slice();
  for (let i = 0, from = 0; i < out.length; i += 3, from += 4) {
    const alpha = rgba[from + 3] / 255;
    if (alpha === 0) continue;
    for (let c = 0; c < 3; c++) out[i + c] = out[i + c] * (1 - alpha) + rgba[from + c] * alpha;
  }
  return { width, height, data: out };
}
