/** All routes of the server as one function of requests; listening, children and ends of life are server.ts. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { routePath } from "hono/route";
import { type BodyReader, createBodyReader, JSON_BYTES } from "./body.ts";
import type { Executor } from "./executor.ts";
import { callerOf, guard, SESSION_COOKIE, safeHeaders } from "./guard.ts";
import { errorResponse, HttpError, httpErrorOf } from "./http-error.ts";
import { jobRoutes } from "./job-routes.ts";
import type { Jobs } from "./jobs.ts";
import type { Keys } from "./keys.ts";
import type { ServerLimits } from "./limits.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { openApi } from "./openapi.ts";
import { pageRoutes } from "./page-routes.ts";
import type { Roots } from "./roots.ts";
import { verbRoutes } from "./verb-routes.ts";
import { workspaceOperations } from "./workspace-operations.ts";
import { workspaceDocument, workspaceRoutes } from "./workspace-routes.ts";

export interface AppOptions {
  jobs: Jobs;
  executor: Executor;
  roots: Roots;
  keys: Keys | null;
  hosts: readonly string[] | null;
  limits: ServerLimits;
  metrics: Metrics;
  log: Log;
  version: string;
  /** Folder of the workspace; null: there is none. */
  workspace: string | null;
  /** Folder of the built page, where it is not the package's own. */
  pages?: string;
  /** Whether the server is about to end. */
  stopping: () => boolean;
}

export function createApp(options: AppOptions): Hono {
  const { jobs, executor, roots, keys, hosts, limits, metrics, log, version, workspace, stopping } = options;
  const bodies: BodyReader = createBodyReader(limits);
  const app = new Hono();

  app.use(async (context, next) => {
    const start = performance.now();
    await next();
    const milliseconds = Math.round(performance.now() - start);
    const { method } = context.req;
    const { status } = context.res;
    // The pattern, not the path: paths hold ids and may hold names.
    const route = routePath(context, -1);
    metrics.request(method, route, status, milliseconds / 1000);
    log.info({ method, route, status, milliseconds, job: context.res.headers.get("X-Job-Id") ?? undefined }, "request");
  });
  app.use(safeHeaders());
  app.use(guard({ hosts, keys }));

  app.get("/healthz", (context) => {
    const { queued, running, processes } = executor.status();
    const status = stopping() ? "stopping" : "ok";
    return context.json({ status, version, queued, running, processes: processes.length }, stopping() ? 503 : 200);
  });
  app.get("/metrics", async (context) =>
    context.body(await metrics.text(executor.status()), 200, { "Content-Type": metrics.contentType }),
  );

  app.post("/v1/session", async (context) => {
    const { key } = await bodies.json(context.req.raw);
    if (keys) {
      const name = typeof key === "string" ? keys.nameOf(key) : null;
      if (name === null) throw new HttpError(401, "no-key", "this is no key of this server");
      const secure = new URL(context.req.url).protocol === "https:";
      setCookie(context, SESSION_COOKIE, keys.openSession(name), {
        httpOnly: true,
        sameSite: "Strict",
        path: "/",
        secure,
      });
    }
    return context.body(null, 204);
  });
  app.delete("/v1/session", (context) => {
    keys?.closeSession(getCookie(context, SESSION_COOKIE) ?? "");
    deleteCookie(context, SESSION_COOKIE, { path: "/" });
    return context.body(null, 204);
  });

  app.route("/v1/jobs", jobRoutes(jobs));
  if (workspace === null) {
    app.all("/v1/workspace/*", () => {
      throw new HttpError(404, "no-workspace", "this server has no workspace: start it with docformer serve FOLDER");
    });
  } else {
    const limited = (maxSize: number) =>
      bodyLimit({
        maxSize,
        onError: () => {
          throw new HttpError(413, "too-large", `the request is larger than the ${maxSize} bytes that are allowed`);
        },
      });
    const [forms, others] = [limited(limits.bodyBytes), limited(JSON_BYTES)];
    app.use("/v1/workspace/*", (context, next) => {
      const form = (context.req.header("content-type") ?? "").startsWith("multipart/form-data");
      return (form ? forms : others)(context, next);
    });
    app.route(
      "/v1/workspace",
      workspaceRoutes({
        folder: workspace,
        jobs,
        receiveForm: (context) => bodies.form(context.req.raw),
        error: (status, code, message, more) => new HttpError(status, code, message, { more }),
        who: callerOf,
      }),
    );
  }
  const documentFile = workspace === null ? undefined : (id: string) => workspaceDocument(workspace, id);
  app.route("/v1", verbRoutes({ jobs, bodies, roots, limits, documentFile }));

  app.route(
    "/",
    pageRoutes(openApi(version, keys !== null, workspace === null ? [] : workspaceOperations()), options.pages),
  );

  app.notFound((context) => {
    const known = app.routes.some(({ path, method }) => path === context.req.path && method !== "ALL");
    const error = known
      ? new HttpError(405, "method", `${context.req.method} is not for ${context.req.path}`)
      : new HttpError(404, "no-route", "there is nothing here; /openapi.json tells what is where");
    return errorResponse(error);
  });
  app.onError((thrown, context) => {
    const error = httpErrorOf(thrown);
    // Messages of foreign errors may quote what a document holds: class and place are enough to find the fault.
    if (error.status === 500) {
      const { name, stack } = thrown;
      const at = stack
        ?.split("\n")
        .filter((line) => line.trimStart().startsWith("at "))
        .slice(0, 8);
      log.error({ name, code: (thrown as { code?: unknown }).code, at }, "request failed");
    }
    const response = errorResponse(error);
    context.res = response;
    return response;
  });
  return app;
}
