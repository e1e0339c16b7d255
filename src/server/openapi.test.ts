import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Workspace } from "../workspace/workspace.ts";
import { type AppOptions, createApp } from "./app.ts";
import { DEFAULT_SERVER_LIMITS } from "./limits.ts";
import { openApi } from "./openapi.ts";
import { workspaceOperations } from "./workspace-operations.ts";

type Json = Record<string, unknown>;

/** Parts of browsers, not of the API. */
const PAGES = ["/*", "/openapi.json", "/api", "/api/page.css", "/api/page.js"];

test("openApi() tells of every route that there is, and of no other", (t) => {
  const workspace = mkdtempSync(join(tmpdir(), "docformer-openapi-"));
  t.after(() => rmSync(workspace, { recursive: true, force: true }));
  Workspace.init(workspace, { who: "test" });
  const options = { keys: null, hosts: [], limits: DEFAULT_SERVER_LIMITS, version: "1", workspace };
  const app = createApp(options as unknown as AppOptions);
  const there = app.routes
    .filter(({ method, path }) => method !== "ALL" && !PAGES.includes(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}").replace(/(.)\/$/, "$1")}`);
  const { paths } = openApi("1", false, workspaceOperations()) as { paths: Record<string, Json> };
  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(told.sort(), [...new Set(there)].sort());
});

test("openApi() holds schemas that compile, and references that lead somewhere", () => {
  const api = openApi("1", true, workspaceOperations());
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(api, "openapi.json");
  let count = 0;
  const visit = (value: unknown, at: string) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const path = `${at}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`;
      if (key === "schema") {
        ajv.getSchema(`openapi.json#${encodeURI(path)}`);
        assert.ok(ajv.compile({ $ref: `openapi.json#${encodeURI(path).replace(/#/g, "%23")}` }));
        count++;
      } else visit(inner, path);
    }
  };
  visit(api.paths, "/paths");
  assert.ok(count > 20, `${count} schemas`);
  const { paths } = api as { paths: Record<string, Record<string, { security?: unknown[] }>> };
  assert.deepEqual(paths["/healthz"].get.security, []);
  assert.equal(paths["/v1/jobs"].get.security, undefined);
});
