import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram as call } from "../../test/call.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-tables-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const rows = [
  ["item", "count", "price"],
  ['a "big" bag', "2", "4.50"],
  ["rope, red", "1", "12.00"],
];
const words = rows.flatMap((row, y) =>
  row.flatMap((text, x) =>
    text.split(" ").map((part, i) => ({
      text: part,
      box: [100 + 250 * x + 45 * i, 100 + 30 * y, 100 + 250 * x + 45 * i + 9 * part.length, 114 + 30 * y],
    })),
  ),
);
const file = join(folder, "words.json");
writeFileSync(file, JSON.stringify({ pages: [{ width: 1000, height: 1000, words }] }));

test("docformer tables prints tables for people, as JSON and as CSV, and draws them", async () => {
  const plain = await call(["tables", file, "--quiet"]);
  assert.deepEqual([plain.code, plain.err], [0, ""]);
  assert.match(plain.out, /^table 1 {2}page 1 {2}3 rows, 3 columns\nitem +count +price\na "big" bag +2 +4\.50\n/);
  const json = JSON.parse((await call(["tables", file, "--json"])).out);
  assert.deepEqual(
    json.tables[0].rows.map((row: { text: string }[]) => row.map(({ text }) => text)),
    rows,
  );
  const picture = join(folder, "out.png");
  const csv = await call(["tables", file, "--csv", "--draw", picture, "--quiet"]);
  assert.equal(csv.out, 'item,count,price\n"a ""big"" bag",2,4.50\n"rope, red",1,12.00\n');
  assert.ok(existsSync(picture));
});

test("docformer tables refuses what it cannot give", async () => {
  assert.equal((await call(["tables", file, "--csv", "--json"])).code, 2);
  const { code, err } = await call(["tables", file, "--table", "2"]);
  assert.equal(code, 2);
  assert.match(err, /no table 2; 1 were found/);
});
