/**
 * What stands in front of every route: whose name the request calls us by, which page sent it, which key it carries, and the
 * headers that every answer wears. The attacks that this answers stand in docs/security.md.
 */
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { HttpError } from "./http-error.ts";
import { type Keys, NOBODY } from "./keys.ts";

export const SESSION_COOKIE = "docformer-session";

export interface GuardOptions {
  /** Names besides those of this machine by which it may be called; null: by any (only with keys). */
  hosts: readonly string[] | null;
  keys: Keys | null;
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** The page and its parts come from here; nothing else is loaded, framed or submitted to. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
/** Data is no page, whatever a browser takes it for. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** "localhost:8080" -> "localhost"; null for what is no host. */
function hostName(host: string): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(host);
  return match ? match[1].toLowerCase() : null;
}

const isApi = (path: string) => path.startsWith("/v1/") || path === "/v1";

/** Headers of all answers, those of refusals included. */
export function safeHeaders(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    const html = (headers.get("Content-Type") ?? "").startsWith("text/html");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", html && !isApi(context.req.path) ? PAGE_POLICY : DATA_POLICY);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  };
}

/** Refuses names that are not ours: a foreign name that leads here is a page elsewhere which wants to read us. */
function checkHost(context: Context, hosts: GuardOptions["hosts"]): void {
  const name = hostName(context.req.header("host") ?? "");
  if (name !== null && (hosts === null || LOOPBACK.includes(name) || hosts.includes(name))) return;
  throw new HttpError(
    421,
    "bad-host",
    "this server is not called so: use localhost, or start it with --allow-host NAME",
  );
}

/** Refuses what a page of another origin sends, reading requests to the API included. */
function checkOrigin(context: Context): void {
  const { req } = context;
  const origin = req.header("origin");
  const host = req.header("host") ?? "";
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    throw new HttpError(403, "cross-origin", "pages of other origins may not call this server");
  }
  const site = req.header("sec-fetch-site");
  const reads = req.method === "GET" || req.method === "HEAD";
  if (site !== undefined && site !== "same-origin" && site !== "none" && (isApi(req.path) || !reads)) {
    throw new HttpError(403, "cross-origin", "pages of other origins may not call this server");
  }
}

/** The name of the key that a request came with, once the guard has let it pass. */
export const callerOf = (context: Context): string => context.get("caller") ?? NOBODY;

/** @returns the key's name */
function checkKey(context: Context, keys: Keys): string {
  const { req } = context;
  const bearer = /^Bearer +(\S+)$/i.exec(req.header("authorization") ?? "")?.[1];
  const key = bearer ?? req.header("x-api-key");
  const session = getCookie(context, SESSION_COOKIE) ?? "";
  const name = key === undefined ? keys.sessionName(session) : keys.nameOf(key);
  if (name !== null) return name;
  throw new HttpError(401, "no-key", "an API key is wanted: Authorization: Bearer KEY");
}

/** Refuses foreign names, foreign pages and missing keys. */
export function guard({ hosts, keys }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const { path } = context.req;
    checkHost(context, hosts);
    checkOrigin(context);
    const guarded = (isApi(path) && path !== "/v1/session") || path === "/metrics";
    if (keys && guarded) context.set("caller", checkKey(context, keys));
    await next();
  };
}
