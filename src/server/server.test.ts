import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { serverOptions } from "../../test/server-options.ts";
import { smallPdf } from "../../test/small-pdf.ts";
import { tinyCheckpoint } from "../../test/workspaces.ts";
import { Workspace } from "../workspace/workspace.ts";
import { ClientError, createClient } from "./client.ts";
import type { Log } from "./log.ts";
import { type RunningServer, startServer } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-server-"));
const lines: string[] = [];
const tell = (fields: object, message: string) => void lines.push(`${JSON.stringify(fields)} ${message}`);
const log: Log = { debug: tell, info: tell, warn: tell, error: tell };

/** A page of words: nothing is to be recognised, so that answers come fast. */
const DOCUMENT = JSON.stringify({
  pages: [
    {
      width: 1000,
      height: 1400,
      words: [
        { text: "Zebrastrasse", box: [100, 100, 260, 120] },
        { text: "Total:", box: [100, 300, 180, 320] },
        { text: "$4.32", box: [200, 300, 280, 320] },
      ],
    },
  ],
});

function form(input: object, name = "words.json", text = DOCUMENT): FormData {
  const data = new FormData();
  data.set("file", new File([text], name));
  data.set("input", JSON.stringify(input));
  return data;
}

let server: RunningServer;
const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
const post = (path: string, body: FormData, headers: Record<string, string> = {}) =>
  call(path, { method: "POST", body, headers });

before(async () => {
  server = await startServer(serverOptions(folder, { log }));
});
after(async () => {
  await server.close(0);
  rmSync(folder, { recursive: true, force: true });
});

test("a file is read and asked, and the copy of it is deleted", async () => {
  const read = await post("/v1/read", form({}));
  assert.equal(read.status, 200);
  const { document } = (await read.json()) as { document: { source: { name: string }; pages: { words: unknown[] }[] } };
  assert.equal(document.source.name, "words.json");
  assert.equal(document.pages[0].words.length, 3);
  const asked = await post("/v1/ask", form({ questions: ["What is the total?"] }));
  const [answer] = (await asked.json()) as { question: string; value: unknown; evidence: { words: number[] }[] }[];
  assert.equal(answer.question, "What is the total?");
  assert.equal(answer.value, 4.32);
  assert.deepEqual(answer.evidence[0].words, [2]);
  assert.deepEqual(readdirSync(join(folder, "data", "files")), []);
});

test("relations, statements, classes and tables are answered over HTTP", async () => {
  const answer = async (verb: string, input: object) => {
    const response = await post(`/v1/${verb}`, form(input));
    assert.equal(response.status, 200, verb);
    return response.json();
  };
  const { entities, links } = (await answer("relate", {})) as {
    entities: { text: string }[];
    links: [number, number][];
  };
  assert.deepEqual(
    links.map((pair) => pair.map((id) => entities[id].text)),
    [["Total:", "$4.32"]],
  );
  const statements = ["The total is 4.32", "The total is 9.99"];
  const verdicts = (await answer("verify", { statements })) as { verdict: string }[];
  assert.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ["entailed", "refuted"],
  );
  const { scores } = (await answer("classify", { labels: ["letter", "receipt"] })) as { scores: object[] };
  assert.equal(scores.length, 2);
  assert.deepEqual(await answer("tables", {}), { tables: [] });
  assert.equal((await post("/v1/classify", form({ labels: ["one"] }))).status, 400);
});

test("what was read is a file of another form, to be saved and never shown", async () => {
  const words = form({}, 'Brücke "1".json');
  const hocr = await post("/v1/read?format=hocr", words);
  assert.equal(hocr.status, 200);
  const header = (name: string) => hocr.headers.get(name) ?? "";
  assert.equal(header("content-type"), "text/vnd.hocr+html; charset=utf-8");
  const disposition = `attachment; filename="Br_cke _1_.hocr"; filename*=UTF-8''Br%C3%BCcke%20%221%22.hocr`;
  assert.equal(header("content-disposition"), disposition);
  assert.equal(header("x-content-type-options"), "nosniff");
  assert.match(header("content-security-policy"), /sandbox/);
  assert.match(await hocr.text(), /\$4\.32/);
  assert.equal((await call(`/v1/jobs/${header("x-job-id")}`)).status, 404, "what was delivered is not kept");

  const client = createClient({ url: server.url });
  const file = { bytes: new TextEncoder().encode(DOCUMENT), name: "words.json" };
  const csv = await client.export(file, "csv");
  assert.match(await csv.text(), /^page,line,word,text,.*\n1,1,1,Zebrastrasse,/);
  assert.match(await (await client.export(file, "alto")).text(), /<alto /);
  await assert.rejects(
    client.export(file, "pdf"),
    (error) => error instanceof ClientError && error.code === "unsupported",
  );
  const pdf = { bytes: smallPdf([{ content: "BT /F1 12 Tf 60 700 Td (Rope) Tj ET" }]), name: "rope.pdf" };
  const kept = await client.export(pdf, "pdf");
  assert.equal(kept.type, "application/pdf");
  assert.deepEqual(new Uint8Array(await kept.arrayBuffer()), new Uint8Array(pdf.bytes));

  // Without waiting, the job holds it.
  const { id } = (await (await post("/v1/read?format=text&async=1", form({}))).json()) as { id: string };
  const { result } = await client.wait(id);
  assert.deepEqual(result, { name: "words.txt", format: "text", text: "Zebrastrasse\nTotal: $4.32\n" });
  assert.equal((await post("/v1/read?format=docx", form({}))).status, 400);
  assert.equal((await post("/v1/tables?format=csv", form({}))).status, 400);
});

