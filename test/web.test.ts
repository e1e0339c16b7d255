/**
 * The page of web/ in a real browser on a real server: a document is opened, asked, labelled by keys and by clicking a word, and
 * its label is saved; fields are chosen in the form; axe-core finds nothing in any view, light and dark, wide and narrow.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { type RunningServer, startServer } from "../src/server/server.ts";
import { serverOptions } from "./server-options.ts";

const ROOT = join(import.meta.dirname, "..");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "docformer-web-"));
const pages = join(folder, "page");
let server: RunningServer | undefined;
let browser: Browser | undefined;

after(async () => {
  await browser?.close();
  await server?.close(0);
  rmSync(folder, { recursive: true, force: true });
});

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

/** What axe-core complains of, as lines. */
async function complaints(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + " " + html.slice(0, 120))))`);
}

test("the built shell is at most 60 KB of gzip and names no foreign address", () => {
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const args = ["build", "--config", "web/vite.config.ts", "--outDir", pages, "--logLevel", "error"];
  execFileSync(process.execPath, [vite, ...args], { cwd: ROOT });
  const html = readFileSync(join(pages, "index.html"), "utf8");
  const loaded = readdirSync(join(pages, "assets")).filter((name) => html.includes(name));
  assert.ok(loaded.some((name) => name.endsWith(".js")) && loaded.some((name) => name.endsWith(".css")));
  const texts = [html, ...loaded.map((name) => readFileSync(join(pages, "assets", name), "utf8"))];
  const size = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  assert.ok(size <= 60 * 1024, `${size} bytes`);
  const foreign = texts.flatMap((text) => text.match(/(?:src|href)="https?:[^"]*|@import url\(http[^)]*/g) ?? []);
  assert.deepEqual(foreign, []);
});

test("a person reads, asks, labels and chooses fields on the page", { timeout: 240_000 }, async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip(`there is no browser ${CHROMIUM} (CHROMIUM names another)`);
  server = await startServer(serverOptions(folder, { workspace: join(folder, "workspace"), pages }));
  const { url } = server;
  const flags = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", ...flags] });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  const foreign: string[] = [];
  await context.route("**/*", (route) => {
    if (route.request().url().startsWith(url)) return route.continue();
    foreign.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const clean = async (where: string) => {
    for (const [width, scheme] of [
      [1440, "light"],
      [390, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await complaints(page), [], `${where}, ${width} px, ${scheme}`);
      assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth")) <= width, `${where} is too wide`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };

  await page.goto(url);
  await page.getByText("Drop your first documents here").waitFor();
  await clean("no documents");

  await page.goto(`${url}/#/schema`);
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
  await page.locator(".documents .badge.predicted").waitFor({ timeout: 120_000 });
  await page
    .getByRole("button", { name: /Dismiss/ })
    .first()
    .waitFor({ state: "detached" });
  await clean("documents");

  await page.locator(".documents a").click();
  await page.locator(".field.active").waitFor();
  await clean("a document");
  const read = async () => {
    const [{ id }] = (await (await fetch(`${url}/v1/workspace/documents`)).json()) as { id: string }[];
    return (await (await fetch(`${url}/v1/workspace/documents/${id}`)).json()) as {
      label: { fields: Record<string, { status: string; text: string | null; words?: number[] }> };
    };
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
  await page.locator(".answer-text").waitFor({ timeout: 60_000 });
  await clean("an answer");

  for (const [view, title] of [
    ["train", "Train"],
    ["trust", "Trust"],
    ["call", "How to call it"],
  ]) {
    await page.goto(`${url}/#/${view}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await clean(view);
  }
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await clean("the keyboard map");
  assert.deepEqual(foreign, []);
  assert.deepEqual(errors, []);
});
