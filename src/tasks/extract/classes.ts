/**
 * Enumerations whose values no word of the page says: which of them a document is, is asked value by value, answered by yes or
 * no, as its class is. Pages stay encoded, so this costs a question a value.
 */
import type { Document } from "../../document/document.ts";
import type { LabelledQuestion } from "../../document/labelled.ts";
import type { Answer } from "../answer.ts";
import type { AskOptions, DocFormer } from "../docformer.ts";
import { classQuestion } from "../fields.ts";
import type { ValuePlan } from "./plan.ts";
import { allowedValue } from "./values.ts";

/** Most values that are asked for one by one. */
const MOST_CLASSES = 12;

/** What is known of an enumeration: its name, its place in the schema, and what it may be. */
export type Enumeration = Pick<ValuePlan, "path" | "name" | "allowed" | "required">;

/** The plans whose values may be asked for one by one. */
export const enumerations = (plans: readonly ValuePlan[]): ValuePlan[] =>
  plans.filter(({ kind, path, allowed }) => kind === "enum" && !path.includes("[]") && allowed.length <= MOST_CLASSES);

/** Whether `answer` leaves it open which of the values it is; that there is none is believed where there may be none. */
export const isOpen = ({ allowed, required }: Enumeration, { text }: Pick<Answer, "text">): boolean =>
  text === null ? required : allowedValue(text, allowed) === undefined;

/** The values that `open` enumerations turn out to have; none for those of which every value is denied. */
export async function askClasses<T extends Enumeration>(
  model: DocFormer,
  document: Document,
  open: readonly T[],
  options: AskOptions,
): Promise<Map<T, Answer>> {
  const asked = open.flatMap((one) => one.allowed.map((value) => ({ one, value: String(value) })));
  const questions = asked.map(({ one, value }) => classQuestion(one.name, value));
  const answers =
    questions.length > 0 ? await model.ask(document, questions, { ...options, onProgress: undefined }) : [];
  const best = new Map<T, Answer>();
  answers.forEach((answer, i) => {
    if (answer.operation !== "yesno" || answer.value !== true) return;
    const { one, value } = asked[i];
    const before = best.get(one);
    if (before && (before.confidence ?? 0) >= (answer.confidence ?? 0)) return;
    best.set(one, { ...answer, text: value, value });
  });
  return best;
}

/** What teaches that a document has `value` of an enumeration: each value asked for as askClasses() asks. */
export function classesAsQuestions(
  id: string,
  { name, path, allowed }: Enumeration,
  value: string,
): LabelledQuestion[] {
  const own = allowedValue(value, allowed);
  if (own === undefined) return [];
  return allowed.map((one) => ({
    id: `${id}-${path}-${one}`,
    question: classQuestion(name, String(one)),
    answers: [one === own ? "yes" : "no"],
    kind: path,
    operation: "yesno",
    evidence: [],
  }));
}
