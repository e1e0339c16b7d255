/**
 * The word model against the PyTorch prototype (golden/prototype, written by its export.py): the same weights and batch give
 * the same loss and gradients, and 500 updates follow the same curve.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { float32, int32, type Tensor } from "../src/engine/runtime.ts";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import { readSafetensors } from "../src/engine/safetensors.ts";
import type { Feeds } from "../src/model/batch.ts";
import { type ModelConfig, preset } from "../src/model/config.ts";
import { GraphLeaves, type Parameters, parameterSpecs } from "../src/model/parameters.ts";
import { ADAMW, adamw, adamwState, learningRate } from "../src/train/adamw.ts";
import { Differentiable } from "../src/train/differentiable.ts";
import { askObjective, type BatchShape } from "../src/train/objectives.ts";
import { assertClose } from "./close.ts";

const FOLDER = new URL("golden/prototype/", import.meta.url);
const GENERATED = 32;
const PIECES = 504;

const CONFIG: ModelConfig = {
  ...preset("tiny"),
  width: 32,
  heads: 2,
  headWidth: 16,
  feedForward: 64,
  encoderLayers: 2,
  decoderLayers: 2,
  vocabularySize: GENERATED + PIECES,
  answerVocabulary: GENERATED,
  tiedOutput: false,
  relativeBuckets: 33,
  spatialBins: 129,
  visualTokens: 0,
  caseFold: false,
  relations: false,
  matches: false,
  colours: false,
  colourNames: false,
  numbers: false,
  evidenceFirst: false,
  marks: false,
};

interface Batch {
  [name: string]: { shape: number[]; data: number[] };
}
const batches: Batch[] = JSON.parse(readFileSync(new URL("batches.json", FOLDER), "utf8"));
const load = (name: string) => readSafetensors(readFileSync(new URL(name, FOLDER))).tensors;

/** The prototype's tensors under our names. Parts that it lacks (rows of unused vocabulary) are 0. */
function ours(theirs: Record<string, Tensor>): Parameters {
  const out: Parameters = {};
  for (const { name, shape } of parameterSpecs(CONFIG)) out[name] = float32(shape) as Parameters[string];
  const put = (name: string, source: string, from = 0, length?: number, at = 0) => {
    const data = theirs[source]?.data as Float32Array | undefined;
    if (data) out[name].data.set(data.subarray(from, length === undefined ? undefined : from + length), at);
  };
  const D = CONFIG.width;
  put("shared.weight", "gemb.weight");
  put("shared.weight", "emb.weight", 0, undefined, GENERATED * D);
  put("lm_head.weight", "gen.weight");
  put("words.gain", "pw");
  put("words.layer_norm.weight", "wn.w");
  put("words.DenseReluDense.wi.weight", "wf.a.weight");
  put("words.DenseReluDense.wo.weight", "wf.b.weight");
  put("decoder.segment.weight", "seg.weight", 2 * D, 2 * D);
  put("decoder.places.weight", "dp.weight");
  ["x0", "y0", "x1", "y1", "width", "height"].forEach((name, i) => {
    put(`spatial.text.${name}.weight`, `P.${i}.weight`);
  });
  put("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", "b1.weight");
  put("encoder.final_layer_norm.weight", "en.w");
  put("decoder.final_layer_norm.weight", "dn.w");
  put("pointer.q.weight", "cq.weight");
  put("pointer.k.weight", "ck.weight");
  put("pointer.feed.weight", "fd.weight");
  const self = (to: string, from: string) => {
    ["q", "k", "v"].forEach((name, i) => {
      put(`${to}.${name}.weight`, `${from}.qkv.weight`, i * D * D, D * D);
    });
    put(`${to}.o.weight`, `${from}.o.weight`);
  };
  for (let i = 0; i < 2; i++) {
    const [encoder, decoder] = [`encoder.block.${i}`, `decoder.block.${i}`];
    put(`${encoder}.layer.0.layer_norm.weight`, `enc.${i}.n1.w`);
    self(`${encoder}.layer.0.SelfAttention`, `enc.${i}.a`);
    put(`${encoder}.layer.1.layer_norm.weight`, `enc.${i}.n2.w`);
    put(`${encoder}.layer.1.DenseReluDense.wi.weight`, `enc.${i}.f.a.weight`);
    put(`${encoder}.layer.1.DenseReluDense.wo.weight`, `enc.${i}.f.b.weight`);
    put(`${decoder}.layer.0.layer_norm.weight`, `dec.${i}.n1.w`);
    self(`${decoder}.layer.0.SelfAttention`, `dec.${i}.a`);
    put(`${decoder}.layer.1.layer_norm.weight`, `dec.${i}.n2.w`);
    put(`${decoder}.layer.1.EncDecAttention.q.weight`, `dec.${i}.x.q.weight`);
    put(`${decoder}.layer.1.EncDecAttention.k.weight`, `dec.${i}.x.kv.weight`, 0, D * D);
    put(`${decoder}.layer.1.EncDecAttention.v.weight`, `dec.${i}.x.kv.weight`, D * D, D * D);
    put(`${decoder}.layer.1.EncDecAttention.o.weight`, `dec.${i}.x.o.weight`);
    put(`${decoder}.layer.2.layer_norm.weight`, `dec.${i}.n3.w`);
    put(`${decoder}.layer.2.DenseReluDense.wi.weight`, `dec.${i}.f.a.weight`);
    put(`${decoder}.layer.2.DenseReluDense.wo.weight`, `dec.${i}.f.b.weight`);
  }
  return out;
}

