/**
 * What a threshold of confidence would bring: the share of answers that are accepted without a look, and how many of those are
 * expected to be wrong, measured on answers whose rightness is known.
 */
import type { Outcome } from "./calibration-error.ts";

/** What accepting answers from one confidence on would bring. */
export interface ThresholdRow {
  /** Answers of at least this confidence are accepted without a look. */
  threshold: number;
  /** Share of the answers that are accepted, and of those accepted that are wrong. */
  accepted: number;
  wrong: number;
  /** Answers that the row is measured on. */
  fields: number;
}

/** Every twentieth, and those near certainty that people choose among. */
const THRESHOLDS = [...Array.from({ length: 19 }, (_, i) => Math.round(5 * i) / 100), 0.92, 0.95, 0.97, 0.98, 0.99];

/**
 * A row a threshold; no rows without answers.
 * @example
 * const rows = thresholdTable([{ confidence: 0.9, right: true }, { confidence: 0.3, right: false }]);
 * rows.find(({ threshold }) => threshold === 0.5) // { threshold: 0.5, accepted: 0.5, wrong: 0, fields: 2 }
 */
export function thresholdTable(outcomes: readonly Outcome[]): ThresholdRow[] {
  if (outcomes.length === 0) return [];
  return THRESHOLDS.map((threshold) => {
    const accepted = outcomes.filter(({ confidence }) => confidence >= threshold);
    const wrong = accepted.filter(({ right }) => !right).length;
    return {
      threshold,
      accepted: accepted.length / outcomes.length,
      wrong: accepted.length > 0 ? wrong / accepted.length : 0,
      fields: outcomes.length,
    };
  });
}
