/** Several questions about a document, each with a name and pages of its own: the shape of Textract's Queries. */
import type { Document } from "../document/document.ts";
import type { Answer } from "./answer.ts";
import { type AskOptions, type DocFormer, type Question, queryOf } from "./docformer.ts";

/** An answer as the JSON of `ask` holds it. */
export type AskedAnswer = { question: string; alias?: string } & Answer & { milliseconds: number };

/**
 * Answers with their questions and aliases, in their order. `milliseconds`: each question's share of the time.
 * @example
 * const [due] = await askQueries(model, document, [{ text: "What is the due date?", alias: "DUE", pages: [0] }]);
 * due.alias // "DUE"
 * due.text // "May 3, 2024"
 */
export async function askQueries(
  model: DocFormer,
  document: Document,
  questions: readonly Question[],
  options: AskOptions = {},
): Promise<AskedAnswer[]> {
  const start = performance.now();
  const answers = await model.ask(document, questions, options);
  const milliseconds = Math.round((10 * (performance.now() - start)) / Math.max(1, questions.length)) / 10;
  return answers.map((answer, i) => {
    const { text, alias } = queryOf(questions[i]);
    return { question: text, ...(alias === undefined ? {} : { alias }), ...answer, milliseconds };
  });
}
