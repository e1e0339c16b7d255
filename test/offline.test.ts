/** The guard that tests run under refuses what would leave this machine, in every process that is started, and nothing else. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const GUARD = new URL("../scripts/offline.js", import.meta.url).href;

/** Tries every way out, then every way that must stay; prints what each came to. 192.0.2.1 is nobody's address. */
const PROGRAM = `
import { createSocket } from "node:dgram";
import { lookup, Resolver } from "node:dns";
import { lookup as promised, resolve4 } from "node:dns/promises";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, createServer as listen } from "node:net";
import { networkInterfaces } from "node:os";
import { connect as secure } from "node:tls";
import { isMainThread, Worker } from "node:worker_threads";
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

const [, file, folder, inner] = process.argv;
const six = Object.values(networkInterfaces()).flat().some(({ address }) => address === "::1") ? ["[::1]"] : [];
const told = {};
const codeOf = (error) => error?.cause?.code ?? error?.code ?? String(error);
const trying = async (name, work) => {
  try {
    const value = await work();
    told[name] = value ?? "ok";
  } catch (error) {
    told[name] = codeOf(error);
  }
};
const opened = async (socket, event = "connect") => {
  await once(socket, event);
  socket.destroy();
};
await trying("connect", () => opened(connect(9, "192.0.2.1")));
await trying("connect by name", () => opened(connect({ port: 9, host: "docformer.example" })));
await trying("connect to IPv6", () => opened(connect(9, "2001:db8::1")));
await trying("tls", () => opened(secure(9, "192.0.2.1"), "secureConnect"));
await trying("fetch", () => fetch("http://192.0.2.1/"));
await trying("datagram", () => new Promise((resolve, reject) => {
  const socket = createSocket("udp4");
  socket.send("x", 9, "192.0.2.1", (error) => { socket.close(); error ? reject(error) : resolve(); });
}));
await trying("lookup", () => new Promise((resolve, reject) => lookup("docformer.example", (error) => error ? reject(error) : resolve())));
await trying("lookup, promised", () => promised("docformer.example"));
await trying("resolve4", () => resolve4("docformer.example"));
await trying("Resolver", () => new Promise((resolve, reject) => new Resolver().resolve("docformer.example", (error) => error ? reject(error) : resolve())));

const server = createServer((_, response) => response.end("here")).listen(0);
await once(server, "listening");
const { port } = server.address();
for (const host of ["127.0.0.1", "localhost", ...six]) {
  await trying("loopback " + host, async () => (await fetch("http://" + host + ":" + port)).text());
}
server.close();
const pipe = listen().listen(folder + "/pipe" + process.pid + isMainThread);
await once(pipe, "listening");
await trying("pipe", () => opened(connect(folder + "/pipe" + process.pid + isMainThread)));
pipe.close();

if (!inner) {
  told.child = JSON.parse(spawnSync(process.execPath, [file, folder, "inner"], { encoding: "utf8" }).stdout);
  const worker = new Worker(pathToFileURL(file), { argv: [folder, "inner"] });
  [told.thread] = await once(worker, "message");
  console.log(JSON.stringify(told));
} else if (isMainThread) console.log(JSON.stringify(told));
else (await import("node:worker_threads")).parentPort.postMessage(told);
process.exit(0);
`;

const hasIpv6 = () => Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));

test("offline.js refuses connections, datagrams and look-ups to elsewhere, also in children and threads", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-offline-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "program.mjs");
  writeFileSync(program, PROGRAM);
  const log = join(folder, "refused");
  const env = { ...process.env, NODE_OPTIONS: `--import ${GUARD}`, OFFLINE_LOG: log };
  const child = spawn(process.execPath, [program, folder], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  await new Promise((resolve) => child.once("close", resolve));
  const { child: inner, thread, ...own } = JSON.parse(output) as Record<string, unknown>;
  const refused = [
    ...["connect", "connect by name", "connect to IPv6", "tls", "fetch", "datagram"],
    ...["lookup", "lookup, promised", "resolve4", "Resolver"],
  ];
  const expected = {
    ...Object.fromEntries(refused.map((name) => [name, "EOFFLINE"])),
    ...{ "loopback 127.0.0.1": "here", "loopback localhost": "here", pipe: "ok" },
    ...(hasIpv6() ? { "loopback [::1]": "here" } : {}),
  };
  assert.deepEqual(own, expected);
  assert.deepEqual(inner, expected, "a child process");
  assert.deepEqual(thread, expected, "a worker thread");
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  assert.equal(lines.length, 3 * refused.length, "each attempt is written down");
  assert.match(lines[0], /^connection to 192\.0\.2\.1:9 by /);
});

test("the suite runs under the guard, and in its namespace there is loopback alone", (t) => {
  if (process.env.OFFLINE_LOG === undefined) return t.skip("not started by npm test");
  assert.equal((globalThis as Record<symbol, unknown>)[Symbol.for("docformer.offline")], true);
  if (process.env.OFFLINE_NAMESPACE) assert.deepEqual(Object.keys(networkInterfaces()), ["lo"]);
});
