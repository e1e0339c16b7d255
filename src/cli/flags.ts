/** The flags that several verbs share, and how their values are read. Says nothing about what they do. */
import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";

export type OcrName = "small" | "tiny" | "tesseract";
export type DeviceName = "cpu" | "webgpu" | "cuda";

/** Values of the common flags; the fields that a verb does not take stay undefined. */
export interface CommonFlags {
  json?: boolean;
  quiet?: boolean;
  /** Indices from 0. */
  pages?: number[];
  password?: string;
  ocr?: OcrName;
  lang?: string;
  threads?: number;
  device?: DeviceName;
  model?: string;
}

/** More pages than any reader opens at once. */
const MOST_PAGES = 100_000;

/** "1-3,5" -> [0, 1, 2, 4]: pages counted from 1 become indices, in rising order and each once. */
export function pageRanges(text: string): number[] {
  const pages = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (!match || first < 1 || last < first || last > MOST_PAGES) {
      throw new InvalidArgumentError(`"${part}" is no page or range; pages count from 1, e.g. 1-3,5.`);
    }
    for (let page = first; page <= last; page++) pages.add(page - 1);
  }
  return [...pages].sort((a, b) => a - b);
}

/** A reader of whole numbers from `least` on. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(
        `A whole number ${most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`} is wanted.`,
      );
    }
    return value;
  };
}

/** A reader of numbers from `least` to `most`. */
export function numberWithin(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`A number from ${least} to ${most} is wanted.`);
    }
    return value;
  };
}

/** `--json --quiet`: on every verb. */
export function outputFlags(command: Command): Command {
  return command
    .option("--json", "print JSON; errors become JSON, too")
    .option("--quiet", "no progress and no remarks on stderr");
}

export function ocrOption(): Option {
  return new Option("--ocr <engine>", "what recognises words of scans (default: small)").choices([
    "small",
    "tiny",
    "tesseract",
  ]);
}

/** Flags of verbs that open documents. */
export function readFlags(command: Command): Command {
  return command
    .option("--pages <ranges>", "only these pages, counted from 1: 1-3,5", pageRanges)
    .option("--password <password>", "password of an encrypted PDF")
    .addOption(ocrOption())
    .option("--lang <codes>", "languages of the page for tesseract: eng, deu+fra");
}

export function threadsOption(): Option {
  return new Option("--threads <count>", "threads of one operation").argParser(wholeNumber(1, 1024));
}

export function deviceOption(what: string): Option {
  return new Option("--device <device>", `where ${what} (default: cpu)`).choices(["cpu", "webgpu", "cuda"]);
}

/** Flags of verbs that compute. `modelToo`: list those of verbs that run a model; the others take and do not need them. */
export function computeFlags(command: Command, modelToo: boolean): Command {
  const device = deviceOption("the model runs");
  const model = new Option("--model <folder>", "checkpoint (default: the one that comes with the package)");
  return command
    .addOption(threadsOption())
    .addOption(modelToo ? device : device.hideHelp())
    .addOption(modelToo ? model : model.hideHelp());
}

/** "deu+fra" or "deu,fra" as a list. */
export function languagesOf(flags: CommonFlags): string[] | undefined {
  return flags.lang?.split(/[+,\s]+/).filter((code) => code !== "");
}

/** Threads of one operation where none are named: the machine's, but not so many that they wait for each other. */
export function threadsOf(flags: CommonFlags): number {
  return flags.threads ?? Math.min(8, availableParallelism());
}
