import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { SMALL_CONFIG, smallStreams } from "../../test/device.ts";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { initialize } from "../model/parameters.ts";
import { CompiledObjectives } from "./compiled.ts";
import { ALONE } from "./group.ts";
import { loadSnapshot, saveSnapshot } from "./snapshot.ts";
import type { Stream } from "./stream.ts";
import { DivergedError, freshState, TRAINER, Trainer, type TrainerState } from "./trainer.ts";

function trainer(state: TrainerState, overrides = {}) {
  return new Trainer(SMALL_CONFIG, state, smallStreams(1, {}, state.cursor), ALONE, nodeRuntime, {
    ...TRAINER,
    ...overrides,
  });
}

const fresh = (): TrainerState => ({ ...freshState(initialize(SMALL_CONFIG, 2)), cursor: { pool: 0, index: 0 } });

test("a run resumed from its snapshot equals the uninterrupted run bit for bit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-resume-"));
  const whole = trainer(fresh());
  const losses: unknown[] = [];
  for (let i = 0; i < 10; i++) losses.push((await whole.step(i / 10)).losses);

  const first = trainer(fresh());
  for (let i = 0; i < 5; i++) assert.deepEqual((await first.step(i / 10)).losses, losses[i]);
  const { flat, optimizer, counters, cursor } = first;
  saveSnapshot(folder, SMALL_CONFIG, { parameters: flat.views, optimizer, counters, cursor });
  const saved = loadSnapshot(folder, SMALL_CONFIG);
  assert.ok(saved);
  const second = trainer(saved);
  for (let i = 5; i < 10; i++) assert.deepEqual((await second.step(i / 10)).losses, losses[i]);
  assert.deepEqual(second.flat.data, whole.flat.data);
  assert.deepEqual(second.optimizer, whole.optimizer);
  assert.equal(second.counters.questions, whole.counters.questions);
  for (const t of [whole, first, second]) await t.dispose();
  rmSync(folder, { recursive: true });
});

test("trainers that share their graphs learn what each would learn alone, and leave them to the next", async () => {
  const session = { threads: TRAINER.threads, arena: TRAINER.arena };
  const shared = new CompiledObjectives(SMALL_CONFIG, nodeRuntime, session);
  const learn = async (graphs: CompiledObjectives | typeof nodeRuntime) => {
    const learner = new Trainer(SMALL_CONFIG, fresh(), smallStreams(1), ALONE, graphs);
    for (let i = 0; i < 3; i++) await learner.step(i / 3);
    await learner.dispose();
    return learner.flat.data;
  };
  const alone = await learn(nodeRuntime);
  assert.deepEqual(await learn(shared), alone);
  const { count } = shared;
  assert.ok(count > 0 && shared.cpuSeconds > 0);
  assert.deepEqual(await learn(shared), alone);
  assert.equal(shared.count, count);
  await shared.dispose();
});

test("loadSnapshot() falls back to the snapshot before a damaged one, and only two are kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-snapshot-"));
  const state = fresh();
  for (const steps of [1, 2, 3])
    saveSnapshot(folder, SMALL_CONFIG, { ...state, counters: { ...state.counters, steps } });
  const names = readdirSync(folder).sort();
  assert.deepEqual(names, ["state-000000002.safetensors", "state-000000003.safetensors"]);
  writeFileSync(join(folder, names[1]), "cut off");
  assert.equal(loadSnapshot(folder, SMALL_CONFIG)?.counters.steps, 2);
  rmSync(folder, { recursive: true });
});

test("one batch can be learned by heart", async () => {
  const state = fresh();
  // Nothing but the first batch, again and again.
  const [stream] = smallStreams(1, { pretrain: 0, label: 0 });
  const batch = stream.next();
  const same = { next: () => batch, cursor: { pool: 0, index: 0 } } as unknown as Stream;
  const schedule = { peak: 5e-3, warmUp: 5, decay: 0, floor: 1 };
  const learner = new Trainer(SMALL_CONFIG, state, [same], ALONE, nodeRuntime, { ...TRAINER, schedule });
  let loss = Infinity;
  for (let i = 0; i < 150; i++) loss = (await learner.step(0)).losses.answer;
  assert.ok(loss < 0.05, `loss ${loss} after 150 updates on one batch`);
  await learner.dispose();
});

test("updates without a number are skipped and counted; too many in a row end the run", async () => {
  const state = fresh();
  state.parameters["shared.weight"].data.fill(Number.NaN);
  const broken = trainer(state, { patience: 3 });
  await broken.step(0);
  await broken.step(0);
  assert.equal(broken.counters.skipped, 2);
  await assert.rejects(broken.step(0), DivergedError);
  await broken.dispose();
});
