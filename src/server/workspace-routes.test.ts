import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { tinyCheckpoint, wordsFile } from "../../test/workspaces.ts";
import { DEFAULT_LIMITS } from "../read/limits.ts";
import { DocFormer } from "../tasks/docformer.ts";
import { WORKSPACE_JOBS } from "../workspace/jobs.ts";
import { Workspace } from "../workspace/workspace.ts";
import { errorResponse, HttpError, httpErrorOf } from "./http-error.ts";
import { workspaceRoutes } from "./workspace-routes.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-workspace-routes-"));
const models = new Map<string, DocFormer>();
after(async () => {
  for (const model of models.values()) await model.dispose();
  rmSync(root, { recursive: true, force: true });
});

/** Jobs that were submitted, carried out at once in this process as a child would. */
const jobs: Promise<unknown>[] = [];
const forgotten: string[] = [];
let app: Hono;
let folder: string;

before(() => {
  folder = join(root, "workspace");
  const schema = { type: "object", properties: { first: { type: "string" }, second: { type: "string" } } };
  Workspace.init(folder, { schema, base: tinyCheckpoint(join(root, "base")), who: "ann" });
  const host = {
    folder,
    jobs: {
      async submit({ verb, input }: { verb: string; input: object }) {
        const context = {
          signal: new AbortController().signal,
          progress() {},
          log() {},
          async model(place = "") {
            const known = models.get(place) ?? (await DocFormer.load({ model: place }));
            models.set(place, known);
            return known;
          },
          limits: DEFAULT_LIMITS,
          threads: 1,
        };
        const { workers = 1 } = input as { workers?: number };
        const work = WORKSPACE_JOBS[verb]({ ...input, workers }, context);
        work.catch(() => {});
        return { id: `job-${jobs.push(work)}` };
      },
      forgetFile: (sha256: string) => void forgotten.push(sha256),
    },
    async receiveForm(context: { req: { raw: Request } }) {
      const files: { name: string; bytes: Uint8Array }[] = [];
      for (const [, value] of await context.req.raw.formData()) {
        if (typeof value !== "string")
          files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
      }
      return { files, fields: {} };
    },
    error: (status: number, code: string, message: string, more?: Record<string, unknown>) =>
      new HttpError(status, code, message, { more }),
  };
  app = new Hono();
  app.route("/v1/workspace", workspaceRoutes(host as never));
  app.onError((error) => errorResponse(httpErrorOf(error)));
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const form = body instanceof FormData;
  const response = await app.request(`/v1/workspace${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : form ? body : JSON.stringify(body),
  });
  const json = response.headers.get("content-type")?.includes("json");
  // biome-ignore lint/suspicious/noExplicitAny: what it holds is what the tests say
  const answer: any = json ? await response.json() : null;
  return { status: response.status, headers: response.headers, body: answer, response };
}

const settled = () => Promise.allSettled(jobs);
const ids: string[] = [];

test("uploaded documents are taken in once, read and predicted", async () => {
  const form = new FormData();
  for (const seed of [1, 2, 1]) form.append("file", new File([new Uint8Array(wordsFile(seed))], `page-${seed}.json`));
  form.append("file", new File(["<script>"], "page.html"));
  const { status, body } = await call("POST", "/documents", form);
  assert.equal(status, 201);
  assert.deepEqual(
    body.map(({ name, duplicate, job }: { name: string; duplicate: boolean; job: string | null }) => [
      name,
      duplicate,
      job !== null,
    ]),
    [
      ["page-1.json", false, true],
      ["page-2.json", false, true],
      ["page-1.json", true, false],
      ["page.html", false, true],
    ],
  );
  await settled();
  const list = (await call("GET", "/documents")).body;
  assert.deepEqual(
    list.map(({ status }: { status: string }) => status),
    ["predicted", "predicted", "unreadable"],
  );
  ids.push(...list.slice(0, 2).map(({ id }: { id: string }) => id));
  const view = (await call("GET", `/documents/${ids[0]}`)).body;
  assert.deepEqual([Object.keys(view.prediction.fields), view.prediction.model], [["first", "second"], "base"]);
  assert.ok(view.document.pages[0].words.length > 5);
  assert.deepEqual((await call("GET", "")).body.documents, { total: 3, reviewed: 0, predicted: 2, unreadable: 1 });
  assert.equal((await call("POST", "/documents", new FormData())).status, 400);
});

test("a label is saved on the version that was seen; who comes late gets what is there", async () => {
  const path = `/documents/${ids[0]}/label`;
  const label = (text: string) => ({ fields: { first: { words: [0] }, second: { text } } });
  assert.equal((await call("PUT", path, label("x"))).status, 428);
  const first = await call("PUT", path, label("x"), { "If-Match": '"0"' });
  assert.deepEqual([first.status, first.body], [200, { version: 1 }]);
  const late = await call("PUT", path, label("y"), { "If-Match": '"0"' });
  assert.deepEqual([late.status, late.body.error.code, late.body.current.fields.second.text], [409, "conflict", "x"]);
  assert.equal((await call("PUT", path, label("y"), { "If-Match": '"1"' })).body.version, 2);
  const wrong = await call("PUT", path, { fields: { third: { text: "z" } } }, { "If-Match": '"2"' });
  assert.deepEqual([wrong.status, wrong.body.error.code], [422, "bad-label"]);
  assert.equal((await call("PUT", "/documents/0000000000000000/label", label("y"), { "If-Match": "0" })).status, 404);
  assert.equal((await call("GET", "/documents")).body[0].id, ids[1], "what is reviewed is no longer first");
});

test("the schema is saved likewise, with names that were changed", async () => {
  const properties = { first: { type: "string" }, next: { type: "string" } };
  const given = { schema: { type: "object", properties }, renames: { second: "next" } };
  const late = await call("PUT", "/schema", given, { "If-Match": '"7"' });
  assert.deepEqual([late.status, late.body.current.version, late.body.current.schema.type], [409, 1, "object"]);
  assert.equal((await call("PUT", "/schema", given, { "If-Match": '"1"' })).body.version, 2);
  const { label } = (await call("GET", `/documents/${ids[0]}`)).body;
  assert.deepEqual([label.fields.next.text, label.version], ["y", 2]);
  assert.deepEqual((await call("GET", "")).body.samples, { first: 1, next: 1 });
  const broken = await call("PUT", "/schema", { schema: { type: "string" } }, { "If-Match": '"2"' });
  assert.deepEqual([broken.status, broken.body.error.code], [422, "bad-schema"]);
});

test("a run trains, its model is compared, activated, downloaded and taken back", async () => {
  await call("PUT", `/documents/${ids[1]}/label`, { fields: { first: { words: [1] } } }, { "If-Match": '"0"' });
  const { status, body } = await call("POST", "/runs", { minutes: 0.02 });
  assert.deepEqual([status, body.run], [202, "r1"]);
  assert.equal((await call("POST", "/runs", { minutes: "ten" })).status, 400);
  await settled();
  const run = (await call("GET", "/runs/r1")).body;
  assert.equal(run.job, body.job);
  assert.deepEqual([run.state, run.model, run.samples], ["done", "m1", { first: 2, next: 1 }], run.error);
  assert.equal((await call("POST", "/runs/r1/stop")).status, 409);
  assert.equal((await call("POST", "/runs/r1/resume")).status, 409);
  assert.equal((await call("GET", "/runs")).body[0].curve, undefined);

  assert.equal((await call("POST", "/models/m1/activate")).body.active, "m1");
  assert.deepEqual(
    (await call("GET", "/models")).body.map(({ id, active }: { id: string; active: boolean }) => [id, active]),
    [
      ["m1", true],
      ["base", false],
    ],
  );
  const { response, headers } = await call("GET", "/models/m1/download");
  assert.match(headers.get("content-disposition") ?? "", /docformer-m1\.tar\.gz/);
  const tar = gunzipSync(Buffer.from(await response.arrayBuffer()));
  assert.equal(tar.toString("latin1", 257, 262), "ustar");
  const names = ["config.json", "model.safetensors", "checksums.json"];
  assert.ok(names.every((name) => tar.includes(`m1/${name}\0`)) && !tar.includes("held.json"));
  assert.deepEqual((await call("GET", "/compare")).body.fields, {}, "of two documents none is held back");
  assert.equal((await call("GET", "/compare?old=base&new=m9")).status, 404);
  assert.deepEqual((await call("GET", "/thresholds")).body, []);
  assert.equal((await call("POST", "/models/rollback")).body.active, "base");
  assert.equal((await call("POST", "/models/rollback")).status, 409);
});

test("labels are exported as files, and tables as such", async () => {
  const table = await (await call("GET", "/export?format=csv")).response.text();
  assert.match(table, /^id,name,status,first,next\n/);
  const lines = gunzipSync(Buffer.from(await (await call("GET", "/export?format=docformer")).response.arrayBuffer()));
  assert.ok(lines.includes("docformer/train.jsonl\0") && lines.includes('"next":"y"'));
  assert.equal((await call("GET", "/export?format=word")).status, 400);
});

test("events tell of what others do, and go on where they were left", async () => {
  const response = await app.request("/v1/workspace/events");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  await call("DELETE", `/documents/${ids[1]}`);
  assert.equal(forgotten[0].slice(0, 16), ids[1], "what jobs have answered about it is forgotten, too");
  let text = "";
  while (!text.includes("\n\n")) text += (await reader.read()).value;
  await reader.cancel();
  assert.match(text, /^event: document\n/m);
  const { action, document, who } = JSON.parse(/^data: (.*)$/m.exec(text)![1]);
  assert.deepEqual([action, document, who], ["document-erased", ids[1], "web"]);
  const audit = (await call("GET", "/audit")).body;
  assert.equal(audit.at(-1).action, "document-erased");
  assert.ok(!JSON.stringify(audit).includes(JSON.parse(wordsFile(1).toString()).pages[0].words[0].text));
  assert.equal((await call("GET", `/documents/${ids[1]}`)).status, 404);
  assert.ok(readFileSync(join(folder, "audit.jsonl"), "utf8").includes(ids[1]));
});
