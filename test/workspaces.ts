/** What tests of workspaces share: a checkpoint without training, documents of words alone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import { documentToJson } from "../src/document/json.ts";
import { saveCheckpoint } from "../src/model/checkpoint-files.ts";
import { checkConfig, preset } from "../src/model/config.ts";
import { initialize } from "../src/model/parameters.ts";

const MINI = join(import.meta.dirname, "..", "models", "mini");

/** Writes a tiny checkpoint of random weights to `folder`, with the vocabulary of the shipped one. */
export function tinyCheckpoint(folder: string, seed = 1): string {
  const tokenizer = readFileSync(join(MINI, "tokenizer.json"), "utf8");
  const { vocabularySize } = JSON.parse(readFileSync(join(MINI, "config.json"), "utf8"));
  const tiny = preset("tiny");
  const answerVocabulary = Math.min(tiny.answerVocabulary, vocabularySize);
  const config = checkConfig({ ...tiny, vocabularySize, answerVocabulary });
  saveCheckpoint(folder, { config, parameters: initialize(config, seed), tokenizer, calibration: null, metadata: {} });
  return folder;
}

/** The file of a made-up page's words. */
export function wordsFile(seed: number, kind: "label" | "receipt" = "label"): Buffer {
  return Buffer.from(JSON.stringify(documentToJson(synthesize({ seed, kind }).labelled.document)));
}
