/**
 * What people do on the page of web/ beside the first steps (test/web.test.ts): boxes by clicks and drags, turned pages, two
 * windows at once, a server that goes away, keys, exports, erasing, words
 * corrected, boxes moved, locked files.
 * In a real browser on a real server, with a tiny model; the same on real documents is `npm run walk`.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { type OpenedDocument, openDocument, wordPoint } from "./page/labelling.ts";
import { noBrowser, Stand } from "./page/stand.ts";
import { prepare } from "./page/tiny-workspace.ts";
import { sharedOrSkip } from "./shared.ts";

const stand = new Stand();
const missing = noBrowser();
/** Of the corpus: opens by this password. */
const LOCKED = { file: "qpdf-enc-R2,V1,U=view,O=master.pdf", password: "view" };
let page: Page;

after(() => stand.close());

const open = (id: string, window = page) => openDocument(stand, window, id);
const labelOf = async (id: string) => (await stand.api<OpenedDocument>(`/documents/${id}`)).label;
const saved = (window = page) => window.locator(".save.saved").waitFor();
const field = (name: string, window = page) =>
  window.locator(".field-head", { has: window.locator(`.field-title:text-is("${name}")`) });

/** Presses at one word and lets go at another, or at the same. */
async function drag(window: Page, opened: OpenedDocument, from: number, to: number): Promise<void> {
  const a = await wordPoint(window, opened.document, 0, from);
  await window.mouse.move(a.x, a.y);
  await window.mouse.down();
  const b = await wordPoint(window, opened.document, 0, to);
  await window.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 4 });
  await window.mouse.move(b.x, b.y, { steps: 4 });
  await window.mouse.up();
}

test("boxes are drawn by two clicks and by a drag, on turned pages, too", { skip: missing ?? false }, async () => {
  const [id] = await prepare(stand, 2, false);
  await stand.start();
  page = await stand.open();
  const opened = await open(id);
  const { words } = opened.document.pages[0];
  await field("first").click();
  await page.keyboard.press("b");
  await page.getByText("Click the first corner").waitFor();
  const [w, h] = [words[1].box[2] - words[1].box[0], words[1].box[3] - words[1].box[1]];
  const stage = await page.locator(".turn").boundingBox();
  assert.ok(stage);
  const corner = (x: number, y: number) => page.mouse.click(stage.x + x * stage.width, stage.y + y * stage.height);
  await corner(words[1].box[0] - w * 0.05, words[1].box[1] - h * 0.2);
  await page.getByText("Now click the opposite corner").waitFor();
  await corner(words[1].box[2] + w * 0.05, words[1].box[3] + h * 0.2);
  await page.locator(".field.labelled", { hasText: words[1].text }).waitFor();
  await saved();
  assert.deepEqual((await labelOf(id)).fields.first.words, [1]);

  await field("second").click();
  await drag(page, opened, 0, 1);
  await page.locator(".field.active.labelled").waitFor();
  await saved();
  assert.deepEqual((await labelOf(id)).fields.second.words, [0, 1]);
  await stand.look(page, "labelled by boxes");

  await page.getByRole("button", { name: "Turn the page" }).click();
  await field("first").click();
  const turned = await page.locator(".turn").boundingBox();
  assert.ok(turned);
  const [x, y] = [(words[0].box[0] + words[0].box[2]) / 2, (words[0].box[1] + words[0].box[3]) / 2];
  // A quarter to the right: what was at the left is above, what was above is at the right.
  await page.keyboard.down("Shift");
  await page.mouse.click(turned.x + (1 - y) * turned.width, turned.y + x * turned.height);
  await page.keyboard.up("Shift");
  await saved();
  assert.deepEqual((await labelOf(id)).fields.first.words, [0, 1]);
  await stand.look(page, "a turned page");
});

