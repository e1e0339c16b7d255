import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Answer } from "../tasks/answer.ts";
import { addDocument, correctWord, labelOf, loadDocument, putLabel, readInto, storedWords } from "./documents.ts";
import { ConflictError, WorkspaceError } from "./errors.ts";
import { acceptPredictions, likeness, similarGroups } from "./groups.ts";
import { putPrediction } from "./predictions.ts";
import { Workspace } from "./workspace.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-groups-"));
after(() => rmSync(root, { recursive: true, force: true }));

const schema = { type: "object", properties: { number: { type: "string" }, due: { type: "string", format: "date" } } };
const workspace = Workspace.init(join(root, "workspace"), { schema, who: "ann" });

/** A page of words, one a line. */
async function add(name: string, texts: readonly string[]): Promise<string> {
  const words = texts.map((text, i) => ({ text, box: [100, 100 + 40 * i, 300, 130 + 40 * i] }));
  const bytes = Buffer.from(JSON.stringify({ pages: [{ width: 1000, height: 1400, words }] }));
  const { id } = await addDocument(workspace, { name, bytes }, "ann");
  await readInto(workspace, id);
  return id;
}

const answer = (text: string | null, confidence: number, more: Partial<Answer> = {}): Answer => ({
  text,
  value: text,
  operation: "copy",
  confidence,
  calibrated: true,
  status: text === null ? "absent" : "ok",
  evidence: [],
  alternatives: [],
  ...more,
});

test("similarGroups() puts documents of one layout together, acceptPredictions() accepts what is sure of them", async () => {
  const form = ["Invoice", "number", "Due", "date", "Total", "amount"];
  const a = await add("a.json", [...form, "1001", "2024-05-01"]);
  const b = await add("b.json", [...form, "2002", "2024-06-01"]);
  const other = await add("c.json", ["Minutes", "meeting", "present", "absent", "agenda", "closing"]);
  assert.deepEqual(
    similarGroups(workspace).map(({ documents }) => documents.toSorted()),
    [[a, b].toSorted()],
  );
  const say = (id: string, fields: Record<string, Answer>) =>
    putPrediction(workspace, id, { model: "base", schemaVersion: 1, fields, checks: [], problems: [] });
  say(a, { number: answer("1001", 0.9), due: answer("soon", 0.99, { value: null }) });
  say(b, { number: answer("2002", 0.3, { status: "low" }), due: answer(null, 0.8) });
  say(other, { number: answer("7", 0.99) });
  await putLabel(workspace, a, { fields: { due: { text: "2024-05-01" } } }, 0, "ann");
  // "soon" is no date, 2002 is doubtful, and what is labelled is left alone.
  assert.deepEqual(similarGroups(workspace)[0].sure, { fields: 2, documents: 2 });
  assert.deepEqual(similarGroups(workspace, 0.85)[0].sure, { fields: 1, documents: 1 });
  const [{ documents }] = similarGroups(workspace);
  assert.deepEqual(await acceptPredictions(workspace, documents, { who: "ann" }), {
    documents: 2,
    fields: 2,
    left: [],
  });
  assert.deepEqual(labelOf(workspace, a).fields.number, { status: "value", text: "1001", by: "accepted" });
  assert.equal(labelOf(workspace, a).fields.due.text, "2024-05-01");
  assert.deepEqual(Object.keys(labelOf(workspace, b).fields), ["due"]);
  assert.equal(labelOf(workspace, other).version, 0);
  assert.deepEqual(await acceptPredictions(workspace, documents, { from: 0.2, who: "ann" }), {
    documents: 1,
    fields: 1,
    left: [],
  });
});

test("likeness() is the share of words that two sets have in common", () => {
  assert.equal(likeness(new Set(["a", "b"]), new Set(["b", "c"])), 1 / 3);
  assert.equal(likeness(new Set(), new Set()), 0);
});

test("correctWord() lays a correction over what was read, once for each text that it was", async () => {
  const id = await add("d.json", ["T0tal", "4.32"]);
  correctWord(workspace, id, { page: 0, word: 0, was: "T0tal", text: "Total" }, "ann");
  assert.deepEqual(
    storedWords(workspace, id)?.pages[0].words.map(({ text }) => text),
    ["Total", "4.32"],
  );
  assert.equal((await loadDocument(workspace, id)).pages[0].words[0].text, "Total");
  assert.equal((await loadDocument(workspace, id, { asRead: true })).pages[0].words[0].text, "T0tal");
  assert.throws(
    () => correctWord(workspace, id, { page: 0, word: 0, was: "T0tal", text: "Totale" }, "bob"),
    (error: ConflictError) => error instanceof ConflictError && error.current === "Total",
  );
  for (const wrong of [
    { page: 0, word: 9, was: "", text: "x" },
    { page: 0, word: 1, was: "4.32", text: "4 32" },
    { page: 0, word: 1, was: "4.32", text: " " },
  ]) {
    assert.throws(
      () => correctWord(workspace, id, wrong, "ann"),
      (error: WorkspaceError) => error instanceof WorkspaceError && error.code === "bad-label",
    );
  }
});
