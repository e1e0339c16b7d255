import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serverOptions } from "../../test/server-options.ts";
import { wordsFile } from "../../test/workspaces.ts";
import { type AuditEvent, auditSince } from "../workspace/audit.ts";
import { addDocument, readInto } from "../workspace/documents.ts";
import { Workspace } from "../workspace/workspace.ts";
import { KeyError, readKeys } from "./keys.ts";
import { createLog } from "./log.ts";
import { startServer } from "./server.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-keys-"));
after(() => rmSync(root, { recursive: true, force: true }));

const [ALICE, BOB, PLAIN] = ["alice-0123456789abcdef", "bob-0123456789abcdefgh", "0123456789abcdef0123"];

function keyFile(...lines: string[]): string {
  const file = join(root, "keys");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

test("readKeys() gives each key the name of its line, and plain keys a neutral one", () => {
  const hash = createHash("sha256").update(BOB).digest("hex");
  const keys = readKeys(
    keyFile("# ours", `alice:${ALICE}`, `jörg.b@home:sha256:${hash}`, PLAIN, "", "a-b:c:0123456789abcdef"),
  );
  assert.deepEqual(
    [ALICE, BOB, PLAIN, "c:0123456789abcdef", "none of them at all"].map((key) => keys.nameOf(key)),
    ["alice", "jörg.b@home", "web", "a-b", null],
  );
  assert.equal(keys.nameOf(`alice:${ALICE}`), "alice", "a key with a colon from before keys had names");
  assert.equal(readKeys(keyFile(`sha256:${hash}`)).nameOf(BOB), "web");
  const token = keys.openSession("alice");
  assert.deepEqual(
    [keys.sessionName(token), keys.sessionName(`${token}x`), keys.sessionName("")],
    ["alice", null, null],
  );
  keys.closeSession(token);
  assert.equal(keys.sessionName(token), null);
});

test("readKeys() refuses short keys, named ones too, without telling them", () => {
  for (const line of ["short", "alexandra-the-second:short", "alice:"]) {
    assert.throws(
      () => readKeys(keyFile(PLAIN, line)),
      (error) => error instanceof KeyError && /key 2 is shorter/.test(error.message) && !/short\b/.test(error.message),
    );
  }
});

test("the audit log names whose key it was, by header and by the page's cookie, and the fields that were changed", async () => {
  const folder = join(root, "workspace");
  const schema = { type: "object", properties: { first: { type: "string" }, second: { type: "string" } } };
  const workspace = Workspace.init(folder, { schema, who: "ann" });
  const { id } = await addDocument(workspace, { name: "page.json", bytes: wordsFile(1) }, "ann");
  await readInto(workspace, id);
  const lines: string[] = [];
  const log = createLog("debug", (line) => void lines.push(line));
  const apiKeyFile = keyFile(`alice:${ALICE}`, `bob:${BOB}`, PLAIN);
  const server = await startServer(serverOptions(root, { workspace: folder, apiKeyFile, log }));
  try {
    const json = { "content-type": "application/json" };
    const put = async (fields: object, version: number, headers: Record<string, string>) => {
      const response = await fetch(`${server.url}/v1/workspace/documents/${id}/label`, {
        method: "PUT",
        headers: { ...json, ...headers, "if-match": `"${version}"` },
        body: JSON.stringify({ fields }),
      });
      assert.equal(response.status, 200, await response.text());
    };
    const session = await fetch(`${server.url}/v1/session`, {
      method: "POST",
      headers: json,
      body: JSON.stringify({ key: BOB }),
    });
    const cookie = session.headers.getSetCookie()[0].split(";")[0];
    await put({ first: { words: [0] }, second: { text: "x" } }, 0, { authorization: `Bearer ${ALICE}` });
    // The same said otherwise, as a client does that sends back what it was given.
    await put({ first: { page: 0, words: [0] }, second: { text: "y", status: "value" } }, 1, { cookie });
    await put({ second: { text: "y" } }, 2, { "x-api-key": PLAIN });
    const { events } = auditSince(folder);
    assert.deepEqual(
      events.filter(({ action }) => action === "label").map(({ who, fields }: AuditEvent) => [who, fields]),
      [
        ["alice", ["first", "second"]],
        ["bob", ["second"]],
        ["web", ["first"]],
      ],
    );
    const said = JSON.stringify(events) + lines.join();
    for (const key of [ALICE, BOB, PLAIN, cookie.split("=")[1]]) assert.ok(!said.includes(key));
  } finally {
    await server.close(0);
  }
});
