import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Course } from "./course.ts";
import { ALONE } from "./group.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-course-"));
after(() => rmSync(folder, { recursive: true }));

/** A course whose scores are told; parameters are the step, so that what is published says when it was. */
function course(name: string, scores: (number | null)[], step = 0, chooses = true, share = 1, doubt = 0) {
  const parameters = new Float32Array(2);
  const published: number[] = [];
  const run = {
    folder: join(folder, name),
    group: ALONE,
    options: { stages: 4, patience: 2, average: 2, share, chooses },
    parameters,
    measure: async () => scores.shift() as number | null,
    doubt: () => doubt,
    publish: (values: Float32Array) => published.push(values[0]),
  };
  const made = new Course(run, step);
  const stage = async (at: number, progress: number) => {
    parameters.fill(at);
    await made.stage(at, progress);
  };
  return { made, stage, published };
}

test("a course publishes what is best, and tries the mean of its last checkpoints", async () => {
  const { made, stage, published } = course("best", [0.1, 0.5, 0.4, 0.6, 0.7]);
  assert.ok(made.due(0));
  await stage(0, 0);
  assert.ok(!made.due(0.2) && made.due(0.25));
  await stage(10, 0.25);
  await stage(20, 0.5);
  await stage(30, 0.8);
  assert.ok(!made.due(0.99) && made.due(1), "a stage that came late is not repeated");
  assert.deepEqual(published, [0, 10, 30]);
  assert.deepEqual(await made.finish(), { steps: [20, 30], score: 0.7, chosen: true });
  assert.deepEqual(published, [0, 10, 30, 25]);
  assert.equal(readdirSync(join(folder, "best", "checkpoints")).length, 2);
});

test("a course is exhausted after stages without a better score, and keeps its best", async () => {
  const { made, stage, published } = course("worse", [0.1, 0.5, 0.4, 0.5, 0.3]);
  for (const step of [0, 1, 2]) await stage(step, step / 4);
  assert.ok(!made.exhausted);
  await stage(3, 0.75);
  assert.ok(made.exhausted);
  assert.deepEqual(await made.finish(), { steps: [2, 3], score: 0.3, chosen: false });
  assert.deepEqual(published, [0, 1]);
});

test("a course goes on at the step that the run resumes at", async () => {
  const first = course("resumed", [0.1, 0.5, 0.4]);
  for (const step of [0, 1, 2]) await first.stage(step, step / 4);
  const second = course("resumed", [0.2, 0.1, 0.6], 1);
  assert.ok(!second.made.due(0.25) && second.made.due(0.5), "the stage after the step is to be done again");
  await second.stage(2, 0.5);
  await second.stage(3, 0.75);
  assert.ok(second.made.exhausted, "the best of before is known");
  assert.deepEqual(second.published, []);
});

test("without documents to measure by, the last is published and the mean at the end", async () => {
  const { made, stage, published } = course("few", [null, null, null, null]);
  for (const step of [0, 2, 4]) await stage(step, step / 8);
  assert.ok(!made.exhausted);
  assert.deepEqual(await made.finish(), { steps: [2, 4], score: null, chosen: true });
  assert.deepEqual(published, [0, 2, 4, 3]);
  assert.ok(existsSync(join(folder, "few", "course.json")));
});

test("a course that does not choose follows the scores and makes the mean the model", async () => {
  const { made, stage, published } = course("follows", [0.9, 0.1, 0.1, 0.1, 0.1], 0, false);
  await stage(0, 0);
  await stage(10, 0.25);
  await stage(20, 0.5);
  await stage(30, 0.75);
  assert.equal(made.exhausted, false, "a fall of the score ends nothing");
  assert.deepEqual(await made.finish(), { steps: [20, 30], score: 0.1, chosen: true });
  assert.deepEqual(published, [0, 10, 20, 30, 25]);
});

test("a course goes part of the way from where it started to the mean, after a resume too", async () => {
  const first = course("part", [null, null, null], 0, true, 0.75);
  for (const step of [100, 120, 140]) await first.stage(step, (step - 100) / 100);
  const second = course("part", [null, null, null], 140, true, 0.75);
  await second.stage(160, 0.6);
  await second.stage(180, 0.8);
  assert.deepEqual(await second.made.finish(), { steps: [160, 180], score: null, chosen: true });
  assert.deepEqual(second.published.at(-1), 0.25 * 100 + 0.75 * 170);
});

test("a course takes the mean where one stage's better score may be luck", async () => {
  const lucky = course("lucky", [0.5, 0.9, 0.8, 0.85], 0, true, 1, 0.06);
  for (const step of [0, 10, 20]) await lucky.stage(step, step / 40);
  assert.equal((await lucky.made.finish())?.chosen, true);
  const better = course("better", [0.5, 0.9, 0.8, 0.83], 0, true, 1, 0.06);
  for (const step of [0, 10, 20]) await better.stage(step, step / 40);
  assert.equal((await better.made.finish())?.chosen, false);
});