/** The prototype's buckets: 16 a side, 8 exact, up to 256; the far side counts down. */
function prototypeBuckets(n: number): Int32Array<ArrayBuffer> {
  return new Int32Array(n * n).map((_, i) => {
    const relative = (i % n) - Math.floor(i / n);
    const a = Math.abs(relative);
    const far = 8 + Math.floor((Math.log(Math.max(a, 1e-6) / 8) / Math.log(256 / 8)) * 8);
    const bucket = Math.min(15, a < 8 ? a : far);
    return relative >= 0 ? bucket : 31 - bucket;
  });
}

function feedsOf(batch: Batch): { shape: BatchShape; feeds: Feeds } {
  const [B, N] = batch.tid.shape;
  const [, K, prompt] = batch.Q.shape;
  const A = batch.A.shape[2];
  const R = B * K;
  const T = prompt + A;
  const D = CONFIG.headWidth;
  const P = 12;
  const words = B * N + R * prompt;
  const shape: BatchShape = { pages: B, words, units: N, question: 0, visual: false, questions: K, prompt, answer: A };
  const pieces = int32([words, P]);
  const weights = float32([words, P]);
  [...batch.P.data, ...batch.Q.data].forEach((piece, i, all) => {
    const row = Math.floor(i / P) * P;
    const count = all.slice(row, row + P).filter((x) => x !== 0).length;
    pieces.data[i] = piece + GENERATED;
    weights.data[i] = piece === 0 ? 0 : 1 / Math.sqrt(count);
  });
  const range = (count: number, start = 0) => Int32Array.from({ length: count }, (_, i) => start + i);
  const box = (b: number, i: number) => batch.box.data.slice((b * N + i) * 4, (b * N + i) * 4 + 4);
  const bins = [0, 1, 2, 3, 4, 5].map(() => int32([B, N]));
  const cosine = float32([B, N, D]);
  const sine = float32([B, N, D]);
  const mask = float32([B, N]);
  const unitsMask = float32([B, 1, N]);
  for (let b = 0; b < B; b++) {
    for (let i = 0; i < N; i++) {
      const at = b * N + i;
      const [x0, y0, x1, y1] = box(b, i);
      const sizes = [Math.max(0, Math.min(999, x1 - x0)), Math.max(0, Math.min(249, y1 - y0)) * 4];
      [x0, y0, x1, y1, ...sizes].forEach((value, j) => {
        bins[j].data[at] = Math.floor((value * 128) / 1000);
      });
      const f = D / 4;
      const centre = [Math.floor((x0 + x1) / 2), Math.floor((y0 + y1) / 2)];
      for (let j = 0; j < 2 * f; j++) {
        const step = (Math.log(3000) - Math.log(12)) / (f - 1);
        const angle = (centre[Math.floor(j / f)] * 2 * Math.PI) / Math.exp(Math.log(12) + step * (j % f));
        for (const half of [0, 2 * f]) {
          cosine.data[at * D + half + j] = Math.cos(angle);
          sine.data[at * D + half + j] = Math.sin(angle);
        }
      }
      const padding = batch.tid.data[at] === 0;
      mask.data[at] = padding ? -1e4 : 0;
      unitsMask.data[at] = padding ? -1e9 : 0;
    }
  }
  const tokens = int32([R, A]);
  const pointed = float32([R, A, 1]);
  const pointedUnits = int32([R, A]);
  const decoderMask = float32([R, T, T]);
  const G = GENERATED;
  const allowed = float32([R * A, G + N]);
  (allowed.data as Float32Array).fill(-1e9);
  const weight = float32([R * A, 1]);
  const evidence = int32([R * A]);
  const evidenceWeight = float32([R * A, 1]);
  const valid = batch.A.data.filter((x) => x !== 0).length;
  const pointing = batch.E.data.filter((x) => x >= 0).length;
  for (let r = 0; r < R; r++) {
    const b = Math.floor(r / K);
    const padding = [
      ...Array.from({ length: prompt }, (_, i) => batch.Q.data[(r * prompt + i) * P] === 0),
      false,
      ...batch.A.data.slice(r * A, r * A + A - 1).map((x) => x === 0),
    ];
    for (let i = 0; i < T; i++) {
      for (let j = 0; j < T; j++) {
        const causal = j > i && !(i < prompt && j < prompt);
        decoderMask.data[(r * T + i) * T + j] = (causal || padding[j]) && i !== j ? -1e4 : 0;
      }
    }
    for (let t = 0; t < A; t++) {
      const at = r * A + t;
      if (t === 0) tokens.data[at] = 1;
      else if (batch.E.data[at - 1] >= 0) {
        pointed.data[at] = 1;
        pointedUnits.data[at] = b * N + batch.E.data[at - 1];
      } else tokens.data[at] = Math.min(31, batch.A.data[at - 1]);
      const target = batch.A.data[at];
      const first = at * (G + N);
      if (target === 0) {
        allowed.data[first] = 0;
        continue;
      }
      weight.data[at] = 1 / valid;
      if (batch.E.data[at] >= 0) {
        evidence.data[at] = batch.E.data[at];
        evidenceWeight.data[at] = 1 / pointing;
        for (let i = 0; i < N; i++) if (batch.tid.data[b * N + i] === target) allowed.data[first + G + i] = 0;
      } else allowed.data[first + target] = 0;
    }
  }
  const feeds: Feeds = {
    "words.pieces": pieces,
    "words.weights": weights,
    "units.text": int32([B, N], range(B * N)),
    "question.text": int32([R, prompt], range(R * prompt, B * N)),
    "encoder.mask": mask,
    "units.mask": unitsMask,
    "encoder.cosine": cosine,
    "encoder.sine": sine,
    "encoder.buckets": int32([N, N], prototypeBuckets(N)),
    "decoder.mask": decoderMask,
    "decoder.places": int32([T], range(T, 64 - prompt)),
    "answer.tokens": tokens,
    "answer.pointed": pointed,
    "answer.units": pointedUnits,
    // Each position has a word of its own here.
    "answer.words": pointedUnits,
    "target.allowed": allowed,
    "target.weight": weight,
    "target.evidence": evidence,
    "target.evidenceWeight": evidenceWeight,
  };
  ["x0", "y0", "x1", "y1", "width", "height"].forEach((name, i) => {
    feeds[`units.${name}`] = bins[i];
  });
  return { shape, feeds };
}

