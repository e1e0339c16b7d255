/**
 * Confidence that means something: the product of the decoder's probabilities is mapped to the share of answers of that raw
 * confidence that were right on development data (isotonic regression: pool adjacent violators), apart by operation, kind of
 * value and quality of the page, as far as there were answers enough.
 */
import type { Document, Page } from "../document/document.ts";
import { parseDate } from "../document/values.ts";
import type { Calibration } from "../model/checkpoint.ts";
import type { Answer } from "./answer.ts";

export interface Outcome {
  /** What the answer is of, see calibrationKeys(). */
  keys: readonly string[];
  /** Raw confidence, 0..1. */
  raw: number;
  right: boolean;
}

/** What judged answers about `document` tell of confidence; answers without one tell nothing. */
export function outcomesOf(judged: readonly { answer: Answer; right: boolean }[], document: Document): Outcome[] {
  return judged.flatMap(({ answer, right }) =>
    answer.confidence === null ? [] : [{ keys: calibrationKeys(answer, document), raw: answer.confidence, right }],
  );
}

/** Least outcomes of a key for a curve of its own. */
const ENOUGH = 200;

/** How far the words of a page can be trusted: "given" were not recognised, of "scan" OCR is sure, of "poor" it is not. */
export type PageQuality = "given" | "scan" | "poor";

/** Mean confidence of recognised words from which a page counts as read well. */
const WELL_READ = 0.93;

export function pageQuality(page: Pick<Page, "words">): PageQuality {
  const known = page.words.flatMap(({ origin, confidence }) =>
    origin === "ocr" && confidence !== null ? [confidence] : [],
  );
  // A stamp or a logo on a page whose text is given does not make it a scan.
  if (2 * known.length <= page.words.length) return "given";
  return known.reduce((sum, one) => sum + one, 0) / known.length >= WELL_READ ? "scan" : "poor";
}

/** Of the page that the answer stands on; of an absent one, the worst of all. */
function qualityOf({ evidence }: Pick<Answer, "evidence">, document: Document): PageQuality {
  const pages =
    evidence.length > 0 ? document.pages.filter(({ number }) => number === evidence[0].page) : document.pages;
  const found = pages.map(pageQuality);
  return (["poor", "scan", "given"] as const).find((quality) => found.includes(quality)) ?? "given";
}

/** What a copied text is, as far as the text itself tells. */
function valueKind({ text, value, currency }: Pick<Answer, "text" | "value" | "currency">): string {
  if (typeof value === "number") return currency ? "money" : "number";
  return text !== null && parseDate(text) ? "date" : "text";
}

/**
 * Under what an answer's confidence is looked up, the most telling first: "copy.date/poor", "copy/poor", "copy.date", "copy".
 * Absent answers are an operation of their own.
 */
export function calibrationKeys(
  answer: Pick<Answer, "operation" | "status" | "text" | "value" | "currency" | "evidence">,
  document: Document,
): string[] {
  const quality = qualityOf(answer, document);
  const operation = answer.status === "absent" ? "absent" : answer.operation;
  if (operation !== "copy") return [`${operation}/${quality}`, operation];
  const kind = `copy.${valueKind(answer)}`;
  return [`${kind}/${quality}`, `copy/${quality}`, kind, "copy"];
}

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
  for (const key of new Set(outcomes.flatMap(({ keys }) => keys))) {
    const own = outcomes.filter(({ keys }) => keys.includes(key));
    if (own.length >= ENOUGH) curves[key] = isotonic(own);
  }
  return { curves, threshold, source };
}

/** Held-back answers from which a model's own calibration is learned; of fewer it would be chance. */
export const ENOUGH_ANSWERS = 100;

/** The calibration that a new model gets, and whose it is. */
export function calibrationFor(outcomes: readonly Outcome[], parent: Calibration | null, run: string) {
  if (outcomes.length >= ENOUGH_ANSWERS) {
    const source = `${outcomes.length} answers on documents held back from ${run}`;
    return { calibration: learnCalibration(outcomes, source, parent?.threshold), whose: "own" as const };
  }
  return { calibration: parent, whose: parent ? ("parent" as const) : ("none" as const) };
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

/** Raw confidence under the first of `keys` that has a curve, else under that of all; null where nothing was learned. */
export function mapConfidence({ curves }: Calibration, keys: readonly string[], raw: number): number | null {
  const curve = curves[keys.find((key) => curves[key]) ?? "all"];
  return curve && curve.raw.length > 0 ? interpolate(curve, raw) : null;
}

/** `answer` about `document` with its confidence calibrated and its status set; unchanged where nothing was learned. */
export function calibrate(answer: Answer, calibration: Calibration | null, document: Document): Answer {
  if (!calibration || answer.confidence === null) return answer;
  const keys = calibrationKeys(answer, document);
  const confidence = mapConfidence(calibration, keys, answer.confidence);
  if (confidence === null) return answer;
  const status = answer.status === "ok" && confidence < calibration.threshold ? "low" : answer.status;
  const alternatives = answer.alternatives.map((other) => ({
    ...other,
    confidence: other.confidence === null ? null : mapConfidence(calibration, keys, other.confidence),
  }));
  return { ...answer, confidence, calibrated: true, status, alternatives };
}
