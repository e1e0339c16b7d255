import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { wordsFile } from "../../test/workspaces.ts";
import { auditSince } from "./audit.ts";
import { addDocument, labelOf, pagePicture, putLabel, readInto } from "./documents.ts";
import { ConflictError, WorkspaceError } from "./errors.ts";
import { eraseDocument } from "./models.ts";
import { documentList, documentView, entryOf, putPrediction } from "./predictions.ts";
import { Workspace } from "./workspace.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-workspace-"));
after(() => rmSync(root, { recursive: true, force: true }));
let made = 0;

const SCHEMA = {
  type: "object",
  properties: {
    total: { type: "number", format: "money", description: "What is to be paid?" },
    date: { type: "string", format: "date" },
    items: {
      type: "array",
      items: { type: "object", properties: { name: { type: "string" }, price: { type: "number" } } },
    },
  },
};

const fresh = (schema: object = SCHEMA) =>
  Workspace.init(join(root, `w${++made}`), { schema: schema as never, who: "ann" });

const words = (seed: number) => wordsFile(seed, "receipt");
const PAGE = join(import.meta.dirname, "..", "..", "examples", "receipt.jpg");

async function addWords(workspace: Workspace, seed: number): Promise<string> {
  const { id } = await addDocument(workspace, { name: `receipt-${seed}.json`, bytes: words(seed) }, "ann");
  await readInto(workspace, id);
  return id;
}

const answer = (text: string, confidence: number) => ({
  text,
  value: text,
  operation: "copy" as const,
  confidence,
  calibrated: true,
  status: "ok" as const,
  evidence: [],
  alternatives: [],
});

test("a workspace is made once, and opened by whoever comes", () => {
  const workspace = fresh();
  assert.throws(() => Workspace.init(workspace.folder, { who: "bob" }), { code: "not-empty" });
  assert.equal(Workspace.open(workspace.folder).schema().version, 1);
  assert.throws(() => Workspace.open(root), { name: "WorkspaceError", code: "no-workspace" });
});

test("addDocument() knows a file again by its bytes, whatever it is called", async () => {
  const workspace = fresh();
  const first = await addDocument(workspace, { name: "../../a.json", bytes: words(1) }, "ann");
  const again = await addDocument(workspace, { name: "b.json", bytes: words(1) }, "ann");
  assert.deepEqual([first.name, first.duplicate, again.duplicate], ["a.json", false, true]);
  assert.equal(again.id, first.id);
  assert.deepEqual(readdirSync(join(workspace.folder, "documents")), [first.id]);
});

test("a file that cannot be read is in the list with the reason", async () => {
  const workspace = fresh();
  const { id } = await addDocument(workspace, { name: "odd.xyz", bytes: Buffer.from("no document") }, "ann");
  assert.equal(documentList(workspace)[0].status, "waiting");
  await readInto(workspace, id);
  const [entry] = documentList(workspace);
  assert.equal(entry.status, "unreadable");
  assert.match(entry.problem ?? "", /odd\.xyz is .* are read/);
});

test("a page is read with its picture, which comes in any width", async () => {
  const workspace = fresh();
  const { id } = await addDocument(workspace, { name: "receipt.jpg", bytes: readFileSync(PAGE) }, "ann");
  const about = await readInto(workspace, id, { ocr: false });
  assert.equal(about.pages, 1);
  const wide = await pagePicture(workspace, id, 0);
  const narrow = await pagePicture(workspace, id, 0, 100);
  assert.deepEqual(
    [wide, narrow].map((bytes) => Buffer.from(bytes).toString("latin1", 8, 12)),
    ["WEBP", "WEBP"],
  );
  assert.ok(narrow.length < wide.length);
  await assert.rejects(pagePicture(workspace, id, 1), { code: "no-such-page" });
  await assert.rejects(pagePicture(workspace, "../../etc", 0), { code: "no-such-document" });
});

test("putLabel() fills in the text of words, and refuses what the document or the schema does not have", async () => {
  const workspace = fresh();
  const id = await addWords(workspace, 2);
  const { document } = await documentView(workspace, id);
  await putLabel(workspace, id, { fields: { total: { words: [3, 4] }, date: { status: "absent" } } }, 0, "ann");
  const { fields } = labelOf(workspace, id);
  const { words: all } = document!.pages[0];
  assert.deepEqual(fields.total, {
    status: "value",
    text: `${all[3].text} ${all[4].text}`,
    words: [3, 4],
    page: 0,
    by: "person",
  });
  assert.equal(fields.date.status, "absent");
  const wrong = (given: object, message: RegExp) =>
    assert.rejects(putLabel(workspace, id, { fields: given }, 1, "ann"), { code: "bad-label", message });
  await wrong({ total: { words: [9999] } }, /names word 9999; the page has \d+/);
  await wrong({ sum: { text: "1" } }, /sum is no field of the schema; there are total, date, items\[\]\.name/);
  await wrong({ items: { text: "x" } }, /is a list: its members are labelled as items\[0\]/);
  await wrong({ total: { text: " " } }, /neither text nor words/);
});

