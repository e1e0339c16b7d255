/**
 * The page of web/ in a real browser on a real server: a document is opened, asked, labelled by keys and by clicking a word, and
 * its label is saved; fields are chosen in the form; axe-core finds nothing in any view, empty, loading and failed, too, light and
 * dark, wide and narrow.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildPage, noBrowser, Stand } from "./page/stand.ts";

const stand = new Stand();

after(() => stand.close());

const WORDS = JSON.stringify({
  pages: [
    {
      width: 1000,
      height: 1400,
      words: [
        { text: "Rudolph", box: [100, 100, 220, 120] },
        { text: "Date:", box: [100, 200, 160, 220] },
        { text: "2024-03-05", box: [200, 200, 320, 220] },
        { text: "Total:", box: [100, 300, 180, 320] },
        { text: "$4.32", box: [200, 300, 280, 320] },
      ],
    },
  ],
});

test("the built shell is at most 60 KB of gzip and names no foreign address", () => {
  const pages = buildPage(join(stand.folder, "page"));
  const html = readFileSync(join(pages, "index.html"), "utf8");
  const loaded = readdirSync(join(pages, "assets")).filter((name) => html.includes(name));
  assert.ok(loaded.some((name) => name.endsWith(".js")) && loaded.some((name) => name.endsWith(".css")));
  const texts = [html, ...loaded.map((name) => readFileSync(join(pages, "assets", name), "utf8"))];
  const size = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  assert.ok(size <= 60 * 1024, `${size} bytes`);
  const foreign = texts.flatMap((text) => text.match(/(?:src|href)="https?:[^"]*|@import url\(http[^)]*/g) ?? []);
  assert.deepEqual(foreign, []);
});

test("a person reads, asks, labels and chooses fields on the page", {
  skip: noBrowser() ?? false,
  timeout: 900_000,
}, async () => {
  await stand.start();
  const { url } = stand;
  const page = await stand.open();
  const clean = (where: string) => stand.look(page, where);
  await page.getByText("Drop your first documents here").waitFor();
  await clean("no documents");

  await page.goto(`${url}/#/trust`);
  await page.getByRole("heading", { level: 1, name: "Nothing to compare yet" }).waitFor();
  await clean("nothing to trust");
  await page.goto(`${url}/#/schema`);
  await page.getByRole("button", { name: "Receipt" }).waitFor();
  await clean("no fields");
  await page.getByRole("button", { name: "Receipt" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Version 2.").waitFor();
  await clean("fields");

  await page.goto(`${url}/#/`);
  await page.setInputFiles("input[type=file]", {
    name: "words.json",
    mimeType: "application/json",
    buffer: Buffer.from(WORDS),
  });
  await page.locator(".documents .badge.predicted").waitFor();
  await page
    .getByRole("button", { name: /Dismiss/ })
    .first()
    .waitFor({ state: "detached" });
  await clean("documents");

  await page.locator(".documents a").click();
  await page.locator(".field.active").waitFor();
  await clean("a document");
  interface Labelled {
    id: string;
    label: { fields: Record<string, { status: string; text: string | null; words?: number[] }> };
  }
  const read = async () => {
    const [{ id }] = await stand.api<Labelled[]>("/documents");
    return stand.api<Labelled>(`/documents/${id}`);
  };

  await page.locator(".field-head", { hasText: "total" }).click();
  const stage = page.locator(".turn");
  const box = await stage.boundingBox();
  assert.ok(box);
  // The middle of "$4.32".
  await stage.click({ position: { x: 0.24 * box.width, y: (310 / 1400) * box.height }, force: true });
  await page.locator(".field.active.labelled", { hasText: "$4.32" }).waitFor();
  await page.locator(".save.saved").waitFor();
  assert.deepEqual((await read()).label.fields.total.words, [4]);

  await page.keyboard.press("Control+z");
  await page.locator(".field.labelled", { hasText: "$4.32" }).waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+z");
  await page.locator(".field.labelled", { hasText: "$4.32" }).waitFor();
  await page.locator(".field-head", { hasText: "address" }).click();
  await page.keyboard.press("0");
  await page.locator(".field.absent", { hasText: "address" }).waitFor();
  await page.locator(".save.saved").waitFor();
  const { fields } = (await read()).label;
  assert.equal(fields.address.status, "absent");
  assert.equal(fields.total.text, "$4.32");

  await page.keyboard.press("/");
  await page.keyboard.type("What is the total?");
  await page.keyboard.press("Enter");
  await page.locator(".answer-text").waitFor();
  await clean("an answer");
  for (const [verb, text] of [
    ["Verify", "The total is more than 4."],
    ["Classify", "receipt, letter"],
  ]) {
    await page.getByRole("button", { name: verb, exact: true }).first().click();
    await page.locator("#ask").fill(text);
    await page.keyboard.press("Enter");
    await page.locator(".answers li", { hasText: text }).locator(".answer-text").waitFor();
    await page.evaluate("document.querySelectorAll('.answers details').forEach((one) => { one.open = true; })");
    await clean(`an answer of ${verb}`);
  }
  await page.getByRole("tab", { name: "Relations" }).click();
  await page.getByRole("button", { name: "Find relations" }).click();
  await page.locator(".arrows path[d]").nth(1).waitFor({ state: "attached" });
  await page.locator(".pair").first().click();
  await clean("relations");

  for (const [view, title] of [
    ["train", "Train"],
    ["trust", "Trust"],
    ["call", "How to call it"],
  ]) {
    await page.goto(`${url}/#/${view}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await clean(view);
  }

  const [{ id }] = await stand.api<Labelled[]>("/documents");
  for (const [view, path, title] of [
    ["", "/documents", "Documents"],
    ["schema", "", "Fields"],
    ["train", "/runs", "Train"],
    ["trust", "/thresholds", "Trust"],
    [`doc/${id}`, `/documents/${id}`, "words.json"],
  ]) {
    const address = `${url}/v1/workspace${path}`;
    let fail = () => {};
    const told = new Promise<void>((resolve) => {
      fail = resolve;
    });
    const error = { code: "internal-error", message: "The disk cannot be read." };
    await page.route(address, async (route) => {
      await told;
      await route.fulfill({ status: 500, json: { error } });
    });
    await page.goto(`${url}/#/${view}`);
    await page.reload();
    await page.getByRole("status").filter({ hasText: "Loading" }).first().waitFor();
    await clean(`${title} is loaded`);
    fail();
    await page.getByRole("alert").getByText(error.message).waitFor();
    await clean(`${title} could not be loaded`);
    await page.unroute(address);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  }
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await clean("the keyboard map");
  assert.deepEqual([stand.foreign, stand.errors], [[], []]);
});
