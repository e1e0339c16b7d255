/**
 * What is gained by not answering when unsure: answers are taken from the surest on; at each share taken (coverage) the risk is
 * the share of wrong ones among them. AURC is the mean risk over all coverages. Geifman and El-Yaniv, NeurIPS 2017.
 */
import type { Outcome } from "./calibration-error.ts";

export interface CoveragePoint {
  /** Answers of at least this confidence are given. */
  confidence: number;
  coverage: number;
  risk: number;
}

export interface RiskCoverage {
  /** One point for each confidence that occurs, from the surest on. */
  points: CoveragePoint[];
  aurc: number;
}

/** Answers of one confidence are taken in the mean of all their orders, so that the order of the input does not matter. */
export function riskCoverage(outcomes: readonly Outcome[]): RiskCoverage {
  const groups = new Map<number, { count: number; wrong: number }>();
  for (const { confidence, right } of outcomes) {
    const group = groups.get(confidence) ?? { count: 0, wrong: 0 };
    group.count++;
    group.wrong += Number(!right);
    groups.set(confidence, group);
  }
  const points: CoveragePoint[] = [];
  let [taken, wrong, sum] = [0, 0, 0];
  for (const [confidence, group] of [...groups].sort(([a], [b]) => b - a)) {
    for (let k = 1; k <= group.count; k++) sum += (wrong + (k * group.wrong) / group.count) / (taken + k);
    taken += group.count;
    wrong += group.wrong;
    points.push({ confidence, coverage: taken / outcomes.length, risk: wrong / taken });
  }
  return { points, aurc: sum / Math.max(1, outcomes.length) };
}
