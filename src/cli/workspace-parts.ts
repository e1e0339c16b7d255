/** What the parts of `docformer workspace` share: their flags, who acts, jobs carried out in this process, columns. */
import { userInfo } from "node:os";
import { Command } from "commander";
import type { DocFormer } from "../tasks/docformer.ts";
import type { JobContext } from "../workspace/job-context.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type CommonFlags, outputFlags, threadsOf } from "./flags.ts";
import type { Context } from "./program.ts";

/** Flags of all parts. */
export interface WorkspaceFlags extends CommonFlags {
  as?: string;
}

/** Who acts, for the audit log. */
export function whoIs({ as }: WorkspaceFlags): string {
  if (as) return as;
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return "unknown";
  }
}

export async function openWorkspace(folder: string): Promise<Workspace> {
  const { Workspace } = await import("../workspace/workspace.ts");
  return Workspace.open(folder);
}

/** A part of the verb: its name, what it does, its folder. */
export function part(name: string, description: string): Command {
  return outputFlags(
    new Command(name).description(description).argument("<workspace>", "folder of the workspace"),
  ).option("--as <name>", "who this is, for the audit log (default: the user of the system)");
}

/** Carries out jobs in this process; frees the models that they used. */
export async function withJobs<T>(
  flags: WorkspaceFlags,
  { terminal, signal }: Context,
  work: (context: JobContext) => Promise<T>,
): Promise<T> {
  const { DocFormer: Model } = await import("../tasks/docformer.ts");
  const { DEFAULT_LIMITS } = await import("../read/limits.ts");
  const models = new Map<string | undefined, Promise<DocFormer>>();
  const threads = threadsOf(flags);
  try {
    return await work({
      signal,
      threads,
      limits: DEFAULT_LIMITS,
      log: () => {},
      progress({ done, total, message }) {
        terminal.progress(`${done} of ${total} documents${message ? `, ${message}` : ""}`);
      },
      model(folder) {
        const known = models.get(folder) ?? Model.load({ model: folder, threads, device: flags.device });
        models.set(folder, known);
        return known;
      },
    });
  } finally {
    for (const model of models.values()) await model.then((loaded) => loaded.dispose()).catch(() => {});
  }
}

/** Rows as columns of one width. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i].length))) ?? [];
  return rows.map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i]))
      .join("  ")
      .trimEnd(),
  );
}
