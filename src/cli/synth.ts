/** `docformer synth`: writes synthetic documents with their labels in the common format. Plumbing only. */

import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toLine } from "../data/common-format.ts";
import type { TemplateChoice } from "../data/synthetic/asking.ts";
import { drawScene } from "../data/synthetic/draw.ts";
import { PAGE_KINDS, type PageKind } from "../data/synthetic/layouts/layouts.ts";
import { Random } from "../data/synthetic/random.ts";
import { scan } from "../data/synthetic/scan.ts";
import { synthesize } from "../data/synthetic/synthesize.ts";
import { encodePng } from "../read/image.ts";

export interface SynthOptions {
  /** Folder to write to; made when absent. */
  out: string;
  count: number;
  /** One kind or a mixture. */
  kind?: string;
  seed: string;
  split: string;
  /** Write page images. Default true. */
  draw?: boolean;
  /** 0..1: the worst strength of scan effects; each page takes a part of it. Default 0.5. */
  scan?: number;
  templates?: TemplateChoice;
  /** Told after each page, for progress on stderr. */
  onProgress?: (done: number, count: number) => void;
  signal?: AbortSignal;
}

/** An option of synth cannot be carried out. */
export class SynthError extends Error {
  readonly option: string;
  constructor(option: string, message: string) {
    super(message);
    this.name = "SynthError";
    this.option = option;
  }
}

/** Writes `count` documents to `out`. @returns the files written and the number of questions. */
export async function synth(options: SynthOptions): Promise<{ file: string; documents: number; questions: number }> {
  const { out, count, seed, split } = options;
  if (!Number.isInteger(count) || count < 1)
    throw new SynthError("count", `--count must be a whole number above 0, not ${count}`);
  if (options.kind !== undefined && !PAGE_KINDS.includes(options.kind as PageKind)) {
    throw new SynthError("kind", `no kind of document "${options.kind}"; there are ${PAGE_KINDS.join(", ")}`);
  }
  if (!/^[\w.-]+$/.test(split)) throw new SynthError("split", `--split "${split}" is no file name`);
  const most = options.scan ?? 0.5;
  if (!(most >= 0 && most <= 1)) throw new SynthError("scan", `--scan must be 0..1, not ${most}`);
  const draw = options.draw ?? true;
  mkdirSync(draw ? join(out, "images") : out, { recursive: true });
  const file = join(out, `${split}.jsonl`);
  const stream = createWriteStream(file);
  let questions = 0;
  try {
    for (let i = 0; i < count; i++) {
      options.signal?.throwIfAborted();
      const pageSeed = `${seed}-${split}-${i}`;
      const made = synthesize({
        seed: pageSeed,
        kind: options.kind as PageKind | undefined,
        options: { templates: options.templates ?? "all" },
      });
      let { labelled } = made;
      let image: string | null = null;
      if (draw) {
        const strength = most * new Random(`strength ${pageSeed}`).next();
        const scanned = scan(drawScene(made.scene), labelled, pageSeed, strength, made.scene.photograph);
        labelled = scanned.labelled;
        image = `images/${split}-${String(i).padStart(6, "0")}.png`;
        await writeFile(join(out, image), await encodePng(scanned.pixels));
      }
      questions += labelled.questions.length;
      if (!stream.write(`${toLine({ ...labelled, split }, [image])}\n`)) await once(stream, "drain");
      options.onProgress?.(i + 1, count);
    }
  } finally {
    stream.end();
    await once(stream, "close");
  }
  return { file, documents: count, questions };
}
