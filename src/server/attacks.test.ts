/** Attacks on a running server, each with what it must come to. The list with results stands in docs/security.md. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { crc32, deflateSync, gzipSync } from "node:zlib";
import { serverOptions } from "../../test/server-options.ts";
import { sharedOrSkip } from "../../test/shared.ts";
import { type RunningServer, ServeError, type ServerOptions, startServer } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-attacks-"));
const root = join(folder, "root");
const KEY = "a key that nobody guesses";
const WORDS = JSON.stringify({
  pages: [{ words: [{ text: "<script>alert(1)</script>", box: [0.1, 0.1, 0.5, 0.2] }] }],
});

const options = (more: Partial<ServerOptions>): ServerOptions =>
  serverOptions(folder, {
    roots: [root],
    limits: { bytes: 200_000, bodyBytes: 400_000, pixels: 1e6, jobSeconds: 30 },
    ...more,
  });

let server: RunningServer;
let locked: RunningServer;

before(async () => {
  mkdirSync(join(root, "inner"), { recursive: true });
  writeFileSync(join(root, "words.json"), WORDS);
  writeFileSync(join(folder, "secret.json"), WORDS);
  mkdirSync(join(folder, "root-beside"));
  writeFileSync(join(folder, "root-beside", "secret.json"), WORDS);
  symlinkSync(join(folder, "secret.json"), join(root, "link.json"));
  symlinkSync(folder, join(root, "inner", "up"));
  writeFileSync(join(folder, "keys"), `# keys\n${KEY}\n`);
  server = await startServer(options({}));
  locked = await startServer(options({ data: join(folder, "locked"), apiKeyFile: join(folder, "keys") }));
});
after(async () => {
  await Promise.all([server.close(0), locked.close(0)]);
  rmSync(folder, { recursive: true, force: true });
});

/** A request whose every header is the test's (fetch sets Host and Origin itself). */
function raw(url: string, method: string, headers: Record<string, string> = {}, body?: string) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const sent = request(url, { method, headers, setHost: !("Host" in headers) }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function upload(bytes: string | Uint8Array, name = "x.pdf", headers: Record<string, string> = {}) {
  const form = new FormData();
  form.set("file", new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name));
  const response = await fetch(`${server.url}/v1/read`, { method: "POST", body: form, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test("paths that lead out of the root are not there", async () => {
  const open = async (path: unknown) => {
    const body = JSON.stringify({ path });
    return raw(`${server.url}/v1/read`, "POST", { "Content-Type": "application/json" }, body);
  };
  assert.equal((await open("words.json")).status, 200);
  const outside = [
    "../secret.json",
    "inner/../../secret.json",
    "link.json",
    "inner/up/secret.json",
    join(folder, "secret.json"),
    join(folder, "root-beside", "secret.json"),
    "../root-beside/secret.json",
    "/etc/passwd",
    "/proc/self/environ",
    "words.json\u0000.pdf",
    "inner",
    "..%2fsecret.json",
    "file:///etc/passwd",
  ];
  for (const path of outside) {
    const { status, text } = await open(path);
    assert.equal(status, 404, path);
    assert.ok(!text.includes("alert"), path);
  }
  for (const path of ["/../package.json", "/assets/../../package.json", "/%2e%2e/package.json", "/..%2fpackage.json"]) {
    const { status, text } = await rawPath(path);
    assert.ok(status === 404 || !text.includes('"dependencies"'), path);
  }
});

/** A request line as it stands, which URL and fetch would tidy up. */
function rawPath(path: string): Promise<{ status: number; text: string }> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => resolve({ status: Number(text.split(" ")[1]), text }));
    socket.on("error", reject);
  });
}

test("names of uploads lead nowhere and reach no header", async () => {
  for (const name of ["../../evil.json", "/etc/passwd", "a\r\nX-Evil: 1.json", "..", "C:\\x\\y.json"]) {
    const { status, headers } = await upload(WORDS, name);
    assert.equal(status, 200, name);
    assert.equal(headers.get("x-evil"), null);
  }
  assert.ok(!readdirSync(folder).includes("evil.json"));
});

test("foreign names, pages and forms are refused", async () => {
  const { port } = new URL(server.url);
  const jobs = `${server.url}/v1/jobs`;
  for (const host of ["evil.example", `evil.example:${port}`, "localhost.evil.example", "127.0.0.1.nip.io", ""]) {
    assert.equal((await raw(jobs, "GET", { Host: host })).status, 421, host);
  }
  assert.equal((await raw(jobs, "GET", { Host: "a@b" })).status, 400);
  assert.equal((await raw(jobs, "GET", { Host: `localhost:${port}` })).status, 200);
  for (const origin of ["http://evil.example", "null", `http://localhost:${Number(port) + 1}`, "file://"]) {
    const { status, headers } = await raw(jobs, "GET", { Origin: origin });
    assert.equal(status, 403, origin);
    assert.equal(headers["access-control-allow-origin"], undefined);
  }
  assert.equal((await raw(jobs, "GET", { "Sec-Fetch-Site": "cross-site" })).status, 403);
  const preflight = { Origin: "http://evil.example", "Access-Control-Request-Method": "POST" };
  assert.equal((await raw(`${server.url}/v1/read`, "OPTIONS", preflight)).status, 403);
  // What a form of another page could send without a preflight.
  for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
    const headers: Record<string, string> = type === "" ? {} : { "Content-Type": type };
    assert.equal((await raw(`${server.url}/v1/read`, "POST", headers, '{"path":"words.json"}')).status, 415, type);
  }
});

