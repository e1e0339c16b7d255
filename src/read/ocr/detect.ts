/**
 * Where lines of text stand on a page: PP-OCR's detector (a map of text probability) and the rectangles around its islands.
 * Source: DB (differentiable binarization), PP-OCRv6's inference.yml.
 */
import type { Pixels } from "../../document/document.ts";
import { float32, type Session } from "../../engine/runtime.ts";
import { resize } from "../pixels.ts";
import { type Quad, smallestQuad } from "./quad.ts";

export interface DetectOptions {
  /** Longest side that the detector sees, pixels. */
  side: number;
  /** A pixel is text above this probability. */
  threshold: number;
  /** An island counts when its mean probability is above this. */
  islandThreshold: number;
  /** Growth of the shrunken islands: area * grow / perimeter on each side. */
  grow: number;
}

/** A line of text on the page, in page pixels. */
export interface DetectedLine {
  quad: Quad;
  score: number;
}

const MEAN = [0.406, 0.456, 0.485];
const DEVIATION = [0.225, 0.224, 0.229];

/** Planar BGR with ImageNet's mean and deviation, [1, 3, H, W]. */
export function normalise(pixels: Pixels): Float32Array<ArrayBuffer> {
  const size = pixels.width * pixels.height;
  const out = new Float32Array(3 * size);
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * DEVIATION[channel]);
    const shift = MEAN[channel] / DEVIATION[channel];
    for (let i = 0; i < size; i++) out[channel * size + i] = pixels.data[3 * i + 2 - channel] * scale - shift;
  }
  return out;
}

/** Long strips (till rolls, screenshots) keep this many pixels across, at most LONGEST along. */
const ACROSS = 320;
const LONGEST = 4096;

/** By how much a page is scaled for the detector: its longest side to `side`, strips less, for they would become illegible. */
export function detectionScale(width: number, height: number, side: number): number {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return Math.max(side / long, Math.min(1, ACROSS / short, LONGEST / long));
}

/** Finds the lines of `pixels`. */
export async function detectLines(session: Session, pixels: Pixels, options: DetectOptions): Promise<DetectedLine[]> {
  const scale = detectionScale(pixels.width, pixels.height, options.side);
  const fit = (length: number) => Math.max(32, Math.round((length * scale) / 32) * 32);
  const [width, height] = [fit(pixels.width), fit(pixels.height)];
  const input = float32([1, 3, height, width], normalise(resize(pixels, width, height)));
  const output = await session.run({ [session.inputs[0]]: input });
  const map = output[session.outputs[0]].data as Float32Array; // [1, 1, H, W]
  return islands(map, width, height, options).map(({ quad, score }) => {
    const distance = (quad.width * quad.height * options.grow) / (2 * (quad.width + quad.height));
    return { quad: toPage(quad, distance, pixels.width / width, pixels.height / height), score };
  });
}

/** `quad` grown by `distance` and scaled from map to page. */
function toPage(quad: Quad, distance: number, scaleX: number, scaleY: number): Quad {
  const [cos, sin] = [Math.cos(quad.angle), Math.sin(quad.angle)];
  return {
    x: quad.x * scaleX,
    y: quad.y * scaleY,
    width: (quad.width + 2 * distance) * Math.hypot(cos * scaleX, sin * scaleY),
    height: (quad.height + 2 * distance) * Math.hypot(sin * scaleX, cos * scaleY),
    angle: Math.atan2(sin * scaleY, cos * scaleX),
  };
}

/** Connected islands of `map` above the threshold (8 neighbours) with the smallest rectangle around each. */
export function islands(
  map: Float32Array,
  width: number,
  height: number,
  options: Pick<DetectOptions, "threshold" | "islandThreshold">,
): DetectedLine[] {
  const seen = new Uint8Array(map.length);
  const stack: number[] = [];
  const found: DetectedLine[] = [];
  for (let seed = 0; seed < map.length; seed++) {
    if (seen[seed] || map[seed] <= options.threshold) continue;
    seen[seed] = 1;
    stack.push(seed);
    let [sum, count] = [0, 0];
    const left = new Map<number, number>();
    const right = new Map<number, number>();
    while (stack.length > 0) {
      const at = stack.pop()!;
      const y = Math.floor(at / width);
      const x = at - y * width;
      sum += map[at];
      count++;
      left.set(y, Math.min(left.get(y) ?? x, x));
      right.set(y, Math.max(right.get(y) ?? x, x));
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const next = row * width + column;
          if (seen[next] || map[next] <= options.threshold) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    if (count < 6 || sum / count < options.islandThreshold) continue;
    const corners: number[] = [];
    for (const [y, from] of left) {
      const to = right.get(y)! + 1;
      corners.push(from, y, to, y, from, y + 1, to, y + 1);
    }
    const quad = smallestQuad(corners);
    if (Math.min(quad.width, quad.height) < 2) continue;
    found.push({ quad, score: sum / count });
  }
  return found;
}
