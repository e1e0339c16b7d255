import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { tinyCheckpoint, wordsFile } from "../../test/workspaces.ts";
import { openJobStore } from "../server/job-store.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-workspace-cli-"));
after(() => rmSync(root, { recursive: true, force: true }));
const folder = join(root, "mine");
const inbox = join(root, "inbox");

/** A part of the verb with --json: what it prints, after its exit code was held against `code`. */
async function call(code: number, part: string, ...args: string[]) {
  const ended = await callProgram(["workspace", part, folder, ...args, "--json", "--as", "ann"]);
  assert.equal(ended.code, code, `${part}: ${ended.err} ${ended.out}`);
  return JSON.parse(ended.out);
}

test("a workspace is made, filled, labelled, trained, asked and exported by commands alone", async () => {
  mkdirSync(inbox);
  for (const seed of [1, 2, 3]) writeFileSync(join(inbox, `page-${seed}.json`), wordsFile(seed));
  writeFileSync(join(inbox, "page-1z.json"), wordsFile(1));
  const schema = join(root, "schema.json");
  writeFileSync(
    schema,
    JSON.stringify({ type: "object", properties: { first: { type: "string" }, last: { type: "string" } } }),
  );
  const made = await call(0, "init", "--schema", schema, "--model", tinyCheckpoint(join(root, "base")));
  assert.deepEqual(made.fields, ["first", "last"]);
  assert.equal((await call(1, "init")).error.code, "not-empty");

  const imported = await call(0, "import", inbox);
  assert.deepEqual([imported.added.length, imported.duplicates], [3, 1]);
  writeFileSync(join(root, "odd.txt"), "nothing to read");
  assert.equal((await call(3, "import", join(root, "odd.txt"))).unreadable[0].name, "odd.txt");

  const { predicted, model } = await call(0, "predict");
  assert.deepEqual([predicted.length, model], [3, "base"]);

  const word = JSON.parse(wordsFile(1).toString()).pages[0].words[0].text;
  const label = await call(0, "label", "page-1.json", "--set", `first=${word}`, "--absent", "last");
  assert.equal(label.fields.first.words.length, 1, "the words that read so were found");
  assert.equal(label.fields.last.status, "absent");
  const from = join(root, "label.json");
  writeFileSync(from, JSON.stringify({ fields: { first: { words: [0] } } }));
  assert.equal((await call(0, "label", "page-2.json", "--from", from)).fields.first.status, "value");
  const accepted = await call(0, "label", "page-2.json", "--accept");
  assert.deepEqual([accepted.version, accepted.fields.last.by], [2, "accepted"]);
  assert.deepEqual(Object.keys((await call(0, "label", "page-2.json", "--clear", "last")).fields), ["first"]);
  await call(0, "label", "page-2.json", "--accept");
  assert.equal((await call(2, "label", "page-2.json", "--set", "sum=1")).error.code, "bad-label");
  assert.equal((await call(2, "label", "page-9.json")).error.code, "usage");

  const status = await call(0, "status");
  assert.deepEqual(status.counts, { predicted: 1, unreadable: 1, reviewed: 2 });
  assert.equal(status.documents[0].name, "page-3.json", "what is in doubt stands first");

  const trained = await call(0, "train", "--steps", "2", "--workers", "1", "--held", "1", "--activate");
  assert.deepEqual([trained.run, trained.model, trained.documents, trained.scores.first.n], ["r1", "m1", 1, 1]);
  assert.equal((await call(1, "train", "--resume", "r1")).error.code, "not-now");
  assert.equal((await call(2, "train", "--resume", "r7")).error.code, "no-such-run");
  assert.equal((await call(0, "runs"))[0].state, "done");
  const [first, base] = await call(0, "models");
  assert.deepEqual([first.active, base.active, first.folder], [true, false, join(folder, "models", "m1")]);
  assert.deepEqual(Object.keys((await call(0, "compare")).fields), ["first", "last"]);
  assert.equal((await call(0, "predict")).model, "m1");
  assert.deepEqual(await call(0, "rollback"), { active: "base" });
  assert.deepEqual(await call(0, "activate", "m1"), { active: "m1" });
  assert.equal((await call(0, "thresholds"))[0].fields, 2);

  const out = join(root, "out");
  assert.equal((await call(0, "export", "--format", "docformer", "--out", out)).documents, 2);
  assert.equal(readFileSync(join(out, "train.jsonl"), "utf8").trim().split("\n").length, 2);
  const scores = await call(0, "evaluate", "--data", out, "--split", "train");
  assert.deepEqual([scores.documents, Object.keys(scores.byField)], [2, ["first", "last"]]);
  const again = await call(0, "import", "--data", out);
  assert.deepEqual([again.added, again.duplicates, again.labelled], [[], 2, 0], "what was exported is here already");
  const funsd = await call(3, "export", "--format", "funsd", "--out", join(root, "funsd"));
  assert.match(funsd.leftOut[0].reason, /no picture/);

  // What a server has answered, of the document and of another.
  const store = openJobStore(join(folder, "server"));
  for (const [job, bytes] of [
    ["gone", wordsFile(3)],
    ["kept", wordsFile(2)],
  ] as const) {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const file = { path: join(folder, "server", "none"), name: "page.json", sha256 };
    const about = { verb: "read", lane: "verbs", input: {}, batch: null, created: 1, idempotency: null } as const;
    store.insert({ id: job, file, fingerprint: "", ...about });
  }
  store.close();
  const [{ id, models }] = await call(0, "erase", "page-3.json");
  const remaining = openJobStore(join(folder, "server"));
  assert.deepEqual(
    remaining.list({ limit: 9 }).map((job) => job.id),
    ["kept"],
  );
  remaining.close();
  assert.deepEqual(models, []);
  const audit = await call(0, "audit");
  assert.deepEqual([audit.at(-1).action, audit.at(-1).document, audit.at(-1).who], ["document-erased", id, "ann"]);
  assert.ok(!JSON.stringify(audit).includes(word));
});

