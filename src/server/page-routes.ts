/** What browsers load: the page, the API page and the OpenAPI document. Only files of the package; never a caller's. */
import { Hono } from "hono";
import { API_PAGE_SCRIPT, API_PAGE_STYLE, apiPage } from "./api-page.ts";
import { createPageFiles } from "./page-files.ts";

export function pageRoutes(api: Record<string, unknown>, folder?: string): Hono {
  const app = new Hono();
  const pageFile = createPageFiles(folder);
  const type = (name: string) => ({ "Content-Type": `${name}; charset=utf-8` });

  app.get("/openapi.json", (context) => context.json(api));
  app.get("/api", (context) => context.html(apiPage(api, new URL(context.req.url).origin)));
  app.get("/api/page.css", (context) => context.body(API_PAGE_STYLE, 200, type("text/css")));
  app.get("/api/page.js", (context) => context.body(API_PAGE_SCRIPT, 200, type("text/javascript")));
  app.get("/*", async (context, next) => {
    const file = pageFile(context.req.path);
    if (!file) return next();
    const headers = {
      "Content-Type": file.type,
      ETag: file.etag,
      "Cache-Control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    };
    if (context.req.header("if-none-match") === file.etag) return context.body(null, 304, headers);
    return context.body(file.body, 200, headers);
  });
  return app;
}
