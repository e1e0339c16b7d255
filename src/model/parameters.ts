/**
 * The parameters of a configuration: name, shape, group and initial values. Names are Hugging Face T5's where T5 has the
 * part; matrices are [out, in]. Counting needs no weights.
 */
import { ShapeError } from "../engine/errors.ts";
import { input, type Node, parameter } from "../engine/node.ts";
import type { ElementType } from "../engine/ops.ts";
import { randomStream } from "../engine/random.ts";
import type { Tensor } from "../engine/runtime.ts";
import { COLOUR_NAME_FEATURES, COLOUR_SIDES } from "./colour-names.ts";
import type { ModelConfig } from "./config.ts";
import { tagCount } from "./entities.ts";
import {
  CASE_FEATURES,
  COLOUR_FEATURES,
  LINK_RELATIONS,
  MATCH_FEATURES,
  NUMBER_FEATURES,
  POINTER_RELATIONS,
  RANKS,
  RELATIONS,
} from "./features.ts";

/** `heads`: the two of pre-training; `labels`: those that a configuration with entityLabels has, counted among the heads. */
export type ParameterGroup = "embedding" | "spatial" | "visual" | "encoder" | "decoder" | "labels" | "heads";

/** Normal with this deviation, or one value everywhere, or given rows. */
export type Initial = { normal: number; mean?: number } | { value: number } | { values: readonly number[] };

export interface ParameterSpec {
  name: string;
  shape: readonly number[];
  group: ParameterGroup;
  initial: Initial;
}

export const COORDINATES = ["x0", "y0", "x1", "y1", "width", "height"] as const;

/** Parameters are named tensors of float32. */
export type Parameters = Record<string, Tensor & { data: Float32Array }>;

