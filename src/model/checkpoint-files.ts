/** Checkpoints as folders of a file system: the one place where the model meets files. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTokenizer } from "../text/tokenizer.ts";
import {
  type Calibration,
  type Checkpoint,
  readConfig,
  readParameters,
  writeConfig,
  writeParameters,
} from "./checkpoint.ts";
import { ConfigError, type ModelConfig } from "./config.ts";
import type { Tokenizer } from "./vocabulary.ts";

/** The tokenizer in a tokenizer.json. */
export function loadTokenizerFile(path: string): Tokenizer {
  return loadTokenizer(readFileSync(path, "utf8"));
}

/**
 * Reads a checkpoint folder. `config` replaces the folder's own (options switched on since); `missing` as in readParameters.
 * @throws ConfigError, WeightsError
 */
export async function loadCheckpoint(
  folder: string,
  options: { config?: ModelConfig; missing?: "initialize" | "error" } = {},
): Promise<Checkpoint & { missing: string[] }> {
  for (const name of ["config.json", "model.safetensors"]) {
    if (!existsSync(join(folder, name))) {
      throw new ConfigError("model", `${folder} is no checkpoint: it lacks ${name}`);
    }
  }
  const config = options.config ?? readConfig(readFileSync(join(folder, "config.json"), "utf8"));
  const { parameters, missing } = readParameters(config, readFileSync(join(folder, "model.safetensors")), options);
  const tokenizerPath = join(folder, "tokenizer.json");
  const calibrationPath = join(folder, "calibration.json");
  const calibration: Calibration | null = existsSync(calibrationPath)
    ? JSON.parse(readFileSync(calibrationPath, "utf8"))
    : null;
  const tokenizer = existsSync(tokenizerPath) ? readFileSync(tokenizerPath, "utf8") : "";
  return { config, parameters, tokenizer, calibration, metadata: {}, missing };
}

/** Writes a checkpoint folder so that it can be loaded at any moment: each file is replaced whole. */
export function saveCheckpoint(
  folder: string,
  checkpoint: Checkpoint,
  options: { half?: boolean; heads?: boolean } = {},
): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, bytes: string | Uint8Array) => {
    const temporary = join(folder, `${name}.tmp`);
    writeFileSync(temporary, bytes, { flush: true } as object);
    renameSync(temporary, join(folder, name));
  };
  const { config, parameters, tokenizer, calibration, metadata } = checkpoint;
  put("config.json", writeConfig(config));
  if (tokenizer) put("tokenizer.json", tokenizer);
  if (calibration) put("calibration.json", `${JSON.stringify(calibration)}\n`);
  put("model.safetensors", writeParameters(config, parameters, { ...options, metadata }));
}
