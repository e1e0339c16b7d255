/** `docformer info`: what a preset or a checkpoint consists of, without running it. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { UsageError } from "./failure.ts";
import { outputFlags } from "./flags.ts";
import type { Context } from "./program.ts";

const WEIGHTS = "model.safetensors";

/** What the checkpoint says of its licence: the weights' metadata, else the first line of a licence file beside them. */
async function licenceOf(folder: string, metadata: Readonly<Record<string, string>>): Promise<string | null> {
  if (metadata.licence) return metadata.licence;
  for (const name of ["LICENSE", "LICENSE.md", "LICENSE.txt"]) {
    if (!existsSync(join(folder, name))) continue;
    const text = await readFile(join(folder, name), "utf8");
    return (
      text
        .split("\n")
        .find((line) => line.trim() !== "")
        ?.trim() ?? null
    );
  }
  return null;
}

async function infoOf(flags: { preset?: string; model?: string }) {
  const { ConfigError, PRESETS, preset } = await import("../model/config.ts");
  const { countParameters } = await import("../model/parameters.ts");
  if (flags.preset !== undefined) {
    if (!Object.hasOwn(PRESETS, flags.preset)) {
      throw new UsageError(`no preset "${flags.preset}"; there are ${Object.keys(PRESETS).join(", ")}`);
    }
    const configuration = preset(flags.preset);
    return { parameters: countParameters(configuration), configuration, licence: null, sha256: null };
  }
  const { defaultModelFolder } = await import("../tasks/load.ts");
  const { readConfig } = await import("../model/checkpoint.ts");
  const { readSafetensors } = await import("../engine/safetensors.ts");
  const folder = flags.model ?? defaultModelFolder();
  for (const name of ["config.json", WEIGHTS]) {
    if (!existsSync(join(folder, name))) {
      throw Object.assign(new ConfigError("model", `${folder} is no checkpoint: it lacks ${name}`), { folder });
    }
  }
  const configuration = readConfig(await readFile(join(folder, "config.json"), "utf8"));
  const bytes = await readFile(join(folder, WEIGHTS));
  const { metadata } = readSafetensors(bytes);
  return {
    parameters: countParameters(configuration),
    configuration,
    licence: await licenceOf(folder, metadata),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

export function infoCommand(context: Context): Command {
  const command = new Command("info")
    .description("Parameters by part and configuration of a preset or a checkpoint.")
    .option("--preset <name>", "tiny, mini, small, base or large")
    .option("--model <folder>", "checkpoint (default: the one that comes with the package)");
  return outputFlags(command).action(async (flags: { preset?: string; model?: string; json?: boolean }) => {
    if (flags.preset !== undefined && flags.model !== undefined) throw new UsageError("--preset or --model, not both");
    const { terminal } = context;
    const info = await infoOf(flags);
    if (flags.json) {
      terminal.json(info);
      return;
    }
    const row = (name: string, value: unknown) => terminal.print(`  ${name.padEnd(22)}${value}`);
    terminal.print(terminal.bold("parameters"));
    for (const [part, count] of Object.entries(info.parameters)) row(part, count.toLocaleString("en"));
    terminal.print(terminal.bold("configuration"));
    for (const [field, value] of Object.entries(info.configuration)) row(field, value);
    if (info.licence) terminal.print(`licence: ${info.licence}`);
    if (info.sha256) terminal.print(`SHA-256 of ${WEIGHTS}: ${info.sha256}`);
  });
}
