import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { blankPng, put, temporaryFolder } from "../../test/hand-made.ts";
import { fromLine } from "./common-format.ts";
import { checkSplit, documentFindings } from "./data-check.ts";
import { dataStats } from "./data-stats.ts";
import { openFormat } from "./formats/formats.ts";

const base = temporaryFolder();

const page = { width: 100, height: 200, words: [{ text: "a", box: [0, 0, 10, 10], line: 0 }] };

test("documentFindings() names what readers cannot know to be wrong", () => {
  const cases: [object, string[]][] = [
    [{ pages: [page] }, []],
    [{}, ["pages"]],
    [{ pages: [{ ...page, words: [{ text: " ", box: [0, 0, 1, 1] }] }] }, ["pages[0].words[0].text"]],
    [{ table: { header: ["a", "b"], rows: [["1", "2"], ["1"]] } }, ["table.rows[1]"]],
    [{ table: { header: [], rows: [] } }, ["table.header"]],
    [
      {
        pages: [page],
        questions: [
          { id: "q", question: "a?" },
          { id: "q", question: "", answers: [" "] },
        ],
      },
      ["questions[1].id", "questions[1].question", "questions[1].answers[0]"],
    ],
    [{ pages: [page], questions: [{ question: "a?", evidence: [{ words: [] }] }] }, ["questions[0].evidence[0].words"]],
    [
      {
        pages: [page],
        entities: [
          { id: 1, label: "a", words: [0] },
          { id: 1, label: "", words: [0, 0] },
        ],
      },
      ["entities[1].id", "entities[1].label", "entities[1].words"],
    ],
    [{ pages: [page], statements: [{ text: "", label: 1 }] }, ["statements[0].text"]],
  ];
  for (const [labels, fields] of cases) {
    const found = documentFindings(fromLine(JSON.stringify({ id: "d", ...labels })));
    assert.deepEqual(
      found.map(({ field }) => field),
      fields,
      JSON.stringify(labels),
    );
    for (const { message } of found) assert.match(message, /\b(is|has|names) /);
  }
});

test("checkSplit() counts every problem: lines, images, shapes, ids", async () => {
  const pictured = (id: string, image: string) => JSON.stringify({ id, pages: [{ ...page, image }] });
  const folder = put(join(base, "set"), {
    "train.jsonl": [
      pictured("fine", "fine.png"),
      "{",
      pictured("lost", "lost.png"),
      pictured("broken", "broken.png"),
      pictured("wide", "wide.png"),
      JSON.stringify({ id: "fine", pages: [page] }),
      JSON.stringify({ id: "off", pages: [page], entities: [{ id: 1, label: "a", words: [7] }] }),
    ].join("\n"),
    "fine.png": await blankPng(100, 200),
    "wide.png": await blankPng(200, 100),
    "broken.png": "no image",
  });
  const { documents, problems } = await checkSplit(await openFormat("docformer"), folder, "train");
  assert.equal(documents, 3);
  const file = join(folder, "train.jsonl");
  assert.deepEqual(
    problems.map(({ file: at, line, document, field }) => [at, line, document, field]),
    [
      [file, 2, null, ""],
      [join(folder, "lost.png"), 0, null, ""],
      [join(folder, "broken.png"), 0, null, ""],
      [folder, 0, "wide", "pages[0].image"],
      [folder, 0, "fine", "id"],
      [file, 7, null, "entities[0].words[0]"],
    ],
  );
});

test("dataStats() counts kinds, labels, fields and words a page", async () => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => ({ text: `w${i}`, box: [0, i, 10, i + 1] }));
  async function* documents() {
    for (let i = 1; i <= 10; i++) {
      yield fromLine(
        JSON.stringify({
          id: `d${i}`,
          pages: [{ width: 100, height: 100, words: words(i * 10) }],
          questions: [
            { question: "a?", answers: ["x"], kind: i > 3 ? "cell" : "count" },
            { question: "b?", kind: "cell" },
          ],
          entities: [
            { id: 0, label: "question", words: [0] },
            { id: 1, label: "answer", words: [1] },
          ],
          links: [[0, 1]],
          fields: i % 2 ? { total: "1" } : { total: "1", date: "2" },
          statements: [{ text: "s", label: i % 2 }, { text: "t" }],
        }),
      );
    }
  }
  const told: number[] = [];
  assert.deepEqual(await dataStats(documents(), (done) => told.push(done)), {
    documents: 10,
    pages: 10,
    images: 0,
    words: 550,
    wordsPerPage: { least: 10, p10: 20, p50: 60, p90: 100, p99: 100, most: 100 },
    questions: { total: 20, withoutAnswer: 10, byKind: { cell: 17, count: 3 } },
    entities: { total: 20, byLabel: { answer: 10, question: 10 } },
    fields: { total: 15, byName: { total: 10, date: 5 } },
    links: 10,
    statements: { total: 20, entailed: 5, refuted: 5 },
    tables: 0,
  });
  assert.deepEqual(told, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