test("an asynchronous job is followed by its events, resumed in the middle, and deleted", async () => {
  const accepted = await post("/v1/read?async=1", form({}));
  assert.equal(accepted.status, 202);
  const { id } = (await accepted.json()) as { id: string };
  const events = await (await call(`/v1/jobs/${id}/events`)).text();
  const numbers = [...events.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number));
  assert.deepEqual(
    numbers,
    Array.from(numbers, (_, i) => i + 1),
  );
  assert.match(events, /event: done\ndata: \{[^\n]*"state":"done"/);
  const rest = await (await call(`/v1/jobs/${id}/events`, { headers: { "Last-Event-ID": "2" } })).text();
  assert.match(rest, /^id: 3$/m);
  assert.doesNotMatch(rest, /^id: 2$/m);
  const end = await call(`/v1/jobs/${id}/events`, { headers: { "Last-Event-ID": String(numbers.at(-1)) } });
  assert.equal(end.status, 204);
  const job = (await (await call(`/v1/jobs/${id}`)).json()) as { state: string; result: { document: object } };
  assert.equal(job.state, "done");
  assert.ok(job.result.document);
  assert.equal((await call(`/v1/jobs/${id}`, { method: "DELETE" })).status, 204);
  assert.equal((await call(`/v1/jobs/${id}`)).status, 404);
});

test("several files are a batch, and a bad one stops none", async () => {
  const data = form({});
  data.append("file", new File(["no document"], "bad.txt"));
  const { batch, jobs } = (await (await post("/v1/read", data)).json()) as { batch: string; jobs: { id: string }[] };
  assert.equal(jobs.length, 2);
  for (const { id } of jobs) await (await call(`/v1/jobs/${id}/events`)).text();
  const list = (await (await call(`/v1/jobs?batch=${batch}`)).json()) as { jobs: { file: string; state: string }[] };
  assert.deepEqual(list.jobs.map(({ file, state }) => `${file} ${state}`).sort(), [
    "bad.txt failed",
    "words.json done",
  ]);
});

test("the same Idempotency-Key is the same job, and no other request's", async () => {
  const headers = { "Idempotency-Key": "one" };
  const first = await post("/v1/read?async=1", form({}), headers);
  const second = await post("/v1/read?async=1", form({}), headers);
  assert.deepEqual(await first.json(), await second.json());
  const other = await post("/v1/ask", form({ questions: ["?"] }), headers);
  assert.equal(other.status, 422);
});

test("createClient() reads, asks, follows and deletes, and answers are what the OpenAPI document says", async () => {
  const client = createClient({ url: `${server.url}/` });
  const file = { bytes: new TextEncoder().encode(DOCUMENT), name: "words.json" };
  const { document } = await client.read(file);
  assert.equal(document.pages[0].words[2].text, "$4.32");
  const { id } = await client.submit("ask", file, { questions: ["What is the total?"] });
  const seen: string[] = [];
  for await (const { event } of client.events(id)) seen.push(event);
  assert.equal(seen.at(-1), "done");
  const job = await client.wait(id);
  assert.equal(job.state, "done");
  assert.ok((await client.jobs({ state: "done", limit: 5 })).some((one) => one.id === id && !("result" in one)));
  const api = (await (await call("/openapi.json")).json()) as object;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(api, "api");
  const valid = (pointer: string, value: unknown) =>
    assert.ok(ajv.validate({ $ref: `api#${pointer}` }, value), `${pointer}: ${JSON.stringify(ajv.errors)}`);
  const ofVerb = (verb: string) => `/paths/~1v1~1${verb}/post/responses/200/content/application~1json/schema`;
  valid("/components/schemas/Job", job);
  valid(ofVerb("ask"), job.result);
  valid(ofVerb("read"), await (await post("/v1/read", form({}))).json());
  await client.remove(id);
  await assert.rejects(client.job(id), (error) => error instanceof ClientError && error.status === 404);
  await assert.rejects(
    client.ask({ bytes: new Uint8Array(1), name: "x.bin" }, { questions: ["?"] }),
    (error) => error instanceof ClientError && error.code === "unsupported" && error.file === "x.bin",
  );
});

