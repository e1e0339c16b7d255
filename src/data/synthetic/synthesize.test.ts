import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabelledDocument, LabelledQuestion } from "../../document/labelled.ts";
import { parseCount, parseNumber } from "../../document/values.ts";
import { findForbidden } from "./forbidden.ts";
import { KINDS } from "./kinds.ts";
import { PAGE_KINDS } from "./layouts/layouts.ts";
import { synthesize } from "./synthesize.ts";

const PAGES = 700;

function pages(count: number, from = 0): LabelledDocument[] {
  return Array.from(
    { length: count },
    (_, i) => synthesize({ seed: from + i, options: { templates: "all" } }).labelled,
  );
}

const some = pages(PAGES);

const runs = (labelled: LabelledDocument, question: LabelledQuestion) =>
  (question.evidence ?? []).map((run) =>
    run.words.map((w) => labelled.document.pages[run.page].words[w].text).join(" "),
  );

test("synthesize() gives the same page for the same seed, another for another", () => {
  for (const kind of PAGE_KINDS) {
    const a = synthesize({ seed: 11, kind });
    assert.deepEqual(synthesize({ seed: 11, kind }), a);
    assert.notDeepEqual(synthesize({ seed: 12, kind }).labelled, a.labelled);
  }
});

test("synthesize() answers copies and comparisons with the words of the evidence", () => {
  for (const labelled of some) {
    for (const question of labelled.questions) {
      const texts = runs(labelled, question);
      if (question.operation === "copy") assert.equal(texts.join(" | "), question.answers[0], question.question);
      if (question.operation === "compare")
        assert.equal(texts[texts.length - 1], question.answers[0], question.question);
    }
  }
});

test("synthesize() counts, adds and subtracts what its evidence says", () => {
  const seen: Record<string, number> = {};
  for (const labelled of some) {
    for (const question of labelled.questions) {
      const texts = runs(labelled, question);
      const { operation, answers } = question;
      const numbers = () => texts.map((text) => parseNumber(text));
      const near = (value: number) =>
        answers.some((answer) => Math.abs((parseNumber(answer) ?? Number.NaN) - value) < 0.006);
      if (operation === "count") assert.equal(answers[0], String(texts.length), question.question);
      else if (operation === "sum")
        assert.ok(near(numbers().reduce<number>((a, b) => a + b!, 0)), `${question.question} ${texts} ${answers}`);
      else if (operation === "difference") {
        const [a, b] = numbers();
        assert.ok(near(a! - b!), `${question.question} ${texts} ${answers}`);
      } else if (question.check === "greater") {
        const [a, b] = numbers();
        assert.equal(answers[0], a! > b! ? "yes" : "no", question.question);
      } else if (question.check === "count-is") {
        const said = question.question.split(/[^\p{L}\p{N}-]+/u).flatMap((word) => parseCount(word) ?? []);
        assert.ok(said.length >= 1, question.question);
        assert.equal(answers[0], said.includes(texts.length) ? "yes" : "no", question.question);
      } else continue;
      seen[question.check ?? operation!] = (seen[question.check ?? operation!] ?? 0) + 1;
    }
  }
  for (const kind of ["count", "sum", "difference", "greater", "count-is"])
    assert.ok(seen[kind] > 30, `${kind}: ${seen[kind]}`);
});

test("synthesize() finds extremes in their whole column", () => {
  let count = 0;
  for (const labelled of some) {
    const { table } = labelled;
    if (!table) continue;
    for (const question of labelled.questions) {
      if (question.kind !== "largest-row" && question.kind !== "smallest-row") continue;
      const [cell] = runs(labelled, question);
      const column = table.header.findIndex((_, j) => table.rows.some((row) => row[j] === cell));
      if (column < 0) continue;
      const values = table.rows.map((row) => parseNumber(row[column])).filter((v): v is number => v !== null);
      if (values.length !== table.rows.length) continue;
      const best = question.kind === "largest-row" ? Math.max(...values) : Math.min(...values);
      // The same figure may stand in two columns; then another column has it as its extreme.
      const some = table.header.some((_, j) => {
        const list = table.rows.map((row) => parseNumber(row[j]));
        return (
          list.every((v) => v !== null) &&
          table.rows.some((row) => row[j] === cell) &&
          (question.kind === "largest-row" ? Math.max(...(list as number[])) : Math.min(...(list as number[]))) ===
            parseNumber(cell)
        );
      });
      assert.ok(best === parseNumber(cell) || some, `${question.question}: ${cell} of ${values}`);
      count++;
    }
  }
  assert.ok(count > 50, String(count));
});

