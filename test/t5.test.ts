/** The paper's backbone against Hugging Face's T5 (golden/t5, written by its export.py): whole tensors of every layer. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as f from "../src/engine/functions.ts";
import type { Node } from "../src/engine/node.ts";
import { emitOnnx } from "../src/engine/onnx.ts";
import { float32, int32, type Tensor } from "../src/engine/runtime.ts";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import { readSafetensors } from "../src/engine/safetensors.ts";
import { MASKED } from "../src/model/batch.ts";
import { bucketMatrix, causalBuckets, relativeBucket } from "../src/model/buckets.ts";
import { readConfig, readParameters, writeConfig, writeParameters } from "../src/model/checkpoint.ts";
import { ConfigError, type ModelConfig } from "../src/model/config.ts";
import { decode } from "../src/model/decoder.ts";
import { lexicon } from "../src/model/embeddings.ts";
import { encode } from "../src/model/encoder.ts";
import { tokenScores } from "../src/model/output.ts";
import { GraphLeaves, WeightsError } from "../src/model/parameters.ts";
import { assertClose } from "./close.ts";

const file = (version: string, name: string) => readFileSync(new URL(`golden/t5/${version}/${name}`, import.meta.url));

function load(version: string) {
  // T5 has neither places nor an image.
  const config: ModelConfig = {
    ...readConfig(file(version, "config.json").toString()),
    spatial: false,
    visualTokens: 0,
  };
  return { config, bytes: file(version, "model.safetensors") };
}

for (const version of ["v1_0", "v1_1"]) {
  test(`T5 ${version}: states of every layer and logits equal Hugging Face's to 1e-4`, async () => {
    const { config: c, bytes } = load(version);
    const { parameters, missing, unused } = readParameters(c, bytes, { missing: "initialize" });
    assert.deepEqual([missing.filter((name) => !name.startsWith("heads.")), unused], [[], []]);
    const { tensors } = readSafetensors(file(version, "expected.safetensors"));
    const [B, S] = tensors.ids.shape;
    const T = tensors.decoder_ids.shape[1];

    const p = new GraphLeaves(c);
    const words = lexicon(c, p, 0);
    const traces: { encoder: Node[]; decoder: Node[] } = { encoder: [], decoder: [] };
    const shape = { pages: B, words: 0, units: S, question: 0, visual: false };
    const encoded = encode(c, p, words, shape, null, traces.encoder);
    const decoder = { questions: 1, prompt: 0, answer: T };
    const state = decode(c, p, words, encoded, decoder, undefined, traces.decoder);
    const outputs: Record<string, Node> = { logits: f.reshape(tokenScores(c, p, state, c.vocabularySize), [B, T, -1]) };
    for (const stack of ["encoder", "decoder"] as const) {
      traces[stack].forEach((node, i) => {
        outputs[`${stack}.${i}`] = node;
      });
    }
    const range = (count: number) => Array.from({ length: count }, (_, i) => i);
    const feeds: Record<string, Tensor> = {
      ...parameters,
      "units.text": tensors.ids,
      "encoder.mask": float32(
        [B, S],
        Float32Array.from(tensors.mask.data as Int32Array, (on) => (on ? 0 : MASKED)),
      ),
      "encoder.buckets": int32([S, S], bucketMatrix(range(S), range(S), true, c.relativeBuckets, c.relativeDistance)),
      "answer.tokens": tensors.decoder_ids,
      "decoder.mask": float32(
        [B, T, T],
        Float32Array.from({ length: B * T * T }, (_, i) => (i % T > Math.floor(i / T) % T ? MASKED : 0)),
      ),
      "decoder.buckets": int32([T, T], causalBuckets(T, c.relativeBuckets, c.relativeDistance)),
    };
    for (const dialect of ["cpu", "portable"] as const) {
      const session = await nodeRuntime.load(emitOnnx(outputs, dialect));
      const results = await session.run(Object.fromEntries(session.inputs.map((name) => [name, feeds[name]])));
      for (const name of Object.keys(outputs)) {
        const tolerance = { absolute: 1e-4, relative: 1e-4, name: `${name} (${dialect})` };
        assertClose(results[name].data as Float32Array, tensors[name].data as Float32Array, tolerance);
      }
      await session.dispose();
    }
  });
}

test("relativeBucket() gives Hugging Face's buckets up to far distances", () => {
  // First distance of each bucket from 8 (both directions) and 16 (causal) on.
  const both = [8, 12, 16, 23, 32, 46, 64, 91];
  both.forEach((n, i) => {
    assert.equal(relativeBucket(-n, true, 32, 128), 8 + i);
    assert.equal(relativeBucket(n, true, 32, 128), 24 + i);
    if (n > 8) assert.equal(relativeBucket(-(n - 1), true, 32, 128), 7 + i);
  });
  const causal = [16, 19, 21, 24, 27, 31, 35, 40, 46, 52, 59, 67, 77, 87, 99, 113];
  causal.forEach((n, i) => {
    assert.equal(relativeBucket(-n, false, 32, 128), 16 + i, `distance ${n}`);
    assert.equal(relativeBucket(-(n - 1), false, 32, 128), 15 + i, `distance ${n - 1}`);
  });
  assert.equal(relativeBucket(-2000, true, 32, 128), 15);
  assert.equal(relativeBucket(5, false, 32, 128), 0);
});

test("a checkpoint written and read again is the same; an option switched on later starts from initial values", () => {
  const { config, bytes } = load("v1_0");
  const { parameters } = readParameters(config, bytes, { missing: "initialize" });
  const again = readParameters(readConfig(writeConfig(config)), writeParameters(config, parameters));
  assert.deepEqual(again.missing, []);
  for (const name of Object.keys(parameters))
    assert.deepEqual(again.parameters[name].data, parameters[name].data, name);
  const wider = { ...config, rotary: true, pointer: true };
  assert.throws(() => readParameters(wider, writeParameters(config, parameters)), WeightsError);
  const grown = readParameters(wider, writeParameters(config, parameters), { missing: "initialize" });
  assert.deepEqual(grown.missing, ["pointer.q.weight", "pointer.k.weight"]);
});

test("readConfig() names what it cannot read", () => {
  assert.throws(
    () => readConfig('{"model_type":"bert"}'),
    (error: unknown) => error instanceof ConfigError && /"bert" cannot be read/.test(error.message),
  );
  assert.throws(() => readConfig("{"), ConfigError);
  const { config } = load("v1_0");
  const broken = JSON.stringify({ model_type: "docformer", ...config, heads: "three" });
  assert.throws(() => readConfig(broken), /heads: config.json holds "three", a number is wanted/);
});
