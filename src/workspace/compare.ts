/**
 * What models are worth to their user: the old and the new one field by field on documents held back, and the table that says
 * what a threshold of confidence would let through.
 */
import type { LabelledDocument } from "../document/labelled.ts";
import type { Answer } from "../tasks/answer.ts";
import { judge } from "../tasks/judge.ts";
import { noPrediction } from "../tasks/prediction.ts";
import { aboutOf, documentIds, labelOf, loadDocument } from "./documents.ts";
import { toLabelled } from "./labelled.ts";
import { activeModel, BASE, type HeldAnswers, heldAnswers, modelRecord } from "./models.ts";
import { answersByKey, predictionOf } from "./predictions.ts";
import type { SchemaField } from "./schema-fields.ts";
import type { Workspace } from "./workspace.ts";

/** What one of two models said of a field. */
export interface ComparedAnswer {
  text: string | null;
  confidence: number | null;
  right: boolean;
}

/** Two models beside each other on documents that neither has learned from. */
export interface Comparison {
  old: string;
  new: string;
  /** Shares of right answers, 0..1, over `n` labelled answers. */
  fields: Record<string, { old: number; new: number; n: number }>;
  /** Every answer; `label` null: the document does not have the field. */
  documents: {
    id: string;
    name: string;
    field: string;
    label: string | null;
    old: ComparedAnswer;
    new: ComparedAnswer;
  }[];
}

async function labelledOf(workspace: Workspace, id: string, fields: readonly SchemaField[]): Promise<LabelledDocument> {
  const document = await loadDocument(workspace, id, { images: false });
  return toLabelled(aboutOf(workspace, id), document, labelOf(workspace, id, fields), fields);
}

/** Whether each answer is what the label says; of labelled fields alone. */
function judged(labelled: LabelledDocument, answers: Record<string, Answer>): Map<string, ComparedAnswer> {
  const known = Object.fromEntries(Object.entries(labelled.fields).filter(([name]) => name in answers));
  const part = { ...labelled, fields: known };
  return new Map(
    judge(part, { ...noPrediction(labelled.id), fields: answers }).questions.map(({ field, answer, right }) => [
      field as string,
      { text: answer.text, confidence: answer.confidence, right },
    ]),
  );
}

/** Two models beside each other on the documents that both were asked about and neither has learned from. */
export async function compareModels(workspace: Workspace, old: string, fresh: string): Promise<Comparison> {
  const fields = workspace.fields();
  const [before, after] = [heldAnswers(workspace, old), heldAnswers(workspace, fresh)];
  const learned = learnedBy(workspace, old, fresh);
  const result: Comparison = { old, new: fresh, fields: {}, documents: [] };
  const sums = new Map<string, { old: number; new: number; n: number }>();
  for (const id of documentIds(workspace)) {
    if (!before[id] || !after[id] || learned.has(id)) continue;
    const labelled = await labelledOf(workspace, id, fields);
    const [first, second] = [judged(labelled, before[id]), judged(labelled, after[id])];
    for (const [field, one] of second) {
      const other = first.get(field);
      if (!other) continue;
      const sum = sums.get(field) ?? { old: 0, new: 0, n: 0 };
      sums.set(field, { old: sum.old + Number(other.right), new: sum.new + Number(one.right), n: sum.n + 1 });
      const value = [labelled.fields[field]].flat();
      const label = value.length === 0 ? null : value.join(" | ");
      result.documents.push({ id, name: aboutOf(workspace, id).name, field, label, old: other, new: one });
    }
  }
  for (const [field, sum] of sums) result.fields[field] = { old: sum.old / sum.n, new: sum.new / sum.n, n: sum.n };
  return result;
}

/** Documents that one of the models, or one that it came of, has learned from. */
function learnedBy(workspace: Workspace, ...models: readonly string[]): Set<string> {
  const learned = new Set<string>();
  for (let model of models) {
    while (model !== BASE) {
      const { documents, parent } = modelRecord(workspace, model);
      for (const id of documents) learned.add(id);
      model = parent;
    }
  }
  return learned;
}

/** Answers of the active model about documents that it has not learned from and that people have labelled. */
export async function judgedAnswers(workspace: Workspace): Promise<{ confidence: number; right: boolean }[]> {
  const fields = workspace.fields();
  const model = activeModel(workspace);
  const learned = learnedBy(workspace, model);
  const held: HeldAnswers = heldAnswers(workspace, model);
  const outcomes: { confidence: number; right: boolean }[] = [];
  for (const id of documentIds(workspace)) {
    if (learned.has(id) || labelOf(workspace, id, fields).version === 0) continue;
    const stored = predictionOf(workspace, id, fields);
    const answers = held[id] ?? (stored?.model === model ? answersByKey(stored.fields, fields) : null);
    if (!answers) continue;
    const labelled = await labelledOf(workspace, id, fields);
    for (const { confidence, right } of judged(labelled, answers).values()) {
      if (confidence !== null) outcomes.push({ confidence, right });
    }
  }
  return outcomes;
}