test("synthesize() keeps questions of a page apart and evidence on the page", () => {
  for (const labelled of some) {
    const asked = new Map<string, string>();
    for (const question of labelled.questions) {
      const key = question.question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
      const answer = question.answers.join("|");
      assert.equal(asked.get(key) ?? answer, answer, question.question);
      asked.set(key, answer);
      assert.ok(KINDS[question.kind], question.kind);
      assert.equal(
        question.operation,
        question.answers.length === 0 ? undefined : KINDS[question.kind].operation,
        question.kind,
      );
      if (question.answers.length === 0) assert.deepEqual(question.evidence, []);
      for (const run of question.evidence!) {
        assert.ok(run.words.length > 0);
        for (const word of run.words) assert.ok(word >= 0 && word < labelled.document.pages[0].words.length);
      }
      assert.ok(!/[{}]|undefined|null/.test(question.question), question.question);
    }
  }
});

test("synthesize() balances yes and no, absent and present", () => {
  const all = some.flatMap((labelled) => labelled.questions);
  const absent = all.filter((q) => q.answers.length === 0).length / all.length;
  assert.ok(absent > 0.07 && absent < 0.13, `absent ${absent}`);
  for (const kind of ["yes-equal", "yes-greater", "yes-count", "yes-superlative", "is-ticked"]) {
    const list = all.filter((q) => q.kind === kind);
    const yes = list.filter((q) => q.answers[0] === "yes").length / list.length;
    assert.ok(yes > 0.35 && yes < 0.65, `${kind}: ${yes} of ${list.length}`);
  }
  assert.ok(all.length / PAGES > 15);
});

test("synthesize() asks with training templates unless told otherwise", () => {
  for (let seed = 0; seed < 40; seed++) {
    assert.ok(synthesize({ seed }).labelled.questions.every((q) => !q.heldOut));
    assert.ok(synthesize({ seed, options: { templates: "heldOut" } }).labelled.questions.every((q) => q.heldOut));
  }
});

test("synthesize() reaches 1 to 40 rows and 20 to 1500 words", () => {
  for (const rows of [1, 2, 40]) {
    const { labelled } = synthesize({ seed: rows, kind: "table", options: { rows } });
    assert.equal(labelled.table?.rows.length, rows);
  }
  let most = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let seed = 0; seed < 200; seed++) {
    const words = synthesize({ seed, kind: "report" }).labelled.document.pages[0].words.length;
    most = Math.max(most, words);
  }
  for (const labelled of some)
    if (labelled.source !== "synthetic-scene") least = Math.min(least, labelled.document.pages[0].words.length);
  assert.ok(most > 1500, `most words ${most}`);
  assert.ok(least <= 25, `fewest words ${least}`);
});

test("synthesize() never shows what is kept for the scenes", () => {
  for (const labelled of some) assert.equal(findForbidden(labelled), undefined);
  for (let seed = 10000; seed < 12500; seed++)
    assert.equal(findForbidden(synthesize({ seed, kind: seed % 2 ? "table" : "scene" }).labelled), undefined);
});

test("synthesize() keeps every word on the page, in lines, with colours", () => {
  for (const labelled of some) {
    const [page] = labelled.document.pages;
    page.words.forEach((word, i) => {
      const [x0, y0, x1, y1] = word.box;
      assert.ok(
        x0 >= 0 && y0 >= 0 && x1 <= 1 && y1 <= 1 && x1 > x0 && y1 > y0,
        `${labelled.id} ${word.text} ${word.box}`,
      );
      assert.ok(page.lines[word.line].words.includes(i));
      assert.ok(word.ink && word.paper);
    });
  }
});
