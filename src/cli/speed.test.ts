import assert from "node:assert/strict";
import { test } from "node:test";
import { speedText } from "./speed.ts";

test("speedText() says questions, of pre-training positions, and the share of the peak where that is known", () => {
  const line = { questionsPerSecond: 12.5, positionsPerSecond: 1420, gflops: 30.1, share: 0.53 };
  assert.equal(speedText(line), ", 12.5 questions/s, 30.1 GFLOP/s (53 % of the peak)");
  assert.equal(speedText({ ...line, questionsPerSecond: 0, share: undefined }), ", 1,420 positions/s, 30.1 GFLOP/s");
  assert.equal(speedText({}), "");
});
