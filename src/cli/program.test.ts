import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram as call } from "../../test/call.ts";
import { saveCheckpoint } from "../model/checkpoint-files.ts";
import { preset } from "../model/config.ts";
import { initialize } from "../model/parameters.ts";
import { VERBS } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const page = (...texts: string[]) => ({
  width: 1000,
  height: 500,
  words: texts.map((text, i) => ({ text, box: [100 * i, 10, 100 * i + 80, 30] })),
});
const words = join(folder, "words.json");
writeFileSync(words, JSON.stringify({ pages: [page("Total", "4.32"), page("Thank", "you")] }));

const checkpoint = join(folder, "model");
const config = preset("tiny");
saveCheckpoint(checkpoint, {
  config,
  parameters: initialize(config, 1),
  tokenizer: readFileSync(new URL("../../models/mini/tokenizer.json", import.meta.url), "utf8"),
  calibration: null,
  metadata: { licence: "Apache-2.0" },
});

test("runProgram() names the verbs where none or an unknown one is called", async () => {
  for (const args of [[], ["reed", "x.png"], ["--quiet"]]) {
    const { code, out, err } = await call(args);
    assert.equal(code, 2);
    assert.equal(out, "");
    for (const { name } of VERBS) assert.match(err, new RegExp(`\\b${name}\\b`));
  }
});

test("runProgram() helps on stdout and lists the common flags", async (t) => {
  // commander takes the exit code of help from the process's, which a test that failed before has set.
  const { exitCode } = process;
  process.exitCode = undefined;
  t.after(() => {
    process.exitCode = exitCode;
  });
  const { code, out, err } = await call(["help", "ask"]);
  assert.deepEqual([code, err], [0, ""]);
  const flags = ["--json", "--quiet", "--pages", "--password", "--ocr", "--lang", "--threads", "--device", "--model"];
  for (const flag of [...flags, "--draw"]) assert.ok(out.includes(flag), flag);
  assert.match((await call(["--version"])).out, /^\d+\.\d+\.\d+\n$/);
});

test("runProgram() answers wrong use with exit code 2 and one line", async () => {
  const wrong = [
    ["read"],
    ["read", words, "--pages", "0"],
    ["read", words, "--no-such-flag"],
    ["read", words, "--ocr", "huge"],
    ["read", words, "--draw", "out.jpg"],
    ["read", words, "--pages", "7"],
    ["ask", words],
    ["ask", words, " "],
    ["info", "--preset", "huge"],
    ["info", "--preset", "tiny", "--model", checkpoint],
    ["bench", "write"],
    ["bench"],
    ["tokenizer"],
    ["tokenizer", "train", folder, "--size", "10", "--out", join(folder, "t.json")],
    ["synth", "--out", folder],
    ["synth", "--out", folder, "--count", "1", "--kind", "novel"],
  ];
  for (const args of wrong) {
    const { code, out, err } = await call(args);
    assert.equal(code, 2, args.join(" "));
    assert.equal(out, "", args.join(" "));
    assert.match(err.trimEnd().split("\n").at(-1) as string, /^docformer: ./, args.join(" "));
    assert.doesNotMatch(err, /\n\s+at /);
  }
});

test("runProgram() reports errors as JSON where JSON is wanted", async () => {
  const file = join(folder, "absent.png");
  const { code, out } = await call(["read", file, "--json"]);
  assert.equal(code, 1);
  const { error } = JSON.parse(out);
  assert.deepEqual(Object.keys(error), ["code", "message", "file"]);
  assert.deepEqual([error.code, error.file], ["not-found", file]);
  const outside = JSON.parse((await call(["read", words, "--pages", "3,9", "--json"])).out);
  assert.equal(outside.error.code, "no-such-page");
  assert.match(outside.error.message, /2 pages/);
  assert.equal(JSON.parse((await call(["reed", "--json"])).out).error.code, "usage");
  const model = JSON.parse((await call(["ask", words, "What?", "--model", folder, "--json"])).out);
  assert.match(model.error.message, /is no checkpoint/);
});

