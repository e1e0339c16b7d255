/**
 * The page that reads and answers in a browser alone (web-local), built and opened in Chromium: with all requests refused once
 * it is loaded it reads an image and a PDF, and answers as Node does; it opens again without network. axe-core finds nothing.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { documentToJson } from "../src/document/json.ts";
import { readDocument } from "../src/read/read-document.ts";
import type { Answer } from "../src/tasks/answer.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { look } from "./page/stand.ts";

const ROOT = join(import.meta.dirname, "..");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const folder = mkdtempSync(join(tmpdir(), "docformer-browser-"));
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};
let server: Server | undefined;
let browser: Browser | undefined;

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A host that only gives files out, below a path of its own: no headers for isolation, relative addresses must do. */
async function host(root: string): Promise<string> {
  const made = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname).replace(/^\/sub\//, "");
    const file = join(root, path === "" ? "index.html" : path);
    if (!file.startsWith(root) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/sub/`;
}

/** What the page is made of stands there with the versions of the lock file, packages of packages included. */
function assertLicences(file: string): void {
  const [contents] = readFileSync(file, "utf8").split("\n\n");
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const listed = contents.split("\n").map((line) => /^(\S+) (\S+): (.+)$/.exec(line) ?? []);
  const others = listed.filter(([, name]) => name !== undefined && packages[`node_modules/${name}`]);
  for (const [, name, version, licence] of others) {
    assert.deepEqual(
      [version, licence],
      [packages[`node_modules/${name}`].version, packages[`node_modules/${name}`].license],
    );
  }
  const names = others.map(([, name]) => name);
  for (const name of ["@embedpdf/pdfium", "entities", "htmlparser2", "onnxruntime-common", "onnxruntime-web", "zod"]) {
    assert.ok(names.includes(name), `${name} is not among ${names}`);
  }
}

const idle = (page: Page) => page.waitForSelector("body[data-state=idle]", { timeout: 240_000 });

async function open(page: Page, file: string): Promise<void> {
  await page.setInputFiles("#file", file);
  await idle(page);
  assert.equal(await page.isVisible("#error"), false, (await page.textContent("#error")) ?? "");
}

async function ask(page: Page, questions: readonly string[]): Promise<Answer[]> {
  await page.fill("#questions", questions.join("\n"));
  await page.click("#send");
  await page.waitForSelector("#answers li", { timeout: 240_000 });
  await idle(page);
  const entries = await page.locator("#answers li").all();
  return Promise.all(entries.map(async (entry) => JSON.parse((await entry.getAttribute("data-answer")) ?? "null")));
}

test("the browser page reads and answers with the network off, as Node does", { timeout: 600_000 }, async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip(`there is no browser ${CHROMIUM} (CHROMIUM names another)`);
  const out = join(folder, "page");
  const built = ["--import", "tsx", "scripts/build-browser.ts", "--out", out];
  t.diagnostic(execFileSync(process.execPath, built, { cwd: ROOT, encoding: "utf8" }).trim());
  assertLicences(join(out, "licences.txt"));
  const address = await host(out);
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));

  let load = () => {};
  const looked = new Promise<void>((resolve) => {
    load = resolve;
  });
  await context.route("**/models/**", async (route) => {
    await looked;
    await route.continue();
  });
  await page.goto(address);
  await look(page, "alone, loading");
  assert.equal(await page.getAttribute("body", "data-state"), "busy");
  load();
  await page.waitForSelector("body[data-loaded]", { timeout: 240_000 });
  await context.unroute("**/models/**");
  await look(page, "alone, nothing open");
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  assert.ok(asked.every((url) => url.startsWith(address)));
  t.diagnostic(`loaded in ${await page.getAttribute("body", "data-loaded")} ms`);

  await context.setOffline(true);
  await context.route("**/*", (route) => route.abort());
  asked.length = 0;

  // With the page's own checkpoint, which is quantised to 8 bits: what differs is the browser alone.
  const model = await DocFormer.load({ model: join(out, "models/mini") });
  const questions = [
    "What is the total?",
    "What is the date?",
    "What is the phone number?",
    "How many items are there?",
  ];
  const receipt = join(ROOT, "examples/receipt.jpg");
  const { document } = await readDocument(receipt, { ocr: "tiny" });

  // The same words: answers must be the same.
  const given = join(folder, "words.json");
  writeFileSync(given, JSON.stringify(documentToJson(document)));
  const same = await readDocument(given);
  await open(page, given);
  const here = await ask(page, questions);
  const there = await model.ask(same.document, questions);
  let furthest = 0;
  here.forEach((answer, i) => {
    assert.equal(answer.text, there[i].text, questions[i]);
    assert.deepEqual(
      answer.evidence.map(({ page, words }) => [page, words]),
      there[i].evidence.map(({ page, words }) => [page, words]),
    );
    furthest = Math.max(furthest, Math.abs((answer.confidence ?? 0) - (there[i].confidence ?? 0)));
  });
  t.diagnostic(
    `confidences differ by at most ${furthest.toExponential(1)}; ${await page.getAttribute("body", "data-asked")} ms`,
  );
  assert.ok(furthest <= 1e-4, `confidence differs by ${furthest}`);

  // From pixels.
  await open(page, receipt);
  t.diagnostic(`receipt read in ${await page.getAttribute("body", "data-read")} ms`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  const words = (pages: { words: { text: string }[] }[]) => pages.flatMap((one) => one.words.map(({ text }) => text));
  const wanted = new Set(words(document.pages));
  const found = words(saved.pages);
  const shared = found.filter((word) => wanted.has(word)).length;
  t.diagnostic(`${shared} of ${found.length} words as Node reads them (${wanted.size} different ones)`);
  assert.ok(shared >= 0.9 * found.length && found.length >= 0.9 * words(document.pages).length);
  const [total] = await ask(page, ["What is the total?"]);
  assert.equal(total.text, there[0].text);
  assert.ok((await page.locator("#boxes rect.evidence").count()) > 0);
  await look(page, "alone, a receipt");

  // A PDF's own text.
  await open(page, join(ROOT, "examples/invoice.pdf"));
  t.diagnostic(`invoice read in ${await page.getAttribute("body", "data-read")} ms`);
  const invoice = await readDocument(join(ROOT, "examples/invoice.pdf"), { ocr: "tiny" });
  const [answer] = await ask(page, ["What is the invoice number?"]);
  assert.equal(answer.text, (await model.ask(invoice.document, "What is the invoice number?"))[0].text);
  await look(page, "alone, an invoice");

  // What is no document is said, and the page goes on.
  const broken = join(folder, "broken.pdf");
  writeFileSync(broken, "%PDF-1.7 nothing");
  await page.setInputFiles("#file", broken);
  await page.waitForSelector("#error:not([hidden])");
  assert.match((await page.textContent("#error")) ?? "", /damaged/);
  await look(page, "alone, a broken file");
  assert.deepEqual(asked, [], "requests after the page was loaded");

  // Again, without network, from what the service worker kept.
  await context.unroute("**/*");
  await page.reload();
  await page.waitForSelector("body[data-loaded]", { timeout: 240_000 });
  await open(page, given);
  assert.deepEqual(
    (await ask(page, questions)).map(({ text }) => text),
    here.map(({ text }) => text),
  );
  assert.deepEqual(complaints, []);
  await model.dispose();
});