test("what is too large is refused before it is read, in pixels and packed, too", async () => {
  assert.equal((await upload(new Uint8Array(300_000))).status, 413);
  const long = { "Content-Type": "application/json", "Content-Length": "99999999999" };
  assert.equal((await raw(`${server.url}/v1/read`, "POST", long, "").catch(() => ({ status: 413 }))).status, 413);
  // 30,000 x 30,000 pixels in a file of a few bytes.
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(30_000, 0);
  head.writeUInt32BE(30_000, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const image = Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(100_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  assert.equal((await upload(image, "bomb.png")).status, 413);
  const packed = gzipSync(Buffer.alloc(50_000_000));
  assert.equal((await upload(packed, "bomb.gz")).status, 415);
  const encoded = { "Content-Type": "application/json", "Content-Encoding": "gzip" };
  assert.equal((await raw(`${server.url}/v1/read`, "POST", encoded, "x")).status, 415);
  assert.equal((await upload(`PK\x03\x04${"0".repeat(100)}`, "bomb.zip")).status, 415);
  const deep = `${"[".repeat(90_000)}${"]".repeat(90_000)}`;
  assert.equal((await upload(deep, "deep.json")).status, 422);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
});

test("script in a document is data: no answer is a page, and no page runs what it did not bring", async () => {
  const { status, headers, text } = await upload(WORDS, "words.json");
  assert.equal(status, 200);
  assert.ok(text.includes("<script>"));
  assert.match(headers.get("content-type") ?? "", /^application\/json/);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'.*sandbox/);
  const page = await fetch(`${server.url}/api`);
  const policy = page.headers.get("content-security-policy") ?? "";
  assert.match(policy, /script-src 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(page.headers.get("x-frame-options"), "DENY");
  assert.equal((await upload("<html><script>alert(1)</script></html>", "page.html")).status, 415);
});

test("slow and broken requests hold nothing up", async () => {
  const { port } = new URL(server.url);
  const sockets = Array.from({ length: 20 }, () =>
    connect(Number(port), "127.0.0.1", function (this: import("node:net").Socket) {
      this.write(
        "POST /v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
      );
    }),
  );
  for (const socket of sockets) socket.on("error", () => {});
  assert.equal((await upload(WORDS, "words.json")).status, 200);
  for (const socket of sockets) socket.destroy();
  const headers = { "Content-Type": "multipart/form-data; boundary=x" };
  for (const body of ["", "--x\r\n", "--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nhalf"]) {
    assert.equal((await raw(`${server.url}/v1/read`, "POST", headers, body)).status, 400);
  }
  const huge = await raw(`${server.url}/healthz`, "GET", { "X-Long": "a".repeat(20_000) });
  assert.equal(huge.status, 431);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
});

test("without a key nothing is told, and nobody listens wider", async () => {
  const status = async (headers: Record<string, string>) => (await raw(`${locked.url}/v1/jobs`, "GET", headers)).status;
  assert.equal(await status({}), 401);
  assert.equal(await status({ Authorization: `Bearer ${KEY.slice(0, -1)}` }), 401);
  assert.equal(await status({ "X-API-Key": "" }), 401);
  assert.equal(await status({ "X-API-Key": KEY }), 200);
  assert.equal(await status({ Cookie: "docformer-session=guess" }), 401);
  assert.equal((await raw(`${locked.url}/metrics`, "GET")).status, 401);
  assert.equal((await raw(`${locked.url}/healthz`, "GET")).status, 200);
  const session = await raw(
    `${locked.url}/v1/session`,
    "POST",
    { "Content-Type": "application/json" },
    JSON.stringify({ key: KEY }),
  );
  const [cookie] = session.headers["set-cookie"] as string[];
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
  assert.equal(await status({ Cookie: cookie.split(";")[0] }), 200);
  const wide = startServer(options({ host: "0.0.0.0", data: join(folder, "wide") }));
  await assert.rejects(wide, (error) => error instanceof ServeError && error.code === "needs-key");
});

test("malformed PDFs are answered by a designed status, and the next document is read", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const corpus = join(shared, "data", "pdf-corpus");
  const files = (readdirSync(corpus, { recursive: true, withFileTypes: true }) as import("node:fs").Dirent[])
    .filter((entry) => entry.isFile() && entry.name.endsWith(".pdf"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }))
    .filter(({ bytes }) => bytes.length < 3000)
    .slice(0, 12);
  assert.ok(files.length > 0);
  for (const { path, bytes } of files) {
    const { status } = await upload(bytes, "x.pdf");
    assert.ok([200, 400, 413, 415, 422].includes(status), `${path}: ${status}`);
  }
  assert.equal((await upload(WORDS, "words.json")).status, 200);
});
