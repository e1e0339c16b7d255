import assert from "node:assert/strict";
import { test } from "node:test";
import { byteTokenizer, fakePage } from "../../test/fakes.ts";
import { preset } from "./config.ts";
import { LINK_RELATIONS } from "./features.ts";
import { pageInputs } from "./inputs.ts";
import { LexicalCache } from "./lexical.ts";
import { linkFeeds, type WindowEntity, windowEntity } from "./links.ts";
import { pageUnits } from "./units.ts";

const tokenizer = byteTokenizer();
const config = { ...preset("tiny"), vocabularySize: tokenizer.vocabularySize };
// Rows of four words.
const page = fakePage(2, 12);
const inputs = pageInputs(config, new LexicalCache(config, tokenizer), page, pageUnits(page));
const entity = (label: number, ...words: number[]) => windowEntity(inputs, { label, words }) as WindowEntity;
/** A header above all, a key at the left, its value at the right, and a value below it. */
const entities = [entity(0, 0), entity(1, 4), entity(2, 6, 7), entity(2, 10, 11)];

test("windowEntity() is what the window shows of an entity, a box a row", () => {
  const two = entity(0, 2, 6);
  assert.deepEqual(two.positions.length, 2);
  assert.equal(two.boxes.length, 2);
  assert.equal(windowEntity(inputs, { label: 0, words: [99] }), null);
});

test("linkFeeds() knows who is left of, above, nearest to and before whom", () => {
  const count = 16;
  const feeds = linkFeeds([entities], { pages: 1, units: 32 }, count);
  const data = feeds["links.relations"].data as Float32Array;
  const named = (child: number, parent: number) =>
    LINK_RELATIONS.filter(
      (name, f) => !name.startsWith("near") && data[(child * LINK_RELATIONS.length + f) * count + parent] === 1,
    );
  const near = (child: number, parent: number) =>
    ["nearestLeft", "nearestAbove"].filter(
      (name) => data[(child * LINK_RELATIONS.length + LINK_RELATIONS.indexOf(name as never)) * count + parent] === 1,
    );
  assert.deepEqual(named(2, 1), ["left", "previous", "earlier"]);
  assert.deepEqual(near(2, 1), ["nearestLeft"]);
  assert.deepEqual(named(1, 2), ["right"]);
  assert.deepEqual(near(3, 2), ["nearestAbove"]);
  assert.ok(named(3, 2).includes("above") && named(2, 3).includes("below"));
  assert.deepEqual(near(3, 1), []);
  const mask = feeds["links.mask"].data as Float32Array;
  for (let e = 0; e < count; e++) {
    const open = [...mask.subarray(e * count, (e + 1) * count).entries()].filter(([, value]) => value === 0);
    assert.deepEqual(
      open.map(([other]) => other),
      e < entities.length ? [0, 1, 2, 3].filter((other) => other !== e) : [],
    );
  }
  const pool = feeds["links.pool"].data as Float32Array;
  for (let e = 0; e < count; e++) {
    const share = pool.subarray(e * 32, (e + 1) * 32).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(share - (e < entities.length ? 1 : 0)) < 1e-6);
  }
});
