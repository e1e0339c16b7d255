/**
 * Finds and reads a checkpoint and the runtime that computes it: the one place of tasks that touches files and onnxruntime.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Device, Runtime, SessionOptions } from "../engine/runtime.ts";
import { nodeRuntime, requireDevice } from "../engine/runtime-node.ts";
import type { Checkpoint } from "../model/checkpoint.ts";
import { loadCheckpoint, loadTokenizerFile } from "../model/checkpoint-files.ts";
import { ConfigError } from "../model/config.ts";
import type { Tokenizer } from "../model/vocabulary.ts";

/** Which checkpoint, and what computes it. */
export interface LoadOptions {
  /** Folder of a checkpoint. Default: models/mini of the package. */
  model?: string;
  /** Default "cpu". */
  device?: Device;
  /** Threads inside one operator. Default 1. */
  threads?: number;
}

export interface LoadedModel {
  checkpoint: Checkpoint;
  tokenizer: Tokenizer;
  runtime: Runtime;
  session: SessionOptions;
}

/** The folder models/mini of the package: the first one found upwards of this file. @throws ConfigError when it is not there */
export function defaultModelFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, "models", "mini");
    if (existsSync(join(candidate, "tokenizer.json"))) return candidate;
    const parent = dirname(folder);
    if (parent === folder)
      throw new ConfigError("model", "models/mini is not beside the package; name a checkpoint folder");
    folder = parent;
  }
}

/** @throws DeviceError, ConfigError, WeightsError, TokenizerError */
export async function loadModel({ model, device = "cpu", threads = 1 }: LoadOptions = {}): Promise<LoadedModel> {
  await requireDevice(device);
  const folder = model ?? defaultModelFolder();
  const checkpoint = await loadCheckpoint(folder);
  const tokenizer = loadTokenizerFile(join(folder, "tokenizer.json"));
  return { checkpoint, tokenizer, runtime: nodeRuntime, session: { device, threads } };
}
