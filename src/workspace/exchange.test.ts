import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { all } from "../../test/layouts.ts";
import { sharedOrSkip } from "../../test/shared.ts";
import { textOf } from "../document/document.ts";
import { csvOf, parseCsv } from "./csv.ts";
import { addDocument, documentIds, labelOf, loadDocument, putLabel, readInto } from "./documents.ts";
import { EXPORTS, exportWorkspace, importCsv, importData } from "./exchange.ts";
import { labelledDocuments, schemaFrom } from "./labelled.ts";
import { documentList } from "./predictions.ts";
import { Workspace } from "./workspace.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-exchange-"));
after(() => rmSync(root, { recursive: true, force: true }));
const PAGE = join(import.meta.dirname, "..", "..", "examples", "receipt.jpg");
const SCHEMA = {
  type: "object",
  properties: {
    shop: { type: "string" },
    total: { type: "number", format: "money" },
    vat: { type: "string" },
    items: {
      type: "array",
      items: { type: "object", properties: { name: { type: "string" }, price: { type: "number" } } },
    },
  },
};

let source: Workspace;
let id: string;
let texts: Record<string, string | null>;
let keyTexts: Record<string, string[]>;

const textsOf = (workspace: Workspace, document: string) =>
  Object.fromEntries(Object.entries(labelOf(workspace, document).fields).map(([path, { text }]) => [path, text]));

/** What each value's keys say. */
async function keyTextsOf(workspace: Workspace, document: string): Promise<Record<string, string[]>> {
  const { pages } = await loadDocument(workspace, document, { images: false });
  return Object.fromEntries(
    Object.entries(labelOf(workspace, document).fields).flatMap(([path, { keys }]) =>
      keys ? [[path, keys.map(({ page, words }) => textOf(pages[page], words)).sort()]] : [],
    ),
  );
}

before(async () => {
  source = Workspace.init(join(root, "source"), { schema: SCHEMA, ocr: "tiny", who: "ann" });
  ({ id } = await addDocument(source, { name: "receipt.jpg", bytes: readFileSync(PAGE) }, "ann"));
  await readInto(source, id);
  const { pages } = await loadDocument(source, id, { images: false });
  const { lines } = pages[0];
  const words = (line: number) => ({ page: 0, words: lines[line].words });
  const fields = {
    shop: words(0),
    // A key that is no field, one that names two values, and one that is a value itself.
    total: { ...words(3), keys: [words(2)] },
    vat: { status: "absent" },
    "items[0].name": words(5),
    "items[0].price": { ...words(6), keys: [words(2), words(5)] },
    "items[1].name": words(7),
    "items[1].price": words(8),
  };
  await putLabel(source, id, { fields }, 0, "ann");
  texts = textsOf(source, id);
  keyTexts = await keyTextsOf(source, id);
});

test("labels go out in every layout, and an export is read as a data set of that layout", async () => {
  for (const format of EXPORTS) {
    const folder = join(root, "out", format);
    const exported = await exportWorkspace(source, format, folder, { who: "ann" });
    assert.deepEqual(exported, { format, documents: 1, leftOut: [] }, format);
    await assert.rejects(exportWorkspace(source, format, folder, { who: "ann" }), { code: "not-empty" });
    if (format === "csv" || format === "donut") continue;
    const other = Workspace.init(join(root, `from-${format}`), { schema: SCHEMA, who: "bob" });
    const [added] = await importData(other, format, folder, { split: "train", who: "bob" });
    assert.ok(!added.duplicate && added.labelled, format);
    const { vat: _, ...values } = texts;
    const { vat, ...said } = textsOf(other, added.id);
    assert.deepEqual(said, values, format);
    // What is absent is a label of ours; FUNSD and DUE have no word for it.
    assert.equal(vat, format === "docformer" || format === "label-studio" ? null : undefined, format);
    const links = format === "due" ? {} : keyTexts;
    assert.deepEqual(await keyTextsOf(other, added.id), links, `${format} brings what names a value`);
    const document = await loadDocument(other, added.id);
    assert.ok(document.pages[0].image, `${format} brings the picture`);
  }
});

