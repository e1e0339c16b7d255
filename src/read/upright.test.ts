import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels } from "../document/document.ts";
import type { OcrEngine, OcrWord } from "./ocr/engine.ts";
import type { OrientationModel } from "./ocr/orientation.ts";
import { type Turn, turn } from "./pixels.ts";
import { recognizeUpright, turnBox } from "./upright.ts";

/** An upright page has its red pixel top left. */
function page(): Pixels {
  const data = new Uint8Array(8 * 4 * 3).fill(255);
  data.set([255, 0, 0]);
  return { width: 8, height: 4, data };
}

const isUpright = ({ width, data }: Pixels) => width === 8 && data[1] === 0;
const model = (proposed: Turn): OrientationModel => ({
  judge: async () => ({ turn: proposed, probability: 0.99, upright: 0.01 }),
  dispose: async () => {},
});

/** Reads upright pages well and others badly; sideways ones with turned words. */
function reader(): OcrEngine & { runs: number } {
  const word = (confidence: number, angle = 0): OcrWord => ({
    text: "a line of some forty characters or so...",
    box: [0, 0, 1, 1],
    confidence,
    angle,
  });
  const engine = {
    name: "fake",
    runs: 0,
    recognize: async (pixels: Pixels) => {
      engine.runs++;
      if (isUpright(pixels)) return [word(0.97)];
      if (pixels.width === 8) return [word(0.6)];
      // The red pixel stands where upright text begins.
      return [word(0.95, pixels.data[(pixels.width - 1) * 3 + 1] === 0 ? 90 : -90)];
    },
  };
  return engine;
}

for (const lies of [0, 90, 180, 270] as const) {
  test(`recognizeUpright() stands a page that lies at ${lies} degrees upright, whatever the model proposes`, async () => {
    for (const proposed of [0, 90, 180, 270] as const) {
      const engine = reader();
      const result = await recognizeUpright(turn(page(), lies), engine, model(proposed));
      const right = (360 - lies) % 360;
      if (proposed === right || lies % 180 === 0 || proposed === 0) {
        assert.ok(isUpright(result.pixels), `proposed ${proposed}`);
        assert.equal(result.turn, right);
      }
      assert.ok(engine.runs <= 2);
      if (proposed === right) assert.equal(engine.runs, 1);
    }
  });
}

test("recognizeUpright() leaves a page without text as it lies, also without a model", async () => {
  const blank: OcrEngine = { name: "fake", recognize: async () => [] };
  assert.equal((await recognizeUpright(page(), blank, model(180))).turn, 0);
  const none: OrientationModel = {
    judge: async () => Promise.reject(new TypeError("no file")),
    dispose: async () => {},
  };
  assert.equal((await recognizeUpright(page(), reader(), none)).turn, 0);
});

test("recognizeUpright() tries a page of few doubtful words the other way up where the model cannot tell", async () => {
  const few: OcrEngine = {
    name: "fake",
    recognize: async (pixels) => [
      { text: "ten of them", box: [0, 0, 1, 1], confidence: isUpright(pixels) ? 0.97 : 0.6 },
    ],
  };
  const unsure = (probability: number): OrientationModel => ({
    judge: async () => ({ turn: 0, probability, upright: probability }),
    dispose: async () => {},
  });
  assert.equal((await recognizeUpright(turn(page(), 180), few, unsure(0.26))).turn, 180);
  assert.equal((await recognizeUpright(page(), few, unsure(0.26))).turn, 0);
  assert.equal((await recognizeUpright(turn(page(), 180), few, unsure(0.9))).turn, 0);
});

test("turnBox() turns with the pixels", () => {
  const box = [0.1, 0.2, 0.3, 0.6] as const;
  const round = (values: readonly number[]) => values.map((value) => Math.round(value * 100) / 100);
  assert.deepEqual(round(turnBox([...box], 90)), [0.4, 0.1, 0.8, 0.3]);
  for (const degrees of [90, 180, 270] as const) {
    const back = turnBox(turnBox([...box], degrees), ((360 - degrees) % 360) as Turn);
    assert.deepEqual(round(back), [...box]);
  }
});