test("the API page names every verb and carries no code of its own in the page", async () => {
  const response = await call("/api");
  assert.match(response.headers.get("content-security-policy") ?? "", /script-src 'self'/);
  const html = await response.text();
  for (const verb of ["read", "ask"]) assert.ok(html.includes(`/v1/${verb}</code>`), verb);
  assert.doesNotMatch(html, /<script>|<style>| on\w+=| style=/);
  for (const name of ["page.js", "page.css"]) assert.equal((await call(`/api/${name}`)).status, 200);
  assert.match(await (await call("/")).text(), /docformer|not built/);
});

test("wrong requests are told what is wrong", async () => {
  const status = async (response: Promise<Response>) => {
    const { error } = (await (await response).json()) as { error: { code: string; message: string } };
    return `${(await response).status} ${error.code}`;
  };
  const json = (body: string) =>
    call("/v1/read", { method: "POST", body, headers: { "Content-Type": "application/json" } });
  assert.equal(await status(post("/v1/ask", form({ questions: [] }))), "400 bad-input");
  assert.equal(await status(post("/v1/read", form({}, "empty.pdf", ""))), "400 empty");
  assert.equal(await status(post("/v1/read", form({}, "text.txt", "only text"))), "415 unsupported");
  assert.equal(await status(post("/v1/read", form({ pages: [7] }))), "422 no-such-page");
  assert.equal(await status(post("/v1/nothing", form({}))), "404 no-route");
  assert.equal(await status(call("/v1/read")), "405 method");
  assert.equal(await status(json("{")), "400 bad-input");
  assert.equal(await status(json('{"path":"x.pdf"}')), "403 no-root");
  assert.equal(await status(call("/v1/jobs/none")), "404 no-job");
});

test("a workspace takes documents in and a child predicts them", async (t) => {
  const place = join(folder, "workspace");
  Workspace.init(place, {
    schema: { type: "object", properties: { total: { type: "number", format: "money" } } },
    base: tinyCheckpoint(join(folder, "base")),
    who: "test",
  });
  const own = await startServer(serverOptions(folder, { log, workspace: place, data: join(place, "server") }));
  t.after(() => own.close(0));
  const client = createClient({ url: own.url });
  const data = new FormData();
  data.set("file", new File([DOCUMENT], "words.json"));
  const response = await fetch(`${own.url}/v1/workspace/documents`, { method: "POST", body: data });
  assert.equal(response.status, 201);
  const [{ id, job }] = (await response.json()) as { id: string; job: string }[];
  const { state, error } = await client.wait(job);
  assert.equal(state, "done", JSON.stringify(error));
  const list = (await (await fetch(`${own.url}/v1/workspace/documents`)).json()) as { id: string; status: string }[];
  assert.deepEqual(
    list.map((one) => `${one.id} ${one.status}`),
    [`${id} predicted`],
  );
  // The verbs open its documents by their id, and nothing else of its folder.
  assert.equal((await client.read({ document: id })).document.pages[0].words.length, 3);
  assert.match(await (await client.export({ document: id }, "text")).text(), /^Zebrastrasse\n/);
  await assert.rejects(
    client.read({ document: "../../workspace.json" }),
    (error) => error instanceof ClientError && error.status === 404,
  );
  assert.equal((await fetch(`${own.url}/v1/workspace/documents/0123456789abcdef`)).status, 404);
  const conflict = await fetch(`${own.url}/v1/workspace/documents/${id}/label`, {
    method: "PUT",
    body: JSON.stringify({ fields: {} }),
    headers: { "If-Match": '"7"', "Content-Type": "application/json" },
  });
  assert.equal(conflict.status, 409);
  const kept = async () => ((await (await fetch(`${own.url}/v1/jobs`)).json()) as { jobs: { verb: string }[] }).jobs;
  assert.ok((await kept()).some(({ verb }) => verb === "read"));
  assert.equal((await fetch(`${own.url}/v1/workspace/documents/${id}`, { method: "DELETE" })).status, 200);
  assert.ok(!(await kept()).some(({ verb }) => verb === "read"), "what was read of it is forgotten with it");
  assert.equal((await call("/v1/workspace")).status, 404, "the other server has none");
});

test("the log holds neither names nor words", () => {
  assert.ok(lines.length > 10);
  assert.doesNotMatch(lines.join("\n"), /Zebra|words\.json|empty\.pdf|What is/);
});
