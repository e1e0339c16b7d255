/** The sets of ../shared/data against the numbers that its README states. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sharedOrSkip } from "../../test/shared.ts";
import { type DataStats, dataStats } from "./data-stats.ts";
import { openFormat } from "./formats/formats.ts";

type Counts = Partial<Record<keyof DataStats, unknown>>;
const total = (count: number) => (value: unknown) => (value as { total: number }).total === count;

/** What README's table says of each split. */
const STATED: Readonly<Record<string, Readonly<Record<string, Counts>>>> = {
  sroie: { train: { documents: 452, pages: 452 }, dev: { documents: 61, pages: 61 } },
  funsd: {
    train: { documents: 119, pages: 119 },
    dev: { documents: 30, pages: 30 },
  },
  "vrdu-ad-buy": { train: { documents: 135, pages: 258 }, dev: { documents: 15, pages: 32 } },
  "vrdu-registration": { train: { documents: 80, pages: 152 }, dev: { documents: 10, pages: 20 } },
  "kleister-nda": { train: { documents: 46, pages: 143 }, dev: { documents: 12, pages: 27 } },
  "icdar2013-tables": { train: { documents: 37, pages: 65 }, dev: { documents: 9, pages: 17 } },
  wikitablequestions: {
    train: { documents: 1287, tables: 1287, pages: 0, questions: total(10_995) },
    dev: { documents: 118, tables: 118, pages: 0, questions: total(1000) },
  },
  tabfact: {
    train: { documents: 1614, tables: 1614, statements: total(3593) },
    dev: { documents: 450, tables: 450, statements: total(3376) },
  },
  docqa: { dev: { documents: 5, pages: 5, questions: total(41) } },
  "docvqa-sample": { val: { documents: 3, pages: 3, questions: total(12) } },
  "wildreceipt-sample": { train: { documents: 2, pages: 2 } },
  "pretrain-pages": { pages: { documents: 600, pages: 600 } },
};

/** README's sums over the splits. */
const SUMS: readonly [set: string, of: (stats: DataStats) => number, count: number][] = [
  ["sroie", ({ entities }) => entities.total, 1989],
  ["funsd", ({ documents }) => documents, 149],
  ["funsd", ({ entities }) => entities.total, 7411],
  ["funsd", ({ links }) => links, 4230],
];

test("the shared sets hold what their README states", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const common = await openFormat("docformer");
  const found = new Map<string, DataStats[]>();
  for (const [set, splits] of Object.entries(STATED)) {
    const folder = join(shared, "data", set);
    assert.deepEqual(await common.splits(folder), Object.keys(splits).sort(), set);
    for (const [split, counts] of Object.entries(splits)) {
      const stats = await dataStats(common.read(folder, split, { tables: "bare" }));
      found.set(set, [...(found.get(set) ?? []), stats]);
      for (const [key, wanted] of Object.entries(counts)) {
        const value = stats[key as keyof DataStats];
        const right = typeof wanted === "function" ? wanted(value) : value === wanted;
        assert.ok(right, `${set} ${split} ${key}: ${JSON.stringify(value)}`);
      }
    }
  }
  for (const [set, of, count] of SUMS) {
    assert.equal(
      found.get(set)!.reduce((sum, stats) => sum + of(stats), 0),
      count,
      set,
    );
  }
});

test("the common format's FUNSD is split as the contract says, the same documents in both layouts", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const folder = join(shared, "data", "funsd");
  const common = await openFormat("docformer");
  const ids = async (split: string, options = {}) => {
    const list: string[] = [];
    for await (const { id, split: own } of common.read(folder, split, options)) {
      assert.equal(own, split);
      list.push(id);
    }
    return list;
  };
  const [train, dev] = [await ids("train"), await ids("dev")];
  assert.deepEqual([train.length, dev.length], [119, 30]);
  assert.equal(new Set([...train, ...dev]).size, 149);
  assert.deepEqual(await ids("dev", { limit: 2 }), dev.slice(0, 2));
  assert.deepEqual(await ids("dev", { ids: new Set([dev[3], train[0]]) }), [dev[3]]);
});

test("tables of the shared sets are drawn as pages unless they are wanted bare", async (t) => {
  const shared = sharedOrSkip(t);
  if (!shared) return;
  const common = await openFormat("docformer");
  for (const set of ["wikitablequestions", "tabfact"]) {
    for await (const { document, table } of common.read(join(shared, "data", set), "dev", { limit: 3, images: true })) {
      const [page] = document.pages;
      const cells = [...table!.header, ...table!.rows.flat()].join(" ").split(/\s+/).filter(Boolean);
      assert.ok(page.words.length >= cells.length);
      assert.ok(page.image);
    }
  }
});
