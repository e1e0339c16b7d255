/**
 * `npm run walk`: the whole path of a person on the page, in Chromium on a real server. Documents are added and read, fields
 * chosen, labels made by keys and clicks, a model is trained, stopped and resumed, compared, used, downloaded and taken back. On
 * ten advertising orders, then on receipts; about a quarter of an hour each on two cores. Says what it saw, ends with 1 when a step fails.
 *   npm run walk -- [orders] [receipts] [--minutes M] [--pictures FOLDER] [--workspaces FOLDER] [--axe]
 * `--workspaces` keeps the workspaces there; another walk goes on with the documents and labels that it finds in them.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { addLabelled } from "../src/workspace/labelled.ts";
import { modelIds } from "../src/workspace/models.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { labelField, type OpenedDocument, openDocument, type Way } from "../test/page/labelling.ts";
import { labelledSamples, rightOf, type Sample, samplesIn } from "../test/page/samples.ts";
import { noBrowser, Stand } from "../test/page/stand.ts";
import * as training from "../test/page/training.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "3" },
    pictures: { type: "string" },
    axe: { type: "boolean", default: false },
    workspaces: { type: "string" },
  },
});
const SHARED = resolve(import.meta.dirname, "..", "..", "shared", "data");
const minutes = Number(values.minutes);
const started = performance.now();
const say = (text: string) =>
  console.log(`${((performance.now() - started) / 60_000).toFixed(1).padStart(5)} min  ${text}`);

interface Path {
  name: string;
  template: string;
  /** Fields of the template that are labelled; the others are taken out. */
  fields: string[];
  folder: string;
  /** Documents that are added as files on the page, and labelled there. */
  files: number;
  /** Documents that come with their words, and are labelled on the page. */
  words: number;
  /** Documents that come labelled. */
  labelled: number;
}

const PATHS: readonly Path[] = [
  {
    name: "orders",
    template: "Advertising order",
    fields: ["advertiser", "contract_num", "flight_from", "flight_to", "gross_amount"],
    folder: join(SHARED, "vrdu-ad-buy"),
    files: 1,
    words: 9,
    labelled: 0,
  },
  {
    name: "receipts",
    template: "Receipt",
    fields: ["company", "address", "date", "total"],
    folder: join(SHARED, "sroie"),
    files: 1,
    words: 5,
    labelled: 24,
  },
];

interface Entry {
  id: string;
  name: string;
  status: string;
}

/** Chooses the template's fields in the form, takes out those that nobody labels, and saves. */
async function chooseFields(stand: Stand, page: Page, { template, fields }: Path): Promise<void> {
  await page.goto(`${stand.url}/#/schema`);
  await page.getByRole("button", { name: template }).click();
  await page.locator(".draft").first().waitFor();
  const names: string[] = await page.evaluate(
    '[...document.querySelectorAll(".draft-row input")].map((one) => one.value)',
  );
  for (const name of names.filter((one) => !fields.includes(one))) {
    await page.getByRole("button", { name: `Remove ${name}` }).click();
  }
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Version 2.").waitFor();
  await stand.look(page, "fields");
}

/** Adds files by the page, and lets the model predict what came otherwise. */
async function addDocuments(stand: Stand, page: Page, files: readonly string[], total: number): Promise<void> {
  await page.goto(`${stand.url}/#/`);
  await page.setInputFiles("input[type=file]", [...files]);
  await page.locator(".documents .badge.waiting").first().waitFor();
  await stand.look(page, "reading");
  await page.locator(".activity.done", { hasText: /^Read / }).waitFor({ timeout: 900_000 });
  await page.getByRole("button", { name: "Predict all" }).click();
  await page
    .locator(".documents .badge.predicted")
    .nth(total - 1)
    .waitFor({ timeout: 900_000 });
  await stand.look(page, "documents");
}

