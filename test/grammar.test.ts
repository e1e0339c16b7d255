/**
 * What a model is taught to say, read back, is the labelled answer: targets.ts against answer.ts over synthetic pages of every
 * kind of question, clean and with reading errors. This is the ceiling that no trained model can pass.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { damage, damageRates } from "../src/data/synthetic/damage.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import type { LabelledDocument, LabelledQuestion } from "../src/document/labelled.ts";
import { preset } from "../src/model/config.ts";
import { type PageInputs, pageInputs, questionInputs } from "../src/model/inputs.ts";
import { LexicalCache } from "../src/model/lexical.ts";
import type { Generated } from "../src/model/search.ts";
import { questionTarget, type Target } from "../src/model/targets.ts";
import { pageUnits } from "../src/model/units.ts";
import { specialIds } from "../src/model/vocabulary.ts";
import { readAnswer } from "../src/tasks/answer.ts";
import { hitsEvidence, isRight } from "../src/tasks/evaluate.ts";
import { byteTokenizer } from "./fakes.ts";

const tokenizer = byteTokenizer();
const ids = specialIds(tokenizer);
const config = { ...preset("mini"), vocabularySize: tokenizer.vocabularySize };
const lexical = new LexicalCache(config, tokenizer);

/** A model that says exactly the target. */
function perfect(target: Target, page: PageInputs): Generated {
  const marks = target.marks && new Float32Array(page.texts.length);
  for (const position of target.marks?.positions ?? []) if (marks) marks[position] = 1;
  return { items: target.items.map((item) => ({ ...item, probability: 1 })), logProbability: 0, marks };
}

function judge(
  labelled: LabelledDocument,
): { question: LabelledQuestion; right: boolean; hit: boolean; text: string | null }[] {
  const page = labelled.document.pages[0];
  const inputs = pageInputs(config, lexical, page, pageUnits(page));
  return labelled.questions.flatMap((question) => {
    const target = questionTarget(config, ids, lexical, question, inputs, 0);
    if (!target) return [{ question, right: false, hit: false, text: "no target" }];
    const asked = questionInputs(config, lexical, question.question);
    const answer = readAnswer(perfect(target, inputs), ids, tokenizer, page, inputs, asked);
    const hit = hitsEvidence(answer, question) ?? true;
    return [{ question, right: isRight(answer, question.answers), hit, text: answer.text }];
  });
}

for (const [name, spoil] of [
  ["clean", (labelled: LabelledDocument) => labelled],
  ["with reading errors", (labelled: LabelledDocument) => damage(labelled, labelled.id, damageRates(0.5))],
] as const) {
  test(`targets of synthetic pages, ${name}, read back as the labelled answers`, () => {
    const wrong: string[] = [];
    let count = 0;
    const kinds = new Set<string>();
    for (let seed = 0; seed < 400; seed++) {
      for (const { question, right, hit, text } of judge(
        spoil(synthesize({ seed, options: { templates: "all" } }).labelled),
      )) {
        count++;
        kinds.add(question.kind);
        if (!right || !hit) {
          wrong.push(
            `${seed} ${question.kind} "${question.question}" ${JSON.stringify(question.answers)} became ${text}${right ? " (evidence)" : ""}`,
          );
        }
      }
    }
    assert.ok(kinds.size > 50, `${kinds.size} kinds`);
    assert.ok(wrong.length <= count * 0.005, `${wrong.length} of ${count}:\n${wrong.slice(0, 40).join("\n")}`);
  });
}

test("every colour that pages are asked for can be taught, whichever spelling stands first", () => {
  const asked = new Map<string, LabelledDocument>();
  for (let seed = 0; seed < 120; seed++) {
    const { labelled } = synthesize({ seed, kind: "scene" });
    for (const question of labelled.questions)
      if (question.operation === "colour") asked.set(question.answers[0], { ...labelled, questions: [question] });
  }
  assert.ok(asked.size === 11, [...asked.keys()].join());
  for (const [colour, labelled] of asked) assert.ok(judge(labelled)[0].right, colour);
});
