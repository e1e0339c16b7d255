/** How far stated confidence and the share of right answers lie apart: a reliability diagram's bins, and their mean gap (ECE). */

/** An answer whose rightness is known. */
export interface Outcome {
  /** 0..1 */
  confidence: number;
  right: boolean;
}

/** Answers whose confidence lies in one interval. */
export interface ReliabilityBin {
  /** Confidences from here to the next bin. */
  from: number;
  count: number;
  /** Mean confidence, and share of right answers; 0 in an empty bin. */
  confidence: number;
  accuracy: number;
}

/**
 * Bins of equal width; a confidence on a border falls into the upper bin, 1 into the last.
 * @example
 * reliability([{ confidence: 0.9, right: true }, { confidence: 0.9, right: false }], 2)[1].accuracy // 0.5
 */
export function reliability(outcomes: readonly Outcome[], bins = 10): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, right: 0, count: 0 }));
  for (const { confidence, right } of outcomes) {
    const bin = sums[Math.min(bins - 1, Math.floor(confidence * bins))];
    bin.confidence += confidence;
    bin.right += Number(right);
    bin.count++;
  }
  return sums.map(({ confidence, right, count }, i) => ({
    from: i / bins,
    count,
    confidence: confidence / Math.max(1, count),
    accuracy: right / Math.max(1, count),
  }));
}

/** ECE: the bins' gaps, weighed by their size; 0 without outcomes. */
export function calibrationError(outcomes: readonly Outcome[], bins = 10): number {
  const total = Math.max(1, outcomes.length);
  return reliability(outcomes, bins).reduce(
    (error, { count, confidence, accuracy }) => error + (count / total) * Math.abs(accuracy - confidence),
    0,
  );
}
