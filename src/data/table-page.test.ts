import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sharedOrSkip } from "../../test/shared.ts";
import type { LabelledTable } from "../document/labelled.ts";
import { readLabelled } from "./common-format.ts";
import { tablePage } from "./table-page.ts";

const table: LabelledTable = {
  title: "Medals of the 日本 team",
  header: ["Nation", "Gold", "Note"],
  rows: [
    ["Norway", "11", "first\nagain"],
    ["Łódź ☑", "1,234", ""],
    ["日本 ©", "7"],
  ],
};

const printed = ({ title = "", header, rows }: LabelledTable) =>
  [title, ...header, ...rows.flat()].flatMap((text) => text.split(/\s+/).filter(Boolean));

test("tablePage() prints every word of the table once, each inside of the page and none over another", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { words, lines } = tablePage(table, `${seed}`);
    assert.deepEqual(words.map(({ text }) => text).sort(), printed(table).sort());
    assert.equal(lines.flatMap((line) => line.words).length, words.length);
    words.forEach(({ box: [x0, y0, x1, y1], text }, i) => {
      assert.ok(x0 >= 0 && y0 >= 0 && x1 <= 1 && y1 <= 1 && x0 < x1 && y0 < y1, `${seed}: ${text}`);
      for (const { box, text: other } of words.slice(i + 1)) {
        const [width, height] = [
          Math.min(x1, box[2]) - Math.max(x0, box[0]),
          Math.min(y1, box[3]) - Math.max(y0, box[1]),
        ];
        assert.ok(width <= 0 || height <= 0, `${seed}: ${text} over ${other}`);
      }
    });
  }
});

test("tablePage() puts rows below each other and cells in their columns", () => {
  const { words } = tablePage(table, "x");
  const boxOf = (text: string) => words.find((word) => word.text === text)!.box;
  const heights = ["Medals", "Nation", "Norway", "Łódź", "日本"].map((text) => boxOf(text)[1]);
  // The title names Japan, too: its first mention stands above.
  assert.deepEqual(
    heights.slice(0, 4),
    heights.slice(0, 4).toSorted((a, b) => a - b),
  );
  assert.ok(boxOf("Gold")[0] > boxOf("Nation")[2] && boxOf("Note")[0] > boxOf("Gold")[2]);
  assert.ok(boxOf("11")[0] > boxOf("Norway")[2] && boxOf("first")[0] > boxOf("11")[2]);
});

test("tablePage() gives the same page for the same seed, another look for another", () => {
  const places = (seed: string) => JSON.stringify(tablePage(table, seed));
  assert.equal(places("wtq-1"), places("wtq-1"));
  assert.notEqual(places("wtq-1"), places("wtq-2"));
});

test("tablePage() brings its image only when asked, drawn when it is read", async () => {
  assert.equal(tablePage(table, "1").image, undefined);
  const { image, width, height } = tablePage(table, "1", { image: true });
  assert.ok(image && Math.max(image.thumbnail.width, image.thumbnail.height) <= 256);
  const pixels = await image.read();
  assert.deepEqual([pixels.width, pixels.height], [width, height]);
  const dark = pixels.data.filter((value) => value < 128).length;
  assert.ok(dark > 300, `${dark} dark values`);
});

test("tablePage() prints published tables whole", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  let count = 0;
  for (const set of ["wikitablequestions", "tabfact"]) {
    for await (const { id, table: published } of readLabelled(join(shared, "data", set), "dev", { limit: 60 })) {
      const page = tablePage(published!, id);
      assert.deepEqual(page.words.map(({ text }) => text).sort(), printed(published!).sort(), id);
      count++;
    }
  }
  assert.equal(count, 120);
});
