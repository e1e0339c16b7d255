import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { byteTokenizer, fakeSource } from "../../test/fakes.ts";
import { nodeRuntime } from "../engine/runtime-node.ts";
import { preset } from "../model/config.ts";
import { LexicalCache } from "../model/lexical.ts";
import { initialize } from "../model/parameters.ts";
import { specialIds } from "../model/vocabulary.ts";
import { CompiledObjectives } from "./compiled.ts";
import { ALONE } from "./group.ts";
import { loadSnapshot, saveSnapshot } from "./snapshot.ts";
import { STREAM, Stream, type StreamOptions } from "./stream.ts";
import { DivergedError, freshState, TRAINER, Trainer, type TrainerState } from "./trainer.ts";

const tokenizer = byteTokenizer();
const ids = specialIds(tokenizer);
const config = {
  ...preset("tiny"),
  width: 32,
  headWidth: 16,
  feedForward: 48,
  vocabularySize: tokenizer.vocabularySize,
  entityLabels: ["answer", "question"],
};
const options: StreamOptions = {
  ...STREAM,
  budget: 64,
  buckets: [32, 64],
  groups: [{ questions: 8, prompt: 12, answer: 6, weight: 1 }],
  poolPages: 16,
  poolBatches: 6,
  pretrain: 0.3,
  label: 0.4,
  links: true,
};

function trainer(state: TrainerState, overrides = {}) {
  const lexical = new LexicalCache(config, tokenizer);
  const stream = new Stream(config, ids, lexical, [fakeSource], options, 9, 0, state.cursor);
  return new Trainer(config, state, [stream], ALONE, nodeRuntime, { ...TRAINER, ...overrides });
}

const fresh = (): TrainerState => ({ ...freshState(initialize(config, 2)), cursor: { pool: 0, index: 0 } });

test("a run resumed from its snapshot equals the uninterrupted run bit for bit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-resume-"));
  const whole = trainer(fresh());
  const losses: unknown[] = [];
  for (let i = 0; i < 10; i++) losses.push((await whole.step(i / 10)).losses);

  const first = trainer(fresh());
  for (let i = 0; i < 5; i++) assert.deepEqual((await first.step(i / 10)).losses, losses[i]);
  const { flat, optimizer, counters, cursor } = first;
  saveSnapshot(folder, config, { parameters: flat.views, optimizer, counters, cursor });
  const saved = loadSnapshot(folder, config);
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
  const shared = new CompiledObjectives(config, nodeRuntime, session);
  const learn = async (graphs: CompiledObjectives | typeof nodeRuntime) => {
    const lexical = new LexicalCache(config, tokenizer);
    const stream = new Stream(config, ids, lexical, [fakeSource], options, 9, 0);
    const learner = new Trainer(config, fresh(), [stream], ALONE, graphs);
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
  for (const steps of [1, 2, 3]) saveSnapshot(folder, config, { ...state, counters: { ...state.counters, steps } });
  const names = readdirSync(folder).sort();
  assert.deepEqual(names, ["state-000000002.safetensors", "state-000000003.safetensors"]);
  writeFileSync(join(folder, names[1]), "cut off");
  assert.equal(loadSnapshot(folder, config)?.counters.steps, 2);
  rmSync(folder, { recursive: true });
});

test("one batch can be learned by heart", async () => {
  const state = fresh();
  const lexical = new LexicalCache(config, tokenizer);
  // Nothing but the first batch, again and again.
  const stream = new Stream(config, ids, lexical, [fakeSource], { ...options, pretrain: 0, label: 0 }, 9, 0);
  const batch = stream.next();
  const same = { next: () => batch, cursor: { pool: 0, index: 0 } } as unknown as Stream;
  const schedule = { peak: 5e-3, warmUp: 5, decay: 0, floor: 1 };
  const learner = new Trainer(config, state, [same], ALONE, nodeRuntime, { ...TRAINER, schedule });
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
