/**
 * Confidence that means something: the product of the decoder's probabilities is mapped, per operation, to the share of
 * answers of that raw confidence that were right on development data (isotonic regression: pool adjacent violators).
 */
import type { Calibration } from "../model/checkpoint.ts";
import type { Answer } from "./answer.ts";

export interface Outcome {
  operation: string;
  /** Raw confidence, 0..1. */
  raw: number;
  right: boolean;
}

/** Least outcomes of an operation for a curve of its own. */
const ENOUGH = 200;

/** A rising step function from raw confidence to the share of right answers, as its corner points. */
function isotonic(outcomes: readonly Outcome[]): { raw: number[]; calibrated: number[] } {
  const blocks: { sum: number; count: number; raw: number }[] = [];
  for (const { raw, right } of [...outcomes].sort((a, b) => a.raw - b.raw)) {
    blocks.push({ sum: Number(right), count: 1, raw });
    while (blocks.length > 1) {
      const [before, last] = blocks.slice(-2);
      if (before.sum / before.count < last.sum / last.count) break;
      blocks.splice(-2, 2, {
        sum: before.sum + last.sum,
        count: before.count + last.count,
        raw: (before.raw * before.count + last.raw * last.count) / (before.count + last.count),
      });
    }
  }
  // Small blocks at the ends would claim certainty: one imagined right and one wrong answer each.
  const calibrated = blocks.map(({ sum, count }) => (sum + 1) / (count + 2));
  for (let i = 1; i < calibrated.length; i++) calibrated[i] = Math.max(calibrated[i], calibrated[i - 1]);
  return thin({ raw: blocks.map((block) => block.raw), calibrated });
}

/** At most 33 points, evenly over the blocks. */
function thin(curve: { raw: number[]; calibrated: number[] }): { raw: number[]; calibrated: number[] } {
  const count = curve.raw.length;
  if (count <= 33) return curve;
  const keep = Array.from({ length: 33 }, (_, i) => Math.round((i * (count - 1)) / 32));
  const round = (value: number) => Number(value.toFixed(5));
  return { raw: keep.map((i) => round(curve.raw[i])), calibrated: keep.map((i) => round(curve.calibrated[i])) };
}

/** Learns the maps. `threshold`: from where an answer is trusted. */
export function learnCalibration(outcomes: readonly Outcome[], source: string, threshold = 0.5): Calibration {
  const curves: Calibration["curves"] = { all: isotonic(outcomes) };
  for (const operation of new Set(outcomes.map((outcome) => outcome.operation))) {
    const own = outcomes.filter((outcome) => outcome.operation === operation);
    if (own.length >= ENOUGH) curves[operation] = isotonic(own);
  }
  return { curves, threshold, source };
}

/** Linear between the points of a curve, flat beyond them. */
export function interpolate({ raw, calibrated }: { raw: number[]; calibrated: number[] }, x: number): number {
  let i = raw.findIndex((point) => point >= x);
  if (i < 0) i = raw.length;
  if (i === 0) return calibrated[0];
  if (i === raw.length) return calibrated[i - 1];
  const share = raw[i] > raw[i - 1] ? (x - raw[i - 1]) / (raw[i] - raw[i - 1]) : 1;
  return calibrated[i - 1] + share * (calibrated[i] - calibrated[i - 1]);
}

/** The operation under which an answer's confidence is looked up: absent answers are their own kind. */
export function calibrationKey(answer: Pick<Answer, "operation" | "status">): string {
  return answer.status === "absent" ? "absent" : answer.operation;
}

/** `answer` with its confidence calibrated and its status set; unchanged where nothing was learned. */
export function calibrate(answer: Answer, calibration: Calibration | null): Answer {
  if (!calibration || answer.confidence === null) return answer;
  const curve = calibration.curves[calibrationKey(answer)] ?? calibration.curves.all;
  if (!curve || curve.raw.length === 0) return answer;
  const confidence = interpolate(curve, answer.confidence);
  const status = answer.status === "ok" && confidence < calibration.threshold ? "low" : answer.status;
  const alternatives = answer.alternatives.map((other) => ({
    ...other,
    confidence: other.confidence === null ? null : interpolate(curve, other.confidence),
  }));
  return { ...answer, confidence, calibrated: true, status, alternatives };
}