/** Labels documents in the order in which the page proposes them. */
async function label(stand: Stand, page: Page, samples: readonly Sample[], fields: readonly string[]) {
  const ways: Record<Way, number> = { accepted: 0, words: 0, typed: 0, absent: 0 };
  const byName = new Map(samples.map((sample) => [sample.name, sample]));
  const list = await stand.api<Entry[]>("/documents");
  for (const [i, { id, name }] of list.filter((one) => byName.has(one.name) && one.status !== "reviewed").entries()) {
    const opened: OpenedDocument = await openDocument(stand, page, id);
    const { fields: right } = byName.get(name) as Sample;
    if (i === 0) await stand.look(page, "document");
    for (const field of fields) ways[await labelField(page, opened, field, right[field])]++;
    await page.locator(".save.saved").waitFor();
    const { label: made } = await stand.api<OpenedDocument>(`/documents/${id}`);
    for (const field of fields) {
      const said = made.fields[field];
      const letters = (text: string | null | undefined) => (text ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
      const wanted = right[field];
      const fits = wanted === null ? said?.status === "absent" : letters(said?.text) === letters(wanted);
      assert.ok(fits, `${name}: ${field} is ${JSON.stringify(wanted)}, its label ${JSON.stringify(said)}`);
    }
    if (i === 0) await stand.look(page, "document-labelled");
  }
  return ways;
}

async function walk(path: Path): Promise<void> {
  const pictures = values.pictures ? join(resolve(values.pictures), path.name) : null;
  const kept = values.workspaces ? join(resolve(values.workspaces), path.name) : undefined;
  const known = kept !== undefined && existsSync(kept);
  const stand = new Stand({ workspace: kept, pictures, axe: values.axe, server: { limits: { jobSeconds: 1800 } } });
  const say_ = (text: string) => say(`${path.name}: ${text}`);
  try {
    const given = await labelledSamples(path.folder, path.files + path.words + path.labelled);
    const samples = await samplesIn(stand.folder, given.slice(0, path.files), path.fields);
    const workspace = known
      ? Workspace.open(stand.workspace)
      : Workspace.init(stand.workspace, { name: path.name, ocr: "tiny", who: "walk" });
    await stand.start();
    const page = await stand.open();
    if (!known) {
      await page.getByText("Drop your first documents here").waitFor();
      await stand.look(page, "empty");
      await chooseFields(stand, page, path);
    }
    for (const one of given.slice(path.files, path.files + path.words)) {
      const { name } = await addLabelled(workspace, { ...one, fields: {}, entities: [] }, "walk");
      samples.push({ name, file: null, fields: rightOf(one, path.fields) });
    }
    const files = samples.flatMap(({ file }) => file ?? []);
    if (!known) await addDocuments(stand, page, files, samples.length);
    say_(`${samples.length} documents are read and predicted`);
    const ways = await label(stand, page, samples, path.fields);
    say_(`labelled: ${JSON.stringify(ways)}`);
    for (const one of given.slice(path.files + path.words)) await addLabelled(workspace, one, "walk");
    if (path.labelled > 0) say_(`${path.labelled} labelled documents are beside them`);
    if (modelIds(workspace).length === 0) {
      await training.beginTraining(stand, page, minutes);
      await training.seeCurve(page);
      await stand.look(page, "training");
      if (await training.stopAndResume(page)) say_("training was stopped and goes on");
      await training.seeDone(page, minutes);
      say_("trained");
    }
    await page.goto(`${stand.url}/#/train`);
    await page.locator(".models li").first().waitFor();
    await stand.look(page, "trained");
    for (const row of await training.compare(page)) say_(`compared: ${JSON.stringify(row)}`);
    await stand.look(page, "compare");
    await training.activate(page, "m1", "Use it now");
    say_(`downloaded ${(await training.download(page, "m1")).suggestedFilename()}`);
    const [{ id }] = await stand.api<Entry[]>("/documents");
    await openDocument(stand, page, id);
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator(".activity.done").waitFor({ timeout: 900_000 });
    assert.equal((await stand.api<OpenedDocument>(`/documents/${id}`)).prediction?.model, "m1");
    say_("the new model answers");
    await page.goto(`${stand.url}/#/trust`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await stand.look(page, "trust");
    await page.goto(`${stand.url}/#/train`);
    await training.activate(page, "base", "Roll back to it");
    say_("rolled back");
    await page.goto(`${stand.url}/#/call`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await stand.look(page, "call");
    assert.deepEqual([stand.errors, stand.foreign], [[], []]);
  } finally {
    await stand.close();
  }
}

const missing = noBrowser() ?? (existsSync(SHARED) ? null : "../shared is absent");
if (missing) {
  console.error(missing);
  process.exit(1);
}
for (const path of PATHS) if (positionals.length === 0 || positionals.includes(path.name)) await walk(path);
