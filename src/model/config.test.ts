import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError, checkConfig, type ModelConfig, PRESETS, preset } from "./config.ts";
import { countParameters } from "./parameters.ts";

test("checkConfig() takes every preset, and preset() gives copies", () => {
  for (const name of Object.keys(PRESETS)) assert.deepEqual(checkConfig(preset(name)), preset(name));
  preset("mini").width = 1;
  assert.equal(preset("mini").width, PRESETS.mini.width);
});

test("preset() names those there are", () => {
  for (const name of ["huge", "toString", "__proto__"]) {
    assert.throws(
      () => preset(name),
      (error) => error instanceof ConfigError && /tiny, mini, small, base, large/.test(error.message),
    );
  }
});

test("checkConfig() names the field that contradicts another", () => {
  const wrong: [keyof ModelConfig, Partial<ModelConfig>][] = [
    ["visualRows", { visualRows: 7 }],
    ["visualSize", { visualSize: 60 }],
    ["headWidth", { headWidth: 30 }],
    ["inputFeeding", { pointer: false }],
    ["marks", { evidenceFirst: false }],
    ["answerVocabulary", { answerVocabulary: 5000 }],
    ["piecesPerWord", { positions: "tokens" }],
    ["overlap", { overlap: 300 }],
    ["entityLabels", { entityLabels: ["key", "key"] }],
    ["classes", { classes: { field: "", labels: ["letter"] } }],
    ["classes", { classes: { field: "kind", labels: [] } }],
  ];
  for (const [field, over] of wrong) {
    assert.throws(
      () => checkConfig({ ...preset("mini"), ...over }),
      (error) => error instanceof ConfigError && error.field === field,
      field,
    );
  }
});

test("countParameters() adds up, and each addition of ours costs what it says or nothing", () => {
  for (const name of Object.keys(PRESETS)) {
    const { total, heads: _, ...parts } = countParameters(preset(name));
    assert.equal(
      Object.values(parts).reduce((sum, count) => sum + count, 0),
      total,
      name,
    );
  }
  const small = preset("small");
  const total = (over: Partial<ModelConfig>) => countParameters({ ...small, ...over }).total;
  // Turning by page coordinates learns nothing; twelve tables of 1024 rows do.
  assert.equal(total({ rotary: true }), total({}));
  assert.equal(total({}) - total({ spatial: false }), 12 * 1024 * 512);
  assert.ok(total({ relations: true }) > total({}) && total({ pointer: true }) > total({}));
});