/** All parameters of `c`; `heads: false` leaves out the two heads of pre-training. */
export function parameterSpecs(c: ModelConfig, options: { heads?: boolean } = {}): ParameterSpec[] {
  const specs: ParameterSpec[] = [];
  const inner = c.heads * c.headWidth;
  const ours = c.initialization === "scaled";
  let group: ParameterGroup = "embedding";
  const put = (name: string, shape: readonly number[], initial: Initial) => specs.push({ name, shape, group, initial });
  const matrix = (name: string, out: number, into: number, normal = into ** -0.5) => put(name, [out, into], { normal });
  const norm = (name: string) => put(`${name}.layer_norm.weight`, [c.width], { value: 1 });

  // T5 leaves scores unscaled and starts queries smaller instead; residual outputs start smaller in ours (learning.md).
  const attention = (prefix: string, layers: number) => {
    matrix(`${prefix}.q.weight`, inner, c.width, c.attentionScale ? c.width ** -0.5 : (c.width * c.headWidth) ** -0.5);
    matrix(`${prefix}.k.weight`, inner, c.width);
    matrix(`${prefix}.v.weight`, inner, c.width);
    matrix(`${prefix}.o.weight`, c.width, inner, inner ** -0.5 / (ours ? Math.sqrt(2 * layers) : 1));
  };
  const feedForward = (prefix: string, layers: number) => {
    if (c.feedForwardKind === "relu") matrix(`${prefix}.wi.weight`, c.feedForward, c.width);
    else {
      matrix(`${prefix}.wi_0.weight`, c.feedForward, c.width);
      matrix(`${prefix}.wi_1.weight`, c.feedForward, c.width);
    }
    matrix(`${prefix}.wo.weight`, c.width, c.feedForward, c.feedForward ** -0.5 / (ours ? Math.sqrt(2 * layers) : 1));
  };

  put("shared.weight", [c.vocabularySize, c.width], { normal: ours ? 0.5 : 1 });
  if (c.positions === "words") {
    put("words.gain", [c.piecesPerWord, c.width], { normal: 0.5, mean: 1 });
    norm("words");
    feedForward("words.DenseReluDense", 1);
  }
  if (c.caseFold && c.positions === "words") put("words.case.weight", [c.width, CASE_FEATURES], { normal: 0.5 });
  if (c.numbers) {
    put("words.numbers.weight", [c.width, NUMBER_FEATURES], { normal: NUMBER_FEATURES ** -0.5 });
    put("ranks.top.weight", [RANKS, c.width], { normal: 0.3 });
    put("ranks.bottom.weight", [RANKS, c.width], { normal: 0.3 });
  }
  // Colours join late: at zero weight they change nothing until they are trained.
  if (c.colours) put("colours.weight", [c.width, COLOUR_FEATURES], { value: 0 });
  if (c.colourNames) put("colours.names.weight", [c.width, COLOUR_NAME_FEATURES], { value: 0 });

  group = "spatial";
  if (c.spatial) {
    for (const modality of c.visualTokens > 0 ? ["text", "vision"] : ["text"]) {
      for (const name of COORDINATES) {
        put(`spatial.${modality}.${name}.weight`, [c.spatialBins, c.width], { normal: ours ? 0.25 : 1 });
      }
    }
  }

  group = "visual";
  if (c.visualTokens > 0) {
    matrix("visual.convolution.weight", c.visualChannels, 12);
    put("visual.convolution.bias", [c.visualChannels], { value: 0 });
    matrix("visual.projection.weight", c.width, c.visualChannels);
    put("modality.weight", [2, c.width], { normal: ours ? 0.5 : 1 });
  }

  group = "encoder";
  if (c.relations) {
    // Rows: heads. The first heads start as readers of lines and columns.
    const values = new Array<number>(c.heads * RELATIONS.length).fill(0);
    const start: [string, number, number][] = [
      ["sameLine", 0, 2],
      ["above", 1, 2],
      ["below", 2 % c.heads, 1],
      ["previousLine", 2 % c.heads, 1],
      ["follows", 3 % c.heads, 1],
      ["precedes", 3 % c.heads, 1],
    ];
    for (const [name, head, value] of start) {
      if (head < c.heads) values[head * RELATIONS.length + RELATIONS.indexOf(name as never)] = value;
    }
    put("encoder.relations.weight", [c.heads, RELATIONS.length], { values });
  }
  if (c.matches && c.question === "encoder") put("encoder.matches.weight", [c.heads, 2], { value: 1 });
  for (let i = 0; i < c.encoderLayers; i++) {
    const block = `encoder.block.${i}`;
    attention(`${block}.layer.0.SelfAttention`, c.encoderLayers);
    if (i === 0 && c.relativeBuckets > 0) {
      put(`${block}.layer.0.SelfAttention.relative_attention_bias.weight`, [c.relativeBuckets, c.heads], {
        ...(ours ? { value: 0 } : { normal: c.width ** -0.5 }),
      });
    }
    norm(`${block}.layer.0`);
    feedForward(`${block}.layer.1.DenseReluDense`, c.encoderLayers);
    norm(`${block}.layer.1`);
  }
  put("encoder.final_layer_norm.weight", [c.width], { value: 1 });

  group = "decoder";
  if (c.question === "decoder") put("decoder.segment.weight", [2, c.width], { normal: 0.5 });
  if (c.decoderPositions === "absolute") put("decoder.places.weight", [c.decoderPlaces, c.width], { normal: 0.25 });
  for (let i = 0; i < c.decoderLayers; i++) {
    const block = `decoder.block.${i}`;
    attention(`${block}.layer.0.SelfAttention`, c.decoderLayers);
    if (i === 0 && c.decoderPositions === "relative") {
      put(`${block}.layer.0.SelfAttention.relative_attention_bias.weight`, [c.relativeBuckets, c.heads], {
        normal: c.width ** -0.5,
      });
    }
    norm(`${block}.layer.0`);
    attention(`${block}.layer.1.EncDecAttention`, c.decoderLayers);
    if (c.matches) {
      if (c.question === "decoder") put(`${block}.layer.1.matches.words.weight`, [c.heads, 2], { value: 2 });
      put(`${block}.layer.1.matches.state.weight`, [c.heads * MATCH_FEATURES.length, c.width], { normal: 0.02 });
      put(`${block}.layer.1.matches.state.bias`, [c.heads * MATCH_FEATURES.length], { values: matchBias(c.heads) });
    }
    norm(`${block}.layer.1`);
    feedForward(`${block}.layer.2.DenseReluDense`, c.decoderLayers);
    norm(`${block}.layer.2`);
  }
  put("decoder.final_layer_norm.weight", [c.width], { value: 1 });
  if (!c.tiedOutput) matrix("lm_head.weight", c.vocabularySize, c.width, ours ? c.width ** -0.5 : 1);
  if (c.pointer) {
    matrix("pointer.q.weight", c.width, c.width);
    matrix("pointer.k.weight", c.width, c.width);
    if (c.inputFeeding) matrix("pointer.feed.weight", c.width, c.width);
    if (c.matches) {
      put("pointer.matches.weight", [MATCH_FEATURES.length, c.width], { normal: 0.02 });
      const values = MATCH_FEATURES.map((name) =>
        name === "line" || name === "column" ? 0.5 : name === "left" || name === "overhead" ? 1 : 0,
      );
      put("pointer.matches.bias", [MATCH_FEATURES.length], { values });
    }
    if (c.relations) {
      put("pointer.relations.weight", [POINTER_RELATIONS.length, c.width], { normal: 0.02 });
      put("pointer.relations.bias", [POINTER_RELATIONS.length], {
        values: POINTER_RELATIONS.map((name) => (name === "next" || name === "follows" ? 2 : 0)),
      });
    }
  }
  if (c.colourNames && c.pointer) {
    put("answer.colours.weight", [COLOUR_SIDES, c.width], { normal: 0.02 });
    put("answer.colours.bias", [COLOUR_SIDES], { value: 0 });
  }
  if (c.marks) {
    matrix("marks.q.weight", c.width, c.width);
    matrix("marks.k.weight", c.width, c.width);
    put("marks.bias", [1], { value: -2 });
    if (c.matches) {
      put("marks.matches.weight", [MATCH_FEATURES.length, c.width], { normal: 0.02 });
      put("marks.matches.bias", [MATCH_FEATURES.length], { value: 0 });
    }
  }

  group = "labels";
  if (c.entityLabels) {
    const labels = c.entityLabels.length;
    matrix("entities.tag.weight", tagCount(labels), c.width);
    put("entities.tag.bias", [tagCount(labels)], { value: 0 });
    put("links.label.weight", [labels, c.width], { normal: 0.5 });
    matrix("links.child.weight", c.width, c.width);
    matrix("links.parent.weight", c.width, c.width);
    matrix("links.pair.weight", c.width, c.width);
    matrix("links.none.weight", 1, c.width);
    put("links.none.bias", [1], { value: 0 });
    put("links.relations.weight", [LINK_RELATIONS.length, c.width], { normal: 0.02 });
    put("links.relations.bias", [LINK_RELATIONS.length], {
      values: LINK_RELATIONS.map((name) => (name === "nearestLeft" || name === "nearestAbove" ? 1 : 0)),
    });
  }

  group = "heads";
  if (options.heads ?? true) {
    put("heads.hidden", [c.width], { normal: ours ? 0.5 : 1 });
    matrix("heads.line.first.weight", c.width, c.width);
    matrix("heads.line.second.weight", c.width, c.width);
    matrix("heads.line.out.weight", c.lineClasses, c.width);
    put("heads.line.out.bias", [c.lineClasses], { value: 0 });
    matrix("heads.grid.weight", c.gridRows * c.gridColumns, c.width);
    put("heads.grid.bias", [c.gridRows * c.gridColumns], { value: 0 });
  }
  return specs;
}

