/** Updates that stay on a device against those of the host, on a runtime that only pretends to keep values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../test/close.ts";
import { keepingRuntime, SMALL_CONFIG, smallTrainer } from "../../test/device.ts";
import { byteTokenizer, fakeDocument, fakePage } from "../../test/fakes.ts";
import type { Runtime } from "../engine/runtime.ts";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { initialize } from "../model/parameters.ts";
import { DocFormer } from "../tasks/docformer.ts";

test("updates on the device are those of the host: all kinds of batches, added up, clipped, decayed", async () => {
  const kept = keepingRuntime();
  const host = smallTrainer(nodeRuntime, { accumulate: 2 });
  const device = smallTrainer(kept.runtime, { accumulate: 2 });
  const kinds = new Set<string>();
  for (let i = 0; i < 6; i++) {
    const [a, b] = [await host.step(i / 6), await device.step(i / 6)];
    for (const name of Object.keys(a.losses)) {
      assert.ok(Math.abs(a.losses[name] - b.losses[name]) < 1e-4, `${name}: ${a.losses[name]}, ${b.losses[name]}`);
      kinds.add(name);
    }
    assert.ok(Math.abs(a.gradientNorm - b.gradientNorm) < 1e-3 * a.gradientNorm);
    assert.equal(a.learningRate, b.learningRate);
  }
  assert.ok(
    ["answer", "denoise", "entity"].every((name) => kinds.has(name)),
    [...kinds].join(),
  );
  const before = device.flat.data.slice();
  await device.pull();
  assert.notDeepEqual(device.flat.data, before, "nothing comes back before it is pulled");
  assertClose(device.flat.data, Array.from(host.flat.data), { absolute: 2e-5, relative: 0, name: "parameters" });
  assertClose(device.optimizer.first, Array.from(host.optimizer.first), { absolute: 1e-6, relative: 0, name: "first" });
  assertClose(device.optimizer.second, Array.from(host.optimizer.second), {
    absolute: 1e-6,
    relative: 0,
    name: "second",
  });
  assert.equal(device.optimizer.step, host.optimizer.step);
  await device.dispose();
  await host.dispose();
  assert.equal(kept.alive(), 0, "what was kept is freed");
});

test("a gradient without a number changes nothing on the device", async () => {
  const kept = keepingRuntime();
  const device = smallTrainer(kept.runtime, { patience: 3 }, (parameters) => {
    parameters["shared.weight"].data[5] = Number.NaN;
  });
  const before = device.flat.data.slice();
  const report = await device.step(0);
  assert.ok(Number.isNaN(report.gradientNorm));
  assert.deepEqual([device.counters.skipped, device.optimizer.step], [1, 0]);
  await device.pull();
  assert.deepEqual(device.flat.data, before);
  await device.dispose();
});

test("several ranks take gradients back to the host, since they add them up there", async () => {
  const kept = keepingRuntime();
  const two = smallTrainer(kept.runtime, {}, undefined, { rank: 0, size: 2, allReduce: () => {}, barrier: () => {} });
  await two.step(0);
  assert.equal(kept.kept(), 0);
  await two.dispose();
});

test("a model answers alike from weights that were put on the device once", async () => {
  const kept = keepingRuntime();
  const asked = await Promise.all([nodeRuntime, kept.runtime].map(askSmall));
  assert.deepEqual(asked[1], asked[0]);
  assert.equal(kept.kept(), Object.keys(initialize(SMALL_CONFIG, 2)).length, "each weight went there once");
  assert.equal(kept.alive(), 0);
});

async function askSmall(runtime: Runtime): Promise<unknown> {
  const checkpoint = { config: SMALL_CONFIG, parameters: initialize(SMALL_CONFIG, 2), calibration: null };
  const model = new DocFormer(checkpoint, byteTokenizer(), runtime);
  const document = fakeDocument([fakePage(3, 20)]);
  const answers = await model.ask(document, ["total?", "how many?"], { limit: 4 });
  await model.dispose();
  return answers;
}
