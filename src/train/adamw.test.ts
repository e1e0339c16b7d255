import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../test/close.ts";
import { ADAMW, adamw, adamwState, learningRate } from "./adamw.ts";

/** AdamW in float64, written from the paper (Loshchilov and Hutter 2019, algorithm 2). */
function reference(start: number[], gradients: number[][], rate: number, decay: boolean[]): number[] {
  const { beta1, beta2, epsilon, weightDecay, clip } = ADAMW;
  const x = [...start];
  const m = x.map(() => 0);
  const v = x.map(() => 0);
  gradients.forEach((raw, t) => {
    const norm = Math.hypot(...raw);
    const g = raw.map((value) => (norm > clip ? (value * clip) / (norm + 1e-6) : value));
    x.forEach((_, i) => {
      if (decay[i]) x[i] -= rate * weightDecay * x[i];
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / (1 - beta1 ** (t + 1));
      const vHat = v[i] / (1 - beta2 ** (t + 1));
      x[i] -= (rate * mHat) / (Math.sqrt(vHat) + epsilon);
    });
  });
  return x;
}

test("adamw() follows the algorithm in float64, decays matrices only and clips by the global norm", () => {
  const start = [1, -2, 0.5, 3];
  const gradients = Array.from({ length: 20 }, (_, t) => start.map((_, i) => Math.sin(t * 3 + i) * (t < 5 ? 4 : 0.1)));
  const parameters = Float32Array.from(start);
  const state = adamwState(4);
  const ranges = [
    { start: 0, end: 2, decay: true },
    { start: 2, end: 4, decay: false },
  ];
  gradients.forEach((g, t) => {
    const norm = adamw(parameters, Float32Array.from(g), state, ranges, 0.01);
    assertClose([norm], [Math.hypot(...g)], { absolute: 1e-5, relative: 1e-5, name: `norm ${t}` });
  });
  const expected = reference(start, gradients, 0.01, [true, true, false, false]);
  assertClose(parameters, expected, { absolute: 2e-5, relative: 0, name: "parameters" });
});

test("learningRate() rises, stays and falls to its floor", () => {
  const schedule = { peak: 1, warmUp: 10, decay: 0.4, floor: 0.02 };
  assert.equal(learningRate(schedule, 0, 0), 0.1);
  assert.equal(learningRate(schedule, 9, 0.1), 1);
  assert.equal(learningRate(schedule, 100, 0.6), 1);
  assertClose([learningRate(schedule, 100, 0.8)], [0.5], { absolute: 1e-9, relative: 0, name: "half way down" });
  assert.equal(learningRate(schedule, 100, 1), 0.02);
});
