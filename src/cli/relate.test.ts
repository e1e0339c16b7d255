import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callProgram as call } from "../../test/call.ts";

const INVOICE = join(import.meta.dirname, "..", "..", "examples", "invoice.pdf");
const folder = mkdtempSync(join(tmpdir(), "docformer-relate-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("docformer relate links the labels of an invoice to their values, as JSON and CSV, and draws arrows", async () => {
  const picture = join(folder, "out.png");
  const { code, out } = await call(["relate", INVOICE, "--json", "--quiet", "--draw", picture]);
  assert.equal(code, 0);
  const { entities, links, ticks } = JSON.parse(out);
  const pairs = Object.fromEntries(
    links.map(([key, value]: [number, number]) => [entities[key].text, entities[value].text]),
  );
  assert.equal(pairs["Bill to:"], "Corvane Public Library 88 Hatchet Pond Road Corvane, OR 97012");
  assert.equal(pairs["Due date:"], "May 3, 2024");
  assert.equal(pairs["Amount due"], "$2,348.50");
  assert.deepEqual(ticks, []);
  assert.ok(existsSync(picture));
  const csv = await call(["relate", INVOICE, "--csv", "--quiet"]);
  assert.match(csv.out, /^key,value\n/);
  assert.match(csv.out, /\nDue date:,"May 3, 2024"\n/);
});

test("docformer relate prints CSV or JSON, not both", async () => {
  assert.equal((await call(["relate", INVOICE, "--csv", "--json"])).code, 2);
});
