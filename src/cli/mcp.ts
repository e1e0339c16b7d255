/** `docformer mcp`: the verbs as tools for assistants over stdin and stdout, until stdin ends. What it does is src/server. */
import { Command } from "commander";
import { type CommonFlags, computeFlags, outputFlags, wholeNumber } from "./flags.ts";
import type { Context } from "./program.ts";
import { checkedDevice, checkedModel, collect, shareOut } from "./serve.ts";

export function mcpCommand(context: Context): Command {
  const command = new Command("mcp")
    .description("The verbs as tools for assistants (Model Context Protocol over stdin and stdout).")
    .option(
      "--root <folder>",
      "files below it may be opened; may be repeated (default: the current folder)",
      collect,
      [],
    )
    .option("--processes <count>", "processes that read and answer", wholeNumber(1, 64), 1);
  outputFlags(computeFlags(command, true));
  return command.action(async (flags: CommonFlags & { root: string[]; processes: number }) => {
    const { runMcp } = await import("../server/mcp.ts");
    const { processes, threads } = shareOut(flags);
    await runMcp({
      roots: flags.root.length > 0 ? flags.root : [process.cwd()],
      settings: { model: checkedModel(flags.model), device: await checkedDevice(flags.device), threads },
      processes,
      log: flags.quiet ? "warn" : "info",
      // The protocol owns both: nothing else may be written to stdout.
      stdin: process.stdin,
      stdout: process.stdout,
      signal: context.signal,
    });
  });
}