test("two windows: what one changed alone is merged, what both changed is asked", {
  skip: missing ?? false,
}, async () => {
  const [, id] = await prepare(stand, 2, false);
  const opened = await open(id);
  const [one, two] = opened.document.pages[0].words.map(({ text }) => text);
  const other = await stand.open();
  await open(id, other);
  await other.context().setOffline(true);
  await field("first", other).click();
  await other.keyboard.press("e");
  await other.locator("#value").fill("mine");
  await other.keyboard.press("Enter");
  await field("second", other).click();
  await other.keyboard.press("0");
  await other.locator(".save.offline").waitFor();
  await other.getByText("The server does not answer.").waitFor();
  await stand.look(other, "offline");

  await field("first").click();
  const { x, y } = await wordPoint(page, opened.document, 0, 0);
  await page.keyboard.down("Shift");
  await page.mouse.click(x, y);
  await page.keyboard.up("Shift");
  await saved();
  assert.equal((await labelOf(id)).fields.first.text, one);

  await other.context().setOffline(false);
  const dialog = other.getByRole("dialog", { name: "Somebody else labelled this document" });
  await dialog.waitFor();
  await stand.look(other, "a conflict");
  await other.keyboard.press("Escape");
  await other.locator(".save.conflict").waitFor();
  assert.equal((await labelOf(id)).fields.first.text, one, "closing the dialog decides nothing");
  await other.getByRole("button", { name: "Decide" }).click();
  await dialog.getByLabel(/^theirs/).check();
  await dialog.getByRole("button", { name: "Save as chosen" }).click();
  await saved(other);
  const label = await labelOf(id);
  assert.deepEqual([label.fields.first.text, label.fields.second.status], [one, "absent"]);
  // The other window's field arrives here by itself.
  await page.locator(".field.absent", { hasText: "second" }).waitFor();
  assert.ok(two);
  await other.context().close();
});

test("a server that goes away costs nothing that was typed", { skip: missing ?? false }, async () => {
  const [id] = await prepare(stand, 2, false);
  await open(id);
  await stand.stopServer();
  await field("second").click();
  await page.keyboard.press("e");
  await page.locator("#value").fill("while it was away");
  await page.keyboard.press("Enter");
  await page.locator(".save.offline").waitFor();
  await stand.startServer();
  await saved();
  await page.getByText("The server does not answer.").waitFor({ state: "detached" });
  assert.equal((await labelOf(id)).fields.second.text, "while it was away");
});

test("a word is corrected, and the label that it stands in follows", { skip: missing ?? false }, async () => {
  const [id] = await prepare(stand, 2, false);
  const opened = await open(id);
  const { words } = opened.document.pages[0];
  await field("first").click();
  const { x, y } = await wordPoint(page, opened.document, 0, 1);
  await page.keyboard.press("Backspace");
  await page.keyboard.down("Shift");
  await page.mouse.click(x, y);
  await page.keyboard.up("Shift");
  await page.locator(".field.active.labelled", { hasText: words[1].text }).waitFor();
  await page.keyboard.press("c");
  await page.getByText("Click the word that was read wrong.").waitFor();
  await page.mouse.click(x, y);
  const dialog = page.getByRole("dialog", { name: "Correct a word" });
  await dialog.waitFor();
  await stand.look(page, "a word to correct");
  await dialog.getByRole("textbox").fill("Corrected");
  await page.keyboard.press("Enter");
  await page.locator(".field.active.labelled", { hasText: "Corrected" }).waitFor();
  await saved();
  assert.equal((await labelOf(id)).fields.first.text, "Corrected");
  const { document } = await stand.api<OpenedDocument>(`/documents/${id}`);
  assert.equal(document.pages[0].words[1].text, "Corrected");
});

test("arrow keys move the box that has the focus, with Ctrl its corner", { skip: missing ?? false }, async () => {
  const [id] = await prepare(stand, 2, false);
  await open(id);
  const before = (await labelOf(id)).fields.first.box;
  assert.ok(before);
  await page.locator(".mark.label[aria-label^=first]").focus();
  for (const key of ["ArrowDown", "Shift+ArrowDown", "Control+ArrowRight"]) await page.keyboard.press(key);
  await saved();
  const after = (await labelOf(id)).fields.first.box;
  assert.ok(after);
  const stage = await page.locator(".turn").boundingBox();
  assert.ok(stage);
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);
  near(after[1] - before[1], 11 / stage.height);
  near(after[2] - before[2], 1 / stage.width);
  near(after[0], before[0]);
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
  await saved();
  assert.deepEqual((await labelOf(id)).fields.first.box, before);
});

test("questions, relations and tables tell what they do, and end", { skip: missing ?? false }, async () => {
  await page.getByRole("tab", { name: "Ask" }).click();
  await page.getByLabel("Question").fill("What is the first?");
  await page.keyboard.press("Enter");
  await page.locator(".answer-text").waitFor();
  await page.getByRole("tab", { name: "Tables" }).click();
  await page.getByRole("button", { name: "Find tables" }).click();
  await page.locator("table.found, .state:has-text('No table found')").first().waitFor();
  await stand.look(page, "tables");
  await page.getByRole("tab", { name: "Relations" }).click();
  await page.getByRole("button", { name: "Find relations" }).click();
  await page.getByText(/\d+ pieces, \d+ relations/).waitFor();
  await page.getByRole("tab", { name: /Fields/ }).click();
});

