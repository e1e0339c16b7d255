/**
 * The class of a document by questions: each class is asked for by yes or no over one encoding of the pages, and the surest yes
 * is the class. Needs no head, and no more than the names of the classes.
 */
import type { Document } from "../document/document.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import type { AskOptions, DocFormer } from "./docformer.ts";
import { classQuestion } from "./fields.ts";

/** A class with how surely a document is of it. */
export interface ClassScore {
  label: string;
  /** How sure the model is of "yes", 0..1; not shared out between the classes. */
  confidence: number;
  /** What was answered when it was asked for: what on the page that rests on, and whether its confidence is calibrated. */
  answer: Answer;
}

/** A "no" is as sure of the class as it is unsure of itself; what is neither says nothing for the class. */
function assent({ operation, value, confidence }: Answer): number {
  if (operation !== "yesno") return 0;
  return value === true ? (confidence ?? 1) : 1 - (confidence ?? 1);
}

/**
 * The classes, the likeliest first.
 * @param field what the classes are of, as the model was taught to ask: "document_type"
 * @example
 * const [best] = await classify(model, document, "document_type", ["invoice", "letter"]);
 * best.label // "invoice"
 * best.answer.operation // "yesno"
 */
export async function classify(
  model: DocFormer,
  document: Document,
  field: string,
  labels: readonly string[],
  options: AskOptions = {},
): Promise<ClassScore[]> {
  const questions = labels.map((label) => classQuestion(field, label));
  const answers = await model.ask(document, questions, options);
  return answers
    .map((answer, i) => ({ label: labels[i], confidence: assent(answer), answer }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** What classify() says as the answer to the field: the likeliest class; absent where none got a yes or no. */
export async function classAnswer(
  model: DocFormer,
  document: Document,
  field: string,
  labels: readonly string[],
  options: AskOptions = {},
): Promise<Answer> {
  const [{ label, confidence, answer }, ...others] = await classify(model, document, field, labels, options);
  if (confidence === 0) return absentAnswer();
  return {
    ...answer,
    text: label,
    value: label,
    confidence: answer.confidence === null ? null : confidence,
    // The least denied of classes that are all denied.
    status: answer.value === true ? answer.status : "low",
    alternatives: others.map((other) => ({ text: other.label, confidence: other.confidence })),
  };
}
