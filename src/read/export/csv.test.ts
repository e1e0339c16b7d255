import assert from "node:assert/strict";
import { test } from "node:test";
import { csvText } from "./csv.ts";

test("csvText() quotes what needs it and guards what a spreadsheet would run", () => {
  const rows = [
    ["a,b", 'say "no"', 1.5],
    ["=1+1", "@SUM(A1)", "-cmd|x"],
    ["-3.5 %", "+12", "(4)"],
  ];
  assert.equal(csvText(rows), `"a,b","say ""no""",1.5\n'=1+1,'@SUM(A1),'-cmd|x\n-3.5 %,+12,(4)\n`);
});
