/** Each metric on its boundary cases and on what independent implementations say (test/golden/metrics.py wrote it down). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { anls } from "./anls.ts";
import { calibrationError, reliability } from "./calibration-error.ts";
import { itemsOf, normalizeDenotation, sameDenotation } from "./denotation.ts";
import { entitiesOfTags, entityCounts, type SeqevalMode, tagsOf } from "./entity-f1.ts";
import { addCounts, type Counts, f1, precision, recall, setCounts } from "./f1.ts";
import { type FieldPair, fieldCounts } from "./field-f1.ts";
import { levenshtein } from "./levenshtein.ts";
import { linkCounts } from "./link-f1.ts";
import { type Parsed, parseCounts, treeAccuracy } from "./parse-accuracy.ts";
import { riskCoverage } from "./risk-coverage.ts";
import { treeDistance } from "./tree-edit.ts";
import { processVqa, vqaAccuracy } from "./vqa-accuracy.ts";
import { wordF1 } from "./word-f1.ts";

type Relation = { head: [number, number]; tail: [number, number]; head_type: string; tail_type: string };
type Parse = { [key: string]: Parsed };
interface Golden {
  levenshtein: [string, string, number][];
  anls: [predicted: string, gold: string[], inclusive: number, exclusive: number][];
  denotation: [predicted: string[], gold: string[], right: boolean][];
  denotationText: [string, string][];
  vqaText: [string, string][];
  vqa: [predicted: string, people: string[], score: number][];
  entities: {
    gold: string[][];
    said: string[][];
    default: number;
    strict: number;
    spans: [string, number, number][][];
    strictSpans: [string, number, number][][];
  }[];
  links: { gold: Relation[]; said: Relation[]; strict: number; boundaries: number }[];
  parses: { gold: Parse; said: Parse; f1: number; accuracy: number }[];
  fields: { gold: Parse[]; said: Parse[]; precision: number; recall: number; f1: number }[];
  confidence: {
    bins: number;
    ties: boolean;
    confidence: number[];
    right: boolean[];
    ece: number;
    aurc: number;
    risk: number;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../../../test/golden/metrics.json", import.meta.url), "utf8"));

const near = (found: number | null, wanted: number, what: unknown, tolerance = 1e-9) =>
  assert.ok(found !== null && Math.abs(found - wanted) <= tolerance, `${found} for ${wanted}: ${JSON.stringify(what)}`);

test("levenshtein() is jiwer's distance", () => {
  for (const [a, b, distance] of golden.levenshtein) assert.equal(levenshtein(a, b), distance, `${a} / ${b}`);
});

test("anls() is mmf's, and keeps the one half that the strict formula drops", () => {
  let halves = 0;
  for (const [predicted, gold, inclusive, exclusive] of golden.anls) {
    near(anls(predicted, gold), inclusive, [predicted, gold]);
    if (inclusive === 0.5 && exclusive === 0) halves++;
  }
  assert.ok(halves > 0);
});

test("normalizeDenotation() and sameDenotation() are the official evaluator's", () => {
  for (const [raw, text] of golden.denotationText) assert.equal(normalizeDenotation(raw), text, raw);
  for (const [predicted, gold, right] of golden.denotation) {
    assert.equal(sameDenotation(predicted, gold), right, JSON.stringify([predicted, gold]));
  }
});

test("sameDenotation() compares sets: order and repetition do not count, sizes do", () => {
  assert.equal(sameDenotation(["b", "a", "a"], ["a", "b"]), true);
  assert.equal(sameDenotation(["a"], ["a", "b"]), false);
  assert.equal(sameDenotation(["a", "b"], ["a"]), false);
  assert.equal(sameDenotation(["5.0"], ["5"]), true);
  assert.equal(sameDenotation(["2,004"], ["2004"]), false, "a number with a comma stays a text");
  assert.equal(sameDenotation(["xx-01-12"], ["1990-01-12"]), false);
  assert.equal(sameDenotation(itemsOf(null), ["a"]), false);
  assert.deepEqual(itemsOf("a | b|c"), ["a", "b|c"]);
});

test("processVqa() and vqaAccuracy() are mmf's", () => {
  for (const [raw, text] of golden.vqaText) assert.equal(processVqa(raw), text, raw);
  for (const [predicted, people, accuracy] of golden.vqa) near(vqaAccuracy(predicted, people), accuracy, predicted);
});

test("vqaAccuracy() averages over the people left out", () => {
  const people = (agreeing: number) => Array.from({ length: 10 }, (_, i) => (i < agreeing ? "red" : `x${i}`));
  for (const [agreeing, accuracy] of [0, 0.3, 0.6, 0.9, 1, 1].entries()) {
    near(vqaAccuracy("Red", people(agreeing)), accuracy, agreeing);
  }
  assert.equal(vqaAccuracy(null, people(3)), 0);
});

test("entitiesOfTags() is seqeval's get_entities, and its strict IOB2", () => {
  for (const { said, spans, strictSpans } of golden.entities) {
    said.forEach((row, i) => {
      assert.deepEqual(entitiesOfTags(row, "default"), spans[i], row.join(" "));
      assert.deepEqual(entitiesOfTags(row, "strict"), strictSpans[i], row.join(" "));
    });
  }
  const tags = ["O", "I-A", "I-B", "B-B", "I-B", "I-A"];
  assert.equal(entitiesOfTags(tags, "default").length, 4);
  assert.deepEqual(entitiesOfTags(tags, "strict"), [["B", 3, 4]]);
});

test("F1 of entities is seqeval's micro F1", () => {
  for (const { gold, said, ...wanted } of golden.entities) {
    for (const mode of ["default", "strict"] as SeqevalMode[]) {
      const keys = (rows: string[][]) =>
        new Set(rows.flatMap((row, i) => entitiesOfTags(row, mode).map((entity) => `${i} ${entity.join(" ")}`)));
      near(f1(setCounts(keys(said), keys(gold))) ?? 0, wanted[mode], said);
    }
  }
});

test("entityCounts() works in word positions, page by page, without `other` and without words", () => {
  const entity = (label: string, page: number, ...words: number[]) => ({ label, page, words });
  const gold = [
    entity("question", 0, 0, 1),
    entity("answer", 0, 2),
    entity("other", 0, 3),
    entity("answer", 1, 0),
    entity("header", 1),
  ];
  assert.deepEqual(tagsOf(gold, 0, 5), ["B-QUESTION", "I-QUESTION", "B-ANSWER", "O", "O"]);
  const counts = (said: typeof gold, mode: SeqevalMode = "default") => entityCounts(said, gold, [5, 2], mode);
  assert.deepEqual(counts(gold), { right: 3, said: 3, wanted: 3 });
  assert.deepEqual(counts([entity("QUESTION", 0, 1, 0)]), { right: 1, said: 1, wanted: 3 });
  assert.deepEqual(counts([entity("question", 0, 0)]), { right: 0, said: 1, wanted: 3 });
  assert.deepEqual(counts([entity("answer", 0, 2), entity("answer", 0, 2)]), { right: 1, said: 1, wanted: 3 });
  // Words apart: two entities by default, and the second is none when a B- is wanted.
  assert.equal(counts([entity("answer", 0, 2, 4)]).said, 2);
  assert.deepEqual(counts([entity("answer", 0, 2, 4)], "strict"), { right: 1, said: 1, wanted: 3 });
});

test("linkCounts() is re_score, strict and boundaries", () => {
  for (const { gold, said, ...wanted } of golden.links) {
    for (const mode of ["strict", "boundaries"] as const) {
      const linked = (relations: Relation[]) => {
        const entities = relations.flatMap(({ head, tail, head_type, tail_type }, i) => [
          { id: 2 * i, label: head_type, page: 0, words: head },
          { id: 2 * i + 1, label: tail_type, page: 0, words: tail },
        ]);
        return { entities, links: relations.map((_, i): [number, number] => [2 * i, 2 * i + 1]) };
      };
      near(f1(linkCounts(linked(said), linked(gold), mode)) ?? 0, wanted[mode], { said, gold });
    }
  }
});

test("linkCounts() counts directed pairs once and leaves out entities without words", () => {
  const entities = [
    { id: "k", label: "question", page: 0, words: [0] },
    { id: "v", label: "answer", page: 0, words: [1, 2] },
    { id: "empty", label: "answer", page: 0, words: [] },
  ];
  const gold = {
    entities,
    links: [
      ["k", "v"],
      ["k", "empty"],
    ] as [string, string][],
  };
  const counts = (links: [string, string][]) => linkCounts({ entities, links }, gold, "strict");
  assert.deepEqual(
    counts([
      ["k", "v"],
      ["k", "v"],
    ]),
    { right: 1, said: 1, wanted: 1 },
  );
  assert.deepEqual(counts([["v", "k"]]), { right: 0, said: 1, wanted: 1 });
  assert.deepEqual(counts([["k", "nowhere"]]), { right: 0, said: 0, wanted: 1 });
});

test("parseCounts() and treeAccuracy() are Donut's evaluator", () => {
  for (const { gold, said, f1: field, accuracy } of golden.parses) {
    near(f1(parseCounts(said, gold)) ?? 0, field, [said, gold]);
    near(treeAccuracy(said, gold), accuracy, [said, gold]);
  }
});

test("treeAccuracy() has an answer for documents without fields", () => {
  assert.equal(treeAccuracy({}, { a: "" }), 1);
  assert.equal(treeAccuracy({ a: "x" }, {}), 0);
  assert.equal(treeAccuracy({}, { a: "x" }), 0);
});

test("treeDistance() moves no node past its siblings", () => {
  const leaf = (label: string) => ({ label, children: [] });
  const costs = { alone: () => 1, update: (a: string, b: string) => Number(a !== b) };
  const tree = (...labels: string[]) => ({ label: "r", children: labels.map(leaf) });
  assert.equal(treeDistance(tree("a", "b"), tree("a", "b"), costs), 0);
  assert.equal(treeDistance(tree("a", "b"), tree("b", "a"), costs), 2);
  assert.equal(treeDistance(tree("a"), { label: "r", children: [{ label: "x", children: [leaf("a")] }] }, costs), 1);
});

test("fieldCounts() gives SROIE's micro precision, recall and F1", () => {
  for (const { gold, said, ...wanted } of golden.fields) {
    const counts: Counts = addCounts(
      gold.map((fields, i) =>
        fieldCounts(Object.entries(said[i]) as FieldPair[], Object.entries(fields) as FieldPair[]),
      ),
    );
    near(precision(counts), wanted.precision, said);
    near(recall(counts), wanted.recall, said);
    near(f1(counts), wanted.f1, said);
  }
});

test("fieldCounts() meets each wanted value once", () => {
  const gold: FieldPair[] = [
    ["party", "A"],
    ["party", "B"],
  ];
  assert.deepEqual(
    fieldCounts(
      [
        ["party", "B"],
        ["party", "B"],
      ],
      gold,
    ),
    { right: 1, said: 2, wanted: 2 },
  );
  assert.deepEqual(fieldCounts([["place", "A"]], gold), { right: 0, said: 1, wanted: 2 });
  assert.deepEqual(
    fieldCounts([], gold, () => true),
    { right: 0, said: 0, wanted: 2 },
  );
});

test("calibrationError() and riskCoverage() are NumPy's plain computation", () => {
  for (const { bins, ties, confidence, right, ece, aurc, risk } of golden.confidence) {
    const outcomes = confidence.map((value, i) => ({ confidence: value, right: right[i] }));
    near(calibrationError(outcomes, bins), ece, confidence);
    const found = riskCoverage(outcomes);
    // Equal confidences: the golden number is a mean over drawn orders.
    near(found.aurc, aurc, confidence, ties ? 3e-3 : 1e-9);
    assert.equal(found.points.at(-1)?.coverage, 1);
    near(found.points.at(-1)?.risk ?? null, risk, confidence);
    assert.deepEqual(riskCoverage([...outcomes].reverse()), found);
  }
});

test("reliability() puts borders into the upper bin and 1 into the last", () => {
  const bins = reliability([0, 0.1, 0.95, 1].map((confidence) => ({ confidence, right: true })));
  assert.deepEqual(
    bins.map(({ count }) => count),
    [1, 1, 0, 0, 0, 0, 0, 0, 0, 2],
  );
  assert.deepEqual(riskCoverage([]), { points: [], aurc: 0 });
});

test("levenshtein() counts code points, not code units", () => {
  assert.equal(levenshtein("kitten", "sitting"), 3);
  assert.equal(levenshtein("", "abc"), 3);
  assert.equal(levenshtein("a😀b", "ab"), 1);
});

test("anls() keeps a similarity of exactly one half and drops what is below", () => {
  assert.equal(anls("ab", ["ax"]), 0.5);
  assert.equal(anls("abc", ["axx"]), 0);
  assert.equal(anls(" Total ", ["total"]), 1);
  assert.equal(anls("hall", ["nothing", "hallo"]), 0.8);
  assert.equal(anls(null, []), 1);
  assert.equal(anls("x", []), 0);
  assert.equal(anls(null, ["x"]), 0);
});

test("wordF1() compares bags of words", () => {
  assert.equal(wordF1("Gift & Home Deco", ["INDAH GIFT & HOME DECO"]), 6 / 7);
  assert.equal(wordF1("a a", ["a"]), 2 / 3);
  assert.equal(wordF1(null, []), 1);
  assert.equal(wordF1("", ["-"]), 1);
});

test("calibrationError() is the mean gap between confidence and share of right answers", () => {
  const sure = [
    { confidence: 0.95, right: true },
    { confidence: 0.95, right: false },
  ];
  assert.ok(Math.abs(calibrationError(sure) - 0.45) < 1e-12);
  assert.equal(calibrationError([{ confidence: 1, right: true }]), 0);
  assert.equal(calibrationError([]), 0);
});
