/** How fast a run trains, as its log lines on the terminal say it. */
import { percent } from "./read.ts";

const whole = (value: number) => Math.round(value).toLocaleString("en");

/** Of a line of metrics.jsonl: ", 12 questions/s, 30.1 GFLOP/s (53 % of the peak)"; pre-training asks nothing and counts positions. */
export function speedText({ questionsPerSecond, positionsPerSecond, gflops, share }: Record<string, unknown>): string {
  const parts: string[] = [];
  if (typeof questionsPerSecond === "number" && questionsPerSecond > 0) parts.push(`${questionsPerSecond} questions/s`);
  else if (typeof positionsPerSecond === "number") parts.push(`${whole(positionsPerSecond)} positions/s`);
  if (typeof gflops === "number") {
    parts.push(`${gflops} GFLOP/s${typeof share === "number" ? ` (${percent(share)} of the peak)` : ""}`);
  }
  return parts.map((part) => `, ${part}`).join("");
}
