/**
 * Real forms, zero-shot: each labelled link from one question to one answer on FUNSD's forms is asked ("What is the DATE?"), given
 * words. Measured only: nothing is learned from these forms. Names that stand on a form twice, and labels of less than three letters, are left out.
 *
 *   node --import tsx bench/forms.ts [--every 2] [--model FOLDER] [--worst]
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readLabelled } from "../src/data/common-format.ts";
import type { LabelledDocument, LabelledQuestion } from "../src/document/labelled.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { askLabelled } from "../src/tasks/evaluate.ts";
import { calibrationError } from "../src/tasks/metrics/calibration-error.ts";
import { copyable } from "../src/tasks/metrics/copy-ceiling.ts";
import { plainLetters } from "../src/train/supervise.ts";

const { values } = parseArgs({
  options: {
    every: { type: "string", default: "2" },
    model: { type: "string" },
    worst: { type: "boolean", default: false },
  },
});

function questionsOf({ id, entities, links }: LabelledDocument): LabelledQuestion[] {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  return entities.flatMap((entity): LabelledQuestion[] => {
    const name = plainLetters(entity.text);
    const twice = entities.filter(({ label, text }) => label === "question" && plainLetters(text) === name).length > 1;
    if (entity.label !== "question" || name.length < 3 || twice) return [];
    const answers = links.flatMap(([from, to]) => {
      const answer = from === entity.id ? byId.get(to) : undefined;
      return answer?.label === "answer" ? [answer.text.trim()] : [];
    });
    if (answers.length !== 1 || plainLetters(answers[0]) === "") return [];
    const question = `What is the ${entity.text.replace(/\s*[:.]+\s*$/, "").trim()}?`;
    return [{ id: `${id}-${entity.id}`, question, answers, kind: "form" }];
  });
}

const model = await DocFormer.load({ model: values.model });
const folder = join(import.meta.dirname, "..", "..", "shared", "data", "funsd");
let [forms, questions, right, ceiling] = [0, 0, 0, 0];
const judged: { confidence: number; right: boolean }[] = [];
let index = 0;
for await (const labelled of readLabelled(folder, "train", { limit: 1000, images: true })) {
  if (index++ % Number(values.every) !== 0) continue;
  const asked = { ...labelled, questions: questionsOf(labelled) };
  if (asked.questions.length === 0) continue;
  forms++;
  const canCopy = copyable(labelled.document);
  for (const one of await askLabelled(model, asked)) {
    questions++;
    if (one.right) right++;
    if (canCopy(one.question.answers)) ceiling++;
    if (one.answer.confidence !== null) judged.push({ confidence: one.answer.confidence, right: one.right });
    if (values.worst && !one.right) {
      const { question, answers } = one.question;
      console.log(`${labelled.id} ${question} ${JSON.stringify(answers[0])}, said ${JSON.stringify(one.answer.text)}`);
    }
  }
}
await model.dispose();
const percent = (count: number) => Number(((100 * count) / questions).toFixed(1));
const ece = Number((100 * calibrationError(judged)).toFixed(1));
console.log(JSON.stringify({ forms, questions, exactMatch: percent(right), copyCeiling: percent(ceiling), ece }));
