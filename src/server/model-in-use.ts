/** Which model a server or a worker answers by, and how each knows that the other's is the same one. */
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { CHECKPOINT_FILES } from "../model/checkpoint-files.ts";
import { defaultModelFolder } from "../tasks/load.ts";
import { hashFile, recordFiles } from "../train/manifest.ts";
import { correctionCount } from "../workspace/corrections.ts";
import { folderOf } from "../workspace/documents.ts";
import { activeModel, modelFolder } from "../workspace/models.ts";
import { Workspace } from "../workspace/workspace.ts";
import type { ChildSettings } from "./child-messages.ts";
import type { Answering, Task } from "./job.ts";

type Settings = Pick<ChildSettings, "model" | "workspace">;

const known = new Map<string, { stamp: string; sha256: string }>();

/** One SHA-256 over all files by which a checkpoint answers; read again when one of them was replaced. */
export async function checkpointSha256(folder: string): Promise<string> {
  const files = CHECKPOINT_FILES.filter((name) => existsSync(join(folder, name)));
  const stats = files.map((name) => statSync(join(folder, name)));
  const stamp = stats.map(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`).join();
  const before = known.get(folder);
  if (before?.stamp === stamp) return before.sha256;
  const { sha256 } = await recordFiles(folder, folder, files);
  known.set(folder, { stamp, sha256 });
  return sha256;
}

/** The folder of the model by which `settings` answer now, or of the one that is called `id`; a workspace may change it at any time. */
export function modelInUse({ model, workspace }: Settings, id?: string | null): { id: string | null; folder: string } {
  if (model !== null || !workspace) return { id: null, folder: model ?? defaultModelFolder() };
  const opened = Workspace.open(workspace);
  const chosen = id ?? activeModel(opened);
  return { id: chosen, folder: modelFolder(opened, chosen) };
}

/** What a worker must have to answer a task as this server would now. */
export async function answeringOf(settings: Settings, { input }: Task): Promise<Answering> {
  const { id, folder } = modelInUse(settings);
  const { document } = input as { document?: string };
  const model = { id, sha256: await checkpointSha256(folder) };
  if (!settings.workspace || document === undefined) return { model, corrections: null };
  return { model, corrections: correctionCount(folderOf(Workspace.open(settings.workspace), document)) };
}

/**
 * The queue of those who answer alike: servers and workers of one workspace, or of one checkpoint. So no worker takes what it
 * would answer otherwise. @throws WorkspaceError
 */
export async function queueName(settings: Settings): Promise<string> {
  const { model, workspace } = settings;
  const place = workspace ? await hashFile(Workspace.open(workspace).path("workspace.json")) : null;
  const fixed = model !== null || !workspace ? await checkpointSha256(modelInUse(settings).folder) : null;
  const hash = createHash("sha256").update(JSON.stringify([place, fixed]));
  return `docformer-${hash.digest("hex").slice(0, 16)}`;
}
