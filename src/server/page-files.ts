/**
 * The page's built files (dist/web), by a list of names that is made once: a request can name nothing else. Where the page is
 * not built, a text says how.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>docformer</title>
<h1>The page is not built</h1>
<p>Run <code>npm run build</code> in the checkout, then load this page again. The server works without it:
<a href="/api">the API and how to call it</a>.</p>
</html>
`;

export interface PageFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
  /** Names with a hash of their content never change. */
  immutable: boolean;
}

/** Where the page is built to, seen from the sources and from the built package. */
export function pageFolder(): string {
  return fileURLToPath(new URL("../../dist/web", import.meta.url));
}

/** A function from request paths ("/", "/assets/main.js") to files. */
export function createPageFiles(folder = pageFolder()): (path: string) => PageFile | null {
  let files: Map<string, PageFile> | null = null;

  function load(): Map<string, PageFile> {
    const loaded = new Map<string, PageFile>();
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      const type = TYPES[extname(name)];
      if (!type || !statSync(join(folder, name)).isFile()) continue;
      const body = new Uint8Array(readFileSync(join(folder, name)));
      const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
      const path = `/${name.split(sep).join("/")}`;
      loaded.set(path, { body, type, etag, immutable: path.startsWith("/assets/") });
    }
    const index = loaded.get("/index.html");
    if (index) loaded.set("/", index);
    return loaded;
  }

  return (path) => {
    if (!files && existsSync(join(folder, "index.html"))) files = load();
    if (files) return files.get(path) ?? null;
    if (path !== "/") return null;
    return { body: new TextEncoder().encode(NOT_BUILT), type: TYPES[".html"], etag: '"not-built"', immutable: false };
  };
}
