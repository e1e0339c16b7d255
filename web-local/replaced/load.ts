/** In place of src/tasks/load.ts: the checkpoint beside the page. */
import { readConfig, readParameters } from "../../src/model/checkpoint.ts";
import { ConfigError } from "../../src/model/config.ts";
import type { LoadedModel, LoadOptions } from "../../src/tasks/load.ts";
import { loadTokenizer } from "../../src/text/tokenizer.ts";
import { fetched } from "./fetched.ts";
import { nodeRuntime } from "./runtime-node.ts";
import { sha256 } from "./sha256.ts";

/** @throws ConfigError for a file that is not the one of the checkpoint; WeightsError, TokenizerError */
export async function loadModel({ model = "models/mini" }: LoadOptions = {}): Promise<LoadedModel> {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const sums: Record<string, string> = JSON.parse(text(await fetched(`${model}/checksums.json`))).sha256;
  const files = new Map<string, Uint8Array>();
  for (const [name, wanted] of Object.entries(sums)) {
    const bytes = await fetched(`${model}/${name}`);
    if (sha256(bytes) !== wanted) throw new ConfigError("model", `${name} is not the checkpoint's: reload the page`);
    files.set(name, bytes);
  }
  const part = (name: string) => {
    const bytes = files.get(name);
    if (!bytes) throw new ConfigError("model", `the checkpoint lacks ${name}`);
    return bytes;
  };
  const config = readConfig(text(part("config.json")));
  const { parameters } = readParameters(config, part("model.safetensors"));
  const tokenizer = text(part("tokenizer.json"));
  const calibration = files.has("calibration.json") ? JSON.parse(text(part("calibration.json"))) : null;
  return {
    checkpoint: { config, parameters, tokenizer, calibration, metadata: {} },
    tokenizer: loadTokenizer(tokenizer),
    runtime: nodeRuntime,
    session: { device: "cpu", threads: 1 },
  };
}
