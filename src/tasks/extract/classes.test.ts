import assert from "node:assert/strict";
import { test } from "node:test";
import { absentAnswer } from "../answer.ts";
import { classesAsQuestions, enumerations, isOpen } from "./classes.ts";
import { planOf, valuesOf } from "./plan.ts";

const plans = valuesOf(
  planOf({
    type: "object",
    properties: {
      documentKind: { enum: ["letter", "bill", null] },
      currency: { enum: ["EUR", "USD"] },
      size: { enum: Array.from({ length: 13 }, (_, i) => `size ${i}`) },
      tags: { type: "array", items: { enum: ["a", "b"] } },
      total: { type: "number" },
    },
    required: ["currency"],
  }),
);

test("enumerations() are single values of few choices", () => {
  assert.deepEqual(
    enumerations(plans).map(({ path }) => path),
    ["documentKind", "currency"],
  );
});

test("isOpen() asks on where the text is none of the values, and where a wanted value is missing", () => {
  const [kind, currency] = enumerations(plans);
  const said = (text: string) => ({ ...absentAnswer(), text });
  assert.equal(isOpen(currency, said("EUR 12.00")), false);
  assert.equal(isOpen(currency, said("12.00")), true);
  assert.equal(isOpen(currency, absentAnswer()), true);
  assert.equal(isOpen(kind, absentAnswer()), false);
});

test("classesAsQuestions() affirms the document's value and denies the others; unknown values teach nothing", () => {
  const [kind] = enumerations(plans);
  assert.deepEqual(
    classesAsQuestions("d", kind, "Bill").map(({ question, answers, operation }) => [question, answers, operation]),
    [
      ["Is the document kind letter?", ["no"], "yesno"],
      ["Is the document kind bill?", ["yes"], "yesno"],
    ],
  );
  assert.deepEqual(classesAsQuestions("d", kind, "poster"), []);
});
