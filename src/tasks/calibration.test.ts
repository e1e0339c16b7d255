import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fakeDocument, fakePage } from "../../test/fakes.ts";
import { type Answer, absentAnswer, typedValue } from "./answer.ts";
import {
  calibrate,
  calibrationFor,
  calibrationKeys,
  interpolate,
  learnCalibration,
  type Outcome,
} from "./calibration.ts";

const seed = 47;
const page = fakeDocument([fakePage(1, 8)]);
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const outcomes = fc.array(fc.record({ keys: fc.constantFrom(["copy"], ["sum"]), raw: fraction, right: fc.boolean() }), {
  minLength: 1,
  maxLength: 300,
});

test("learnCalibration() gives curves that rise and never claim certainty", () => {
  fc.assert(
    fc.property(outcomes, (list) => {
      const { raw, calibrated } = learnCalibration(list, "test").curves.all;
      assert.ok(raw.length > 0 && raw.length <= 33 && raw.length === calibrated.length);
      for (let i = 1; i < raw.length; i++) assert.ok(raw[i] >= raw[i - 1] && calibrated[i] >= calibrated[i - 1]);
      assert.ok(calibrated.every((value) => value > 0 && value < 1));
    }),
    { seed },
  );
});

test("learnCalibration() finds the share of right answers again", () => {
  // Raw confidence claims more than is true: right in raw * raw of the cases.
  const list: Outcome[] = Array.from({ length: 3000 }, (_, i) => {
    const raw = ((i * 7919) % 3000) / 3000;
    return { keys: ["copy"], raw, right: ((i * 104729) % 3001) / 3001 < raw * raw };
  });
  const { curves } = learnCalibration(list, "test");
  for (const raw of [0.3, 0.5, 0.7, 0.9])
    assert.ok(Math.abs(interpolate(curves.copy, raw) - raw * raw) < 0.08, `${raw}`);
});

test("learnCalibration() gives an operation its own curve from 200 outcomes on", () => {
  const of = (operation: string, count: number): Outcome[] =>
    Array.from({ length: count }, (_, i) => ({ keys: [operation], raw: i / count, right: i % 2 === 0 }));
  const { curves } = learnCalibration([...of("copy", 200), ...of("sum", 199)], "test");
  assert.deepEqual(Object.keys(curves).sort(), ["all", "copy"]);
});

test("interpolate() goes through its points, is linear between them, flat beyond and monotone", () => {
  const curve = { raw: [0.2, 0.4, 0.4, 0.8], calibrated: [0.1, 0.3, 0.5, 0.9] };
  assert.equal(interpolate(curve, 0), 0.1);
  assert.equal(interpolate(curve, 0.2), 0.1);
  assert.ok(Math.abs(interpolate(curve, 0.3) - 0.2) < 1e-12);
  assert.ok(Math.abs(interpolate(curve, 0.6) - 0.7) < 1e-12);
  assert.equal(interpolate(curve, 0.8), 0.9);
  assert.equal(interpolate(curve, 1), 0.9);
  assert.equal(interpolate({ raw: [0.5], calibrated: [0.7] }, 0.1), 0.7);
  fc.assert(
    fc.property(outcomes, fraction, fraction, (list, a, b) => {
      const { all } = learnCalibration(list, "test").curves;
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(interpolate(all, low) <= interpolate(all, high) + 1e-12);
    }),
    { seed },
  );
});

test("calibrate() maps confidence and alternatives, and sets low below the threshold", () => {
  const calibration = {
    curves: { all: { raw: [0, 1], calibrated: [0, 0.5] }, sum: { raw: [0, 1], calibrated: [0.9, 0.9] } },
    threshold: 0.3,
    source: "test",
  };
  const plain = { ...absentAnswer(0.4), status: "ok" as const, text: "x", value: "x" };
  const low = calibrate({ ...plain, alternatives: [{ text: "y", confidence: 0.2 }] }, calibration, page);
  assert.deepEqual([low.confidence, low.status, low.calibrated], [0.2, "low", true]);
  assert.deepEqual(low.alternatives, [{ text: "y", confidence: 0.1 }]);
  assert.equal(calibrate({ ...plain, operation: "sum" }, calibration, page).status, "ok");
  const absent = calibrate(absentAnswer(0.4), calibration, page);
  assert.deepEqual([absent.status, absent.confidence], ["absent", 0.2]);
});