test("read prints lines with boxes, and the Document as JSON", async () => {
  const { code, out } = await call(["read", words, "--pages", "1"]);
  assert.equal(code, 0);
  assert.match(
    out,
    /^page 1 {2}1000 x 500 px {2}2 words in 1 line\n {2}0.000 0.020 0.180 0.060 {6}- {2}Total 4.32\nread in /,
  );
  const result = JSON.parse((await call(["read", words, "--json"])).out);
  assert.deepEqual(Object.keys(result), ["document", "problems", "milliseconds"]);
  assert.deepEqual(Object.keys(result.milliseconds), ["decode", "ocr", "total"]);
  assert.equal(result.document.pages[1].words[0].text, "Thank");
});

test("read takes stdin for - and draws every page", async () => {
  const draw = join(folder, "read.png");
  const { code, out, err } = await call(["read", "-", "--json", "--draw", draw], {
    stdin: readFileSync(words, "utf8"),
  });
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).document.pages.length, 2);
  assert.ok(existsSync(join(folder, "read-1.png")) && existsSync(join(folder, "read-2.png")));
});

test("ask gives an Answer a question, in their order", async () => {
  const draw = join(folder, "asked.png");
  const questions = ["What is the total?", "What is the date?"];
  const args = ["ask", words, ...questions, "--model", checkpoint, "--pages", "1", "--threads", "1"];
  const { code, out, err } = await call([...args, "--json", "--draw", draw]);
  assert.equal(code, 0, err);
  const answers = JSON.parse(out);
  assert.deepEqual(
    answers.map((answer: { question: string }) => answer.question),
    questions,
  );
  for (const answer of answers) {
    for (const key of [
      "text",
      "value",
      "operation",
      "confidence",
      "calibrated",
      "status",
      "evidence",
      "alternatives",
      "milliseconds",
    ]) {
      assert.ok(key in answer, key);
    }
  }
  assert.ok(existsSync(draw));
  const read = await call(args);
  assert.match(read.out, /^What is the total\?\n {2}.*\(confidence \d+ %, not calibrated/);
});

test("info counts the parameters of presets and checkpoints", async () => {
  const { out } = await call(["info", "--preset", "small", "--json"]);
  const { parameters, configuration, licence, sha256 } = JSON.parse(out);
  assert.deepEqual(Object.keys(parameters), ["total", "embedding", "spatial", "visual", "encoder", "decoder", "heads"]);
  assert.equal(Math.floor(parameters.total / 1e6), 66);
  assert.deepEqual([configuration.width, licence, sha256], [512, null, null]);
  const own = JSON.parse((await call(["info", "--model", checkpoint, "--json"])).out);
  assert.equal(own.licence, "Apache-2.0");
  assert.match(own.sha256, /^[0-9a-f]{64}$/);
  assert.equal(own.configuration.width, config.width);
  const absent = await call(["info", "--model", join(folder, "absent")]);
  assert.equal(absent.code, 1);
});

test("tokenizer train writes a vocabulary with the special tokens first", async () => {
  writeFileSync(join(folder, "text.txt"), "total 4.32\nstate tax 0.21\ntotal tax\n");
  const file = join(folder, "tokenizer.json");
  const { code, err } = await call(["tokenizer", "train", folder, "--size", "400", "--out", file]);
  assert.equal(code, 0, err);
  const { model } = JSON.parse(readFileSync(file, "utf8"));
  assert.equal(model.vocab[0][0], "<pad>");
  assert.ok(model.vocab.length <= 400);
});

test("synth writes what it is told", async () => {
  const out = join(folder, "synth");
  const done = await call(["synth", "--out", out, "--count", "1", "--split", "dev", "--no-draw", "--json"]);
  assert.equal(done.code, 0, done.err);
  assert.equal(JSON.parse(done.out).documents, 1);
  assert.ok(existsSync(join(out, "dev.jsonl")));
});

test("runProgram() ends with 130 when it is interrupted", async () => {
  const { code, out, err } = await call(["read", words, "--json"], { signal: AbortSignal.abort() });
  assert.equal(code, 130);
  assert.equal(JSON.parse(out).error.code, "interrupted");
  assert.equal(err, "docformer: interrupted\n");
});
