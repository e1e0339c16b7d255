/** Features of a unit's text as a number, and its rank among the numbers of its column. Ours, not the paper's. */
import type { Box } from "../document/box.ts";
import { parseDate, parseNumber } from "../document/values.ts";
import { NUMBER_FEATURES, RANKS } from "./features.ts";

/** Value by which a unit is compared: a number, or a date as days; NaN for anything else. `date` keeps the two apart. */
export interface Magnitude {
  value: number;
  date: boolean;
}

export function magnitude(text: string): Magnitude {
  if (!/\d/.test(text)) return { value: Number.NaN, date: false };
  const number = parseNumber(text);
  if (number !== null) return { value: number, date: false };
  const date = parseDate(text);
  if (date) return { value: Date.parse(date.iso) / 86_400_000, date: true };
  return { value: Number.NaN, date: false };
}

/** [NUMBER_FEATURES]: what kind of number and how large, as smooth and as periodic functions of its logarithm; zeros for words. */
export function numberFeatures(text: string, { value, date }: Magnitude): Float32Array {
  const out = new Float32Array(NUMBER_FEATURES);
  const digits = text.replace(/\D/g, "").length;
  if (digits === 0) return out;
  out[0] = 1;
  out[1] = Math.min(1, digits / 12);
  out[2] = digits / text.length;
  out[3] = /[.,]\d\d$/.test(text.replace(/[^\d.,]+$/, "")) ? 1 : 0;
  out[4] = text.includes("%") ? 1 : 0;
  out[5] = date ? 1 : 0;
  out[6] = /^\d{1,2}:\d{2}/.test(text) ? 1 : 0;
  if (Number.isNaN(value)) return out;
  out[7] = 1;
  out[8] = Math.sign(value);
  const size = Math.log10(Math.abs(value) + 1);
  out[9] = size / 5;
  for (let i = 0; i < 2; i++) {
    out[10 + 2 * i] = Math.sin(2 * Math.PI * size * (i === 0 ? 0.25 : 1));
    out[11 + 2 * i] = Math.cos(2 * Math.PI * size * (i === 0 ? 0.25 : 1));
  }
  return out;
}

/** Ranks from the top and the bottom among the numbers (or dates) that overlap a unit in x; RANKS - 1 where there is none. */
export function columnRanks(
  magnitudes: readonly Magnitude[],
  boxes: readonly Readonly<Box>[],
): { top: Int32Array; bottom: Int32Array } {
  const none = RANKS - 1;
  const top = new Int32Array(boxes.length).fill(none);
  const bottom = new Int32Array(boxes.length).fill(none);
  const numbers = boxes.map((_, i) => i).filter((i) => !Number.isNaN(magnitudes[i].value));
  for (const i of numbers) {
    let above = 0;
    let below = 0;
    for (const j of numbers) {
      if (magnitudes[j].date !== magnitudes[i].date) continue;
      if (Math.min(boxes[i][2], boxes[j][2]) <= Math.max(boxes[i][0], boxes[j][0])) continue;
      if (magnitudes[j].value > magnitudes[i].value) above++;
      else if (magnitudes[j].value < magnitudes[i].value) below++;
    }
    top[i] = Math.min(above, none - 1);
    bottom[i] = Math.min(below, none - 1);
  }
  return { top, bottom };
}
