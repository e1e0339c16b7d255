/** `docformer synth`: the flags of synth.ts. */
import { Command, Option } from "commander";
import { numberWithin, outputFlags, wholeNumber } from "./flags.ts";
import type { Context } from "./program.ts";
import type { SynthOptions } from "./synth.ts";

interface SynthFlags {
  out: string;
  count: number;
  kind?: string;
  seed: string;
  split: string;
  draw: boolean;
  scan: number;
  templates: SynthOptions["templates"];
  json?: boolean;
}

export function synthCommand(context: Context): Command {
  const command = new Command("synth")
    .description("Writes synthetic documents with their labels in the common format.")
    .requiredOption("--out <folder>", "where to write; made when absent")
    .requiredOption("--count <count>", "documents", wholeNumber(1))
    .option("--kind <kind>", "one kind of document (default: a mixture)")
    .option("--seed <seed>", "the same seed gives the same documents", "1")
    .option("--split <name>", "name of the split", "train")
    .option("--scan <strength>", "worst strength of scan effects, 0..1", numberWithin(0, 1), 0.5)
    .addOption(
      new Option("--templates <choice>", "ways of asking: those of training, the held-out ones, or all")
        .choices(["train", "heldOut", "all"])
        .default("all"),
    )
    .option("--no-draw", "words and labels alone, without images");
  return outputFlags(command).action(async ({ json, ...flags }: SynthFlags) => {
    const { terminal, signal } = context;
    const { synth } = await import("./synth.ts");
    const done = await synth({
      ...flags,
      signal,
      onProgress: (page, count) => terminal.progress(`drawn ${page} of ${count} documents`),
    });
    if (json) terminal.json(done);
    else terminal.print(`${done.file}: ${done.documents} documents, ${done.questions} questions`);
  });
}
