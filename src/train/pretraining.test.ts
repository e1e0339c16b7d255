import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError, PRESETS } from "../model/config.ts";
import { countParameters } from "../model/parameters.ts";
import { pretraining, pretrainingOf } from "./pretraining.ts";

test("pretraining() has a recipe of an end for each preset; small has the paper's shape", () => {
  for (const name of Object.keys(PRESETS)) {
    const { steps, minutes, stream, sources, config } = pretraining(name);
    assert.ok((steps ?? 0) > 0 || (minutes ?? 0) > 0, `${name} never ends`);
    assert.equal(stream.pretrain, 1);
    assert.equal(sources.length, 1);
    // The longest denoising target must have room in the decoder.
    if (config.decoderPositions === "absolute") assert.ok(stream.corruption.limit + 1 <= config.decoderPlaces / 2);
  }
  const { total } = countParameters(pretraining("small").config);
  assert.ok(total > 66e6 && total < 67.5e6, `${total} parameters`);
});

test("pretrainingOf() lays a part over the recipe of its preset, field by field", () => {
  const part = {
    preset: "tiny",
    name: "mine",
    minutes: 3,
    config: { gridRows: 3, gridColumns: 5, entityLabels: ["a"] },
    trainer: { losses: { grid: 0 } },
    stream: { buckets: [64, 512], places: { grid: false }, kinds: { cell: 2 } },
    sources: [{ source: "synthetic", weight: 1, damaged: 0, pictured: 0 }],
  };
  const made = pretrainingOf(part, "mine.json");
  const base = pretraining("tiny");
  assert.deepEqual(made, {
    ...base,
    name: "mine",
    minutes: 3,
    config: { ...base.config, gridRows: 3, gridColumns: 5, entityLabels: ["a"] },
    trainer: { ...base.trainer, losses: { ...base.trainer.losses, grid: 0 } },
    stream: { ...base.stream, buckets: [64, 512], places: { grid: false }, kinds: { cell: 2 } },
    sources: part.sources,
  });
  assert.deepEqual(pretraining("tiny"), base, "the recipe itself has changed");
});

test("pretrainingOf() names the field that is none or of another kind", () => {
  const wrong = (part: unknown, field: string, message: RegExp) =>
    assert.throws(
      () => pretrainingOf(part, "mine.json"),
      (error) => error instanceof ConfigError && error.field === field && message.test(error.message),
    );
  wrong([], "run", /mine\.json holds no object/);
  wrong({ preset: "huge" }, "preset", /not one of tiny/);
  wrong({ preset: 3 }, "preset", /3 is no name/);
  wrong({ trainer: { loses: {} } }, "trainer.loses", /there are optimizer, schedule, losses/);
  wrong({ config: { width: "wide" } }, "config.width", /is a number, and "wide" is none/);
  wrong({ sources: {} }, "sources", /is a list/);
  wrong({ stream: { buckets: [8], groups: {} } }, "stream.groups", /is a list/);
});
