/** `docformer tokenizer train FOLDER`: a vocabulary from all text files of a folder, with our special tokens first. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { UsageError } from "./failure.ts";
import { outputFlags, wholeNumber } from "./flags.ts";
import type { Context } from "./program.ts";

interface TokenizerFlags {
  size: number;
  out: string;
  cased?: boolean;
  json?: boolean;
}

/** Lines of all .txt files below `folder`, in the order of their names. @throws UsageError when there are none */
async function linesOf(folder: string, signal: AbortSignal): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".txt")).sort();
  if (names.length === 0) throw new UsageError(`${folder} holds no .txt file`);
  const lines: string[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    for (const line of (await readFile(join(folder, name), "utf8")).split("\n")) lines.push(line);
  }
  return lines;
}

export function tokenizerCommand(context: Context): Command {
  const train = new Command("train")
    .description("Trains a unigram vocabulary on the .txt files of a folder and writes tokenizer.json.")
    .argument("<folder>", "folder of text, one document a line")
    .requiredOption("--size <entries>", "entries in all: special tokens, 256 bytes and pieces", wholeNumber(1))
    .requiredOption("--out <file>", "tokenizer.json to write")
    .option("--cased", "keep letter case (default: fold to lower case, as the word models read)");
  outputFlags(train).action(async (folder: string, flags: TokenizerFlags) => {
    const { terminal, signal } = context;
    const { trainUnigram } = await import("../text/train-unigram.ts");
    const { formatTokenizerJson } = await import("../text/tokenizer-json.ts");
    const { SPECIAL_TOKENS } = await import("../model/vocabulary.ts");
    const least = SPECIAL_TOKENS.length + 256 + 1;
    if (flags.size < least)
      throw new UsageError(`--size ${flags.size} is too small: special tokens and bytes need ${least}`);
    const tokenizer = trainUnigram(await linesOf(folder, signal), {
      vocabularySize: flags.size,
      specials: SPECIAL_TOKENS,
      lowercase: !flags.cased,
      onProgress({ round, pieces, wanted }) {
        signal.throwIfAborted();
        terminal.progress(`round ${round}: ${pieces} pieces, ${wanted} wanted`);
      },
    });
    await writeFile(flags.out, formatTokenizerJson(tokenizer));
    const entries = tokenizer.model.vocab.length;
    if (flags.json) terminal.json({ file: flags.out, entries });
    else terminal.print(`${flags.out}: ${entries} entries`);
  });
  return new Command("tokenizer").description("Vocabularies.").addCommand(train);
}
