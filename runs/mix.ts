/**
 * Weights between two checkpoints of one shape: `share` of the way from the first to the second. What a model learns anew costs less of what
 * it knew so (Wortsman et al. 2022, Robust fine-tuning); the parts of `models/mini` were mixed by it.
 *   node --import tsx runs/mix.ts FROM TO SHARE OUT
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors, writeSafetensors } from "../src/engine/safetensors.ts";
import { writeChecksums } from "../src/model/checkpoint-files.ts";

const [from, to, given, out] = process.argv.slice(2);
const share = Number(given);
if (!out || !(share >= 0 && share <= 1)) {
  console.error("node --import tsx runs/mix.ts FROM TO SHARE OUT, SHARE from 0 to 1");
  process.exit(2);
}
const read = (folder: string) => readSafetensors(readFileSync(join(folder, "model.safetensors")));
const [before, { tensors: after, metadata }] = [read(from), read(to)];
for (const [name, { shape, data }] of Object.entries(after)) {
  const other = before.tensors[name];
  if (!other || other.shape.join() !== shape.join()) throw new Error(`${from} has no ${name} of the shape ${shape}`);
  for (let i = 0; i < data.length; i++)
    (data as Float32Array)[i] = (1 - share) * Number(other.data[i]) + share * Number(data[i]);
}
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "model.safetensors"), writeSafetensors(after, metadata));
for (const name of ["config.json", "tokenizer.json"]) copyFileSync(join(to, name), join(out, name));
writeChecksums(out);