test("the schema is printed and replaced; a renamed field keeps its labels", async () => {
  const schema = join(root, "renamed.json");
  writeFileSync(
    schema,
    JSON.stringify({ type: "object", properties: { opening: { type: "string" }, last: { type: "string" } } }),
  );
  assert.equal((await call(0, "schema", "--set", schema, "--rename", "first=opening")).version, 2);
  assert.ok((await call(0, "label", "page-1.json")).fields.opening);
  assert.equal((await call(2, "schema", "--rename", "a=b")).error.code, "usage");
});

test("watch predicts what is put into a folder until it is interrupted", async () => {
  const stop = new AbortController();
  const watched = join(root, "watched");
  mkdirSync(watched);
  writeFileSync(join(watched, "new.json"), wordsFile(11));
  let out = "";
  const streams = {
    stdin: (async function* () {
      yield "";
    })(),
    stdout: {
      write(text: string) {
        out += text;
        stop.abort();
      },
    },
    stderr: { write: () => true },
    env: {},
  };
  const { runProgram } = await import("./program.ts");
  const code = await runProgram(
    ["workspace", "watch", folder, watched, "--every", "0.2", "--json"],
    streams as never,
    stop.signal,
  );
  assert.equal(code, 130);
  const [line] = out.split("\n");
  assert.deepEqual([JSON.parse(line).name, JSON.parse(line).problem], ["new.json", null]);
});

test("workspace says what is wrong with its arguments", async () => {
  const wrong = async (message: RegExp, ...args: string[]) => {
    const { code, err } = await callProgram(["workspace", ...args]);
    assert.equal(code, 2, err);
    assert.match(err, message);
  };
  await wrong(/is no workspace: make one with docformer workspace init/, "status", root);
  await wrong(/a part of the verb is missing/);
  await wrong(/one of the three/, "import", folder);
  await wrong(/there are docformer, csv/, "export", folder, "--format", "word", "--out", join(root, "x"));
});