async function compile(shape: BatchShape) {
  return Differentiable.compile(askObjective(CONFIG, new GraphLeaves(CONFIG), shape), nodeRuntime, { threads: 1 });
}

function zeros(parameters: Parameters) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { data }]) => [name, new Float32Array(data.length)]),
  );
}

test("loss and every gradient equal PyTorch's to 1e-4", async () => {
  const parameters = ours(load("weights.safetensors"));
  const expected = ours(load("gradients.safetensors"));
  const { shape, feeds } = feedsOf(batches[0]);
  const step = await compile(shape);
  const gradients = zeros(parameters);
  const losses = await step.run(parameters, feeds, gradients);
  const [[answer, evidence]] = JSON.parse(readFileSync(new URL("curve.json", FOLDER), "utf8"));
  assertClose([losses.answer, losses.evidence], [answer, evidence * 2], {
    absolute: 1e-4,
    relative: 0,
    name: "losses",
  });
  for (const name of Object.keys(parameters).filter((x) => !x.startsWith("heads."))) {
    assertClose(gradients[name], expected[name].data, { absolute: 1e-4, relative: 1e-4, name });
  }
  await step.dispose();
});

test("500 updates follow PyTorch's curve", async () => {
  const parameters = ours(load("weights.safetensors"));
  const curve: [number, number][] = JSON.parse(readFileSync(new URL("curve.json", FOLDER), "utf8"));
  const prepared = batches.map(feedsOf);
  const compiled = new Map<string, Differentiable>();
  for (const { shape } of prepared) {
    const key = JSON.stringify(shape);
    if (!compiled.has(key)) compiled.set(key, await compile(shape));
  }
  const names = Object.keys(parameters).filter((name) => !name.startsWith("heads."));
  const states = new Map(names.map((name) => [name, adamwState(parameters[name].data.length)]));
  const seen: number[] = [];
  for (let i = 0; i < curve.length; i++) {
    const { shape, feeds } = prepared[i % prepared.length];
    const gradients = zeros(parameters);
    const losses = await (compiled.get(JSON.stringify(shape)) as Differentiable).run(parameters, feeds, gradients);
    seen.push(losses.answer);
    const norm = Math.sqrt(names.reduce((total, name) => total + gradients[name].reduce((a, g) => a + g * g, 0), 0));
    const clip = Math.min(1, 1 / (norm + 1e-6));
    const rate = learningRate({ peak: 2e-3, warmUp: 100, decay: 0.3, floor: 0.02 }, i, i / curve.length);
    for (const name of names) {
      const clipped = gradients[name].map((g) => g * clip);
      const range = { start: 0, end: clipped.length, decay: parameters[name].shape.length > 1 };
      const state = states.get(name);
      assert.ok(state);
      adamw(parameters[name].data, clipped, state, [range], rate, { ...ADAMW, clip: Infinity });
    }
  }
  // The first hundred updates agree closely; later float32 rounding grows, so windows of 20 are compared.
  assertClose(
    seen.slice(0, 100),
    curve.slice(0, 100).map(([x]) => x),
    { absolute: 0.01, relative: 0.01, name: "first 100" },
  );
  for (let start = 100; start < curve.length; start += 20) {
    const mean = (values: number[]) => values.slice(start, start + 20).reduce((a, b) => a + b, 0) / 20;
    const theirs = mean(curve.map(([x]) => x));
    assertClose([mean(seen)], [theirs], { absolute: 0.03, relative: 0.15, name: `updates ${start} to ${start + 20}` });
  }
  for (const step of compiled.values()) await step.dispose();
});