test("a document with rows that nobody has looked at is not reviewed", async () => {
  const workspace = fresh();
  const id = await addWords(workspace, 21);
  const rows = { "items[0].name": answer("Pen", 0.9), "items[1].name": answer("Ink", 0.9) };
  putPrediction(workspace, id, { model: "base", schemaVersion: 1, fields: rows, checks: [], problems: [] });
  const others = { total: { text: "1.00" }, date: { status: "absent" as const } };
  await putLabel(workspace, id, { fields: { ...others, "items[0].name": { text: "Pen" } } }, 0, "ann");
  assert.equal(entryOf(workspace, id).status, "predicted");
  const both = { ...others, "items[0].name": { text: "Pen" }, "items[1].name": { status: "absent" as const } };
  await putLabel(workspace, id, { fields: both }, 1, "ann");
  assert.equal(entryOf(workspace, id).status, "reviewed");
  await putLabel(workspace, id, { fields: { ...others, items: { status: "absent" } } }, 2, "ann");
  assert.equal(entryOf(workspace, id).status, "reviewed");
});

test("of two windows one is told, and nothing of either is lost", async () => {
  const workspace = fresh();
  const id = await addWords(workspace, 3);
  await putLabel(workspace, id, { fields: { total: { text: "1.00" } } }, 0, "ann");
  const late = putLabel(Workspace.open(workspace.folder), id, { fields: { total: { text: "2.00" } } }, 0, "bob");
  const error: ConflictError = await late.then(
    () => assert.fail(),
    (thrown) => thrown,
  );
  assert.ok(error instanceof ConflictError);
  assert.equal(error.version, 1);
  assert.equal((error.current as { fields: Record<string, { text: string }> }).fields.total.text, "1.00");
  await putLabel(workspace, id, { fields: { total: { text: "2.00" } } }, 1, "bob");
  assert.equal(labelOf(workspace, id).fields.total.text, "2.00");
  const kept = JSON.parse(readFileSync(join(workspace.folder, "documents", id, "labels", "1.json"), "utf8"));
  assert.equal(kept.fields.total.text, "1.00");
});

test("processes that count up one label at the same time lose no count", async () => {
  const workspace = fresh();
  const id = await addWords(workspace, 4);
  const script = `
    import { labelOf, putLabel } from ${JSON.stringify(new URL("./documents.ts", import.meta.url).href)};
    import { Workspace } from ${JSON.stringify(new URL("./workspace.ts", import.meta.url).href)};
    const workspace = Workspace.open(${JSON.stringify(workspace.folder)});
    for (let done = 0; done < 15; ) {
      const { version, fields } = labelOf(workspace, "${id}");
      const count = Number(fields.total?.text ?? 0) + 1;
      try {
        await putLabel(workspace, "${id}", { fields: { total: { text: String(count) } } }, version, String(process.pid));
        done++;
      } catch (error) {
        if (error.code !== "conflict") throw error;
      }
    }`;
  const child = () =>
    new Promise<number | null>((resolve) => {
      const started = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
        stdio: "inherit",
      });
      started.on("exit", resolve);
    });
  assert.deepEqual(await Promise.all([child(), child()]), [0, 0]);
  const label = labelOf(workspace, id);
  assert.deepEqual([label.version, label.fields.total.text], [30, "30"]);
});

