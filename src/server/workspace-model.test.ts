import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serverOptions } from "../../test/server-options.ts";
import { tinyCheckpoint, wordsFile } from "../../test/workspaces.ts";
import { addDocument, correctWord, readInto, storedWords } from "../workspace/documents.ts";
import { activateModel, rollBack } from "../workspace/models.ts";
import { Workspace } from "../workspace/workspace.ts";
import { startServer } from "./server.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-workspace-model-"));
after(() => rmSync(root, { recursive: true, force: true }));

test("verbs answer by the model in use, from the words as they stand in the workspace", async () => {
  const folder = join(root, "workspace");
  const workspace = Workspace.init(folder, { base: tinyCheckpoint(join(root, "base")), who: "ann" });
  const made = { id: "m1", created: "", parent: "base", run: "r1", documents: [], scores: null };
  const model = tinyCheckpoint(join(folder, "models", "m1"), 2);
  writeFileSync(join(model, "about.json"), JSON.stringify({ ...made, calibration: "none", remark: "" }));
  const { id } = await addDocument(workspace, { name: "page.json", bytes: wordsFile(1) }, "ann");
  await readInto(workspace, id);
  const server = await startServer(serverOptions(root, { workspace: folder }));
  try {
    const call = async (verb: string, input: object) => {
      const response = await fetch(`${server.url}/v1/${verb}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ document: id, ...input }),
      });
      assert.equal(response.status, 200);
      return response.json();
    };
    const ask = async () => JSON.stringify(await call("ask", { questions: ["What is it?"] }), without);
    const without = (key: string, value: unknown) => (key === "milliseconds" ? undefined : value);
    const before = await ask();
    activateModel(workspace, "m1", "ann");
    assert.notEqual(await ask(), before);
    rollBack(workspace, "ann");
    assert.equal(await ask(), before);
    const was = storedWords(workspace, id)!.pages[0].words[0].text;
    correctWord(workspace, id, { page: 0, word: 0, was, text: "Corrected" }, "ann");
    const { document } = (await call("read", {})) as { document: { pages: { words: { text: string }[] }[] } };
    assert.equal(document.pages[0].words[0].text, "Corrected");
  } finally {
    await server.close(0);
  }
});
