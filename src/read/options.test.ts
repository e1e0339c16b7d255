import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_LIMITS } from "./limits.ts";
import { choosePages, settle } from "./options.ts";
import { ReadError } from "./problem.ts";

const code = (wanted: string) => (error: unknown) => error instanceof ReadError && error.code === wanted;

test("settle() fills in defaults and keeps limits that are not given", () => {
  const settings = settle({ limits: { pages: 3, seconds: undefined }, pages: [2, 0, 2], language: "eng+rus" });
  assert.equal(settings.ocr, "small");
  assert.deepEqual(settings.limits, { ...DEFAULT_LIMITS, pages: 3 });
  assert.deepEqual(settings.pages, [0, 2]);
  assert.deepEqual(settings.languages, ["eng", "rus"]);
  assert.deepEqual(settle({ pages: 4 }).pages, [4]);
});

test("settle() refuses pages and engines that cannot be meant", () => {
  assert.throws(() => settle({ pages: [-1] }), code("no-such-page"));
  assert.throws(() => settle({ pages: [0.5] }), code("no-such-page"));
  assert.throws(() => settle({ pages: [] }), code("no-such-page"));
  assert.throws(() => settle({ ocr: "large" as never }), code("ocr-unavailable"));
  assert.throws(() => settle({ ocr: null as never }), code("ocr-unavailable"));
});

test("choosePages() takes the pages wanted, says what is missing or beyond the limit", () => {
  assert.deepEqual(choosePages(settle({}), 3, "f"), { numbers: [0, 1, 2], message: null });
  assert.deepEqual(choosePages(settle({ pages: [1, 7] }), 3, "f"), {
    numbers: [1],
    message: "of 3 pages there is no page 8",
  });
  const limited = choosePages(settle({ limits: { pages: 2 } }), 5, "f");
  assert.deepEqual(limited.numbers, [0, 1]);
  assert.match(limited.message ?? "", /3 of 5 pages were left out \(limits\.pages is 2\)/);
  const strict = settle({ limits: { pages: 2 }, tooManyPages: "refuse" });
  assert.throws(
    () => choosePages(strict, 5, "f.pdf"),
    (error) => error instanceof ReadError && error.code === "too-large" && /5 pages; 2 are allowed/.test(error.message),
  );
  assert.deepEqual(choosePages({ ...strict, pages: [0, 4] }, 5, "f.pdf").numbers, [0, 4]);
  assert.throws(() => choosePages(settle({ pages: [5] }), 3, "f.pdf"), /f\.pdf has 3 pages; page 6 is not among them/);
});