test("calibrate() changes nothing where nothing was learned or nothing is known", () => {
  const answer = { ...absentAnswer(0.4), status: "ok" as const };
  assert.equal(calibrate(answer, null, page), answer);
  const unknown = { ...answer, confidence: null };
  assert.equal(calibrate(unknown, learnCalibration([{ keys: ["copy"], raw: 1, right: true }], "test"), page), unknown);
  assert.equal(calibrate(answer, learnCalibration([], "test"), page), answer);
});

test("calibrationKeys() tells operation, kind of value and quality of the page, the most telling first", () => {
  const read = (number: number, confidence: number) => {
    const fake = fakePage(number, 8);
    return { ...fake, number, words: fake.words.map((word) => ({ ...word, origin: "ocr" as const, confidence })) };
  };
  const document = fakeDocument([fakePage(1, 8), read(1, 0.98), read(2, 0.7)]);
  const answer = (text: string, at: number, more: Partial<Answer> = {}): Answer => ({
    ...absentAnswer(0.5),
    status: "ok",
    text,
    ...typedValue(text),
    evidence: [{ page: at, box: [0, 0, 1, 1], words: [0] }],
    ...more,
  });
  const first = (one: Answer) => calibrationKeys(one, document)[0];
  assert.deepEqual(calibrationKeys(answer("03/04/2026", 2), document), [
    "copy.date/poor",
    "copy/poor",
    "copy.date",
    "copy",
  ]);
  assert.equal(first(answer("$4.32", 1)), "copy.money/scan");
  assert.equal(first(answer("4.32", 0)), "copy.number/given");
  assert.equal(first(answer("Ann Bee", 0)), "copy.text/given");
  assert.equal(first(answer("3", 1, { operation: "count" })), "count/scan");
  // What is absent may stand on any page.
  assert.equal(first(absentAnswer(0.5)), "absent/poor");
});

test("calibrate() takes the most telling curve that there is, also of a calibration by operation alone", () => {
  const flat = (share: number) => ({ raw: [0, 1], calibrated: [share, share] });
  const curves: Record<string, ReturnType<typeof flat>> = { all: flat(0.5), copy: flat(0.6) };
  const answer: Answer = { ...absentAnswer(0.4), status: "ok", text: "Ann", value: "Ann" };
  const sure = () => calibrate(answer, { curves, threshold: 0.3, source: "test" }, page).confidence;
  assert.equal(sure(), 0.6);
  curves["copy.text"] = flat(0.7);
  assert.equal(sure(), 0.7);
  curves["copy.text/given"] = flat(0.9);
  assert.equal(sure(), 0.9);
});

test("calibrationFor() measures confidence anew of enough answers, and else says whose it is", () => {
  const parent = { curves: { all: { raw: [0, 1], calibrated: [0.2, 0.4] } }, threshold: 0.7, source: "before" };
  const outcomes = Array.from({ length: 120 }, (_, i) => ({ keys: ["copy"], raw: i / 120, right: i > 60 }));
  const own = calibrationFor(outcomes, parent, "r1");
  assert.deepEqual([own.whose, own.calibration?.threshold], ["own", 0.7]);
  assert.match(own.calibration?.source ?? "", /120 answers on documents held back from r1/);
  assert.deepEqual(calibrationFor(outcomes.slice(0, 20), parent, "r1"), { calibration: parent, whose: "parent" });
  assert.deepEqual(calibrationFor([], null, "r1"), { calibration: null, whose: "none" });
});
