/** `docformer workspace`: everything that the page does, as commands: one folder with documents, labels, runs and models. */
import { Command } from "commander";
import type { Context } from "./program.ts";
import { documentCommands } from "./workspace-documents.ts";
import { exchangeCommands } from "./workspace-exchange.ts";
import { modelCommands } from "./workspace-models.ts";

export function workspaceCommand(context: Context): Command {
  const command = new Command("workspace").description(
    "A folder with your documents: import, label, train a model of your own, predict, export. The page of docformer serve works in the same folder.",
  );
  for (const child of [...documentCommands(context), ...exchangeCommands(context), ...modelCommands(context)])
    command.addCommand(child);
  return command;
}