test("labels outlive the renaming and the removal of their field", async () => {
  const workspace = fresh();
  const id = await addWords(workspace, 5);
  const given = { total: { text: "5" }, "items[0].price": { text: "2" }, "items[1].price": { text: "3" } };
  await putLabel(workspace, id, { fields: given }, 0, "ann");
  const renamed = structuredClone(SCHEMA) as never as { properties: Record<string, object> };
  const { total, items } = SCHEMA.properties;
  renamed.properties = {
    amount: total,
    items: { ...items, items: { type: "object", properties: { name: { type: "string" }, cost: { type: "number" } } } },
  };
  workspace.putSchema(renamed, 1, "ann", { total: "amount", "items[].price": "items[].cost" });
  const texts = () => Object.entries(labelOf(workspace, id).fields).map(([path, { text }]) => `${path}=${text}`);
  assert.deepEqual(texts(), ["amount=5", "items[0].cost=2", "items[1].cost=3"]);

  workspace.putSchema({ type: "object", properties: { date: { type: "string" } } }, 2, "ann");
  assert.deepEqual(texts(), []);
  await putLabel(workspace, id, { fields: { date: { text: "today" } } }, 1, "ann");
  workspace.putSchema(
    { ...workspace.schemaAt(2), properties: { ...workspace.schemaAt(2).properties, date: { type: "string" } } },
    3,
    "ann",
  );
  assert.deepEqual(texts(), ["amount=5", "items[0].cost=2", "items[1].cost=3", "date=today"]);
  assert.throws(
    () => workspace.putSchema(SCHEMA, 1, "bob"),
    (error: ConflictError) => error.version === 4,
  );
  assert.throws(() => workspace.putSchema({ type: "object", properties: { "a.b": {} } }, 4, "bob"), WorkspaceError);
});

test("documentList() puts the most doubtful first and the reviewed last", async () => {
  const { items } = SCHEMA.properties;
  const single = { total: { type: "string" }, date: { type: "string" } };
  const workspace = fresh({ type: "object", properties: { ...single, items } });
  const [sure, unsure, done, unasked] = [
    await addWords(workspace, 6),
    await addWords(workspace, 7),
    await addWords(workspace, 8),
    await addWords(workspace, 9),
  ];
  const predict = (id: string, total: number, date: number) =>
    putPrediction(workspace, id, {
      model: "base",
      schemaVersion: 1,
      fields: { total: answer("1", total), date: answer("2", date) },
      checks: [],
      problems: [],
    });
  predict(sure, 0.9, 0.95);
  predict(unsure, 0.99, 0.2);
  predict(done, 0.1, 0.1);
  await putLabel(
    workspace,
    done,
    { fields: { total: { text: "1", by: "accepted" }, date: { status: "absent" }, items: { status: "absent" } } },
    0,
    "ann",
  );
  assert.deepEqual(
    documentList(workspace).map(({ id, status }) => [id, status]),
    [
      [unsure, "predicted"],
      [sure, "predicted"],
      [unasked, "read"],
      [done, "reviewed"],
    ],
  );
  assert.equal(documentList(workspace)[0].doubt, 0.8);
  const cell = { ...answer("3", 1), confidence: null };
  const unfit = { ...answer("soon", 0.99), value: null };
  const said = { model: "base", schemaVersion: 1, checks: [], problems: [] };
  putPrediction(workspace, unasked, { ...said, fields: { total: answer("1", 0.75), "items[0].price": cell } });
  assert.equal(documentList(workspace).find(({ id }) => id === unasked)?.doubt, 0.25, "cells have none of their own");
  putPrediction(workspace, unasked, { ...said, fields: { total: answer("1", 0.75), date: unfit } });
  assert.equal(documentList(workspace)[0].doubt, 1, "what is no date is looked at first");
  eraseDocument(workspace, unasked, "ann");
  // What a person has settled is in doubt no more.
  await putLabel(workspace, unsure, { fields: { date: { text: "2" } } }, 0, "ann");
  assert.equal(documentList(workspace)[0].id, sure);
});

test("eraseDocument() leaves nothing but the fact", async () => {
  const workspace = fresh();
  const id = await addWords(workspace, 10);
  await putLabel(workspace, id, { fields: { total: { text: "SECRET 77" } } }, 0, "ann");
  const secret = (await documentView(workspace, id)).document!.pages[0].words[0].text;
  eraseDocument(workspace, id, "bob");
  assert.deepEqual(documentList(workspace), []);
  for (const entry of readdirSync(workspace.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    assert.ok(!text.includes("SECRET") && !text.includes(JSON.stringify(secret)), entry.name);
  }
  const { events } = auditSince(workspace.folder);
  assert.deepEqual(
    events.map(({ who, action }) => `${who} ${action}`),
    ["ann created", "ann document-added", "docformer document-read", "ann label", "bob document-erased"],
  );
  assert.deepEqual([events[3].fields, events[4].document], [["total"], id]);
  await assert.rejects(putLabel(workspace, id, { fields: {} }, 1, "ann"), { code: "no-such-document" });
});
