/**
 * Boxes with captions drawn on a page, as PNG: what `read --draw` and `ask --draw` write. Boxes are fractions of the page;
 * the page's own pixels stay visible under translucent fills.
 */
import { type Box, toPixels } from "../document/box.ts";
import type { Pixels } from "../document/document.ts";
import { captionFont, type Surface, surfaceOf } from "./skia.ts";

export interface DrawnBox {
  box: Box;
  /** CSS colour; default: one of a fixed row by index. */
  colour?: string;
  /** Written on a flag above the box. */
  caption?: string;
  /** Share of the fill's opacity, 0..1; default 0.18. */
  fill?: number;
}

export const COLOURS = ["#d6301e", "#1464c8", "#0a8a3c", "#a03cc8", "#c87800", "#00828c", "#c8145a", "#5a6400"];

/** From one box to another, by the nearest of their sides. */
export interface DrawnArrow {
  from: Box;
  to: Box;
  /** CSS colour. */
  colour?: string;
}

export interface DrawOptions {
  /** Drawn above the boxes. */
  arrows?: readonly DrawnArrow[];
  /** Pages whose longest side is smaller are enlarged to it, so that captions can be read. Default 1000. */
  minimumSide?: number;
}

/** Draws `boxes` on `page`. @returns PNG bytes */
export async function drawBoxes(
  page: Pixels,
  boxes: readonly DrawnBox[],
  options: DrawOptions = {},
): Promise<Uint8Array> {
  const { minimumSide = 1000 } = options;
  const longest = Math.max(page.width, page.height);
  const zoom = longest < minimumSide ? Math.ceil(minimumSide / longest) : 1;
  const surface = surfaceOf(zoom > 1 ? enlarge(page, zoom) : page);
  const size = { width: page.width * zoom, height: page.height * zoom };
  const { context } = surface;
  const stroke = Math.max(1.5, Math.max(size.width, size.height) / 900);
  const text = Math.max(12, Math.max(size.width, size.height) / 75);
  context.lineWidth = stroke;
  context.font = `600 ${text}px "${captionFont()}", sans-serif`;
  context.textBaseline = "top";
  boxes.forEach(({ box, colour = COLOURS[0], fill = 0.18 }) => {
    const [x0, y0, x1, y1] = toPixels(box, size);
    context.globalAlpha = fill;
    context.fillStyle = colour;
    context.fillRect(x0, y0, x1 - x0, y1 - y0);
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.strokeRect(x0 - stroke / 2, y0 - stroke / 2, x1 - x0 + stroke, y1 - y0 + stroke);
  });
  for (const arrow of options.arrows ?? []) drawArrow(context, arrow, size, stroke);
  const taken = boxes.map(({ box }): Box => toPixels(box, size));
  for (const { box, colour = COLOURS[0], caption } of boxes) {
    if (!caption) continue;
    const [x0, y0, x1, y1] = toPixels(box, size);
    const shown = shorten(caption, (part) => context.measureText(part).width, 0.6 * size.width);
    const width = context.measureText(shown).width + 0.6 * text;
    const height = 1.35 * text;
    const room = { width, height, gap: stroke, size };
    const flag = freePlace([x0, y0, x1, y1], room, taken, (area) => ink(page, area, zoom));
    taken.push(flag);
    context.fillStyle = colour;
    context.fillRect(flag[0], flag[1], width, height);
    context.fillStyle = "#fff";
    context.fillText(shown, flag[0] + 0.3 * text, flag[1] + 0.12 * text);
  }
  return surface.png();
}

/** Where a line between the middles of two boxes leaves the first. */
function edgePoint([x0, y0, x1, y1]: Box, towards: readonly [number, number]): [number, number] {
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [dx, dy] = [towards[0] - cx, towards[1] - cy];
  if (dx === 0 && dy === 0) return [cx, cy];
  const scale = Math.min((x1 - x0) / 2 / Math.max(1e-6, Math.abs(dx)), (y1 - y0) / 2 / Math.max(1e-6, Math.abs(dy)));
  return [cx + dx * Math.min(1, scale), cy + dy * Math.min(1, scale)];
}

