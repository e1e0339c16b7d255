/** `docformer bench`: how fast this machine trains, reads or answers. Medians; the pages are synthetic and always the same. */
import { Command, Option } from "commander";
import type { LabelledDocument } from "../document/labelled.ts";
import type { OcrName } from "./flags.ts";
import { type CommonFlags, computeFlags, outputFlags, readFlags, threadsOf, wholeNumber } from "./flags.ts";
import type { Context } from "./program.ts";

/** What a mode does not measure is null. */
export interface BenchResult {
  peakGflops: number | null;
  trainGflops: number | null;
  share: number | null;
  shape: Record<string, unknown> | null;
  threads: number;
  readMillisecondsPerPage: number | null;
  encodeMilliseconds: number | null;
  askMillisecondsPerQuestion: number | null;
  peakMemoryMegabytes: number;
  /** `train`: the same at the shape of the preset `mini`. */
  mini?: { peakGflops: number; trainGflops: number; share: number; shape: Record<string, unknown> };
}

type Measured = Partial<BenchResult>;

interface BenchFlags extends CommonFlags {
  repeats: number;
}

const NOTHING = {
  peakGflops: null,
  trainGflops: null,
  share: null,
  shape: null,
  readMillisecondsPerPage: null,
  encodeMilliseconds: null,
  askMillisecondsPerQuestion: null,
};

/** Pages that reading and asking are measured on. */
const KINDS = ["receipt", "invoice", "form"] as const;

const tenth = (value: number) => Math.round(10 * value) / 10;
const thousandth = (value: number) => Math.round(1000 * value) / 1000;

async function timed<T>(work: () => Promise<T>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function benchTrain({ repeats, device }: BenchFlags, threads: number, context: Context): Promise<Measured> {
  const { trainingRates } = await import("../train/benchmark.ts");
  const { nodeRuntime } = await import("../engine/runtime-node.ts");
  const rates = await trainingRates(nodeRuntime, {
    device,
    threads,
    repeats,
    signal: context.signal,
    onProgress: (done, all) => context.terminal.progress(`update ${done} of ${all}`),
  });
  const [measured, mini] = [rates.measured, rates.mini].map((rate) => ({
    peakGflops: tenth(rate.peakGflops),
    trainGflops: tenth(rate.gflops),
    share: thousandth(rate.share),
    shape: { ...rate.shape, millisecondsPerStep: tenth(rate.millisecondsPerStep) },
  }));
  return { ...measured, mini };
}

async function benchRead({ repeats, ocr, lang }: BenchFlags, threads: number, context: Context): Promise<Measured> {
  const { synthesize } = await import("../data/synthetic/synthesize.ts");
  const { drawScene } = await import("../data/synthetic/draw.ts");
  const { encodePng } = await import("../read/image.ts");
  const { readDocument } = await import("../read/read-document.ts");
  const { median } = await import("../train/benchmark.ts");
  const engine: OcrName = ocr ?? "small";
  const pages: Uint8Array[] = [];
  for (const kind of KINDS) pages.push(await encodePng(drawScene(synthesize({ seed: `bench ${kind}`, kind }).scene)));
  const { signal, terminal } = context;
  const read = (bytes: Uint8Array) =>
    readDocument(bytes, { ocr: engine, language: lang, threads, signal, name: "page.png" });
  // Models are loaded before anything is measured.
  await read(pages[0]);
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    for (const bytes of pages) {
      times.push(await timed(() => read(bytes)));
      terminal.progress(`read ${times.length} of ${repeats * pages.length} pages`);
    }
  }
  return { readMillisecondsPerPage: tenth(median(times)), shape: { pages: [...KINDS], ocr: engine } };
}

async function benchAsk({ repeats, model, device }: BenchFlags, threads: number, context: Context): Promise<Measured> {
  const { synthesize } = await import("../data/synthetic/synthesize.ts");
  const { DocFormer } = await import("../tasks/docformer.ts");
  const { median } = await import("../train/benchmark.ts");
  const { signal, terminal } = context;
  const docformer = await DocFormer.load({ model, device, threads });
  const pages: LabelledDocument[] = KINDS.map((kind) => synthesize({ seed: `bench ${kind}`, kind }).labelled);
  const encodes: number[] = [];
  const asks: number[] = [];
  try {
    for (let i = 0; i <= repeats; i++) {
      for (const { document, questions } of pages) {
        signal.throwIfAborted();
        const asked = questions.slice(0, 8).map(({ question }) => question);
        // A page's encoding is kept with its document: the first time encodes and answers, the second only answers.
        const fresh = { ...document };
        const both = await timed(() => docformer.ask(fresh, asked, { signal }));
        const answering = await timed(() => docformer.ask(fresh, asked, { signal }));
        // Sessions are made in the first round.
        if (i === 0) continue;
        encodes.push(both - answering);
        asks.push(answering / asked.length);
        terminal.progress(`asked ${asks.length} of ${repeats * pages.length} pages`);
      }
    }
  } finally {
    await docformer.dispose();
  }
  const words = pages.map(({ document }) => document.pages[0].words.length);
  // Where the question is in the encoder's input, encoding is part of each answer.
  const apart = docformer.config.question === "decoder";
  return {
    encodeMilliseconds: apart ? tenth(Math.max(0, median(encodes))) : null,
    askMillisecondsPerQuestion: tenth(median(asks)),
    shape: { words, questions: 8 },
  };
}

const MODES = { read: benchRead, train: benchTrain, ask: benchAsk } as const;

export function benchCommand(context: Context): Command {
  const command = new Command("bench").description("Measures this machine; what a mode does not measure is null.");
  for (const [mode, measure] of Object.entries(MODES)) {
    const what = {
      read: "reading synthetic page images, OCR included",
      train: "whole training updates beside large matrix products",
      ask: "encoding pages and answering questions about them",
    }[mode as keyof typeof MODES];
    const part = command
      .command(mode)
      .description(`Measures ${what}.`)
      .addOption(new Option("--repeats <count>", "how often").argParser(wholeNumber(1, 1000)).default(5));
    outputFlags(computeFlags(readFlags(part), mode !== "read"));
    part.action(async (flags: BenchFlags) => {
      // One training worker has one thread; several work side by side.
      const threads = flags.threads ?? (mode === "train" ? 1 : threadsOf(flags));
      const measured = await measure(flags, threads, context);
      const result: BenchResult = {
        ...NOTHING,
        threads,
        ...measured,
        // Node gives kilobytes on every system.
        peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      };
      const { terminal } = context;
      if (flags.json) {
        terminal.json(result);
        return;
      }
      for (const [name, value] of Object.entries(result)) {
        if (value !== null)
          terminal.print(`${name.padEnd(28)}${typeof value === "object" ? JSON.stringify(value) : value}`);
      }
    });
  }
  return command;
}
