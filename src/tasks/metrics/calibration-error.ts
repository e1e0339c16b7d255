/** ECE: how far stated confidence and the share of right answers lie apart, over bins of equal width, weighed by their size. */
export function calibrationError(outcomes: readonly { confidence: number; right: boolean }[], bins = 10): number {
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, right: 0, count: 0 }));
  for (const { confidence, right } of outcomes) {
    const bin = sums[Math.min(bins - 1, Math.floor(confidence * bins))];
    bin.confidence += confidence;
    bin.right += Number(right);
    bin.count++;
  }
  const total = outcomes.length || 1;
  return sums.reduce((error, { confidence, right }) => error + Math.abs(confidence - right) / total, 0);
}