/** Head 0 starts by looking at matched lines and columns, head 1 at the match itself, head 2 at the line below it. */
function matchBias(heads: number): number[] {
  const values = new Array<number>(heads * MATCH_FEATURES.length).fill(0);
  const set = (head: number, name: string, value: number) => {
    values[(head % heads) * MATCH_FEATURES.length + MATCH_FEATURES.indexOf(name as never)] += value;
  };
  set(0, "line", 1);
  set(0, "column", 1);
  set(1, "word", 1);
  set(2, "previousLine", 1);
  set(3, "left", 2);
  set(3, "overhead", 2);
  return values;
}

export interface ParameterCounts {
  /** What is used after pre-training: everything but the two heads of pre-training. */
  total: number;
  embedding: number;
  spatial: number;
  visual: number;
  encoder: number;
  decoder: number;
  heads: number;
}

/** Number of parameters by part. */
export function countParameters(c: ModelConfig): ParameterCounts {
  const counts: ParameterCounts = { total: 0, embedding: 0, spatial: 0, visual: 0, encoder: 0, decoder: 0, heads: 0 };
  for (const { shape, group } of parameterSpecs(c)) {
    const size = shape.reduce((a, b) => a * b, 1);
    counts[group === "labels" ? "heads" : group] += size;
    if (group !== "heads") counts.total += size;
  }
  return counts;
}

/** Initial values, the same for the same seed; each parameter has a stream of its own, so that options do not disturb others. */
export function initialize(c: ModelConfig, seed: number): Parameters {
  const parameters: Parameters = {};
  for (const { name, shape, initial } of parameterSpecs(c)) {
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
    if ("normal" in initial) {
      const random = randomStream(seed, name);
      for (let i = 0; i < data.length; i++) data[i] = (initial.mean ?? 0) + initial.normal * random.normal();
    } else if ("value" in initial) data.fill(initial.value);
    else data.set(initial.values);
    parameters[name] = { type: "float32", shape, data };
  }
  return parameters;
}

/** The leaves of one graph: parameters by name and inputs by name, each made once. */
export class GraphLeaves {
  readonly #shapes: ReadonlyMap<string, readonly number[]>;
  readonly #parameters = new Map<string, Node>();
  readonly #inputs = new Map<string, Node>();

  constructor(c: ModelConfig) {
    this.#shapes = new Map(parameterSpecs(c).map(({ name, shape }) => [name, shape]));
  }

  /** @throws WeightsError when the configuration has no such parameter. */
  get(name: string): Node {
    const known = this.#parameters.get(name);
    if (known) return known;
    const shape = this.#shapes.get(name);
    if (!shape) throw new WeightsError(name, "a parameter of this configuration", "none of that name");
    const node = parameter(name, shape);
    this.#parameters.set(name, node);
    return node;
  }

  /** @throws ShapeError when the name is in use with another shape. */
  input(name: string, shape: readonly number[], type: ElementType = "float32"): Node {
    const known = this.#inputs.get(name);
    if (!known) {
      const node = input(name, shape, type);
      this.#inputs.set(name, node);
      return node;
    }
    if (known.shape.join() !== shape.join() || known.type !== type) {
      throw new ShapeError(`input ${name}`, [known.shape, shape], "one name has one shape and type");
    }
    return known;
  }
}

/** Weights are missing or do not fit the configuration. */
export class WeightsError extends TypeError {
  readonly code = "weights";
  readonly tensor: string;
  constructor(tensor: string, expected: string, found: string) {
    super(`${tensor}: expected ${expected}, found ${found}`);
    this.name = "WeightsError";
    this.tensor = tensor;
  }
}
