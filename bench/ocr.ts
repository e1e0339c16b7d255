/**
 * How many of a page's words the OCR finds: recall, precision, character error rate, box overlap, time and memory, on the
 * development receipts of SROIE and on the FUNSD forms. Prints one JSON object a run.
 *
 *   node --import tsx bench/ocr.ts --set sroie|funsd [--every 1] [--ocr small|tiny|tesseract] [--side 960] [--threads 1]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Box, overlap } from "../src/document/box.ts";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import { openImage } from "../src/read/image.ts";
import { DEFAULT_LIMITS } from "../src/read/limits.ts";
import type { OcrEngine, OcrWord } from "../src/read/ocr/engine.ts";
import { paddleEngine } from "../src/read/ocr/paddle.ts";
import { sniff } from "../src/read/sniff.ts";
import { levenshtein } from "../src/tasks/metrics/levenshtein.ts";

const { values } = parseArgs({
  options: {
    set: { type: "string", default: "sroie" },
    every: { type: "string", default: "1" },
    limit: { type: "string", default: "1000" },
    ocr: { type: "string", default: "small" },
    threads: { type: "string", default: "1" },
    side: { type: "string" },
    trim: { type: "string" },
    grow: { type: "string" },
    threshold: { type: "string" },
    island: { type: "string" },
    gap: { type: "string" },
    minimum: { type: "string" },
    worst: { type: "boolean", default: false },
  },
});

interface Given {
  id: string;
  pages: {
    image: string;
    width: number;
    height: number;
    words: { text: string; box: Box }[];
    lines?: { text: string; box: Box }[];
  }[];
}

const folder = join(import.meta.dirname, "..", "..", "shared", "data", values.set);
const split = values.set === "funsd" ? "train" : "dev";
const given = readFileSync(join(folder, `${split}.jsonl`), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Given)
  .filter((_, i) => i % Number(values.every) === 0)
  .slice(0, Number(values.limit));

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));

async function engineOf(): Promise<OcrEngine> {
  if (values.ocr === "tesseract") {
    const { tesseractEngine } = await import("../src/read/ocr/tesseract.ts");
    return tesseractEngine({ languages: "eng" });
  }
  return paddleEngine(nodeRuntime, {
    size: values.ocr as "small" | "tiny",
    threads: Number(values.threads),
    side: number(values.side),
    trim: number(values.trim),
    grow: number(values.grow),
    threshold: number(values.threshold),
    islandThreshold: number(values.island),
    gap: number(values.gap),
    minimumConfidence: number(values.minimum),
  });
}

/** Size of the common part of two bags. */
function common(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const token of a) counts.set(token, (counts.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of b) {
    const left = counts.get(token) ?? 0;
    if (left > 0) {
      counts.set(token, left - 1);
      shared++;
    }
  }
  return shared;
}

const fold = (text: string) => text.toLowerCase();
const alnum = (text: string) => fold(text).replace(/[^\p{L}\p{N}]/gu, "");
const total = {
  given: 0,
  found: 0,
  common: 0,
  givenAlnum: 0,
  commonAlnum: 0,
  errors: 0,
  characters: 0,
  boxes: 0,
  boxAndText: 0,
  overlap: 0,
};
const pages: { id: string; recall: number }[] = [];
let seconds = 0;
const engine = await engineOf();
const cpu = process.cpuUsage();
for (const document of given) {
  const page = document.pages[0];
  const bytes = readFileSync(join(folder, page.image));
  const file = await openImage(bytes, sniff(bytes), DEFAULT_LIMITS, page.image);
  const { pixels } = await (await file.page(0)).decode();
  const start = performance.now();
  const words = await engine.recognize(pixels);
  seconds += (performance.now() - start) / 1000;
  score(document.id, page, words);
}
const used = process.cpuUsage(cpu);

function score(id: string, page: Given["pages"][number], words: OcrWord[]): void {
  const truth = page.words.map((word) => fold(word.text));
  const found = words.map((word) => fold(word.text));
  const shared = common(truth, found);
  total.given += truth.length;
  total.found += found.length;
  total.common += shared;
  const truthAlnum = page.words.map((word) => alnum(word.text)).filter(Boolean);
  total.givenAlnum += truthAlnum.length;
  total.commonAlnum += common(truthAlnum, words.map((word) => alnum(word.text)).filter(Boolean));
  pages.push({ id, recall: shared / truth.length });
  const pixelBoxes = words.map(
    ({ box }): Box => [box[0] * page.width, box[1] * page.height, box[2] * page.width, box[3] * page.height],
  );
  for (const word of page.words) {
    let best = 0;
    let match = -1;
    pixelBoxes.forEach((box, i) => {
      const iou = overlap(word.box, box);
      if (iou > best) [best, match] = [iou, i];
    });
    total.overlap += best;
    if (best < 0.5) continue;
    total.boxes++;
    if (fold(words[match].text) === fold(word.text)) total.boxAndText++;
  }
  for (const line of page.lines ?? []) {
    const inside = words
      .map((word, i) => ({ word, box: pixelBoxes[i] }))
      .filter(({ box }) => {
        const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
        return x >= line.box[0] && x <= line.box[2] && y >= line.box[1] && y <= line.box[3];
      })
      .sort((a, b) => a.box[0] - b.box[0]);
    const text = inside.map(({ word }) => word.text).join(" ");
    total.errors += Math.min(line.text.length, levenshtein(fold(line.text), fold(text)));
    total.characters += line.text.length;
  }
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;
console.log(
  JSON.stringify({
    set: values.set,
    pages: given.length,
    engine: engine.name,
    options: Object.fromEntries(
      Object.entries(values).filter(([key]) => !["set", "every", "limit", "worst"].includes(key)),
    ),
    words: total.given,
    recall: round(total.common / total.given),
    precision: round(total.common / total.found),
    recallAlnum: round(total.commonAlnum / total.givenAlnum),
    cer: total.characters > 0 ? round(total.errors / total.characters) : null,
    boxRecall: round(total.boxes / total.given),
    boxAndText: round(total.boxAndText / total.given),
    meanOverlap: round(total.overlap / total.given),
    secondsPerPage: round(seconds / given.length),
    cpuSecondsPerPage: round((used.user + used.system) / 1e6 / given.length),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(values.worst ? { worst: pages.sort((a, b) => a.recall - b.recall).slice(0, 8) } : {}),
  }),
);
await engine.dispose?.();
