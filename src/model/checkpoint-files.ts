/** Checkpoints as folders of a file system, with the SHA-256 of their files: the one place where the model meets files. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SafetensorsType } from "../engine/safetensors.ts";
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

const CHECKSUMS = "checksums.json";
/** What a checkpoint consists of, as far as it is there. */
export const CHECKPOINT_FILES = ["config.json", "tokenizer.json", "calibration.json", "model.safetensors"] as const;

/** A file of a checkpoint is not the one that was written. */
export class ChecksumError extends TypeError {
  readonly code = "checksum";
  readonly file: string;
  constructor(file: string, wanted: string, found: string) {
    super(`${file} has SHA-256 ${found.slice(0, 16)}..., expected ${wanted.slice(0, 16)}...: copy the checkpoint anew`);
    this.name = "ChecksumError";
    this.file = file;
  }
}

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Replaces a file whole. */
function put(folder: string, name: string, bytes: string | Uint8Array): void {
  const temporary = join(folder, `${name}.tmp`);
  writeFileSync(temporary, bytes, { flush: true } as object);
  renameSync(temporary, join(folder, name));
}

/** Writes down the SHA-256 of a checkpoint's files, after any of them was written or replaced on purpose. */
export function writeChecksums(folder: string): void {
  const there = CHECKPOINT_FILES.filter((name) => existsSync(join(folder, name)));
  const files = there.map((name) => [name, hashOf(readFileSync(join(folder, name)))]);
  put(folder, CHECKSUMS, `${JSON.stringify({ sha256: Object.fromEntries(files) }, null, 2)}\n`);
}

/**
 * Compares a checkpoint's files with what was written down of them. @returns how many were compared; 0 for a folder from before
 * sums were written
 * @throws ChecksumError naming the first file that differs or is missing
 */
export function verifyChecksums(folder: string): number {
  const list = join(folder, CHECKSUMS);
  if (!existsSync(list)) return 0;
  const { sha256 } = JSON.parse(readFileSync(list, "utf8")) as { sha256: Record<string, string> };
  for (const [name, wanted] of Object.entries(sha256)) {
    const file = join(folder, name);
    if (!existsSync(file)) throw new ChecksumError(file, wanted, "none, it is missing");
    const found = hashOf(readFileSync(file));
    if (found !== wanted) throw new ChecksumError(file, wanted, found);
  }
  return Object.keys(sha256).length;
}

/** The tokenizer in a tokenizer.json. */
export function loadTokenizerFile(path: string): Tokenizer {
  return loadTokenizer(readFileSync(path, "utf8"));
}

/**
 * Reads a checkpoint folder. `config` replaces the folder's own (options switched on since); `missing` as in readParameters.
 * @throws ConfigError, WeightsError, ChecksumError
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
  verifyChecksums(folder);
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

/** Writes a checkpoint folder so that it can be loaded at any moment: each file is replaced whole, the checksums last. */
export function saveCheckpoint(
  folder: string,
  checkpoint: Checkpoint,
  options: { type?: SafetensorsType; heads?: boolean } = {},
): void {
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, CHECKSUMS), { force: true });
  const { config, parameters, tokenizer, calibration, metadata } = checkpoint;
  put(folder, "config.json", writeConfig(config));
  if (tokenizer) put(folder, "tokenizer.json", tokenizer);
  if (calibration) put(folder, "calibration.json", `${JSON.stringify(calibration)}\n`);
  put(folder, "model.safetensors", writeParameters(config, parameters, { ...options, metadata }));
  writeChecksums(folder);
}
