/**
 * `npm run demo`: reads the pages of examples/ from their pixels (the invoice from its PDF text), asks the model of models/mini,
 * says honestly what came out right, and draws the evidence on the pages.
 *   npm run demo -- [--model DIR] [--out DIR] [--picture FILE] [--ocr small|tiny] [--threads N] [WORD OF A FILE NAME ...]
 * `--picture` also writes the picture of the README: one page with all its answers drawn.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { evidencePages } from "../src/cli/ask.ts";
import { COLOURS, drawBoxes } from "../src/read/draw.ts";
import { fitWithin } from "../src/read/pixels.ts";
import { readDocument } from "../src/read/read-document.ts";
import type { Answer } from "../src/tasks/answer.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { isRight } from "../src/tasks/evaluate.ts";

interface Asked {
  file: string;
  question: string;
  /** Accepted; none: the page does not say. */
  answers: string[];
}

const ROOT = resolve(import.meta.dirname, "..");
/** The page of the README's picture. */
const PICTURED = "invoice.pdf";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: "string" },
    out: { type: "string", default: join(ROOT, "out", "demo") },
    picture: { type: "string" },
    ocr: { type: "string", default: "small" },
    threads: { type: "string", default: "1" },
  },
});

function questionsOf(folder: string, list: string): Asked[] {
  const asked: Asked[] = JSON.parse(readFileSync(join(ROOT, folder, list), "utf8"));
  return asked.map((entry) => ({ ...entry, file: join(ROOT, folder, entry.file) }));
}

function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${line}`);
  else if (line !== "") process.stderr.write(`${line}\n`);
}

const short = (file: string) => relative(process.cwd(), file) || file;

async function main(signal: AbortSignal): Promise<void> {
  const all = [...questionsOf("examples/scenes", "scenes.json"), ...questionsOf("examples", "questions.json")];
  const wanted = all.filter(
    ({ file }) => positionals.length === 0 || positionals.some((word) => basename(file).includes(word)),
  );
  const files = [...new Set(wanted.map(({ file }) => file))];
  mkdirSync(values.out, { recursive: true });
  progress("loading the model");
  const threads = Number(values.threads);
  const model = await DocFormer.load({ model: values.model, threads });
  let right = 0;
  try {
    for (const file of files) {
      const asked = wanted.filter((entry) => entry.file === file);
      const name = basename(file);
      const { document, problems, milliseconds } = await readDocument(file, {
        signal,
        ocr: values.ocr === "tiny" ? "tiny" : "small",
        threads,
        // A machine that is busy with training reads slowly.
        limits: { seconds: 600 },
        onProgress: ({ stage }) => progress(`${name}: ${stage}`),
      });
      const answers: Answer[] = [];
      const took: number[] = [];
      for (const { question } of asked) {
        progress(`${name}: ${question}`);
        const start = performance.now();
        answers.push(...(await model.ask(document, question, { signal })));
        took.push(Math.round(performance.now() - start));
      }
      progress("");
      const words = document.pages.reduce((sum, page) => sum + page.words.length, 0);
      console.log(`\n${short(file)}: ${words} words, read in ${milliseconds.total} ms (OCR ${milliseconds.ocr} ms)`);
      for (const { message } of problems) console.log(`  problem: ${message}`);
      asked.forEach((entry, i) => {
        const answer = answers[i];
        const good = isRight(answer, entry.answers);
        if (good) right++;
        const confidence = answer.confidence === null ? "unknown" : answer.confidence.toFixed(2);
        console.log(`  ${entry.question}`);
        console.log(
          `    ${good ? "right" : "WRONG"}: ${answer.text ?? "(not on the page)"}   confidence ${confidence}   ${answer.operation}   ${took[i]} ms`,
        );
        if (!good) console.log(`    expected: ${entry.answers[0] ?? "(not on the page)"}`);
      });
      // One page a file in examples/.
      for (const { page, boxes } of evidencePages(document, answers, COLOURS).slice(0, 1)) {
        if (!page.image) continue;
        const png = await drawBoxes(fitWithin(await page.image.read(), 1600), boxes);
        const target = join(values.out, `${basename(file, extname(file))}.png`);
        await writeFile(target, png);
        console.log(`  evidence drawn: ${short(target)}`);
        if (values.picture && name === PICTURED) {
          mkdirSync(dirname(resolve(values.picture)), { recursive: true });
          await writeFile(values.picture, png);
          console.log(`  picture: ${short(resolve(values.picture))}`);
        }
      }
    }
  } finally {
    await model.dispose();
  }
  console.log(`\n${right} of ${wanted.length} questions answered right`);
}

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
try {
  await main(controller.signal);
} catch (error) {
  progress("");
  console.error(`demo: ${error instanceof Error ? error.message : error}`);
  process.exitCode = controller.signal.aborted ? 130 : 1;
}