test("what was labelled elsewhere comes back to the document that it was exported from", async () => {
  const folder = join(root, "out", "label-studio");
  const file = join(folder, "train.json");
  const tasks = JSON.parse(readFileSync(file, "utf8"));
  // Somebody has removed the region of the total and drawn none.
  const isTotal = (one: { value: { rectanglelabels?: string[]; labels?: string[] } }) =>
    [one.value.rectanglelabels, one.value.labels].flat().includes("total");
  const shop = tasks[0].annotations[0].result.filter((one: { id?: string }) => one.id?.startsWith("shop"));
  assert.ok(shop.length > 0 && tasks[0].annotations[0].result.some(isTotal));
  for (const one of shop) if (one.value.text) one.value.text = ["ANOTHER SHOP"];
  writeFileSync(file, JSON.stringify(tasks));
  const [again] = await importData(source, "label-studio", folder, { split: "train", who: "bob" });
  assert.deepEqual([again.id, again.duplicate, again.labelled], [id, true, true]);
  assert.equal(labelOf(source, id).fields.shop.text, "ANOTHER SHOP");
  assert.equal(labelOf(source, id).version, 2);
  assert.equal(documentIds(source).length, 1);
  const [same] = await importData(source, "label-studio", folder, { split: "train", who: "bob" });
  assert.equal(same.labelled, false, "what says the same changes nothing");
});

test("links are entities and pairs in the common form, and come back to the document that they were made on", async () => {
  const [{ entities, links }] = await all(labelledDocuments(source, [id]));
  const [key] = entities.filter(({ label }) => label === "question");
  assert.equal(key.text, keyTexts.total[0]);
  assert.deepEqual(links, [
    [key.id, "total"],
    [key.id, "items[0].price"],
    ["items[0].name", "items[0].price"],
  ]);
  const { properties } = schemaFrom(await all(labelledDocuments(source, [id])));
  assert.ok(properties && "total" in properties && !("question" in properties), "a key is no field");
  const folder = join(root, "linked");
  await exportWorkspace(source, "docformer", folder, { who: "ann" });
  const { version, fields } = labelOf(source, id);
  const bare = Object.fromEntries(Object.entries(fields).map(([path, { keys: _, ...field }]) => [path, field]));
  await putLabel(source, id, { fields: bare }, version, "ann");
  await importData(source, "docformer", folder, { split: "train", who: "bob" });
  assert.deepEqual(await keyTextsOf(source, id), keyTexts);
  const wrong = { ...bare, total: { ...bare.total, keys: [{ page: 0, words: [9999] }] } };
  await assert.rejects(putLabel(source, id, { fields: wrong }, version + 2, "ann"), {
    message: /total names word 9999/,
  });
});

test("a table holds a row a document, and gives labels back", async () => {
  const rows = parseCsv(csvOf(source));
  assert.deepEqual(rows[0], ["id", "name", "status", "shop", "total", "vat", "items.name", "items.price"]);
  assert.deepEqual(rows[1].slice(0, 4), [id, "receipt.jpg", "reviewed", "ANOTHER SHOP"]);
  const file = join(root, "labels.csv");
  writeFileSync(file, '\uFEFFname;total;items.name\r\nreceipt.jpg;"1 ""00"";x";A | B\r\n');
  assert.equal(await importCsv(source, file, "bob"), 1);
  const said = textsOf(source, id);
  assert.deepEqual([said.total, said["items[0].name"], said["items[1].name"]], ['1 "00";x', "A", "B"]);
  writeFileSync(file, "name,total\nother.jpg,1\n");
  await assert.rejects(importCsv(source, file, "bob"), {
    code: "bad-label",
    message: /row 2: no document .* other\.jpg/,
  });
  writeFileSync(file, "name,sum\nreceipt.jpg,1\n");
  await assert.rejects(importCsv(source, file, "bob"), /no column is called as a field of the schema/);
});

test("a cell that would run as a formula is written with a quote before it", async () => {
  const workspace = Workspace.init(join(root, "formula"), { schema: SCHEMA, who: "ann" });
  const words = JSON.stringify({ pages: [{ width: 9, height: 9, words: [{ text: "=1+1", box: [1, 1, 2, 2] }] }] });
  const added = await addDocument(workspace, { name: "w.json", bytes: Buffer.from(words) }, "ann");
  await readInto(workspace, added.id);
  await putLabel(workspace, added.id, { fields: { shop: { words: [0] } } }, 0, "ann");
  assert.match(csvOf(workspace), /,'=1\+1,/);
});

test("a workspace without fields gets those of the data set", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const workspace = Workspace.init(join(root, "sroie"), { who: "ann" });
  await importData(workspace, "docformer", join(shared, "data", "sroie"), { split: "dev", limit: 2, who: "ann" });
  assert.deepEqual(
    workspace
      .fields()
      .map(({ path }) => path)
      .sort(),
    ["address", "company", "date", "total"],
  );
  const list = documentList(workspace);
  assert.deepEqual(
    list.map(({ status, pages }) => [status, pages]),
    [
      ["reviewed", 1],
      ["reviewed", 1],
    ],
  );
  const again = await importData(workspace, "docformer", join(shared, "data", "sroie"), {
    split: "dev",
    limit: 2,
    who: "ann",
  });
  assert.ok(again.every(({ duplicate }) => duplicate));
  assert.ok(existsSync(join(workspace.folder, "documents", list[0].id, "pages", "0.webp")));
});

