import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { callProgram } from "../../test/call.ts";
import { blankPng, put, temporaryFolder } from "../../test/hand-made.ts";
import { sharedOrSkip } from "../../test/shared.ts";
import { FORMATS } from "../data/formats/formats.ts";

const base = temporaryFolder();

const call = (...args: string[]) => callProgram(args);

const line = (id: string, more: object = {}) =>
  JSON.stringify({
    id,
    pages: [{ width: 100, height: 200, image: "a.png", words: [{ text: "Total", box: [0, 0, 40, 10], line: 0 }] }],
    ...more,
  });

const set = async (name: string, train: string, dev = line("d")) =>
  put(join(base, name), { "train.jsonl": train, "dev.jsonl": dev, "a.png": await blankPng(100, 200) });

test("data check ends with 0 where all can be read, with 1 and every problem where not", async () => {
  const fine = await set("fine", line("a"));
  const good = await call("data", "check", fine);
  assert.deepEqual(
    [good.code, good.out.trim().split("\n")],
    [0, ["dev: 1 documents read, 0 problems", "train: 1 documents read, 0 problems"]],
  );
  const odd = await set("odd", [line("a"), line("a"), line("b", { entities: [{ id: 1 }] })].join("\n"));
  const bad = await call("data", "check", odd, "--format", "docformer");
  assert.equal(bad.code, 1);
  assert.match(bad.out, /train\.jsonl:3: entities\[0\]\.words: is not a list/);
  assert.match(bad.out, /odd: a: id: is another document's, too/);
  assert.match(bad.out, /train: 2 documents read, 2 problems/);
  const json = await call("data", "check", odd, "--split", "train", "--json", "--quiet");
  const { splits, format } = JSON.parse(json.out);
  assert.deepEqual([json.code, json.err, format, Object.keys(splits)], [1, "", "docformer", ["train"]]);
  assert.deepEqual(splits.train.problems[1], {
    file: join(odd, "train.jsonl"),
    line: 3,
    document: null,
    field: "entities[0].words",
    message: `${join(odd, "train.jsonl")}:3: entities[0].words: is not a list`,
  });
});

test("data stats prints counts by split, as text and JSON", async () => {
  const folder = await set(
    "stats",
    line("a", { fields: { total: "1" }, questions: [{ question: "?", kind: "cell" }] }),
  );
  const text = await call("data", "stats", folder, "--split", "train");
  assert.equal(text.code, 0);
  assert.match(text.out, /^train\n {2}documents +1\n {2}pages +1\n {2}words +1 {2}a page: least 1/);
  assert.match(text.out, /cell +1\n/);
  const json = JSON.parse((await call("data", "stats", folder, "--json")).out);
  assert.deepEqual(json.splits.train.fields, { total: 1, byName: { total: 1 } });
  assert.equal(json.splits.dev.documents, 1);
});

test("data convert writes another layout with its images, and refuses what it may not", async () => {
  const entities = [{ id: 0, label: "question", words: [0] }];
  const folder = await set("convert", line("a", { entities }));
  const out = join(base, "converted");
  const done = await call("data", "convert", folder, "--split", "train", "--to", "funsd", "--out", out, "--json");
  assert.equal(done.code, 0, done.err);
  assert.deepEqual(JSON.parse(done.out), { folder: out, format: "funsd", splits: { train: 1 } });
  const { form } = JSON.parse(readFileSync(join(out, "training_data", "annotations", "a.json"), "utf8"));
  assert.deepEqual(form[0].box, [0, 0, 40, 10]);
  const image = join(out, "training_data", "images", "a.png");
  assert.ok(readFileSync(image).equals(readFileSync(join(folder, "a.png"))), "the image is the same file");
  const back = await call("data", "stats", out, "--format", "funsd", "--json");
  assert.deepEqual(JSON.parse(back.out).splits.train.entities, { total: 1, byLabel: { question: 1 } });
  const again = await call("data", "convert", folder, "--to", "funsd", "--out", out);
  assert.equal(again.code, 2);
  assert.match(again.err, /not empty/);
});

test("data convert leaves out what cannot be read, says so, and ends with 3", async () => {
  const folder = await set("partial", [line("a"), "{", line("b")].join("\n"));
  const out = join(base, "partial-out");
  const done = await call("data", "convert", folder, "--split", "train", "--to", "docformer", "--out", out);
  assert.equal(done.code, 3);
  assert.match(done.err, /left out: .*train\.jsonl:2: is not JSON/);
  assert.match(done.out, /train: 2 documents/);
  assert.ok(existsSync(join(out, "images", "a-1.png")));
});

test("data --help and that of its verbs name every layout", async () => {
  for (const args of [["--help"], ["convert", "--help"]]) {
    const { code, out } = await call("data", ...args);
    assert.equal(code, 0);
    for (const { name } of FORMATS) assert.match(out, new RegExp(`^  ${name} +\\S`, "m"), name);
  }
});

test("data names layouts, splits and folders that are not there, with exit code 2", async () => {
  const folder = await set("wrong", line("a"));
  for (const [args, message] of [
    [["check", folder, "--format", "funds"], /no data format "funds"; there are docformer, .*funsd/],
    [["check", folder, "--split", "tset"], /no split "tset"; there are dev, train/],
    [["stats", join(base, "nowhere")], /nowhere: no such folder/],
    [["convert", folder, "--to", "funsd"], /--out/],
    [["convert", folder, "--to", "x", "--out", join(base, "o")], /no data format "x"/],
  ] as const) {
    const { code, err, out } = await call("data", ...args);
    assert.deepEqual([code, out], [2, ""], err);
    assert.match(err, message);
  }
  const other = await call("data", "stats", folder, "--format", "tabfact", "--json");
  assert.equal(other.code, 1);
  assert.match(JSON.parse(other.out).error.message, /is not TabFact/);
});

test("data converts FUNSD and reads the same of it again", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const out = join(base, "funsd-out");
  const sample = join(shared, "data", "funsd", "original-sample");
  const done = await call("data", "convert", sample, "--format", "funsd", "--to", "docformer", "--out", out);
  assert.equal(done.code, 0, done.err);
  const counts = async (folder: string, format: string) =>
    JSON.parse((await call("data", "stats", folder, "--format", format, "--json")).out).splits.train;
  assert.deepEqual(await counts(out, "docformer"), await counts(sample, "funsd"));
  assert.equal((await call("data", "check", out)).code, 0);
});
