/** Predictions as the Robust Reading Competition takes them: DocVQA's list of answers, SROIE's file of fields a receipt. */
import type { LabelledDocument } from "../../document/labelled.ts";
import { LIST_MARK } from "../metrics/denotation.ts";
import type { Prediction } from "../prediction.ts";

const MP_DOCVQA = "mp-docvqa";

export interface DocVqaAnswer {
  questionId: number | string;
  answer: string;
  /** Of MP-DocVQA: the page that the answer stands on, from 0 within the document. */
  answer_page?: number;
}

/** The answers to a document's questions; what is absent is an empty answer. Ids of digits alone are numbers, as published. */
export function docVqaAnswers({ source }: Pick<LabelledDocument, "source">, { questions }: Prediction): DocVqaAnswer[] {
  return questions.map(({ id, text, evidence }) => ({
    questionId: /^\d{1,15}$/.test(id) ? Number(id) : id,
    answer: text ?? "",
    ...(source === MP_DOCVQA ? { answer_page: evidence[0]?.page ?? 0 } : {}),
  }));
}

/** The key file of a receipt (SROIE, task 3): its name and text; null for a document whose fields nobody predicted. */
export function sroieKeys(
  { id, source }: Pick<LabelledDocument, "id" | "source">,
  { fields }: Prediction,
): { name: string; text: string } | null {
  if (Object.keys(fields).length === 0) return null;
  const texts = Object.entries(fields).flatMap(([field, answers]) => {
    const given = [answers].flat().flatMap(({ text }) => text ?? []);
    return given.length > 0 ? [[field, given.join(LIST_MARK)]] : [];
  });
  const own = source && id.startsWith(`${source}-`) ? id.slice(source.length + 1) : id;
  return {
    name: `${own.replace(/[^\w.-]/g, "_")}.txt`,
    text: `${JSON.stringify(Object.fromEntries(texts), null, 4)}\n`,
  };
}
