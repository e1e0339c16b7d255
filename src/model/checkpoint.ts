/**
 * A checkpoint: config.json, tokenizer.json, model.safetensors (Hugging Face's layout), and calibration.json where confidence
 * was calibrated. Bytes and objects here; checkpoint-files.ts reads and writes folders. A public T5 checkpoint loads into the
 * paper's presets: what T5 lacks (places, image, heads) keeps its initial values.
 */
import { readSafetensors, type SafetensorsType, writeSafetensors } from "../engine/safetensors.ts";
import { ConfigError, checkConfig, type ModelConfig, preset } from "./config.ts";
import { initialize, type Parameters, parameterSpecs, WeightsError } from "./parameters.ts";

export const CHECKPOINT_FORMAT = "docformer";

/** Points of a rising map from raw to calibrated confidence, and from where an answer is trusted. */
export interface Calibration {
  /** Per operation, kind of value and quality of the page (tasks/calibration.ts), or "all". */
  curves: Record<string, { raw: number[]; calibrated: number[] }>;
  /** Answers below are `low`. */
  threshold: number;
  /** On what it was measured. */
  source: string;
}

export interface Checkpoint {
  config: ModelConfig;
  parameters: Parameters;
  /** tokenizer.json as it stands. */
  tokenizer: string;
  calibration: Calibration | null;
  metadata: Record<string, string>;
}

/** config.json of a checkpoint. */
export function writeConfig(config: ModelConfig): string {
  return `${JSON.stringify({ model_type: CHECKPOINT_FORMAT, ...config }, null, 2)}\n`;
}

interface T5Config {
  d_model: number;
  d_kv: number;
  d_ff: number;
  num_layers: number;
  num_decoder_layers?: number;
  num_heads: number;
  vocab_size: number;
  relative_attention_num_buckets?: number;
  relative_attention_max_distance?: number;
  layer_norm_epsilon?: number;
  feed_forward_proj?: string;
  tie_word_embeddings?: boolean;
}

/** Reads config.json of ours, or of a Hugging Face T5, which becomes the paper's model around it. @throws ConfigError */
export function readConfig(text: string): ModelConfig {
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError("config.json", `is not JSON: ${(cause as Error).message}`);
  }
  if (json.model_type === CHECKPOINT_FORMAT) {
    const { model_type: _, ...own } = json;
    // Checkpoints from before this option have no such weights.
    const config: Record<string, unknown> = { colourNames: false, ...own };
    const known = preset("mini");
    for (const field of Object.keys(known) as (keyof ModelConfig)[]) {
      if (typeof config[field] !== typeof known[field]) {
        throw new ConfigError(
          field,
          `config.json holds ${JSON.stringify(config[field])}, a ${typeof known[field]} is wanted`,
        );
      }
    }
    return checkConfig(config as unknown as ModelConfig);
  }
  if (json.model_type !== "t5") {
    throw new ConfigError("model_type", `"${json.model_type}" cannot be read; "${CHECKPOINT_FORMAT}" and "t5" can`);
  }
  const t5 = json as unknown as T5Config;
  const kind = t5.feed_forward_proj ?? "relu";
  if (kind !== "relu" && kind !== "gated-gelu") {
    throw new ConfigError("feed_forward_proj", `"${kind}" is unknown; "relu" and "gated-gelu" are`);
  }
  return checkConfig({
    ...preset("small"),
    width: t5.d_model,
    headWidth: t5.d_kv,
    heads: t5.num_heads,
    feedForward: t5.d_ff,
    feedForwardKind: kind,
    encoderLayers: t5.num_layers,
    decoderLayers: t5.num_decoder_layers ?? t5.num_layers,
    vocabularySize: t5.vocab_size,
    answerVocabulary: t5.vocab_size,
    relativeBuckets: t5.relative_attention_num_buckets ?? 32,
    relativeDistance: t5.relative_attention_max_distance ?? 128,
    normEpsilon: t5.layer_norm_epsilon ?? 1e-6,
    tiedOutput: t5.tie_word_embeddings ?? true,
  });
}

/** Names under which Hugging Face keeps what we keep once. */
const ALIASES: Record<string, string[]> = {
  "shared.weight": ["encoder.embed_tokens.weight", "decoder.embed_tokens.weight"],
};

export interface LoadedParameters {
  parameters: Parameters;
  /** Parameters that the file lacks and that kept their initial values. */
  missing: string[];
  /** Tensors of the file that the configuration has no use for. */
  unused: string[];
}

/**
 * Parameters from safetensors bytes. `missing: "initialize"` lets absent ones keep their initial values under `seed` (a T5
 * checkpoint, a checkpoint from before an option was switched on); otherwise an absent one is an error.
 * @throws WeightsError
 */
export function readParameters(
  config: ModelConfig,
  bytes: Uint8Array,
  options: { missing?: "initialize" | "error"; seed?: number } = {},
): LoadedParameters {
  const { tensors } = readSafetensors(bytes);
  const parameters = initialize(config, options.seed ?? 0);
  const missing: string[] = [];
  const used = new Set<string>();
  for (const { name, shape, group } of parameterSpecs(config)) {
    const source = [name, ...(ALIASES[name] ?? [])].find((candidate) => tensors[candidate]);
    if (!source) {
      if (group !== "heads" && options.missing !== "initialize") {
        throw new WeightsError(name, `[${shape.join(", ")}]`, "no such tensor in the file");
      }
      missing.push(name);
      continue;
    }
    used.add(source);
    const tensor = tensors[source];
    if (tensor.shape.join() !== shape.join() || tensor.type !== "float32") {
      throw new WeightsError(name, `float32 [${shape.join(", ")}]`, `${tensor.type} [${tensor.shape.join(", ")}]`);
    }
    parameters[name] = { type: "float32", shape, data: tensor.data as Float32Array };
  }
  return { parameters, missing, unused: Object.keys(tensors).filter((name) => !used.has(name)) };
}

/** model.safetensors; `type` "F16" halves its size, "I8" quarters it, `heads: false` leaves out what only pre-training needs. */
export function writeParameters(
  config: ModelConfig,
  parameters: Parameters,
  options: { type?: SafetensorsType; heads?: boolean; metadata?: Record<string, string> } = {},
): Uint8Array {
  const wanted = parameterSpecs(config, { heads: options.heads ?? true });
  const tensors = Object.fromEntries(wanted.map(({ name }) => [name, parameters[name]]));
  return writeSafetensors(tensors, { format: "pt", ...options.metadata }, options.type);
}
