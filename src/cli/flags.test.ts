import assert from "node:assert/strict";
import { test } from "node:test";
import { drawName } from "./draw-pages.ts";
import { exitCodeOf, failureOf, Interrupted, UsageError } from "./failure.ts";
import { languagesOf, numberWithin, pageRanges, wholeNumber } from "./flags.ts";
import { type Streams, terminal } from "./terminal.ts";

test("pageRanges() turns pages counted from 1 into indices, each once", () => {
  assert.deepEqual(pageRanges("1-3,5"), [0, 1, 2, 4]);
  assert.deepEqual(pageRanges("5, 2 - 3,3"), [1, 2, 4]);
  for (const wrong of ["0", "", "3-1", "1,", "a", "1-", "-2", "1.5", "1-99999999999"]) {
    assert.throws(() => pageRanges(wrong), /no page or range/, wrong);
  }
});

test("wholeNumber() and numberWithin() refuse what lies outside", () => {
  assert.equal(wholeNumber(1)("12"), 12);
  assert.equal(numberWithin(0, 1)("0.25"), 0.25);
  for (const wrong of ["0", "-1", "1.5", "x", "", "1e3"]) assert.throws(() => wholeNumber(1)(wrong), /whole number/);
  for (const wrong of ["1.1", "-0.1", "x", ""]) assert.throws(() => numberWithin(0, 1)(wrong), /number from 0 to 1/);
});

test("languagesOf() takes several codes", () => {
  assert.deepEqual(languagesOf({ lang: "deu+fra" }), ["deu", "fra"]);
  assert.deepEqual(languagesOf({ lang: "deu, fra" }), ["deu", "fra"]);
  assert.equal(languagesOf({}), undefined);
});

test("drawName() numbers the pages of documents that have several", () => {
  assert.equal(drawName("a/out.png", 3, 1), "a/out.png");
  assert.equal(drawName("a.b/out.png", 0, 2), "a.b/out-1.png");
});

test("failureOf() gives code, message and file of any error", () => {
  const missing = Object.assign(new TypeError("ENOENT: no such file, open 'x'"), { code: "ENOENT", path: "x" });
  assert.deepEqual(failureOf(missing), { code: "enoent", message: "x: no such file or folder", file: "x" });
  assert.deepEqual(failureOf(new UsageError("no")), { code: "usage", message: "no", file: null });
  assert.deepEqual(failureOf("odd"), { code: "failed", message: "odd", file: null });
  assert.equal(failureOf(new RangeError("bug")).code, "internal");
  assert.equal(exitCodeOf(new UsageError("no")), 2);
  assert.equal(exitCodeOf(new Interrupted()), 130);
  assert.equal(exitCodeOf(missing), 1);
});

function fake(options: { tty: boolean; env?: Record<string, string> }) {
  const written = { out: "", err: "" };
  const streams: Streams = {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (written.out += text), isTTY: options.tty },
    stderr: { write: (text) => (written.err += text), isTTY: options.tty, columns: 20 },
    env: options.env ?? {},
  };
  return { streams, written };
}

test("terminal() rewrites one line on a terminal and takes it away before data", () => {
  const { streams, written } = fake({ tty: true });
  const shown = terminal(streams);
  shown.progress("page 1 of 2");
  shown.progress("a text that is longer than the line");
  shown.print(shown.bold("word"));
  assert.equal(written.err, "\r\x1b[2Kpage 1 of 2\r\x1b[2Ka text that is lon…\r\x1b[2K");
  assert.equal(written.out, "\x1b[1mword\x1b[22m\n");
});

test("terminal() writes few plain lines elsewhere, and no colours", () => {
  const { streams, written } = fake({ tty: false });
  let time = 0;
  const shown = terminal(streams, { now: () => time });
  for (let i = 0; i < 50; i++) {
    shown.progress(`page ${i}`);
    time += 100;
  }
  assert.equal(written.err, "page 0\npage 20\npage 40\n");
  assert.equal(shown.bold("word"), "word");
});

test("terminal() respects NO_COLOR, and quiet leaves only errors", () => {
  const coloured = fake({ tty: true, env: { NO_COLOR: "1" } });
  assert.equal(terminal(coloured.streams).dim("word"), "word");
  const { streams, written } = fake({ tty: true });
  const shown = terminal(streams, { quiet: true });
  shown.progress("page 1");
  shown.remark("odd");
  shown.error("wrong");
  assert.equal(written.err, "wrong\n");
});
