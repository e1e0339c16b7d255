/**
 * The page of web/ in a real browser on a real server, for tests and for `npm run walk`: built, served with a workspace of its
 * own, opened in Chromium, looked at by axe-core in both colours and widths. What tests and walk do there is theirs.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type RunningServer, type ServerOptions, startServer } from "../../src/server/server.ts";
import { serverOptions } from "../server-options.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PICTURES = process.env.PAGE_PICTURES ?? null;
const FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Why a browser cannot be opened here; null where it can. */
export const noBrowser = (): string | null =>
  existsSync(CHROMIUM) ? null : `there is no browser ${CHROMIUM} (CHROMIUM names another)`;

/** Builds the page into `folder`. */
export function buildPage(folder: string): string {
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const args = ["build", "--config", "web/vite.config.ts", "--outDir", folder, "--logLevel", "error"];
  execFileSync(process.execPath, [vite, ...args], { cwd: ROOT });
  return folder;
}

export interface StandOptions {
  /** Folder that the server's workspace is made in or found in. Default: a new one. */
  workspace?: string;
  /** Folder of pictures; null: none are taken. Default: PAGE_PICTURES of the environment. */
  pictures?: string | null;
  /** Whether axe-core looks (seconds a look on a slow machine). Default: yes. */
  axe?: boolean;
  server?: Partial<ServerOptions>;
}

export class Stand {
  readonly folder: string;
  readonly workspace: string;
  /** Errors of scripts and requests to anywhere else; both stay empty. */
  readonly errors: string[] = [];
  readonly foreign: string[] = [];
  readonly #options: StandOptions;
  #server: RunningServer | null = null;
  #browser: Browser | null = null;
  #port = 0;

  constructor(options: StandOptions = {}) {
    this.#options = { pictures: PICTURES, ...options };
    this.folder = mkdtempSync(join(tmpdir(), "docformer-page-"));
    this.workspace = options.workspace ?? join(this.folder, "workspace");
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const pages = buildPage(join(this.folder, "page"));
    this.#serverOptions = { workspace: this.workspace, pages, ...this.#options.server };
    await this.startServer();
    this.#browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", ...FLAGS] });
  }
  #serverOptions: Partial<ServerOptions> = {};

  /** Starts the server, where it was before if it was stopped. */
  async startServer(more: Partial<ServerOptions> = {}): Promise<void> {
    this.#server = await startServer(serverOptions(this.folder, { ...this.#serverOptions, port: this.#port, ...more }));
    this.#port = Number(new URL(this.#server.url).port);
  }

  async stopServer(): Promise<void> {
    await this.#server?.close(0);
    this.#server = null;
  }

  /** A window of a person of its own: nothing is shared with other windows but the server. */
  async open(path = ""): Promise<Page> {
    assert.ok(this.#browser, "start() comes first");
    const context: BrowserContext = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
      acceptDownloads: true,
    });
    await context.route("**/*", (route) => {
      const address = route.request().url();
      if (address.startsWith(this.url)) return route.continue();
      this.foreign.push(address);
      return route.abort();
    });
    // Machines are shared: slow is no fault of the page.
    context.setDefaultTimeout(600_000);
    const page = await context.newPage();
    page.on("pageerror", (error) => this.errors.push(`${page.url()}: ${error.message}`));
    await page.goto(this.url + path);
    return page;
  }

  async api<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}/v1/workspace${path}`);
    assert.ok(response.ok, `${path}: ${response.status}`);
    return (await response.json()) as T;
  }

  /** look() as this stand's options want it. */
  look(page: Page, name: string): Promise<void> {
    return look(page, name, this.#options);
  }

  picture(page: Page, name: string): Promise<void> {
    return picture(page, name, this.#options.pictures ?? null);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.stopServer();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What depends on colours; all else is the same in light and dark, and is judged once for each width. */
const COLOURS = ["color-contrast", "link-in-text-block"];
const LOOKS = [
  { width: 1440, scheme: "light", rules: null },
  { width: 1440, scheme: "dark", rules: COLOURS },
  { width: 390, scheme: "dark", rules: null },
  { width: 390, scheme: "light", rules: COLOURS },
] as const;

/** axe-core finds nothing and nothing is wider than the window, wide and narrow, light and dark; each is a picture. */
export async function look(
  page: Page,
  name: string,
  { axe = true, pictures = PICTURES }: Pick<StandOptions, "axe" | "pictures"> = {},
): Promise<void> {
  const size = page.viewportSize();
  for (const { width, scheme, rules } of LOOKS) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const where = `${name}, ${width} px, ${scheme}`;
    await page.evaluate(
      "Promise.all([...document.images].map((one) => one.complete || one.loading === 'lazy' || one.decode().catch(() => 0)))",
    );
    if (axe) assert.deepEqual(await complaints(page, rules), [], where);
    const wide: string[] = await page.evaluate(
      `document.documentElement.scrollWidth <= ${width} ? [] : [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > ${width})
        .map((one) => one.tagName + "." + one.className + " " + Math.round(one.getBoundingClientRect().right))`,
    );
    assert.deepEqual(wide.slice(0, 12), [], `${where} is too wide`);
    await picture(page, `${name}-${width}-${scheme}`, pictures);
  }
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: "light" });
}

async function picture(page: Page, name: string, folder: string | null): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\w-]+/g, "-")}.png`) });
}

/** What axe-core complains of by its rules or those named, as lines. */
async function complaints(page: Page, rules: readonly string[] | null): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  return page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + " " + html.slice(0, 160))))`);
}
