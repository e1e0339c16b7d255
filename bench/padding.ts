/**
 * Share of the encoder's positions that are padding, over 200 batches of each kind of training; on synthetic pages and, where
 * they are at hand, on the unlabelled pages of ../shared/data.
 * node --import tsx bench/padding.ts [batches]      3 minutes of CPU
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadTokenizerFile } from "../src/model/checkpoint-files.ts";
import { type ModelConfig, preset } from "../src/model/config.ts";
import { LexicalCache } from "../src/model/lexical.ts";
import { specialIds } from "../src/model/vocabulary.ts";
import { pretraining } from "../src/train/pretraining.ts";
import { pageSources, type SourceSpec } from "../src/train/sources.ts";
import { STREAM, Stream, type StreamOptions } from "../src/train/stream.ts";

const batches = Number(process.argv[2] ?? 200);
const tokenizer = loadTokenizerFile(fileURLToPath(new URL("../models/mini/tokenizer.json", import.meta.url)));
const synthetic: SourceSpec = { source: "synthetic", weight: 1, damaged: 0.5, pictured: 0.5 };
const folder = fileURLToPath(new URL("../../shared/data/pretrain-pages", import.meta.url));
const unlabelled: SourceSpec[] = existsSync(join(folder, "pages.jsonl.gz"))
  ? [{ source: "labelled", weight: 1, folder, split: "pages", fields: false, damaged: 0, pictured: 1 }]
  : [];

async function measure(what: string, c: ModelConfig, specs: SourceSpec[], options: StreamOptions): Promise<void> {
  const sources = await pageSources(specs);
  const stream = new Stream(c, specialIds(tokenizer), new LexicalCache(c, tokenizer), sources, options, 1, 0);
  const kinds = new Map<string, { filled: number; room: number }>();
  const [shapes, graphs] = [new Set<string>(), new Set<string>()];
  for (let i = 0; i < batches; i++) {
    const { kind, shape, filled, room } = stream.next();
    shapes.add(`${shape.pages} ${shape.units} ${shape.visual}`);
    graphs.add(`${kind} ${JSON.stringify(shape)}`);
    for (const name of ["all", kind]) {
      const sum = kinds.get(name) ?? { filled: 0, room: 0 };
      kinds.set(name, { filled: sum.filled + filled, room: sum.room + room });
    }
  }
  const share = ([name, { filled, room }]: [string, { filled: number; room: number }]) =>
    `${name} ${(100 * (1 - filled / room)).toFixed(1)} %`;
  console.log(
    `${what.padEnd(34)} ${[...kinds].map(share).join(", ")}; buckets ${stream.buckets.join(" ")}; ${shapes.size} shapes, ${graphs.size} graphs`,
  );
}

const { vocabularySize } = tokenizer;
const [mini, small] = ["mini", "small"].map((name) => ({ ...preset(name), vocabularySize }));
small.answerVocabulary = vocabularySize;
await measure("mini, as it was: four buckets", mini, [synthetic], { ...STREAM, buckets: [64, 128, 224, 512], crop: 0 });
await measure("mini, questions and a little more", mini, [synthetic], STREAM);
await measure("mini, pre-training", mini, [synthetic], pretraining("mini").stream);
await measure("small, pre-training", small, [synthetic], pretraining("small").stream);
if (unlabelled.length > 0) {
  await measure("mini, pre-training, real pages", mini, unlabelled, pretraining("mini").stream);
  await measure("small, pre-training, real pages", small, unlabelled, pretraining("small").stream);
}