test("what was read is saved in other forms by keys alone, and what cannot be is told", {
  skip: missing ?? false,
}, async () => {
  await page.locator(".menu summary").focus();
  await page.keyboard.press("Enter");
  for (let i = 0; i < 4; i++) await page.keyboard.press("Tab");
  const [table] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(table.suggestedFilename(), /^page-\d+\.csv$/);
  const file = join(stand.folder, "words.csv");
  await table.saveAs(file);
  assert.match(readFileSync(file, "utf8"), /^page,line,word,text,/);
  assert.match(readFileSync(file, "utf8"), /,Corrected,/, "as corrected");
  await page.locator(".menu:not([open])").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Searchable PDF" }).click();
  await page.getByText("words without pictures").waitFor();
  await stand.look(page, "exports");
  await page.getByRole("button", { name: "hOCR" }).focus();
  await page.keyboard.press("Escape");
  await page.locator(".menu:not([open])").waitFor();
});

test("a field gets another key", { skip: missing ?? false }, async () => {
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard" });
  await dialog.getByRole("button", { name: /^second/ }).click();
  await page.keyboard.press("b");
  await dialog.getByText("B is the key of a command").waitFor();
  await dialog.getByRole("button", { name: /^second/ }).click();
  await page.keyboard.press("k");
  await page.keyboard.press("Escape");
  await field("first").click();
  await page.keyboard.press("k");
  await page.locator(".field.active", { hasText: "second" }).waitFor();
});

test("a locked file asks for its password", { skip: missing ?? false }, async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const file = join(shared, "data", "pdf-corpus", "pdf", LOCKED.file);
  await page.goto(`${stand.url}/#/`);
  await page.setInputFiles("input[type=file]", file);
  const entry = page.locator(".documents a", { hasText: LOCKED.file });
  await entry.locator(".badge.unreadable").waitFor();
  await entry.click();
  await page.getByRole("heading", { name: "This document is locked" }).waitFor();
  await stand.look(page, "a locked file");
  await page.getByLabel("Password of the document").fill("not this one");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "The password does not open this document" }).waitFor();
  await page.getByLabel("Password of the document").fill(LOCKED.password);
  await page.keyboard.press("Enter");
  await page.locator(".viewer").waitFor();
});

test("labels are exported, and an erased document is gone", { skip: missing ?? false }, async () => {
  await page.goto(`${stand.url}/#/`);
  const [table] = await Promise.all([page.waitForEvent("download"), page.getByLabel("Export as").selectOption("csv")]);
  assert.equal(table.suggestedFilename(), "labels.csv");
  const file = join(stand.folder, "labels.csv");
  await table.saveAs(file);
  assert.match(readFileSync(file, "utf8"), /while it was away/);
  const [{ id, name }] = await stand.api<{ id: string; name: string }[]>("/documents");
  await page.getByRole("button", { name: `Erase ${name}` }).click();
  await page.getByRole("dialog", { name: `Erase ${name}?` }).waitFor();
  await stand.look(page, "erase");
  await page.getByRole("button", { name: "Erase", exact: true }).click();
  await page.locator(".documents strong", { hasText: name }).waitFor({ state: "detached" });
  assert.equal(existsSync(join(stand.workspace, "documents", id)), false);
});

test("a server with keys asks for one", { skip: missing ?? false }, async () => {
  const keys = join(stand.folder, "keys.txt");
  writeFileSync(keys, "a-key-that-is-long-enough\n");
  await stand.stopServer();
  await stand.startServer({ apiKeyFile: keys });
  const window = await stand.open();
  const dialog = window.getByRole("dialog", { name: "This server wants a key" });
  await dialog.waitFor();
  await stand.look(window, "a key is wanted");
  await dialog.getByLabel("API key").fill("another-key-that-is-wrong");
  await window.keyboard.press("Enter");
  await dialog.getByText("This key is not known to the server.").waitFor();
  await dialog.getByLabel("API key").fill("a-key-that-is-long-enough");
  await window.keyboard.press("Enter");
  await window.locator(".documents li").first().waitFor();
  assert.deepEqual([stand.errors, stand.foreign], [[], []]);
});
