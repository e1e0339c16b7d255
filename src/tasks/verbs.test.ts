import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { fakeDocument, fakePage } from "../../test/fakes.ts";
import type { Document } from "../document/document.ts";
import { documentFromJson } from "../document/json.ts";
import { DocFormer } from "./docformer.ts";
import { isTask, runTask, TASK_VERBS, type TaskName } from "./verbs.ts";

/** What each task is asked here; a task without an entry fails the test below. */
const INPUTS: Record<TaskName, object> = {
  ask: { questions: ["What is the total?", { text: "What is the total?", alias: "sum", pages: [0] }] },
  extract: {
    schema: {
      type: "object",
      properties: {
        total: { type: "number", format: "money" },
        paid: { type: "boolean" },
        items: {
          type: "array",
          items: {
            type: "object",
            properties: { item: { type: "string" }, count: { type: "integer" }, price: { type: "number" } },
          },
        },
      },
    },
  },
  relate: {},
  classify: { labels: ["receipt", "letter"] },
  verify: { statements: ["The total is 4.32", "The total is 5"] },
  tables: {},
};

const texts: [number, number, string][] = [
  [100, 100, "Receipt"],
  [100, 200, "item"],
  [300, 200, "count"],
  [500, 200, "price"],
  [100, 230, "rope"],
  [300, 230, "2"],
  [500, 230, "1.10"],
  [100, 260, "lamp"],
  [300, 260, "1"],
  [500, 260, "3.22"],
  [100, 400, "Total:"],
  [300, 400, "4.32"],
  [100, 500, "☒"],
  [130, 500, "paid"],
];
const words = texts.map(([x, y, text]) => ({ text, box: [x, y, x + 11 * text.length, y + 18] }));
const document: Document = documentFromJson({ pages: [{ width: 1000, height: 1000, words }] });

test("runTask() does every task on a page with the shipped model, and gives what its schema says", async (t) => {
  const model = await DocFormer.load();
  t.after(() => model.dispose());
  for (const name of Object.keys(TASK_VERBS) as TaskName[]) {
    const result = await runTask(name, document, INPUTS[name], { model: async () => model });
    // Nothing is left out by the schema: what is told to callers is all that there is.
    assert.deepEqual(TASK_VERBS[name].output.parse(result), result, name);
  }
  const { data, checks } = (await runTask("extract", document, INPUTS.extract, { model: async () => model })) as {
    data: object;
    checks: object[];
  };
  const items = [
    { item: "rope", count: 2, price: 1.1 },
    { item: "lamp", count: 1, price: 3.22 },
  ];
  assert.deepEqual(data, { total: 4.32, paid: true, items });
  // A count and a price do not say which of both adds up.
  assert.deepEqual(checks, []);
  const verdicts = (await runTask("verify", document, INPUTS.verify, { model: async () => model })) as {
    verdict: string;
  }[];
  assert.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ["entailed", "refuted"],
  );
});

test("runTask() refuses inputs that do not fit, and needs no model for tables", async () => {
  const model = () => assert.fail("no model is wanted");
  const empty = fakeDocument([fakePage(1, 4)]);
  for (const [name, input] of [
    ["ask", { questions: [] }],
    ["classify", { labels: ["one"] }],
    ["verify", { statements: [" "] }],
    ["verify", { statements: ["a"], threshold: 2 }],
  ] as const) {
    await assert.rejects(runTask(name, empty, input, { model }), z.ZodError);
  }
  const { tables } = (await runTask("tables", document, {}, { model })) as { tables: { columns: number }[] };
  assert.deepEqual(
    tables.map(({ columns }) => columns),
    [3],
  );
  assert.deepEqual([isTask("tables"), isTask("toString")], [true, false]);
});
