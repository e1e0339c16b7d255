/** A workspace of a tiny model for the page's tests: documents of words alone, whose first two words are the fields. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { addDocument, putLabel, readInto } from "../../src/workspace/documents.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { tinyCheckpoint, wordsFile } from "../workspaces.ts";
import type { Stand } from "./stand.ts";

const SCHEMA = { type: "object", properties: { first: { type: "string" }, second: { type: "string" } } };

/** Takes documents in, unless they are there. @returns their ids */
export async function prepare(stand: Stand, count: number, labelled: boolean): Promise<string[]> {
  const base = tinyCheckpoint(join(stand.folder, "base"));
  const workspace = existsSync(stand.workspace)
    ? Workspace.open(stand.workspace)
    : Workspace.init(stand.workspace, { schema: SCHEMA, base, ocr: "tiny", who: "test" });
  const ids: string[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const at = labelled ? 100 + seed : seed;
    const { id } = await addDocument(workspace, { name: `page-${at}.json`, bytes: wordsFile(at) }, "test");
    await readInto(workspace, id);
    if (labelled) {
      const field = (word: number) => ({ page: 0, words: [word] });
      await putLabel(workspace, id, { fields: { first: field(0), second: field(1) } }, 0, "test");
    }
    ids.push(id);
  }
  return ids;
}
