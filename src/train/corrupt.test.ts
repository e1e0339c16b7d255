import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { byteTokenizer, fakePage } from "../../test/fakes.ts";
import { type Box, enclose } from "../document/box.ts";
import type { Page } from "../document/document.ts";
import { randomStream } from "../engine/random.ts";
import { BatchWords, encoderFeeds, type Feeds, lexiconFeeds } from "../model/batch.ts";
import { type ModelConfig, preset } from "../model/config.ts";
import { type PageInputs, pageInputs } from "../model/inputs.ts";
import { LexicalCache } from "../model/lexical.ts";
import { pageUnits } from "../model/units.ts";
import { specialIds } from "../model/vocabulary.ts";
import { CORRUPTION, type Corrupted, corrupt } from "./corrupt.ts";

const tokenizer = byteTokenizer();
const ids = specialIds(tokenizer);
const words: ModelConfig = { ...preset("tiny"), vocabularySize: tokenizer.vocabularySize };
/** Positions as in the paper, but with our numbers, which know the whole word at each of its tokens. */
const tokens: ModelConfig = { ...words, positions: "tokens", piecesPerWord: 1, matches: false, numbers: true };
const SEEDED = { seed: 5, numRuns: 40 };
const seeds = fc.integer({ min: 0, max: 1e6 });

interface Spoilt {
  page: Page;
  inputs: PageInputs;
  spoilt: Corrupted;
  /** For each sentinel, in order, the positions of `inputs` that it stands for. */
  spans: number[][];
  /** For each position of the spoilt page the position of `inputs` that it was. */
  from: number[];
}

const isSentinel = (page: PageInputs, i: number) => page.texts[i].entry.text.startsWith("\u0000");

function spoil(c: ModelConfig, page: Page, seed: number, options = CORRUPTION): Spoilt {
  const lexical = new LexicalCache(c, tokenizer);
  const inputs = pageInputs(c, lexical, page, pageUnits(page));
  const spoilt = corrupt(c, ids, lexical, inputs, randomStream(seed), options);
  const spans: number[][] = [];
  const from: number[] = [];
  let at = 0;
  for (let i = 0; i < spoilt.page.texts.length; i++) {
    from.push(at);
    if (!isSentinel(spoilt.page, i)) {
      at++;
      continue;
    }
    // What was masked ends where the texts agree with the page again.
    const next = spoilt.page.texts[i + 1];
    let end = at + 1;
    while (end < inputs.texts.length && !(next && inputs.texts[end] === next)) end++;
    spans.push(Array.from({ length: end - at }, (_, j) => at + j));
    at = end;
  }
  assert.equal(at, inputs.texts.length);
  return { page, inputs, spoilt, spans, from };
}

function feedsOf(c: ModelConfig, { spoilt }: Spoilt, units: number): Feeds {
  const shape = { pages: 1, words: c.positions === "words" ? 200 : 0, units, question: 0, visual: false };
  const batch = new BatchWords(Math.max(1, shape.words));
  const feeds = encoderFeeds(c, shape, [spoilt.page], batch, [], [spoilt.hidden]);
  return { ...feeds, ...lexiconFeeds(c, batch, shape.words) };
}

