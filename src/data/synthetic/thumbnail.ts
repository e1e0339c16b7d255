/**
 * A small picture of a scene without a canvas: fills, and word boxes blended from paper to ink. For training the visual branch
 * on pages that nobody draws; it is not what a drawn and scanned page looks like closely.
 */
import type { Pixels, Rgb } from "../../document/document.ts";
import { glyphOf } from "./canvas.ts";
import type { Command, Scene } from "./scene.ts";

/** The picture of `scene` with its longer side `side` pixels (default 128). */
export function thumbnail(scene: Scene, side = 128): Pixels {
  const scale = side / Math.max(scene.width, scene.height);
  const width = Math.max(1, Math.round(scene.width * scale));
  const height = Math.max(1, Math.round(scene.height * scale));
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i += 3) {
    data[i] = scene.paper[0];
    data[i + 1] = scene.paper[1];
    data[i + 2] = scene.paper[2];
  }
  /** Blends `colour` over the box by how much of each pixel it covers, times `strength`. */
  const fill = (x0: number, y0: number, x1: number, y1: number, colour: (t: number) => Rgb, strength: number) => {
    const [a, b, c, d] = [x0 * scale, y0 * scale, x1 * scale, y1 * scale];
    const top = Math.max(0, Math.floor(b));
    const bottom = Math.min(height, Math.ceil(d));
    const left = Math.max(0, Math.floor(a));
    const right = Math.min(width, Math.ceil(c));
    for (let y = top; y < bottom; y++) {
      const tall = Math.min(d, y + 1) - Math.max(b, y);
      const shade = colour((y + 0.5 - b) / Math.max(1e-6, d - b));
      for (let x = left; x < right; x++) {
        const cover = tall * (Math.min(c, x + 1) - Math.max(a, x)) * strength;
        if (cover <= 0) continue;
        const at = (y * width + x) * 3;
        for (let k = 0; k < 3; k++) data[at + k] += (shade[k] - data[at + k]) * Math.min(1, cover);
      }
    }
  };
  for (const command of scene.commands) draw(command, fill);
  return { width, height, data };
}

type Fill = (x0: number, y0: number, x1: number, y1: number, colour: (t: number) => Rgb, strength: number) => void;

/** Share of a word's box that its strokes cover. */
const STROKES = 0.38;

function draw(command: Command, fill: Fill): void {
  const plain = (colour: Rgb) => () => colour;
  switch (command.type) {
    case "text": {
      const { font, size, text } = command;
      let wide = 0;
      for (const character of text) wide += glyphOf(font, character).advance + (command.spacing ?? 0);
      const quarter = command.angle !== undefined && Math.abs(command.angle) > 45;
      if (quarter)
        fill(command.x - size * 0.7, command.y - wide * size, command.x, command.y, plain(command.colour), STROKES);
      else fill(command.x, command.y - size * 0.55, command.x + wide * size, command.y, plain(command.colour), STROKES);
      break;
    }
    case "line": {
      const half = command.width / 2;
      fill(
        Math.min(command.x0, command.x1) - half,
        Math.min(command.y0, command.y1) - half,
        Math.max(command.x0, command.x1) + half,
        Math.max(command.y0, command.y1) + half,
        plain(command.colour),
        command.dash ? 0.5 : 1,
      );
      break;
    }
    case "rect":
      if (command.fill) fill(command.x0, command.y0, command.x1, command.y1, plain(command.fill), 1);
      if (command.stroke) {
        const w = command.width ?? 1;
        fill(command.x0, command.y0, command.x1, command.y0 + w, plain(command.stroke), 1);
        fill(command.x0, command.y1 - w, command.x1, command.y1, plain(command.stroke), 1);
        fill(command.x0, command.y0, command.x0 + w, command.y1, plain(command.stroke), 1);
        fill(command.x1 - w, command.y0, command.x1, command.y1, plain(command.stroke), 1);
      }
      break;
    case "gradient":
      fill(
        command.x0,
        command.y0,
        command.x1,
        command.y1,
        (t) => [0, 1, 2].map((k) => command.top[k] + (command.bottom[k] - command.top[k]) * t) as Rgb,
        1,
      );
      break;
    case "ellipse":
      if (command.fill)
        bands(
          command.y - command.ry,
          command.y + command.ry,
          (y) => {
            const half = command.rx * Math.sqrt(Math.max(0, 1 - ((y - command.y) / command.ry) ** 2));
            return [command.x - half, command.x + half];
          },
          command.fill,
          fill,
        );
      break;
    case "polygon":
      if (command.fill) {
        const ys = command.points.map((p) => p[1]);
        bands(
          Math.min(...ys),
          Math.max(...ys),
          (y) => {
            const xs: number[] = [];
            command.points.forEach(([x0, y0], i) => {
              const [x1, y1] = command.points[(i + 1) % command.points.length];
              if (y0 <= y !== y1 <= y) xs.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
            });
            return xs.length < 2 ? [0, 0] : [Math.min(...xs), Math.max(...xs)];
          },
          command.fill,
          fill,
        );
      }
      break;
    case "mark":
      fill(
        command.x0,
        command.y0,
        command.x1,
        command.y1,
        plain(command.colour),
        /[☒☑■●]/.test(command.mark) ? 0.45 : 0.2,
      );
      break;
    case "barcode":
      fill(command.x0, command.y0, command.x1, command.y1, plain(command.colour), 0.5);
      break;
    case "scribble":
      fill(command.x0, command.y0, command.x1, command.y1, plain(command.colour), 0.12);
  }
}

/** Fills a shape in twenty horizontal bands. */
function bands(top: number, bottom: number, edges: (y: number) => [number, number], colour: Rgb, fill: Fill): void {
  const step = (bottom - top) / 20;
  for (let i = 0; i < 20; i++) {
    const [x0, x1] = edges(top + step * (i + 0.5));
    if (x1 > x0) fill(x0, top + step * i, x1, top + step * (i + 1), () => colour, 1);
  }
}