test("a ticked box is a yes in whatever words it was labelled", async () => {
  const schema = { type: "object", properties: { paid: { type: "boolean" }, shop: { type: "string" } } };
  const workspace = Workspace.init(join(root, "ticks"), { schema, who: "ann" });
  const words = JSON.stringify({ pages: [{ width: 9, height: 9, words: [{ text: "X", box: [1, 1, 2, 2] }] }] });
  const added = await addDocument(workspace, { name: "w.json", bytes: Buffer.from(words) }, "ann");
  await readInto(workspace, added.id);
  await putLabel(workspace, added.id, { fields: { paid: { words: [0] } } }, 0, "ann");
  const [labelled] = await all(labelledDocuments(workspace, [added.id]));
  assert.deepEqual([labelled.fields, labelled.entities], [{ paid: "yes" }, []]);
  const [paid] = workspace.fields();
  assert.equal(paid.question, "Is the box paid ticked?");
});

test("cells of line items stay in their rows in every layout, where some are missing, too", async () => {
  const own = Workspace.init(join(root, "gaps"), { schema: SCHEMA, ocr: "tiny", who: "ann" });
  const { id: receipt } = await addDocument(own, { name: "receipt.jpg", bytes: readFileSync(PAGE) }, "ann");
  await readInto(own, receipt);
  const { lines } = (await loadDocument(own, receipt, { images: false })).pages[0];
  // The second row has no name, the first no price; the page's lines below one another are rows of their own words.
  const split = (line: number) => lines[line].words;
  const two = lines.flatMap(({ words }, line) => (words.length > 1 ? [line] : [])).slice(0, 3);
  const fields = {
    "items[2].price": { page: 0, words: split(two[2]).slice(1) },
    "items[0].name": { page: 0, words: split(two[0]).slice(0, 1) },
    "items[0].price": { status: "absent" },
    "items[1].price": { page: 0, words: split(two[1]).slice(1) },
    "items[2].name": { page: 0, words: split(two[2]).slice(0, 1) },
  };
  await putLabel(own, receipt, { fields }, 0, "ann");
  const { "items[0].price": _, ...labels } = textsOf(own, receipt);
  for (const format of EXPORTS) {
    const folder = join(root, "gaps-out", format);
    await exportWorkspace(own, format, folder, { who: "ann" });
    if (format === "csv") {
      await importCsv(own, join(folder, "labels.csv"), "bob");
      assert.equal(labelOf(own, receipt).version, 1, "the table says the same");
      continue;
    }
    const other = Workspace.init(join(root, `gaps-${format}`), { schema: SCHEMA, who: "bob" });
    const [added] = await importData(other, format, folder, { split: "train", who: "bob" });
    assert.deepEqual(textsOf(other, added.id), labels, format);
    const [again] = await importData(own, format, folder, { split: "train", who: "bob" });
    assert.deepEqual([again.duplicate, again.labelled], [true, false], `${format} says the same`);
  }
});

test("a bar in a member of a list stays one in a table", async () => {
  const list = { type: "object", properties: { tags: { type: "array", items: { type: "string" } } } };
  const own = Workspace.init(join(root, "bars"), { schema: list, ocr: "tiny", who: "ann" });
  const { id: receipt } = await addDocument(own, { name: "receipt.jpg", bytes: readFileSync(PAGE) }, "ann");
  await readInto(own, receipt);
  const fields = { "tags[1]": { text: "c \\| d" }, "tags[0]": { text: "a | b" } };
  await putLabel(own, receipt, { fields }, 0, "ann");
  const file = join(root, "bars.csv");
  writeFileSync(file, csvOf(own));
  assert.equal(await importCsv(own, file, "bob"), 0, csvOf(own));
});