for (const [name, c] of Object.entries({ words, tokens })) {
  test(`corrupt() lets no hidden text reach the encoder (${name})`, () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 4, max: 40 }), (seed, count) => {
        const before = spoil(c, fakePage(seed, count), seed);
        const masked = new Set(before.spans.flat().map((i) => before.inputs.units[before.inputs.unitOf[i]].word));
        // Other words of as many letters take the place of those masked: as long in bytes, so that positions stay.
        const other = structuredClone(before.page);
        for (const word of masked)
          other.words[word].text = other.words[word].text.replace(/./g, (x) => (x === "7" ? "8" : "7"));
        // A masked word may be only part of what OCR took for one; such pages prove nothing here.
        fc.pre([...masked].every((word) => pageUnits(before.page).filter((unit) => unit.word === word).length === 1));
        fc.pre([...masked].every((word) => pageUnits(other).filter((unit) => unit.word === word).length === 1));
        const after = spoil(c, other, seed);
        assert.deepEqual(feedsOf(c, after, 400), feedsOf(c, before, 400));
        assert.notDeepEqual(after.spoilt.target, before.spoilt.target);
      }),
      SEEDED,
    );
  });

  test(`corrupt() gives each span one sentinel with the box around all that it hides, and keeps all other positions (${name})`, () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 4, max: 60 }), (seed, count) => {
        const { inputs, spoilt, spans, from } = spoil(c, fakePage(seed, count), seed);
        const sentinels = spoilt.page.texts.flatMap((_, i) => (isSentinel(spoilt.page, i) ? [i] : []));
        assert.ok(sentinels.length >= 1);
        const target = sentinels.flatMap((at, k) => {
          assert.deepEqual(spoilt.page.texts[at].entry.pieces, [ids.sentinels[k]]);
          assert.deepEqual(spoilt.page.boxes[at], enclose(spans[k].map((i) => inputs.boxes[i])));
          assert.equal(new Set(spans[k].map((i) => inputs.rows[i])).size, 1, "a span leaves its line");
          const units = new Set(spans[k].map((i) => inputs.unitOf[i]));
          const whole = inputs.unitOf.reduce((n, unit) => n + (units.has(unit) ? 1 : 0), 0);
          assert.equal(whole, spans[k].length, "a unit is masked in part");
          assert.ok(!spoilt.hidden.has(at), "the place of a sentinel is hidden");
          return [
            ids.sentinels[k],
            ...spans[k].flatMap((i) =>
              inputs.texts[i].id < 0 ? tokenizer.encodeWord(inputs.texts[i].entry.text) : [inputs.texts[i].id],
            ),
          ];
        });
        assert.ok(target.length <= CORRUPTION.limit);
        if (c.positions === "tokens") assert.deepEqual(spoilt.target, target);
        spoilt.page.boxes.forEach((box, i) => {
          if (!isSentinel(spoilt.page, i)) assert.deepEqual(box, inputs.boxes[from[i]]);
        });
      }),
      SEEDED,
    );
  });

  test(`corrupt() hides places so that no feed of the encoder depends on them (${name})`, () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 4, max: 40 }), (seed, count) => {
        const before = spoil(c, fakePage(seed, count), seed);
        const moved = structuredClone(before.spoilt) as Corrupted;
        moved.page.texts = before.spoilt.page.texts;
        for (const i of before.spoilt.hidden) {
          const [x0, y0, x1, y1] = moved.page.boxes[i];
          moved.page.boxes[i] = [x0 / 2, y0 / 2, x1 / 2, y1 / 2] as Box;
        }
        assert.deepEqual(feedsOf(c, { ...before, spoilt: moved }, 400), feedsOf(c, before, 400));
      }),
      SEEDED,
    );
  });
}

test("corrupt() counts hidden units in no rank of the others", () => {
  // One column of numbers: the rank of each counts all the others, unless their place is hidden or they are masked.
  const page = fakePage(1, 24);
  page.words.forEach((word, i) => {
    word.text = String(100 + 7 * i);
  });
  const { spoilt } = spoil(words, page, 3);
  const { texts, boxes, rankTop } = spoilt.page;
  let counted = 0;
  texts.forEach(({ entry }, i) => {
    if (spoilt.hidden.has(i) || isSentinel(spoilt.page, i)) return;
    const larger = texts.filter(
      (other, j) =>
        !spoilt.hidden.has(j) &&
        other.entry.magnitude.value > entry.magnitude.value &&
        Math.min(boxes[i][2], boxes[j][2]) > Math.max(boxes[i][0], boxes[j][0]),
    ).length;
    assert.equal(rankTop[i], Math.min(larger, 15));
    counted++;
  });
  assert.ok(counted > 8 && spoilt.hidden.size > 0);
});

test("corrupt() masks and hides the shares it is told, all over a long page, within the limit of the target", () => {
  let masked = 0;
  let hidden = 0;
  let all = 0;
  let low = 0;
  let sentinels = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { inputs, spans, spoilt } = spoil(words, fakePage(seed, 200), seed, { ...CORRUPTION, limit: 400 });
    masked += spans.flat().length;
    sentinels += spans.length;
    hidden += spoilt.hidden.size;
    all += inputs.texts.length;
    const short = spoil(words, fakePage(seed, 200), seed, { ...CORRUPTION, limit: 40 });
    assert.ok(short.spoilt.target.length <= 40);
    low += short.spans.filter(([first]) => first >= short.inputs.texts.length / 2).length / short.spans.length / 60;
  }
  assert.ok(Math.abs(masked / all - 0.15) < 0.01, `${masked / all} of the units are masked`);
  // Rows of four end spans early.
  assert.ok(masked / sentinels > 1.3 && masked / sentinels < 3, `spans hold ${masked / sentinels} units`);
  assert.ok(Math.abs(hidden / (all - masked) - 0.15) < 0.02, `the places of ${hidden / all} are hidden`);
  assert.ok(low > 0.4 && low < 0.6, `${low} of the spans are in the lower half`);
});

test("corrupt() masks nothing at a density of 0 and hides nothing at a share of 0", () => {
  const { inputs, spoilt } = spoil(words, fakePage(4, 30), 4, { ...CORRUPTION, density: 0, hidden: 0 });
  assert.deepEqual(spoilt.target, []);
  assert.equal(spoilt.hidden.size, 0);
  assert.deepEqual(spoilt.page.texts, inputs.texts);
});