function drawArrow(
  context: Surface["context"],
  { from, to, colour = COLOURS[0] }: DrawnArrow,
  size: { width: number; height: number },
  stroke: number,
): void {
  const [start, end] = [toPixels(from, size), toPixels(to, size)];
  const middle = (box: Box): [number, number] => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const [x0, y0] = edgePoint(start, middle(end));
  const [x1, y1] = edgePoint(end, middle(start));
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const head = Math.min(6 * stroke, Math.hypot(x1 - x0, y1 - y0));
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = stroke;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
  context.beginPath();
  context.moveTo(x1, y1);
  for (const side of [-0.45, 0.45]) {
    context.lineTo(x1 - head * Math.cos(angle + side), y1 - head * Math.sin(angle + side));
  }
  context.closePath();
  context.fill();
}

interface Room {
  width: number;
  height: number;
  gap: number;
  size: { width: number; height: number };
}

/** Where a flag goes: beside its box or further down, where no box and no flag stands, and where it hides the least print. */
function freePlace(
  box: Box,
  { width, height, gap, size }: Room,
  taken: readonly Box[],
  hides: (area: Box) => number,
): Box {
  const [x0, y0, x1, y1] = box;
  const left = Math.max(0, Math.min(x0 - gap, size.width - width));
  const middle = (y0 + y1 - height) / 2;
  const at = (x: number, y: number): Box => [x, y, x + width, y + height];
  const places = [
    at(left, y0 - height - gap),
    at(left, y1 + gap),
    at(x1 + gap, middle),
    at(x0 - gap - width, middle),
    ...Array.from({ length: 20 }, (_, i) => at(left, y1 + gap + (i + 1) * height * 1.1)),
  ].filter(
    (flag) =>
      flag[0] >= 0 &&
      flag[1] >= 0 &&
      flag[2] <= size.width &&
      flag[3] <= size.height &&
      taken.every((other) => flag[2] <= other[0] || flag[0] >= other[2] || flag[3] <= other[1] || flag[1] >= other[3]),
  );
  let best = places[0] ?? at(left, Math.max(0, Math.min(size.height - height, y0 - height - gap)));
  let least = Number.POSITIVE_INFINITY;
  places.forEach((flag, i) => {
    // A little print is better hidden than a flag far from its box.
    const cost = hides(flag) + 0.02 * Math.max(0, i - 3);
    if (cost < least - 0.01) [best, least] = [flag, cost];
  });
  return best;
}

/** Share of an area's pixels that are much darker or lighter than its middle brightness. */
function ink({ width, height, data }: Pixels, [x0, y0, x1, y1]: Box, zoom: number): number {
  const greys: number[] = [];
  for (let y = Math.max(0, Math.floor(y0 / zoom)); y < Math.min(height, y1 / zoom); y += 2) {
    for (let x = Math.max(0, Math.floor(x0 / zoom)); x < Math.min(width, x1 / zoom); x += 2) {
      const at = (y * width + x) * 3;
      greys.push((data[at] + 2 * data[at + 1] + data[at + 2]) / 4);
    }
  }
  if (greys.length === 0) return 0;
  const middle = [...greys].sort((a, b) => a - b)[greys.length >> 1];
  return greys.filter((grey) => Math.abs(grey - middle) > 48).length / greys.length;
}

function shorten(caption: string, measure: (part: string) => number, limit: number): string {
  if (measure(caption) <= limit) return caption;
  let end = caption.length;
  while (end > 1 && measure(`${caption.slice(0, end)}…`) > limit) end--;
  return `${caption.slice(0, end)}…`;
}

function enlarge(pixels: Pixels, zoom: number): Pixels {
  const [width, height] = [pixels.width * zoom, pixels.height * zoom];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.floor(y / zoom) * pixels.width + Math.floor(x / zoom)) * 3;
      data.set(pixels.data.subarray(from, from + 3), (y * width + x) * 3);
    }
  }
  return { width, height, data };
}
